"""The kind of a line by its first word, and the lines of a payment and of unpaid work."""

from __future__ import annotations

import pytest

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model.entry.kinds import kind_of, parse_pay, parse_time
from mtdesk.model.money import currency

DOLLARS = currency("USD")


@pytest.mark.parametrize(
    ("text", "name", "rest", "number"),
    [
        ("ana swedish 60m", "session", "ana swedish 60m", None),
        ('"Trip" 60m', "session", '"Trip" 60m', None),
        ("", "session", "", None),
        ("done ana 60m", "session", "done ana 60m", None),
        ("done 214", "done", "", 214),
        (" DONE 214 90+15 card", "done", " 90+15 card", 214),
        ("done 214m", "session", "done 214m", None),
        ("  Spend 42.50 oil", "spend", " 42.50 oil", None),
        ("trip 12mi", "trip", " 12mi", None),
        ("time 30 laundry", "time", " 30 laundry", None),
        ("pay ana 90", "pay", " ana 90", None),
        ("check-in body 6", "checkin", " body 6", None),
        ("body 6 mind 4", "checkin", "body 6 mind 4", None),
    ],
)
def test_the_first_word_decides(text, name, rest, number):
    kind = kind_of(text)
    assert (kind.name, kind.rest, kind.number) == (name, rest, number)
    assert text[kind.start :] == rest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ana 90", ("ana", 90_00, None)),
        ("ana pérez $90.50 Check", ("ana pérez", 90_50, "check")),
        ("#12 90 venmo", ("#12", 90_00, "venmo")),
        ("ana 90 gift-card", ("ana", 90_00, "gift_card")),
    ],
)
def test_a_payment(text, said):
    line = parse_pay(text, DOLLARS)
    assert (line.client, line.amount_minor, line.method) == said


@pytest.mark.parametrize(
    ("text", "marks", "says"),
    [
        ("ana", "ana", "write the client, the amount"),
        ("90 card", "90 card", "write the client, the amount"),
        ("ana 90 -- thanks", "ana 90 -- thanks", "write the client, the amount"),
        ("ana 90 card cash", "cash", "a second time"),
        ("ana 90.505", "90.505", "more digits"),
        ("ana 0", "0", "a payment needs an amount"),
        ("ana 999999", "999999", "a digit too many"),
    ],
)
def test_a_payment_that_is_none(text, marks, says):
    with pytest.raises(EntryError, match=says) as raised:
        parse_pay(text, DOLLARS)
    assert text[raised.value.start : raised.value.end] == marks


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30 laundry", (30, "laundry", "")),
        ("30m laundry, two loads", (30, "laundry", "two loads")),
        ("45 Admin -- the  books", (45, "admin", "the books")),
    ],
)
def test_unpaid_work(text, said):
    line = parse_time(text)
    assert (line.minutes, line.kind, line.note) == said


@pytest.mark.parametrize(
    "text", ["", "30", "30 sleeping", "long laundry", "0 laundry", "1441 admin"]
)
def test_unpaid_work_that_is_none(text):
    with pytest.raises(InvalidError):
        parse_time(text)
