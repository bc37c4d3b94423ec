"""What a document says, it says in every format: each kind of block through each printer."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest
import workbook
from reports import report_of

from mtdesk.exchange import writers
from mtdesk.model.document import (
    SMALL,
    Abreast,
    Beside,
    Blanks,
    Facts,
    Figure,
    Figures,
    Points,
    Section,
    Spans,
    Text,
)
from mtdesk.model.table import DAY, MONEY, TEXT, Table

TABLE = Table(
    name="Some rows",
    columns=(("day", DAY), ("amount", MONEY)),
    rows=(("2026-01-31", 124_050), ("2026-02-01", None)),
)
BLOCKS = {
    "text": (Text(text="a sentence"), ["a sentence"]),
    "small": (Text(text="a note", look=SMALL), ["a note"]),
    "points": (Points(points=("one thing", "another")), ["one thing", "another"]),
    "facts": (Facts(facts=(("goal", "to drive"),)), ["goal", "to drive"]),
    "typed": (
        Facts(facts=(("said", "one\ntwo"),), at_length=True),
        ["said", "one", "two"],
    ),
    "blanks": (Blanks(facts=(("signature", ""), ("doctor", "Kim"))), ["signature", "doctor", "Kim"]),
    "figures": (
        Figures(figures=(Figure(label="net", value=-124_050), Figure(label="hours", value="1 h 30", kind=TEXT))),
        ["net", "-$1,240.50", "hours", "1 h 30"],
    ),
    "table": (TABLE, ["Some rows", "day", "2026-01-31", "$1,240.50", "unknown"]),
    "abreast": (
        Abreast(table=TABLE, name="Some rows", places=(0, 1), count=2),
        ["Some rows", "2026-01-31", "$1,240.50"],
    ),
    "beside": (
        Beside(left=(Text(text="on the left"),), right=(Text(text="on the right"),)),
        ["on the left", "on the right"],
    ),
    "section": (
        Section(heading="Pain", blocks=(Text(text="less"), Spans(spans=(("2026-01-31", 7, 3),), key="by visit"))),
        ["Pain", "less"],
    ),
}  # fmt: skip


@pytest.fixture
def prints(tmp_path):
    """The words of a document in a format."""

    def print_(document, file_format):
        content, is_complete = writers.content(document, file_format)
        assert is_complete
        if file_format == "md":
            return content.decode()
        if file_format == "xlsx":
            return "\n".join(str(cell) for row in workbook.read(content)["Summary"] for cell in row)
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext is not installed")
        file = tmp_path / "document.pdf"
        file.write_bytes(content)
        ran = subprocess.run(
            ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
        )
        return ran.stdout

    return print_


@pytest.mark.parametrize("file_format", ["pdf", "md"])
@pytest.mark.parametrize("block", BLOCKS)
def test_each_block_is_in_each_format(prints, file_format, block):
    shown, words = BLOCKS[block]
    printed = prints(replace(report_of(), pages=((shown,),), sheets=()), file_format)
    assert "Summary of 2026" in printed
    for each in words:
        assert each in printed


@pytest.mark.parametrize("file_format", ["pdf", "xlsx", "md"])
def test_the_first_page_of_a_report_is_in_each_format(prints, file_format):
    printed = prints(report_of(), file_format)
    for words in ("=Studio", "gross", "sessions", "An estimate", "it is a test", "check it"):
        assert words in printed.replace("\\", "")
