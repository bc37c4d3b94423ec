"""A practice's file read page by page, without SQLite: what is left of it when SQLite gives up.

The format is that of https://www.sqlite.org/fileformat2.html. A page that another one leads to belongs
to its table; a leaf that nothing leads to any more is matched by the shape of its rows. A row is taken
only where its header, its types and its length agree, so of overwritten bytes few pass for a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from struct import unpack, unpack_from

from mtdesk.model.frozen import frozen
from mtdesk.store.file.decrypted import pages_of

Value = int | float | str | bytes | None
_MAGIC = b"SQLite format 3\0"
_LEAF, _INTERIOR = 0x0D, 0x05
_USUAL_SIZE = 4096  # what SQLite makes, and so what a file has whose header is gone
_WAL_HEAD, _FRAME_HEAD = 32, 24
_WHOLE = 0x377F0682  # begins a log; its last bit says in which order its sums are made
_SIZES = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}
_KINDS: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,),
    "TEXT": (str,),
    "REAL": (int, float),
    "BLOB": (bytes,),
}


class Unreadable(Exception):  # noqa: N818 - it never leaves these two rooms
    """Bytes that are no row, no page, no table."""


@frozen
class Row:
    id: int
    values: tuple[Value, ...]


@frozen
class Shape:
    """The columns of a table as they are stored: (name, type); which of them is the row's number."""

    name: str
    columns: tuple[tuple[str, str], ...]
    number: int | None

    def fits(self, row: Row) -> bool:
        """Whether a row may be one of the table; an older row has fewer columns."""
        if not 2 <= len(row.values) <= len(self.columns):
            return False
        for place, (value, (_, kind)) in enumerate(zip(row.values, self.columns, strict=False)):
            if place == self.number:
                if value is not None:
                    return False
            elif value is not None and not isinstance(value, _KINDS.get(kind, (object,))):
                return False
        return True


