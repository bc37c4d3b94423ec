"""What every dashboard of ours is framed by: its themes, its form, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.events import Resize
from textual.filter import LineFilter, Monochrome, NoColor
from textual.geometry import Size

from mtdesk.tui import themes
from mtdesk.tui.parts.panels import NARROW, ROOM
from mtdesk.tui.parts.shown import SHOWN

VAST = 160  # columns from which an area shows more, not the same wider


class Frame(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.fault: Exception | None = None
        self.animation_level = "none"
        for theme in themes.themes():
            self.register_theme(theme)

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """A traceback would show the names in it on the screen: `run` raises the fault instead."""
        self._close_messages_no_wait()

    def get_css_variables(self) -> dict[str, str]:
        """What the theme says, and our tokens in its colours; before ours are known nothing is drawn."""
        if themes.NAMES[0] not in self.available_themes:
            return {}
        own = themes.variables_of(self.current_theme, coloured=not self.no_color)
        variables = {**super().get_css_variables(), **own}
        self.theme_variables = variables
        return variables

    def refresh_css(self, animate: bool = True) -> None:
        """Before the first screen nothing is styled yet: the sheet is parsed once, in these colours."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colours a theme of the terminal's own leaves them all to it: grey they would be black on black."""
        filters = [*super().get_line_filters(), SHOWN]
        if not (self.no_color and self.native_ansi_color):
            return filters
        return [NoColor() if isinstance(each, Monochrome) else each for each in filters]

    def on_resize(self, event: Resize) -> None:
        self.take_form(event.size)

    def take_form(self, size: Size) -> None:
        """Roomy with borders, air and large figures, or dense; and more where there is more room."""
        width, height = size
        self.set_class(width >= ROOM[0] and height >= ROOM[1], "-roomy")
        self.set_class(width >= VAST, "-vast")
        self.set_class(width < NARROW, "-narrow")

    def action_toggle_theme(self) -> None:
        dark, light, _ = themes.NAMES
        self.theme = light if self.current_theme.dark else dark
