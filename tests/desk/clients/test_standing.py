"""What is agreed with a client is said the moment they are named, and asks where it must."""

from __future__ import annotations

import pytest

from mtdesk.errors import InvalidError, NeedsConfirmationError
from mtdesk.model.client import STANDINGS
from mtdesk.say.clients import farewell
from mtdesk.say.sessions import alarm_words

BOOKINGS = """\
id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,pain_before,pain_after,note,status
1,2026-12-01T10:30:00-05:00,Ána,60,Swedish,,,,,,,,,,booked
2,2026-12-08T10:30:00-05:00,ana,60,Swedish,,,,,,,,,,booked
3,2026-12-02T10:30:00-05:00,Bo,60,Swedish,,,,,,,,,,booked
"""


@pytest.fixture
def ana(desk):
    desk.practice.menu.edit("swedish", {"price": "85"})
    return desk.sessions.log("Ana swedish card", confirmed=True).session.client_id


def test_every_standing_but_none_is_said_with_its_day_and_why(desk, ana):
    said = {}
    for standing in STANDINGS:
        desk.clients.standing.agree(ana, standing, why="door  left\nopen", since="2026-03-01")
        said[standing] = alarm_words(desk.sessions.understand("ana swedish"))
    assert said == {
        "none": "",
        "warn": "● WARNING since 2026-03-01: door left open",
        "prepay": "● PAYS AHEAD since 2026-03-01: door left open",
        "not_alone": "▲ NOT ALONE IN THE BUILDING since 2026-03-01: door left open",
        "block": "▲ BLOCKED since 2026-03-01: door left open",
        "released": "▲ REFERRED ON since 2026-03-01: door left open",
    }


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("line", ["ana swedish", "ana swedish booked tomorrow"])
def test_only_blocked_and_released_ask_first(desk, ana, tables, path, standing, line):
    desk.clients.standing.agree(ana, standing)
    before = tables(path)
    if standing in {"block", "released"}:
        with pytest.raises(NeedsConfirmationError, match=r"Ana is .* since 2026-11-23; write it"):
            desk.sessions.log(line)
        assert tables(path) == before
        desk.sessions.log(line, confirmed=True)
    else:
        desk.sessions.log(line)
    assert len(tables(path)["session"]) == len(before["session"]) + 1


def test_giving_a_session_to_a_blocked_client_asks_and_other_edits_do_not(desk, ana):
    other = desk.sessions.log("Bo swedish", confirmed=True).id
    theirs = desk.sessions.log("ana swedish").id
    desk.clients.standing.agree(ana, "block")
    with pytest.raises(NeedsConfirmationError):
        desk.sessions.edit(other, {"client": "ana"})
    desk.sessions.edit(theirs, {"minutes": "45"})
    assert desk.sessions.edit(other, {"client": "ana"}, confirmed=True).session.client_id == ana


@pytest.mark.parametrize(
    ("line", "is_paid"),
    [
        ("ana swedish booked tomorrow", False),
        ("ana swedish booked tomorrow card", True),
        ("ana swedish", None),  # a done session is no booking
    ],
)
def test_prepay_says_when_nothing_is_there_yet(desk, ana, line, is_paid):
    desk.clients.standing.agree(ana, "prepay")
    words = alarm_words(desk.sessions.understand(line))
    assert ("nothing is paid ahead" in words) == (is_paid is False)
    desk.credits.sell("ana", "85", sessions_sold="1")
    assert "nothing is paid" not in alarm_words(desk.sessions.understand(line))


def test_a_credit_too_small_does_not_pay_ahead(desk, ana):
    desk.clients.standing.agree(ana, "prepay")
    desk.ledger.pay("ana", "84.99", kind="gift_card")
    booked = desk.sessions.log("ana swedish booked tomorrow")
    assert "nothing is paid ahead" in alarm_words(booked.draft)
    edited = desk.sessions.edit(booked.id, {"price": "84.99"})
    assert "nothing is paid ahead" not in alarm_words(edited.draft)


def test_what_is_not_said_anew_stays_and_undo_takes_it_back(desk, ana, tables, path):
    before = tables(path)
    first = desk.clients.standing.agree(ana, "block", why="incident 4", since="2026-03-01")
    again = desk.clients.standing.agree(ana, "block")
    assert (again.client.standing_why, again.client.standing_since) == ("incident 4", "2026-03-01")
    assert desk.clients.standing.agree(ana, "none").client.standing_since is None
    desk.history.undo()
    assert desk.clients.standing.listed()[0].standing == "block"
    desk.history.undo(first.operation)
    assert tables(path) == before


def test_the_weightiest_come_first(desk, ana):
    for name, standing in (("Bo", "prepay"), ("Cy", "warn"), ("Di", "released")):
        desk.clients.standing.agree(desk.clients.add({"name": name}).id, standing)
    desk.clients.standing.agree(ana, "block")
    assert [each.name for each in desk.clients.standing.listed()] == ["Di", "Ana", "Bo", "Cy"]


@pytest.mark.parametrize("since", ["2026-11-24", "1949-12-31", "2026-02-30", ""])
def test_a_day_that_cannot_be(desk, ana, tables, path, since):
    before = tables(path)
    with pytest.raises(InvalidError):
        desk.clients.standing.agree(ana, "block", since=since)
    assert tables(path) == before


def test_blocking_shows_what_still_stands(desk, ana):
    booked = desk.sessions.log("ana swedish booked tomorrow").id
    desk.sessions.log("ana swedish")
    desk.ledger.pay("ana", "100", kind="gift_card")
    agreed = desk.clients.standing.agree(ana, "block")
    assert [each.id for each in agreed.bookings] == [booked]
    assert agreed.credit_minor == 100_00


def test_the_letter_gives_no_reason_and_names_nobody_else(desk, ana):
    desk.clients.standing.agree(ana, "block", why="exposure")
    letter = farewell(desk.clients.one("ana"), desk.settings.get("therapist_name"))
    assert "Dear Ana," in letter
    assert letter.endswith("(your name)")
    for word in ("exposure", "sorry", "apolog", "because", "fault", "incident", "behav"):
        assert word not in letter.casefold()
    desk.practice.set("therapist_name", "Kim {Ng}")
    assert farewell(desk.clients.one("ana"), desk.settings.get("therapist_name")).endswith(
        "Kim {Ng}"
    )


@pytest.mark.parametrize("dry_run", [True, False])
def test_imported_bookings_of_a_blocked_client_are_pointed_out(desk, ana, tmp_path, dry_run):
    desk.clients.standing.agree(ana, "block", why="incident 4", since="2026-03-01")
    file = tmp_path / "sessions.csv"
    file.write_text(BOOKINGS, encoding="utf-8")
    (tally,) = desk.files.import_files([file], dry_run=dry_run)
    assert tally.new == 3
    (warning,) = (each for each in tally.warnings if "BLOCKED" in each)
    assert warning == "Ana has 2 bookings from 2026-12-01: ▲ BLOCKED since 2026-03-01: incident 4"


def test_the_same_bookings_again_are_not_new_and_warn_of_nothing(desk, ana, tmp_path):
    desk.clients.standing.agree(ana, "block")
    file = tmp_path / "sessions.csv"
    file.write_text(BOOKINGS, encoding="utf-8")
    desk.files.import_files([file])
    (tally,) = desk.files.import_files([file])
    assert (tally.duplicate, [each for each in tally.warnings if "BLOCKED" in each]) == (3, [])
