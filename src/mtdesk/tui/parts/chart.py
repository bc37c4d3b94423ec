"""A chart that can be asked: a cursor reads out each value, and opens the rows behind it."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseMove
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mtdesk.charts import DARK, LIGHT, Picture
from mtdesk.model.frozen import replace
from mtdesk.model.period import Period
from mtdesk.model.series import Series
from mtdesk.tui.keys import key
from mtdesk.tui.parts.panels import Panel
from mtdesk.tui.parts.panes import Settled


class Chart(Settled, Widget):
    """Draws `series` at its own size, again when either changes; empty until one is shown.

    The arrows move the cursor while it has the focus, the mouse points without it. Where its series
    knows what is behind a column, `enter` and a second click ask for it; the area opens it.
    """

    ALLOW_MAXIMIZE = True
    HELP = "A chart: ← → go from column to column and read it out; the mouse points."
    DEFAULT_CSS = "Chart { height: 1fr; min-height: 6; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("home", "move(-9999)", show=False),
        Binding("end", "move(9999)", show=False),
        key("open", "open", "rows", tooltip="the rows behind the column of a chart"),
    ]

    series: reactive[Series | None] = reactive(None)
    at: reactive[int] = reactive(0)  # the value under the cursor
    pointed: reactive[int | None] = reactive(None)  # the value under the mouse

    class Opened(Message):
        """The rows behind a value are asked for: which, and of what days; `index` is its place."""

        def __init__(self, chart: Chart, index: int, rows: str, days: Period) -> None:
            super().__init__()
            self.chart = chart
            self.index = index
            self.rows, self.days = rows, days

        @property
        def control(self) -> Chart:
            return self.chart

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002  Textual's name
        titled: bool = True,
    ) -> None:
        super().__init__(id=id)
        self._is_titled = titled  # here, and not by the panel around it

    def show(self, series: Series, at: int | None = None) -> None:
        """Show a series; the cursor stays where it was, or goes to `at`, or to what is known last."""
        known = _known(series)
        before = self.series
        if before is None or before.labels != series.labels or self.at not in known:
            self.at = at if at in known else max(known, default=0)
        self.can_focus = bool(known)
        self.pointed = None
        self.series = series

    @property
    def index(self) -> int | None:
        """Which value is read out: that under the mouse, or under the cursor while it has the focus."""
        return self.at if self.pointed is None and self.has_focus else self.pointed

    def render(self) -> Content:
        lines = self.picture.lines
        return Content("\n").join(
            Content.assemble(*((cell.glyph, self._style(*cell[1:])) for cell in line))
            for line in lines
        )

    @property
    def picture(self) -> Picture:
        if self.series is None:
            return Picture(())
        width, height = self.content_size
        series = self.series if self._is_titled else replace(self.series, title="")
        return _drawn(series, width, height, not self.app.no_color, self.index)

    def _style(self, ink: str, ground: str, style: str) -> str:
        if self.app.no_color:
            return "bold" if style == "bold" else ""
        of_ground = f"on {self._colour(ground)}" if ground else ""
        return " ".join(filter(None, [style, self._colour(ink) if ink else "", of_ground]))

    def _colour(self, token: str) -> str:
        """The theme's; ours of the same brightness where it has none of that name."""
        own = DARK if self.app.current_theme.dark else LIGHT
        return self.app.theme_variables.get(token, own[token])

    # -- keys and mouse

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open":
            return self.index is not None and self.series is not None and bool(self.series.behind)
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        drawn = [slot.index for slot in self.picture.slots]
        if not drawn:
            return
        here = min(range(len(drawn)), key=lambda place: abs(drawn[place] - self.at))
        self.pointed = None
        self.at = drawn[min(max(here + by, 0), len(drawn) - 1)]

    def action_open(self) -> None:
        behind = self.series.behind if self.series else None
        if self.index is not None and behind is not None:
            days = behind.days[self.index]
            self.post_message(self.Opened(self, self.index, behind.rows, days))

    def on_mouse_move(self, event: MouseMove) -> None:
        place = event.get_content_offset(self)
        self.pointed = None if place is None else self.picture.at(place.x)

    def on_leave(self) -> None:
        self.pointed = None

    def on_click(self, event: Click) -> None:
        place = event.get_content_offset(self)
        found = None if place is None else self.picture.at(place.x)
        if found is None:
            return
        self.at = found
        if event.chain > 1:
            self.action_open()


class ChartPanel(Panel):
    """A chart in a panel that bears its title."""

    DEFAULT_CSS = "ChartPanel { height: 10; }"

    def __init__(
        self,
        id: str,  # noqa: A002  Textual's name
        *,
        about: str = "",
        foot: Content | str = "",
        classes: str = "",
    ) -> None:
        self.chart = Chart(id=id, titled=False)
        super().__init__(
            self.chart, id=f"{id}-panel", about=about, foot=foot, classes=f"chart {classes}"
        )

    def show(self, series: Series, at: int | None = None) -> None:
        unit = f", {series.unit}" if series.unit and series.unit not in series.title else ""
        title = series.title.removeprefix("~")
        mark = series.title.removesuffix(title)
        self.entitle(f"{mark}{title[:1].lower()}{title[1:]}{unit}")
        self.foot(" · ".join(each.name for each in series.thresholds))
        self.chart.show(series, at)


def _known(series: Series) -> list[int]:
    """Places with a value."""
    rows = [line.values for line in series.lines]
    columns = enumerate(zip(*rows, strict=False))
    return [i for i, column in columns if any(value is not None for value in column)]


@lru_cache(maxsize=64)  # a widget is rendered at each change of focus; its chart is drawn once
def _drawn(
    series: Series,
    width: int,
    height: int,
    colour: bool,
    cursor: int | None,
) -> Picture:
    from mtdesk import charts  # after the first frame: plotext is slow to import

    return charts.picture(series, width=width, height=height, colour=colour, cursor=cursor)
