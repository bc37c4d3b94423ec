"""The days of a rule: against a library's, and bounded whatever the rule says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from time import perf_counter

import pytest
from dateutil.rrule import rrulestr

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers.recurring import days, rule_of

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def made(seed):
    """A rule of parts that programs write, and a day to begin on."""
    dice = Random(seed)
    freq = dice.choice(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
    parts = [f"FREQ={freq}"]
    if dice.random() < 0.5:
        parts.append(f"INTERVAL={dice.randint(1, 6)}")
    if dice.random() < 0.4:
        parts.append(f"COUNT={dice.randint(1, 40)}")
    if dice.random() < 0.2:
        parts.append(f"WKST={dice.choice(WEEKDAYS)}")
    if dice.random() < 0.3:
        parts.append(f"BYMONTH={','.join(map(str, dice.sample(range(1, 13), 3)))}")
    which = dice.choice(("", "BYDAY", "BYMONTHDAY"))
    if which == "BYDAY":
        named = dice.sample(WEEKDAYS, dice.randint(1, 3))
        if freq in {"MONTHLY", "YEARLY"} and dice.random() < 0.5:
            named = [f"{dice.choice((1, -1, 2, 3, 5))}{each}" for each in named]
        parts.append(f"BYDAY={','.join(named)}")
    elif which and freq != "WEEKLY":
        parts.append(
            f"BYMONTHDAY={','.join(map(str, dice.sample((1, 15, 28, 29, 31, -1, -5), 2)))}"
        )
    if which and freq in {"MONTHLY", "YEARLY"} and dice.random() < 0.3:
        parts.append(f"BYSETPOS={dice.choice(('1', '-1', '2', '1,-1'))}")
    return ";".join(parts), date(2022, 1, 1) + timedelta(days=dice.randrange(1500))


@pytest.mark.parametrize("seed", range(60))
def test_as_a_library_has_them(seed):
    text, start = made(seed)
    last = start + timedelta(days=1200)
    begin = datetime(start.year, start.month, start.day)
    until = begin + timedelta(days=1200)
    wanted = [each.date() for each in rrulestr(text, dtstart=begin).between(begin, until, inc=True)]
    assert list(days(rule_of(text), start, last)) == wanted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FREQ=SECONDLY", "more often"), ("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "more often"),
        ("", "no FREQ"), ("FREQ=SOMETIMES", "no FREQ"), ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO"),
        ("FREQ=DAILY;INTERVAL=0", "cannot be read"), ("FREQ=DAILY;COUNT=-1", "cannot be read"),
        ("FREQ=DAILY;COUNT=99999999999999999999", "cannot be read"),
        ("FREQ=WEEKLY;BYDAY=XX", "cannot be read"), ("FREQ=MONTHLY;BYMONTHDAY=0", "cannot be read"),
        (f"FREQ=MONTHLY;BYMONTHDAY={','.join(['1'] * 500)}", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_rule_for_appointments(text, reason):
    with pytest.raises(InvalidError, match=reason):
        rule_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYSETPOS=300", "FREQ=YEARLY;BYSETPOS=-366",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU", "FREQ=MONTHLY;BYDAY=53MO",
    ],
)  # fmt: skip
def test_a_rule_that_never_comes_true_costs_no_more(text):
    begin = perf_counter()
    assert not list(days(rule_of(text), date(1950, 1, 2), date(2027, 1, 1)))[1:]
    assert perf_counter() - begin < 5
