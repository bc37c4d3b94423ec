"""Clients of two years of practice, each held against sums of the files themselves.

Nothing here uses the product's arithmetic: csv, Decimal and statistics only.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from statistics import mean, median
from unicodedata import normalize

import pytest
from two_years import FILES, rows, sessions

from mtdesk.desk import Desk
from mtdesk.desk.clients.page import last_year
from mtdesk.errors import InvalidError, NotFoundError
from mtdesk.say.clients.page import page_blocks

TODAY = date(2025, 12, 31)
YEAR = TODAY - timedelta(days=364)


def whose(row):
    return normalize("NFC", row["client"]).casefold()


@cache
def by_client():
    found = defaultdict(list)
    for row in sorted(sessions(), key=lambda row: row["day"]):
        if row["client"] and row["day"] <= TODAY:
            found[whose(row)].append(row)
    return found


def incidents():
    """Severities by client, halved and rounded up, of the incidents during a session."""
    during = {row["id"]: whose(row) for row in sessions()}
    found = defaultdict(list)
    for row in rows("incidents"):
        if row["session_id"]:
            found[during[row["session_id"]]].append((int(row["severity"]) + 1) // 2)
    return found


def visits(name):
    return [row for row in by_client()[name] if row["done"]]


def usual(name):
    days = sorted({row["day"] for row in visits(name)})[-6:]
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return median(gaps) if len(days) >= 4 else None


def effort(rows):
    rated = [row for row in rows if row["done"] and row["day"] >= YEAR]
    minutes = sum(row["minutes"] for row in rated)
    return sum(row["load"] for row in rated) / minutes if minutes else None


@pytest.fixture(scope="module")
def clients(tmp_path_factory, clock):
    path = tmp_path_factory.mktemp("clients") / "practice.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        with closing(Desk(path, clock)) as desk:
            desk.files.import_files(FILES)
    with closing(Desk(path, clock, TODAY)) as desk:
        yield desk.clients


@pytest.fixture(scope="module")
def found(clients):
    """Every client as a row, by name."""
    rows = {normalize("NFC", row.name).casefold(): row for row in clients.find(limit=10_000)}
    assert rows.keys() == by_client().keys()
    return rows


class TestEveryClient:
    def test_visits_and_their_days(self, found):
        for name, row in found.items():
            days = [each["day"].isoformat() for each in visits(name)]
            assert row.visits == len(days), name
            assert row.missed == len(by_client()[name]) - len(days), name
            assert (row.first_visit, row.last_visit) == (
                (days[0], days[-1]) if days else (None, None)
            )

    def test_the_usual_interval(self, found):
        known = {name: row.rhythm.usual_days for name, row in found.items()}
        assert known == {name: usual(name) for name in found}
        assert sum(each is not None for each in known.values()) > 20

    def test_the_first_twelve_weeks_and_the_last(self, found):
        compared = 0
        for name, row in found.items():
            days = [each["day"] for each in visits(name)]
            first = days[0] if days else None
            apart = first is not None and first + timedelta(days=84) <= TODAY - timedelta(days=83)
            assert (row.frequency is not None) == apart, name
            if row.frequency is not None:
                compared += 1
                assert row.frequency.base_visits == sum(
                    day < first + timedelta(days=84) for day in days
                )
                assert row.frequency.recent_visits == sum(
                    day > TODAY - timedelta(days=84) for day in days
                )
        assert compared > 20

    def test_visits_by_month(self, found):
        months = [f"2025-{month:02d}" for month in range(1, 13)]
        for name, row in found.items():
            days = [each["day"].isoformat()[:7] for each in visits(name)]
            assert list(row.by_month) == [days.count(month) for month in months], name

    def test_pain_of_the_first_three_and_the_last(self, found):
        asked = 0
        for name, row in found.items():
            before = [int(each["pain_before"]) for each in visits(name) if each["pain_before"]]
            count = min(3, len(before) // 2)
            assert (row.pain is None) == (count == 0), name
            if row.pain is not None:
                asked += count == 3
                ends = (mean(before[:count]), mean(before[-count:]))
                assert (row.pain.first, row.pain.last) == pytest.approx(ends), name
        assert asked > 5

    def test_what_they_paid_in_a_year(self, found):
        for name, row in found.items():
            paid = sum(
                each["fee"] + each["tip"] for each in by_client()[name] if each["day"] >= YEAR
            )
            assert row.received_minor == paid, name

    def test_effort_against_her_average(self, found):
        hers = effort(sessions())
        for name, row in found.items():
            own = effort(by_client()[name])
            assert row.effort == (None if own is None else pytest.approx(own)), name
            if own is not None:
                assert row.effort_against == pytest.approx(own - hers)
                assert row.effort_estimated == any(
                    each["estimated"] for each in visits(name) if each["day"] >= YEAR
                )

    def test_the_last_seen_comes_first(self, clients, found):
        seen = [max(each["day"] for each in by_client()[name]) for name in found]
        assert seen == sorted(seen, reverse=True)
        assert [row.name for row in clients.find(limit=3)] == [
            row.name for row in list(found.values())[:3]
        ]


class TestDrifting:
    def test_overdue_or_half_as_often_and_no_less_pain(self, clients, found):
        expected = {}
        for name, row in found.items():
            days = [each["day"] for each in visits(name)]
            if not days or (TODAY - days[-1]).days > 365:
                continue
            away, every = (TODAY - days[-1]).days, usual(name)
            overdue = every is not None and away > max(2 * every, 21)
            fewer = False
            if row.frequency is not None:
                base, recent = row.frequency.base_visits, row.frequency.recent_visits
                fewer = base - recent >= 3 and recent <= base / 2
            eased = row.pain is not None and row.pain.change.is_meaningful
            if (overdue or fewer) and not eased:
                since = days[-1] - timedelta(days=365)
                expected[name] = sum(
                    each["fee"] + each["tip"]
                    for each in by_client()[name]
                    if since < each["day"] <= days[-1]
                )
        drifting = clients.drifting(limit=10_000)
        assert {
            normalize("NFC", row.name).casefold(): row.worth_minor for row in drifting
        } == expected
        assert len(expected) > 3
        worth = [row.worth_minor for row in drifting]
        assert worth == sorted(worth, reverse=True)
        assert all(row.outlook.kind == "drifting" for row in drifting)

    def test_searched(self, clients):
        everyone = clients.drifting()
        name = everyone[0].name
        assert name in [row.name for row in clients.drifting(name[:4].upper())]
        assert len(clients.drifting(name)) < len(everyone)


class TestConversation:
    def test_those_who_missed_three_and_those_who_bring_little(self, clients, found):
        missed, brings = {}, {}
        for name in found:
            year = [each for each in by_client()[name] if each["day"] >= YEAR]
            done = [each for each in year if each["done"]]
            missed[name] = len(year) - len(done)
            load = sum(each["load"] for each in done)
            if len(done) >= 5 and load:
                money = sum(each["fee"] + each["tip"] for each in year)
                brings[name] = money * 100 / load
        middle, ordered = median(brings.values()), sorted(brings.values())
        quarter = ordered[len(ordered) // 4]
        grave = incidents()
        expected = {
            name
            for name in found
            if missed[name] >= 3
            or max(grave[name], default=0) >= 3
            or len(grave[name]) >= 2
            or (name in brings and brings[name] < quarter and brings[name] <= 0.9 * middle)
        }
        talk = {
            normalize("NFC", row.name).casefold(): row.reasons
            for row in clients.worth_a_conversation(limit=10_000)
        }
        assert talk.keys() == expected
        assert all(("missed" in talk[name]) == (missed[name] >= 3) for name in expected)
        assert next(iter(talk)) == max(grave, key=lambda name: max(grave[name], default=0))

    def test_the_page_gives_the_same_reasons(self, clients):
        for row in clients.worth_a_conversation()[:5]:
            assert clients.page(row.id).reasons == row.reasons


class TestPage:
    def test_what_was_missed(self, clients, found):
        name, row = max(found.items(), key=lambda item: item[1].missed)
        assert row.missed > 1
        page = clients.page(row.id)
        of_client = [each for each in by_client()[name] if not each["done"]]
        assert page.missed.count == len(of_client)
        assert page.missed.fees_minor == sum(each["fee"] for each in of_client)
        assert page.missed_last_year == sum(each["day"] >= YEAR for each in of_client)

    def test_tips_and_all_that_was_paid(self, clients, found):
        name, row = max(found.items(), key=lambda item: item[1].received_minor)
        page = clients.page(row.id)
        year = [each for each in by_client()[name] if each["day"] >= YEAR]
        tips, fees = sum(each["tip"] for each in year), sum(each["fee"] for each in year)
        assert page.tips_share == pytest.approx(tips / (tips + fees))
        assert page.received_ever_minor == sum(
            each["fee"] + each["tip"] for each in by_client()[name]
        )

    def test_nobody_of_that_number(self, clients):
        with pytest.raises(NotFoundError, match="no client 9999"):
            clients.page(9999)


class TestOwnPractice:
    """A client made for one question."""

    @pytest.fixture
    def ana(self, desk):
        desk.practice.set("currency", "USD")
        for week in range(12):
            day = date(2026, 1, 5) + timedelta(weeks=week)
            desk.sessions.log(f"ana deep 60m 90+10 card e6 p8-5 {day} 9:00", confirmed=True)
        return desk

    def drifts(self, desk):
        return [row.name for row in desk.clients.drifting()]

    def test_a_booking_takes_her_off_the_list(self, ana):
        assert self.drifts(ana) == ["ana"]
        ana.sessions.log("ana deep 60m booked 2026-12-01 9:00")
        page = ana.clients.page(1)
        assert (self.drifts(ana), page.summary.outlook.kind) == ([], "")
        assert page.next_booking.local_date == "2026-12-01"

    def test_less_pain_makes_it_a_success(self, ana):
        for day in ("2026-10-05", "2026-10-12", "2026-10-19"):
            ana.sessions.log(f"ana deep 60m 90 card p3-1 {day} 9:00")
        page = ana.clients.page(1)
        assert (self.drifts(ana), page.summary.outlook.kind) == ([], "needs_less")
        said = {block.key: block.facts for block in page_blocks(page, *_shown(ana))}
        assert said["visits"][0].text == (
            "needs you less: no visit for 35 days, usually every 7 days; "
            "4.3 visits a month became 1.1, pain 8 → 3"
        )

    def test_an_incident_counts_until_it_is_withdrawn(self, ana):
        ana.incidents.add({"kind": "threat", "severity": "4", "client": "ana"})
        (row,) = ana.clients.worth_a_conversation()
        assert (row.reasons, row.incidents.worst_kind) == (("incidents",), "threat")
        ana.history.undo()
        assert ana.clients.worth_a_conversation() == []
        assert ana.clients.page(1).summary.incidents.count == 0

    def test_what_is_open_and_what_is_left(self, ana):
        ana.practice.menu.edit("thai", {"price": "90"})
        ana.sessions.log("ana thai 2026-11-02 9:00")
        ana.credits.sell("ana", "400", sessions_sold="5")
        page = ana.clients.page(1)
        assert (page.outstanding_minor, page.outstanding_count) == (90_00, 1)
        assert [(each.unused_minor, each.sessions_left) for each in page.credits] == [(400_00, 5)]
        assert page.summary.credit_minor == 400_00
        said = [fact.text for block in page_blocks(page, *_shown(ana)) for fact in block.facts]
        assert "$90.00 for 1 visit" in said
        assert "package: $400.00 left, 5 of 5 sessions" in said

    def test_fields_are_edited_and_undone(self, ana):
        said = {
            "legal_name": "Ana María Pérez",
            "complaint": "neck, left",
            "goal": "an hour at the desk",
            "next_step": "every second week",
        }
        ana.clients.edit(1, said)
        client = ana.clients.page(1).client
        assert {key: getattr(client, key) for key in said} == said
        ana.clients.edit(1, {"legal_name": " ", "goal": ""})
        assert (ana.clients.one("1").legal_name, ana.clients.one("1").goal) == (None, "")
        ana.history.undo()
        ana.history.undo()
        assert ana.clients.one("1").complaint == ""
        with pytest.raises(InvalidError, match="standing: is no field of a client"):
            ana.clients.edit(1, {"standing": "block"})

    def test_figures_follow_what_is_written(self, ana):
        before = last_year(ana.clients._opened)
        assert last_year(ana.clients._opened) is before
        ana.sessions.log("bo swedish 60m 80 card e3 2026-11-02 9:00", confirmed=True)
        assert last_year(ana.clients._opened).yard.effort == pytest.approx((12 * 6 + 3) / 13)


def _shown(desk):
    return desk.settings.currency, desk.today
