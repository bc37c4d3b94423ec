"""What the script that lives plans out writes of them: which lives, how many, and how sure a figure is."""

from __future__ import annotations

import sys

import plan_check
import pytest
from planning import page
from planning.lives import KINDS, life
from planning.turned import ASKED


def answers(*lives):
    """For each life its answers: what each changes, and whether it came as it was told."""
    return [[(what, dict.fromkeys(ASKED, held)) for what, held in rows] for rows in lives]


def test_a_number_is_always_the_same_life():
    assert life(KINDS[0], 12) == life(KINDS[0], 12)
    assert life(KINDS[0], 12) != life(KINDS[0], 13)
    assert life(KINDS[0], 12) != life(KINDS[1], 12)


def test_a_share_goes_with_how_many_lives_it_is_of_and_not_how_many_answers():
    one_each = answers(*[[("a", each % 2 == 0)] for each in range(100)])
    all_alike = answers(*[[("a", each % 2 == 0)] * 9 for each in range(100)])
    said = [plan_check.turned(each, 7).splitlines() for each in (one_each, all_alike)]
    assert said[0][0].endswith("numbers 7 to 106), 100 answers to")
    assert said[1][0].endswith("numbers 7 to 106), 900 answers to")
    assert [line.split("|")[3].strip() for line in (said[0][-1], said[1][-1])] == ["50.0 ± 5.0"] * 2


def test_each_kind_of_answer_has_its_row_and_lives_without_one_count_nowhere():
    found = answers([("a", True), ("b", False)], [("a", True)], [])
    rows = [line.split("|")[1:4] for line in plan_check.turned(found, 0).splitlines()[5:]]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["a", "2", "100.0 ± 0.0"],
        ["b", "1", "0.0 ± 0.0"],
        ["all of them", "3", "66.7 ± 15.7"],
    ]


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        (["--lives", "1", "--answers", "1"], ["ranges", "turned"]),
        (["--lives", "0", "--answers", "1"], ["turned"]),
        (["--lives", "1", "--answers", "0"], ["ranges"]),
    ],
)
def test_lived_are_those_from_the_first_on_and_what_was_not_lived_stays(
    options, parts, monkeypatch, tmp_path, capsys
):
    written = tmp_path / "plan.md"
    written.write_text(
        "".join(f"<!-- {each} -->\nold\n<!-- /{each} -->\n" for each in ("ranges", "turned"))
    )
    monkeypatch.setattr(page, "PAGE", written)
    monkeypatch.setattr(plan_check, "Pool", Here)
    monkeypatch.setattr(
        plan_check,
        "covered",
        lambda task: (
            task[0].name,
            "nothing changed",
            dict.fromkeys(plan_check.FIELDS, task[1] == 40),
        ),
    )
    monkeypatch.setattr(
        plan_check, "lived_answers", lambda number: [("a", dict.fromkeys(ASKED, number == 40))]
    )
    monkeypatch.setattr(sys, "argv", ["plan_check.py", "--first", "40", "--write", *options])
    plan_check.main()
    text = written.read_text()
    for part in ("ranges", "turned"):
        inside = text.split(f"<!-- {part} -->\n")[1].split(f"<!-- /{part} -->")[0]
        assert (inside == "old\n") is (part not in parts)
        assert ("100.0" in inside and "40 to 40" in inside) is (part in parts)
    assert capsys.readouterr().out.count("numbers 40 to 40") == len(parts)


class Here:
    """Instead of other processes."""

    def __init__(self, count):
        self.count = count

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def map(self, function, tasks, chunksize=1):
        return [function(each) for each in tasks]
