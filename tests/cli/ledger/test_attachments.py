"""Receipts of expenses: copied beside the practice, named by content, checked, undone, purged."""

from __future__ import annotations

import pytest


@pytest.fixture
def receipt(tmp_path):
    made = tmp_path / "from her phone" / "Receipt 12.JPG"
    made.parent.mkdir()
    made.write_bytes(b"a photograph")
    return made


@pytest.fixture
def folder(path):
    return path.with_name(f"{path.stem}-receipts")


def kept(folder):
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def test_it_is_copied_and_named_by_its_content(done, receipt, folder):
    said = done("spend", "64", "sheets", "laundry", "--attach", receipt)
    assert "receipt Receipt 12.JPG" in said.out
    [name] = kept(folder)
    assert name.endswith(".jpg")
    assert len(name) == 68
    assert (folder / name).read_bytes() == b"a photograph"
    assert (folder.stat().st_mode & 0o777, (folder / name).stat().st_mode & 0o777) == (0o700, 0o600)
    receipt.unlink()
    assert "1 kept" in done("doctor").out


def test_json_names_it(done, receipt):
    [found] = done("spend", "64", "sheets", "--attach", receipt, "--json").json["attachments"]
    assert (found["file_name"], found["bytes"], len(found["sha256"])) == ("Receipt 12.JPG", 12, 64)
    assert done("spend", "64", "sheets", "--json").json["attachments"] == []


def test_afterwards_and_only_once(done, receipt, folder):
    done("spend", "64", "sheets")
    done("edit", "1", "--of", "expense", f"attach={receipt}", "business=50")
    done("edit", "1", "--of", "expense", f"attach={receipt}")
    assert len(kept(folder)) == 1
    assert "1 kept" in done("doctor").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("spend", "64", "sheets", "--attach", "no-such-file.jpg"),
        ("spend", "64", "sheets", "--attach", "."),
        ("edit", "1", "--of", "expense", "attach=no-such-file.jpg"),
        ("edit", "7", "--of", "expense", "attach={receipt}"),
        ("spend", "64", "sheets", "--business", "200", "--attach", "{receipt}"),
        ("spend", "nothing", "--attach", "{receipt}"),
        ("edit", "1", "--of", "expense", "attach={receipt}", "business=200"),
        ("edit", "1", "--of", "trip", "attach={receipt}"),
    ],
)
def test_what_fails_leaves_nothing(done, run, receipt, folder, path, tables, arguments):
    done("spend", "5", "oil")
    done("trip", "5mi", "bank")
    before = tables(path)
    ran = run(*(each.replace("{receipt}", str(receipt)) for each in arguments))
    assert ran.code == 1
    assert ran.err.startswith("mtdesk: ")
    assert (tables(path), kept(folder)) == (before, [])


def test_undo_takes_the_row_and_brings_it_back(done, receipt, folder, path, tables):
    done("spend", "5", "oil")
    before = tables(path, leave_out={"operation", "change"})
    done("spend", "64", "sheets", "--attach", receipt)
    there = tables(path, leave_out={"operation", "change"})
    done("undo")
    assert tables(path, leave_out={"operation", "change"}) == before
    done("undo", "4")  # the undo itself: it redoes
    assert tables(path, leave_out={"operation", "change"}) == there
    done("remove", "2", "--of", "expense")
    assert tables(path)["expense_attachment"] == []
    done("undo")
    assert "1 kept" in done("doctor").out


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_doctor_says_what_became_of_it(done, run, receipt, folder, harm):
    done("spend", "64", "sheets", "--attach", receipt)
    [name] = kept(folder)
    if harm == "gone":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(b"another")
    ran = run("doctor")
    assert ran.code == 3
    assert "receipt Receipt 12.JPG of expense 1 is " in ran.out
    assert "not as it was kept" in ran.err


def test_copies_say_that_it_is_not_in_them(done, receipt, folder, tmp_path):
    done("spend", "64", "sheets", "--attach", receipt)
    said = done("backup", tmp_path / "copy.db").out
    assert f"1 receipt is not in it: copy {folder} too" in said
    found = done("export", tmp_path / "all.json", "--format", "json", "--json").json
    assert (found["receipt_files"], found["receipts_folder"]) == (1, str(folder))


def test_an_export_brings_its_row_back(done, receipt, tmp_path, path, tables, run):
    done("spend", "64", "sheets", "--attach", receipt)
    done("export", tmp_path / "all")
    other = tmp_path / "other.db"
    assert run("--db", other, "import", tmp_path / "all").code == 0
    assert tables(other)["expense_attachment"] == tables(path)["expense_attachment"]
