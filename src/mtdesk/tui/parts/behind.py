"""The rows behind a figure, on a page over the area."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.desk import Desk
from mtdesk.model.period import Period, human_day, short_day
from mtdesk.model.table import Listing
from mtdesk.tui.keys import given_to, key, on_edge
from mtdesk.tui.names import Names, names_of
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.edge import show_keys
from mtdesk.tui.parts.order import TOTAL, headed, in_order, is_falling, next_of, sorts
from mtdesk.tui.parts.rows import listed


def rows_of(desk: Desk, names: Names, rows: str, days: Period, client: int | None = None) -> Behind:
    """What was written down in some days, of one client where that is said."""
    from mtdesk.say import incidents, sessions, wellbeing, year  # seldom all in a sitting
    from mtdesk.say.incidents.record import NONE

    title = f"{rows}, {_when(days, desk.today)}"
    currency = desk.settings.currency
    if rows == "sessions":
        who = str(client) if client else None
        found = names.veiled(desk.sessions.between(days, client=who))
        return Behind(
            title, [("", sessions.sessions_listing(found, currency))], sessions.NONE_THAT_DAY
        )
    if rows == "check-ins":
        listing = wellbeing.check_ins_listing(
            names.veiled(desk.wellbeing.between(days)), desk.today
        )
        return Behind(title, [("", listing)], NO_CHECK_IN)
    if rows == "incidents":
        recorded = [each for each in desk.incidents.between() if _is_in(each.local_date, days)]
        return Behind(title, [("", incidents.incidents_listing(names.veiled(recorded)))], NONE)
    report = desk.year.span(days)
    return Behind(title, year.rows_behind(report, desk.year.rows(report)), year.NO_MONEY)


def _when(days: Period, today: date) -> str:
    if len(days) == 1:
        return human_day(days.start, today)
    return f"{short_day(days.start)} to {short_day(days.last)}"


def _is_in(day: str, days: Period) -> bool:
    return date.fromisoformat(day[:10]) in days


NO_CHECK_IN = "No check-in was made in these days."


class Behind(ModalScreen[None]):
    """Tables one under another, each with its name; rows and columns without a word are left out."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Behind ScrollableContainer { height: auto; max-height: 1fr; scrollbar-size: 1 1; }
    Behind Static { width: auto; height: auto; text-wrap: nowrap; }
    Behind .after { width: 100%; text-wrap: wrap; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss(None)", "leave"),
        key("sort", "sort", "sort"),
    ]

    def __init__(
        self, title: str, tables: Sequence[tuple[str, Listing]], empty: str, after: str = ""
    ) -> None:
        super().__init__()
        self._heading, self._empty, self._after = title, empty, after
        self._tables = [(name, listing) for name, listing in tables if listing.rows]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = self._heading
            sort = on_edge(self.BINDINGS[1:], given_to(self)) if self._tables else []
            show_keys(box, sort, f"← → {SCROLL}")
            with ScrollableContainer():
                yield Static(markup=False)
                if self._after:
                    yield Static(self._after, classes="after", markup=False)

    def on_mount(self) -> None:
        around = self.query_one(ScrollableContainer)
        around.focus()
        self.call_after_refresh(self._show, around)

    def _show(self, around: ScrollableContainer) -> None:
        """Once it has its width: what is long gives way to it; where that is too little, it scrolls."""
        self.query_one(Static).update(self._words(around.size.width - 1))

    def _words(self, room: int = 0) -> Content:
        parts = [
            Content.assemble(
                (f"{name}\n" if name else "", "bold"),
                listed(self._ordered(self._fit(listing)), room),
            )
            for name, listing in self._tables
        ] or [Content(self._empty)]
        return Content("\n\n").join(parts)

    @property
    def _heads(self) -> list[str]:
        """The heads of all tables, each once."""
        return list(
            dict.fromkeys(head for _, table in self._tables for head in table.heads if head)
        )

    def action_sort(self) -> None:
        """By the next column, in each table that has it; a sum stays below."""
        kept, name = sorts(self), type(self).__name__
        kept[name] = next_of(range(len(self._heads)), kept.get(name))
        self._show(self.query_one(ScrollableContainer))

    def _ordered(self, listing: Listing) -> Listing:
        place = sorts(self).get(type(self).__name__)
        head = self._heads[place] if place is not None and place < len(self._heads) else ""
        if not head or head not in listing.heads:
            return listing
        at = listing.heads.index(head)
        has_sum = listing.rows[-1][0] == TOTAL
        rows = listing.rows[:-1] if has_sum else listing.rows
        is_figure = at in listing.right
        heads = list(listing.heads)
        heads[at] = headed(head, falls=is_falling([row[at] for row in rows], is_figure=is_figure))
        ordered = in_order(rows, lambda row: row[at], is_figure=is_figure)
        last = listing.rows[-1:] if has_sum else ()
        return Listing(heads=tuple(heads), rows=(*ordered, *last), right=listing.right)

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
