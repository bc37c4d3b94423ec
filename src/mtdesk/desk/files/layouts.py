"""Which column is what in her own tables: remembered by name, beside the settings."""

from __future__ import annotations

import shlex
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from mtdesk.errors import ImportRefusedError, NotFoundError
from mtdesk.exchange.readers.cells import shown
from mtdesk.exchange.readers.layout import Layout, from_text
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Record, named
from mtdesk.store import practice
from mtdesk.store.file import links

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mtdesk.exchange.readers.spreadsheet import Spreadsheet
    from mtdesk.model.importing.shown import Plan
    from mtdesk.store.file.book import Book

_AT_ONCE = 500
_KEY = "columns of "  # and the name: no setting is called so


def remembered(stored: Mapping[str, str]) -> dict[str, Layout]:
    return {
        key.removeprefix(_KEY): from_text(key.removeprefix(_KEY), text)
        for key, text in stored.items()
        if key.startswith(_KEY)
    }


def asked(stored: Mapping[str, str], text: str | None) -> str:
    """What --map says: columns, or the name of what is remembered; `NAME: date=...` gives one.

    Raises:
        NotFoundError: nothing is remembered by that name.
    """
    said = (text or "").strip()
    if "=" in said:
        return said.partition(":")[2].strip() if _is_named(said) else said
    known = remembered(stored)
    if said and said not in known:
        names = ", ".join(f"“{each}”" for each in known) or "none yet"
        raise NotFoundError(
            f"no columns are remembered as “{shown(said)}” (known: {names})",
            hint='say which column is what: --map "date=Day,client=Who,amount=Paid"',
        )
    return said


def of_plan(plan: Plan) -> Layout:
    """What was said of a table's columns on the screen."""
    return Layout(
        name=kept_name(plan.name.replace("=", " ")) or "mine",
        header=plan.header,
        places={what: place for place, what in plan.fields.items()},
        words=plan.words,
        statuses=plan.statuses,
        dates=plan.dates,
    )


def _is_named(said: str) -> bool:
    return ":" in said.partition("=")[0]


def kept_name(text: str) -> str:
    """A name as it is kept."""
    return " ".join(text.split())[:60]


def _free(name: str, layout: Layout, known: Mapping[str, Layout]) -> str:
    """A name that no table with other columns is kept by: `clients`, `clients 2`."""
    tried, number = name, 1
    while tried in known and known[tried].header != layout.header:
        number += 1
        tried = f"{name} {number}"
    return tried


def refuse_twice(book: Book, path: Path, source: Spreadsheet) -> None:
    """A table that is here as it was read before would stand here twice, read in another way.

    Raises:
        ImportRefusedError: one of its rows is here so.
    """
    rows = (
        (name, then)
        for name, then, now in source.otherwise()
        if isinstance(then, Record) and not (isinstance(now, Record) and now.key == then.key)
    )
    while some := [*islice(rows, _AT_ONCE)]:
        by_id = {named(then.key): (name, then.line) for name, then in some}
        for origin, ids in groupby(sorted(by_id), key=itemgetter(0)):
            known = links.known(book, origin, [each for _, each in ids])
            if here := [by_id[origin, each] for each in known]:
                name, line = min(here, key=itemgetter(1))
                raise ImportRefusedError(
                    f"{path.name} line {line} is here already, as “{name}” read it; read otherwise it "
                    "would be added a second time",
                    hint="take the earlier import back first (mtdesk history names it for mtdesk undo), "
                    f"or say --map {shlex.quote(name)}",
                )


def remember(book: Book, path: Path, layout: Layout, said: str | Plan | None) -> list[str]:
    """Keep how a table was read, for its next edition; what is to be said of that."""
    name, text = layout.name, said if isinstance(said, str) else None
    if text and "=" in text and _is_named(text):
        name = kept_name(text.partition(":")[0])
    elif layout.is_proposed or (text and "=" in text):
        name = _free(kept_name(path.stem), layout, remembered(practice.settings(book)))
    value = replace(layout, name=name).as_text()
    if practice.settings(book).get(f"{_KEY}{name}") == value:
        return []
    practice.set_setting(book, f"{_KEY}{name}", value)
    return [f"its columns are remembered as “{name}”, and known when they come again"]
