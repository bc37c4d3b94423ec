"""The questions that are asked of many shares: one text in SQL that every engine understands as it is.

Rules that keep it so: no division (sums are given, what is made of them is made in `insight`), sums and
counts cast to BIGINT, an ORDER BY over keys that name each row once, NULLS LAST wherever NULL may be,
days written as DATE '2026-11-28', weeks that begin on Monday. Each is asked of one relation, `shared`,
with the columns of `model.clinic` and `year`, the folder's.

Wherever people who are not to be seen are in a sum, how many of them stands beside it: `..._hidden`.
"""

from __future__ import annotations

import re
from datetime import date

from mtdesk.model import clinic

_DONE = f"{clinic.code('status', 'done')}"
_BOOKED = f"{clinic.code('status', 'booked')}"
_MISSED = ", ".join(
    str(clinic.code("status", each)) for each in ("no_show", "late_cancel", "cancelled")
)
_TAX = f"{clinic.code('payment', 'sales_tax')}"
_SHE, _PLACE = (f"{clinic.code('collects', each)}" for each in ("me", "workplace"))
_PEOPLE = f"""people AS (
    SELECT person, min(visible) AS visible, max(currency) AS currency
    FROM shared WHERE what = {clinic.ABOUT} GROUP BY person
)"""


def _sum(column: str) -> str:
    return f"CAST(sum({column}) AS BIGINT) AS {column}"


def _hidden(column: str) -> str:
    """How many of those who are not to be seen have a part in a sum."""
    return (
        f"CAST(sum(CASE WHEN visible = 0 AND {column} <> 0 THEN 1 ELSE 0 END) AS BIGINT) "
        f"AS {column}_hidden"
    )


def _sums(*columns: str) -> str:
    return ", ".join(part for each in columns for part in (_sum(each), _hidden(each)))


_LOAD = "CAST(minutes AS BIGINT) * effort"

