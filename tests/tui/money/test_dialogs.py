"""The keys of Money and their dialogs: what each lists, writes and says, and that it can be undone."""

from __future__ import annotations

import pytest
from areas import ended, named, open_of, screen, shown, table, until, words
from textual.widgets import Input

from mtdesk.tui.money.credits import Credits
from mtdesk.tui.money.due import Owed, Recurring
from mtdesk.tui.money.terms import Terms
from mtdesk.tui.parts.dialogs import Ask, Confirm

SIZES = [(80, 24), (120, 40)]


async def answered(pilot, **answers):
    """Fill in the fields of the dialog on top, and save."""
    asked = pilot.app.screen
    assert isinstance(asked, Ask)
    for key, text in answers.items():
        asked.query_one(f"#ask-{key}", Input).value = text
    await pilot.press("ctrl+s")
    await pilot.pause()
    await ended(pilot)


def trouble(pilot):
    return words(pilot, "Ask .trouble")


def told(pilot):
    """What was said last."""
    return [note.message for note in pilot.app._notifications][-1]


def listed(pilot):
    """The rows of the listing on top; blanks made one."""
    return [line for line in table(pilot, "Rows OptionList") if line]


def facts(pilot):
    return words(pilot, "Listing .facts")


def about(pilot):
    return words(pilot, "Listing .hint")


@pytest.fixture
def owing(desk):
    """José owes 70 for a session, and Oona 90 and 30 for two."""
    desk.clients.add({"name": "Oona Koivu"})
    for line in ("oona swedish 60m 2026-11-20 9:00", "oona swedish 30m 2026-11-21 9:00"):
        desk.sessions.log(line)
    ids = {(each.client, each.local_date): each.id for each in desk.sessions.between()}
    desk.sessions.edit(ids["Oona Koivu", "2026-11-20"], {"price": "90"})
    desk.sessions.edit(ids["Oona Koivu", "2026-11-21"], {"price": "30"})
    desk.sessions.edit(ids["José Núñez", "2026-11-23"], {"price": "70"})
    return desk


class TestWaiting:
    async def test_what_waits_is_said_a_row_each(self, owing):
        owing.credits.sell("ana", "400", sessions_sold="5")
        owing.ledger.recurring.add(
            "650", "Maple Street", category="rent_room", day="1", start="2026-11-01"
        )
        async with shown(owing, "Money") as pilot:
            assert table(pilot, "Waiting") == [
                "$190.00 owed to you, 2 clients",
                "Maple Street due Sun 1 Nov, $650.00",
                "$400.00 of work paid ahead",
                "terms of pay by workplace",
            ]

    async def test_where_nothing_waits_each_can_be_opened_all_the_same(self, practice):
        async with shown(practice, "Money") as pilot:
            assert table(pilot, "Waiting")[:2] == ["nothing is owed to you", "no expense is due"]
            for action, kind in (
                ("owed", Owed), ("recurring", Recurring), ("credits", Credits), ("terms", Terms),
            ):  # fmt: skip
                await open_of(pilot, action)
                assert isinstance(pilot.app.screen, kind)
                await pilot.press("escape")


class TestSelling:
    @pytest.mark.parametrize("size", SIZES)
    async def test_a_package(self, desk, size):
        async with shown(desk, "Money", size) as pilot:
            await pilot.press("a")
            await answered(
                pilot, client="ana", amount="400", sessions="5", expires="2027-11-30", method="card"
            )
            assert told(pilot) == (
                "credit 1: package $400.00, 5 sessions, Ana Pérez, expires 2027-11-30; "
                "ctrl+z takes it back"
            )
            assert "$400.00 of work paid ahead" in screen(pilot)
            (credit,) = desk.credits.find()
            assert (credit.sessions, credit.expires_on) == (5, "2027-11-30")
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert "of work paid ahead" not in screen(pilot)
        assert desk.credits.find() == []

    async def test_a_gift_card_with_its_code(self, desk):
        async with shown(desk, "Money") as pilot:
            await pilot.press("a")
            await answered(pilot, client="marta", amount="100", kind="gift card", code="GC-17")
        (credit,) = desk.credits.find()
        assert (credit.kind, credit.code, credit.sessions) == ("gift_card", "GC-17", None)

    async def test_a_name_is_completed_whatever_its_accents(self, desk):
        async with shown(desk, "Money") as pilot:
            await pilot.press("a", *"jose", "right")
            await pilot.pause()
            assert pilot.app.screen.query_one("#ask-client", Input).value == "José Núñez"

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({"client": "nobody", "amount": "10"}, "there is no client"),
            ({"client": "ana", "amount": "4,0,0"}, "amount"),
            ({"client": "ana", "amount": "10", "kind": "loan"}, "neither package nor gift_card"),
            ({"client": "ana", "amount": "10", "sessions": "0"}, "outside 1 to 500"),
            ({"client": "ana", "amount": "10", "expires": "2020-01-01"}, "not after"),
        ],
    )
    async def test_what_is_wrong_is_said_and_writes_nothing(self, desk, answers, said):
        async with shown(desk, "Money") as pilot:
            await pilot.press("a")
            await answered(pilot, **answers)
            assert said in trouble(pilot)
            await pilot.press("escape")
        assert desk.credits.find(used_too=True) == []


