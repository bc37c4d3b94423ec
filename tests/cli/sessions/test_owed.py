"""What a session is owed, whichever way it came in and whichever door is asked."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from dashboard import opened, shown, typed
from made_once import written_once

from mtdesk.tui.today.form import SessionForm

HEAD = "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,pain_before,pain_after,note"
MORNING = datetime.fromisoformat("2026-11-23T09:00:00-05:00")


@written_once
def practice(done):
    """A Swedish hour costs 100. Ana holds a package of one of them, and a gift card of 30."""
    done("service", "edit", "Swedish", "price=100")
    done("client", "add", "Ana")
    done("client", "add", "Bo")
    done("credit", "sell", "ana", "100", "--sessions", "1", "--on", "2026-11-20")
    done("credit", "sell", "ana", "30", "--kind", "gift_card", "--on", "2026-11-20")


# -- the ways in: a session of Ana's, of today, for which nothing is left to pay


def log_from_a_package(done, _):
    return done("log", "ana", "swedish", "package", "10:00")


def log_with_options(done, _):
    return done("log", "--client", "ana", "--service", "swedish", "--method", "package")


def redeem(done, _):
    done("log", "ana", "swedish", "10:00")
    done("credit", "redeem", "1")


def redeem_a_part_and_pay(done, _):
    done("log", "ana", "swedish", "10:00")
    done("credit", "redeem", "1", "--credit", "2", "--amount", "30")
    assert done("outstanding", "--json").json["total_minor"] == 70_00
    done("pay", "ana", "70", "--method", "cash")


def redeem_a_part_and_edit(done, _):
    """What the gift card gave becomes the price."""
    done("log", "ana", "swedish", "10:00")
    echo = done("edit", "1", "effort=5").out
    assert "$100.00 · $100.00 owed" in echo
    done("credit", "redeem", "1", "--credit", "2", "--amount", "30")
    assert "from gift card · $70.00 owed" in done("edit", "1", "effort=6").out
    return done("edit", "1", "price=30")


def settle_from_a_package(done, _):
    done("log", "ana", "swedish", "booked", "10:00", at=lambda: MORNING)
    return done("done", "1", "package")


def settle_what_was_paid_ahead(done, _):
    done("log", "ana", "swedish", "booked", "10:00", at=lambda: MORNING)
    done("edit", "1", "method=card")
    return done("done", "1")


def edit_what_seemed_missed(done, _):
    """The fee that was taken pays for it once it turns out that it was held."""
    done("log", "ana", "no-show", "100", "card", "10:00")
    return done("edit", "1", "status=done", "minutes=60")


def import_a_file(done, folder):
    """The neutral files know money only: what stands as the fee was received."""
    file = folder / "sessions.csv"
    file.write_text(f"{HEAD}\n1,2026-11-23T10:00,Ana,60,Swedish,,,100,,package,,,,\n")
    done("import", file)


WAYS = (
    log_from_a_package,
    log_with_options,
    redeem,
    redeem_a_part_and_pay,
    redeem_a_part_and_edit,
    settle_from_a_package,
    settle_what_was_paid_ahead,
    edit_what_seemed_missed,
    import_a_file,
)


async def type_in_the_bar(pilot):
    await typed(pilot, "ana swedish package 10:00", "enter")
    assert "from package" in shown(pilot)


async def settle_in_the_bar(pilot):
    await typed(pilot, "done 1 package")
    assert "from package" in shown(pilot)
    assert "owed" not in shown(pilot)
    await pilot.press("enter")


async def fill_the_form(pilot):
    await pilot.press("f2")
    fields = {"client": "ana", "service": "swedish", "method": "package", "at": "10:00"}
    for field, text in fields.items():
        pilot.app.screen.query_one(f"#field-{field}").value = text
    await pilot.press("ctrl+s")
    await pilot.pause()
    assert not isinstance(pilot.app.screen, SessionForm)


# -- the doors


def asked(done, today):
    """What each door says is owed by Ana and by Bo; None where it names them not."""
    outstanding = done("outstanding").out
    document = done("outstanding", "--json").json
    pages = [done("client", "show", name).out for name in ("ana", "bo")]
    documents = [done("client", "show", name, "--json").json for name in ("ana", "bo")]
    (needs,) = [
        each for each in done("today", "--json").json["needs"] if "paid in full" in each["text"]
    ]
    assert needs["text"] in done("today").out
    return {
        "outstanding": ["Ana" in outstanding, "Bo" in outstanding, "$100.00" in outstanding],
        "outstanding --json": [
            (each["client"], each["owed_minor"]) for each in document["sessions"]
        ],
        "its sum": document["total_minor"],
        "client show": ["$100.00 for" in page for page in pages],
        "client show --json": [each["outstanding_minor"] for each in documents],
        "year --json": done("year", "2026", "--json").json["outstanding_minor"],
        "today": needs["text"],
        "the dashboard's Today": today,
    }


ANSWERS = {
    "outstanding": [False, True, True],
    "outstanding --json": [("Bo", 100_00)],
    "its sum": 100_00,
    "client show": [False, True],
    "client show --json": [0, 100_00],
    "year --json": 100_00,
    "today": "1 session not paid in full, $100.00; the oldest today.",
    "the dashboard's Today": ["Bo"],
}


def owing(pilot):
    """Who owes, of the lines of Today's sessions."""
    rows = [line for line in shown(pilot).splitlines() if re.search(r"\d\d:\d\d +(Ana|Bo) ", line)]
    assert len(rows) == 2
    return [name for name in ("Ana", "Bo") for row in rows if name in row and "owes $100" in row]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_each_door_says_the_same(practice, done, desk, tmp_path, way):
    echo = way(done, tmp_path)
    if echo is not None:
        assert "owed" not in echo.out
    unpaid = done("log", "bo", "swedish", "12:00")
    assert "$100.00 · $100.00 owed" in unpaid.out
    async with opened(desk) as pilot:
        today = owing(pilot)
    assert asked(done, today) == ANSWERS


@pytest.mark.parametrize("way", [type_in_the_bar, settle_in_the_bar, fill_the_form])
async def test_each_way_of_the_dashboard_does(practice, done, desk, way):
    if way is settle_in_the_bar:
        done("log", "ana", "swedish", "booked", "10:00", at=lambda: MORNING)
    async with opened(desk) as pilot:
        await way(pilot)
        await pilot.pause()
        await typed(pilot, "bo swedish 12:00", "enter")
        await pilot.pause()
        today = owing(pilot)
    assert asked(done, today) == ANSWERS
