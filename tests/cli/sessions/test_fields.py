"""A field of a session means the same beside `log`, beside `done`, in `edit` and in the form."""

from __future__ import annotations

from datetime import datetime

import pytest
from dashboard import opened, shown
from made_once import written_once

from mtdesk.model.entry.fields import FIELDS, MORE
from mtdesk.tui.today.form import SessionForm

MORNING = datetime.fromisoformat("2026-11-20T09:00:00-05:00")  # the Friday before
WORDS = (
    ("client", "BO", {"client": "Bo"}),
    ("client", "#2", {"client": "Bo"}),
    ("service", "deep", {"service": "Deep tissue", "purpose": "wellness"}),
    ("minutes", "75", {"minutes": 75}),
    ("on", "yesterday", {"local_date": "2026-11-22"}),
    ("on", "fri", {"local_date": "2026-11-20"}),
    ("on", "11-19", {"local_date": "2026-11-19"}),
    ("on", "2026-11-19", {"local_date": "2026-11-19"}),
    ("at", "9:15", {"started_at": "2026-11-23T09:15:00-05:00"}),
    ("at", "9:15am", {"started_at": "2026-11-23T09:15:00-05:00"}),
    ("at", "2026-11-19 09:15", {"started_at": "2026-11-19T09:15:00-05:00"}),
    ("status", "no-show", {"status": "no_show"}),
    ("price", "$95.50", {"price_minor": 95_50}),
    ("effort", "6.5", {"effort": 6.5, "effort_estimated": False}),
    ("pressure", "4", {"pressure": 4}),
    ("pain", "7-?", {"pain_before": 7, "pain_after": None}),
    ("workplace", "SPA", {"workplace": "Spa"}),
    ("note", "tight  neck", {"note": "tight  neck"}),
)
WRONG = (
    ("service", "hovering", "is not on the menu"),
    ("minutes", "0", "outside 1 to 720"),
    ("minutes", "1h", "not a whole number"),
    ("on", "someday", "is not a day; write 2026-11-20, yesterday or mon"),
    ("on", "13-40", "there is no day 13-40"),
    ("at", "25:00", "is not a time"),
    ("status", "maybe", "is not one of done, booked"),
    ("price", "90.505", "more digits than USD has"),
    ("price", "999999", "is there a digit too many?"),
    ("tip", "x", "is not an amount"),
    ("effort", "11", "is not 0 to 10 in halves"),
    ("pressure", "6", "is not 1 to 5"),
    ("pain", "7", "needs both sides"),
    ("pain", "7-12", "is not 0 to 10"),
    ("workplace", "moon", "is not known (Spa); add it"),
)


@written_once
def practice(done):
    done("settings", "currency", "USD")
    done("client", "add", "Ana")
    done("client", "add", "Bo")
    done("workplace", "add", "Spa")


@pytest.fixture
def booked(practice, done):
    """A booking of Ana's of today, as it was made on Friday: session 1."""
    done("log", "ana", "swedish", "booked", "mon", "10:00", at=lambda: MORNING)


def by_log(run, field, text):
    line = () if field == "service" else ("swedish",)
    whose = () if field == "client" else ("ana",)
    when = () if field in {"on", "at"} else ("10:00",)
    long = ("60m",) if field == "service" else ()
    return run("log", *whose, *line, *when, *long, f"--{field}", text, "--json")


def by_done(run, field, text):
    run("log", "ana", "swedish", "booked", "mon", "10:00", at=lambda: MORNING)
    return run("done", "1", f"--{field}", text, "--json")


def by_edit(run, field, text):
    run("log", "ana", "swedish", "10:00")
    return run("edit", "1", f"{field}={text}", "--json")


@pytest.mark.parametrize("way", [by_log, by_done, by_edit])
@pytest.mark.parametrize(("field", "text", "means"), WORDS)
def test_the_same_words_mean_the_same(practice, run, way, field, text, means):
    if (way, field) == (by_done, "client"):
        pytest.skip("a booking keeps its client")
    ran = way(run, field, text)
    assert ran.code == 0, ran.err
    said = ran.json["session"]
    assert {name: said[name] for name in means} == means


@pytest.mark.parametrize("way", [by_log, by_done, by_edit])
@pytest.mark.parametrize(("field", "text", "sentence"), WRONG)
def test_the_same_words_are_refused_in_the_same_sentence(practice, run, way, field, text, sentence):
    ran = way(run, field, text)
    assert ran.code == 1
    assert ran.err.startswith(f"mtdesk: {field}: ")
    assert sentence in ran.err


@pytest.mark.parametrize("words", [("log", "e5"), ("done", "1")])
@pytest.mark.parametrize("field", ["minutes", "price", "service", "client", "at", "pain"])
def test_an_option_says_something(booked, run, words, field):
    ran = run(*words, f"--{field}", "")
    assert ran.code == 1
    assert ran.err.startswith(f"mtdesk: {field}: ")


async def test_the_form_asks_for_the_fields_of_log_and_in_their_words(practice, done, desk):
    done("log", "ana", "swedish", "90", "card", "10:00")
    async with opened(desk, (120, 50)) as pilot:
        await pilot.press("escape", "e")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, SessionForm)
        assert [each.id for each in form.query("Input")] == [f"field-{field}" for field in FIELDS]
        for field, text, sentence in WRONG:
            line = form.query_one(f"#field-{field}")
            was, line.value = line.value, text
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert sentence[:20] in shown(pilot)
            assert pilot.app.focused is line
            line.value = was
        for field, text in (("on", "yesterday"), ("service", "deep"), ("price", "95.50")):
            form.query_one(f"#field-{field}").value = text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.screen is not form
    said = done("sessions", "--json").json["sessions"][0]
    assert (said["local_date"], said["service"]) == ("2026-11-22", "Deep tissue")
    assert said["price_minor"] == 95_50


def test_the_options_are_the_fields(run):
    for command in ("log", "done"):
        shown_help = run(command, "--help").out
        assert all(f"--{field} TEXT" in shown_help for field in FIELDS)
        assert not any(f"--{field}" in shown_help for field in MORE)


def test_what_only_edit_changes(booked, done):
    fields = ("purpose=medical", "modality=Lymphatic", "feedback=yes", "pain_before=6", "day=tue")
    said = done("edit", "1", *fields, "--json").json["session"]
    assert (said["purpose"], said["modality"], said["asked_feedback"]) == (
        "medical",
        "Lymphatic",
        True,
    )
    assert (said["pain_before"], said["local_date"]) == (6, "2026-11-24")  # a booking lies ahead


def test_an_edit_estimates_as_logging_does(booked, done):
    done("service", "edit", "Thai", "effort=2")
    edited = done("edit", "1", "service=thai", "status=done", "--json").json["session"]
    assert (edited["effort"], edited["effort_estimated"]) == (2, True)


def test_what_was_missed_cannot_be_still_to_come(booked, run):
    for status in ("done", "no-show"):
        ran = run("edit", "1", "on=2026-11-24", f"status={status}")
        assert (ran.code, "still to come" in ran.err) == (1, True)
    assert run("edit", "1", "on=2026-11-24", "status=cancelled").code == 0
