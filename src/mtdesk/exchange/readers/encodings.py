"""What a file's bytes mean: UTF-8, UTF-16, cp1252 (which covers latin-1) or mac-roman.

They compete by evidence from the whole file: what is no text in one of them, and how its words
read (`plausible`). Each word counts once, or one name that comes often would outvote the rest.
Where no reading is clearly the best, or some words contradict it, the file is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mtdesk.errors import ImportRefusedError, InvalidError
from mtdesk.exchange.readers.cells import shown
from mtdesk.exchange.readers.plausible import IMPOSSIBLE, NONSENSE, worth

BAD = "".join(map(chr, range(0xDC00, 0xDD00)))  # a byte that is no text, by its value
KEPT = "mtdesk.bad-bytes"
COMPETING = ("utf-8", "cp1252", "mac-roman")
_CHUNK = 1 << 20
_MOST_WORDS = 20_000
_CLEARLY = 3  # by more than this one reading must be better than the next
_WORD = re.compile(rb"[A-Za-z]{0,40}[\x80-\xff][A-Za-z\x80-\xff]{0,60}")
_CAPITALISED = re.compile(rb"[A-Z][a-z\x80-\xff]+ \Z")

Word = tuple[bytes, str, str]  # what stands before it and after it: see `plausible.worth`


def _keep(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(BAD[byte] for byte in error.object[error.start : error.end]), error.end


codecs.register_error(KEPT, _keep)


@dataclass(frozen=True, slots=True)
class Reading:
    """`codec` decodes the file, its mark at the start included; `name` is how that is said.

    `has_bad` says that some bytes are no text in it; decoded, they are characters of `BAD`.
    """

    codec: str
    name: str
    has_bad: bool = False

    line_break: bytes = b"\n"


def reading_of(path: Path, named: str | None) -> Reading:
    """How a file is read: as it is said, or by evidence.

    Raises:
        InvalidError: no such encoding.
        ImportRefusedError: no reading is clearly the right one.
    """
    if named is None:
        return _found(path)
    codec = _codec(named)
    if codec == "utf-8":
        codec = "utf-8-sig"
    if codec in {"utf-16", "utf-16-le", "utf-16-be"}:
        codec = _utf_16(path) or ("utf-16-le" if codec == "utf-16" else codec)
    return _read_by(path, codec)


def not_text(byte: int, name: str) -> str:
    """What is wrong with a cell that holds such a byte."""
    return f"the byte {byte:02X} is no text in {name}; mend it, or name the --encoding"


def _codec(named: str) -> str:
    try:
        info = codecs.lookup(named)
        "a".encode(info.name)
    except (LookupError, ValueError, UnicodeError):
        raise InvalidError(
            "encoding", f"“{shown(named)}” is not known; write utf-8, utf-16, cp1252 or mac-roman"
        ) from None
    # What is called Latin-1 nearly always holds the quotation marks of cp1252.
    return "cp1252" if info.name in {"iso8859-1", "ascii"} else info.name


def _read_by(path: Path, codec: str) -> Reading:
    has_bad = not _is_text(path, codec)
    if not codec.startswith("utf-16"):
        return Reading(codec, "utf-8" if codec == "utf-8-sig" else codec, has_bad)
    with path.open("rb") as file:
        is_big = codec == "utf-16-be" or file.read(2) == codecs.BOM_UTF16_BE
    return Reading(codec, "utf-16", has_bad, b"\0\n" if is_big else b"\n\0")


def _found(path: Path) -> Reading:
    codec = _utf_16(path)
    if codec is not None:
        return _read_by(path, codec)
    if _is_text(path, "utf-8-sig"):
        return Reading("utf-8-sig", "utf-8")
    with path.open("rb") as file:
        if file.read(3) == codecs.BOM_UTF8:
            return Reading("utf-8-sig", "utf-8", has_bad=True)
    return _best(path)


def _utf_16(path: Path) -> str | None:
    """Its codec, by the mark at the start, or by the zeros that every other byte of ASCII is."""
    zeros, size, is_first = [0, 0], 0, True
    for chunk in _chunks(path):
        if is_first and chunk[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            return "utf-16"
        is_first = False
        size += len(chunk)
        if 0 in chunk:
            zeros[0] += chunk[0::2].count(0)
            zeros[1] += chunk[1::2].count(0)
    for codec, these, others in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if zeros[these] > size / 10 and zeros[these] > 10 * zeros[others]:
            return codec
    return None


def _is_text(path: Path, codec: str) -> bool:
    """Whether every byte means something in an encoding."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _best(path: Path) -> Reading:
    words = _words(path)
    scores = {name: {word: _worth(word, name) for word in words} for name in COMPETING}
    ranked = sorted(COMPETING, key=lambda name: -sum(scores[name].values()))
    best, second = ranked[:2]
    totals = [sum(scores[name].values()) for name in ranked]
    against = [
        (word, name)
        for word in words
        for name in COMPETING
        if scores[best][word] <= NONSENSE and scores[name][word] > 1
    ]
    if against and best != "utf-8":
        raise _unclear(path, against[0][0], best, against[0][1])
    # Rows with bad bytes of UTF-8 are refused one by one; elsewhere nothing would tell.
    is_poor = totals[0] < 0 and best != "utf-8"
    if is_poor or (totals[0] - totals[1] <= _CLEARLY and not _alike(words, best, second)):
        doubtful = (word for word in words if scores[best][word] - scores[second][word] <= _CLEARLY)
        raise _unclear(path, next(doubtful, words[0]), best, second)
    return _read_by(path, "utf-8-sig" if best == "utf-8" else best)