class TestCredits:
    @pytest.mark.parametrize("size", SIZES)
    async def test_rest_sessions_expiry_and_state(self, desk, size):
        desk.credits.sell("ana", "400", sessions_sold="5", method="card")
        desk.credits.sell("marta", "100", kind="gift_card", expires="2026-12-24", code="GC [/x]")
        async with shown(desk, "Money", size) as pilot:
            await open_of(pilot, "credits")
            assert isinstance(pilot.app.screen, Credits)
            assert about(pilot) == "$500.00 of work is owed for them."
            assert listed(pilot) == [
                "Ana Pérez package $400.00 5 of 5 open",
                "Marta Nowak gift card $100.00 open 2026-12-24",
            ]
            assert "not used yet" in facts(pilot)
            await pilot.press("down")
            assert "code GC [/x]" in facts(pilot)

    async def test_redeemed_for_the_oldest_unpaid_session_and_given_back(self, owing):
        owing.credits.sell("oona", "200", method="card")
        first = owing.ledger.outstanding("oona").sessions[0].id
        async with shown(owing, "Money") as pilot:
            await open_of(pilot, "credits")
            await pilot.press("enter")
            assert pilot.app.screen.query_one("#ask-session", Input).value == str(first)
            assert "Oona Koivu owes for" in words(pilot, "Ask .hint")
            await answered(pilot)
            assert (
                told(pilot) == f"session {first} of $90.00: paid from credit; ctrl+z takes it back"
            )
            assert listed(pilot) == ["Oona Koivu package $110.00 open"]
            assert f"used for session #{first} 2026-11-23 $90.00" in facts(pilot)
            await pilot.press("d")
            await answered(pilot)
            assert listed(pilot) == ["Oona Koivu package $200.00 open"]
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert listed(pilot) == ["Oona Koivu package $110.00 open"]
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert listed(pilot) == ["Oona Koivu package $200.00 open"]
        assert owing.ledger.outstanding("oona").sessions[0].id == first

    async def test_more_than_it_holds_is_refused(self, owing):
        owing.credits.sell("oona", "20", method="card")
        async with shown(owing, "Money") as pilot:
            await open_of(pilot, "credits")
            await pilot.press("enter")
            await answered(pilot)
            assert "is more than the $20.00" in trouble(pilot)
            await answered(pilot, amount="20")
            assert "Nothing" not in about(pilot)
            assert listed(pilot) == []
            await pilot.press("f")
            await until(pilot, lambda: listed(pilot) == ["Oona Koivu package $0.00 used"])

    async def test_none_yet_says_how(self, nothing):
        async with shown(nothing, "Money") as pilot:
            await open_of(pilot, "credits")
            assert (
                about(pilot)
                == "No package or gift card sold here still holds anything. a sells one."
            )
            await pilot.press("d", "enter")
            assert isinstance(pilot.app.screen, Credits)

    async def test_unused_credit_cannot_be_given_back(self, desk):
        desk.credits.sell("ana", "20", method="card")
        async with shown(desk, "Money") as pilot:
            await open_of(pilot, "credits")
            await pilot.press("d")
            assert told(pilot) == "credit 1 was not used for any session"
            assert isinstance(pilot.app.screen, Credits)


