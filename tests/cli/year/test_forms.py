"""form: what it prints, and where `year` shows it."""

from __future__ import annotations

from made_once import written_once


@written_once
def practice(done):
    done("settings", "currency", "USD")
    done("log", "ana", "swedish", "60m", "90+15", "card", "11-20", "--yes")
    done("form", "add", "2026", "1099-K", "Square", "1100.50", "--method", "card")
    done("form", "add", "2026", "W-2", "=Clinic", "300")


def test_listing(practice, done):
    assert done("form", "list").out.splitlines() == [
        "id  year  form    payer    came by     amount  note",
        " 1  2026  1099-K  Square   card     $1,100.50",
        " 2  2026  W-2     =Clinic             $300.00",
    ]
    found = done("form", "list", "2026", "--json").json
    assert (found["schema"], found["currency"], found["total_minor"]) == (1, "USD", None)
    assert found["forms"][0] == {
        "id": 1, "year": 2026, "form": "1099-K", "payer": "Square", "method": "card",
        "amount_minor": 110_050, "note": "",
    }  # fmt: skip
    assert "No tax form there" in done("form", "list", "2025").out


def test_the_year_shows_what_differs(practice, done):
    year = done("year", "2026", "--json").json
    [row] = year["reconciliation"]
    # 90 + 15 by card, and the form says 1,100.50
    assert (row["gross_minor"], row["form_minor"], row["difference_minor"]) == (
        10_500, 110_050, -99_550,
    )  # fmt: skip
    assert year["reconciliation_by_payer"] == [
        {"key": "wages", "book_minor": 0, "form_minor": 30_000, "difference_minor": -30_000}
    ]
    assert [each["id"] for each in year["tax_forms"]] == [1, 2]
    page = done("year", "2026").out
    assert "$1,100.50    -$995.50" in page
    assert "wages             $0.00    $300.00    -$300.00" in page
    month = done("report", "month", "2026-11", "--json").json
    assert month["reconciliation"][0]["form_minor"] is None
    assert month["tax_forms"] == []


def test_rows_are_as_they_were(practice, done, tmp_path):
    with_forms = done("year", "2026", "--csv", "-").out
    done("form", "remove", "1")
    done("form", "remove", "2")
    assert done("year", "2026", "--csv", "-").out == with_forms


def test_words_when_entered_twice_or_removed(practice, done, run):
    again = ("form", "add", "2026", "1099-K", "square", "1100.50", "--method", "card")
    ran = run(*again)
    assert (ran.code, ran.out) == (1, "")
    assert "form 1 says the same, 1099-K of square over $1,100.50" in ran.err
    said = done(*again, "--yes").out
    assert said.startswith("form 3: 1099-K 2026, square, $1,100.50, by card\n")
    assert done("form", "remove", "3").out.startswith(
        "form 3: 1099-K 2026, square, $1,100.50, by card taken away\n"
    )
    assert run("form", "remove", "3").code == 1
    done("undo")
    listed = done("form", "list", "--json").json
    assert sum(each["amount_minor"] for each in listed["forms"]) == 250_100