class Pages:
    """The pages of a file, those of its log over them. Numbers begin at 1."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        decrypt = pages_of(path)
        if decrypt is not None:
            raw, size = self._data, _USUAL_SIZE
            each = (decrypt(at // size + 1, raw[at : at + size]) for at in range(0, len(raw), size))
            self._data = b"".join(each)
        size = int.from_bytes(self._data[16:18], "big")
        size = 65536 if size == 1 else size
        self.is_headed = self._data.startswith(_MAGIC)
        is_size = 512 <= size <= 65536 and not size & (size - 1)
        self.size = size if is_size and self.is_headed else _USUAL_SIZE
        self._usable = self.size - (
            self._data[20] if self.is_headed and len(self._data) > 20 else 0
        )
        log = path.with_name(f"{path.name}-wal")
        self._over = dict(self._log(log.read_bytes())) if log.is_file() else {}
        if decrypt is not None:
            self._over = {number: decrypt(number, page) for number, page in self._over.items()}
        self.count = max([-(-len(self._data) // self.size), *self._over])

    @property
    def version(self) -> int:
        """The file's `user_version`, 0 where its header does not say."""
        head = self.page(1)
        return int.from_bytes(head[60:64], "big") if head.startswith(_MAGIC) else 0

    def page(self, number: int) -> bytes:
        found = self._over.get(number) or self._data[(number - 1) * self.size : number * self.size]
        return found.ljust(self.size, b"\0")

    def free(self) -> set[int]:
        """The pages that are in no use: what stands in them was deleted."""
        found: set[int] = set()
        head = self.page(1)
        trunk = int.from_bytes(head[32:36], "big") if head.startswith(_MAGIC) else 0
        while 1 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self.page(trunk)
            many = min(int.from_bytes(page[4:8], "big"), self.size // 4 - 2)
            found.update(unpack_from(f">{many}I", page, 8))
            trunk = int.from_bytes(page[:4], "big")
        return found

    def tree(self, root: int) -> set[int]:
        """The leaves that a root leads to, as far as it does."""
        leaves: set[int] = set()
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in seen or not 1 <= number <= self.count:
                continue
            seen.add(number)
            page, at = self.page(number), self._head(number)
            if page[at] == _LEAF:
                leaves.add(number)
            elif page[at] == _INTERIOR:
                waiting.append(int.from_bytes(page[at + 8 : at + 12], "big"))
                waiting += [
                    int.from_bytes(page[cell : cell + 4], "big")
                    for cell in self._cells(page, at, 12)
                ]
        return leaves

    def is_leaf(self, number: int) -> bool:
        return self.page(number)[self._head(number)] == _LEAF

    def rows(self, number: int) -> Iterator[Row]:
        """The rows of a leaf, without what cannot be one: the gaps in the numbers tell of it."""
        page, at = self.page(number), self._head(number)
        for cell in self._cells(page, at, 8):
            with suppress(Unreadable, IndexError, ValueError, ArithmeticError, MemoryError):
                yield self._row(page, cell)

    @staticmethod
    def _head(number: int) -> int:
        return 100 if number == 1 else 0

    def _cells(self, page: bytes, at: int, head: int) -> list[int]:
        many = int.from_bytes(page[at + 3 : at + 5], "big")
        many = min(many, (self.size - at - head) // 2)
        found = unpack_from(f">{many}H", page, at + head)
        return [each for each in dict.fromkeys(found) if at + head <= each < self.size - 3]

    def _row(self, page: bytes, cell: int) -> Row:
        length, cell = _varint(page, cell)
        number, cell = _varint(page, cell)
        if number >= 1 << 63:
            number -= 1 << 64
        payload = self._payload(page, cell, length)
        head, place = _varint(payload, 0)
        kinds = []
        while place < head:
            kind, place = _varint(payload, place)
            kinds.append(kind)
        if place != head or head + sum(map(_size, kinds)) != length:
            raise Unreadable
        values = []
        for kind in kinds:
            values.append(_value(kind, payload[place : place + _size(kind)]))
            place += _size(kind)
        return Row(id=number, values=tuple(values))

    def _payload(self, page: bytes, cell: int, length: int) -> bytes:
        most, usable = self._usable - 35, self._usable
        if length <= most:
            if cell + length > self.size:
                raise Unreadable
            return page[cell : cell + length]
        if length > self.count * self.size:
            raise Unreadable
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
        found = bytearray(page[cell : cell + local])
        following = int.from_bytes(page[cell + local : cell + local + 4], "big")
        while len(found) < length:
            if not 1 < following <= self.count:
                raise Unreadable
            more = self.page(following)
            found += more[4 : min(usable, 4 + length - len(found))]
            following = int.from_bytes(more[:4], "big")
        return bytes(found)

    def _log(self, log: bytes) -> Iterator[tuple[int, bytes]]:
        """The pages of a log up to its last commit, each with its sum as it should be."""
        if len(log) < _WAL_HEAD or int.from_bytes(log[:4], "big") & ~1 != _WHOLE:
            return
        order = ">" if log[3] & 1 else "<"
        size, salts = int.from_bytes(log[8:12], "big"), log[16:24]
        sums = _summed(log[:24], (0, 0), order)
        if size != self.size or sums != unpack(">2I", log[24:32]):
            return
        since: dict[int, bytes] = {}
        for at in range(_WAL_HEAD, len(log) - _FRAME_HEAD - size + 1, _FRAME_HEAD + size):
            head, page = log[at : at + _FRAME_HEAD], log[at + _FRAME_HEAD : at + _FRAME_HEAD + size]
            sums = _summed(page, _summed(head[:8], sums, order), order)
            if head[8:16] != salts or sums != unpack(">2I", head[16:24]):
                return
            since[int.from_bytes(head[:4], "big")] = page
            if int.from_bytes(head[4:8], "big"):  # it ends a transaction
                yield from since.items()
                since = {}


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = unpack(f"{order}{len(data) // 4}I", data)
    for place in range(0, len(words), 2):
        first = (first + words[place] + second) & 0xFFFFFFFF
        second = (second + words[place + 1] + first) & 0xFFFFFFFF
    return first, second


def _varint(data: bytes, at: int) -> tuple[int, int]:
    found = 0
    for place in range(at, at + 8):
        byte = data[place]
        found = found << 7 | byte & 0x7F
        if byte < 0x80:
            return found, place + 1
    return found << 8 | data[at + 8], at + 9


def _size(kind: int) -> int:
    return _SIZES[kind] if kind in _SIZES else (kind - 12) // 2 if kind >= 12 else _wrong()


def _wrong() -> int:
    raise Unreadable


def _value(kind: int, data: bytes) -> Value:
    if kind == 0:
        return None
    if kind == 7:
        found: float = unpack(">d", data)[0]
        return found
    if kind in {8, 9}:
        return kind - 8
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    return data.decode("utf-8") if kind % 2 else data


def shape_of(name: str, columns: Sequence[tuple[str, str, int]]) -> Shape:
    """From (name, type, whether it is the key) of the columns that are stored."""
    keys = [place for place, (_, kind, key) in enumerate(columns) if key and kind == "INTEGER"]
    return Shape(
        name=name,
        columns=tuple((column, kind) for column, kind, _ in columns),
        number=keys[0] if keys else None,
    )
