"""One name through every door: whoever is found by a spelling is found, imported, blocked, hidden
and redacted by it, whichever of its letters were typed with their marks.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest

from mtdesk.errors import EntryError, InvalidError, NeedsConfirmationError, RefusedError
from mtdesk.tui.names import Names

SQUARE = Path(__file__).parents[2] / "data" / "square" / "square_transactions_2025.csv"
# A name as it is written, and as it is typed on a keyboard that has none of its letters.
SPELLINGS = {
    "Łukasz Żuk": "lukasz zuk",
    "Søren Kjær": "soren kjaer",
    "Đorđe Ilić": "dorde ilic",
    "Guðrún Þórsdóttir": "gudrun thorsdottir",
    "Işıl Kaya": "isil kaya",
    "İpek Çelik": "ipek celik",
    "Cœur Nuñez": "coeur nunez",
    "Weiß Groß": "weiss gross",
    "WEIẞ Anna": "weiss anna",
    "Ħaġar Borġ": "hagar borg",
    "Sámi Ŋuŧ": "sami nut",
    "Ana‐María O’Neil": "ana-maria o'neil",
    "Jean\u00adne D‘Arc": "jeanne d'arc",
}


def typed_as(name):
    """With and without the marks, in each Unicode form, small and large."""
    bare = SPELLINGS[name]
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    return sorted({bare, bare.upper(), *forms, *(each.upper() for each in forms)})


@pytest.fixture(params=SPELLINGS)
def name(request):
    return request.param


@pytest.fixture
def who(desk, name):
    """The client, whom nobody should book again unasked."""
    number = desk.clients.add({"name": name}).id
    desk.clients.standing.agree(number, "block", why="a hand")
    desk.sessions.log("bo swedish 60m 90 card 11-20 9:00", confirmed=True)
    return number


class TestAtTheKeyboard:
    def test_a_line_is_theirs_and_asks(self, desk, who, name):
        for typed in typed_as(name):
            draft = desk.sessions.understand(f"{typed} swedish 60m")
            assert (draft.session.client_id, draft.is_new_client) == (who, False), typed
            for door in (
                lambda typed=typed: desk.sessions.log(f"{typed} swedish 60m"),
                lambda typed=typed: desk.sessions.log("swedish 60m", {"client": typed}),
                lambda typed=typed: desk.sessions.edit(1, {"client": typed}),
            ):
                with pytest.raises(NeedsConfirmationError, match="BLOCKED"):
                    door()

    def test_a_booking_asks_again(self, desk, who, name):
        for typed in typed_as(name):
            with pytest.raises(NeedsConfirmationError, match="BLOCKED"):
                desk.sessions.log(f"{typed} swedish booked tomorrow 10:00")

    @pytest.mark.parametrize("standing", ["warn", "prepay", "not_alone", "released"])
    def test_whatever_is_agreed_is_said(self, desk, who, name, standing):
        desk.clients.standing.agree(who, standing)
        for typed in typed_as(name):
            assert desk.sessions.understand(f"{typed} swedish 60m").known.standing == standing

    def test_every_command_finds_them(self, desk, who, name):
        for typed in typed_as(name):
            assert desk.clients.one(typed).id == who
            assert [each.id for each in desk.clients.find(typed)] == [who]
            assert desk.ledger.pay(typed, "20")[0][0].client_id == who
            assert desk.credits.sell(typed, "300")[0].client_id == who
            told = {"kind": "threat", "severity": "2", "client": typed}
            assert desk.incidents.add(told)[0].client_id == who

    COMMANDS = (
        "client show", "progress", "receipt", "sessions --client", "outstanding --client",
        "credit list --client", "function list", "referral list",
    )  # fmt: skip

    def test_every_other_command_finds_them(self, desk, who, name, run):
        desk.sessions.log(f"#{who} medical massage 60m 90 card", confirmed=True)
        for command in self.COMMANDS:
            for typed in (SPELLINGS[name], unicodedata.normalize("NFD", name.upper())):
                ran = run(*command.split(), typed)
                assert ran.code == 0, (command, ran.err)

    def test_a_word_of_the_name_finds_them(self, desk, who, name):
        for word in SPELLINGS[name].replace("-", " ").split():
            assert desk.clients.one(word).id == who
            assert [each.id for each in desk.clients.find(word)] == [who]

    def test_completion_offers_them(self, desk, who, name):
        for typed in typed_as(name):
            begun = typed[: 1 + len(typed) // 2].split()[0]
            assert any(name.split()[0] in each for each in desk.sessions.completions(begun, 99))

    def test_nobody_of_the_name_is_added_unasked(self, desk, who, name):
        for typed in typed_as(name):
            with pytest.raises(RefusedError, match="already"):
                desk.clients.add({"name": typed})

    def test_an_alias_is_as_good(self, desk, who, name):
        bo = desk.clients.one("bo").id
        for typed in typed_as(name):
            with pytest.raises(RefusedError, match="already"):
                desk.clients.identity.add_alias(who, typed)
            with pytest.raises(NeedsConfirmationError, match="is also"):
                desk.clients.identity.add_alias(bo, typed)
        desk.clients.purge.carry_out(who, confirmed=True)
        desk.clients.identity.add_alias(bo, name)
        for typed in typed_as(name):
            assert desk.clients.one(typed).id == bo
            assert desk.sessions.understand(f"{typed} swedish").session.client_id == bo
        desk.clients.identity.remove_alias(bo, SPELLINGS[name])
        assert desk.clients.one("bo").aliases == ()

    def test_merged_they_are_found_as_the_other(self, desk, who, name):
        bo = desk.clients.one("bo").id
        desk.clients.identity.merge(who, bo, confirmed=True)
        for typed in typed_as(name):
            assert desk.clients.one(typed).id == bo


class TestInAFile:
    def rows(self, name):
        return list(enumerate(typed_as(name), 1))

    def test_sessions_and_the_incidents_beside_them(self, desk, who, name, tmp_path):
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(
            [
                "id",
                "started_at",
                "client",
                "minutes",
                "modality",
                "pressure",
                "effort",
                "fee",
                "tip",
                "payment_method",
                "setting",
                "pain_before",
                "pain_after",
                "note",
            ]
        )
        for number, typed in self.rows(name):
            day = f"2026-10-{number:02}T10:30:00-04:00"
            rows.writerow([number, day, typed, 60, "Swedish", *[""] * 2, 90, *[""] * 6])
        (sessions := tmp_path / "sessions.csv").write_text(text.getvalue(), encoding="utf-8")
        (incidents := tmp_path / "incidents.csv").write_text(
            "id,occurred_at,kind,body_part,severity,days_off,session_id,note\n"
            "1,2026-10-01T11:00:00-04:00,boundary,,4,0,1,\n"
        )
        desk.files.import_files([sessions, incidents])
        bo = desk.clients.one("bo").id
        assert {each.client_id for each in desk.sessions.between()} == {who, bo}
        assert [each.client_id for each in desk.incidents.between()] == [who]

    def test_a_booking_in_a_file_is_warned_of(self, desk, who, name, tmp_path):
        head = (
            "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,"
            "pain_before,pain_after,note,status"
        )
        (file := tmp_path / "sessions.csv").write_text(
            f"{head}\n1,2026-12-10T10:30:00-05:00,{SPELLINGS[name]},60,,,,,,,,,,,booked\n"
        )
        (tally,) = desk.files.import_files([file])
        assert ["BLOCKED" in each for each in tally.warnings] == [True]

    def test_square(self, desk, who, name, tmp_path):
        before = {each.id for each in desk.clients.find()}
        with SQUARE.open(encoding="utf-8") as sample:
            first = next(csv.DictReader(sample))
        text = io.StringIO()
        rows = csv.DictWriter(text, list(first))
        rows.writeheader()
        for number, typed in self.rows(name):
            ids = {"Transaction ID": f"t{number}", "Payment ID": f"p{number}"}
            rows.writerow({**first, **ids, "Customer Name": typed})
        (file := tmp_path / "square.csv").write_text(text.getvalue(), encoding="utf-8")
        (tally,) = desk.files.import_files([file])
        assert tally.new == len(typed_as(name))
        assert {each.id for each in desk.clients.find()} == before


class TestInWhatIsShown:
    def test_names_are_hidden_on_the_screen(self, desk, who, name):
        names = Names(desk)
        names.is_hidden = True
        for typed in typed_as(name):
            assert names.said(f"“{typed}”, 60 min") == f"“client {who}”, 60 min", typed

    def test_in_the_accountant_s_file_they_are_a_number(self, desk, who, name, run):
        for typed in typed_as(name):
            desk.ledger.trip(f"12mi home visit, {typed}")
        text = run("year", "2026", "--csv", "-").out
        assert text.count(f"home visit, client {who}") == len(typed_as(name))

    def test_in_a_redacted_copy_nobody_is_named(self, desk, who, name):
        for typed in typed_as(name):
            desk.incidents.add({"kind": "threat", "severity": "2", "said": f"so {typed} said"})
        document = desk.incidents.record.document()
        assert {each.incident.said for each in document.entries} == {"so [name] said"}

    def test_a_purge_counts_where_else_the_name_stands_and_takes_them_whole(self, desk, who, name):
        for typed in typed_as(name):
            desk.ledger.spend(f"12 card for {typed}, flowers")
            desk.incidents.begin({"said": f"then {typed} came"})
        plan = desk.clients.purge.plan(who)
        assert plan.person.mentions == {"expense": len(typed_as(name))}
        assert plan.person.counts["incident_draft"] == len(typed_as(name))


class TestTwoThatFoldAlike:
    @pytest.fixture
    def two(self, desk):
        first = desk.clients.add({"name": "Łukasz Nowak"}).id
        second = desk.clients.add({"name": "Lukasz Nowak"}, confirmed=True).id
        return first, second

    def test_each_spelling_finds_its_own(self, desk, two):
        for typed, number in zip(("Łukasz Nowak", "Lukasz Nowak"), two, strict=True):
            assert desk.clients.one(typed).id == number
            assert desk.sessions.understand(f"{typed} swedish").session.client_id == number
            assert (
                desk.sessions.understand("swedish", {"client": typed}).session.client_id == number
            )
            assert desk.ledger.pay(typed, "20")[0][0].client_id == number
            record = desk.incidents.add({"kind": "threat", "severity": "2", "client": typed})[0]
            assert record.client_id == number

    def test_the_folded_one_asks_which(self, desk, two):
        with pytest.raises(RefusedError, match="fits several"):
            desk.clients.one("lukasz nowak")
        with pytest.raises(EntryError, match="could be Łukasz Nowak or Lukasz Nowak"):
            desk.sessions.understand("lukasz nowak swedish")
        with pytest.raises(InvalidError, match="several clients"):
            desk.sessions.understand("swedish", {"client": "lukasz nowak"})

    def test_hidden_each_is_the_own_number(self, desk, two):
        names = Names(desk)
        names.is_hidden = True
        said = names.said("Łukasz Nowak and Lukasz Nowak")
        assert said == "client {} and client {}".format(*two)

    def test_doctor_proposes_the_merge_and_nothing_is_wrong(self, desk, two, run):
        ran = run("doctor", "--json")
        assert (ran.code, ran.json["ok"]) == (0, True)
        (check,) = [each for each in json.loads(ran.out)["checks"] if each["name"] == "names"]
        assert check["ok"]
        first, second = two
        assert f"mtdesk client merge {second} {first}" in check["detail"]
        desk.clients.identity.merge(second, first, confirmed=True)
        assert desk.clients.identity.to_merge() == "none is spelled in two ways"

    def test_two_of_one_spelling_are_two_because_she_said_so(self, desk):
        desk.clients.add({"name": "Ana"})
        desk.clients.add({"name": "Ana"}, confirmed=True)
        assert desk.clients.identity.to_merge() == "none is spelled in two ways"