def _alike(words: list[Word], one: str, other: str) -> bool:
    """Whether it is all one which of two is right: `£` and `©` are the same in both."""
    return all(text.decode(one, KEPT) == text.decode(other, KEPT) for text, _, _ in words)


def _worth(word: Word, name: str) -> int:
    text, before, after = word
    decoded = text.decode(name, KEPT)
    value = worth(decoded, before, after)
    if name == "utf-8":  # one bad byte is no proof against the rest of a file
        bad = sum("\udc00" <= mark <= "\udcff" for mark in decoded)
        value += bad * (NONSENSE - 1 - IMPOSSIBLE)
        value += sum(mark > "\x7f" for mark in decoded) - bad  # seldom are bytes it by chance
    return value


def _words(path: Path) -> list[Word]:
    """The words that are not ASCII alone, each once, in the order of the file."""
    words: dict[Word, None] = {}
    for chunk in _lines(path):
        for found in _WORD.finditer(chunk):
            if len(words) >= _MOST_WORDS:
                break
            start, end = found.span()
            earlier = chunk[max(0, start - 30) : start]
            before = "A" if _CAPITALISED.search(earlier) else _beside(earlier[-1:])
            words[found[0], before, _beside(chunk[end : end + 1])] = None
    return list(words)


def _beside(byte: bytes) -> str:
    if byte in {b".", b"!", b"?", b")"}:
        return "."
    return "0" if byte.isdigit() else " " if byte == b" " else ","


def _unclear(path: Path, word: Word, first: str, second: str) -> ImportRefusedError:
    line, column = _place(path, word[0])
    one, other = (
        f"“{shown(word[0].decode(name, KEPT), most=30)}” in {name}" for name in (first, second)
    )
    return ImportRefusedError(
        f"{path.name} line {line}, column {column}: the word is {one} or {other}; "
        "say which with --encoding"
    )


def _place(path: Path, word: bytes) -> tuple[int, int]:
    line = 1
    for chunk in _lines(path):
        at = chunk.find(word)
        if at >= 0:
            before = chunk[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            return line + before.count(b"\n"), at - max(
                chunk.rfind(b"\n", 0, at), chunk.rfind(b"\r", 0, at)
            )
        line += len(chunk.splitlines())
    return line, 1


def _lines(path: Path) -> Iterator[bytes]:
    """The file in pieces that end where a line does, unless a line is very long."""
    rest = b""
    for chunk in _chunks(path):
        piece = rest + chunk
        end = max(piece.rfind(b"\n"), piece.rfind(b"\r", 0, len(piece) - 1)) + 1
        if not end and len(piece) > 2 * _CHUNK:
            end = len(piece)
        rest = piece[end:]
        if end:
            yield piece[:end]
    if rest:
        yield rest


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
