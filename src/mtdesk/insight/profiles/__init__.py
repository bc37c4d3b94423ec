"""Countries' facts as dated data, one module each, with the source beside every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.model.profile import Profile

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
