"""The questions stay in the SQL that every engine reads alike."""

from __future__ import annotations

import re
from datetime import date

import pytest

from mtdesk.store.clinic.questions import QUESTIONS, asked

GIVEN = {
    "now": date(2026, 11, 28), "today": date(2026, 11, 28), "start": date(2026, 1, 1),
    "end": date(2026, 12, 12), "years": [2025, 2026], "year": 2026, "gap": 15, "currency": "USD",
}  # fmt: skip
# What one engine has and another has not, or reads otherwise.
ONE_ENGINES = (
    r"/", r"::", r"\bQUALIFY\b", r"\bFILTER\b", r"GROUP BY ALL", r"\bEXCLUDE\b", r"\bavg\(", r"datediff",
    r"\bstrftime\b", r"\bLIMIT\b", r"\bIF\(", r'"', r"\bDISTINCT\b",
)  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_portable(name):
    text = asked(name, **GIVEN)
    assert not [each for each in ONE_ENGINES if re.search(each, text)]
    assert "{" not in text
    assert name == "ahead_of_time" or "ORDER BY" in text.splitlines()[-1] or "ORDER BY" in text
    for each in re.findall(r"(?:sum|count)\(", text.rpartition("\nSELECT")[2]):
        assert f"CAST({each}" in text
    assert "FROM shared" in text


@pytest.mark.parametrize("wrong", ["usd", "US$", "USD' OR 1", ""])
def test_only_the_code_of_a_currency_is_written_into_one(wrong):
    with pytest.raises(ValueError, match=re.escape(wrong) or ".*"):
        asked("splits", **{**GIVEN, "currency": wrong})
