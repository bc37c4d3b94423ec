"""Several lines pasted at once: each as it would be written, and which cannot be, before anything is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError
from mtdesk.model.text import counted
from mtdesk.tui.keys import key
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE
from mtdesk.tui.parts.panes import keep_in
from mtdesk.tui.today import lines

MOST_LINES = 200  # of one paste: more are a file, and files are imported


class PastedLines(ModalScreen[Sequence[lines.Tried] | None]):
    """The result is what was tried, where it was then written; None where it was left."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    PastedLines VerticalScroll { height: auto; }
    PastedLines .trouble { height: auto; color: $act; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave"),
        key("no", "leave", show=False),
        Binding("enter,ctrl+s", "write"),
        key("yes", "write", show=False),
    ]

    def __init__(self, desk: Desk, tried: Sequence[lines.Tried]) -> None:
        super().__init__()
        self._desk = desk
        self._tried = tried

    def on_resize(self) -> None:
        self.call_after_refresh(keep_in, self, self.query_exactly_one(VerticalScroll))

    def compose(self) -> ComposeResult:
        kept = [each for each in self._tried if each.reading is not None]
        with Vertical(classes="dialog") as box:
            box.border_title = counted(len(self._tried), "pasted line")
            box.border_subtitle = "enter write · esc leave"
            with VerticalScroll():
                yield Static(self._listed(), markup=False)
            yield Static(classes="trouble", markup=False)
            with Horizontal(classes="buttons"):
                if kept:
                    asked = sum(bool(each.question) for each in kept)
                    sure = f", yes to {counted(asked, 'question')}" if asked else ""
                    label = f"Write {counted(len(kept), 'line')}{sure}"
                    yield Button(label, id="write", variant="primary", compact=True)
                yield Button("Write nothing (esc)", id="leave", compact=True)

    def _listed(self) -> Content:
        """Number, mark, and what the line would write; or what is wrong with it, and the line."""
        said = names_of(self).said
        rows = []
        for each in self._tried:
            number = (f"{each.number:>3}  ", "$dim")
            if each.reading is None:
                words = (f"✗ {said(each.trouble)}", "bold $act")
                rows.append(Content.assemble(number, words, f"\n       {said(each.text)}"))
                continue
            warned = [remark.text for remark in each.reading.remarks if remark.is_warning]
            beside = [
                (f"\n       ● {said(words)}", "bold $watch")
                for words in (each.reading.alarm, each.question, *warned)
                if words
            ]
            rows.append(Content.assemble(number, "✓ ", said(each.reading.words), *beside))
        return Content("\n").join(rows)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "write":
            self.action_write()
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_write(self) -> None:
        if not any(each.reading for each in self._tried):
            self.dismiss(None)
            return
        try:
            lines.save_all(self._desk, self._tried, names_of(self))
        except MtdeskError as error:
            self.query_one(".trouble", Static).update(f"✗ {names_of(self).said(error.message)}")
            self.on_resize()
        else:
            self.dismiss(self._tried)
