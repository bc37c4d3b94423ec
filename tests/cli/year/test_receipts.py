from __future__ import annotations

import pytest
from made_once import written_once

from mtdesk.cli import call as options


@written_once
def practice(done):
    done("service", "edit", "deep tissue", "price=100", "code=97124")
    done("log", "ana", "deep", "tissue", "60m", "90+15", "card", "11-20", "--yes")
    done("log", "ana", "swedish", "60m", "11-21")


def test_json_has_the_figures_of_the_page(practice, done):
    found = done("receipt", "ana", "--json", "--superbill").json
    assert (found["schema"], found["document"], found["client"]) == (1, "superbill", "ana")
    assert (found["from"], found["to"]) == ("2026-11-20", "2026-11-23")
    assert found["licence"] is None
    first, second = found["visits"]
    assert first["payments"] == [
        {"date": "2026-11-20", "source": "money", "way": "card", "amount_minor": 9_000}
    ]
    assert (first["charged_minor"], first["discount_minor"], first["paid_minor"]) == (
        9_000, 1_000, 9_000,
    )  # fmt: skip
    assert (second["charged_minor"], second["open_minor"], second["procedure_code"]) == (None,) * 3
    assert found["totals"]["charged_minor"] == found["totals"]["paid_minor"] == 9_000
    assert "a price of the visit on 2026-11-21" in found["missing"]


def test_the_page_says_what_it_lacks(practice, done):
    page = " ".join(done("receipt", "ana").out.split())
    assert "2026-11-20 Deep tissue 60 97124 $10.00 $90.00 $90.00" in page
    assert "It lacks your name; your licence number; the address" in page
    assert "for your plan to decide" in page
    assert "105" not in page


def test_what_is_missing_wants_a_yes(practice, run, done, tmp_path):
    target = tmp_path / "ana.pdf"
    ran = run("receipt", "ana", "--pdf", target)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("mtdesk: Receipt for ana: it lacks your name; your licence number")
    assert not target.exists()
    ran = done("receipt", "ana", "--pdf", target, "--yes")
    assert ran.err.startswith(f"Receipt for ana, 2 visits, written to {target}; it lacks your name")
    assert target.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(("answer", "is_written"), [(True, True), (False, False)])
def test_on_a_terminal_it_asks(practice, run, tmp_path, monkeypatch, answer, is_written):
    asked = []
    monkeypatch.setattr(options, "is_interactive", lambda: True)
    monkeypatch.setattr("click.confirm", lambda words, **_: asked.append(words) or answer)
    ran = run("receipt", "ana", "--pdf", tmp_path / "ana.pdf")
    assert len(asked) == 1
    assert asked[0].endswith("write it all the same?")
    assert (ran.code, (tmp_path / "ana.pdf").exists()) == (0 if answer else 1, is_written)


