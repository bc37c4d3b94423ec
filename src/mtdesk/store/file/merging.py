"""Two copies of one practice that were written to apart, made one: what the other did since they parted.

The journals say where they parted (the last operation that both have) and what became of each row
there. A row that is new there is new here under a number of its own, unless the same was written here
as well; one that was changed there is changed here, unless it was changed here otherwise: that is a
question.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from sqlite3 import IntegrityError
from typing import Any

from mtdesk.errors import ConflictError, InvalidError, RefusedError
from mtdesk.model.importing import Change, Problem, Skipped, Tally
from mtdesk.store.file import guard, journal, seals, triggers
from mtdesk.store.file.book import Book

FORMAT = "mtdesk-practice"
# By what a row is known beside its number.
_KNOWN_BY: dict[str, tuple[str, ...]] = {
    "setting": ("key",),
    "client": ("name_key",),
    "client_alias": ("client_id", "alias_key"),
    "service": ("name_key",),
    "workplace": ("name_key",),
    "questionnaire": ("name_key", "version"),
    "pay_term": ("workplace_id", "valid_from"),
    "credit": ("payment_id",),
    "soreness": ("check_in_id", "site"),
    "closed_year": ("year",),
    "timer": ("running",),
}
_IMPORTED = "import_key"
_OF_INCIDENTS = {"incident": {"client_id": "client", "session_id": "session"}}
_LEFT = ("tombstone",)  # a purge there is told, and done here by her
_NET = """
    SELECT first.table_name AS of_table, first.row_id AS id, first.before AS before, last.after AS after
    FROM (SELECT table_name, row_id, min(id) AS first, max(id) AS last FROM change
          WHERE {which} GROUP BY table_name, row_id) AS net
    JOIN change AS first ON first.id = net.first JOIN change AS last ON last.id = net.last
    WHERE first.before IS NOT NULL OR last.after IS NOT NULL ORDER BY first.row_id"""


def parted(here: Book, there: Book) -> int:
    """The last operation that both have.

    Raises:
        RefusedError: they never were one.
    """
    last = 0
    for row in there.each("SELECT id, at, kind FROM operation ORDER BY id"):
        mine = here.row("SELECT id, at, kind FROM operation WHERE id = ?", (row["id"],))
        if mine is None or mine["at"] != row["at"]:
            break
        # A purge takes images out of one of them.
        if "purged" not in {mine["kind"], row["kind"]} and _did(here, row) != _did(there, row):
            break
        last = row["id"]
    if not last:
        raise RefusedError(
            "it is another practice, and no copy of this one",
            hint="its rows can be brought by `mtdesk export` there",
        )
    return last


def _did(book: Book, operation: Any) -> list[tuple[Any, ...]]:
    return [
        tuple(row)
        for row in book.rows(
            "SELECT table_name, row_id, before, after FROM change WHERE operation_id = ? ORDER BY id",
            (operation["id"],),
        )
    ]


def merge(here: Book, there: Book, *, applies: bool) -> Tally:
    """Within a transaction: what the other copy did since they parted, done here; what became of it.

    `applies`: of rows that were changed in both, theirs is taken.
    """
    return _Merge(here, there, applies=applies).run()


class _Merge:
    def __init__(self, here: Book, there: Book, *, applies: bool) -> None:
        self._here, self._there, self._applies = here, there, applies
        self._tally = Tally(FORMAT)
        since = parted(here, there)
        self._theirs = self._net(there, since)
        self._mine = {
            (row["of_table"], row["id"])
            for row in here.rows(_NET.format(which=_since(here, since)))
            if row["before"] is None
        }
        self._numbers: dict[tuple[str, int], int] = {}  # theirs -> ours, of rows that are new there
        self._met: set[tuple[str, int]] = set()
        self._purged = {
            row[0] for row in here.rows("SELECT id FROM client WHERE purged_on IS NOT NULL")
        }

    @staticmethod
    def _net(book: Book, since: int) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in book.rows(_NET.format(which=_since(book, since))):
            found.setdefault(row["of_table"], []).append(row)
        return found

    def run(self) -> Tally:
        tables = [each for each in triggers.JOURNALED if each not in _LEFT]
        self._here.execute("PRAGMA defer_foreign_keys = ON")
        with guard.as_it_was(self._here):
            for table in tables:
                for row in self._theirs.get(table, ()):
                    self._tally.read += 1
                    if row["after"] is not None:
                        self._bring(table, row)
            for table in reversed(tables):
                for row in self._theirs.get(table, ()):
                    if row["after"] is None:
                        self._take_away(table, row)
        for row in self._there.rows("SELECT id FROM client WHERE purged_on IS NOT NULL"):
            if row["id"] not in self._purged:
                self._tally.warnings.append(
                    f"client {row['id']} was purged there; here it is `mtdesk client purge {row['id']}`"
                )
        return self._tally

    # -- a row that is there

    def _bring(self, table: str, row: Any) -> None:
        names = triggers.columns(self._here.conn, table)
        image = {name: value for name, value in json.loads(row["after"]).items() if name in names}
        values = self._referring(table, image)
        if values is None:
            self._leave_out(row["id"], "of a client who was purged here")
        elif row["before"] is not None:
            self._change(table, row, values)
        else:
            self._add(table, row["id"], values)

    def _referring(self, table: str, values: dict[str, Any]) -> dict[str, Any] | None:
        """With the numbers that rows have here; None of a client who was purged."""
        found = dict(values)
        for column, parent in _references(self._here, table):
            number = found.get(column)
            if number is not None:
                found[column] = self._numbers.get((parent, number), number)
                if parent == "client" and found[column] in self._purged:
                    return None
        if table == "import_link":
            of = (found["table_name"], found["row_id"])
            found["row_id"] = self._numbers.get(of, found["row_id"])
        return found

    def _add(self, table: str, number: int, values: dict[str, Any]) -> None:
        facts = {name: value for name, value in values.items() if name != "id"}
        same = self._same(table, facts)
        if same is not None:
            self._numbers[table, number] = same
            self._met.add((table, same))
            self._tally.duplicate += 1
            return
        known = self._known(table, facts)
        if known is not None:
            self._numbers[table, number] = known
            self._differing(table, known, facts)
            return
        try:
            made = self._here.insert(table, facts)
        except (ConflictError, InvalidError, IntegrityError) as error:
            self._tally.problem_count += 1
            self._tally.problems.append(Problem(number, table, "", str(error)))
            return
        if table in seals.ROWS:
            seals.append(self._here, table, made)
        self._numbers[table, number] = made
        self._tally.new += 1

    def _same(self, table: str, facts: dict[str, Any]) -> int | None:
        """A row that was written here as well since they parted, in the same words."""
        asked = {name: value for name, value in facts.items() if not journal.is_key(table, name)}
        which = " AND ".join(f"{name} IS ?" for name in asked)
        for row in self._here.rows(
            f"SELECT id FROM {table} WHERE {which} ORDER BY id", tuple(asked.values())
        ):
            of = (table, row["id"])
            if of in self._mine and of not in self._met:
                return int(row["id"])
        return None

    def _known(self, table: str, facts: dict[str, Any]) -> int | None:
        by = (_IMPORTED,) if facts.get(_IMPORTED) else _KNOWN_BY.get(table, ())
        if not by:
            return None
        which = " AND ".join(f"{name} = ?" for name in by)
        found = self._here.value(
            f"SELECT id FROM {table} WHERE {which} ORDER BY id LIMIT 1",
            [facts[name] for name in by],
        )
        return None if found is None else int(found)

    def _differing(self, table: str, number: int, facts: dict[str, Any]) -> None:
        row = self._here.row(f"SELECT * FROM {table} WHERE id = ?", (number,))
        other = {
            name: value
            for name, value in facts.items()
            if row is not None and row[name] != value and not journal.is_key(table, name)
        }
        if row is None or not other:
            self._tally.duplicate += 1
            return
        self._ask(table, number, {name: row[name] for name in other}, other)

    def _change(self, table: str, row: Any, values: dict[str, Any]) -> None:
        here = self._here.row(f"SELECT * FROM {table} WHERE id = ?", (row["id"],))
        before = json.loads(row["before"])
        changed = {name: value for name, value in values.items() if before.get(name) != value}
        if here is None:
            self._ask(table, row["id"], None, changed)
            return
        open_ = {name: value for name, value in changed.items() if here[name] != value}
        clash = {name: value for name, value in open_.items() if here[name] != before.get(name)}
        clash = {name: value for name, value in clash.items() if not journal.is_key(table, name)}
        plain = {name: value for name, value in open_.items() if name not in clash}
        if plain and table not in triggers.SEALED:
            self._here.update(table, row["id"], plain)
        if clash:
            self._ask(table, row["id"], {name: here[name] for name in clash}, clash)
        elif plain:
            self._tally.matched += 1
        else:
            self._tally.duplicate += 1

    def _take_away(self, table: str, row: Any) -> None:
        names = ", ".join(triggers.columns(self._here.conn, table))
        here = self._here.row(f"SELECT {names} FROM {table} WHERE id = ?", (row["id"],))
        if here is None:
            self._tally.duplicate += 1
            return
        before = json.loads(row["before"])
        differs = any(here[name] != value for name, value in before.items() if name in here.keys())  # noqa: SIM118
        if table in triggers.SEALED:
            return
        if differs and not self._applies:
            self._ask(table, row["id"], {"row": "changed"}, {"row": "taken away there"})
            return
        try:
            self._here.execute(f"DELETE FROM {table} WHERE id = ?", (row["id"],))
        except ConflictError:
            self._leave_out(row["id"], "what is written here needs it")
        else:
            self._tally.matched += 1

    def _ask(
        self, table: str, number: int, here: dict[str, Any] | None, there: dict[str, Any]
    ) -> None:
        """Both have it otherwise: theirs where that was decided, else a question."""
        self._tally.changed += 1
        before = _said(here) if here is not None else "taken away here"
        self._tally.changes.append(
            Change(
                line=number,
                source_id=str(number),
                before=f"{table} {number}, {before}",
                after=_said(there),
            )
        )
        if not self._applies or here is None:
            return
        try:
            self._here.update(table, number, there)
        except InvalidError as error:
            self._leave_out(number, str(error))
        else:
            self._tally.applied += 1

    def _leave_out(self, number: int, reason: str) -> None:
        self._tally.skipped += 1
        self._tally.left_out.append(Skipped(number, reason))


def _since(book: Book, operation: int) -> str:
    """SQL: changes after an operation; those of other programs after its last one."""
    last = book.value("SELECT max(id) FROM change WHERE operation_id <= ?", (operation,)) or 0
    return f"(operation_id > {operation} OR operation_id IS NULL AND id > {last})"


def _references(book: Book, table: str) -> Iterator[tuple[str, str]]:
    for row in book.rows(f"PRAGMA foreign_key_list({table})"):
        yield row["from"], row["table"]
    yield from _OF_INCIDENTS.get(table, {}).items()


def _said(values: dict[str, Any]) -> str:
    return ", ".join(
        f"{name} {'nothing' if value in (None, '') else value}" for name, value in values.items()
    )
