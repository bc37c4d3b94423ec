"""Where no country is known: the shared categories, everything in full, no rate and no estimate."""

from __future__ import annotations

from mtdesk.model.ledger.categories import in_words
from mtdesk.model.profile import Profile

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
    categories=in_words({}, {}),
    no_mileage="no mileage rate is known for this country",
    no_estimate=US_ONLY,
    notes=(FULL_NOTE,),
)
