"""What a person saw and others changed meanwhile: refused once, with both versions, by every door."""

from __future__ import annotations

from contextlib import closing

import pytest

from mtdesk.desk import Desk
from mtdesk.desk.opened.meanwhile import Eyes
from mtdesk.errors import ChangedError

EDITS = {
    "session": (lambda desk, said: desk.sessions.edit(1, said), {"effort": "9"}, {"note": "mine"}),
    "client": (lambda desk, said: desk.clients.edit(1, said), {"phone": "555"}, {"note": "mine"}),
    "expense": (
        lambda desk, said: desk.ledger.edit("expense", 1, said), {"amount": "50"}, {"note": "mine"},
    ),
    "payment": (
        lambda desk, said: desk.ledger.edit("payment", 1, said), {"note": "theirs"}, {"method": "card"},
    ),
    "trip": (
        lambda desk, said: desk.ledger.edit("trip", 1, said), {"distance": "3mi"}, {"purpose": "mine"},
    ),
    "check-in": (lambda desk, said: desk.wellbeing.edit(1, said), {"body": "7"}, {"note": "mine"}),
    "service": (
        lambda desk, said: desk.practice.menu.edit("1", said), {"price": "95"}, {"code": "97124"},
    ),
    "setting": (
        lambda desk, said: desk.practice.set("income_target", said["to"]), {"to": "5"}, {"to": "6"},
    ),
}  # fmt: skip
ONES = {
    "remove": lambda desk: desk.sessions.remove(1),
    "done": lambda desk: desk.sessions.bookings.settle(2, "cancelled"),
    "merge": lambda desk: desk.clients.identity.merge(1, 2, confirmed=True),
    "block": lambda desk: desk.clients.standing.agree(1, "block", why="x"),
    "undo": lambda desk: desk.history.undo(),
}


@pytest.fixture
def other(desk, path, clock):
    """Another program at the same practice; the first is a dashboard that shows it."""
    desk.sessions.log("ana swedish 60m 90 cash e5 9:00", confirmed=True)
    desk.sessions.log("bo swedish 60m 80 booked tomorrow 9:00", confirmed=True)
    desk.ledger.spend("42 oil supplies")
    desk.ledger.trip("12mi visit")
    desk.wellbeing.check_in("body 4")
    desk.practice.set("income_target", "4")
    desk.eyes = Eyes()
    with closing(Desk(path, clock)) as found:
        yield found


@pytest.mark.parametrize(("edit", "theirs", "mine"), EDITS.values(), ids=EDITS)
def test_a_row_that_others_changed_is_refused_once_with_both_versions(
    desk, other, edit, theirs, mine
):
    desk.eyes.look(desk.book)
    edit(other, theirs)
    before = other.history.latest(1)[0].id
    with pytest.raises(ChangedError) as refused:
        edit(desk, mine)
    assert "meanwhile" in refused.value.message
    assert " was " in refused.value.message
    assert " and is " in refused.value.message
    assert "nothing was saved" in refused.value.message
    assert other.history.latest(1)[0].id == before
    edit(desk, mine)  # she was told
    assert other.history.latest(1)[0].id > before


@pytest.mark.parametrize("write", ONES.values(), ids=ONES)
def test_what_asks_no_fields_is_refused_as_well(desk, other, write):
    desk.eyes.look(desk.book)
    other.sessions.edit(1, {"effort": "9"})
    other.sessions.edit(2, {"note": "moved"})
    other.clients.edit(1, {"phone": "555"})
    with pytest.raises(ChangedError):
        write(desk)


def test_money_for_a_session_that_others_took_meanwhile_is_said(desk, other):
    unpaid = desk.sessions.log("bo swedish 60m 80 unpaid 11:00").id
    desk.eyes.look(desk.book)
    other.ledger.pay("bo", "80", session_id=unpaid)
    with pytest.raises(ChangedError) as refused:
        desk.ledger.pay("bo", "80", session_id=unpaid)
    assert "payment 2 was added meanwhile" in refused.value.message


def test_other_rows_are_nobodys_business_and_own_writes_are_known(desk, other):
    desk.eyes.look(desk.book)
    other.clients.edit(2, {"phone": "555"})
    desk.sessions.edit(1, {"effort": "9"})
    desk.sessions.edit(1, {"effort": "8"})
    desk.history.undo()
    assert desk.sessions.get(1).effort == 9


def test_both_of_two_edits_hold_that_name_other_fields(other, desk):
    """Nobody looked: the command line writes only what it names."""
    desk.eyes = None
    desk.sessions.edit(1, {"note": "hello"})
    other.sessions.edit(1, {"effort": "9"})
    found = desk.sessions.get(1)
    assert (found.note, found.effort) == ("hello", 9)
