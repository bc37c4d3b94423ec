"""A day's sessions, one line each; gaps too short to rest stand between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mtdesk.model.money import Currency
from mtdesk.model.session import Session, Visit
from mtdesk.say.sessions import day_line, gap_words
from mtdesk.tui.keys import key
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.order import MARK, SORT, headed, in_order, is_falling, mark, next_of, sorts
from mtdesk.tui.parts.panels import is_roomy
from mtdesk.tui.parts.rows import Marked

BAR_CELLS = 6  # a quarter of an hour each; what is longer is cut
LEAST_NAME = 10
GAP_AT = 7
HEADS = {
    "time": "from", "bar": "", "client": "client", "service": "service", "minutes": "min",
    "money": "price", "effort": "effort", "pain": "pain", "status": "", "note": "note",
}  # fmt: skip
SORTED = ("client", "service", "minutes", "money", "effort")  # what a day is sorted by in turn
FIGURES = ("minutes", "money", "effort")
EFFORT_HARD = 6


class DaySessions(Marked):
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "select", "open"),
        key("edit", "edit", "edit"),
        key("delete", "remove", "remove"),
        Binding("delete", "remove", show=False),
        SORT,
        MARK,
    ]

    @dataclass
    class Picked(Message):
        """A session and what is to be done with it: `settle` (a booking), `edit` or `remove`."""

        session: Session
        what: str

    @dataclass
    class PickedSeveral(Message):
        """What is marked, and whether it is to be removed; else it is asked what is to be done."""

        visits: Sequence[Visit]
        what: str

    def __init__(self, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, markup=False, compact=True)
        self._marked: set[int] = set()
        self._visits: Sequence[Visit] = ()
        self._currency: Currency | None = None
        self._beside = ""
        self._drawn_at = 0
        self._drawn: object = None

    def show(self, visits: Sequence[Visit], currency: Currency, beside: str) -> None:
        """Show these visits, in order of time; the highlight stays on its session.

        `beside` is what else there is to say of the day, below them.
        """
        self._visits, self._currency, self._beside = visits, currency, beside
        self._marked &= {visit.session.id or 0 for visit in visits}
        self._draw()

    def _draw(self) -> None:
        self._drawn_at = self._room
        if self._currency is None or not self._drawn_at:
            return  # `on_resize` comes back to it
        chosen = self.highlighted_option.id if self.highlighted_option else None
        rows = self._rows_for(self._currency)
        drawn = [(number, words.plain, words.spans) for number, words in rows]
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.put([Option(words, id=number, disabled=not number) for number, words in rows])
        places = [place for place, (number, _) in enumerate(rows) if number]
        kept = [place for place in places if rows[place][0] == chosen]
        self.highlighted = next(iter(kept or places), None)

    def _rows_for(self, currency: Currency) -> list[tuple[str | None, Content]]:
        """Each line with the number of its session; what cannot be chosen has none."""
        veiled = names_of(self).veiled
        found = [(visit, _cells(veiled(visit), currency)) for visit in self._visits]
        place, head = self._sorted_by, ""
        if place is not None:
            name = SORTED[place]
            is_figure = name in FIGURES
            cells = [cells[name] for _, cells in found]
            head = headed(HEADS[name], falls=is_falling(cells, is_figure=is_figure))
            found = in_order(found, lambda row: row[1][name], is_figure=is_figure)
        rows = [cells for _, cells in found]
        drawn: list[tuple[str | None, Content]] = []
        has_heads = bool(rows) and is_roomy(self.app)
        heads = {**HEADS, **({SORTED[place]: head} if place is not None else {})}
        if has_heads:
            rows = [heads, *_under_heads(rows)]
        before_all = mark(is_marked=False, any_marked=bool(self._marked))
        lines = _lines(rows, self._drawn_at - len(before_all), heads, gap=2 if has_heads else 1)
        if has_heads:
            words = f"{before_all}{lines.pop(0).plain}"
            drawn.append((None, Content.styled(words, "$dim")))
        elif head and rows:
            drawn.append((None, Content.styled(f"by {head}", "$dim")))
        before: Session | None = None
        for (visit, _), line in zip(found, lines, strict=True):
            session = visit.session
            gap = gap_words(before, session) if before and session.status == "done" else ""
            if gap and place is None:  # a pause stands between two in order of time
                words = f"{' ' * GAP_AT}{gap}"
                drawn.append((None, Content.styled(words, "$watch")))
            is_marked = session.id in self._marked
            marked = mark(is_marked=is_marked, any_marked=bool(self._marked))
            shown = Content.assemble((marked, "bold $warm"), line)
            drawn.append((str(session.id), shown))
            if session.started_at and session.status == "done":
                before = session
        if self._beside:
            blank = "\n" if drawn else ""
            drawn.append((None, Content(f"{blank}{self._beside}")))
        return drawn

    @property
    def _room(self) -> int:
        """Cells of a line, without the gutter and as much air at its end."""
        return max(self.scrollable_content_region.width - 2, 0)

    def on_resize(self, _: Resize) -> None:
        if self._room != self._drawn_at:
            self._draw()

    @property
    def _sorted_by(self) -> int | None:
        return sorts(self).get(self.id or "")

    def action_sort(self) -> None:
        sorts(self)[self.id or ""] = next_of(range(len(SORTED)), self._sorted_by)
        self._draw()

    def action_mark(self) -> None:
        """Mark the session, or take its mark away, and go on to the next."""
        if self.highlighted_option is not None:
            self._marked ^= {int(self.highlighted_option.id or 0)}
            self._draw()
            self.action_cursor_down()

    def unmark(self) -> None:
        self._marked.clear()
        self._draw()

    def highlight(self, session_id: int) -> None:
        for place, option in enumerate(self.options):
            if option.id == str(session_id):
                self.highlighted = place

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._pick(event.option_id, "open")

    def action_edit(self) -> None:
        self._pick_highlighted("edit")

    def action_remove(self) -> None:
        self._pick_highlighted("remove")

    def _pick_highlighted(self, what: str) -> None:
        if self.highlighted_option is not None:
            self._pick(self.highlighted_option.id, what)

    def _pick(self, option_id: str | None, what: str) -> None:
        if self._marked and what != "edit":
            marked = [each for each in self._visits if each.session.id in self._marked]
            self.post_message(self.PickedSeveral(marked, what))
            return
        for visit in self._visits:
            if str(visit.session.id) == option_id:
                if what == "open":
                    what = "settle" if visit.session.status == "booked" else "edit"
                self.post_message(self.Picked(visit.session, what))


def _cells(visit: Visit, currency: Currency) -> dict[str, str]:
    """One visit as texts, in the order of the columns; a quarter of an hour is a cell of the bar."""
    session, words = visit.session, day_line(visit, currency)
    fill = "█" if session.status == "done" else "·"
    bar = fill * min(max(round((session.minutes or 0) / 15), 1), BAR_CELLS)
    return {"time": words.pop("time"), "bar": bar, **words}


def _under_heads(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Units stand in the heads, once; what became of a session stands where its effort would."""
    shown = [
        {
            **row,
            "minutes": row["minutes"].removesuffix(" min").removeprefix("min "),
            "effort": row["effort"].replace("e", ""),
        }
        for row in rows
    ]
    if any(row["effort"] and row["status"] for row in shown):
        return shown
    return [{**row, "effort": row["effort"] or row["status"], "status": ""} for row in shown]


