"""Where incidents gather, as one page: what stands out, severity by quarter, the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.say.incidents.patterns import pattern_tables, pattern_words, severity_by_quarter
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.table import listed

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from mtdesk.desk.incidents.patterns import Patterns
    from mtdesk.model.money import Currency


class PatternsPage(ModalScreen[None]):
    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    PatternsPage .dialog { max-width: 96; }
    PatternsPage VerticalScroll { height: auto; max-height: 1fr; scrollbar-size-vertical: 1; }
    PatternsPage Static { height: auto; }
    PatternsPage Chart { height: 9; margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,p,q", "dismiss(None)", "leave")]

    def __init__(self, found: Patterns, currency: Currency) -> None:
        super().__init__()
        self._found = found
        self._currency = currency

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = "patterns"
            box.border_subtitle = SCROLL
            with VerticalScroll():
                words = pattern_words(self._found, self._currency)
                yield Static(Content("\n").join(map(Content, words)), id="patterns-words")
                if self._found.by_quarter:
                    yield Chart(id="patterns-chart")
                tables = pattern_tables(self._found, self._currency)
                shown = (
                    Content.assemble((f"{title}\n", "$text-muted"), listed(each))
                    for title, each in tables
                )
                yield Static(Content("\n\n").join(shown), id="patterns-tables")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        for chart in self.query(Chart):
            chart.show(severity_by_quarter(self._found))
