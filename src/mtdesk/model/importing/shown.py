"""What is shown of a file before it is written: its first rows as understood, its columns, its new names."""

from __future__ import annotations

from mtdesk.model.frozen import field, frozen

FIRST_ROWS = 5  # of each file


@frozen
class Understood:
    """A row of a file as it was read; what it does not say is None.

    `kind` is the state of a session, or what else the row is; `client` whom it was with. `note` is what
    else is said of money.
    """

    line: int
    kind: str
    date: str | None = None
    time: str | None = None
    client: str | None = None
    service: str | None = None
    minutes: int | None = None
    price_minor: int | None = None
    tip_minor: int | None = None
    method: str | None = None
    note: str = ""


@frozen
class NewName:
    """A client, service or workplace that an import would make, on how many rows, and whom it resembles."""

    kind: str
    name: str
    rows: int
    like: str | None = None


@frozen
class SheetColumn:
    """A column of somebody's own table: what it is taken for, and by what: its name, its content, as
    remembered, or as said; both are empty where it is left out.
    """

    place: int
    heading: str
    samples: tuple[str, ...]
    field: str = ""
    by: str = ""


@frozen
class Plan:
    """Which column of a table is what (a field by the number of its column), and what her words mean.

    `words` are ways of paying, `statuses` what became of a visit; `dates` is how its days are written
    where that was said. `name` is what all of it is kept by, `header` the table that it is of.
    """

    name: str
    header: tuple[str, ...]
    fields: dict[int, str]
    words: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
