"""The entry bar: one line, read while it is typed, and what it would write under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from mtdesk.desk import Desk
from mtdesk.errors import EntryError, InvalidError, MtdeskError, NeedsConfirmationError
from mtdesk.model.text import counted, joined, worded
from mtdesk.say.sessions import FIRST_STEP, Reading, proposal_words
from mtdesk.tui.keys import key, take_back
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.panels import is_roomy
from mtdesk.tui.parts.panes import cut, write_on_edge
from mtdesk.tui.today.bar_line import BarLine

if TYPE_CHECKING:
    from mtdesk.tui.today import lines

HINT = Content.styled("Words in any order; what they mean is read here. F1 lists them.", "$dim")
PROMPT = Content.styled(" ›", "bold $warm")
PLACEHOLDER = f"{FIRST_STEP}    spend 42.50 oil    trip 12mi    body 6 mind 4"


@dataclass(slots=True)
class _Completing:
    """Where completion stands: the choices, the one taken, and the text around it."""

    before: str
    after: str
    choices: tuple[str, ...]
    taken: int = 0

    @property
    def head(self) -> str:
        return f"{self.before}{self.choices[self.taken]} "

    @property
    def text(self) -> str:
        return self.head + self.after

    def shown(self) -> Content:
        """`tab  ▸Ana Pérez  Ana Ruiz`"""
        parts: list[tuple[str, str]] = [("tab ", "$dim")]
        for number, choice in enumerate(self.choices):
            mark, style = ("▸", "bold") if number == self.taken else (" ", "$dim")
            parts.append((f" {mark}{choice}", style))
        return Content.assemble(*parts)


class Kept(NamedTuple):
    """What outlives a lock screen: the line that is half typed, and those saved before it."""

    text: str
    cursor: int
    sitting: list[str]


class Below(Static):
    """What stands under the line, with an ellipsis where there is no room for all of it."""

    def render(self) -> RenderResult:
        drawn, (width, height) = self.visual, self.content_size
        if not isinstance(drawn, Content) or not width or not height:
            return drawn
        return Content("\n").join(cut(drawn.wrap(width), height, width))


class EntryBar(Widget):
    HELP = (
        "The bar: type what was, in any order, and read below it what would be written; enter "
        "writes it. While it is empty, 1-7, ?, {search} and {settings} act as elsewhere (a space first types a figure)."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab", "complete", "complete",
            tooltip="take what is proposed, or complete the word; again: next choice",
        ),
        Binding("up", "earlier", "earlier", tooltip="a line saved before"),
        Binding("down", "later", "a line saved after it", show=False),
        key("form", "form", "form", "the session as a form"),
        Binding("escape", "leave", "keys", tooltip="leave the bar: single keys then work"),
    ]  # fmt: skip

    class Saved(Message):
        """A line was written."""

    @dataclass
    class FormWanted(Message):
        text: str

    class NothingTyped(Message):
        """enter was pressed in an empty line."""

    class Left(Message):
        """The bar gives the focus away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sitting: list[str] = []  # the lines saved since the dashboard was opened
        self._place = 0
        self._draft = ""  # what was being typed when an earlier line was looked at
        self._name = ""  # the line with the name alone that is begun in it
        self._completing: _Completing | None = None
        self._idle: Content | str = HINT  # what stands under an empty line
        self.border_title = "log"

    def compose(self) -> ComposeResult:
        yield BarLine(PLACEHOLDER)
        yield Below(HINT, id="reading", markup=False)

    def render(self) -> RenderResult:
        """What stands in front of the line."""
        return PROMPT

    @property
    def line(self) -> BarLine:
        return self.query_exactly_one(BarLine)

    def say(self, words: Content | str) -> None:
        self.query_one("#reading", Static).update(words, layout=False)  # its room is the same

    def kept(self) -> Kept:
        return Kept(self.line.value, self.line.cursor_position, self._sitting)

    def take_up(self, kept: Kept) -> None:
        """As another bar was left."""
        self._sitting = kept.sitting
        self._place = len(kept.sitting)
        self.line.value = kept.text
        self.line.cursor_position = kept.cursor

    # -- reading while typing

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.refresh_bindings()  # what acts in an empty bar is a letter in another
        self.line.mark(0, 0)
        if self._completing and event.value == self._completing.text:
            self._propose("")
            self.say(self._completing.shown())
            return
        self._completing = None
        self._propose(event.value)
        if event.value.strip():
            self._read(event.value)
        else:
            self.say(self._idle)

    def on_descendant_focus(self) -> None:
        """What was proposed may have been settled elsewhere meanwhile."""
        if not self._completing:
            self._propose(self.line.value)

    def _propose(self, text: str) -> None:
        """Show behind the line how it may go on, and on the edge what that is taken from."""
        found = None
        if text.strip() and text == self.line.value:
            shown = not names_of(self).is_hidden
            try:
                found = self._desk.sessions.proposal(text, with_clients=shown)
            except MtdeskError:
                found = None  # the reading of the line says what is wrong
        self.line.ghost = found.text if found else ""
        self._name = found.name if found and found.name != text else ""
        desk = self._desk
        beside = proposal_words(found, desk.settings.currency, desk.today) if found else ""
        dense = beside and not is_roomy(self.app)  # nothing stands below then
        title = f"log · {beside}" if dense else "log"
        write_on_edge(self, title=title, foot="" if dense else beside)

    def _read(self, text: str) -> None:
        from mtdesk.tui.today import lines

        try:
            reading = lines.read(self._desk, text, names_of(self))
        except MtdeskError as error:
            self._explain(error, final=False)
        else:
            self.say(self._in_words(reading))

    def _explain(self, error: MtdeskError, *, final: bool) -> None:
        """What is wrong or missing; only quietly while the line is still being typed."""
        if isinstance(error, EntryError):
            self.line.mark(error.start, error.end)
        style = "bold $act" if final else "$dim"
        mark = "✗ " if final else "… "
        said: list[Content | tuple[str, str]] = [(mark, style)]
        if isinstance(error, EntryError) and error.end > error.start:
            said.append((self.line.value[error.start : error.end], f"underline {style}"))
            said.append(("  ", ""))
        message = names_of(self).said(error.message)
        if isinstance(error, InvalidError) and error.field == "entry":
            message = message.removeprefix("entry: ")
        said.append((message, style))
        if isinstance(error, EntryError) and error.choices:
            choices = names_of(self).said(" · ".join(error.choices[:8]))
            said.append((f" ({choices})", "$dim"))
        self.say(Content.assemble(*said))

    # -- saving

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._save(event.value)
        else:
            self.post_message(self.NothingTyped())

    def on_bar_line_pasted(self, event: BarLine.Pasted) -> None:
        """Show each line as it would be written; they are written only if she then says so."""
        from mtdesk.tui.today import lines
        from mtdesk.tui.today.pasted import MOST_LINES, PastedLines

        event.stop()
        pasted = [line for line in event.text.splitlines() if line.strip()]
        if len(pasted) > MOST_LINES:
            self.say(
                Content.styled(
                    f"✗ {counted(len(pasted), 'line')} were pasted, and {MOST_LINES} are the most; "
                    "mtdesk import reads a file",
                    "bold $act",
                )
            )
            return
        try:
            tried = lines.try_all(self._desk, event.text, names_of(self))
        except MtdeskError as error:
            self._explain(error, final=True)
            return

        def left(written: Sequence[lines.Tried] | None) -> None:
            refused = [each for each in tried if each.reading is None]
            self._sitting += [each.text for each in (tried if written is None else refused)]
            self._place = 0
            if written is None:
                self.rest_on("nothing was written; ↑ brings the pasted lines back")
                return
            self.rest_on(self._pasted_words(len(tried) - len(refused), refused))
            self.post_message(self.Saved())

        self.app.push_screen(PastedLines(self._desk, tried), left)

    def _save(self, text: str, *, confirmed: bool = False) -> None:
        from mtdesk.tui.today import lines

        try:
            written = lines.save(self._desk, text, names_of(self), confirmed=confirmed)
        except NeedsConfirmationError as error:
            from mtdesk.tui.parts.dialogs import Confirm

            def answered(yes: bool | None) -> None:
                if yes:
                    self._save(text, confirmed=True)

            question = names_of(self).asked(error)
            self.app.push_screen(Confirm(question, no="Not yet"), answered)
        except MtdeskError as error:
            self._explain(error, final=True)
        else:
            self._sitting.append(text)
            self._place = 0
            self.show_written(written)
            self.post_message(self.Saved())

    def show_written(self, written: Reading) -> None:
        """Empty the line, and say what was written and how to take it back."""
        self.rest_on(
            Content.assemble(
                ("✓ ", "bold $good"),
                self._in_words(written),
                (f"   {take_back(self)}", "$dim"),
            )
        )
        self.line.value = ""

    def show_beside(self, words: str) -> None:
        """Words under the line while it is empty and something else is looked at."""
        if not self.line.value.strip():
            self.say(words or self._idle)

    def rest_on(self, words: Content | str) -> None:
        """What stands under the line while it is empty."""
        self._idle = names_of(self).said(words) if isinstance(words, str) else words
        self.say(self._idle)

    def names_changed(self) -> None:
        """Names are hidden or shown from now on: read the line again, and forget what was said."""
        self._idle = HINT
        self._completing = None
        if self.line.value.strip():
            self._read(self.line.value)
        else:
            self.say(HINT)

    def begin(self, text: str) -> None:
        """Put the beginning of a line in the bar, to be gone on with."""
        self.line.put(text)
        self.line.focus()

    # -- keys

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_form(self) -> None:
        self.post_message(self.FormWanted(self.line.value))

    def action_earlier(self) -> None:
        self._recall(self._place + 1)

    def action_later(self) -> None:
        self._recall(self._place - 1)

    def _recall(self, place: int) -> None:
        """Show the line typed `place` saves ago; 0 is what was being typed."""
        if names_of(self).is_hidden:
            return
        if 0 <= place <= len(self._sitting):
            if not self._place:
                self._draft = self.line.value
            self._place = place
            self.line.put(self._sitting[-place] if place else self._draft)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is completed in an empty line: the focus goes on."""
        if action == "complete" and not self.line.value:
            return None
        return super().check_action(action, parameters)

    def action_complete(self) -> None:
        """Take the name that is begun, or all that is proposed; else the first completion, then the next."""
        if self.line.ghost:
            self.line.put(f"{self._name} " if self._name else self.line.ghost)
        elif self._completing:
            self._completing.taken = (self._completing.taken + 1) % len(self._completing.choices)
            self._take(self._completing)
        elif found := self._completions():
            self._take(found)

    def _completions(self) -> _Completing | None:
        text, cursor = self.line.value, self.line.cursor_position
        try:
            shown = not names_of(self).is_hidden
            choices = self._desk.sessions.completions(text, cursor, with_clients=shown)
        except MtdeskError as error:
            self._explain(error, final=True)
            return None
        if not choices:
            return None
        start = text.rfind(" ", 0, cursor) + 1
        return _Completing(text[:start], text[cursor:].lstrip(), choices)

    def _take(self, found: _Completing) -> None:
        self._completing = found if len(found.choices) > 1 else None
        self.line.value = found.text
        self.line.cursor_position = len(found.head)

    def _in_words(self, reading: Reading) -> Content:
        """What was agreed with the client, the fields, and on the next line what to know of them."""
        said = names_of(self).said
        parts: list[str | tuple[str, str]] = []
        if reading.alarm:
            parts.append((f"{said(reading.alarm)}\n", "bold $act"))
        parts.append(said(reading.words))
        remarks = [(said(each.text), "") for each in reading.remarks if not each.is_warning]
        remarks += [
            (f"● {said(each.text)}", "bold $watch") for each in reading.remarks if each.is_warning
        ]
        for number, remark in enumerate(remarks):
            parts += [" · " if number else "\n", remark]
        return Content.assemble(*parts)

    def _pasted_words(self, written: int, refused: Sequence[lines.Tried]) -> str:
        """How many lines were written, and which were not."""
        said = f"✓ {counted(written, 'line')} written   {take_back(self)}"
        if not refused:
            return said
        numbers = joined([str(each.number) for each in refused])
        return f"{said}; {worded(len(refused), 'line')} {numbers} not: ↑ brings it back"
