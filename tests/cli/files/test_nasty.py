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
