"""Clients, the menu and settings, as the desk keeps them."""

from __future__ import annotations

import pytest

from mtdesk.errors import InvalidError, NotFoundError, RefusedError


class TestClients:
    def test_the_last_seen_first_with_their_visits_and_money(self, desk):
        for line in (
            "ana 60m 90 11-01",
            "bo 60m 80 11-10",
            "ana no-show 11-12",
            "ana 60m 70 11-05",
        ):
            desk.sessions.log(line, confirmed=True)
        desk.ledger.pay("ana", "10", kind="refund")
        ana, bo = desk.clients.find()
        assert (ana.name, ana.visits, ana.missed, ana.received_minor) == ("ana", 2, 1, 16_000)
        assert (ana.first_visit, ana.last_visit) == ("2026-11-01", "2026-11-05")
        assert (bo.name, bo.visits, bo.received_minor) == ("bo", 1, 8000)

    def test_search_folds_case_and_accents(self, desk):
        desk.clients.add({"name": "José Núñez"})
        assert [each.name for each in desk.clients.find("NUN")] == ["José Núñez"]
        assert desk.clients.find("%") == []

    def test_a_name_twice_wants_a_yes(self, desk):
        desk.clients.add({"name": "Ana"})
        with pytest.raises(RefusedError, match="there is a client “Ana” already"):
            desk.clients.add({"name": "ana"})
        assert desk.clients.add({"name": "ana"}, confirmed=True).id == 2

    def test_edited_and_undone(self, desk, path, tables):
        desk.sessions.log("ana 60m", confirmed=True)
        before = tables(path)
        desk.clients.edit(1, {"name": "Ana Pérez", "phone": "5", "email": "a@b", "note": "x"})
        assert desk.sessions.get(1).client == "Ana Pérez"
        desk.clients.edit(1, {"phone": ""})
        assert desk.clients.one("perez").phone is None
        desk.history.undo()
        desk.history.undo()
        assert tables(path) == before


class TestMenu:
    def test_what_it_knows_need_not_be_typed(self, desk):
        desk.practice.menu.add({"name": "Cupping", "minutes": "30", "price": "45", "effort": "2.5",
                       "purpose": "medical", "code": "97016"})  # fmt: skip
        session = desk.sessions.log("ana cupping", confirmed=True).session
        assert (session.minutes, session.price_minor, session.effort) == (30, 4500, 2.5)
        assert (session.purpose, session.modality) == ("medical", "Cupping")

    def test_sessions_already_logged_stay_as_they_are(self, desk):
        desk.practice.menu.edit("thai", {"price": "100"})
        first = desk.sessions.log("ana thai", confirmed=True).session
        desk.practice.menu.edit("thai", {"price": "120", "minutes": "60"})
        assert desk.sessions.get(first.id).price_minor == 10_000
        assert desk.sessions.log("ana thai").session.price_minor == 12_000

    def test_one_name_of_two_lengths(self, desk):
        desk.practice.menu.add({"name": "Swedish", "minutes": "90", "price": "130"})
        with pytest.raises(RefusedError, match="on the menu already, as number 1"):
            desk.practice.menu.edit("14", {"minutes": "60"})
        with pytest.raises(RefusedError, match="is 2 services; give the number"):
            desk.practice.menu.one("swedish")
        assert desk.sessions.log("ana swedish 90m", confirmed=True).session.price_minor == 13_000

    def test_a_workplace_once(self, desk):
        desk.practice.menu.add_workplace("Harbour Spa")
        with pytest.raises(RefusedError, match="there is a workplace"):
            desk.practice.menu.add_workplace("harbour  SPA")
        assert (
            desk.sessions.log("ana 60m @harbour", confirmed=True).session.workplace == "Harbour Spa"
        )


class TestSettings:
    def test_the_zone_moves_the_day_and_nothing_that_is_written(self, desk):
        first = desk.sessions.log("ana 60m", confirmed=True).session
        desk.practice.set("zone", "Pacific/Auckland")
        assert desk.today.isoformat() == "2026-11-24"
        assert desk.sessions.get(first.id) == first
        assert desk.sessions.log("ana 60m").session.started_at == "2026-11-24T10:45:00+13:00"

    def test_the_week_begins_when_she_says(self, desk):
        assert desk.week.of().start.isoformat() == "2026-11-23"
        for word, start in (("sunday", "2026-11-22"), ("WED", "2026-11-18"), ("mon", "2026-11-23")):
            desk.practice.set("week_start", word)
            assert desk.week.of().start.isoformat() == start

    def test_the_currency_of_what_is_written_wants_a_yes(self, desk):
        desk.practice.set("currency", "jpy")
        desk.sessions.log("ana 60m 9000", confirmed=True)
        assert desk.year.figures.year(2026).money.gross_minor == 9000
        with pytest.raises(RefusedError, match="add --yes if that is meant"):
            desk.practice.set("currency", "USD")
        desk.practice.set("currency", "USD", confirmed=True)
        assert desk.settings.currency.code == "USD"

    def test_the_hour_limit_is_hers(self, desk):
        desk.sessions.log("ana 200m 1pm", confirmed=True)
        assert desk.findings.risk().findings == ()
        desk.practice.set("hands_on_minutes_a_day", "180")
        assert [finding.rule for finding in desk.findings.risk().findings] == ["hands_on_day"]
        desk.practice.set("disabled_rules", "hands_on_day")
        assert desk.findings.risk().findings == ()

    def test_every_setting_takes_back_the_value_it_shows(self, desk):
        for key, value, _ in desk.settings.all():
            desk.practice.set(key, value)
            assert desk.settings.get(key) == value

    def test_undo_reaches_settings(self, desk):
        desk.practice.set("week_start", "sunday")
        desk.history.undo()
        assert desk.settings.get("week_start") == "monday"

    def test_no_such_setting(self, desk):
        with pytest.raises(NotFoundError, match="there is no setting “colour”"):
            desk.practice.set("colour", "red")
        with pytest.raises(InvalidError, match="is not a weekday"):
            desk.practice.set("week_start", "t")
