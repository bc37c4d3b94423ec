"""Referrals: what counts, what is refused, what a page and a receipt say of them, undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from medical import function, refer
from tried import times

from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.model.period import Period
from mtdesk.say.medical.rows import function_lines, referral_lines
from mtdesk.say.year.receipts import heading, missing

ALL = Period(date.min, date(2026, 11, 24))
DAYS = st.integers(0, 60).map(lambda ago: (date(2026, 11, 23) - timedelta(days=ago)).isoformat())
STATUSES = ("done", "done", "booked", "no-show")


class TestUsed:
    def test_done_medical_visits_from_its_day_on(self, ana):
        use = refer(ana, on="2026-11-08", visits="12")
        assert (use.used, use.visits_left, use.is_running) == (2, 10, True)
        assert use.referral.used_words(use.used) == "2 of 12 used"

    def test_to_its_last_day_or_the_day_it_ended(self, ana):
        assert refer(ana, until="2026-11-08").used == 2
        use = refer(ana)
        assert use.used == 3
        ended, _ = ana.medical.referrals.end_referral(use.referral.id, "2026-11-14")
        assert (ended.used, ended.is_running) == (2, False)

    def test_as_of_an_earlier_day(self, ana, path, clock):
        refer(ana)
        from mtdesk.desk import Desk

        earlier = Desk(path, clock, date(2026, 11, 10))
        assert earlier.medical.referrals.of_client(1)[0].used == 2
        earlier.close()

    def test_overlapping_ones_each_count_and_say_so(self, ana):
        refer(ana, until="2026-11-30")
        second = refer(ana, on="2026-11-10", by="Dr. Lee")
        assert (second.used, second.overlapping) == (1, (1,))
        assert ana.medical.referrals.referral(1).overlapping == (2,)
        apart = refer(ana, on="2026-10-01", until="2026-10-31")
        assert apart.overlapping == ()

    @times(10)
    @given(
        st.lists(st.tuples(DAYS, st.sampled_from(("medical", "wellness"))), max_size=12),
        DAYS,
        st.none() | DAYS,
    )
    def test_as_counted_by_hand(self, path, clock, visits, start, until):
        from mtdesk.desk import Desk

        path.unlink(missing_ok=True)
        desk = Desk(path, clock)
        service = {"medical": "medical massage", "wellness": "swedish"}
        desk.clients.add({"name": "ana"})
        for day, purpose in visits:
            desk.sessions.log(f"ana {service[purpose]} 60m {day}", confirmed=True)
        fields = {"on": start, **({"until": until} if until and until >= start else {})}
        expected = [
            day
            for day, purpose in visits
            if purpose == "medical" and start <= day <= (fields.get("until") or "9999")
        ]
        assert refer(desk, **fields).used == len(expected)
        desk.close()


class TestReferralsRefused:
    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"by": " "}, "by: is missing"),
            ({"visits": "0"}, "visits: 0 is outside 1 to 999"),
            ({"visits": "twelve"}, "visits: “twelve” is not a whole number"),
            ({"on": "2026-11-31"}, "on: there is no day 2026-11-31"),
            ({"on": "2026-11-24"}, "on: 2026-11-24 is still to come"),
            ({"until": "31.12.2026"}, "until: “31.12.2026” is not a date"),
            ({"until": "2026-10-31"}, "until: 2026-10-31 is before 2026-11-01"),
            ({"letter_until": "2026-10-31"}, "letter_until: 2026-10-31 is before 2026-11-01"),
            ({"doctor": "x"}, "doctor: is no field of a referral; one of by, on, for"),
            ({"payer": "x" * 201}, "payer: is 201 characters long"),
        ],
    )
    def test_a_wrong_field(self, ana, path, tables, fields, message):
        before = tables(path)
        with pytest.raises(InvalidError) as raised:
            refer(ana, **fields)
        assert raised.value.message.startswith(message)
        assert tables(path) == before

    def test_nobody_and_two_of_a_name(self, ana):
        with pytest.raises(NotFoundError, match="no client “zoë”"):
            ana.medical.referrals.refer("zoë", {"by": "x"})
        ana.clients.add({"name": "Ana"}, confirmed=True)
        with pytest.raises(RefusedError, match="fits several clients"):
            refer(ana)
        assert ana.medical.referrals.refer("2", {"by": "x"})[0].referral.client_id == 2

    def test_no_such_one(self, ana):
        for call in (ana.medical.referrals.referral, ana.medical.referrals.end_referral):
            with pytest.raises(NotFoundError, match="no referral 9"):
                call(9)

    def test_one_that_ended_already(self, ana):
        refer(ana)
        ana.medical.referrals.end_referral(1)
        with pytest.raises(RefusedError, match="referral edit 1 ended="):
            ana.medical.referrals.end_referral(1)
        assert ana.medical.referrals.edit_referral(1, {"ended": ""})[0].is_running

    def test_moved_past_its_own_end(self, ana):
        refer(ana, until="2026-11-10")
        with pytest.raises(InvalidError, match="before 2026-11-12"):
            ana.medical.referrals.edit_referral(1, {"on": "2026-11-12"})


class TestReminders:
    def test_none_without_a_referral_and_none_of_one_that_ended(self, ana):
        assert ana.medical.referrals.reminders() == []
        refer(ana, letter_until="2026-11-25")
        assert len(ana.medical.referrals.reminders()) == 1
        ana.medical.referrals.end_referral(1)
        assert ana.medical.referrals.reminders() == []

    def test_they_name_the_client_and_lead_to_the_page(self, ana):
        refer(ana, letter_until="2026-11-25", visits="4")
        found = ana.medical.referrals.reminders()
        assert [(each.level, each.text) for each in found] == [
            ("watch", "ana: letter of medical necessity runs out in 2 days, on 2026-11-25"),
            ("watch", "ana: 1 visit left of 4 authorised"),
        ]
        assert {(each.area, each.subject) for each in found} == {("Clients", 1)}
        assert found[0].text in {each.text for each in ana.week.reminders.due()}

    def test_the_limits_are_hers(self, ana):
        refer(ana, letter_until="2026-12-10")
        assert not ana.medical.referrals.reminders()
        ana.practice.set("referral_warn_days", "20")
        assert len(ana.medical.referrals.reminders()) == 1
        for text in ("-1", "x", "366", "1.5", ""):
            with pytest.raises(InvalidError, match="whole number from 0 to 365"):
                ana.practice.set("referral_warn_days", text)

    def test_a_booked_visit_past_the_letter(self, ana):
        refer(ana, letter_until="2026-11-20")
        assert [each.level for each in ana.medical.referrals.reminders()] == ["act"]

    def test_a_report_by_the_payers_rule(self, ana):
        refer(ana)
        assert not ana.medical.referrals.reminders()
        ana.practice.set("progress_report_visits", "3")
        (found,) = ana.medical.referrals.reminders()
        assert (found.level, found.day) == ("act", "2026-11-15")


def test_undo_takes_each_back(ana, path, tables):
    refer(ana)
    function(ana, "ana sitting 20 min")
    for write in (
        lambda: refer(ana, by="Dr. Lee"),
        lambda: ana.medical.referrals.edit_referral(1, {"visits": "12", "condition": "as said"}),
        lambda: ana.medical.referrals.end_referral(1),
        lambda: function(ana, "ana standing 10 min"),
        lambda: ana.medical.functions.edit(1, {"value": "30"}),
        lambda: ana.medical.functions.remove(1),
        lambda: ana.clients.edit(1, {"complaint": "neck", "goal": "drive", "next_step": "weekly"}),
        lambda: ana.practice.set("progress_report_visits", "6"),
    ):
        before = tables(path)
        write()
        assert tables(path) != before
        ana.history.undo()
        assert tables(path) == before


class TestReceipts:
    def test_the_referral_fills_what_is_there(self, ana):
        refer(ana, condition="cervicalgia", code="97124")
        ana.clients.edit(1, {"legal_name": "Ana Pérez"})
        receipt = ana.year.receipts.of("ana", ALL, is_superbill=True)
        assert (receipt.client, receipt.referred_by, receipt.condition) == (
            "Ana Pérez", "Dr. Kim", "cervicalgia",
        )  # fmt: skip
        assert [visit.procedure_code for visit in receipt.visits] == ["97124"] * 3 + [None]
        assert heading(receipt) == "Superbill for Ana Pérez"

    def test_the_menus_code_goes_first(self, ana):
        refer(ana, code="97124")
        ana.practice.menu.edit("medical massage", {"code": "97140"})
        assert ana.year.receipts.of("ana", ALL).visits[0].procedure_code == "97140"

    def test_a_referral_for_other_days_or_none_fills_nothing(self, ana):
        refer(ana, on="2026-10-01", until="2026-10-31", condition="cervicalgia", code="97124")
        receipt = ana.year.receipts.of("ana", ALL, is_superbill=True)
        assert (receipt.client, receipt.referred_by, receipt.condition) == ("ana", "", "")
        assert receipt.visits[0].procedure_code is None
        assert any("procedure code" in words for words in missing(receipt))

    def test_two_that_covered_visits_are_both_named(self, ana):
        refer(ana, until="2026-11-05")
        refer(ana, on="2026-11-06", by="Dr. Lee")
        assert ana.year.receipts.of("ana", ALL).referred_by == "Dr. Kim; Dr. Lee"


class TestWordsOfThePage:
    def lines(self, desk):
        found = desk.medical.side(1)
        both = (*referral_lines(found), *function_lines(found))
        return [f"{label}: {words}" for label, words, _ in both]

    def test_none_of_a_client_without_any(self, ana):
        assert self.lines(ana) == []

    def test_what_is_known(self, ana):
        refer(
            ana, **{"for": "neck"}, visits="4", until="2026-12-31", letter_until="2026-11-25",
            payer="Acme", frequency="weekly",
        )  # fmt: skip
        function(ana, "ana sitting 20 min", on="2026-11-01")
        function(ana, "ana sitting 60 min")
        ana.practice.set("progress_report_visits", "6")
        ana.sessions.log("ana medical massage 60m fb 2026-11-18")
        assert self.lines(ana) == [
            "referral: Dr. Kim, 2026-11-01, for neck; Acme pays",
            "authorised: 4 of 4 used, good until 2026-12-31 (in 38 days)",
            "letter: until 2026-11-25 (in 2 days), weekly",
            "report: the next is due on 2026-12-01",
            "▲ act: all 4 authorised visits are used, and one is booked on 2026-11-30",
            "● watch: letter of medical necessity runs out in 2 days, on 2026-11-25",
            "can do: sitting: 20 min → 60 min (+40 min), 2026-11-01 to 2026-11-23",
            "feedback: asked in 1 of 5 sessions",
        ]

    def test_one_that_is_over_says_so(self, ana):
        refer(ana)
        ana.medical.referrals.end_referral(1, "2026-11-20")
        assert "authorised: 3 used, over since 2026-11-20" in self.lines(ana)
