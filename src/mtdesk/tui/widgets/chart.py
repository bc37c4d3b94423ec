"""A Series shown at whatever size its place has."""

from __future__ import annotations

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
        from mtdesk import charts  # after the first frame: plotext is slow to import

        width, height = self.content_size
        drawn = charts.draw(
            self.series, width=width, height=height, dark=self.app.current_theme.dark
        )
        return Text.from_ansi(drawn, no_wrap=True)
