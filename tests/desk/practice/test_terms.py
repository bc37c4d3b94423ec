"""Terms of pay: from which day, what they say of a year, and what they may not change."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import (
    ConflictError,
    InvalidError,
    NeedsConfirmationError,
    NotFoundError,
    RefusedError,
)
from mtdesk.model.practice.terms import read_kind, read_percent


@pytest.fixture
def spa(desk):
    desk.practice.menu.add_workplace("Harbour Spa")
    return desk


def split(desk, start, percent="50", **options):
    return desk.practice.terms.add(
        "harbour spa", kind="split", start=start, percent=percent, **options
    )


def log(desk, day, price="100", words=""):
    desk.sessions.log(f"ana 60m {price} card {day} @harbour {words}", confirmed=True)


def by_workplace(desk, year=2026):
    return {each.key: each.earned_minor for each in desk.year.figures.year(year).by_workplace}


class TestWhatItSays:
    def test_a_term_holds_from_its_first_day_until_the_next_begins(self, spa):
        split(spa, "2026-03-01", "50")
        split(spa, "2026-07-01", "60")
        for day in ("2026-03-01", "2026-06-30", "2026-07-01"):
            log(spa, day)
        place = spa.practice.terms.of("harbour spa")
        assert [(each.term.share, each.last, each.work.sessions, each.work.earned_minor)
                for each in place.held] == [
            (5_000, date(2026, 6, 30), 2, 10_000), (6_000, None, 1, 6_000),
        ]  # fmt: skip
        assert place.now.share == 6_000
        assert place.earned_minor == 16_000
        assert by_workplace(spa) == {"Harbour Spa": 16_000}

    def test_work_before_the_first_term_makes_the_year_unknown(self, spa):
        log(spa, "2026-02-28")
        log(spa, "2026-03-01")
        split(spa, "2026-03-01")
        place = spa.practice.terms.of("1")
        assert [(each.term is None, each.last, each.work.earned_minor) for each in place.held] == [
            (True, date(2026, 2, 28), None), (False, None, 5_000),
        ]  # fmt: skip
        assert place.earned_minor is None
        assert by_workplace(spa) == {"Harbour Spa": None}

    def test_without_terms_nothing_is_known(self, spa):
        log(spa, "2026-03-01")
        spa.sessions.log("ana 60m 80 card 3-2")
        assert by_workplace(spa) == {"Harbour Spa": None, None: None}
        assert spa.practice.terms.every()[0].now is None

    def test_a_year_before_the_first_term_is_unknown_and_one_without_work_nothing(self, spa):
        split(spa, "2026-03-01")
        period = spa.settings.fiscal_year
        assert spa.practice.terms.earned_by_workplace(period(2025)) == {"Harbour Spa": None}
        assert spa.practice.terms.earned_by_workplace(period(2027)) == {"Harbour Spa": 0}

    def test_done_sessions_and_their_tips_only(self, spa):
        split(spa, "2026-01-01")
        log(spa, "2026-03-01", "100+15")
        log(spa, "2026-03-02", "40", "no-show")
        log(spa, "2026-03-03", "100", "cancelled")
        spa.sessions.log("ana 60m 2026-12-03 booked @harbour")
        assert by_workplace(spa) == {"Harbour Spa": 6_500}

    def test_a_session_without_a_price_makes_a_share_unknown_until_it_has_one(self, spa):
        split(spa, "2026-01-01")
        logged = spa.sessions.log("ana 60m 3-1 @harbour", confirmed=True)
        assert by_workplace(spa) == {"Harbour Spa": None}
        spa.sessions.edit(logged.id, {"price": "90"})
        assert by_workplace(spa) == {"Harbour Spa": 4_500}

    def test_what_was_received_stays_as_it_was(self, spa):
        log(spa, "2026-03-01", "100+15")
        before = spa.year.figures.year(2026)
        split(spa, "2026-01-01", "10")
        after = spa.year.figures.year(2026)
        assert after.money == before.money
        assert [each.money for each in after.by_workplace] == [
            each.money for each in before.by_workplace
        ]

    def test_this_year_is_the_year_of_accounts_that_runs_today(self, spa, path, clock):
        spa.practice.set("fiscal_year_start", "04-06")
        split(spa, "2025-01-01")
        log(spa, "2026-04-05")
        log(spa, "2026-04-06")
        assert spa.practice.terms.of("1").earned_minor == 5_000
        with closing(Desk(path, clock, date(2026, 4, 5))) as then:
            assert then.practice.terms.of("1").period.start == date(2025, 4, 6)


class TestAdding:
    def test_today_when_no_day_is_said(self, spa):
        term, _ = spa.practice.terms.add(
            "harbour spa", kind="Per-Session", amount="40", employed=True
        )
        assert (term.valid_from, term.kind, term.amount_minor, term.employed) == (
            "2026-11-23", "per_session", 4_000, True,
        )  # fmt: skip

    def test_undo_and_redo(self, spa, path, tables):
        before = tables(path)
        _, operation = split(spa, "2026-01-01")
        after = tables(path)
        spa.history.undo(operation)
        assert tables(path) == before
        spa.history.undo(spa.history.latest(1)[0].id)
        assert tables(path) == after

    def test_undo_of_a_workplace_that_has_terms_is_refused(self, spa):
        _, operation = split(spa, "2026-01-01")
        with pytest.raises(ConflictError):
            spa.history.undo(operation - 1)

    def test_the_same_day_twice_is_refused(self, spa, path, tables):
        split(spa, "2026-01-01")
        before = tables(path)
        with pytest.raises(RefusedError, match="begins on 2026-01-01 already"):
            split(spa, "2026-01-01", "60", confirmed=True)
        assert tables(path) == before

    def test_each_workplace_has_its_own(self, spa):
        spa.practice.menu.add_workplace("Clinic")
        split(spa, "2026-01-01")
        log(spa, "2026-03-01")
        spa.practice.terms.add("clinic", kind="own", start="2026-01-01")
        assert [len(each.held) for each in spa.practice.terms.every()] == [1, 1]

    @pytest.mark.parametrize("day", ["2026-01-01", "2026-05-31", "2026-06-10"])
    def test_what_reaches_into_worked_days_wants_a_yes(self, spa, path, tables, day):
        split(spa, "2026-06-01")
        log(spa, "2026-06-10")
        before = tables(path)
        with pytest.raises(NeedsConfirmationError, match="1 session at Harbour Spa from 2026-06"):
            split(spa, day, "60")
        assert tables(path) == before
        split(spa, day, "60", confirmed=True)

    def test_after_the_last_session_and_before_any_term_it_wants_none(self, spa):
        log(spa, "2026-05-01")
        split(spa, "2026-04-01")  # the first: nothing known changes
        split(spa, "2026-05-02")
        spa.sessions.log("ana 60m 2026-12-03 booked @harbour")
        split(spa, "2026-12-01")  # a booking is not the past

    def test_nothing_wrong_makes_a_file(self, desk, path):
        with pytest.raises(NotFoundError, match="no workplace “nowhere”"):
            desk.practice.terms.add("nowhere", kind="own")
        assert not path.exists()

    @pytest.mark.parametrize(
        ("options", "field"),
        [
            ({"kind": "barter"}, "kind"),
            ({"kind": "split"}, "percent"),
            ({"kind": "own", "percent": "50"}, "percent"),
            ({"kind": "hourly"}, "amount"),
            ({"kind": "hourly", "amount": "0"}, "amount"),
            ({"kind": "hourly", "amount": "99999"}, "amount"),
            ({"kind": "own", "amount": "5"}, "amount"),
            ({"kind": "rent", "amount": "600", "employed": True}, "employed"),
            ({"kind": "own", "start": "2026-02-30"}, "from"),
            ({"kind": "own", "start": "1949-12-31"}, "from"),
            ({"kind": "own", "note": "x" * 1001}, "note"),
        ],
    )
    def test_the_field_is_named(self, spa, path, tables, options, field):
        before = tables(path)
        with pytest.raises(InvalidError) as refused:
            spa.practice.terms.add("harbour spa", **options)
        assert refused.value.field == field
        assert tables(path) == before

    def test_amounts_fix_the_currency(self, spa):
        spa.practice.terms.add("harbour spa", kind="rent", amount="650")
        with pytest.raises(RefusedError):
            spa.practice.set("currency", "EUR")


class TestRemoving:
    def test_the_latest_and_undo(self, spa):
        split(spa, "2026-01-01")
        split(spa, "2026-07-01", "60")
        log(spa, "2026-06-30")
        removed, operation = spa.practice.terms.remove_latest("harbour spa")
        assert removed.share == 6_000
        assert [each.term.share for each in spa.practice.terms.of("1").held] == [5_000]
        spa.history.undo(operation)
        assert [each.term.share for each in spa.practice.terms.of("1").held] == [5_000, 6_000]

    @pytest.mark.parametrize("words", ["2026-07-01", "2026-12-03 booked"])
    def test_not_when_a_session_is_dated_under_it(self, spa, words):
        split(spa, "2026-07-01")
        spa.sessions.log(f"ana 60m {words} @harbour", confirmed=True)
        with pytest.raises(RefusedError, match="1 session dated 2026-07-01 or later"):
            spa.practice.terms.remove_latest("harbour spa")

    def test_nor_when_there_is_none(self, spa):
        with pytest.raises(NotFoundError, match="no terms of pay"):
            spa.practice.terms.remove_latest("harbour spa")


@pytest.mark.parametrize(
    ("text", "share"),
    [("0", 0), ("100", 10_000), ("62.5", 6_250), ("33.33%", 3_333), ("50 %", 5_000), (" 7 ", 700)],
)
def test_percentages(text, share):
    assert read_percent(text) == share


@pytest.mark.parametrize(
    "text", ["", "-1", "100.01", "101", "33.333", "1e1", "nan", "٥", "5%%", "."]
)
def test_what_is_none(text):
    with pytest.raises(InvalidError, match="percent"):
        read_percent(text)


def test_kinds_as_typed():
    assert [read_kind(each) for each in ("Per-session", " per session", "OWN")] == [
        "per_session", "per_session", "own",
    ]  # fmt: skip
