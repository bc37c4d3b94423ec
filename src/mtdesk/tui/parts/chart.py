"""A Series shown at whatever size its place has."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from mtdesk.model.series import Series


class Chart(Widget):
    """Draws `series` at its own size, again when either changes; empty until one is shown."""

    DEFAULT_CSS = "Chart { height: 1fr; min-height: 6; }"

    series: reactive[Series | None] = reactive(None)

    def show(self, series: Series) -> None:
        self.series = series

    def render(self) -> Text:
        if self.series is None:
            return Text()
        width, height = self.content_size
        return _drawn(self.series, width, height, dark=self.app.current_theme.dark)


@lru_cache(maxsize=32)  # a widget is rendered at each change of focus; its chart is drawn once
def _drawn(series: Series, width: int, height: int, *, dark: bool) -> Text:
    from mtdesk import charts  # after the first frame: plotext is slow to import

    drawn = charts.draw(series, width=width, height=height, dark=dark)
    return Text.from_ansi(drawn, no_wrap=True)
