"""What both dashboards are: in our themes, still, and without a traceback that would show names."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor

from mtdesk.tui import themes
from mtdesk.tui.parts.shown import SHOWN


class Themed(App[None]):
    """`fault` is raised by who ran it, when the terminal is itself again."""

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
        self._close_messages_no_wait()

    def get_css_variables(self) -> dict[str, str]:
        """What the theme says, and our tokens in its colours."""
        own = themes.variables_of(self.current_theme, coloured=not self.no_color)
        variables = {**super().get_css_variables(), **own}
        self.theme_variables = variables
        return variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colours a theme of the terminal's own leaves them all to it: grey they would be black on black."""
        filters = [*super().get_line_filters(), SHOWN]
        if not (self.no_color and self.native_ansi_color):
            return filters
        return [NoColor() if isinstance(each, Monochrome) else each for each in filters]

    def action_toggle_theme(self) -> None:
        dark, light, _ = themes.NAMES
        self.theme = light if self.current_theme.dark else dark