class TestTerms:
    async def test_a_workplace_its_first_term_and_the_next(self, desk):
        async with shown(desk, "Money") as pilot:
            await open_of(pilot, "terms")
            assert isinstance(pilot.app.screen, Terms)
            assert "No workplace yet" in about(pilot)
            await pilot.press("a")
            await answered(pilot, name="Harbour Spa")
            assert listed(pilot) == ["Harbour Spa none said yet"]
            await pilot.press("enter")
            await answered(pilot, kind="split", percent="60", start="2026-01-01")
            await pilot.press("enter")
            await answered(pilot, kind="hourly", amount="32", start="2026-07-01", wages="yes")
            assert listed(pilot) == [
                "Harbour Spa 2026-01-01 2026-06-30 split 60% $0.00",
                "Harbour Spa 2026-07-01 $32.00 an hour, as wa… $0.00",
            ]
            assert "2026-01-01 to 2026-12-31" in about(pilot)
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert listed(pilot) == ["Harbour Spa 2026-01-01 split 60% $0.00"]
        (place,) = desk.practice.terms.every()
        assert place.now.share == 6000

    async def test_what_was_earned_under_each(self, desk):
        desk.practice.menu.add_workplace("Harbour Spa")
        desk.practice.terms.add(
            "Harbour Spa", kind="split", percent="60", start="2026-01-01", note="[b]x"
        )
        desk.sessions.log("ana swedish 60m 100+10 card @harbour spa 2026-11-20 15:00")
        async with shown(desk, "Money", (80, 24)) as pilot:
            await open_of(pilot, "terms")
            assert listed(pilot) == ["Harbour Spa 2026-01-01 split 60% $70.00"]
            assert facts(pilot) == (
                "split 60%: 1 session, 1 h hands-on, $10.00 tips in it\n"
                "Harbour Spa in all: $70.00 should have come\n[b]x"
            )
            await pilot.press("d", "y")
            await pilot.pause()
            assert "stand under that term" in told(pilot)

    async def test_a_term_over_sessions_asks_and_a_wrong_one_is_refused(self, desk):
        desk.practice.menu.add_workplace("Harbour Spa")
        desk.practice.terms.add("Harbour Spa", kind="split", percent="60", start="2026-01-01")
        desk.sessions.log("ana swedish 60m 100 card @harbour spa 2026-11-20 15:00")
        async with shown(desk, "Money") as pilot:
            await open_of(pilot, "terms")
            await pilot.press("enter")
            await answered(pilot, kind="split")
            assert "a split needs your share" in trouble(pilot)
            await answered(pilot, percent="101")
            assert "outside 0 to 100" in trouble(pilot)
            await answered(pilot, percent="50", wages="perhaps")
            assert "is neither yes nor no" in trouble(pilot)
            await answered(pilot, wages="", start="2026-02-01")
            assert "stand under a term already" in trouble(pilot)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert len(listed(pilot)) == 2

    async def test_the_latest_is_removed_after_a_yes(self, desk):
        desk.practice.menu.add_workplace("Harbour Spa")
        desk.practice.terms.add("Harbour Spa", kind="own", start="2026-01-01")
        async with shown(desk, "Money") as pilot:
            await open_of(pilot, "terms")
            await pilot.press("d")
            assert isinstance(pilot.app.screen, Confirm)
            await pilot.press("escape", "d", "y")
            await pilot.pause()
            assert listed(pilot) == ["Harbour Spa none said yet"]


