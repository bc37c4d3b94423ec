"""Lines that a phone wrote, filed: each once, and what is not clear waits for a yes."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mtdesk.desk.ledger import Ledger
from mtdesk.desk.practice.inbox import DONE, content, place, read, unknown
from mtdesk.desk.sessions import Sessions
from mtdesk.desk.wellbeing import Wellbeing
from mtdesk.errors import (
    FileError,
    MtdeskError,
    NeedsConfirmationError,
    NotFoundError,
    UnwrittenError,
)
from mtdesk.model.entry.kinds import kind_of, parse_pay, parse_time
from mtdesk.model.entry.stamped import Stamped
from mtdesk.model.entry.tokens import read_day, read_line, read_phrase
from mtdesk.model.frozen import frozen
from mtdesk.model.text import counted
from mtdesk.store import year as years
from mtdesk.store.file import inbox as notes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mtdesk.desk.opened import Opened, Writing
    from mtdesk.desk.sessions import Logged

_AHEAD = timedelta(minutes=10)  # that a phone's clock may go before ours
_ALIKE = 0.8
_LONGEST = 2_000  # characters of a line


@frozen
class Filed:
    """A line as it was written; `logged` where it was a session's, `is_guess` where its day is ours."""

    number: int
    text: str
    logged: Logged | None
    is_guess: bool


@frozen
class Waiting:
    """A line that was not filed, and why; `can_be` says that a yes files it."""

    line: int
    text: str
    reason: str
    can_be: bool


@frozen
class Run:
    """What one reading of an inbox came to; `known` lines had been dealt with before.

    `conflicts` are files beside it that a sync program left; `untold` is why FILE.done could not be
    written.
    """

    file: Path
    read: int
    known: int
    filed: tuple[Filed, ...]
    waiting: tuple[Waiting, ...]
    left_out: int
    operation: int | None
    conflicts: tuple[Path, ...]
    untold: str = ""


class _NothingFiledError(Exception):
    """Nothing came of a run, so that it leaves no trace."""


class Inbox:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def file(
        self,
        named: Path | None = None,
        *,
        yes: Collection[int] = (),
        no: Collection[int] = (),
        all_of_them: bool = False,
    ) -> Run:
        """File the lines that are new and clear, as one operation; the file itself stays as it is.

        `yes` and `no` answer lines that wait, by number: they are filed all the same, or left out
        for good; `all_of_them` says yes to each.

        Raises:
            NotFoundError: there is no such file, or a line that is answered does not wait.
            RefusedError: it is no file of lines.
        """
        path = place(self._opened, named)
        found = list(read(self._opened, content(path)))
        lines = [each for each in found if isinstance(each, Stamped)]
        waiting = [
            Waiting(line=number, text=text, reason=reason, can_be=False)
            for number, text, reason in (each for each in found if not isinstance(each, Stamped))
        ]
        new, _ = unknown(self._opened.book, path, lines)
        answered = {*yes, *no}
        if strange := sorted(answered - {each.number for each in new}):
            raise NotFoundError(f"line {strange[0]} of {path.name} waits for no answer")
        batch = _Batch(self._opened, path, lines, frozenset(yes), frozenset(no), all_of_them)
        if new:
            with suppress(_NothingFiledError):
                batch.write()
        return Run(
            file=path,
            read=len(found),
            known=len(lines) - len(new),
            filed=tuple(batch.filed),
            waiting=tuple(sorted([*waiting, *batch.waiting], key=lambda each: each.line)),
            left_out=batch.left_out,
            operation=batch.operation,
            conflicts=tuple(_conflicts(path)),
            untold=_tell(path, batch, self._opened.stamp()) if batch.filed else "",
        )


