"""Tips both ways, and what came by each way beside the forms: worked out by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mtdesk.insight.profiles import known
from mtdesk.insight.year import reconciliation, report
from mtdesk.insight.year.figures import Channel
from mtdesk.model.year import TaxForm


def came(method, kind, amount, count=1, fee=0, on_1099=0, voluntary=None):
    return Channel(
        method=method, kind=kind, count=count, amount_minor=amount, fee_minor=fee,
        on_1099_minor=on_1099, voluntary_minor=amount if voluntary is None else voluntary,
        voluntary_on_1099_minor=min(on_1099, amount if voluntary is None else voluntary),
    )  # fmt: skip


def form(amount, method=None, payer="Square", which="1099-K"):
    return TaxForm(year=2025, form=which, payer=payer, amount_minor=amount, method=method)


CHANNELS = (
    came("card", "session", 28_000, count=3, fee=900, on_1099=28_000),
    came("card", "tip", 2_000, on_1099=2_000, voluntary=1_500),
    came("card", "refund", 5_000, fee=10),
    came(None, "tip", 500, voluntary=0),
    came("cash", "package", 30_000),
    came("check", "wage", 50_000),
)


def test_income_by_kind_leaves_out_what_is_none():
    found = {each.kind: (each.payments, each.amount_minor) for each in report.kinds(CHANNELS)}
    assert found == {"session": (3, 28_000), "tip": (2, 2_500), "package": (1, 30_000)}


def test_tips_both_ways():
    found = report.tips(CHANNELS, "a note")
    assert (found.received_minor, found.voluntary_minor) == (2_500, 1_500)
    assert (found.voluntary_on_1099_minor, found.note) == (1_500, "a note")


def test_each_way_beside_the_forms_that_name_it():
    forms = [form(20_000, "card"), form(9_000, "card"), form(40, "venmo"), form(7)]
    found = reconciliation.reconciliation(CHANNELS, forms)
    assert [(each.key, each.gross_minor) for each in found] == [
        ("card", 30_000), ("cash", 30_000), ("not said", 500), ("venmo", 0),
    ]  # fmt: skip
    card, cash, _, venmo = found
    assert (card.payments, card.tips_minor, card.on_1099_minor) == (4, 2_000, 30_000)
    assert (card.given_back_minor, card.processor_fees_minor) == (5_000, 910)
    assert (card.form_minor, card.difference_minor) == (29_000, 1_000)
    assert (cash.form_minor, cash.difference_minor) == (None, None)
    assert (venmo.form_minor, venmo.difference_minor) == (40, -40)


def test_wages_are_held_against_all_w2():
    w2s = [form(30_000, which="W-2"), form(21_000, which="W-2")]
    [found] = reconciliation.wages(CHANNELS, w2s)
    assert (found.book_minor, found.form_minor, found.difference_minor) == (50_000, 51_000, -1_000)
    assert reconciliation.wages(CHANNELS, []) == ()


def test_a_payer_is_one_however_it_is_written():
    forms = [form(100, payer="Élan Health"), form(10, payer="elan  health"), form(7, payer="Spa")]
    assert [(each[0], each[2]) for each in reconciliation.by_payer(forms)] == [
        ("Élan Health", 110), ("Spa", 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "in_own_money", "period", "reason"),
    [
        ("us", True, (1, 12), ""),
        ("us", False, (1, 12), "tax is estimated in USD only"),
        ("us", True, (1, 3), "tax is estimated for a calendar year only"),
        ("uk", True, (1, 12), known("uk").no_estimate),
    ],
)
def test_an_estimate_or_the_reason_why_there_is_none(country, in_own_money, period, reason):
    from datetime import date

    from mtdesk.model.period import Period

    first, last = period
    end = date(2026, 1, 1) if last == 12 else date(2025, last + 1, 1)
    year = SimpleNamespace(
        by_month=(),
        year=2025,
        period=Period(date(2025, first, 1), end),
        money=SimpleNamespace(by_month=(), net_minor=10**7),
    )
    found, said = report.estimate(year, known(country), 0, in_own_money=in_own_money)
    assert said == reason
    assert (found is None) == bool(reason)
