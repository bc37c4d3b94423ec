from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from mtdesk.exchange.writers import fonts, paper, pdf
from mtdesk.model.money import currency
from mtdesk.model.year import CREDIT, MONEY_IN, PaidPart, Receipt, Visit
from mtdesk.say.year.receipts import receipt_sheet


def visit(number, **more):
    day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
    about = {
        "session_id": number, "local_date": day, "service": "Medical massage", "minutes": 60,
        "procedure_code": "97140", "charged_minor": 11_000, "menu_minor": 12_000,
        "paid": (PaidPart(paid_on=day, source=MONEY_IN, way="card", amount_minor=11_000),),
    }  # fmt: skip
    return Visit(**{**about, **more})


def receipt_of(*visits, **more):
    about = {
        "issuer": {
            "business": "Harbour Hands", "therapist": "Mara Oyelaran", "licence": "LMT 12345",
            "address": "12 Pier Street",
        },
        "client": "Ana Pérez", "first": date(2026, 1, 1), "last": date(2026, 12, 31),
        "made_on": date(2027, 1, 4), "currency": currency("USD"), "visits": visits, "apart": (),
    }  # fmt: skip
    return Receipt(**{**about, **more})


@pytest.fixture
def latin(monkeypatch):
    """Only the fonts that reportlab brings, whatever this computer has."""
    monkeypatch.setattr(paper, "FONTS", paper.FONTS[-1:])
    monkeypatch.setattr(fonts, "_other", lambda _marks: None)


@pytest.fixture
def reads(tmp_path):
    """The words of a receipt, page by page."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")

    def read(receipt):
        file = tmp_path / "receipt.pdf"
        file.write_bytes(pdf.content(receipt_sheet(receipt))[0])
        ran = subprocess.run(
            ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
        )
        return ran.stdout.split("\f")[:-1]

    return read


def test_twenty_visits_stand_on_one_page_with_their_sums(latin, reads):
    (page,) = reads(receipt_of(*map(visit, range(20)), is_superbill=True))
    for words in (
        "Superbill", "Harbour Hands", "Mara Oyelaran", "LMT 12345", "12 Pier Street", "Ana Pérez",
        "97140", "$2,200.00", "$200.00", "card 2026-01-01", "1,200", "for your plan to decide",
        "diagnosis, as given by the referring provider", "Left out: tips",
    ):  # fmt: skip
        assert words in page, words


def test_a_receipt_has_no_blank_lines_to_fill(latin, reads):
    (page,) = reads(receipt_of(visit(1)))
    assert page.split()[0] == "Receipt"
    assert "referring" not in page


def test_more_pages_repeat_the_heads(latin, reads):
    pages = reads(receipt_of(*map(visit, range(90))))
    assert len(pages) > 1
    assert all("how paid" in page for page in pages)
    assert "$9,900.00" in pages[-1]


def test_what_was_prepaid_has_its_own_column_and_sentence(latin, reads):
    day = "2026-02-01"
    part = PaidPart(paid_on=day, source=CREDIT, way="package", amount_minor=11_000)
    (page,) = reads(receipt_of(visit(1, paid=(part,))))
    assert "prepaid" in page
    assert "package 2026-02-01" in page
    assert "not reimbursable again" in page


def test_what_was_set_against_no_visit_stands_apart(latin, reads):
    back = PaidPart(paid_on="2026-03-01", source=MONEY_IN, way="refund, card", amount_minor=-2_000)
    (page,) = reads(receipt_of(visit(1), apart=(back,)))
    assert "-$20.00" in page
    assert "in no sum" in page


@pytest.mark.parametrize("name", ["김민지", "אנה", "آنا"])
def test_a_name_that_cannot_be_drawn_is_owned_up_to(latin, reads, name):
    receipt = receipt_of(visit(1), client=name)
    assert not pdf.content(receipt_sheet(receipt))[1]
    (page,) = reads(receipt)
    assert name not in page
    assert "?" * len(name) in page
    assert "write them in by hand" in page


@pytest.mark.parametrize("name", ["<b>Ana</b>", "Ana & Bo", "&lt;", "</para>", "%(x)s"])
def test_what_people_type_is_no_markup(latin, reads, name):
    (page,) = reads(receipt_of(visit(1, service=name), client=name))
    assert page.count(name) >= 2


def test_long_words_and_many_payments_find_their_place(latin):
    part = visit(1).paid[0]
    full = visit(
        1, service="x" * 200, procedure_code="9" * 40, paid=(part,) * 60, charged_minor=10**12
    )
    content, is_complete = pdf.content(receipt_sheet(receipt_of(full, client="y" * 200)))
    assert content.startswith(b"%PDF-")
    assert is_complete


def test_the_same_receipt_is_the_same_file(latin):
    one = receipt_of(visit(1))
    assert pdf.content(receipt_sheet(one)) == pdf.content(receipt_sheet(replace(one)))
