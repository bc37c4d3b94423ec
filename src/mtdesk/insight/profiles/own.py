"""A profile of a practice's own, built of what its file said and of the country it starts from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from mtdesk.errors import RefusedError
from mtdesk.insight import profiles
from mtdesk.model.ledger.categories import Category, words_of_key
from mtdesk.model.profile import FormLines, MileageRate, Profile


def read(text: str) -> Profile:
    """The profile of a stored document.

    Raises:
        RefusedError: it is none that this mtdesk can read.
    """
    try:
        return build(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RefusedError(
            "the profile kept in this practice cannot be read; choose one anew: "
            "mtdesk settings profile us, or a file"
        ) from None


def build(document: dict[str, Any]) -> Profile:
    """What the document does not say is as in the profile it starts from."""
    base = profiles.known(document["base"])
    categories = dict(base.categories)
    for key, said in document["categories"].items():
        before = categories.get(key) or Category(key=key, words=words_of_key(key))
        categories[key] = Category(
            key=key,
            words=said.get("words", before.words),
            deductible_percent=said.get("deductible", before.deductible_percent),
        )
    changed: dict[str, Any] = {}
    for name in ("currency", "year_start", "distance_unit"):
        if document[name] is not None:
            changed[name] = document[name]
    if document["mileage"]:
        changed["mileage"] = tuple(MileageRate(**each) for each in document["mileage"])
        changed["no_mileage"] = "the profile has no rate for that day and unit"
    if document["forms"]:
        changed["forms"] = tuple(FormLines(**each) for each in document["forms"])
    # What the country's own notes say of shares or rates is no longer so where these were given.
    notes = tuple(document["notes"]) or base.notes
    return replace(
        base, key="own", name=document["name"], categories=categories, notes=notes, **changed
    )
