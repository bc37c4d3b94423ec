"""Rows to choose from, each column in its place."""

from __future__ import annotations

import pytest
from areas import shown
from textual.widgets import OptionList


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_wide_characters_keep_the_columns_in_place(practice, size):
    practice.clients.add({"name": "王" * 30})
    practice.clients.add({"name": "x" * 60})
    async with shown(practice, "Clients", size) as pilot:
        options = pilot.app.query_one("Clients OptionList", OptionList).options
        assert len({option.prompt.cell_length for option in options}) == 1
