"""A document becomes a file whole or not at all, after a yes where one is wanted."""

from __future__ import annotations

import json
import stat
from datetime import date

import pytest

from mtdesk.desk.opened import documents
from mtdesk.errors import InvalidError, NeedsConfirmationError, RefusedError
from mtdesk.model.document import Document, Log, texts
from mtdesk.model.money import currency
from mtdesk.model.table import MONEY, TEXT
from mtdesk.say.document import written

FORMATS = ("pdf", "xlsx", "md", "json", "csv")


def paper(file_format, **more):
    log = Log(columns=(("what", TEXT), ("amount", MONEY)), rows=iter([("oil", 1_250)]))
    about = {
        "title": "Paper", "name": "Paper of Ana", "what": "Paper of Ana,", "made_on": date(2026, 1, 1),
        "currency": currency("USD"), "formats": FORMATS, "pages": (texts(("hello",)),),
        "data": {"hello": 1}, "log": log if file_format == "csv" else None,
    }  # fmt: skip
    return Document(**{**about, **more})


@pytest.mark.parametrize("file_format", FORMATS)
def test_it_is_written_in_the_format_of_its_suffix_and_hers_alone(desk, tmp_path, file_format):
    target = tmp_path / f"paper.{file_format.upper()}"
    document = paper(file_format)
    done = documents.write(desk, document, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    begins = {
        "pdf": b"%PDF-",
        "xlsx": b"PK",
        "md": b"# Paper",
        "json": b"{",
        "csv": b"\xef\xbb\xbfwhat,amount",
    }
    assert target.read_bytes().startswith(begins[file_format])
    rows = "1 row of " if file_format == "csv" else ""
    assert written(document, [target], done) == f"{rows}Paper of Ana, written to {target}"


def test_json_says_its_schema(desk, tmp_path):
    target = tmp_path / "paper.json"
    documents.write(desk, paper("json"), target)
    assert json.loads(target.read_text()) == {"schema": 1, "hello": 1}


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize(
    ("is_there", "missing", "question"),
    [
        (True, (), "{target} is there already; write over it?"),
        (
            False,
            ("your name", "a price"),
            "Paper of Ana: it lacks your name; a price; write it all the same?",
        ),
        (
            True,
            ("your name",),
            "Paper of Ana: {target} is there already, and it lacks your name; write it all the same?",
        ),
    ],
)
def test_it_asks_first(desk, tmp_path, file_format, is_there, missing, question):
    target = tmp_path / f"paper.{file_format}"
    if is_there:
        target.write_text("mine")
    document = paper(file_format, missing=missing)
    with pytest.raises(NeedsConfirmationError) as asked:
        documents.write(desk, document, target)
    assert asked.value.question == question.format(target=target)
    assert target.exists() == is_there
    documents.write(desk, document, target, confirmed=True)
    assert target.read_bytes() != b"mine"


@pytest.mark.parametrize("file_format", FORMATS)
def test_what_is_refused_leaves_everything_as_it_was(desk, tmp_path, path, file_format):
    desk.practice.set("currency", "USD")
    before = path.read_bytes()
    link = tmp_path / f"link.{file_format}"
    link.symlink_to(path)
    (tmp_path / f"folder.{file_format}").mkdir()
    for target, why in (
        (link, "is the practice itself"),
        (tmp_path / f"folder.{file_format}", "is a folder"),
        (tmp_path / "no" / f"x.{file_format}", "cannot be written"),
    ):
        with pytest.raises(RefusedError, match=why):
            documents.write(desk, paper(file_format), target, confirmed=True)
    with pytest.raises(InvalidError, match=r"“x\.docx” ends in none of \.pdf, \.xlsx"):
        documents.write(desk, paper(file_format), tmp_path / "x.docx")
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*part"))
