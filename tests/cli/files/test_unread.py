"""What no reader knows: what it looks like is said, and what to do; nothing is written, nothing runs away."""

from __future__ import annotations

import zipfile
from time import perf_counter

import pytest

SHEET = b"Date,Client,Paid\n1/5/26,Ana,90\n"
EVENT = (
    "BEGIN:VEVENT\nUID:{0}\nDTSTART:19500101T100000\nRRULE:{1}\nSUMMARY:Swedish - Ana\nEND:VEVENT\n"
)


def packed(*names, size=0):
    def make(file):
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
            for name in names:
                parts.writestr(name, b"0" * size or b"x")

    return make


def recurring(rule):
    events = "".join(EVENT.format(number, rule) for number in range(300))
    return f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n".encode()


@pytest.mark.parametrize(
    ("name", "content", "says", "to_do"),
    [
        ("a.csv", b"%PDF-1.7\n\xe2\xe3", "looks like a PDF", "export that"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "old Excel workbook", "CSV"),
        ("a.csv", b"\xff\xd8\xff\xe0", "a picture", "CSV"),
        ("a.csv", b"<!DOCTYPE html><html>", "a web page", "sign in"),
        ("a.csv", b'{"rows": []}', "JSON", "CSV"),
        ("a.csv", bytes(range(1, 256)) * 9, "no text", "CSV or Excel"),
        ("a.zip", packed("a.csv"), "packed file (.zip)", "unpack"),
        ("a.numbers", packed("Index/Document.iwa"), "Numbers", "Export To"),
        ("a.ods", packed("mimetype", "content.xml"), "OpenDocument", "CSV"),
        ("a.docx", packed("word/document.xml"), "a document", "CSV"),
        ("a.xlsx", packed("xl/workbook.xml", "xl/a.xml", size=60_000_000), "too large", "CSV"),
        (
            "a.csv", b"Date,Description,Amount,Balance\n1/5/26,SQUARE,90,900\n",
            "a bank's statement", "OFX",
        ),
        ("a.csv", b"", "empty", ""),
        ("a.csv", b"x" * 3_000_000, "no known format", "--map"),
        ("a.csv", ",".join(f"c{n}" for n in range(1_000_000)).encode(), "no known format", "--map"),
        ("a.csv", b"Date;Client;Paid\n1/5/26,Ana,90\n", "no known format", "--map"),
        ("a.csv", SHEET.replace(b"Ana", b"A\0na"), "NUL character", "mend"),
        ("a.csv", SHEET + b'1/6/26,"Bo,80\n', "quotation mark", "mend"),
        ("a.ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", "ends inside", "mend"),
        ("a.ics", recurring("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;INTERVAL=1;COUNT=1"), "more often", "mend"),
    ],
)  # fmt: skip
def test_it_is_said_and_nothing_is_written(run, tmp_path, tables, path, name, content, says, to_do):
    run("client", "add", "Bo")
    before = tables(path)
    file = tmp_path / name
    content(file) if callable(content) else file.write_bytes(content)
    begin = perf_counter()
    ran = run("import", file)
    assert perf_counter() - begin < 30, "a fraction of it on a machine that does nothing else"
    assert ran.code == 1
    assert says in ran.err, ran.err[-600:]
    assert to_do in ran.err
    assert tables(path) == before


def test_a_vendors_other_export_is_named_with_the_menu_of_the_right_one(run, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Transaction ID,Date,Transaction Type,Currency,Fee,Net Amount,Notes\nx\n")
    ran = run("import", file)
    assert ran.code == 1
    assert "does not fit cashapp" in ran.err
    assert "Export CSV" in ran.err


@pytest.mark.parametrize(
    "content",
    [
        SHEET.replace(b"Ana", b"\"=cmd|'/c calc'!A0\""),
        SHEET.decode().encode("utf-16"),
        SHEET.replace(b"Paid", b"Paid,Note").replace(b"90", b"90," + b"x" * 60_000),
        SHEET.replace(b",", b"\t"),
        SHEET.replace(b",", b"|"),
        b"Paid,Date,Client\n90,1/5/26,Ana\n",
    ],
)
def test_what_is_odd_and_can_be_read_is_read_in_full(run, tmp_path, content):
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    assert run("import", file, "--json").json["new"] == 1


def test_what_recurs_for_ever_in_a_whole_file_ends(run, tmp_path):
    file = tmp_path / "a.ics"
    file.write_bytes(recurring("FREQ=WEEKLY"))
    ran = run("import", file, "--json", "--dry-run")
    assert ran.json["new"] == 20_000
    assert "more often than is read" in ran.err
