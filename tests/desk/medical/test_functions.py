"""Function notes: what is written down, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from medical import function

from mtdesk.errors import InvalidError, NotFoundError
from mtdesk.model.period import Period

ALL = Period(date.min, date(2026, 11, 24))
DAYS = st.integers(0, 60).map(lambda ago: (date(2026, 11, 23) - timedelta(days=ago)).isoformat())
STATUSES = ("done", "done", "booked", "no-show")


class TestFunctionNotes:
    def test_noted_listed_edited_removed(self, ana):
        function(ana, "ana rom neck 45", on="2026-11-01")
        function(ana, "ana rom Neck 60 deg", "after work")
        (held,) = ana.medical.functions.then_and_now(1)
        assert (held.first.noted_on, held.latest.noted_on, held.change) == (
            "2026-11-01", "2026-11-23", 15,
        )  # fmt: skip
        note, _ = ana.medical.functions.edit(2, {"value": "50", "on": "2026-11-20"})
        assert (note.words, note.noted_on) == ("50 deg, after work", "2026-11-20")
        ana.medical.functions.remove(1)
        assert [each.id for each in ana.medical.functions.of_client(1)] == [2]

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"value": "much"}, "value: “much” is not a number"),
            ({"value": ""}, "value: is missing"),
            ({"part": ""}, "part: is missing"),
            ({"unit": "kg"}, "unit: “kg” is no unit of range of motion"),
            ({"measure": "jumping"}, "measure: “jumping” is not one of"),
            ({"measure": "sitting"}, "part: sitting has none"),
            ({"on": "2026-11-24"}, "on: 2026-11-24 is still to come"),
            ({"side": "left"}, "side: is no field of a function note"),
        ],
    )
    def test_a_wrong_edit_changes_nothing(self, ana, path, tables, fields, message):
        function(ana, "ana rom neck 45")
        before = tables(path)
        with pytest.raises(InvalidError) as raised:
            ana.medical.functions.edit(1, fields)
        assert raised.value.message.startswith(message)
        assert tables(path) == before

    def test_a_value_can_become_words(self, ana):
        function(ana, "ana medication ibuprofen 400 mg daily")
        note, _ = ana.medical.functions.edit(1, {"value": "", "note": "stopped"})
        assert (note.value, note.unit, note.words) == (None, "", "stopped")

    def test_nobody_a_day_to_come_and_no_such_note(self, ana):
        with pytest.raises(NotFoundError, match="no client “zoë”"):
            function(ana, "zoë sitting 20 min")
        with pytest.raises(InvalidError, match="still to come"):
            function(ana, "ana sitting 20 min", on="2026-11-24")
        for call in (
            lambda: ana.medical.functions.edit(9, {}),
            lambda: ana.medical.functions.remove(9),
        ):
            with pytest.raises(NotFoundError, match="no function note 9"):
                call()
