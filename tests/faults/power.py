"""Power cuts: what reached the disk is recorded in order, and cut off at every boundary.

strace writes down every call that changes a file, a folder or what is on the disk. Of each moment
there are several truths: all of it was written (a kill); only what was synced; any part of what was
not, since a disk writes in any order, and in sectors. In each the practice must open whole, with all
that was acknowledged before.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from practice import PYTHON, Bench, state
from told import Verdict

from mtdesk.desk import Desk
from mtdesk.store.file import opening

_CALLS = (
    "openat", "creat", "write", "pwrite64", "ftruncate", "fallocate", "fsync", "fdatasync", "rename",
    "renameat", "renameat2", "unlink", "unlinkat", "sendfile", "link", "mkdir",
)  # fmt: skip
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2}|[^>\\])*)>")
_SECTOR = 512
KEEP = 1.0  # the share of boundaries that are cut at
_ACKNOWLEDGED = "acknowledged"
_MARK = ".book.db.restoring"
_IS_NEW = "is new"  # beside a mark: whether the practice is the file that was restored
# What is written while the power fails: a new practice, an older one, one that another is put over.
SCRIPTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "absent": (
        ("log", "--yes", "first", "60m", "100", "cash"),
        ("log", "--yes", "second", "60m", "100+20", "card"),
        ("edit", "1", "minutes=90"),
        ("client", "add", "Third"),
        ("undo",),
    ),
    "older": (("log", "--yes", "first", "60m", "100", "cash"), ("spend", "12", "oil")),
    "practice": (
        ("log", "ana", "60m", "100", "cash"),
        ("restore", "{here}/other.db", "--yes"),
        ("log", "--yes", "fourth", "30m", "50", "cash"),
        ("backup", "{here}/copy.db"),
        ("client", "purge", "zoe", "--yes"),
    ),
}


@dataclass
class File:
    """What a file holds, and what of it has not been synced: (offset, bytes), or a new length."""

    synced: bytes = b""
    born: str = ""  # the name that it was made under
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def held(self, chosen: Callable[[], bool], rng: random.Random | None) -> bytes:
        data = bytearray(self.synced)
        for offset, whole in self.pending:
            if not chosen():
                continue
            piece = whole
            if piece is None:
                del data[offset:]
                data.extend(b"\0" * (offset - len(data)))
                continue
            if rng is not None and len(piece) > _SECTOR and rng.random() < 0.3:
                piece = piece[: _SECTOR * rng.randint(1, len(piece) // _SECTOR)]  # torn
            data.extend(b"\0" * (offset - len(data)))
            data[offset : offset + len(piece)] = piece
        return bytes(data)


class Disk:
    """A folder as a disk has it: files by name, names that are on the disk, names that are not yet."""

    def __init__(self, folder: Path) -> None:
        self.files = {
            each.name: File(each.read_bytes(), each.name)
            for each in folder.iterdir()
            if each.is_file()
        }
        self.named = dict(self.files)
        self.pending: list[dict[str, File]] = []

    def apply(self, event: tuple[str, str, int, bytes | None]) -> None:
        what, name, number, data = event
        match what:
            case "link":
                if name in self.files:
                    self.files[(data or b"").decode()] = self.files[name]
                    self._renamed()
            case "create":
                if name not in self.files:
                    self.files[name] = File(born=name)
                    self._renamed()
            case "write" | "cut":
                if name in self.files:
                    self.files[name].pending.append((number, data))
            case "append":
                if found := self.files.get(name):
                    found.pending.append((len(found.held(lambda: True, None)), data))
            case "sync":
                if found := self.files.get(name):
                    found.synced, found.pending = found.held(lambda: True, None), []
            case "sync folder":
                self.named, self.pending = dict(self.files), []
            case "gone":
                if self.files.pop(name, None):
                    self._renamed()
            case "rename":
                new = (data or b"").decode()
                if name in self.files:
                    self.files[new] = self.files.pop(name)
                    self._renamed()

    def _renamed(self) -> None:
        self.pending.append(dict(self.files))

    def states(self, rng: random.Random) -> Iterator[tuple[str, dict[str, bytes]]]:
        """What may be there when the power comes back."""
        everything = self.files
        yield "all of it", _held(everything, lambda: True, None)
        yield "what was synced", _held(self.named, lambda: False, None)
        for number in range(2):
            names = rng.choice([self.named, *self.pending])
            yield f"some of it ({number})", _held(names, lambda: rng.random() < 0.5, rng)


def _held(
    names: dict[str, File], chosen: Callable[[], bool], rng: random.Random | None
) -> dict[str, bytes]:
    # The index of the log is in memory, and made anew.
    held = {
        name: each.held(chosen, rng) for name, each in names.items() if not name.endswith("-shm")
    }
    if _MARK in held:
        held[_IS_NEW] = str(names["book.db"].born.endswith(".part")).encode()
    return held


def cuts(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    for on, script in SCRIPTS.items():
        here = bench.folder / f"power-{on}"
        place(bench, on, here)
        disk, states = Disk(here), [state(here)]
        events: list[tuple[str, str, int, bytes | None]] = []
        with _read_elsewhere(here, on):
            for words in script:
                events += _recorded(bench, here, words)
                states.append(state(here))
        if on == "older":  # a migration stands by itself
            place(bench, on, bench.folder / "power-migrated")
            with closing(Desk(bench.folder / "power-migrated" / "book.db")) as desk:
                _ = desk.book
            states[0] = f"{states[0]} or {state(bench.folder / 'power-migrated')}"
        acknowledged = 0
        for number, event in enumerate(events):
            if event[0] == _ACKNOWLEDGED:
                acknowledged += 1
                continue
            disk.apply(event)
            if event[1].endswith("-shm") or rng.random() > KEEP:
                continue
            allowed = " or ".join(states[acknowledged : acknowledged + 2])
            for truth, files in disk.states(rng):
                what = f"{on}, after {number} ({event[0]} {event[1]}), {truth}"
                yield partial(_opened, bench.another(), files, allowed, what)


def has_strace() -> bool:
    """Whether strace is here, and may trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False).returncode == 0


