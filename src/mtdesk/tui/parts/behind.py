"""The rows behind a figure, on a page over the area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.model.table import Listing
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.rows import listed


class Behind(ModalScreen[None]):
    """Tables one under another, each with its name; those without a row are left out."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Behind .dialog { max-width: 130; }
    Behind VerticalScroll {
        height: auto; max-height: 1fr; overflow-x: auto; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1;
    }
    Behind Static { width: auto; height: auto; text-wrap: nowrap; }
    Behind .after { width: 100%; text-wrap: wrap; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss(None)", "leave")]

    def __init__(
        self, title: str, tables: Sequence[tuple[str, Listing]], empty: str, after: str = ""
    ) -> None:
        super().__init__()
        self._heading, self._empty, self._after = title, empty, after
        self._tables = [(name, listing) for name, listing in tables if listing.rows]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = self._heading
            box.border_subtitle = SCROLL
            with VerticalScroll():
                yield Static(self._words(), markup=False)
                if self._after:
                    yield Static(self._after, classes="after", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _words(self) -> Content:
        parts = [
            Content.assemble((f"{name}\n" if name else "", "bold"), listed(self._fit(listing)))
            for name, listing in self._tables
        ] or [Content(self._empty)]
        return Content("\n\n").join(parts)

    def _fit(self, listing: Listing) -> Listing:
        """Without names while those are hidden, and each cell on one line."""
        said = names_of(self).said
        rows = (tuple(" ".join(said(cell).split()) for cell in row) for row in listing.rows)
        return Listing(heads=listing.heads, rows=tuple(rows), right=listing.right)
