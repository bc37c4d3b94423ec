"""Countries' facts as dated data, one module each, with the source beside every figure; and her own."""

from __future__ import annotations

from mtdesk.errors import RefusedError
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.categories import Category, words_of_key
from mtdesk.model.profile import FormLines, MileageRate, Profile
from mtdesk.typed import Any

_OF_CURRENCY = {"USD": "us", "CAD": "ca", "GBP": "uk"}


def of_currency(code: str) -> str:
    """The profile that a currency suggests, where none was chosen."""
    return _OF_CURRENCY.get(code, "other")


def known(key: str) -> Profile:
    """The profile of one of `model.profile.NAMES`; only its own module is loaded."""
    if key == "us":
        from mtdesk.insight.profiles.us import PROFILE
    elif key == "ca":
        from mtdesk.insight.profiles.ca import PROFILE
    elif key == "uk":
        from mtdesk.insight.profiles.uk import PROFILE
    else:
        from mtdesk.insight.profiles.other import PROFILE
    return PROFILE


# -- a profile of the practice's own: what its file said, and the country it starts from


def read(text: str) -> Profile:
    """The profile of a stored document.

    Raises:
        RefusedError: it is none that this mtdesk can read.
    """
    import json

    try:
        return build(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RefusedError(
            "the profile kept in this practice cannot be read; choose one anew: "
            "mtdesk settings profile us, or a file"
        ) from None


def build(document: dict[str, Any]) -> Profile:
    """What the document does not say is as in the profile it starts from."""
    base = known(document["base"])
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
