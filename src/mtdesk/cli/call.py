"""One call of the command: what it knows, the options many commands share, how it asks and answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtdesk.errors import ClosedYearError, NeedsConfirmationError, UsageError
from mtdesk.model.period import Period, parse_date
from mtdesk.model.text import undo_words

if TYPE_CHECKING:
    from mtdesk.desk import Desk


class Call:
    """What one call of the command knows: the file, the clock, the note, the answers given ahead."""

    def __init__(self, clock: Callable[[], datetime] | None) -> None:
        self._clock = clock
        self.note: str | None = None
        self.path: Path | None = None
        self.today: date | None = None
        self.json = False
        self.yes = False
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            from mtdesk.desk import Desk, system_clock

            self._desk = Desk(self.path or default_path(), self._clock or system_clock, self.today)
            self._desk.overrules_closed = self.yes
        return self._desk

    @property
    def outcome(self) -> str:
        """What of the call stands in the practice, for when it ends early."""
        written = self._desk.written if self._desk else None
        return (
            f"operation {written} stands; {undo_words(written)}"
            if written
            else "nothing was changed"
        )

    def tell_moved(self) -> None:
        """Say what moved of a closed year that was changed."""
        if self._desk is not None and self._desk.moved:
            from mtdesk.say.year.closed import moved_words

            for line in moved_words(self._desk.moved, self._desk.settings.currency):
                say_aside(line)

    def run(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do it; where it would change a closed year, ask first. What moved of one is said."""
        try:
            done = function(*args, **kwargs)
        except ClosedYearError as refused:
            if not (is_interactive() and agreed(refused.question)):
                raise
            self.desk.overrules_closed = True
            done = function(*args, **kwargs)
        self.tell_moved()
        return done

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()


def default_path() -> Path:
    """MTDESK_DB, or the file in the XDG data directory."""
    chosen = os.environ.get("MTDESK_DB")
    if chosen:
        return Path(chosen).expanduser()
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


def say_aside(text: str) -> None:
    """One line beside the answer, to standard error."""
    from mtdesk.cli.print import printable

    sys.stderr.write(printable(text) + "\n")


def agreed(question: str) -> bool:
    """Whether a yes is typed."""
    import click

    return click.confirm(question, err=True)


def asked(question: str) -> str:
    """What is typed as an answer."""
    import click

    answer: str = click.prompt(question, err=True)
    return answer


def confirming(call: Call, action: Callable[[bool], Any]) -> Any:
    """Do it; when it wants a yes first, take --yes or ask on a terminal."""
    try:
        return action(call.yes)
    except NeedsConfirmationError as question:
        if not is_interactive() or not agreed(question.question):
            raise
        return action(True)


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
        say_aside(f"A new practice was made at {call.desk.path}")
        call.desk.created = False
