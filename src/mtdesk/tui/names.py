"""Clients' names on the screen: shown, or hidden at once. Only what is decided here is drawn.

Whatever draws a client or a person's words asks `names_of(self)`:

    names_of(self).veiled(session)      a session, payment, incident or client, fit to be drawn
    names_of(self).who(name, number)    one name
    names_of(self).said(sentence)       a sentence of the desk's that may hold names
    names_of(self).is_hidden            to leave a form or a choice of names out

Shown names come back as they are, so that a caller need not ask first. Never veil what is to be
written back: a form takes the number (`#12`) in place of the name.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from textual.message_pump import MessagePump

from mtdesk.desk import Desk
from mtdesk.errors import NeedsConfirmationError
from mtdesk.model.frozen import replace
from mtdesk.model.names.matching import Whole, called, numbered

T = TypeVar("T")

HIDDEN = "(hidden)"
# What people say and write about each other, by the name of its field.
_WORDS = frozenset(
    ["note", "said", "saw", "did", "witness", "told", "place", "setting", "injury_to_me",
     "injury_to_client", "source_kind", "text", "what", "file_name", "phone", "email", "legal_name",
     "complaint", "goal", "next_step", "standing_why", "reason", "condition", "referred_by"]
)  # fmt: skip


class Names:
    """Whether names are hidden, and what stands in their place."""

    def __init__(self, desk: Desk | None = None) -> None:
        self._desk = desk
        self.is_hidden = False
        self._whole = Whole(())
        self._read_at: tuple[int, int] | None = None

    def who(self, name: str | None, number: int | None) -> str | None:
        """`client 12` for a name; nobody stays nobody."""
        if not self.is_hidden or name is None:
            return name
        return called(number)

    def said(self, sentence: str) -> str:
        """A sentence with every known name in it replaced."""
        if not self.is_hidden or self._desk is None:
            return sentence
        return self._known().instead(sentence, any_case=False)

    def veiled(self, value: T) -> T:
        """A frozen value with its client's name and all free words replaced, fit to be drawn.

        What stands in it is veiled too: the sessions of a page, the lines added to an incident.
        """
        if not self.is_hidden:
            return value
        veiled: Any = value
        if isinstance(value, (tuple, list)):
            veiled = type(value)(map(self.veiled, value))
        elif is_dataclass(value):
            parts = {field.name: getattr(value, field.name) for field in fields(value)}
            changes = {name: self._part(name, part, parts) for name, part in parts.items()}
            veiled = replace(
                veiled, **{name: part for name, part in changes.items() if part != parts[name]}
            )
        return veiled  # type: ignore[no-any-return]

    def _part(self, name: str, part: Any, parts: dict[str, Any]) -> Any:
        """A field of a value that is veiled, known by its name."""
        if name in _WORDS and isinstance(part, str):
            return HIDDEN if part else part
        if name == "client" and isinstance(part, str):
            return self.who(part, parts.get("client_id"))
        if name == "name" and "aliases" in parts:  # of a client
            return self.who(part, parts.get("id"))
        return () if name == "aliases" else self.veiled(part)

    def asked(self, error: NeedsConfirmationError) -> str:
        """A question of the desk's, with the reason in it only where it may be seen."""
        return self.said(error.message) if self.is_hidden else error.question

    def _known(self) -> Whole:
        """Every name and alias, each with what it is to be called; read anew after each write."""
        if self._desk is None:
            return self._whole
        state = self._desk.book.state()
        if state != self._read_at:
            self._read_at = state
            self._whole = numbered(self._desk.clients.every_name())
        return self._whole


SHOWN = Names()


def names_of(node: MessagePump) -> Names:
    """What the dashboard that a widget stands in does with names."""
    found = getattr(node.app, "names", SHOWN)
    return found if isinstance(found, Names) else SHOWN
