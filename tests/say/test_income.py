"""The year's income, whoever shows it: the same shares, sides and missed appointments in both fronts."""

from __future__ import annotations

import pytest
from areas import shown, table, words

from mtdesk.model.money import currency
from mtdesk.say import income as say

MONEY = currency("USD")


@pytest.fixture
def practice(desk):
    """A target and a year before; two purposes, a client who missed two visits, one of them paid."""
    desk.practice.set("income_target", "60000")
    desk.practice.menu.edit("swedish", {"price": "85"})
    for line in (
        "ana swedish 60m 200 cash e3 2025-11-20",
        "ana swedish 60m 600+15 card e4 2026-11-09",
        "bo trigger point 45m 300 card e6 p6-3 2026-11-10",
        "bo swedish no-show 2026-11-11",
        "bo swedish late-cancel 20 card 2026-11-12",
        "bo thai 60m 90 cash 2026-11-13",
    ):
        desk.sessions.log(line, confirmed=True)
    return desk


def test_what_both_say_is_one_thing(practice):
    found = practice.income.summary()
    long = dict(say.standing(found, MONEY))
    short = say.in_words(found, MONEY)
    share, _, pace = long["target"].partition(" of ")
    assert share == f"{found.target_share:.0%}"
    assert f"{share} of your target of $60,000" in short
    assert " behind an even pace" in pace
    assert " behind an even pace" in short
    assert "$825 more than by 23 Nov 2025" in short
    assert (
        "",
        "$825.00 more than a year before, to 2025-11-23; your record begins 2025-11-20",
    ) in (*say.standing(found, MONEY),)


async def test_the_purposes_and_the_missed(practice, done):
    found = practice.income.summary()
    printed = done("income").out
    async with shown(practice, "Money") as pilot:
        purposes, rest = table(pilot, "Purposes"), table(pilot, "Dependence")
        assert words(pilot, "#money-words").startswith(say.in_words(found, MONEY))
    for each, drawn in zip(found.by_purpose, purposes[1:], strict=True):
        share = f"{each.take_home_share:.0%}"
        assert drawn.startswith(f"{each.earning.key} {MONEY.format(each.earning.income_minor)} ")
        assert drawn.endswith(f" {share}")
        assert f"{MONEY.format(each.take_home_minor)}, {share} of it" in printed
    (_, lost), *_ = [row for row in say.dependence(found, MONEY) if "not received" in row[0]]
    assert f"price not received {lost}" in rest
    assert f"{lost} not received" in printed
    assert say.missed_counted(found.missed) == "1 no-show and 1 late cancellation"
    assert f"{say.missed_counted(found.missed)}; $20.00 came in fees" in printed
    assert "fees received $20.00" in rest


async def test_a_service_brings_as_much_for_its_load_in_both(practice, done):
    found = practice.income.summary()
    printed = [" ".join(line.split()) for line in done("income").out.splitlines()]
    async with shown(practice, "Money") as pilot:
        drawn = table(pilot, "#money-services")
    for row in say.service_listing(say.services(found), MONEY).rows:
        name, minor, _, load, per_load = row
        assert any(line.startswith(f"{name} {minor} ") for line in drawn)
        known = [cell for cell in (load, per_load) if cell != say.UNKNOWN]
        assert any(
            line.startswith(f"{name} {minor} ") and all(k in line for k in known)
            for line in printed
        )
