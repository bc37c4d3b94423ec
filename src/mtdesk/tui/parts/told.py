"""Something to be read, and where it asks something, answered: a plan, a preview, a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.model.keys import keys_of
from mtdesk.tui.keys import given_to, key, on_edge
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.edge import show_keys


class Told(ModalScreen[bool]):
    """Words as they are, without names while those are hidden. `yes` is what enter does, if anything."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Told VerticalScroll {
        height: auto; max-height: 1fr; overflow-x: auto; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1;
    }
    Told Static { width: 100%; height: auto; }
    Told .rows { width: auto; text-wrap: nowrap; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", show=False),
        Binding("enter", "go_on", show=False),
        key("yes", "answer(True)", show=False),
        key("no", "answer(False)", show=False),
    ]
    HELP = "Something to be read; ↑ ↓ scroll. Where it asks, the lower edge says what is yes."

    def __init__(
        self,
        title: str,
        words: str | Content,
        *,
        yes: str = "",
        is_final: bool = False,
        rows: Content | None = None,
    ) -> None:
        """What `is_final` takes more than one enter too many: `y` alone says it.

        `rows` stand above the words, each on its line.
        """
        super().__init__()
        self._heading, self._words, self._yes = title, words, yes
        self._is_final, self._rows = is_final, rows

    def compose(self) -> ComposeResult:
        said = names_of(self).said
        words = said(self._words) if isinstance(self._words, str) else self._words
        with Vertical(classes="dialog") as box:
            box.border_title = said(self._heading)
            how = keys_of("yes", given_to(self))[0] if self._is_final else "enter"
            keys = [f"{how} {self._yes}"] if self._yes else []
            show_keys(box, [*keys, *on_edge(self.BINDINGS, given_to(self))], SCROLL)
            with VerticalScroll():
                if self._rows is not None:
                    yield Static(self._rows, classes="rows", markup=False)
                yield Static(words, markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_go_on(self) -> None:
        if not self._is_final:
            self.dismiss(bool(self._yes))

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes and bool(self._yes))


def tell(
    app: App[None],
    title: str,
    words: str,
    yes: str = "",
    then: Callable[[], None] | None = None,
    *,
    is_final: bool = False,
) -> None:
    """Show it, and where she says yes do what is then to be done."""

    def answered(said: bool | None) -> None:
        if said and then is not None:
            then()

    app.push_screen(Told(title, words, yes=yes, is_final=is_final), answered)