class _Batch:
    """One run over the lines that are new."""

    def __init__(
        self,
        opened: Opened,
        path: Path,
        lines: list[Stamped],
        yes: frozenset[int],
        no: frozenset[int],
        all_of_them: bool,
    ) -> None:
        self._opened = opened
        self._path = path
        self._lines = lines
        self._yes = frozenset(each.number for each in lines) - no if all_of_them else yes
        self._no = no
        self.filed: list[Filed] = []
        self.waiting: list[Waiting] = []
        self.left_out = 0
        self.operation: int | None = None

    def write(self) -> None:
        """Raises _NothingFiledError, and leaves no trace, where no line was filed or left out."""
        if self._yes:
            self._opened.overrules_closed = True  # the other lines are asked about, each
        with self._opened.as_one("inbox", f"inbox {self._path.name}") as writing:
            new, is_whole = unknown(writing.book, self._path, self._lines)
            self._noted = notes.noted(writing.book)
            self._gone = [] if is_whole else self._vanished(writing)
            if not is_whole:
                notes.begin_anew(writing.book, str(self._path))
            for line in self._opened.told(new, lambda done: done / max(len(new), 1)):
                self._one(writing, line)
            if not self.filed and not self.left_out:
                raise _NothingFiledError
            self.operation = writing.operation
            writing.is_about(f"{counted(len(self.filed), 'line')} of {self._path.name}")

    def _vanished(self, writing: Writing) -> list[str]:
        """What was filed from this file and no longer stands in it."""
        here = {each.key for each in self._lines}
        held = notes.held_by(writing.book, str(self._path))
        return [text for stamp, text in held if (stamp, text) not in here]

    def _one(self, writing: Writing, line: Stamped) -> None:
        if line.number in self._no:
            self._note(writing, line, "left out", None)
            self.left_out += 1
            return
        is_sure = line.number in self._yes
        doubt = self._doubt(line)
        if doubt and not (is_sure and line.text):
            self._wait(line, doubt, can_be=bool(line.text))
            return
        try:
            with _at(self._opened, line.stamp), self._opened.writing("inbox"):
                if not is_sure:
                    self._ask_about_overlap(line)
                client, logged = self._enter(line, confirmed=is_sure)
                if not is_sure:
                    self._ask_about_closed(writing)
        except NeedsConfirmationError as asked:
            self._wait(line, asked.message, can_be=True)
        except (FileError, UnwrittenError):
            raise  # nothing that is wrong with the line
        except MtdeskError as error:
            self._wait(line, error.message, can_be=False)
        else:
            self._note(writing, line, "filed", client)
            is_guess = line.stamp is None and not _says_a_day(line.text)
            self.filed.append(
                Filed(number=line.number, text=line.text, logged=logged, is_guess=is_guess)
            )

    def _wait(self, line: Stamped, reason: str, *, can_be: bool) -> None:
        self.waiting.append(Waiting(line=line.number, text=line.text, reason=reason, can_be=can_be))

    def _note(self, writing: Writing, line: Stamped, became: str, client: int | None) -> None:
        at = self._opened.now().isoformat(timespec="seconds")
        self._noted[line.key] = at[:10]
        notes.add(
            writing.book, file=str(self._path), stamp=line.instant, text=line.text or "(empty)",
            became=became, client_id=client, at=at,
        )  # fmt: skip

    # -- what is not clear

    def _doubt(self, line: Stamped) -> str:
        """Why a line waits, whatever it says; empty where nothing stands against it."""
        if not line.text:
            return "nothing stands behind the moment"
        if len(line.text) > _LONGEST:
            return f"it is longer than {_LONGEST:,} characters"
        if line.is_open:
            return "no line break ends it yet, so it may be half written"
        if line.stamp is not None:
            if line.stamp > self._opened.now() + _AHEAD:
                return "its moment is still to come"
            if alike := self._alike(
                line.text, [text for stamp, text in self._noted if stamp == line.instant]
            ):
                return f"of the same moment there was “{alike}” already: is it another?"
            return ""
        if line.key in self._noted:
            return f"the same line was dealt with on {self._noted[line.key]}: is it another?"
        if alike := self._alike(line.text, self._gone):
            return f"“{alike}” stood there before: is it another?"
        if not _says_a_day(line.text) and self._is_old():
            return "it says no day, and the file was last written before today"
        return ""

    @staticmethod
    def _alike(text: str, others: list[str]) -> str:
        """One of the others that this text may be a correction of, or the whole of."""
        return next(
            (
                each
                for each in others
                if text.startswith(each)
                or each.startswith(text)
                or SequenceMatcher(None, text, each).ratio() >= _ALIKE
            ),
            "",
        )

    def _is_old(self) -> bool:
        try:
            written = datetime.fromtimestamp(self._path.stat().st_mtime, self._opened.settings.zone)
        except (OSError, OverflowError, ValueError):
            return False
        return written.date() < self._opened.now().date()

    def _ask_about_overlap(self, line: Stamped) -> None:
        """Raises NeedsConfirmationError where its client's session of that time is there already."""
        if kind_of(line.text).name != "session":
            return
        sessions = Sessions(self._opened)
        session = sessions.understand(line.text).session
        if session.client_id is None or session.status == "booked" or not session.started_at:
            return
        # One whose time is not said is put before what it would lie over: here that is the question.
        length = timedelta(minutes=session.minutes or 0)
        began = datetime.fromisoformat(session.started_at)
        if session.is_placed:
            began = self._opened.now() - length
        for each in sessions.of_day(began.date()):
            if each.client_id != session.client_id or not each.started_at or each.status != "done":
                continue
            start = datetime.fromisoformat(each.started_at)
            if start < began + length and began < start + timedelta(minutes=each.minutes or 0):
                raise NeedsConfirmationError(
                    f"{session.client} {each.clock} is there already on {each.local_date}: "
                    "is it another?"
                )

    @staticmethod
    def _ask_about_closed(writing: Writing) -> None:
        for each in years.closed(writing.book):
            if years.is_changed(writing.book, writing.operation, each):
                raise NeedsConfirmationError(f"{each.year} is closed, and this would change it")

    # -- written

    def _enter(self, line: Stamped, *, confirmed: bool) -> tuple[int | None, Logged | None]:
        """Write a line as what it is; returns whose it is, and the session where it is one."""
        opened, kind = self._opened, kind_of(line.text)
        if kind.name in {"session", "done"}:
            sessions = Sessions(opened)
            if kind.name == "session":
                logged = sessions.log(kind.rest, confirmed=confirmed)
            else:
                logged = sessions.bookings.settle(kind.number or 0, kind.rest, confirmed=confirmed)
            return logged.session.client_id, logged
        if kind.name == "checkin":
            Wellbeing(opened).check_in(kind.rest)
        elif kind.name == "spend":
            Ledger(opened).spend(kind.rest)
        elif kind.name == "trip":
            Ledger(opened).trip(kind.rest)
        elif kind.name == "time":
            work = parse_time(kind.rest)
            Ledger(opened).work(str(work.minutes), work.kind, note=work.note)
        else:
            currency = opened.settings.currency
            pay = parse_pay(kind.rest, currency)
            amount = currency.plain(pay.amount_minor)
            payments, _ = Ledger(opened).pay(
                pay.client, amount, method=pay.method, confirmed=confirmed
            )
            return next((each.client_id for each in payments), None), None
        return None, None


