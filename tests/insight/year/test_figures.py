"""Rows in, figures out: months, groups and categories, worked out by hand."""

from __future__ import annotations

from datetime import date

from mtdesk.insight.year import figures
from mtdesk.model.period import Period

QUARTER = Period(date(2026, 1, 15), date(2026, 4, 1))


def paid(key, kind, amount, fee=0):
    return {"grain_key": key, "kind": kind, "amount_minor": amount, "fee_minor": fee}


def spent(key, category, amount, deductible):
    return {
        "grain_key": key, "category": category, "amount_minor": amount,
        "deductible_minor": deductible, "count": 1,
    }  # fmt: skip


ALL_SAID = {"unsaid": 0, "unpriced": 0, "unpriced_minutes": 0}


def worked(key, sessions, minutes, load):
    return {"grain_key": key, "sessions": sessions, "minutes": minutes, "load": load, **ALL_SAID}


def day(on, sessions, minutes, load):
    return {"local_date": on, "sessions": sessions, "minutes": minutes, "load": load, **ALL_SAID}


def test_each_month_that_the_period_touches_has_its_own():
    found = figures.months(
        QUARTER,
        [paid("2026-01", "session", 9_000, 270), paid("2026-03", "tip", 1_500)],
        [spent("2026-03", "meals", 3_333, 1_667)],
        {"2026-03": 938},
        [day("2026-01-20", 2, 120, 480.0), day("2026-01-31", 1, 60, 60.0)],
    )
    assert [each.key for each in found] == ["2026-01", "2026-02", "2026-03"]
    january, february, march = found
    assert (january.money.gross_minor, january.money.net_minor) == (9_000, 8_730)
    assert (january.sessions, january.hands_on_minutes, january.load) == (3, 180, 540.0)
    assert (february.money.gross_minor, february.sessions) == (0, 0)
    assert march.money.net_minor == 1_500 - 1_667 - 938


def test_groups_come_by_income_and_know_work_without_money():
    found = figures.groups(
        [paid("b", "session", 100), paid("a", "session", 100), paid(None, "tip", 500)],
        [worked("a", 1, 60, 240.0), worked("c", 2, 90, None)],
    )
    assert [each.key for each in found] == [None, "a", "b", "c"]
    assert [(each.sessions, each.hands_on_minutes, each.load) for each in found] == [
        (0, 0, 0.0), (1, 60, 240.0), (0, 0, 0.0), (2, 90, 0.0),
    ]  # fmt: skip


def test_groups_by_another_name():
    [found] = figures.groups([{**paid("x", "session", 100), "method": "card"}], [], "method")
    assert found.key == "card"


def test_categories_are_summed_over_the_months_the_largest_first():
    found = figures.categories(
        [spent("2026-01", "meals", 100, 50), spent("2026-02", "oil", 120, 120),
         spent("2026-02", "meals", 100, 50), spent("2026-02", "art", 120, 0)]
    )  # fmt: skip
    assert [(each.category, each.amount_minor, each.deductible_minor) for each in found] == [
        ("meals", 200, 100), ("art", 120, 0), ("oil", 120, 120),
    ]  # fmt: skip
    assert [each.count for each in found] == [2, 1, 1]
