"""Worked examples of every calculation: input, expected result and tolerance, each with its source."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from mtdesk.model.questionnaire import Item, Option, Questionnaire, Scale

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))


def three_scales() -> Questionnaire:
    """Shaped like the Copenhagen Burnout Inventory, with words of our own."""
    options = tuple(Option(f"choice {value}", value) for value in (100, 75, 50, 25, 0))

    def scale(name: str, count: int, minimum: int, turned: int | None = None) -> Scale:
        items = tuple(
            Item(text=f"{name} question {number}", options=options, reversed=number == turned)
            for number in range(1, count + 1)
        )
        return Scale(name=name, items=items, minimum=minimum)

    return Questionnaire(
        name="three scales",
        scales=(scale("personal", 6, 3), scale("work", 7, 4, turned=7), scale("client", 6, 3)),
    )


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    module, _, name = vector["call"].rpartition(".")
    given = dict(vector["input"])
    if name == "score":
        given["questionnaire"] = three_scales()
    result = getattr(import_module(module), name)(**given)
    expected, tolerance = vector["expected"], vector["tolerance"]
    if isinstance(expected, dict):
        for key, value in expected.items():
            found = result[key] if isinstance(result, dict) else getattr(result, key)
            assert found == pytest.approx(value, abs=tolerance), key
    else:
        assert result == pytest.approx(expected, abs=tolerance)


def test_every_calculation_with_a_contract_has_a_vector_or_a_test_of_its_own() -> None:
    called = {vector["call"].rpartition(".")[2] for vector in VECTORS}
    assert called == {
        "session_load", "week_profile", "against_usual", "self_starting_cusum", "winsorised_cusum",
        "reliable_change", "pain_change", "visit_rate_change", "score",
    }  # fmt: skip