@contextmanager
def _at(opened: Opened, moment: datetime | None) -> Iterator[None]:
    """Meanwhile it is the moment at which the line was written."""
    clock = opened.clock
    if moment is not None:
        opened.clock = lambda: moment
    try:
        yield
    finally:
        opened.clock = clock


def _says_a_day(text: str) -> bool:
    words = read_line(text).words
    for at, word in enumerate(words):
        phrase = read_phrase(words, at)
        if read_day(word) is not None or (phrase is not None and phrase[0][0] == "day"):
            return True
    return False


def _conflicts(path: Path) -> list[Path]:
    """Files beside it that a sync program left where two devices wrote at once."""
    try:
        return sorted(
            each
            for each in path.parent.glob(f"*{path.suffix}")
            if each != path
            and each.name.startswith(path.stem)
            and "conflict" in each.name[len(path.stem) :].casefold()
        )
    except OSError:
        return []


def _tell(path: Path, batch: _Batch, at: str) -> str:
    """Add what was filed to FILE.done, which nobody else reads; why that failed, if it did."""
    done = path.with_name(f"{path.name}{DONE}")
    lines = []
    for each in batch.filed:
        number = f"session {each.logged.id}" if each.logged else "filed"
        lines.append(f"{at}\t{number}\tline {each.number}\t{each.text}\n")
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(done, flags, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            if hasattr(os, "fchmod"):
                os.fchmod(handle, 0o600)
            file.writelines(lines)
    except OSError as error:
        return f"{done} could not be written ({error.strerror}); the lines are filed all the same"
    return ""