def test_no_visits_in_the_period(practice, run, done, tmp_path):
    days = ("--from", "2025-01-01", "--to", "2025-12-31")
    sentence = "ana has no visits from 2025-01-01 to 2025-12-31"
    assert done("receipt", "ana", *days).out == f"{sentence}\n"
    assert done("receipt", "ana", *days, "--json").json["visits"] == []
    ran = run("receipt", "ana", *days, "--pdf", tmp_path / "a.pdf", "--yes")
    assert (ran.code, ran.err) == (1, f"mtdesk: {sentence}; nothing was written.\n")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("nobody",), 1),
        (("",), 1),
        (("\udc80",), 1),
        (("ana", "--from", "yesterday"), 1),
        (("ana", "--from", "2026-02-30"), 1),
        (("ana", "--to", "9999-12-31"), 1),
        (("ana", "--from", "2026-11-02", "--to", "2026-11-01"), 2),
        (("ana", "--json", "--pdf", "x.pdf"), 2),
        (("ana", "--pdf", "-"), 2),
        (("ana", "--pdf", ""), 2),
        (("ana", "--yes", "--pdf", "."), 1),
        (("ana", "--yes", "--pdf", "no/such/place.pdf"), 1),
    ],
)
def test_bad_input_is_one_sentence(practice, run, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    ran = run("receipt", *words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("mtdesk: ")
    assert "should not have" not in ran.err
    assert sorted(tmp_path.iterdir()) == before


def test_other_scripts(done, tmp_path):
    done("log", "김민지", "swedish", "60m", "80", "card", "--yes")
    ran = done("receipt", "김민지", "--pdf", tmp_path / "a.pdf", "--yes")
    assert "2 visits" not in ran.err
    assert "Receipt for 김민지, 1 visit" in ran.err
    assert done("receipt", "김민지", "--json").json["client"] == "김민지"


def test_no_practice_yet(run, path):
    assert run("receipt", "ana").code == 1
    assert not path.exists()


class TestSuperbillFields:
    @pytest.fixture
    def given(self, practice, done):
        done("settings", "npi", "1234567893")
        done("settings", "tax_id", "12-3456789")
        done("settings", "place_of_service", "11")
        done("client", "edit", "ana", "born=1948-02-29")
        done("log", "ana", "medical", "massage", "38m", "80", "cash", "11-22")
        done("referral", "add", "ana", "--by", "Dr. Kim", "--on", "2026-11-01",
             "--condition-code", "M54.2", "--code", "97140")  # fmt: skip

    def test_stand_on_a_superbill_in_every_form(self, given, done, tmp_path):
        found = done("receipt", "ana", "--superbill", "--json").json
        assert [found[key] for key in ("npi", "tax_number", "place_of_service", "born_on")] == [
            "1234567893", "12-3456789", "11", "1948-02-29",
        ]  # fmt: skip
        assert found["condition_code"] == "M54.2"
        # 60, 60 and 38 minutes: the third unit of the last begins at minute 30, and 8 of it are there.
        assert [each["units"] for each in found["visits"]] == [4, 4, 3]
        page = done("receipt", "ana", "--superbill").out
        for words in ("1234567893", "12-3456789", "1948-02-29", "M54.2", "units", "eighth minute"):
            assert words in page
        done("receipt", "ana", "--superbill", "--pdf", tmp_path / "s.pdf", "--yes")
        assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF-")

    def test_a_receipt_has_none_of_them(self, given, done):
        page = done("receipt", "ana").out
        assert not any(words in page for words in ("1234567893", "12-3456789", "1948", "units"))

    def test_what_is_not_given_is_not_there(self, practice, done):
        found = done("receipt", "ana", "--superbill", "--json").json
        assert {found[key] for key in ("npi", "tax_number", "born_on", "condition_code")} == {None}
        assert "NPI" not in done("receipt", "ana", "--superbill").out

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("settings", "npi", "1234567890"), "npi: “1234567890” has a digit wrong"),
            (("settings", "npi", "12345"), "npi: “12345” is not ten digits"),
            (("settings", "place_of_service", "office"), "is not a code of two digits"),
            (("client", "edit", "ana", "born=2027-01-01"), "born: 2027-01-01 is still to come"),
            (("client", "edit", "ana", "born=1848-01-01"), "born: 1848-01-01 is more than 125"),
            (("client", "edit", "ana", "born=soon"), "born: "),
        ],
    )
    def test_what_they_cannot_be(self, practice, run, path, tables, arguments, says):
        before = tables(path)
        ran = run(*arguments)
        assert (ran.code, says in ran.err) == (1, True)
        assert tables(path) == before

    def test_a_birth_date_goes_with_the_client(self, given, done, path):
        assert done("client", "show", "ana", "--json").json["born_on"] == "1948-02-29"
        done("client", "add", "Ana B", "--born", "1950-01-01")
        done("client", "edit", "Ana B", "born=")
        done("client", "merge", "ana", "Ana B", "--yes")
        assert done("client", "show", "Ana B", "--json").json["born_on"] == "1948-02-29"
        done("client", "purge", "Ana B", "--yes")
        assert b"1948-02-29" not in path.read_bytes()