@contextmanager
def _read_elsewhere(here: Path, on: str) -> Iterator[None]:
    """As by an open dashboard, so that a restore finds a log beside the practice, not only the file."""
    if on != "practice":
        yield
        return
    with closing(sqlite3.connect(here / "book.db")) as other:
        other.execute("SELECT count(*) FROM session").fetchone()
        yield


def place(bench: Bench, on: str, here: Path) -> None:
    shutil.copytree(bench.origin, here)
    for name in ("practice", "older"):
        if name == on:
            (here / f"{name}.db").rename(here / "book.db")
        else:
            (here / f"{name}.db").unlink()


def _opened(folder: Path, files: dict[str, bytes], allowed: str, what: str) -> Verdict:
    folder.mkdir(exist_ok=True)
    try:
        for name, data in files.items():
            if name in {"book.db", "book.db-wal", _MARK}:
                (folder / name).write_bytes(data)
        if _MARK in files:
            _opened_again(folder, is_new=files[_IS_NEW] == b"True")
        found = state(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    is_so = found in allowed.split(" or ")
    return Verdict(what, lost="" if is_so else f"{found[:120]}; one of {allowed} was acknowledged")


def _opened_again(folder: Path, *, is_new: bool) -> None:
    """As the program opens it after a restore that did not end: it ends it.

    The mark knows the new file by its number, which here is another than when it was recorded.
    """
    mark = folder / _MARK
    with suppress(ValueError):
        said = json.loads(mark.read_bytes())
        number = (folder / "book.db").stat().st_ino if is_new else 0
        mark.write_text(json.dumps({**said, "file": [0, number]}))
    opening.existing(folder / "book.db").close()


def _recorded(
    bench: Bench, here: Path, words: tuple[str, ...]
) -> list[tuple[str, str, int, bytes | None]]:
    log = here.with_name(f"{here.name}.calls")
    ran = subprocess.run(
        [
            "strace", "-f", "-qq", "--seccomp-bpf", "-y", "-xx", "-s", "1000000", "-o", str(log),
            "-e", f"trace={','.join(_CALLS)}", *PYTHON,
            *(word.replace("{here}", str(here)) for word in words),
        ],
        env=bench.environment_of(here), cwd=here, stdin=subprocess.DEVNULL, capture_output=True,
        check=False,
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"{words}: {ran.stderr.decode()}")
    with log.open(encoding="ascii", errors="replace") as lines:
        found = [event for line in _joined(lines) for event in _events(line, here)]
    log.unlink()
    # The last that was printed is the answer: a plan may have been printed before.
    said = (_ACKNOWLEDGED, "", 0, None)
    last = len(found) - found[::-1].index(said) if said in found else len(found)
    return [*(each for each in found[:last] if each != said), said, *found[last:]]


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Each call in one line, where another process came between its beginning and its end."""
    begun: dict[str, str] = {}
    for line in lines:
        process = line.partition(" ")[0]
        if "<unfinished ...>" in line:
            begun[process] = line.partition(" <unfinished ...>")[0]
        elif " resumed>" in line:
            yield begun.pop(process, "") + line.partition(" resumed>")[2]
        else:
            yield line


def _events(line: str, here: Path) -> Iterator[tuple[str, str, int, bytes | None]]:
    call = _LINE.match(line)
    if call is None or int(call[3]) < 0:
        return
    name, rest, result = call[1], call[2], int(call[3])
    texts = [_text(each) for each in _TEXT.findall(rest)]
    fd = _FD.match(rest)
    path = _text(fd[2]).decode("utf-8", "replace") if fd else ""
    if fd and fd[1] == "1" and name == "write" and not path.startswith(str(here)):
        yield _ACKNOWLEDGED, "", 0, None
        return
    inside = path.startswith(f"{here}/")
    file = path[len(str(here)) + 1 :]
    numbers = [int(each) for each in re.findall(r", (\d+)(?=,|$)", rest)]
    match name:
        case "openat" | "creat":
            opened = _inside(texts[0], here) if texts else ""
            if opened and ("O_CREAT" in rest or name == "creat"):
                yield "create", opened, 0, None
                if "O_TRUNC" in rest:
                    yield "cut", opened, 0, None
        case "pwrite64" if inside:
            yield "write", file, numbers[-1], texts[0][:result]
        case "write" if inside:
            yield "append", file, 0, texts[0][:result]
        case "ftruncate" if inside:
            yield "cut", file, numbers[-1], None
        case "fsync" | "fdatasync" if path == str(here):
            yield "sync folder", "", 0, None
        case "fsync" | "fdatasync" if inside:
            yield "sync", file, 0, None
        case "unlink" | "unlinkat" if gone := _inside(texts[0], here):
            yield "gone", gone, 0, None
        case "rename" | "renameat" | "renameat2" if old := _inside(texts[0], here):
            yield "rename", old, 0, _inside(texts[1], here).encode()
        case "link" if old := _inside(texts[0], here):
            yield "link", old, 0, _inside(texts[1], here).encode()
        case "sendfile" if inside:
            source = re.search(r", \d+<([^>]*)>, \[(\d+)", rest)
            if source:
                origin, offset = Path(_text(source[1]).decode()), int(source[2])
                yield "write", file, offset, origin.read_bytes()[offset : offset + result]


def _text(hexed: str) -> bytes:
    return re.sub(
        rb"\\x([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), hexed.encode("utf-8")
    )


def _inside(path: bytes, here: Path) -> str:
    text = path.decode("utf-8", "replace")
    if not text.startswith("/"):
        return text if "/" not in text else ""
    return text[len(str(here)) + 1 :] if text.startswith(f"{here}/") else ""
