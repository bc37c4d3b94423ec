"""A service that is offered no more: no new line means it, what is logged of it stays."""

from __future__ import annotations


def test_no_new_line_means_it_and_undo_brings_it_back(run):
    run("log", "ana hot stone 75m 120 cash", "--yes")
    assert "Hot stone is offered no more" in run("service", "retire", "hot stone").out
    assert "offered no more: Hot stone" in run("service", "list").out
    assert run("service", "list", "--json").json["retired"] == [8]
    logged = run("log", "bo hot stone 75m 120 cash", "--yes", "--json").json
    assert logged["session"]["service"] is None
    [first] = run("sessions", "--client", "ana", "--json").json["sessions"]
    assert first["service"] == "Hot stone"
    run("undo", "--yes")
    assert run("service", "retire", "hot stone", "--again").code == 0
    again = run("log", "cy hot stone 75m 120 cash", "--yes", "--json").json
    assert again["session"]["service"] == "Hot stone"


def test_twice_the_same_is_refused(run):
    run("settings", "currency", "USD")
    assert run("service", "retire", "thai", "--again").code == 1
    assert run("service", "retire", "thai").code == 0
    refused = run("service", "retire", "thai")
    assert (refused.code, "retired already" in refused.err) == (1, True)


def test_the_setting_takes_numbers_alone(run):
    assert run("settings", "retired_services", "9 3 9", "--json").json["value"] == "3 9"
    assert run("settings", "retired_services", "thai").code == 1
