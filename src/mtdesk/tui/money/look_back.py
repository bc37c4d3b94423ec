"""A calendar year for herself, as one page: its months as rows, what stood out, how it was worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.rules import FIRST_DAY
from mtdesk.say.document import written
from mtdesk.say.year import look_back as words
from mtdesk.tui.keys import given_to, key, on_edge
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.dialogs import Field
from mtdesk.tui.parts.edge import show_keys
from mtdesk.tui.parts.fields import path_of
from mtdesk.tui.parts.jobs import ask_long
from mtdesk.tui.parts.panes import Hanging, Said, Words
from mtdesk.tui.parts.rows import Cell, table

WIDE = 90  # cells from which two blanks stand between columns


class LookBackPage(ModalScreen[None]):
    """Names in it are as the dashboard shows them: hidden ones are numbers."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    LookBackPage Static { height: auto; }
    LookBackPage #look-back-months { text-wrap: nowrap; text-overflow: ellipsis; margin-bottom: 1; }
    LookBackPage #look-back-notes { color: $dim; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("earlier", "turn(-1)", "earlier"),
        key("later", "turn(1)", "later"),
        key("export", "export", "a file to keep"),
        Binding("escape,q,z", "dismiss(None)", "leave", show=False),
    ]

    def __init__(self, desk: Desk, year: int) -> None:
        super().__init__()
        self._desk = desk
        self._year = year

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help") as box:
            show_keys(box, on_edge(self.BINDINGS, given_to(self)), SCROLL)
            with VerticalScroll():
                yield Words(id="look-back-months")
                yield Hanging(id="look-back-facts")
                yield Words(id="look-back-notes")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self._show()

    def _show(self) -> None:
        try:
            found = self._desk.year.look_back(self._year, with_names=not names_of(self).is_hidden)
        except MtdeskError as error:
            self._fill(str(self._year), Content(error.message), [], "")
            return
        currency, nothing = self._desk.settings.currency, words.nothing_words(found)
        if nothing:
            self._fill(words.heading(found), Content(nothing), [], "")
            return
        listing = words.months_listing(found, currency)
        right = [place in listing.right for place in range(len(listing.heads))]
        gap = 2 if self.app.size.width >= WIDE else 1
        *of_months, of_year = listing.rows
        rows: list[Sequence[Cell]] = [
            listing.heads,
            *of_months,
            [(each, "bold") for each in of_year],
        ]
        facts = [
            said
            for label, text in words.facts(found, currency)
            for said in (Said("", label, style="bold"), Said("", text))
        ]
        self._fill(
            words.heading(found),
            table(rows, right, header=True, gap=gap),
            facts,
            "\n".join(words.notes(found)),
        )

    def _fill(self, title: str, months: Content, facts: Sequence[Said], notes: str) -> None:
        self.query_one(".dialog", Vertical).border_title = title
        self.query_one("#look-back-months", Static).update(months)
        self.query_one("#look-back-facts", Hanging).show(facts)
        self.query_one("#look-back-notes", Static).update(notes)

    def action_turn(self, years: int) -> None:
        chosen = self._year + years
        if FIRST_DAY.year <= chosen <= self._desk.today.year:
            self._year = chosen
            self._show()

    def action_export(self) -> None:
        """Ask for the file and write it; the suffix of its name says what it is."""
        fields = [
            Field("path", "file", f"look-back-{self._year}.pdf"),
            Field("names", "clients by name", "no", choices=("no", "yes")),
        ]

        year = self._year

        def work(desk: Desk, said: dict[str, str], confirmed: bool) -> str:
            if said["names"] not in {"", "no", "yes"}:
                raise InvalidError("clients by name", "is neither yes nor no")
            path = path_of(said["path"])
            found = desk.year.look_back(year, with_names=said["names"] == "yes")
            settings = desk.settings
            pages = words.look_back_pages(found, settings.currency, settings.printed, desk.today)
            try:
                return written(pages, [path], desk.year.write(pages, path, confirmed=confirmed))
            except OSError as error:
                raise MtdeskError(f"{path} cannot be written: {error.strerror}") from None

        def told(said: str) -> None:
            self.notify(said, markup=False)

        about = (
            "A page or two to keep: .pdf to print, .svg or .png as a picture, .md for an editor."
        )
        ask_long(self.app, f"keep {year}", fields, work, told, about=about, writes=False)


def look_back(app: App[None], desk: Desk, year: int) -> None:
    """Show a calendar year."""
    app.push_screen(LookBackPage(desk, year))
