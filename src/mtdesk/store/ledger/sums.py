"""Money, miles and unpaid hours of a period, summed; and every row behind the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Row

    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book


def received(book: Book, period: Period, grain: str) -> list[Row]:
    """Payments summed: grain_key, kind, amount_minor, fee_minor. `grain` is day, month or year."""
    return book.rows(
        f"""
        SELECT {_grain("received_on", grain)} AS grain_key, kind,
               sum(amount_minor) AS amount_minor, sum(fee_minor) AS fee_minor
        FROM payment WHERE received_on >= ? AND received_on < ?
        GROUP BY 1, 2 ORDER BY 1, 2""",
        period.bounds,
    )


def spent(book: Book, period: Period, grain: str, shares: dict[str, int]) -> list[Row]:
    """Expenses summed: grain_key, category, amount_minor, deductible_minor (half cents up, by row).

    `shares` holds the percentage deducted of each category that is not deducted in full.
    """
    percent = f"CASE category {'WHEN ? THEN ? ' * len(shares)}ELSE 100 END" if shares else "100"
    pairs = [part for share in shares.items() for part in share]
    return book.rows(
        f"""
        SELECT {_grain("spent_on", grain)} AS grain_key, category,
               sum(amount_minor) AS amount_minor,
               sum((amount_minor * {percent} + 50) / 100)
                   AS deductible_minor
        FROM expense WHERE spent_on >= ? AND spent_on < ?
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


def channels(book: Book, period: Period) -> list[Row]:
    """Payments of a period by the way they came: method, kind, count, amount_minor, fee_minor.

    on_1099_minor is the part shown on a 1099; voluntary_minor and voluntary_on_1099_minor leave
    out what was marked as not voluntary.
    """
    return book.rows(
        """
        SELECT method, kind, count(*) AS count, sum(amount_minor) AS amount_minor,
            sum(fee_minor) AS fee_minor, sum(amount_minor * on_1099) AS on_1099_minor,
            sum(amount_minor * (voluntary IS NOT 0)) AS voluntary_minor,
            sum(amount_minor * (voluntary IS NOT 0) * on_1099) AS voluntary_on_1099_minor
        FROM payment WHERE received_on >= ? AND received_on < ?
        GROUP BY 1, 2 ORDER BY 1, 2""",
        period.bounds,
    )


def year_rows(book: Book, period: Period) -> Iterator[Row]:
    """Every row of money of a period by day, one at a time.

    source, id, day, kind, what, method, amount_minor, fee_minor, distance_tenths, unit, session_id,
    client_id, on_1099. Clients are numbers: an accountant needs no names.
    """
    first, end = period.bounds
    return book.each(
        """
        SELECT 'payment' AS source, payment.id, received_on AS day, payment.kind,
            coalesce(service.name, session.modality, '') AS what, method, amount_minor, fee_minor,
            NULL AS distance_tenths, NULL AS unit, session_id, payment.client_id, on_1099
        FROM payment LEFT JOIN session ON session.id = payment.session_id
        LEFT JOIN service ON service.id = session.service_id
        WHERE received_on >= :first AND received_on < :end
        UNION ALL
        SELECT 'expense', id, spent_on, category, coalesce(vendor, category_text, ''), method,
            amount_minor, NULL, NULL, NULL, NULL, NULL, NULL
        FROM expense WHERE spent_on >= :first AND spent_on < :end
        UNION ALL
        SELECT 'trip', id, travelled_on, 'mileage', purpose, NULL, NULL, NULL, distance_tenths,
            unit, NULL, NULL, NULL
        FROM trip WHERE travelled_on >= :first AND travelled_on < :end
        UNION ALL
        SELECT 'redemption', id, redeemed_on, 'redemption', '', NULL, amount_minor, NULL, NULL,
            NULL, session_id, client_id, NULL
        FROM redemption WHERE redeemed_on >= :first AND redeemed_on < :end
        ORDER BY 3, 1, 2""",
        {"first": first, "end": end},
    )


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


def _grain(column: str, grain: str) -> str:
    """SQL of the year or month of a day; the day itself bare, so that its index gives the order."""
    return column if grain == "day" else f"substr({column}, 1, {_LENGTH[grain]})"
