"""The ground of the desk: one practice, opened; its clock, its settings, the one way to write.

Every area stands on an `Opened` and on the areas below it. What an area writes, it reads inside
`writing`, so that nothing can come between.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mtdesk.desk.opened.locking import Lockable
from mtdesk.desk.opened.settings import Settings
from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model.period import Period
from mtdesk.store import practice
from mtdesk.store.file import opening, places
from mtdesk.store.file.book import Book, replaced, which
from mtdesk.typed import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from mtdesk.desk.opened.closed import ClosedYears, Moved
    from mtdesk.desk.opened.meanwhile import Eyes
    from mtdesk.model.waiting import Waiting
    from mtdesk.store.file.restoring import Ready

Made = TypeVar("Made")


def system_clock() -> datetime:
    return datetime.now(UTC)


_FOR_GOOD = ("purge", "share")  # kinds that no undo takes back


class Writing:
    """A transaction that is under way: the practice to write to, and the operation it becomes."""

    def __init__(self, book: Book, operation: int) -> None:
        self.book = book
        self.operation = operation

    def is_about(self, summary: str) -> None:
        """What the history says of it, where that is known only after reading."""
        self.book.summarise(self.operation, summary)


class Part(Writing):
    """A writing that is part of another, whose history says what the whole is about."""

    def is_about(self, summary: str) -> None:
        pass


class Opened(Lockable):
    """A practice at `path`, which need not exist: reading then sees an empty one.

    `clock` gives an aware instant; `today` (from `--today`) stands for the day in what is read.
    """

    def __init__(
        self, path: Path, clock: Callable[[], datetime] = system_clock, today: date | None = None
    ) -> None:
        super().__init__(places.real(path))
        self.clock = clock
        self._today = today
        self._book: Book | None = None
        self._remembered: dict[Hashable, Any] = {}
        self._remembered_at: tuple[int, int] | None = None
        self._seen: tuple[int, int] | None = None  # which file she has worked with so far
        self.to_say: list[str] = []  # what opening it found to say
        self.put_back: Ready | None = (
            None  # the copy that takes the practice's place, or has taken it
        )
        self._whole: Writing | None = None  # what every writing is a part of, meanwhile
        self._waiting: Waiting | None = None  # who waits for a long call
        self.held_by = ""  # what writes to the file meanwhile, from a thread of its own
        self.created = False
        self.is_sample = False  # invented from end to end
        self.written: int | None = None  # the last operation that was committed
        self.is_for_good = False  # no undo takes that one back
        self.overrules_closed = False  # she said yes to changing a year that was closed
        self.eyes: Eyes | None = None  # what the person has seen of what she writes to
        self.key = ""  # of a script: what is written with it is written once
        self.moved: list[Moved] = []  # closed years that what was written last changed

    # -- the file

    @property
    def exists(self) -> bool:
        """Whether there is a practice at the path.

        Raises:
            NotFoundError: a folder is there.
        """
        opening.refuse_folder(self.path)
        return self.path.is_file() and self.path.stat().st_size > 0

    @property
    def book(self) -> Book:
        """The practice for reading; where there is no file, what a new one would hold."""
        self.refuse_locked()
        if self._book is None:
            try:
                self._book = self._taken(opening.existing(self.path))
            except NotFoundError:
                if self.path.is_dir():
                    raise
                from mtdesk.desk.opened.first_run import furnish

                self._book = opening.in_memory()
                furnish(self._book, self.stamp())
        return self._book

    def writable(self, *, furnished: bool = True) -> Book:
        """The practice for writing; made on the first write, with a menu and settings."""
        self.refuse_locked()
        if self.is_another:
            raise replaced(self.path)
        if self._book is not None and self._book.path is None:
            self.close()
        if self._book is None:
            if self.exists:
                self._book = self._taken(opening.existing(self.path))
            else:
                self._book = self._taken(opening.new(self.path))
                self.created = True
        if furnished and not practice.is_furnished(self._book):
            from mtdesk.desk.opened.first_run import furnish

            furnish(self._book, self.stamp())
        return self._book

    @property
    def is_another(self) -> bool:
        """Whether the file she has worked with so far is gone, or another is in its place."""
        return self._seen is not None and which(self.path) != self._seen

    def look_anew(self) -> None:
        """From here on she works with the file that is there now."""
        self.close()
        self._seen = None

    def _taken(self, book: Book) -> Book:
        if book.told:
            self.to_say.append(book.told)
        self._seen = self._seen or book.file
        return self._heeding(book)

    @property
    def keeps_copies(self) -> bool:
        """Whether copies of it make themselves; MTDESK_BACKUPS=off does without for a call."""
        return (
            not self.is_sample
            and os.environ.get("MTDESK_BACKUPS") != "off"
            and self.settings.get("backups") == "yes"
        )

    @property
    def wants_copy(self) -> bool:
        """Whether today's copy is not there yet."""
        if not (self.exists and self.keeps_copies):
            return False
        from mtdesk.store.file import daily

        return daily.last(self.path).day != self.now().date().isoformat()

    @property
    def copy_trouble(self) -> tuple[str, str]:
        """The day on which the last copy failed, and why; or nothing."""
        from mtdesk.store.file import daily

        last = daily.last(self.path)
        return (last.day, last.error) if last.error else ("", "")

    @contextmanager
    def writing(
        self,
        kind: str,
        summary: str = "",
        *,
        keep: bool = True,
        more_of: int | None = None,
        furnished: bool = True,
    ) -> Iterator[Writing]:
        """One operation of the journal, whole or not at all. What is written is read inside it.

        `book` is then the practice that is written to. A practice that is made for an operation
        which fails is taken away again; `keep=False` undoes everything at the end (a preview), and
        makes no file. `more_of` is an earlier operation that this is more of, undone with it.
        With a `key` that wrote before it is refused, unless that was undone.
        `furnished=False` leaves a new practice empty, for rows that bring their own.
        Within `as_one` it is a part of that; a part that fails leaves nothing, and the others stay.
        """
        if self._whole is not None:
            with self._part_of(self._whole) as part:
                yield part
            return
        if self.held_by and keep:
            raise RefusedError(
                f"{self.held_by} is under way; it ends first, or is stopped with esc"
            )
        was_created = self.created
        book = self._to_write_to(keep=keep, furnished=furnished)
        try:
            with book.transaction(
                kind, summary, self.stamp(), keep=keep, more_of=more_of
            ) as operation:
                if self.key:
                    from mtdesk.desk.opened import keyed

                    keyed.once(book, operation, self.key)
                closed = self._closed_years(book)
                yield Writing(book, operation)
                self.moved = closed.moved(operation) if closed else []
                if keep:
                    self._follow(book, operation)
                    if self.eyes is not None:
                        self.eyes.check(book, operation, self.settings.currency)
            self._remember_written(book, kind)
        except BaseException:
            self._remember_written(book, kind)  # ctrl+c may come after the commit
            self.forget()
            if not (was_created or book.committed):
                self.unmake()
            raise
        if keep:
            return
        if book.path is None:
            self.close()  # it holds what no file does
        else:
            self.forget()

    @property
    def put_back_from(self) -> Path | None:
        """The backup that was restored; asked of the disk, since ctrl+c may come just after."""
        return self.put_back.source if self.put_back and self.put_back.is_put else None

    def _remember_written(self, book: Book, kind: str) -> None:
        if book.committed:
            self.written, self.is_for_good = book.committed, kind in _FOR_GOOD

    @contextmanager
    def as_one(self, kind: str, summary: str, *, keep: bool = True) -> Iterator[Writing]:
        """All that is written meanwhile is one operation: whole or not at all, and undone at once."""
        with self.writing(kind, summary, keep=keep) as whole:
            self._whole = whole
            try:
                yield whole
            finally:
                self._whole = None

    @contextmanager
    def _part_of(self, whole: Writing) -> Iterator[Writing]:
        try:
            with whole.book.part():
                yield Part(whole.book, whole.operation)
        except BaseException:
            self.forget()
            raise

    def _to_write_to(self, *, keep: bool, furnished: bool) -> Book:
        if keep or self.exists:
            return self.writable(furnished=furnished)
        self.close()
        self._book = opening.in_memory()
        if furnished:
            from mtdesk.desk.opened.first_run import furnish

            furnish(self._book, self.stamp())
        return self._book

    def repeated(self, table: str, operation: int) -> list[int]:
        """The rows that an operation wrote with a key: see `opened.keyed`."""
        from mtdesk.desk.opened import keyed

        return keyed.rows_of(self.book, operation, table)

    @staticmethod
    def _follow(book: Book, operation: int) -> None:
        """Take what was written into the index of words, where one was made."""
        if book.has_table("search_state"):
            from mtdesk.store import search

            search.follow(book, operation)

    def _closed_years(self, book: Book) -> ClosedYears | None:
        """The years that were closed before this operation; None where none was."""
        if not practice.any_year_closed(book):
            return None
        from mtdesk.desk.opened.closed import ClosedYears

        return ClosedYears(book, lambda: self.settings, overruled=self.overrules_closed)

    # -- long calls

    def another(self) -> Self:
        """The same practice on a connection of its own, as a thread needs one."""
        other = type(self)(self.path, self.clock, self._today)
        other.is_sample, other.overrules_closed = self.is_sample, self.overrules_closed
        other.leaving = self.leaving  # one list: it is told where the job was begun
        other._seen = self._seen  # noqa: SLF001 - one of its own kind
        return other

    def waited_for(self, waiting: Waiting | None) -> None:
        """From here on, whoever waits is told how far long calls are, and may stop them."""
        self._waiting = waiting
        if self._book is not None:
            self._heeding(self._book)

    def _heeding(self, book: Book) -> Book:
        if self._waiting is not None:
            book.heed(self._waiting)
        return book

    def tell(self, rows: int | None = None, share: float | None = None) -> None:
        """How far a long call is, to whoever waits for it: see `Waiting.tell`."""
        if self._waiting is not None:
            self._waiting.tell(rows, share)

    def told(
        self, found: Iterable[Made], share: Callable[[int], float] | None = None
    ) -> Iterable[Made]:
        """Rows as they are, told while they pass to whoever waits for them: see `Waiting.told`."""
        return found if self._waiting is None else self._waiting.told(found, share)

    @property
    def waiting(self) -> Waiting | None:
        """Who waits for a long call."""
        return self._waiting

    def close(self) -> None:
        if self._book is not None:
            self._book.close()
            self._book = None
        self.forget()

    def unmake(self) -> None:
        """Take away a file that was made for a first write which then failed, if it is ours alone."""
        if self.created:
            if self._book is not None and self._book.path is not None:
                opening.take_away(self._book)
            self.close()
            self.created, self._seen = False, None

    def changed_elsewhere(self) -> int:
        """A number that changes when another program writes to the same file."""
        return self.book.data_version()

    # -- what was worked out

    def remember(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, worked out once for the practice in this state."""
        state = self.book.state()
        if state != self._remembered_at:
            self._remembered, self._remembered_at = {}, state
        if key not in self._remembered:
            self._remembered[key] = make()
        made: Made = self._remembered[key]
        return made

    def forget(self) -> None:
        """Work everything out anew: what was read in a transaction that is rolled back never was."""
        self._remembered, self._remembered_at = {}, None

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.remember("settings", lambda: Settings(practice.settings(self.book)))

    # -- the clock

    def now(self) -> datetime:
        """The instant in the practice's zone."""
        return self.clock().astimezone(self.settings.zone)

    def stamp(self) -> str:
        """When something was written, in UTC: for the journal."""
        return self.clock().astimezone(UTC).isoformat(timespec="seconds")

    @property
    def today(self) -> date:
        return self._today or self.now().date()

    @property
    def is_as_of(self) -> bool:
        """Whether a day was said (`--today`): what came later is not there yet."""
        return self._today is not None

    def seen(self, period: Period) -> Period:
        """The part of a period up to today: what came later is not there yet for `--today`."""
        end = min(period.end, max(period.start, self.today + timedelta(days=1)))
        return Period(period.start, end)
