"""Views for common questions, for whoever opens the file with another program.

They are no facts: nothing here is journaled or exported, and the program itself reads none of them. Amounts are
in whole money (95.5), where the tables hold minor units. Made anew after every migration.
"""

from __future__ import annotations

from sqlite3 import Connection

from mtdesk.model.ledger.categories import SALES_TAX
from mtdesk.model.ledger.payment import CREDIT_KINDS, GIVEN_BACK, NO_INCOME
from mtdesk.model.money import of_digits
from mtdesk.model.session import LAST_DAY
from mtdesk.store.sessions import IS_UNPAID, OPEN_MINOR


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


# How many minor units the practice's currency has in one; a file that says nothing counts in dollars.
_UNIT = f"""(SELECT CASE WHEN code IN ({_listed(of_digits(0))}) THEN 1
    WHEN code IN ({_listed(of_digits(3))}) THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code))"""


def _money(minor: str) -> str:
    """SQL of an amount in whole money."""
    return f"round(1.0 * ({minor}) / {_UNIT}, 3)"


def _sum(which: str, column: str = "amount_minor") -> str:
    return f"coalesce(sum(CASE WHEN {which} THEN {column} END), 0)"


_OF_SESSION = "FROM payment WHERE session_id = session.id"
_OPEN = OPEN_MINOR.replace(":day", f"'{LAST_DAY}'")
_UNPAID = IS_UNPAID.replace(":day", f"'{LAST_DAY}'")
_NAMES = """FROM session LEFT JOIN client ON client.id = session.client_id
    LEFT JOIN service ON service.id = session.service_id
    LEFT JOIN workplace ON workplace.id = session.workplace_id"""
_TIP = f"SELECT sum(amount_minor) {_OF_SESSION} AND kind = 'tip'"
_BACK = f"kind IN ({_listed(GIVEN_BACK)})"

# By their names, what each is for and its SQL. `docs/file.md` says the same.
VIEWS: dict[str, tuple[str, str]] = {
    "sessions_view": (
        "every session with its names, its load and its money",
        f"""SELECT session.id AS id, local_date AS day, week_start, substr(started_at, 12, 5) AS began,
    session.client_id AS client_id, client.name AS client,
    coalesce(service.name, session.modality) AS service, workplace.name AS workplace,
    session.purpose AS purpose, session.minutes AS minutes, effort, effort_estimated,
    session.minutes * effort AS load, status, {_money("session.price_minor")} AS price,
    {_money(f"coalesce((SELECT sum(amount_minor) {_OF_SESSION} AND NOT {_BACK}), 0)")} AS received,
    {_money(f"coalesce(({_TIP}), 0)")} AS tip,
    CASE WHEN {_UNPAID} THEN {_money(_OPEN)} ELSE 0 END AS owed, money_unknown, session.note AS note
{_NAMES}
ORDER BY local_date, session.id""",
    ),
    "income_by_month": (
        "money received, given back and spent, by calendar month, as the year's page counts it",
        f"""SELECT month, {_money("sum(gross)")} AS gross, {_money("sum(tips)")} AS tips,
    {_money("sum(sold_ahead)")} AS sold_ahead, {_money("sum(wages)")} AS wages,
    {_money("sum(given_back)")} AS given_back, {_money("sum(fees)")} AS processor_fees,
    {_money("sum(spent)")} AS expenses
FROM (
    SELECT substr(received_on, 1, 7) AS month,
        {_sum(f"kind NOT IN ({_listed(NO_INCOME)}, 'wage')")} AS gross,
        {_sum("kind = 'tip'")} AS tips, {_sum(f"kind IN ({_listed(CREDIT_KINDS)})")} AS sold_ahead,
        {_sum("kind = 'wage'")} AS wages,
        {_sum(f"{_BACK} AND gives_back IS NOT 'sales_tax'")} AS given_back,
        sum(fee_minor) AS fees, 0 AS spent
    FROM payment GROUP BY 1
    UNION ALL
    SELECT substr(spent_on, 1, 7), 0, 0, 0, 0, 0, 0, sum((1 - 2 * is_refund) * amount_minor)
    FROM expense WHERE category <> '{SALES_TAX}' GROUP BY 1
)
GROUP BY month ORDER BY month""",
    ),
    "load_by_week": (
        "done sessions, hands-on hours and load (minutes x effort) by week, which begins on Monday",
        """SELECT week_start, count(*) AS sessions, sum(minutes) AS minutes,
    round(sum(minutes) / 60.0, 2) AS hours, sum(minutes * effort) AS load,
    sum(minutes * effort * effort_estimated) AS estimated_load,
    sum(minutes IS NULL) AS sessions_without_minutes
FROM session WHERE status = 'done' GROUP BY week_start ORDER BY week_start""",
    ),
    "outstanding_view": (
        "done sessions that are not paid in full, and who owes what is open",
        f"""SELECT session.id AS id, local_date AS day, session.client_id AS client_id,
    client.name AS client, coalesce(service.name, session.modality) AS service, payer,
    CASE payer WHEN 'workplace' THEN workplace.name WHEN 'insurer' THEN session.insurer
        ELSE client.name END AS owed_by,
    {_money("session.price_minor")} AS price, {_money(_OPEN)} AS owed
{_NAMES}
WHERE {_UNPAID} AND {_OPEN} > 0 ORDER BY local_date, session.id""",
    ),
}


def create(conn: Connection) -> None:
    """Make the views of the tables as they are now."""
    drop(conn)
    for name, (_, sql) in VIEWS.items():
        conn.execute(f"CREATE VIEW {name} AS\n{sql}")


def drop(conn: Connection) -> None:
    """Take them away: a table that is made anew must not be looked at meanwhile."""
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        if name in VIEWS:
            conn.execute(f"DROP VIEW {name}")
