"""A session as a form: for those who do not want the line, and to change what was written."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Button, Input, Label, Static

from mtdesk.desk import Desk
from mtdesk.desk.sessions.draft import Logged
from mtdesk.errors import InvalidError, MtdeskError, NeedsConfirmationError
from mtdesk.model.entry.fields import FIELDS
from mtdesk.model.ledger.payment import METHODS
from mtdesk.model.session import STATUSES, Visit
from mtdesk.say.sessions import as_typed
from mtdesk.tui.names import HIDDEN, names_of
from mtdesk.tui.parts import DIALOG_STYLE
from mtdesk.tui.parts.dialogs import Confirm


class SessionForm(ModalScreen[Logged | None]):
    """Adds a session, or edits the one of `session_id`; the result is what was written."""

    CSS_PATH = DIALOG_STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)"),
        Binding("ctrl+s", "save"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        filled: dict[str, str],
        session_id: int | None = None,
        client_id: int | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._filled = filled
        self._session_id = session_id
        self._client_id = client_id

    @classmethod
    def of_line(cls, desk: Desk, text: str) -> SessionForm:
        """A new session; what the line says already stands in the form, when it can be read."""
        try:
            draft = desk.sessions.understand(text)
        except MtdeskError:
            return cls(desk, {})
        filled = as_typed(draft.visit, desk.settings.currency)
        return cls(desk, filled if text.strip() else {}, client_id=draft.session.client_id)

    @classmethod
    def of_visit(cls, desk: Desk, visit: Visit) -> SessionForm:
        filled = as_typed(visit, desk.settings.currency)
        return cls(desk, filled, visit.session.id, visit.session.client_id)

    def _hide_names(self) -> None:
        """The client as a number, which the desk takes too; a note written before stays as it is."""
        if self._client_id is not None:
            self._filled["client"] = f"#{self._client_id}"
        if self._session_id and self._filled["note"]:
            self._filled["note"] = HIDDEN

    def compose(self) -> ComposeResult:
        if names_of(self).is_hidden:
            self._hide_names()
        with Vertical(classes="dialog") as box:
            box.border_title = f"session {self._session_id}" if self._session_id else "new session"
            box.border_subtitle = "enter save · tab next field · esc leave"
            with VerticalScroll(can_focus=False, id="fields"):
                for field, hint in FIELDS.items():
                    with Horizontal(classes="field"):
                        yield Label(field)
                        yield self._input(field, hint)
            yield Static(id="trouble", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Save", id="save", variant="primary", compact=True)
                yield Button("Leave", id="leave", compact=True)

    def _input(self, field: str, hint: str) -> Input:
        value = self._filled.get(field, "")
        line = Input(
            value,
            disabled=field == "note" and value == HIDDEN,
            placeholder=hint,
            id=f"field-{field}",
            compact=True,
            select_on_focus=False,
            suggester=self._suggester(field),
        )
        line.cursor_blink = False
        return line

    def _suggester(self, key: str) -> SuggestFromList | None:
        if key == "service":
            words = [service.name for service in self._desk.practice.menu.offered()]
        elif key == "workplace":
            words = [place.name for place in self._desk.practice.menu.workplaces()]
        elif key == "method":
            words = list(METHODS)
        elif key == "status":
            words = [status.replace("_", "-") for status in STATUSES]
        else:
            return None
        return SuggestFromList(words, case_sensitive=False)

    def on_input_submitted(self) -> None:
        self.action_save()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "save":
            self.action_save()
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        self._save(confirmed=False)

    def _save(self, *, confirmed: bool) -> None:
        fields = self._said()
        if self._session_id and not fields:
            self.dismiss(None)
            return
        try:
            if self._session_id:
                logged = self._desk.sessions.edit(self._session_id, fields, confirmed=confirmed)
            else:
                logged = self._desk.sessions.log("", fields, confirmed=confirmed)
        except NeedsConfirmationError as error:
            self.app.push_screen(
                Confirm(names_of(self).asked(error), no="Not yet"),
                lambda yes: self._save(confirmed=True) if yes else None,
            )
        except MtdeskError as error:
            message = names_of(self).said(error.message)
            self.query_one("#trouble", Static).update(f"✗ {message}")
            if isinstance(error, InvalidError):
                self.query(f"#field-{error.field}").focus()
        else:
            self.dismiss(logged)

    def _said(self) -> dict[str, str]:
        """For a new session what is filled in; for an old one what was changed."""
        values = {field: self.query_one(f"#field-{field}", Input).value for field in FIELDS}
        if self._session_id:
            return {key: text for key, text in values.items() if text != self._filled.get(key, "")}
        return {key: text for key, text in values.items() if text.strip()}
