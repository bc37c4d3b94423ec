"""The progress report as PDF and as Markdown: what is on the page, whatever was typed."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from mtdesk.exchange.writers import fonts, markdown, paper, pdf
from mtdesk.model.medical import Measure, Progress, ReportedVisit
from mtdesk.model.money import currency
from mtdesk.say.medical.progress import progress_pages


def visit(number, before=7, after=3, service="Medical massage"):
    day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return ReportedVisit(
        local_date=day, service=service, minutes=60, pain_before=before, pain_after=after
    )


def report_of(*visits, **more):
    about = {
        "client": "Ana Pérez", "for_whom": "Dr. Kim", "issuer": {"therapist": "Mara Oyelaran"},
        "first": date(2026, 1, 1), "last": date(2026, 12, 31), "made_on": date(2027, 1, 4),
        "currency": currency("USD"), "visits": visits, "missed": 0,
        "facts": (("complaint", "neck"), ("goal", "to drive")),
        "pain": "7.0 on arrival at first, 4.0 at the latest: a meaningful change", "within": "",
        "function": (
            Measure(what="sitting", first="20 min", first_on="2026-01-01", latest="60 min",
                    latest_on="2026-12-01", change="+40 min"),
        ),
        "medication": (), "missing": (), "client_id": 1,
    }  # fmt: skip
    return Progress(**{**about, **more})


@pytest.fixture
def latin(monkeypatch):
    """Only the fonts that reportlab brings, whatever this computer has."""
    monkeypatch.setattr(paper, "FONTS", paper.FONTS[-1:])
    monkeypatch.setattr(fonts, "_other", lambda _marks: None)


@pytest.fixture
def reads(tmp_path):
    """The words of a report, page by page."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")

    def read(report):
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf.content(progress_pages(report))[0])
        ran = subprocess.run(
            ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
        )
        return [" ".join(page.split()) for page in ran.stdout.split("\f")[:-1]]

    return read


def test_a_course_of_visits_stands_on_one_page(latin, reads):
    (page,) = reads(report_of(*map(visit, range(12))))
    for words in (
        "Progress report on Ana Pérez", "report for Dr. Kim", "Mara Oyelaran", "complaint neck",
        "7.0 on arrival", "pain by visit, 0 to 10", "sitting 20 min 2026-01-01 60 min 2026-12-01",
        "+40 min", "Visits, Medical massage, 60 min each", "not a medical opinion",
        "is for Dr. Kim only", "Salaffi 2004", "signature",
    ):  # fmt: skip
        assert words in page, words
    assert page.count("7 to 3") == 12


def test_visits_that_differ_keep_their_service_and_length(latin, reads):
    visits = [
        visit(number, service="Cupping" if number else "Medical massage") for number in range(9)
    ]
    (page,) = reads(report_of(*visits))
    assert page.count("Cupping") == 8
    assert "unknown" not in page


def test_what_is_not_known_has_no_section(latin, reads):
    (page,) = reads(report_of(visit(1, None, None), pain="", function=(), facts=()))
    for words in ("Pain", "Function", "Medication", "Salaffi", "change"):
        assert words not in page.replace("any change", ""), words


@pytest.mark.parametrize("name", ["김민지", "אנה"])
def test_a_name_that_cannot_be_drawn_is_owned_up_to(latin, reads, name):
    report = report_of(visit(1), client=name)
    assert not pdf.content(progress_pages(report))[1]
    assert "the Markdown file has them" in " ".join(reads(report))
    assert name in markdown.content(progress_pages(report))


TYPED = [
    "<b>Ana</b>",
    "Ana & Bo",
    "</para>",
    "[x](http://y)",
    "# a",
    "**a**",
    "`a`",
    "a | b",
    "~~a~~",
]


@pytest.mark.parametrize("text", TYPED)
def test_what_people_type_is_no_markup(latin, reads, text):
    report = report_of(visit(1), client=text, facts=(("goal", text),))
    assert reads(report)[0].count(text) >= 2
    lines = markdown.content(progress_pages(report)).splitlines()
    (goal,) = [line.removeprefix("- **goal:** ") for line in lines if line.startswith("- **goal")]
    assert re.sub(r"\\(.)", r"\1", goal) == text
    assert not re.search(r"(?<!\\)[\[<`|~&#]|(?<!\\)\*\*", goal)


def test_lines_in_a_text_are_no_lines_of_the_page():
    report = report_of(visit(1), facts=(("goal", "one\n# two\n| three"),))
    assert (
        "- **goal:** one \\# two \\| three" in markdown.content(progress_pages(report)).splitlines()
    )


def test_a_text_longer_than_a_page_and_hundreds_of_visits(latin):
    long = report_of(
        *map(visit, range(300)), facts=(("complaint", "very long " * 2_000),), client="x" * 200
    )
    content, is_complete = pdf.content(progress_pages(long))
    assert content.startswith(b"%PDF-")
    assert is_complete


def test_the_same_report_is_the_same_file(latin):
    one = report_of(visit(1))
    assert pdf.content(progress_pages(one)) == pdf.content(progress_pages(replace(one)))
    assert markdown.content(progress_pages(one)) == markdown.content(progress_pages(replace(one)))
