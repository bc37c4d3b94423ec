"""The year as the accountant's file: the suffix of its name says which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.period import year_words
from mtdesk.say.document import written
from mtdesk.tui.parts.ask import Field, ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from mtdesk.desk import Desk

FORMATS = {
    "csv": "every row of money, for a spreadsheet or another program",
    "xlsx": "a workbook: the sums, every row behind them, a chart",
    "pdf": "one page to read and print, then categories and mileage log",
}


def export(app: App[None], desk: Desk, year: int, say: Callable[[str], None]) -> None:
    """Ask for the file and write it; a file that is there is written over after a yes."""
    words = year_words(desk.settings.fiscal_year(year))
    name = f"mtdesk-{words.replace('/', '-')}.csv"
    kinds = "\n".join(f"{f'.{suffix}':<6} {what}" for suffix, what in FORMATS.items())
    about = f"Cash basis. The end of the name says what it is:\n{kinds}"

    def act(said: dict[str, str], confirmed: bool) -> str:
        from mtdesk.say.year import year_file

        if not said["path"]:
            raise InvalidError("file", "is empty; give the file a name")
        path = Path(said["path"]).expanduser()
        report, suffix = desk.year.year(year), path.suffix.lower().removeprefix(".")
        document = year_file(report, desk.year.rows(report), suffix)
        try:
            return written(document, [path], desk.year.write(document, path, confirmed=confirmed))
        except OSError as error:
            raise MtdeskError(f"{path} cannot be written: {error.strerror}") from None

    ask(app, f"export {words}", [Field("path", "file", name)], act, say, about=about)