def _lines(
    rows: Sequence[dict[str, str]], width: int, heads: dict[str, str], *, gap: int
) -> list[Content]:
    """The rows in columns as wide as their contents; names share what is left, then notes."""
    if not rows:
        return []
    wanted = {name: max(cell_len(row[name]) for row in rows) for name in rows[0]}
    fixed = ("time", "minutes", "money", "effort", "pain", "status")
    for name in fixed:
        if not any(row[name] for row in rows if row is not heads):
            wanted[name] = 0
    room = width - sum(wanted[name] + gap for name in fixed if wanted[name])
    if heads in rows or room - BAR_CELLS - gap < min(wanted["client"] + wanted["service"] + 2, 26):
        wanted["bar"] = 0
    else:
        room -= wanted["bar"] + gap
    wanted["service"] = min(wanted["service"], max(room - wanted["client"] - 2 * gap, room // 3))
    wanted["client"] = min(wanted["client"], max(room - wanted["service"] - 2 * gap, LEAST_NAME))
    wanted["note"] = max(room - wanted["client"] - wanted["service"] - 3 * gap, 0)
    if not any(row["note"] for row in rows if row is not heads) or wanted["note"] < LEAST_NAME:
        wanted["note"] = 0
    return [_line(row, wanted, gap) for row in rows]


def _line(row: dict[str, str], widths: dict[str, int], gap: int) -> Content:
    parts: list[str | tuple[str, str]] = []
    for name, text in row.items():
        width = widths[name]
        if width:
            cut = _fit(text, width, right=name in {"minutes", "money", "effort"})
            parts += [(cut, _style(name, text)), " " * gap]
    return Content.assemble(*parts[:-1])


def _style(name: str, text: str) -> str:
    if name == "bar":
        return "$one"
    if name == "status":
        return "bold" if text.startswith("owes") else ""
    level = text.removeprefix("e")
    if name == "effort" and level.replace(".", "").isdigit():
        return "bold" if float(level) >= EFFORT_HARD else "$dim"
    return "$dim" if name in {"time", "service", "note", "effort"} else ""


def _fit(text: str, width: int, *, right: bool) -> str:
    """Exactly `width` cells, with an ellipsis where the text goes on."""
    size = cell_len(text)
    if size > width:
        return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
    blank = " " * (width - size)
    return blank + text if right else text + blank
