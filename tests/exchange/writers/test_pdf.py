from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest
from reports import ROW, report_of

from mtdesk.exchange.writers import fonts, paper, pdf
from mtdesk.model.table import DAY, MINUTES, MONEY, NUMBER, TENTHS, TEXT, Table

TRIP = (DAY, NUMBER, TEXT, TENTHS, TEXT, MONEY)


def report_with(*purposes):
    """A document whose last page is a mileage log with these purposes."""
    trips = Table(
        name="Mileage",
        columns=tuple((f"{kind} {place}", kind) for place, kind in enumerate(TRIP)),
        rows=tuple(("2026-01-31", 7, purpose, 124, "mi", 899) for purpose in purposes),
    )
    names = ("Reconciliation", "Expense categories", "Tips")
    tables = tuple(
        Table(
            name=name,
            columns=(("what", TEXT), ("amount", MONEY), ("hands-on", MINUTES)),
            rows=(("supplies", 4250, 90),),
            note="a note",
        )
        for name in names
    )
    document = report_of(ROW)
    first = (*document.pages[0], tables[0])
    return replace(document, pages=(first, (*tables[1:], trips)))


@pytest.fixture
def latin(monkeypatch):
    """Only the fonts that reportlab brings, whatever this computer has."""
    monkeypatch.setattr(paper, "FONTS", paper.FONTS[-1:])
    monkeypatch.setattr(fonts, "_other", lambda _marks: None)


@pytest.fixture
def reads(tmp_path):
    """The words of a PDF, page by page."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")

    def read(content):
        file = tmp_path / "report.pdf"
        file.write_bytes(content)
        ran = subprocess.run(
            ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
        )
        return ran.stdout.split("\f")[:-1]

    return read


def test_a_file_of_pages_with_a_title_and_an_author(latin):
    content, is_complete = pdf.content(report_with("home visit"))
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert b"Summary of 2026" in content
    assert is_complete


def test_the_same_report_is_the_same_file(latin):
    assert pdf.content(report_with("a")) == pdf.content(report_with("a"))


@pytest.mark.parametrize("purpose", ["訪問", "ביקור", "زيارة", "\U0001f697"])
def test_what_cannot_be_drawn_is_owned_up_to(latin, reads, purpose):
    content, is_complete = pdf.content(report_with(f"visit {purpose}"))
    assert not is_complete
    first, *_, last = reads(content)
    assert f"visit {'?' * len(purpose)}" in last
    assert purpose not in last
    assert "Characters that this computer's fonts cannot draw stand as ?" in " ".join(first.split())


@pytest.mark.parametrize(
    "purpose", ["<b>bold</b>", "oil & linen", "&lt;", "%(x)s", "[left]", "</para>"]
)
def test_what_people_type_is_no_markup(latin, reads, purpose):
    content, _ = pdf.content(report_with(purpose))
    assert purpose in reads(content)[-1]


def test_the_first_page_is_the_summary_and_a_long_log_keeps_its_heads(latin, reads):
    pages = reads(pdf.content(report_with(*(f"trip {number}" for number in range(120))))[0])
    assert len(pages) > 3
    assert "=Studio" in pages[0]
    assert "line 1" in pages[0]
    assert "Reconciliation" in pages[0]
    assert "Expense categories" in pages[1]
    for page in pages[2:]:
        assert "date" in page or "day 0" in page
    assert "1,078.80" in pages[-1]  # 120 trips of 8.99
    assert all(f"trip {number}" in "".join(pages) for number in range(120))


def test_a_very_long_word_does_not_stop_it(latin):
    content, _ = pdf.content(report_with("x" * 5_000))
    assert content.startswith(b"%PDF-")
