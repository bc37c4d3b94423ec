"""Money, miles and unpaid hours of a period: summed, every row behind it, and by what they were."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Row

from mtdesk.model.ledger.categories import SALES_TAX
from mtdesk.model.ledger.payment import GIVEN_BACK
from mtdesk.model.period import Period
from mtdesk.store.file.book import Book
from mtdesk.store.week import week_of

_SIGN = "(1 - 2 * is_refund)"  # of an expense
_BACK = ", ".join(f"'{kind}'" for kind in GIVEN_BACK)
# Of what was given back it says of what: `refund_of_tip`.
KIND = "coalesce(payment.kind || '_of_' || payment.gives_back, payment.kind)"


_OF_THE_PERIOD = "FROM payment WHERE received_on >= ? AND received_on < ? AND kind"


def received(book: Book, period: Period, grain: str) -> list[Row]:
    """Payments summed: grain_key, kind, amount_minor, fee_minor. `grain` is month or year.

    By day first, since the index is in that order. What was given back is summed apart: only of that
    a row must be read, the index holds the rest.
    """
    summed = "sum(amount_minor) AS amount_minor, sum(fee_minor) AS fee_minor"
    return book.rows(
        f"""
        SELECT {_grain("day", grain)} AS grain_key, kind, {summed} FROM (
            SELECT received_on AS day, kind, {summed} {_OF_THE_PERIOD} NOT IN ({_BACK}) GROUP BY 1, 2
            UNION ALL
            SELECT received_on, {KIND}, {summed} {_OF_THE_PERIOD} IN ({_BACK}) GROUP BY 1, 2)
        GROUP BY 1, 2 ORDER BY 1, 2""",
        (*period.bounds, *period.bounds),
    )


def left_by_week(book: Book, period: Period, last_weekday: int) -> list[Row]:
    """What payments leave of a week before other costs: week_start, left_minor.

    As `insight.takings` works it out; here, because three years of it are asked for at every start.
    """
    return book.rows(
        f"""
        SELECT {week_of("day", last_weekday)} AS week_start, sum(left_minor) AS left_minor FROM (
            SELECT received_on AS day,
                sum((kind <> '{SALES_TAX}') * amount_minor - fee_minor) AS left_minor
            {_OF_THE_PERIOD} NOT IN ({_BACK}) GROUP BY 1
            UNION ALL
            SELECT received_on, -sum((gives_back IS NOT '{SALES_TAX}') * amount_minor + fee_minor)
            {_OF_THE_PERIOD} IN ({_BACK}) GROUP BY 1)
        GROUP BY 1""",
        (*period.bounds, *period.bounds),
    )


def spent(
    book: Book, period: Period, grain: str, shares: dict[str, int], last_weekday: int = 6
) -> list[Row]:
    """Expenses summed: grain_key, category, amount_minor, deductible_minor (half cents up, by row), count.

    `grain` is month, year or week, which is named by its first day and ends on `last_weekday`.

    `shares` holds the percentage deducted of each category that is not deducted in full. What came
    back is taken off; sales tax paid over is no cost.
    """
    percent = f"CASE category {'WHEN ? THEN ? ' * len(shares)}ELSE 100 END" if shares else "100"
    pairs = [part for share in shares.items() for part in share]
    return book.rows(
        f"""
        SELECT {_grain("spent_on", grain, last_weekday)} AS grain_key, category,
               sum({_SIGN} * amount_minor) AS amount_minor,
               sum({_SIGN} * ((amount_minor * business_percent * {percent} + 5000) / 10000))
                   AS deductible_minor, count(*) AS count
        FROM expense WHERE spent_on >= ? AND spent_on < ? AND category <> '{SALES_TAX}'
        GROUP BY 1, 2 ORDER BY 1, 2""",
        (*pairs, *period.bounds),
    )


def travelled(book: Book, period: Period) -> list[Row]:
    """Trips summed by day: travelled_on, unit, distance_tenths."""
    return book.rows(
        """
        SELECT travelled_on, unit, sum(distance_tenths) AS distance_tenths
        FROM trip WHERE travelled_on >= ? AND travelled_on < ? GROUP BY 1, 2 ORDER BY 1""",
        period.bounds,
    )


def trips(book: Book, period: Period) -> list[Row]:
    """Every trip: id, travelled_on, unit, distance_tenths."""
    return book.rows(
        """
        SELECT id, travelled_on, unit, distance_tenths FROM trip
        WHERE travelled_on >= ? AND travelled_on < ? ORDER BY travelled_on, id""",
        period.bounds,
    )


def trip_count(book: Book, period: Period) -> int:
    found = book.value(
        "SELECT count(*) FROM trip WHERE travelled_on >= ? AND travelled_on < ?", period.bounds
    )
    return int(found or 0)


def unpaid_minutes(book: Book, period: Period) -> int:
    found = book.value(
        "SELECT sum(minutes) FROM work_time WHERE worked_on >= ? AND worked_on < ?", period.bounds
    )
    return int(found or 0)


def unpaid_minutes_by_day(book: Book, period: Period) -> list[Row]:
    return book.rows(
        "SELECT worked_on, sum(minutes) AS minutes FROM work_time "
        "WHERE worked_on >= ? AND worked_on < ? GROUP BY 1 ORDER BY 1",
        period.bounds,
    )


def unpaid_minutes_by_week(book: Book, period: Period, last_weekday: int) -> list[Row]:
    return book.rows(
        f"SELECT {week_of('worked_on', last_weekday)} AS week_start, sum(minutes) AS minutes "
        "FROM work_time WHERE worked_on >= ? AND worked_on < ? GROUP BY 1",
        period.bounds,
    )


def channels(book: Book, period: Period) -> list[Row]:
    """Payments of a period by the way they came (`kind` as KIND): method, kind, count, amount_minor, fee_minor.

    on_1099_minor is the part shown on a 1099; voluntary_minor and voluntary_on_1099_minor leave
    out what was marked as not voluntary; with_fee is how many had a fee.
    """
    return book.rows(
        f"""
        SELECT method, {KIND} AS kind, count(*) AS count, sum(amount_minor) AS amount_minor,
            sum(fee_minor) AS fee_minor, sum(amount_minor * on_1099) AS on_1099_minor,
            sum(amount_minor * (voluntary IS NOT 0)) AS voluntary_minor,
            sum(amount_minor * (voluntary IS NOT 0) * on_1099) AS voluntary_on_1099_minor,
            sum(fee_minor <> 0) AS with_fee
        FROM payment WHERE received_on >= ? AND received_on < ?
        GROUP BY 1, 2 ORDER BY 1, 2""",
        period.bounds,
    )


def year_rows(book: Book, period: Period) -> Iterator[Row]:
    """Every row of money of a period by day, one at a time.

    source, id, day, kind, what, method, amount_minor, fee_minor, distance_tenths, unit, session_id,
    client_id, on_1099, gives_back, business_percent, is_refund, from_place, to_place. Clients are
    numbers: an accountant needs no names.
    """
    first, end = period.bounds
    return book.each(
        """
        SELECT 'payment' AS source, payment.id, received_on AS day, payment.kind,
            coalesce(service.name, session.modality, '') AS what, method, amount_minor, fee_minor,
            NULL AS distance_tenths, NULL AS unit, session_id, payment.client_id, on_1099,
            gives_back, NULL AS business_percent, NULL AS is_refund, NULL AS from_place,
            NULL AS to_place
        FROM payment LEFT JOIN session ON session.id = payment.session_id
        LEFT JOIN service ON service.id = session.service_id
        WHERE received_on >= :first AND received_on < :end
        UNION ALL
        SELECT 'expense', id, spent_on, category, coalesce(vendor, category_text, ''), method,
            amount_minor, NULL, NULL, NULL, NULL, NULL, NULL, NULL, business_percent, is_refund,
            NULL, NULL
        FROM expense WHERE spent_on >= :first AND spent_on < :end
        UNION ALL
        SELECT 'trip', id, travelled_on, 'mileage', purpose, NULL, NULL, NULL, distance_tenths,
            unit, NULL, NULL, NULL, NULL, NULL, NULL, from_place, to_place
        FROM trip WHERE travelled_on >= :first AND travelled_on < :end
        UNION ALL
        SELECT 'redemption', id, redeemed_on, 'redemption', '', NULL, amount_minor, NULL, NULL,
            NULL, session_id, client_id, NULL, NULL, NULL, NULL, NULL, NULL
        FROM redemption WHERE redeemed_on >= :first AND redeemed_on < :end
        ORDER BY 3, 1, 2""",
        {"first": first, "end": end},
    )


def sales_tax_liability(book: Book, day: str) -> int:
    """Sales tax collected, not given back and not paid over by a day, in minor units."""
    bound = {"day": day}
    collected = book.value(
        "SELECT sum(CASE kind WHEN 'sales_tax' THEN amount_minor ELSE -amount_minor END) "
        "FROM payment INDEXED BY payment_of_sales_tax "
        f"WHERE '{SALES_TAX}' IN (kind, gives_back) AND received_on <= :day",
        bound,
    )
    paid = book.value(
        f"SELECT sum({_SIGN} * amount_minor) FROM expense INDEXED BY expense_of_sales_tax "
        f"WHERE category = '{SALES_TAX}' AND spent_on <= :day",
        bound,
    )
    return int(collected or 0) - int(paid or 0)


def credit_liability(book: Book, day: str) -> int:
    """Gift cards and packages sold, not used, expired or refunded up to a day, in minor units.

    Those that other programs sold and redeemed are rows without a credit: they are summed apart,
    because it is unknown which redemption used which. Credits emptied by that day are not read.
    """
    bound = {"day": day}
    held = book.value(
        # Credits first (CROSS), because the planner would begin with the payments of every year.
        """
        SELECT sum(payment.amount_minor - coalesce((SELECT sum(redemption.amount_minor)
            FROM redemption WHERE credit_id = credit.id AND redeemed_on <= :day), 0)
            - coalesce((SELECT sum(back.amount_minor) FROM payment AS back
            WHERE back.refunded_credit_id = credit.id AND back.received_on <= :day), 0))
        FROM credit CROSS JOIN payment ON payment.id = credit.payment_id
        WHERE payment.received_on <= :day
          AND (credit.emptied_on IS NULL OR credit.emptied_on > :day)
          AND (credit.expires_on IS NULL OR credit.expires_on > :day)""",
        bound,
    )
    sold = book.value(
        # Named, because the planner would read the payments of every year by `payment_by_day`.
        "SELECT sum(amount_minor) FROM payment INDEXED BY payment_on_credit "
        "WHERE kind IN ('gift_card', 'package') AND received_on <= :day "
        "AND NOT EXISTS (SELECT 1 FROM credit WHERE payment_id = payment.id)",
        bound,
    )
    used = book.value(
        "SELECT sum(amount_minor) FROM redemption WHERE redeemed_on <= :day AND credit_id IS NULL",
        bound,
    )
    return int(held or 0) + max(int(sold or 0) - int(used or 0), 0)


_LENGTH = {"year": 4, "month": 7}


def _grain(day: str, grain: str, last_weekday: int = 6) -> str:
    """SQL of the year, month or week of a day."""
    if grain == "week":
        return week_of(day, last_weekday)
    return f"substr({day}, 1, {_LENGTH[grain]})"


# -- by what they were

# What a payment and what a session is grouped by, and the table that both need beside them.
GROUPS = {
    "purpose": ("session.purpose", "session.purpose", ""),
    "service": (
        "coalesce(service.name, session.modality)",
        "coalesce(service.name, session.modality)",
        "LEFT JOIN service ON service.id = session.service_id",
    ),
    "workplace": (
        "workplace.name",
        "workplace.name",
        "LEFT JOIN workplace ON workplace.id = session.workplace_id",
    ),
    "client": ("coalesce(payment.client_id, session.client_id)", "session.client_id", ""),
    # Monday is 0; money of a session counts on the session's weekday.
    "weekday": (
        "(strftime('%w', coalesce(session.local_date, payment.received_on)) + 6) % 7",
        "(strftime('%w', session.local_date) + 6) % 7",
        "",
    ),
}


def received_by(book: Book, period: Period, group: str) -> list[Row]:
    """Payments of a period by what their session was: grain_key, kind, amount_minor, fee_minor.

    `group` is a key of GROUPS, or `method` (of the payment itself).
    """
    key, joined = "payment.method", ""
    if group != "method":
        key, _, beside = GROUPS[group]
        if group == "workplace":  # a workplace's own payment may be of no session
            beside = beside.replace(
                "session.workplace_id", "coalesce(session.workplace_id, payment.workplace_id)"
            )
        joined = f"LEFT JOIN session ON session.id = payment.session_id {beside}"
    return book.rows(
        f"""
        SELECT {key} AS grain_key, {KIND} AS kind, sum(payment.amount_minor) AS amount_minor,
               sum(payment.fee_minor) AS fee_minor
        FROM payment {joined} WHERE payment.received_on >= ? AND payment.received_on < ?
        GROUP BY 1, 2 ORDER BY 1, 2""",
        period.bounds,
    )


_METHOD = """coalesce(
    (SELECT method FROM payment WHERE session_id = session.id ORDER BY id LIMIT 1),
    (SELECT payment.kind FROM redemption JOIN credit ON credit.id = credit_id
     JOIN payment ON payment.id = payment_id WHERE redemption.session_id = session.id))"""


def worked_by(book: Book, period: Period, group: str) -> list[Row]:
    """Done sessions of a period by what they were: grain_key, sessions, minutes, load.

    estimated_load is the part of the load whose effort was estimated; rated_minutes are those of
    sessions with an effort; unsaid, unpriced and unpriced_minutes as `sessions.by_day` has them.
    By `method` a session counts under that of its first payment, or as what credit was used for it.
    """
    if group == "method":
        key, joined = _METHOD, ""
    else:
        _, key, joined = GROUPS[group]
    return book.rows(
        f"""
        SELECT {key} AS grain_key, count(*) AS sessions,
               coalesce(sum(session.minutes), 0) AS minutes,
               sum(session.minutes * session.effort) AS load,
               sum(session.minutes * session.effort * session.effort_estimated) AS estimated_load,
               coalesce(sum(session.minutes * (session.effort IS NOT NULL)), 0) AS rated_minutes,
               sum(session.minutes IS NULL) AS unsaid, sum(session.money_unknown) AS unpriced,
               coalesce(sum(session.minutes * session.money_unknown), 0) AS unpriced_minutes
        FROM session {joined} WHERE session.local_date >= ? AND session.local_date < ?
          AND session.status = 'done' GROUP BY 1 ORDER BY 1""",
        period.bounds,
    )


def redeemed_by(book: Book, period: Period, group: str) -> list[Row]:
    """Credit used in a period by what its session was: grain_key, amount_minor.

    `group` is a key of GROUPS, or `method`: then the kind of the credit.
    """
    own = {
        "method": "payment.kind",
        "client": "coalesce(redemption.client_id, session.client_id)",
        "weekday": "(strftime('%w', coalesce(session.local_date, redemption.redeemed_on)) + 6) % 7",
    }
    key = own.get(group) or GROUPS[group][1]
    beside = GROUPS[group][2] if group in GROUPS else ""
    return book.rows(
        f"""
        SELECT {key} AS grain_key, sum(redemption.amount_minor) AS amount_minor
        FROM redemption LEFT JOIN session ON session.id = redemption.session_id {beside}
        LEFT JOIN credit ON credit.id = redemption.credit_id
        LEFT JOIN payment ON payment.id = credit.payment_id
        WHERE redemption.redeemed_on >= ? AND redemption.redeemed_on < ? GROUP BY 1 ORDER BY 1""",
        period.bounds,
    )
