"""A person who comes for massage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """`name` as she writes it; names need not be unique."""

    name: str
    id: int | None = None
    phone: str | None = None
    email: str | None = None
    note: str = ""
