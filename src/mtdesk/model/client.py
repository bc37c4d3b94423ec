"""A person who comes for massage."""

from __future__ import annotations

from mtdesk.model.frozen import frozen


@frozen
class Client:
    """`name` as she writes it; names need not be unique."""

    name: str
    id: int | None = None
    phone: str | None = None
    email: str | None = None
    note: str = ""
