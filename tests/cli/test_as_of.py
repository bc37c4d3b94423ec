"""`--today` gives what was there on that day: the same answer then and now."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone

import pytest
from tried import scaled

ZONE = timezone(timedelta(hours=-5))
ASKED = (
    ("outstanding",),
    ("credit", "list"),
    ("credit", "list", "--all"),
    ("year", "2026"),
    ("report", "month", "2026-11"),
    ("week",),
    ("risk",),
    ("today",),
    ("income",),
)
DAYS = [date(2026, 11, 2) + timedelta(days=number) for number in range(21)]
MOVES_ON = {"made_on"}  # what says when it was asked


def at(day, hour=21):
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
    return lambda: moment


def write(done, day, number, chance):
    """What a day brings, typed in the evening: paid and owed work, credit sold, used, given back."""
    lines = {
        0: [("log", "Ana", "60m", "e6", "90", "card", "9am", "--yes")],
        1: [("log", "Bo", "60m", "e5", "80", "check", "5pm"), ("pay", "Bo", "30", "--fee", "1")],
        2: [("pay", "Ana", "25", "--kind", "tip", "--method", "cash")],
        3: [("credit", "sell", "Cy", "300", "--sessions", "3", "--expires", "2026-11-17")],
        4: [("log", "Cy", "60m", "e7", "100", "package", "11am")],
        5: [("spend", "42.50", "oil"), ("trip", "12mi", "home visit"), ("time", "30", "admin")],
        6: [("checkin", "body", "6", "mind", "5", "neck", "4")],
        7: [("pay", "Ana", "20", "--kind", "refund")],
        8: [("log", "Dee", "90m", "e8", "swedish", "1pm", "--yes")],
    }
    if number == 0:
        done("log", "Cy", "60m", "e5", "free", "8am", "--yes", at=at(day))
        done("log", "Bo", "45m", "e5", "60", "cash", "7am", "--yes", at=at(day))
    for which in {chance.randrange(9) for _ in range(4)} | ({0} if number == 0 else set()):
        yield from lines[which]


@pytest.mark.parametrize("seed", range(scaled(1)))
def test_the_answer_of_a_day_is_the_one_it_gave_then(run, done, seed):
    chance, then = random.Random(seed), {}
    for number, day in enumerate(DAYS):
        for line in write(done, day, number, chance):
            run(*line, at=at(day))  # a credit that is empty is refused, and that is all right
        for asked in ASKED:
            then[day, asked] = done(*asked, "--json", at=at(day)).json
    for (day, asked), answer in then.items():
        again = done(*asked, "--json", "--today", day, at=at(DAYS[-1])).json
        assert without(again) == without(answer), (day, asked)


def without(document):
    return {key: value for key, value in document.items() if key not in MOVES_ON}


def test_what_is_owed_agrees_in_the_year_and_its_lists(run, done):
    """An unpaid session, and a credit that expires within the year: on any day, the three agree."""
    done("log", "Ana", "60m", "swedish", "9am", "--yes", at=at(date(2026, 3, 2)))
    done("credit", "sell", "Ana", "200", "--expires", "2026-06-01", at=at(date(2026, 3, 3)))
    done("credit", "sell", "Ana", "100", at=at(date(2026, 3, 4)))
    done("log", "Ana", "60m", "40", "package", "9am", at=at(date(2026, 5, 4)))
    done("pay", "Ana", "50", at=at(date(2026, 9, 1)))
    for day in ("2026-03-02", "2026-03-03", "2026-05-04", "2026-06-01", "2026-11-01", "2027-02-01"):
        year = done("year", "2026", "--json", "--today", day).json
        owed = done("outstanding", "--json", "--today", year["as_of"]).json
        held = done("credit", "list", "--json", "--today", year["as_of"]).json
        assert year["outstanding_minor"] == owed["total_minor"]
        assert year["credit_liability_minor"] == held["total_minor"]
