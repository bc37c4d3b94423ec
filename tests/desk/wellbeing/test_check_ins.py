"""Check-ins: one a day, completed, undone, edited."""

from __future__ import annotations

import pytest

from mtdesk.errors import InvalidError


class TestCheckIns:
    def test_a_second_of_the_day_completes_the_first(self, desk):
        first, _, added = desk.wellbeing.check_in("body 6 neck 3 -- tired")
        second, _, again = desk.wellbeing.check_in("mind 4 neck 5 thumb-r 2 sleep 7.5 -- still")
        assert (added, again, second.id) == (False, True, first.id)
        assert (second.body, second.mind, second.sleep_hours) == (6, 4, 7.5)
        assert second.soreness == {"neck": 5, "thumb-r": 2}
        assert second.note == "tired\nstill"
        assert desk.wellbeing.of_day(desk.today) == second

    def test_undo_of_the_second_gives_the_first_back(self, desk, path, tables):
        desk.wellbeing.check_in("body 6 neck 3")
        before = tables(path)
        desk.wellbeing.check_in("body 2 neck 9 hip-l 1")
        desk.history.undo()
        assert tables(path) == before

    def test_another_day_is_another_check_in(self, desk):
        desk.wellbeing.check_in("body 6")
        other, _, added = desk.wellbeing.check_in("body 5", on="2026-11-20")
        assert (added, other.checked_on) == (False, "2026-11-20")
        with pytest.raises(InvalidError, match=r"^on: "):
            desk.wellbeing.check_in("body 5", on="2026-11-24")

    def test_edited(self, desk):
        made, _, _ = desk.wellbeing.check_in("body 6 neck 3 hip-l 2")
        after = desk.wellbeing.edit(
            made.id, {"body": "", "mind": "3.5", "neck": "", "hip-l": "7", "sleep": "8"}
        )
        assert (after.body, after.mind, after.sleep_hours) == (None, 3.5, 8)
        assert after.soreness == {"hip-l": 7}

    @pytest.mark.parametrize(
        "fields",
        [
            {"body": "11"},
            {"mind": "nan"},
            {"sleep": "25"},
            {"neck": "2.5"},
            {"elbow": "1"},
            {"x": "1"},
        ],
    )
    def test_what_an_edit_refuses(self, desk, fields, path, tables):
        made, _, _ = desk.wellbeing.check_in("body 6")
        before = tables(path)
        with pytest.raises(InvalidError):
            desk.wellbeing.edit(made.id, fields)
        assert tables(path) == before