QUESTIONS = {
    # Who shares, and what each says of herself.
    "people": f"""
SELECT person, max(label) AS label, min(visible) AS visible, max(currency) AS currency,
    max(day_limit) AS day_limit, max(offered) AS offered, max(strain) AS strain,
    min(version) AS oldest, max(version) AS newest,
    min(year) AS first_year, max(year) AS last_year
FROM shared WHERE what = {clinic.ABOUT} GROUP BY person ORDER BY person""",
    # Done sessions dated after the day it is: they are in no other answer.
    "ahead_of_time": f"""
SELECT CAST(count(*) AS BIGINT) AS sessions FROM shared
WHERE what = {clinic.SESSION} AND status = {_DONE} AND day > {{now}} AND year IN ({{years}})""",
    # -- Team: of those who may be seen, day by day.
    "days": f"""
WITH {_PEOPLE}, visits AS (
    SELECT shared.person, day, minutes, effort, estimated, quarter * {clinic.QUARTER} AS began,
        max(quarter * {clinic.QUARTER} + minutes) OVER (
            PARTITION BY shared.person, day ORDER BY quarter NULLS LAST, minutes NULLS LAST
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS free
    FROM shared JOIN people ON people.person = shared.person
    WHERE what = {clinic.SESSION} AND status = {_DONE} AND people.visible = 1
        AND day > {{start}} AND day <= {{today}} AND year IN ({{years}})
)
SELECT person, day, CAST(count(*) AS BIGINT) AS sessions,
    CAST(sum(minutes) AS BIGINT) AS minutes, CAST(sum({_LOAD}) AS BIGINT) AS load,
    CAST(sum(CASE WHEN estimated = 1 THEN 1 ELSE 0 END) AS BIGINT) AS estimated,
    CAST(sum(CASE WHEN began - free < {{gap}} THEN 1 ELSE 0 END) AS BIGINT) AS short_gaps
FROM visits GROUP BY person, day ORDER BY person, day""",
    "booked": f"""
WITH {_PEOPLE}
SELECT shared.person, day, quarter, minutes, service, setting,
    CAST(count(*) AS BIGINT) AS bookings
FROM shared JOIN people ON people.person = shared.person
WHERE what = {clinic.SESSION} AND status = {_BOOKED} AND people.visible = 1
    AND day > {{today}} AND day <= {{end}} AND year IN ({{years}})
GROUP BY shared.person, day, quarter, minutes, service, setting
ORDER BY person, day, quarter NULLS LAST, minutes NULLS LAST, service NULLS LAST,
    setting NULLS LAST""",
    "does": f"""
WITH {_PEOPLE}
SELECT shared.person, service, setting, CAST(count(*) AS BIGINT) AS sessions
FROM shared JOIN people ON people.person = shared.person
WHERE what = {clinic.SESSION} AND status = {_DONE} AND people.visible = 1
    AND day > {{start}} AND day <= {{today}} AND year IN ({{years}})
GROUP BY shared.person, service, setting
ORDER BY person, service NULLS LAST, setting NULLS LAST""",
    # -- Week: all weeks of a year, cut at its ends, so that they come to the year.
    "weeks": f"""
WITH {_PEOPLE}, own AS (
    SELECT person, CAST(date_trunc('week', day) AS DATE) AS week,
        sum(CASE WHEN status = {_DONE} AND day <= {{now}} THEN minutes ELSE 0 END) AS done,
        sum(CASE WHEN status = {_BOOKED} THEN minutes ELSE 0 END) AS booked,
        sum(CASE WHEN status IN ({_MISSED}) THEN minutes ELSE 0 END) AS missed
    FROM shared WHERE what = {clinic.SESSION} AND year = {{year}}
    GROUP BY person, CAST(date_trunc('week', day) AS DATE)
)
SELECT week, {_sums("done", "booked", "missed")}
FROM own JOIN people ON people.person = own.person GROUP BY week ORDER BY week""",
    "settings": f"""
WITH {_PEOPLE}, own AS (
    SELECT person, coalesce(setting, 0) AS setting,
        sum(CASE WHEN status = {_DONE} AND day <= {{now}} THEN minutes ELSE 0 END) AS done,
        sum(CASE WHEN status = {_BOOKED} THEN minutes ELSE 0 END) AS booked,
        sum(CASE WHEN status IN ({_MISSED}) THEN minutes ELSE 0 END) AS missed
    FROM shared
    WHERE what = {clinic.SESSION} AND year = {{year}} AND day >= {{start}} AND day <= {{end}}
    GROUP BY person, coalesce(setting, 0)
)
SELECT setting, {_sums("done", "booked", "missed")}
FROM own JOIN people ON people.person = own.person GROUP BY setting ORDER BY setting""",
    # -- Year: what each kind of service brought, and what it cost; the whole under service -1.
    "services": f"""
WITH {_PEOPLE}, work AS (
    SELECT person, coalesce(service, 0) AS service, count(*) AS sessions,
        sum(minutes) AS minutes, sum({_LOAD}) AS load
    FROM shared
    WHERE year = {{year}} AND what = {clinic.SESSION} AND status = {_DONE} AND day <= {{now}}
    GROUP BY person, coalesce(service, 0)
), money AS (
    SELECT person, coalesce(service, 0) AS service, sum(amount) AS amount
    FROM shared
    WHERE year = {{year}} AND what = {clinic.PAYMENT} AND kind <> {_TAX} AND day <= {{now}}
    GROUP BY person, coalesce(service, 0)
), parts AS (
    SELECT person, service, sessions, coalesce(minutes, 0) AS minutes, coalesce(load, 0) AS load,
        0 AS amount
    FROM work
    UNION ALL SELECT person, service, 0, 0, 0, amount FROM money
), own AS (
    SELECT parts.person, service, max(visible) AS visible, sum(sessions) AS sessions,
        sum(minutes) AS minutes, sum(load) AS load,
        sum(CASE WHEN currency = {{currency}} THEN amount ELSE 0 END) AS income
    FROM parts JOIN people ON people.person = parts.person GROUP BY parts.person, service
), whole AS (
    SELECT person, -1 AS service, max(visible) AS visible, sum(sessions) AS sessions,
        sum(minutes) AS minutes, sum(load) AS load, sum(income) AS income
    FROM own GROUP BY person
), either AS (SELECT * FROM own UNION ALL SELECT * FROM whole)
SELECT service, {_sums("sessions", "minutes", "load", "income")}
FROM either GROUP BY service ORDER BY service""",
    # What the terms of pay come to: hers of what the workplace collects, the house's of what she does.
    "splits": f"""
WITH {_PEOPLE}, own AS (
    SELECT person,
        sum(CASE WHEN collects = {_PLACE} THEN pay ELSE 0 END) AS hers,
        sum(CASE WHEN collects = {_SHE} AND price > pay THEN price - pay ELSE 0 END) AS house
    FROM shared
    WHERE what = {clinic.SESSION} AND status = {_DONE} AND year = {{year}} AND day <= {{now}}
        AND pay IS NOT NULL
    GROUP BY person
)
SELECT CASE WHEN visible = 1 THEN own.person END AS person, {_sums("hers", "house")}
FROM own JOIN people ON people.person = own.person WHERE currency = {{currency}}
GROUP BY CASE WHEN visible = 1 THEN own.person END ORDER BY person NULLS LAST""",
    # -- Safety: incidents of a year, by each of what is known of them, in one table of keys.
    "incidents": f"""
WITH {_PEOPLE}, own AS (
    SELECT person, coalesce(kind, 0) AS kind, coalesce(setting, 0) AS setting,
        coalesce(quarter, -4) AS quarter, severity, repeated,
        count(*) AS incidents, sum(open) AS open
    FROM shared WHERE what = {clinic.INCIDENT} AND year = {{year}}
    GROUP BY person, coalesce(kind, 0), coalesce(setting, 0), coalesce(quarter, -4), severity,
        repeated
), keyed AS (
    SELECT person, 'all' AS facet, 0 AS place, incidents, open FROM own
    UNION ALL SELECT person, 'kind', kind, incidents, open FROM own
    UNION ALL SELECT person, 'setting', setting, incidents, open FROM own
    UNION ALL SELECT person, 'quarter', quarter, incidents, open FROM own
    UNION ALL SELECT person, 'severity', severity, incidents, open FROM own
    UNION ALL SELECT person, 'repeated', repeated, incidents, open FROM own
), each_one AS (
    SELECT person, facet, place, sum(incidents) AS incidents, sum(open) AS open
    FROM keyed GROUP BY person, facet, place
)
SELECT facet, place, {_sums("incidents", "open")}
FROM each_one JOIN people ON people.person = each_one.person
GROUP BY facet, place ORDER BY facet, place""",
}
_CODE = re.compile(r"[A-Z]{3}")


def asked(name: str, **values: date | int | str | list[int]) -> str:
    """The text of a question with its days, years and numbers written into it."""
    return QUESTIONS[name].format(**{key: _written(value) for key, value in values.items()})


def _written(value: date | int | str | list[int]) -> str:
    """A value as all engines read it; a text is the code of a currency and nothing else."""
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return ", ".join(str(int(each)) for each in value)
    if not _CODE.fullmatch(value):
        raise ValueError(value)
    return f"'{value}'"
