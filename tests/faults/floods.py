"""Floods: entry lines and import files made at random, read in this process."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from practice import Bench, state
from told import Verdict

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError
from mtdesk.model.entry import parse
from mtdesk.model.entry.lines import parse_check_in, parse_spend, parse_trip

LINES_A_TRY = 500
_BETWEEN = 100  # files, until the practice is held against what it was
_NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)
DATA = Path(__file__).parents[1] / "data"
_WORDS = (
    "ana", "bo", "swedish", "deep", "tissue", "60m", "1h30", "90+15", "90", "card", "cash", "venmo",
    "e6", "e11", "p7-3", "p11-0", "2:30pm", "25:61", "yesterday", "monday", "12/25", "2026-02-30",
    "0000-00-00", "no-show", "booked", "owed", "@studio", "@nowhere", "--", "“ana”", '"', "'", "12mi",
    "supplies", "body", "mind", "neck", "thumb-r", "6", "-6", "1e9", "99999999999999999999", "½", "٣",
    "\u202e", "\x1b[31m", "\0", "\ud800", "ß", "e\u0301", "🙂", "[/x]", "{", "%s", "'; DROP TABLE x",
    "+", "-", "=1+1", "price=", "tip=5", "95 cash 55 card 40", "package", "tomorrow", "insurance",
)  # fmt: skip
_BYTES = (b"\0", b"\xff\xfe", b'"', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"9" * 40, b"-", b"=1+1",
          b"\xe2\x80\xae", b"\x1b]0;x\x07", b"BEGIN:VEVENT\n", b"2026-02-30", b"(", b"$", b"\x85")  # fmt: skip


def entry_lines(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """Lines for the entry bar: an entry or an error that says where, nothing else."""
    with closing(Desk(bench.origin / "practice.db")) as desk:
        known = desk.sessions.vocabulary("ana bo swedish")
    while True:
        yield partial(_lines, known, rng.getrandbits(64))


def _lines(known: object, seed: int) -> Verdict:
    rng = random.Random(seed)
    for _ in range(LINES_A_TRY):
        line = " ".join(rng.choices(_WORDS, k=rng.randint(0, 12)))
        if rng.random() < 0.3:
            at = rng.randint(0, len(line))
            line = (
                line[:at]
                + chr(rng.choice((rng.randint(0, 0x2FF), rng.randint(0, 0x10FFFF))))
                + line[at:]
            )
        for read in (parse, parse_spend, parse_check_in, _trip):
            try:
                read(line, known)  # type: ignore[operator]
            except MtdeskError:
                pass
            except Exception as error:  # noqa: BLE001 - this is what is looked for
                return Verdict("entry line", traceback=f"{error!r} of {line!r}")
    return Verdict("entry lines")


def _trip(line: str, known: object) -> object:
    return parse_trip(line, known, "mi")  # type: ignore[arg-type]


def import_files(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """Files of every format, cut, mixed and overwritten; a look (`--dry-run`) never writes."""
    here = bench.folder / "imports"
    here.mkdir(exist_ok=True)
    shutil.copy(bench.origin / "practice.db", here / "book.db")
    before = state(here)
    files = [
        each
        for each in sorted(DATA.rglob("*"))
        if each.is_file() and each.suffix not in {".py", ".sql"}
    ]
    files = [each for each in files if each.stat().st_size < 200_000]
    while True:
        with closing(Desk(here / "book.db", lambda: _NOW)) as desk:
            for _ in range(_BETWEEN):
                yield partial(_file, desk, here, rng.choice(files), rng.getrandbits(64))
        if state(here) != before:
            yield lambda: Verdict("imports", lost="a look at a file changed the practice")


def _file(desk: Desk, here: Path, origin: Path, seed: int) -> Verdict:
    rng = random.Random(seed)
    target = here / f"{seed:016x}{origin.suffix}"
    target.write_bytes(_hurt(origin.read_bytes(), rng))
    what = f"{origin.name} with {seed}"
    try:
        desk.files.import_files([target], dry_run=True, skip_bad=True)
    except MtdeskError as error:
        if not error.message.strip():
            return Verdict(what, wrong="an error without a word")
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return Verdict(what, traceback=f"{error!r} of {what}")
    finally:
        target.unlink()
    return Verdict(what)


def _hurt(data: bytes, rng: random.Random) -> bytes:
    if len(data) > 6_000:  # the beginning, and some lines of the rest
        data = data[:4_000] + b"\n" + data[-2_000:]
    found = bytearray(data)
    for _ in range(rng.choice((0, 1, 1, 2, 5, 20))):
        at = rng.randrange(len(found) + 1)
        match rng.randrange(5):
            case 0:
                found[at:at] = rng.choice(_BYTES)
            case 1:
                del found[at : at + rng.randint(1, 40)]
            case 2:
                found[at : at + 1] = bytes([rng.randrange(256)])
            case 3:
                other = rng.randrange(len(found) + 1)
                found[at:at] = found[other : other + rng.randint(1, 200)]
            case _:
                del found[at:]
    return bytes(found)
