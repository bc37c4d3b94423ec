"""One call of the command: what it knows, the options many commands share, how it asks and answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.print import say, say_json, say_undo
from mtdesk.errors import (
    NOTHING,
    ClosedYearError,
    NeedsConfirmationError,
    RepeatedError,
    UsageError,
)
from mtdesk.model.names import LEFT_OUT
from mtdesk.model.period import Period, parse_date
from mtdesk.model.text import undo_words
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtdesk.desk import Desk


AS_OF = "Read as if it were this day."  # what --today says of itself


class Call:
    """What one call of the command knows: the file, the clock, the note, the answers given ahead."""

    def __init__(self, clock: Callable[[], datetime] | None) -> None:
        self._clock = clock
        self.note: str | None = None
        self.path: Path | None = None
        self.today: date | None = None
        self.json = False
        self.yes = False
        self.key = ""
        self._desk: Desk | None = None
        LEFT_OUT.clear()

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            from mtdesk.desk import Desk, system_clock

            self._desk = Desk(self.path or default_path(), self._clock or system_clock, self.today)
            self._desk.overrules_closed = self.yes
            self._desk.key = self.key
            self._desk.ask_with(ask_passphrase if is_interactive() else None)
        return self._desk

    @property
    def outcome(self) -> str:
        """What of the call stands in the practice, for when it ends early."""
        if self._desk and self._desk.put_back_from:
            from mtdesk.say.files.restoring import restored_words

            return restored_words(self._desk.put_back_from, None)
        written = self.written
        if not written:
            return NOTHING
        undo = "" if self._desk and self._desk.is_for_good else f"; {undo_words(written)}"
        return f"saved: operation {written} stands{undo}"

    @property
    def has_written(self) -> bool:
        """Whether it changed the practice, or put another in its place."""
        return bool(self.written or (self._desk and self._desk.put_back_from))

    @property
    def written(self) -> int | None:
        """The last operation of the call that was committed."""
        return self._desk.written if self._desk else None

    def tell_moved(self) -> None:
        """Say what moved of a closed year that was changed."""
        if self._desk is not None and self._desk.moved:
            from mtdesk.say.year.closed import moved_words

            for line in moved_words(self._desk.moved, self._desk.settings.currency):
                declared.echo(line, err=True)

    def run(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do it; where it would change a closed year, ask first. What moved of one is said."""
        try:
            done = function(*args, **kwargs)
        except ClosedYearError as refused:
            if not (is_interactive() and declared.confirm(refused.question, err=True)):
                raise
            self.desk.overrules_closed = True
            done = function(*args, **kwargs)
        self.tell_moved()
        if LEFT_OUT:
            from mtdesk.say.unsaid import left_out_words

            declared.echo(f"note: {left_out_words(LEFT_OUT)}", err=True)
            LEFT_OUT.clear()
        self.tell_plain()
        return done

    def tell_plain(self) -> None:
        """Say which files were written that are not encrypted, as the practice is."""
        if self._desk is not None and (files := self._desk.handed_out()):
            from mtdesk.say.files.encrypting import plain_words

            declared.echo(plain_words(files), err=True)

    def close(self) -> None:
        if self._desk is not None:
            for line in self._desk.to_say:
                declared.echo(line, err=True)
            if self._desk.written:
                self._copy()
            self._desk.close()

    def _copy(self) -> None:
        """Begin the day's copy, now that she has her answer; nobody waits for it."""
        from mtdesk.errors import MtdeskError

        desk = self._desk
        try:
            if desk is None or not desk.wants_copy:
                return
            from mtdesk.cli.apart import begin

            begin(desk)
        except (MtdeskError, OSError):
            return  # what keeps the file from being read was said


def ask_passphrase(path: Path) -> str:
    """The passphrase of an encrypted practice, once, and not shown."""
    from mtdesk.say.files.encrypting import passphrase_question

    return str(declared.prompt(passphrase_question(path), hide_input=True, err=True))


def default_path() -> Path:
    """MTDESK_DB, or the file in the XDG data directory."""
    chosen = os.environ.get("MTDESK_DB")
    if chosen:
        at_home = Path(os.path.expanduser(chosen))  # noqa: PTH111 - which knows no home of nobody
        if at_home.parts[0].startswith("~"):
            raise UsageError(f"there is no {at_home.parts[0]} here, which MTDESK_DB names")
        return at_home
    data = os.environ.get("XDG_DATA_HOME")
    base = Path(data) if data and Path(data).is_absolute() else Path.home() / ".local" / "share"
    return base / "mtdesk" / "practice.db"


def has_screen() -> bool:
    """Whether the dashboard can be drawn: on a terminal, or in the browser that `serve` draws for.

    Its program has no terminal; textual-serve names instead what it draws with.
    """
    driver = os.environ.get("TEXTUAL_DRIVER")
    return driver == "textual.drivers.web_driver:WebDriver" or (
        sys.stdin.isatty() and sys.stdout.isatty()
    )


def is_interactive() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirming(call: Call, action: Callable[[bool], Any]) -> Any:
    """Do it; when it wants a yes first, take --yes or ask on a terminal."""
    try:
        return action(call.yes)
    except NeedsConfirmationError as question:
        if not is_interactive() or not declared.confirm(question.question, err=True):
            raise
        return action(True)


def once(action: Callable[[], Any], again: Callable[[int], Any]) -> tuple[Any, bool]:
    """Do it; where its key wrote before, what that operation wrote, and True."""
    try:
        return action(), False
    except RepeatedError as known:
        return again(known.operation), True


def said_once(call: Call, document: dict[str, Any], *, already: bool) -> dict[str, Any]:
    """A document that says, where a key was given, whether it had written this already."""
    return {**document, "already": already} if call.key else document


def say_written(
    call: Call, operation: int, written: dict[str, Any], *lines: str, already: bool = False
) -> None:
    """What was written, as JSON or in words with how it is taken back."""
    if call.json:
        say_json(said_once(call, {"operation": operation, **written}, already=already))
        return
    if already:
        say("written already with this key:")
    for line in lines:
        say(line)
    say_undo(operation)


def fields_of(pairs: tuple[str, ...]) -> dict[str, str]:
    """`FIELD=VALUE` arguments as a dict."""
    fields = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals or not field:
            raise UsageError(f"“{pair}” is not FIELD=VALUE, for example minutes=60")
        if field in fields:
            raise UsageError(f"“{field}” is given twice")
        fields[field] = value
    return fields


def days_between(call: Call, start: str | None, last: str | None) -> Period:
    """The days of --from and --to: from the first there can be, up to today, unless told."""
    first = parse_date(start, "--from") if start else date.min
    end = parse_date(last, "--to") if last else call.desk.today
    if end < first:
        raise UsageError(f"--to {end} is before --from {first}")
    return Period(first, end + timedelta(days=1))


def refuse_json_beside_a_file(call: Call) -> None:
    """Raises UsageError where --json was given: standard output holds one thing."""
    if call.json:
        raise UsageError("--json prints, and a file is written: choose one of them")


def need_picture(file: str) -> None:
    """Raises UsageError where a picture's file is named as something else."""
    if not file.lower().endswith((".svg", ".png")):
        raise UsageError("--picture needs a file that ends in .svg or .png")


def announce_new_file(call: Call) -> None:
    """The first write makes the file; say where."""
    if call.desk.created:
        declared.echo(f"A new practice was made at {call.desk.path}", err=True)
        from mtdesk.desk.practice.copies import synced_warning

        if warning := synced_warning(call.desk):
            declared.echo(warning, err=True)
        call.desk.created = False
