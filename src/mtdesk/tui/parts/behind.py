"""The rows behind a figure, on a page over the area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.model.table import Listing
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.rows import listed


class Behind(ModalScreen[None]):
    """Tables one under another, each with its name; rows and columns without a word are left out."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Behind .dialog { max-width: 130; }
    Behind ScrollableContainer { height: auto; max-height: 1fr; scrollbar-size: 1 1; }
    Behind Static { width: auto; height: auto; text-wrap: nowrap; }
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
            box.border_subtitle = f"← → {SCROLL}"
            with ScrollableContainer():
                yield Static(markup=False)

    def on_mount(self) -> None:
        around = self.query_one(ScrollableContainer)
        around.focus()
        self.call_after_refresh(self._show, around)

    def _show(self, around: ScrollableContainer) -> None:
        """Once it has its width: what is long gives way to it; where that is too little, it scrolls."""
        self.query_one(Static).update(self._words(around.size.width - 1))

    def _words(self, room: int) -> Content:
        parts = [
            Content.assemble(
                (f"{name}\n" if name else "", "bold"), listed(self._fit(listing), room)
            )
            for name, listing in self._tables
        ] or [Content(self._empty)]
        return Content("\n\n").join([*parts, *[Content(self._after)] * bool(self._after)])

    def _fit(self, listing: Listing) -> Listing:
        """Without names while those are hidden, each cell on one line, no column that says nothing."""
        said = names_of(self).said
        rows = [[" ".join(said(cell).split()) for cell in row] for row in listing.rows]
        kept = [place for place in range(len(listing.heads)) if any(row[place] for row in rows)]
        return Listing(
            heads=tuple(listing.heads[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in rows),
            right=tuple(new for new, place in enumerate(kept) if place in listing.right),
        )
