"""What the commands about a client say, word for word, and what they refuse."""

from __future__ import annotations

import pytest
from made_once import written_once


@written_once
def practice(done):
    """Two clients, one of them twice, with a bit of everything."""
    done("settings", "currency", "USD")
    done("settings", "zone", "America/New_York")
    done("settings", "therapist_name", "Kim Okafor")
    done("service", "edit", "swedish", "price=85")
    done(
        "log",
        "Ana Pérez",
        "swedish",
        "60m",
        "90+15",
        "card",
        "11-20",
        "9:00",
        "--yes",
        "--",
        "neck",
    )
    done("log", "--client", "A. Perez", "swedish", "11-21", "9:00", "--yes")
    done("log", "José Núñez", "swedish", "60m", "85", "cash", "11-21", "11:00", "--yes", "--",
         "came with Ana Pérez")  # fmt: skip
    done("log", "Ana Pérez", "swedish", "booked", "11-27", "10:00")
    done("pay", "Ana Pérez", "100", "--kind", "gift_card", "--on", "2026-11-20")
    done("incident", "add", "--kind", "threat", "--severity", "4", "--client", "Ana Pérez",
         "--at", "2026-11-20 10:00", "--said", "word for word")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "calls"),
    [
        (
            "client-standing",
            (
                ("client", "block", "Ana Pérez", "--why", "incident 1", "--since", "2026-11-20"),
                ("log", "ana pérez", "swedish", "card", "--yes"),
                ("client", "standing", "a. perez", "prepay"),
                ("log", "--client", "A. Perez", "--service", "swedish", "--status", "booked", "--on",
                 "2026-12-01"),
                ("client", "standing"),
                ("client", "standing", "josé"),
                ("client", "standing", "Ana Pérez", "none"),
            ),
        ),
        ("client-release", (("client", "release", "Ana Pérez"),)),
        (
            "client-merge",
            (
                ("client", "alias", "José", "Pepe"),
                ("client", "merge", "A. Perez", "Ana Pérez", "--yes"),
                ("client", "standing", "a. perez"),
                ("undo",),
            ),
        ),
        (
            "client-purge",
            (
                ("client", "purge", "Ana Pérez", "--yes"),
                ("sessions", "--from", "2026-11-01"),
                ("history", "--limit", "4"),
            ),
        ),
    ],
)  # fmt: skip
def test_words(practice, done, golden, name, calls):
    golden(name, "\n".join(done(*call).out for call in calls))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("client", "block", "nobody"), "there is no client “nobody”"),
        (("client", "standing", "josé", "maybe"), "not one of none, warn, prepay, not-alone"),
        (("client", "standing", "josé", "--why", "x"), "say what is agreed too"),
        (("client", "block", "josé", "--since", "2026-12-01"), "is still to come"),
        (("client", "alias", "josé", "5"), "holds no letter"),
        (
            ("client", "alias", "josé", "Ana Pérez"),
            "is also 1 Ana Pérez; give it to José Núñez too?",
        ),
        (("client", "alias", "josé", "x", "--remove"), "has no alias “x”; there is: none"),
        (("client", "merge", "josé", "3", "--yes"), "cannot be merged into itself"),
        (("client", "merge", "josé", "1"), "What moves: 1 session, 1 payment."),
        (("client", "purge", "josé"), "Delete 3 José Núñez for good? No undo brings them back."),
        (("client", "purge", "99"), "there is no client 99"),
        (("log", "#99", "swedish"), "there is no client #99"),
    ],
)
def test_what_is_refused_in_one_sentence_and_changes_nothing(
    practice, run, tables, path, arguments, says
):
    before = tables(path)
    ran = run(*arguments)
    assert ran.code in {1, 2}
    assert says in ran.err
    assert tables(path) == before


def test_a_blocked_client_is_asked_about(practice, run, done):
    done("client", "block", "josé", "--why", "incident 4")
    ran = run("log", "josé", "swedish", "card")
    assert ran.code == 1
    assert "José Núñez is BLOCKED since 2026-11-23; write it all the same?" in ran.err
    assert "why: incident 4" in ran.err
    assert done("log", "josé", "swedish", "card", "--yes", "--json").json["standing"] == "block"


def test_the_letter_alone_writes_nothing(practice, done, tables, path):
    before = tables(path)
    letter = done("client", "release", "josé", "--text").out
    assert letter.startswith("Dear José Núñez,")
    assert done("client", "release", "josé", "--text", "--json").json["text"] == letter.strip()
    assert tables(path) == before


def test_a_purge_as_json(practice, run, done):
    ran = run("client", "purge", "josé", "--json")
    assert (ran.code, ran.json["operation"]) == (1, None)
    assert ran.json["plan"]["stays"] == {"session": 1, "payment": 1, "redemption": 0, "credit": 0}
    plan = done("client", "purge", "josé", "--json", "--yes").json
    assert plan["swept"] is True
    assert plan["plan"]["received_this_year_minor"] == 85_00


def test_standing_in_every_form(practice, done):
    agreed = done("client", "standing", "josé", "not-alone", "--json").json
    assert (agreed["standing"], agreed["since"], agreed["why"]) == ("not_alone", "2026-11-23", "")
    listed = done("client", "standing", "--json").json["clients"]
    assert [each["name"] for each in listed] == ["José Núñez"]
    shown = done("client", "show", "josé", "--json").json
    assert shown["standing"] == "not_alone"
