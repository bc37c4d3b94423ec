"""Closing a day: what is open, the answers through each door, and that undo takes all of it back."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.desk.week.closing import Answer
from mtdesk.errors import InvalidError, MtdeskError, RefusedError
from mtdesk.model.period import days_before

TODAY = date(2026, 11, 23)  # the clock stands at 17:45
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def log(desk):
    return lambda line: desk.sessions.log(line, confirmed=True).id


@pytest.fixture
def booked(log, path, clock):
    """`booked("kofi deep 60m 14:30")`: a booking of today, made in the morning."""

    def book(line):
        with closing(Desk(path, lambda: clock() - timedelta(hours=10))) as earlier:
            return earlier.sessions.log(f"{line} booked", confirmed=True).id

    return book


def names(desk, day=TODAY):
    return [each.name for each in desk.week.closing.of(day).open]


def kinds(desk, day=TODAY):
    return [kind for kind, _ in names(desk, day) if kind != "check_in"]


def give(desk, *answers, day=TODAY, **options):
    return desk.week.closing.answer(
        day,
        [Answer(kind=kind, session=session, text=text) for kind, session, text in answers],
        **options,
    )


class TestOpen:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("ana swedish 60m 90 card e4 9:00", []),
            ("ana swedish 60m 90+15 card 9:00", ["effort"]),
            ("ana swedish 60m 90 e4 9:00", ["method"]),
            ("ana thai 60m e4 9:00", ["price"]),
            ("ana thai 60m free e4 9:00", []),
            ("ana thai 60m 90 unpaid e4 9:00", []),
            ("ana thai 60m 90 insurance e4 9:00", []),
            ("ana thai 60m 95 cash 55 card 40 e4 9:00", []),
            ("ana no-show 9:00", []),
            ("ana late-cancel 45 9:00", ["method"]),
            ("ana swedish 60m 90 card e4 11-20", ["time"]),
            ("ana thai 60m 11-20", ["price", "effort", "time"]),
        ],
    )
    def test_what_a_line_left_out(self, desk, log, line, expected):
        log(line)
        assert kinds(desk, FRIDAY if "11-20" in line else TODAY) == expected

    def test_a_booking_asks_once_it_is_over(self, desk, booked):
        over, now, late = (booked(f"ana swedish 60m {at}") for at in ("14:30", "17:00", "20:00"))
        nowhere = booked("ana swedish 60m")
        assert names(desk)[:-1] == [("booking", nowhere), ("booking", over)]
        assert {now, late}.isdisjoint(session for _, session in names(desk))

    def test_where_a_workplace_pays_by_the_hour_no_price_is_asked(self, desk, log):
        desk.practice.menu.add_workplace("Spa")
        desk.practice.terms.add("Spa", kind="hourly", amount="30", start="2026-01-01")
        log("ana thai 60m e4 9:00 @spa")
        log("ana thai 60m e4 10:00")
        assert names(desk)[:-1] == [("price", 2)]

    def test_bookings_of_earlier_days_and_the_next_days_are_said(self, desk, path, clock):
        with closing(Desk(path, lambda: clock() - timedelta(days=4))) as earlier:
            for day in ("11-20", "11-24"):
                earlier.sessions.log(f"ana swedish 60m booked {day} 10:00", confirmed=True)
        found = desk.week.closing.of(TODAY)
        assert [each.local_date for each in found.earlier] == ["2026-11-20"]
        assert (found.tomorrow.minutes, found.tomorrow.first.client) == (60, "ana")
        assert desk.week.closing.of(FRIDAY).earlier == ()

    def test_a_day_to_come_asks_nothing_and_takes_nothing(self, desk, log):
        log("ana swedish 60m booked tomorrow 10:00")
        tomorrow = TODAY + timedelta(days=1)
        assert desk.week.closing.of(tomorrow).open == ()
        with pytest.raises(InvalidError, match="close: 2026-11-24 is still to come"):
            give(desk, ("booking", 1, "y"), day=tomorrow)

    def test_where_there_is_no_practice_nothing_is_open(self, desk, path):
        assert desk.week.closing.of(TODAY).open == ()
        assert not path.exists()


# A line that left something out, what is then asked, the answer, and the line that says it at once.
DOORS = [
    ("ana thai 60m e4 9:00", "price", "90 card", "ana thai 60m 90 card e4 9:00"),
    ("ana thai 60m e4 9:00", "price", "90+15 cash", "ana thai 60m 90+15 cash e4 9:00"),
    ("ana thai 60m e4 9:00", "price", "90 unpaid", "ana thai 60m 90 unpaid e4 9:00"),
    ("ana thai 60m e4 9:00", "price", "free", "ana thai 60m free e4 9:00"),
    ("ana thai 60m e4 9:00", "price", "90", "ana thai 60m 90 e4 9:00"),
    (
        "ana thai 60m e4 9:00", "price", "95 cash 55 card 40",
        "ana thai 60m 95 cash 55 card 40 e4 9:00",
    ),
    ("ana thai 60m 90+15 e4 9:00", "method", "card", "ana thai 60m 90+15 card e4 9:00"),
    ("ana thai 60m 90 e4 9:00", "method", "unpaid", "ana thai 60m 90 unpaid e4 9:00"),
    ("ana thai 60m 90 card 9:00", "effort", "6.5", "ana thai 60m 90 card e6.5 9:00"),
    ("ana thai 60m 90 card 9:00", "effort", "e6", "ana thai 60m 90 card e6 9:00"),
    ("ana thai 60m 90 card 9:00", "effort", "y", "ana thai 60m 90 card e4 9:00"),
    ("ana thai 60m 90 card e4 11-20", "time", "14:30", "ana thai 60m 90 card e4 11-20 14:30"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind", "answer", "whole"), DOORS)
def test_an_answer_writes_what_the_whole_line_would_have(
    desk, log, tables, tmp_path, clock, line, kind, answer, whole
):
    number = log(line)
    give(desk, (kind, number, answer), day=FRIDAY if "11-20" in line else TODAY)
    with closing(Desk(tmp_path / "whole.db", clock)) as other:
        other.sessions.log(whole, confirmed=True)
    rows, others = tables(desk.path), tables(tmp_path / "whole.db")
    for table in ("session", "payment", "client", "redemption"):
        assert rows[table] == others[table], table


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("y", ""), ("done", ""), ("n", "no-show"), ("b", "cancelled"),
        ("80+20 card e7 14:40", "80+20 card e7 14:40"), ("late-cancel 45 cash", "late-cancel 45 cash"),
    ],
)  # fmt: skip
def test_a_booking_becomes_what_done_makes_of_it(
    desk, booked, tables, tmp_path, clock, answer, words
):
    number = booked("kofi deep 60m 100 14:30")
    with closing(Desk(tmp_path / "other.db", clock)) as other:
        desk.book.conn.execute("VACUUM INTO ?", (str(other.path),))
        other.sessions.bookings.settle(number, words)
    give(desk, ("booking", number, answer))
    rows, others = tables(desk.path), tables(tmp_path / "other.db")
    for table in ("session", "payment"):
        assert rows[table] == others[table], table


def test_a_check_in_of_two_numbers_or_its_own_words(desk, log):
    log("ana thai 60m 90 card e4 9:00")
    give(desk, ("check_in", None, "6 4.5"))
    give(desk, ("check_in", None, "body 3 thumb-r 5"), day=FRIDAY)
    today, friday = desk.wellbeing.of_day(TODAY), desk.wellbeing.of_day(FRIDAY)
    assert (today.body, today.mind) == (6, 4.5)
    assert (friday.body, friday.soreness) == (3, {"thumb-r": 5})


def test_how_a_part_was_paid_stays_where_it_was_said(desk, log):
    number = log("ana thai 60m 90 e4 9:00")
    desk.ledger.pay("ana", "10", kind="tip", method="cash", session_id=number)
    give(desk, ("method", number, "card"))
    paid = {each.kind: each.method for each in desk.sessions.visit(number).payments}
    assert paid == {"session": "card", "tip": "cash"}


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("price", "card", "is not said yet"),
        ("price", "bo 90", "“bo” is neither an amount nor a way of paying"),
        ("price", "90 e6", "“e6” is neither"),
        ("price", "-5", "“-5”"),
        ("price", "99999", "is there a digit too many"),
        ("price", " ", "price: nothing is said"),
        ("method", "crad", "“crad” is no way of paying"),
        ("effort", "11", "11 is not 0 to 10"),
        ("effort", "hard", "“hard” is not 0 to 10"),
        ("time", "25:00", "“25:00” is not a time"),
        ("check_in", "6 11", "11 is not 0 to 10"),
        ("check_in", "body 6 yesterday", "on: is 2026-11-23, and the words say 2026-11-22"),
        ("check_in", "tired", "“tired” is not a site"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(desk, log, tables, kind, text, message):
    day = FRIDAY if kind == "time" else TODAY
    line = {"price": "thai", "method": "thai 90", "time": "thai 90 card 11-20"}.get(kind, "thai")
    number = log(f"ana {line} 60m{'' if kind == 'time' else ' 9:00'}")
    before = tables(desk.path)
    asked = (kind, None if kind == "check_in" else number, text)
    with pytest.raises(MtdeskError, match=message):
        give(desk, *([("check_in", None, "6 4")] if asked[1] else []), asked, day=day)
    assert tables(desk.path) == before


def test_what_is_not_open_is_refused(desk, log):
    number = log("ana thai 60m 90 card e4 9:00")
    for kind in ("booking", "price", "method", "effort", "time"):
        with pytest.raises(RefusedError, match="is not open any more"):
            give(desk, (kind, number, "y"))


def test_a_preview_writes_nothing_and_shows_what_would_be_open(desk, booked, tables):
    number = booked("kofi deep 60m 100 14:30")
    before = tables(desk.path)
    given, then = desk.week.closing.preview(
        TODAY, [Answer(kind="booking", session=number, text="y")]
    )
    assert given[0].logged.session.status == "done"
    assert [each.name for each in then.open] == [("effort", number), ("check_in", None)]
    assert tables(desk.path) == before
    assert names(desk)[0] == ("booking", number)


SAID = {
    "booking": ["y", "n", "b", "90+10 card e5", "late-cancel 40 cash", "nonsense 7z"],
    "price": ["90 card", "90+15 cash", "free", "90 unpaid", "card"],
    "method": ["card", "unpaid", "crad"],
    "effort": ["y", "6", "11"],
    "time": ["14:30", "noon"],
    "check_in": ["6 4", "body 6 thumb-r 3", "no"],
}
DAY_LINES = (
    "ana thai 60m 8:00", "bo swedish 60m 90 9:30", "ana late-cancel 45 11:00",
    "bo thai 30m 50+5 12:00", "cy deep 60m 100 13:00 booked", "ana deep 60m 15:00 booked",
    "bo thai 30m booked",
)  # fmt: skip


@times(15)
@given(data=st.data())
def test_closing_and_then_undoing_gives_equal_tables(tmp_path_factory, clock, tables, data):
    path = tmp_path_factory.mktemp("day") / "practice.db"
    with closing(Desk(path, lambda: clock() - timedelta(hours=10))) as morning:
        for line in DAY_LINES:
            if "booked" in line:
                morning.sessions.log(line, confirmed=True)
    with closing(Desk(path, clock)) as desk:
        for line in DAY_LINES:
            if "booked" not in line:
                desk.sessions.log(line, confirmed=True)
        before, history = tables(path), len(desk.history.latest(99))
        chosen = data.draw(st.lists(st.sampled_from(names(desk)), unique=True, max_size=8))
        answers = [(kind, one, data.draw(st.sampled_from(SAID[kind]))) for kind, one in chosen]
        try:
            give(desk, *answers)
        except MtdeskError:
            assert tables(path) == before
            return
        if answers:
            assert len(desk.history.latest(99)) == history + 1
            assert set(chosen).isdisjoint(names(desk))
            desk.history.undo()
        assert tables(path) == before


def test_parts_of_one_operation_stand_or_fall_alone(desk, log):
    log("ana thai 60m 90 card e4 9:00")
    with desk.as_one("log", "two lines") as whole:
        desk.sessions.log("ana thai 60m 90 card e4 10:00")
        with pytest.raises(MtdeskError):
            desk.ledger.spend("0 oil")
        desk.ledger.spend("5 oil")
    assert len(desk.sessions.of_day(TODAY)) == 2
    assert [each.summary for each in desk.history.latest(1)] == ["two lines"]
    assert desk.written == whole.operation
    desk.history.undo()
    assert len(desk.sessions.of_day(TODAY)) == 1
    assert not desk.ledger.expenses(days_before(TODAY, 1))
