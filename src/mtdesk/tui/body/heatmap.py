"""A year of days: weeks across, weekdays down, the darker the more hands-on hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseMove
from textual.geometry import Offset, Size
from textual.message import Message
from textual.widget import Widget

from mtdesk.desk.week import DayLoad
from mtdesk.model.period import MONTHS, WEEKDAYS, hours
from mtdesk.say.week import day_in_short
from mtdesk.tui.keys import key

ABOUT_DAYS = "A column a week, a row a weekday; arrows choose a day, and its hours are said below."
WEEKS_OF_DAYS = 53
_LABELS = 4  # cells for the names of the weekdays
_UNSAID = "?"  # worked, nobody said how long
_SHADES = "░▒▓█"  # a quarter of her limit each, so that the last ends at the limit
_NONE, _OVER = "·", "▲"
_CURSOR = "◆"  # reversing a full block would show nothing where there are no colours
_OVER_STYLE = "bold $act"


class Heatmap(Widget, can_focus=True):
    """Days of whole weeks up to this one; arrows or the mouse choose a day, whose hours are said.

    Told apart by the density of the character first, by colour second; `▲` is over her limit.
    """

    HELP = ABOUT_DAYS
    DEFAULT_CSS = "Heatmap { height: 10; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open", "sessions", tooltip="the sessions of the day she is on"),
        Binding("left", "move(-7)", show=False),
        Binding("right", "move(7)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "edge(False)", show=False),
        Binding("end", "edge(True)", show=False),
    ]

    class Opened(Message):
        """The sessions of a day are asked for."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._days: Sequence[DayLoad] = ()
        self._limit = 240
        self._today = date.min
        self._at = 0

    def show(self, days: Sequence[DayLoad], limit_minutes: int, today: date) -> None:
        """Whole weeks of days; those after `today` stay blank."""
        is_new = not self._days or self._today != today
        self._days, self._limit, self._today = days, limit_minutes, today
        if is_new:
            self._at = self._last
        self.refresh()

    @property
    def day(self) -> DayLoad | None:
        """The chosen day."""
        return self._days[self._at] if self._days else None

    @property
    def _last(self) -> int:
        """The place of today."""
        return max((i for i, each in enumerate(self._days) if each.day <= self._today), default=0)

    # -- drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return 10

    def _layout(self) -> tuple[int, int]:
        """Cells a week, and the place of the first day that there is room for."""
        room = self.content_size.width - _LABELS
        weeks = len(self._days) // 7
        cells = 2 if room >= 2 * weeks else 1
        return cells, 7 * max(weeks - max(room // cells, 1), 0)

    def render(self) -> Content:
        if not self._days:
            return Content("")
        cells, first = self._layout()
        shown = self._days[first:]
        lines = [Content.styled(_months(shown, cells), "$dim")]
        lines += [self._row(shown, weekday, first, cells) for weekday in range(7)]
        return Content("\n").join([*lines, self._words(), self._legend()])

    def _row(self, shown: Sequence[DayLoad], weekday: int, first: int, cells: int) -> Content:
        """One weekday of every week; neighbours of one style are one piece of text."""
        marks = [
            self._mark(each, first + number, cells)
            for number, each in enumerate(shown)
            if number % 7 == weekday
        ]
        name = WEEKDAYS[shown[weekday].day.weekday()][:3].title().ljust(_LABELS)
        parts = [
            ("".join(text for text, _ in run), style)
            for style, run in groupby(marks, key=lambda mark: mark[1])
        ]
        return Content.assemble((name, "$dim"), *parts)

    def _mark(self, each: DayLoad, place: int, cells: int) -> tuple[str, str]:
        glyph, style = self._shade(each)
        if place == self._at and self.has_focus:
            return _CURSOR.ljust(cells), "bold"
        return glyph.ljust(cells), style

    def _shade(self, each: DayLoad) -> tuple[str, str]:
        if each.day > self._today:
            return " ", ""
        if each.hands_on_minutes > self._limit:
            return _OVER, _OVER_STYLE
        if not each.hands_on_minutes:
            return _UNSAID if each.unsaid else _NONE, "$dim"
        quarter = -(-4 * each.hands_on_minutes // self._limit) - 1
        return _SHADES[quarter], "$one"

    def _words(self) -> Content:
        each = self._days[self._at]
        style = "bold" if self.has_focus else "$dim"
        return Content.styled(f"{' ' * _LABELS}{day_in_short(each, self._limit)}", style)

    def _legend(self) -> Content:
        """`· none  ░ to 1 h  ▒ to 2 h  ▓ to 3 h  █ to 4 h  ▲ over 4 h`"""
        parts: list[str | tuple[str, str]] = [" " * _LABELS, (_NONE, "$dim"), " none"]
        for number, shade in enumerate(_SHADES, 1):
            parts += ["  ", (shade, "$one"), f" to {hours(self._limit * number // 4)}"]
        parts += ["  ", (_OVER, _OVER_STYLE), f" over {hours(self._limit)}"]
        if any(each.unsaid and not each.hands_on_minutes for each in self._days):
            parts += ["  ", (_UNSAID, "$dim"), " unknown"]
        return Content.assemble(*parts)

    # -- keys and mouse

    def action_move(self, days: int) -> None:
        self._choose(self._at + days)

    def action_open(self) -> None:
        if self._days:
            self.post_message(self.Opened(self._days[self._at].day))

    def action_edge(self, newest: bool) -> None:
        self._choose(self._last if newest else self._layout()[1])

    def on_click(self, event: Click) -> None:
        self._choose_at(event.get_content_offset(self))

    def on_mouse_move(self, event: MouseMove) -> None:
        if self.has_focus:
            self._choose_at(event.get_content_offset(self))

    def _choose_at(self, place: Offset | None) -> None:
        if place is None or not 1 <= place.y < 8 or place.x < _LABELS:
            return
        cells, first = self._layout()
        self._choose(first + (place.x - _LABELS) // cells * 7 + place.y - 1)

    def _choose(self, place: int) -> None:
        if not self._days or place == self._at or not self._layout()[1] <= place <= self._last:
            return
        self._at = place
        self.refresh()


def _months(shown: Sequence[DayLoad], cells: int) -> str:
    """The names of the months above the week in which each begins, where they do not touch."""
    line = " " * _LABELS
    for week in range(0, len(shown), 7):
        start = shown[week].day
        first = next(
            (day for day in (start + timedelta(days=n) for n in range(7)) if day.day == 1), None
        )
        at = _LABELS + week // 7 * cells
        if first is not None and len(line) <= at:
            line = line.ljust(at) + MONTHS[first.month - 1] + " "
    return line
