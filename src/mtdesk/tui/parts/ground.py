"""The screen that the areas stand on: it draws less anew than Textual's own when the focus moves."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.events import ScreenResume
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from mtdesk.tui.parts.panes import Bare


class Ground(Bare, Screen[None]):
    """Textual draws the whole screen for a new focus, and styles all that stands beside it.

    Here only what has another style draws itself: no rule of ours reaches below what the focus is in.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """At first all on it has just been styled."""
        event.refresh_styles = event.refresh_styles and self.stack_updates > 0

    def _update_focus_styles(
        self, focused: Widget | None = None, blurred: Widget | None = None
    ) -> None:
        found: dict[DOMNode, None] = {}  # in order, each once
        for widget in (focused, blurred):
            around = widget.ancestors if widget is not None else ()
            found |= dict.fromkeys(each for each in around if each._has_focus_within)  # noqa: SLF001
        self.app.stylesheet.update_nodes(found, animate=True)
