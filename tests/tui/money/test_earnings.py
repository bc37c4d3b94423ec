"""The pace of the year, the purposes side by side, the missed appointments."""

from __future__ import annotations

from areas import shown, table, words


async def test_no_pace_from_a_few_weeks(desk):
    async with shown(desk, "Money") as pilot:
        assert "pace" not in words(pilot, "#money-words").partition("\n")[2]


async def test_the_pace_is_an_estimate_with_a_range(desk):
    for week in range(36, 47):
        desk.sessions.log(f"ana swedish 60m 200 cash 2026-{_monday(week)}", confirmed=True)
    async with shown(desk, "Money", size=(120, 40)) as pilot:
        said = words(pilot, "#money-words")
        assert "At this pace ~$" in said
        assert "by 31 Dec, $" in said
        assert said.endswith(": an estimate.")


async def test_purposes_and_missed_appointments(desk):
    desk.sessions.log("marta swedish no-show 20 card 2026-11-20", confirmed=True)
    async with shown(desk, "Money") as pilot:
        rows = table(pilot, "Purposes")
        assert rows[0] == "purpose income sessions hours load per 100 load take-home"
        assert rows[1].startswith("wellness $227.00 2 2.0 ")
        rest = table(pilot, "Dependence")
        assert "no-shows, late cancellations 1" in rest
        assert "price not received ~$65.00" in rest
        assert "fees received $20.00" in rest


async def test_an_empty_practice_shows_neither(empty_desk):
    async with shown(empty_desk, "Money") as pilot:
        assert not "".join(table(pilot, "Purposes") + table(pilot, "Dependence"))


def _monday(week):
    from datetime import date

    return str(date.fromisocalendar(2026, week, 1))[5:]
