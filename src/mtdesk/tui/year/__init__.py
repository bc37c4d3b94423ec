"""Papers of a month, a quarter, a year: a report to read and to write, receipts, a year closed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.document import Figure
from mtdesk.model.period import Period, parse_date
from mtdesk.model.rules import read_whole
from mtdesk.model.table import Listing, Table, in_words, listing
from mtdesk.say.document import written
from mtdesk.say.year import months, rows_behind, tables, year_file
from mtdesk.say.year import words as words_of
from mtdesk.say.year.closed import closed_words, reopened_words
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key
from mtdesk.tui.names import Names, names_of
from mtdesk.tui.parts.behind import Behind
from mtdesk.tui.parts.dialogs import Field, ask
from mtdesk.tui.parts.fields import client_field, is_yes, path_of
from mtdesk.tui.parts.rows import listed, table
from mtdesk.tui.parts.told import Told

if TYPE_CHECKING:
    from mtdesk.desk.year import Report

FORMATS = ("xlsx", "pdf", "csv")
_FORM = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|[Qq]([1-4])))?", re.ASCII)
ABOUT_RECEIPT = (
    "Each done visit with its charge and payments; tips, packages and gift cards are left out. "
    "What it lacks is said before it is written."
)


def report(area: Area) -> None:
    """Ask of which days, and show it."""
    desk, found = area.desk, []
    value = str(desk.settings.year_of(desk.today))
    field = Field("which", "of", value, "2026, 2026-Q1, 2026-03")

    def act(said: dict[str, str], _confirmed: bool) -> str:
        found.append(report_of(area, said["which"]))
        return ""

    def then(_: str) -> None:
        area.app.push_screen(ReportPage(area, found[-1]))

    about = (
        "A year of accounts, a quarter of it, or a month: what came in, what it cost, what is left."
    )
    ask(area.app, "report", [field], act, then, about=about, does="show it")


def report_of(area: Area, text: str) -> Report:
    """Raises InvalidError when it is neither a year, a quarter nor a month."""
    said = _FORM.fullmatch(text)
    if said is None:
        raise InvalidError("of", f"“{text[:20]}” is not a time; write 2026, 2026-Q1 or 2026-03")
    annual = area.desk.year
    if said[3]:
        return annual.quarter(text)
    return annual.month(text) if said[2] else annual.year(int(said[1]))


class ReportPage(Told):
    """The first page as it is handed over; every row behind it; and the files."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("export", "export", "xlsx, pdf, csv"),
        key("why", "rows", "every row"),
    ]
    HELP = "What came in, what it cost and what is left, of the days chosen; as files, too."

    def __init__(self, area: Area, found: Report) -> None:
        self._area, self._report = area, found
        notes = "\n\n".join(words_of.notes(found))
        super().__init__(words_of.heading(found), notes, rows=_page(found, names_of(area)))

    def action_export(self) -> None:
        export(self._area, self._report)

    def action_rows(self) -> None:
        with self._area.in_words():
            found = rows_behind(self._report, self._area.desk.year.rows(self._report))
            self.app.push_screen(Behind(words_of.heading(self._report), found, ""))


def export(area: Area, found: Report) -> None:
    """Ask for the file, in one format or several, and write it."""
    stem = f"mtdesk-{found.heading.replace('/', '-').replace(' ', '-')}"
    fields = [
        Field("formats", "as", "xlsx pdf", " ".join(FORMATS)),
        Field("path", "file", stem, "its name; the ending is added", is_path=True),
    ]

    def act(said: dict[str, str], confirmed: bool) -> str:
        formats = said["formats"].replace(",", " ").split()
        if not formats or set(formats) - set(FORMATS):
            raise InvalidError("as", f"say one or more of {', '.join(FORMATS)}")
        path = path_of(said["path"])
        if path.suffix.lower().removeprefix(".") in FORMATS:
            path = path.with_suffix("")
        targets = [path.with_name(f"{path.name}.{each}") for each in formats]
        targets.sort(key=lambda each: not each.exists())  # so that it asks before it writes any
        return "; ".join(_write(area, found, target, confirmed=confirmed) for target in targets)

    ask(area.app, f"write {words_of.heading(found)}", fields, act, area.tell)