class TestRecurring:
    @pytest.fixture
    def due(self, desk):
        desk.ledger.recurring.add(
            "650", "Maple Street", category="rent_room", day="1", start="2026-10-01"
        )
        desk.ledger.recurring.add(
            "19.90", "Soft [/x]", category="software", day="20", start="2026-11-01"
        )
        return desk

    @pytest.mark.parametrize("size", SIZES)
    async def test_one_is_booked_then_all(self, due, size):
        async with shown(due, "Money", size) as pilot:
            await open_of(pilot, "recurring")
            assert isinstance(pilot.app.screen, Recurring)
            assert about(pilot).startswith("3 due, $1,319.90.")
            assert listed(pilot) == [
                "● due Thu 1 Oct $650.00 Maple Street rent of room",
                "● due Sun 1 Nov $650.00 Maple Street rent of room",
                "● due Fri 20 Nov $19.90 Soft [/x] software",
                "day 1 a month $650.00 Maple Street rent of room",
                "day 20 a month $19.90 Soft [/x] software",
            ]
            await pilot.press("down", "enter")
            await pilot.pause()
            assert told(pilot).startswith("booked $650.00, Maple Street, 2026-11-01;")
            assert [each.due_on for each in due.ledger.recurring.due()] == [
                "2026-10-01",
                "2026-11-20",
            ]
            await pilot.press("y")
            await pilot.pause()
            assert told(pilot).startswith("booked 2 expenses, $669.90;")
            assert about(pilot).startswith("Nothing is due.")
            await pilot.press("enter")
            assert "is not due" in told(pilot)
            await pilot.press("y")
            assert told(pilot) == "nothing is due"
            await pilot.press("ctrl+z", "ctrl+z")
            await pilot.pause()
            assert len(due.ledger.recurring.due()) == 3
            await pilot.press("escape")
            assert "3 expenses due, $1,319.90" in screen(pilot)

    async def test_one_is_added_and_ended(self, desk):
        async with shown(desk, "Money") as pilot:
            await open_of(pilot, "recurring")
            assert about(pilot).startswith("Nothing comes back yet.")
            await pilot.press("a")
            await answered(pilot, amount="650", what="Maple Street", category="rent", day="1")
            assert "is not one of" in trouble(pilot)
            await answered(pilot, category="rent_room", until="2027-06-30", start="2026-12-01")
            assert listed(pilot) == ["day 1 a month $650.00 Maple Street rent of room"]
            assert facts(pilot) == "day 1 of the month from 2026-12-01 until 2027-06-30"
            await pilot.press("d", "y")
            await pilot.pause()
            assert desk.ledger.recurring.every() == []
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert len(desk.ledger.recurring.every()) == 1


class TestOwed:
    @pytest.mark.parametrize("size", SIZES)
    async def test_by_client_and_a_payment_for_all_of_it(self, owing, size):
        async with shown(owing, "Money", size) as pilot:
            await open_of(pilot, "owed")
            assert isinstance(pilot.app.screen, Owed)
            assert about(pilot).startswith("$190.00 in all")
            assert listed(pilot) == [
                "Oona Koivu $120.00 2 Fri 20 Nov, 3 d",
                "José Núñez $70.00 1 today, 0 d",
            ]
            assert "Fri 20 Nov: $90.00 of $90.00" in facts(pilot)
            await pilot.press("enter")
            assert pilot.app.screen.query_one("#ask-amount", Input).value == "120.00"
            await answered(pilot, method="check")
            assert told(pilot) == "$120.00 from Oona Koivu; ctrl+z takes it back"
            assert listed(pilot) == ["José Núñez $70.00 1 today, 0 d"]
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert len(listed(pilot)) == 2
        assert len(owing.ledger.outstanding()) == 3

    async def test_a_part_and_what_is_beyond(self, owing):
        async with shown(owing, "Money") as pilot:
            await open_of(pilot, "owed")
            await pilot.press("enter")
            await answered(pilot, amount="100")
            assert [each.owed_minor for each in owing.ledger.outstanding("oona")] == [2_000]
            await pilot.press("enter")  # the cursor stayed with Oona, who owes less than José now
            await answered(pilot, amount="30")
            assert told(pilot).startswith("$30.00 from Oona Koivu; $10.00 is paid ahead")

    async def test_two_of_one_name_stay_apart(self, owing):
        owing.clients.add({"name": "Oona Koivu"}, confirmed=True)
        second = owing.clients.matching("Oona Koivu")[-1].id
        async with shown(owing, "Money") as pilot:
            await open_of(pilot, "owed")
            await pilot.press("enter")
            await answered(pilot)
            assert "$120.00 from Oona Koivu" in told(pilot)
        assert owing.ledger.outstanding("José").sessions[0].owed_minor == 7_000
        assert owing.clients.visits(second) == []

    async def test_without_a_client(self, desk):
        desk.sessions.log("swedish 60m")
        (session,) = [each for each in desk.sessions.of_day(desk.today) if each.client is None]
        desk.sessions.edit(session.id, {"price": "50"})
        async with shown(desk, "Money") as pilot:
            await open_of(pilot, "owed")
            assert "no client said $50.00 1 today, 0 d" in listed(pilot)
            await pilot.press("enter")
            assert "needs a client" in told(pilot)

    async def test_nothing_is_owed(self, practice):
        async with shown(practice, "Money") as pilot:
            await open_of(pilot, "owed")
            assert about(pilot) == "Nothing is outstanding."
            await pilot.press("a", "enter")
            assert isinstance(pilot.app.screen, Owed)


