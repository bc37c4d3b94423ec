"""Where no country is known: the shared categories, everything in full, no rate and no estimate."""

from __future__ import annotations

from mtdesk.model.ledger import CATEGORIES, Category
from mtdesk.model.profile import Profile

# What share a country deducts is not guessed from another's: in full, and a note says so.
IN_FULL = {key: Category(key=key, words=each.words) for key, each in CATEGORIES.items()}
FULL_NOTE = (
    "No shares of expenses (of meals, of own bodywork) are known for this country: each is counted "
    "in full."
)
US_ONLY = "tax is estimated for the United States only, in US dollars"

PROFILE = Profile(
    key="other",
    name="another country",
    currency=None,
    year_start="01-01",
    distance_unit="km",
    categories=IN_FULL,
    no_mileage="no mileage rate is known for this country",
    no_estimate=US_ONLY,
    notes=(FULL_NOTE,),
)