def _write(area: Area, found: Report, target: Path, *, confirmed: bool) -> str:
    annual = area.desk.year
    document = year_file(found, annual.rows(found), target.suffix.removeprefix("."))
    try:
        return written(document, [target], annual.write(document, target, confirmed=confirmed))
    except OSError as error:
        raise MtdeskError(f"{target} cannot be written: {error.strerror}") from None


def _page(found: Report, names: Names) -> Content:
    """The figures, then what they are made of, as they stand on paper."""
    currency = found.currency

    def rows_of(each: Table) -> Content:
        shown = listing(each, currency)
        rows = tuple(tuple(map(names.said, row)) for row in shown.rows)
        return listed(Listing(heads=shown.heads, rows=rows, right=shown.right))

    def figures(rows: tuple[Figure, ...]) -> list[Content]:
        shown = [
            (each.label, (in_words(each.value, each.kind, currency), "bold"), (each.rows, "$dim"))
            for each in rows
        ]
        return [table(shown, [False, True, False])] if shown else []

    facts = table([*words_of.facts(found)], [False, True])
    parts = [
        *figures(words_of.figures(found)),
        facts,
        Content.styled(f"on {found.year.as_of}", "$dim"),
        *figures(words_of.at_the_end(found)),
        *(
            Content.assemble((f"{each.name}\n", "bold"), rows_of(each))
            for each in (months(found), *tables(found))
            if each.rows
        ),
        *figures(words_of.estimate(found)),
        Content(words_of.due(found)),
        *figures(words_of.put_by(found)),
    ]
    return Content("\n\n").join(each for each in parts if each.plain)


# -- receipts


def receipt(area: Area) -> None:
    """Ask for whom and of which days, and write it as a PDF."""
    desk = area.desk
    client = client_field(area)
    fields = [
        client,
        Field("start", "from", hint="as 2026-01-01; empty: the first visit"),
        Field("last", "to", hint="as 2026-12-31; empty: today"),
        Field(
            "superbill",
            "superbill",
            "no",
            "yes adds the lines that a referrer fills",
            ("no", "yes"),
        ),
        Field("path", "file", f"receipt-{desk.today}.pdf", is_path=True),
    ]

    def act(said: dict[str, str], confirmed: bool) -> str:
        from mtdesk.say.year.receipts import receipt_sheet

        if not said["client"]:
            raise InvalidError("client", "is empty; say whose receipt it is")
        start = parse_date(said["start"], "from") if said["start"] else date.min
        last = parse_date(said["last"], "to") if said["last"] else desk.today
        if last < start:
            raise InvalidError("to", f"{last} is before {start}")
        of_clients, target = desk.year.receipts, path_of(said["path"])
        made = of_clients.of(
            said["client"],
            Period(start, last + timedelta(days=1)),
            is_superbill=is_yes(said["superbill"], "superbill"),
        )
        sheet = receipt_sheet(made)
        return written(sheet, [target], of_clients.write(made, sheet, target, confirmed=confirmed))

    ask(area.app, "receipt", fields, act, area.tell, about=ABOUT_RECEIPT)


# -- closed once it was handed over


def close(area: Area) -> None:
    """Close a year that is over, or open one again."""
    desk = area.desk
    fields = [
        Field("year", "year", str(desk.settings.year_of(desk.today) - 1)),
        Field("what", "close or reopen", "close", choices=("close", "reopen")),
    ]

    def act(said: dict[str, str], _confirmed: bool) -> str:
        year = read_whole(said["year"], "year")
        if said["what"] not in {"close", "reopen"}:
            raise InvalidError("close or reopen", f"“{said['what'][:20]}” is neither")
        if said["what"] == "reopen":
            return reopened_words(desk.year.reopen(year)[0])
        return closed_words(desk.year.close(year)[0])

    about = "Of a closed year, a change is refused: what you handed over stays as it was."
    ask(area.app, "close a year", fields, act, area.was_written, about=about)