class TestExport:
    @pytest.mark.parametrize(
        ("suffix", "begins"),
        [("csv", b"\xef\xbb\xbfsource,id,"), ("xlsx", b"PK"), ("PDF", b"%PDF")],
    )
    async def test_the_suffix_says_what_is_written(self, practice, tmp_path, suffix, begins):
        target = tmp_path / f"year.{suffix}"
        async with shown(practice, "Money") as pilot:
            await pilot.press("x")
            said = words(pilot, "Ask .hint")
            assert all(f".{each} " in said for each in ("csv", "xlsx", "pdf"))
            await answered(pilot, path=str(target))
            assert told(pilot).endswith(f"2026 written to {target}")
        assert target.read_bytes().startswith(begins)

    async def test_another_suffix_is_refused(self, practice, tmp_path):
        async with shown(practice, "Money") as pilot:
            await pilot.press("x")
            await answered(pilot, path=str(tmp_path / "year.doc"))
            assert "ends in none of .csv, .xlsx, .pdf" in trouble(pilot)
            await answered(pilot, path=" ")
            assert "is empty" in trouble(pilot)
        assert list(tmp_path.glob("year*")) == []


class TestYearOfAccounts:
    @pytest.fixture
    def april(self, practice):
        """A year that begins on 6 April; 200 came on 5 April, 300 on the 6th."""
        practice.practice.set("fiscal_year_start", "04-06")
        practice.sessions.log("ana swedish 60m 200 cash e3 2026-04-05")
        practice.sessions.log("ana swedish 60m 300 cash e3 2026-04-06")
        return practice

    async def test_words_charts_and_tables(self, april):
        async with shown(april, "Money") as pilot:
            said = words(pilot, "#money-words")
            assert said.startswith("$905 income so far, 2%")
            title = named(pilot, "#money-standing")
            assert title.startswith("2026/27, 6 Apr 2026 to 5 Apr 2027 so far")
            income = pilot.app.query_one("#money-income").series
            assert income.labels == ("Apr*", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
            assert income.title == "Income by month, * 6-30 Apr only"
            assert income.lines[0].values[0] == 300.0
            assert income.thresholds[0].name == "a twelfth of your target, $5,000"
            assert pilot.app.query_one("#money-hour").series.labels == income.labels
            assert "Swedish $300.00 1.0 180" in " ".join(table(pilot, "#money-services"))

    async def test_the_year_before_ends_the_day_before(self, april):
        async with shown(april, "Money") as pilot:
            await pilot.press("left_square_bracket")
            assert words(pilot, "#money-words").startswith("$200 ")
            assert named(pilot, "#money-standing") == "2025/26, 6 Apr 2025 to 5 Apr 2026"
            income = pilot.app.query_one("#money-income").series
            assert len(income.labels) == 13
            assert (income.labels[0], income.labels[-1]) == ("Apr*", "Apr*")
            assert income.title == "Income by month, * 6-30 Apr and 1-5 Apr only"
            assert income.lines[0].values[-1] == 200.0
            await pilot.press("w")
            assert pilot.app.query_one("#money-income").series.labels[-1] == "30 Mar"
            await pilot.press("right_square_bracket", "right_square_bracket")
            assert named(pilot, "#money-standing").startswith("2026/27")

    async def test_the_file_holds_the_year_of_accounts(self, april, tmp_path):
        async with shown(april, "Money") as pilot:
            await pilot.press("x")
            assert pilot.app.screen.query_one("#ask-path", Input).value == "mtdesk-2026-27.csv"
            await answered(pilot, path=str(tmp_path / "a.csv"))
        text = (tmp_path / "a.csv").read_text()
        assert "2026-04-06" in text
        assert "2026-04-05" not in text

    async def test_what_was_owed_at_the_end_of_a_year_that_is_over(self, owing):
        owing.sessions.log("oona swedish 60m 2025-12-30")
        session = owing.sessions.between()[0]
        owing.sessions.edit(session.id, {"price": "80"})
        async with shown(owing, "Money") as pilot:
            assert "unpaid on" not in " ".join(table(pilot, "#money-rest"))
            await pilot.press("left_square_bracket")
            assert "unpaid on 31 Dec $80.00" in table(pilot, "#money-rest")
