"""Files that are wrong, endless or far too large: one sentence, nothing written, or read in full.

`make test-nasty` imports the same in their full size, and looks at time and memory.
"""

from __future__ import annotations

import nasty
import pytest

from mtdesk.desk.files import intake
from mtdesk.exchange.readers import ics


@pytest.mark.parametrize("each", nasty.ALL, ids=lambda each: each.name)
def test_each_ends_as_it_should(each, run, tmp_path, path, tables, monkeypatch):
    monkeypatch.setattr(intake, "MOST_ASKED", 500)
    monkeypatch.setattr(ics, "MOST_OF_ONE", 50)
    run("client", "add", "Ana")
    before = tables(path)
    file = tmp_path / each.name
    each.make(file, each.small)
    done = run("import", file)
    assert done.code == each.code, done.err
    assert each.says in done.out + done.err
    assert len(done.err) < 10_000  # however many rows are wrong, or columns unknown
    if each.code:
        assert tables(path) == before


@pytest.mark.parametrize("how", [(), ("--skip-bad",), ("--dry-run",)])
def test_a_file_of_which_nothing_can_be_read_is_not_read_to_its_end(
    run, tmp_path, path, tables, monkeypatch, how
):
    monkeypatch.setattr(intake, "MOST_BAD", 1_500)
    run("client", "add", "Ana")
    before = tables(path)
    file = tmp_path / "quotes.csv"
    nasty.only_quotes(file, 2_000)
    done = run("import", file, *how)
    assert "others were not looked at" in done.out + done.err
    assert "1,500" in done.out + done.err
    assert tables(path) == before

    rows = file.read_text(encoding="utf-8").replace('"2025"', "2025", 1).replace('"Oils', "Oils", 1)
    file.write_text(rows, encoding="utf-8")
    done = run("import", file, *how)  # one row that can be: all of it is looked at
    assert "others were not" not in done.out + done.err
    assert "1,999" in done.out + done.err


def test_equals_are_known_again_one_by_one(run, tmp_path):
    file, longer = tmp_path / "equals.csv", tmp_path / "longer.csv"
    nasty.equals(file, 1_200)
    nasty.equals(longer, 2_300)
    assert run("import", file, "--json").json["new"] == 1_200
    again = run("import", file, "--json").json
    assert (again["new"], again["duplicate"]) == (0, 1_200)
    more = run("import", longer, "--json").json
    assert (more["new"], more["duplicate"]) == (1_100, 1_200)
    run("undo")
    again = run("import", file, "--json").json
    assert (again["new"], again["duplicate"]) == (0, 1_200)
