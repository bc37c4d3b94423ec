"""What the database does by itself, whichever program writes: journal, seal, guard, settle.

Made anew from the tables as they are after every migration, because a transformed table loses
its triggers.
"""

from __future__ import annotations

from sqlite3 import Connection

from mtdesk.store.file import guard
from mtdesk.store.ledger import ASKED, IS_FOR_A_SESSION, PAID

JOURNALED = (
    "setting", "client", "client_alias", "service", "workplace", "pay_term", "session", "payment",
    "credit", "redemption", "recurring_expense", "expense", "trip", "work_time", "timer", "tax_form",
    "referral", "function_note", "progress_report", "incident", "incident_addendum",
    "incident_evidence", "incident_follow_up", "incident_draft", "tombstone", "check_in", "soreness",
    "import_batch", "import_link", "questionnaire", "questionnaire_response", "acknowledgement",
    "expense_attachment", "closed_year", "inbox_line",
)  # fmt: skip
SEALED = ("incident", "incident_addendum", "incident_evidence", "tombstone", "seal")
# What else two of their rows cannot have in common, and a REPLACE would delete by.
_UNIQUE = {
    "incident": "import_key = NEW.import_key",
    "tombstone": "table_name = NEW.table_name AND row_id = NEW.row_id",
    "seal": "table_name = NEW.table_name AND row_id = NEW.row_id",
}
# Worked out from other rows, so no fact that a journal should keep.
DERIVED = {"session": {"settled_on"}, "credit": {"emptied_on"}}

# A session is settled on the day its payments, and the credit used for it, reached what is asked;
# until then it is outstanding.
SETTLED = f"""(
    SELECT CASE WHEN sum(amount_minor) >= {ASKED} THEN max(day) END FROM ({PAID}))"""
_SETTLE = f"""
UPDATE session SET settled_on = {SETTLED}
WHERE id = {{session}}"""

# A credit is emptied on the day that what was used and given back of it reached what it was sold for.
EMPTIED = """(
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))"""
EMPTY = f"""
UPDATE credit SET emptied_on = {EMPTIED}
WHERE {{which}}"""


def columns(conn: Connection, table: str) -> list[str]:
    """The columns of a table that hold facts: neither generated nor derived."""
    derived = DERIVED.get(table, set())
    return [
        name
        for _, name, *_, hidden in conn.execute(f"PRAGMA table_xinfo({table})")
        if not hidden and name not in derived
    ]


def image(names: list[str], row: str) -> str:
    """SQL for a row as a JSON object: `image(["id"], "NEW")`."""
    return "json_object({})".format(", ".join(f"'{name}', {row}.{name}" for name in names))


def create(conn: Connection) -> None:
    """Drop the triggers of an earlier shape and make those of the tables as they are now."""
    drop(conn)
    for table in JOURNALED:
        _journal(conn, table)
    seal(conn)
    guard.create(conn)
    _settle(conn)
    _empty(conn)


def drop(conn: Connection) -> None:
    """Take all triggers away; `create` makes them after the last step of a migration.

    Those of the index of words are its own.
    """
    made = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> 'search'"
    for (name,) in conn.execute(made).fetchall():
        conn.execute(f"DROP TRIGGER {name}")


def seal(conn: Connection) -> None:
    """From here on no program changes a recorded incident, nor what belongs to it."""
    for table in SEALED:
        _seal(conn, table)


def unseal(conn: Connection) -> None:
    """Let sealed rows be taken away until `seal`: see `seals.lifted`."""
    for table in SEALED:
        for verb in ("update", "delete", "insert"):
            conn.execute(f"DROP TRIGGER seal_{table}_{verb}")


def _journal(conn: Connection, table: str) -> None:
    names = columns(conn, table)
    old, new = image(names, "OLD"), image(names, "NEW")
    for verb, row, before, after in (
        ("INSERT", "NEW", "NULL", new),
        (f"UPDATE OF {', '.join(names)}", "NEW", old, new),
        ("DELETE", "OLD", old, "NULL"),
    ):
        conn.execute(
            f"CREATE TRIGGER journal_{table}_{verb.split()[0].lower()} AFTER {verb} ON {table} "
            "BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES "
            f"((SELECT operation_id FROM journal_state), '{table}', {row}.id, {before}, {after}); "
            "END"
        )


def _seal(conn: Connection, table: str) -> None:
    refusal = "BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END"
    for verb in ("UPDATE", "DELETE"):
        conn.execute(
            f"CREATE TRIGGER seal_{table}_{verb.lower()} BEFORE {verb} ON {table} {refusal}"
        )
    # A REPLACE from a program without `recursive_triggers` deletes unseen.
    unique = _UNIQUE.get(table)
    same = f"id = NEW.id OR ({unique})" if unique else "id = NEW.id"
    conn.execute(
        f"CREATE TRIGGER seal_{table}_insert BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refusal}"
    )


def _settle(conn: Connection) -> None:
    for table, counts in (
        ("payment", IS_FOR_A_SESSION),
        ("redemption", "{row}.session_id IS NOT NULL"),
    ):
        for verb, row in (
            ("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"),
        ):  # fmt: skip
            conn.execute(
                f"CREATE TRIGGER settle_{table}_{verb.lower()}_{row.lower()} AFTER {verb} "
                f"ON {table} WHEN {counts.format(row=row)} "
                f"BEGIN {_SETTLE.format(session=f'{row}.session_id')}; END"
            )
    # A session that comes back by undo may find its payments there before it.
    paid = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE session_id = NEW.id)"
        for table in ("payment", "redemption")
    )
    for verb, name in (
        ("INSERT", "insert"),
        ("UPDATE OF price_minor, due_minor, tax_minor, payer", "update"),
    ):
        conn.execute(
            f"CREATE TRIGGER settle_session_{name} AFTER {verb} ON session WHEN {paid} "
            f"BEGIN {_SETTLE.format(session='NEW.id')}; END"
        )


def _empty(conn: Connection) -> None:
    for table, key in (("payment", "refunded_credit_id"), ("redemption", "credit_id")):
        for verb, row in (
            ("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"),
        ):  # fmt: skip
            conn.execute(
                f"CREATE TRIGGER empty_by_{table}_{verb.lower()}_{row.lower()} AFTER {verb} "
                f"ON {table} WHEN {row}.{key} IS NOT NULL "
                f"BEGIN {EMPTY.format(which=f'id = {row}.{key}')}; END"
            )
    # The sale may change its amount, and rows that come back by undo may come in any order.
    sold = EMPTY.format(which="payment_id = NEW.id")
    for verb, name in (("INSERT", "insert"), ("UPDATE OF amount_minor", "update")):
        conn.execute(
            f"CREATE TRIGGER empty_sale_{name} AFTER {verb} ON payment "
            f"WHEN NEW.kind IN ('package', 'gift_card') BEGIN {sold}; END"
        )
    conn.execute(
        "CREATE TRIGGER empty_credit_insert AFTER INSERT ON credit "
        f"BEGIN {EMPTY.format(which='id = NEW.id')}; END"
    )
