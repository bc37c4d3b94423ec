"""The rules on columns, kept by the file itself, whichever program writes.

A new row that breaks one is refused, and a new value in a row. What stood there before a rule did
stays: its other fields can be changed, `as_it_was` lets undo and our own exports put it back, and
`unusual` finds it. What is still to come is measured by when the operation was begun, and a day
more, for the zones ahead of UTC; other programs, without an operation, are held to the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from sqlite3 import Connection
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.model import rules
from mtdesk.model.frozen import frozen
from mtdesk.model.money import currency, reaches
from mtdesk.model.rules import FIRST_DAY, HAPPENED, LAST_DAY, Amount, Day, Figure, Rule
from mtdesk.store.file.book import RULE, Book


@frozen
class Held:
    """A rule on a column, by the field's name in a sentence; of rows with those statuses only.

    The column counts in `per` parts of what the rule speaks of.
    """

    table: str
    column: str
    rule: Rule
    field: str
    of: tuple[str, ...] = ()
    per: int = 1


def _held(
    table: str, of: tuple[str, ...] = (), per: int = 1, **columns: tuple[Rule, str]
) -> tuple[Held, ...]:
    return tuple(
        Held(table=table, column=column, rule=rule, field=field, of=of, per=per)
        for column, (rule, field) in columns.items()
    )


@frozen
class Unusual:
    """A row that stands though no one could write it today; `sentence` is what would refuse it."""

    table: str
    id: int
    field: str
    sentence: str

    @property
    def words(self) -> str:
        """`session 12, minutes: 800 is outside 1 to 720`."""
        return f"{self.table.replace('_', ' ')} {self.id}, {self.field}: {self.sentence}"


HELD: tuple[Held, ...] = (
    *_held("session", of=("done",), minutes=(rules.MINUTES, "minutes")),
    *_held("session", of=HAPPENED, local_date=(rules.PAST, "day")),
    *_held(
        "session",
        minutes=(rules.MISSED_MINUTES, "minutes"),
        local_date=(rules.BOOKED, "day"),
        price_minor=(rules.PRICE, "price"),
        tax_minor=(rules.TIP, "tax"),
        effort=(rules.EFFORT, "effort"),
        pressure=(rules.PRESSURE, "pressure"),
        pain_before=(rules.PAIN, "pain"),
        pain_after=(rules.PAIN, "pain"),
    ),
    *_held(
        "payment",
        received_on=(rules.PAST, "on"),
        amount_minor=(rules.PAYMENT, "amount"),
        fee_minor=(rules.PAYMENT, "fee"),
    ),
    *_held("redemption", redeemed_on=(rules.PAST, "on"), amount_minor=(rules.PAYMENT, "amount")),
    *_held(
        "expense",
        spent_on=(rules.PAST, "on"),
        amount_minor=(rules.SPENT, "amount"),
        business_percent=(rules.BUSINESS, "business"),
    ),
    *_held(
        "recurring_expense",
        amount_minor=(rules.SPENT, "amount"),
        day=(rules.DAY_OF_MONTH, "day"),
        starts_on=(rules.LATER, "from"),
        ends_on=(rules.LATER, "until"),
    ),
    *_held("trip", travelled_on=(rules.PAST, "on")),
    *_held("trip", per=10, distance_tenths=(rules.DISTANCE, "distance")),
    *_held("work_time", worked_on=(rules.PAST, "on"), minutes=(rules.WORK_MINUTES, "minutes")),
    *_held(
        "credit", sessions=(rules.SESSIONS_SOLD, "sessions"), expires_on=(rules.LATER, "expires")
    ),
    *_held(
        "service",
        minutes=(rules.MINUTES, "minutes"),
        price_minor=(rules.PRICE, "price"),
        usual_effort=(rules.EFFORT, "effort"),
    ),
    *_held("pay_term", valid_from=(rules.LATER, "from"), amount_minor=(rules.RENT, "amount")),
    *_held(
        "check_in",
        checked_on=(rules.PAST, "on"),
        body=(rules.RATING, "body"),
        mind=(rules.RATING, "mind"),
        sleep_hours=(rules.SLEEP, "sleep"),
    ),
    *_held("soreness", level=(rules.RATING, "soreness")),
    *_held(
        "incident",
        local_date=(rules.PAST, "at"),
        severity=(rules.SEVERITY, "severity"),
        source_severity=(rules.THEIR_SEVERITY, "severity"),
        ended_minute=(rules.ENDED_MINUTE, "ended"),
        days_off=(rules.DAYS_OFF, "days off"),
        lost_minor=(rules.LOST, "lost"),
    ),
    *_held("incident_follow_up", due_on=(rules.LATER, "follow-up")),
    *_held(
        "referral",
        referred_on=(rules.PAST, "on"),
        visits_authorised=(rules.VISITS, "visits"),
        valid_until=(rules.LATER, "until"),
        letter_until=(rules.LATER, "letter_until"),
        ended_on=(rules.PAST, "ended"),
    ),
    *_held("function_note", noted_on=(rules.PAST, "on")),
    *_held("tax_form", amount_minor=(rules.FORM, "amount")),
    *_held("client", standing_since=(rules.PAST, "since")),
)


TABLES = tuple(dict.fromkeys(held.table for held in HELD))
_NOW = "(SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state))"


def names() -> set[str]:
    """The triggers that a whole file has."""
    return {f"rule_{table}_{verb}" for table in TABLES for verb in ("insert", "update")}


def create(conn: Connection) -> None:
    conn.execute("DROP VIEW IF EXISTS reach")
    conn.execute(_view())
    for table in TABLES:
        held = [each for each in HELD if each.table == table]
        broken = [
            (each, _broken(each, "NEW", _NOW, "(SELECT units FROM reach)", spare=1))
            for each in held
        ]
        columns = dict.fromkeys(
            [each.column for each in held] + ["status" for each in held if each.of]
        )
        changed = [(each, f"({_changed(each)}) AND ({sql})") for each, sql in broken]
        _trigger(conn, table, "insert", "INSERT", broken)
        _trigger(conn, table, "update", f"UPDATE OF {', '.join(columns)}", changed)


@contextmanager
def as_it_was(book: Book) -> Iterator[None]:
    """Within a transaction, let rows come back that stood before."""
    book.execute("UPDATE journal_state SET put_back = 1")
    yield
    book.execute("UPDATE journal_state SET put_back = 0")


def unusual(book: Book, today: date) -> list[Unusual]:
    """The rows that no one could write today, table by table, with the sentence for each field."""
    money = currency(book.value("SELECT value FROM setting WHERE key = 'currency'") or "USD")
    found: dict[tuple[str, int, str], Unusual] = {}
    for held in HELD:
        broken = _broken(held, held.table, f"'{today.isoformat()}'", str(money.reach))
        for row in book.rows(
            f"SELECT id, {held.column} FROM {held.table} WHERE {broken} ORDER BY id"
        ):
            key = (held.table, row[0], held.field)
            found.setdefault(
                key,
                Unusual(
                    table=held.table,
                    id=row[0],
                    field=held.field,
                    sentence=_sentence(held, row[1], today, money),
                ),
            )
    return list(found.values())


def _sentence(held: Held, value: Any, today: date, money: Any) -> str:
    rule = held.rule
    try:
        if isinstance(rule, Amount):
            rule.check(value, money, held.field)
        elif isinstance(rule, Day):
            rule.check(date.fromisoformat(value), today, held.field)
        else:
            rule.check(value if held.per == 1 else value / held.per, held.field)
    except InvalidError as error:
        return error.message.removeprefix(f"{held.field}: ")
    return rule.words


def _trigger(
    conn: Connection, table: str, name: str, verb: str, broken: list[tuple[Held, str]]
) -> None:
    cases = " ".join(
        f"WHEN {sql} THEN RAISE(ABORT, '{held.field}: {held.rule.words}{RULE}')"
        for held, sql in broken
    )
    conn.execute(
        f"CREATE TRIGGER rule_{table}_{name} BEFORE {verb} ON {table} "
        f"WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE {cases} END; END"
    )


def _changed(held: Held) -> str:
    columns = (held.column, *(("status",) if held.of else ()))
    return " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)


def _broken(held: Held, row: str, now: str, reach: str, spare: int = 0) -> str:
    """SQL that is true of a row that breaks the rule; of an empty column it is not.

    What is looked up or worked out comes after what is compared at once and is seldom true.
    """
    column, rule = f"{row}.{held.column}", held.rule
    if isinstance(rule, Figure):
        sql = f"{column} NOT BETWEEN {rule.least * held.per:g} AND {rule.most * held.per:g}"
        if rule.step:
            sql += f" OR {column} / {rule.step} <> CAST({column} / {rule.step} AS INTEGER)"
    elif isinstance(rule, Amount):
        sql = f"{column} > {rule.most * min(reaches())} AND {column} > {rule.most} * {reach}"
    else:
        sql = f"{column} NOT BETWEEN '{FIRST_DAY}' AND '{LAST_DAY}'"
        if rule.ahead is not None:
            last = f"date({now}, '+{rule.ahead + spare} days')"
            sql += f" OR {column} > {now} AND {column} > {last}"
    if held.of:
        statuses = ", ".join(f"'{status}'" for status in held.of)
        sql = f"({sql}) AND {row}.status IN ({statuses})"
    return sql


def _view() -> str:
    """SQL for the minor units that one unit of a rule on amounts is in the practice's currency."""
    cases = "".join(
        f" WHEN value IN ({', '.join(repr(code) for code in codes)}) THEN {units}"
        for units, codes in reaches().items()
        if "USD" not in codes
    )
    usual = currency("USD").reach
    chosen = f"SELECT CASE{cases} ELSE {usual} END FROM setting WHERE key = 'currency'"
    return f"CREATE VIEW reach AS SELECT coalesce(({chosen}), {usual}) AS units"
