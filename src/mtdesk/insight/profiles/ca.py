"""Canada. Figures that are not here are unknown, and stay so."""

from __future__ import annotations

from mtdesk.insight.profiles.other import FULL_NOTE, US_ONLY
from mtdesk.model.ledger.categories import in_words
from mtdesk.model.profile import Profile

GST_NOTE = (
    "GST/HST: the services of a registered massage therapist are not exempt (CRA ruling 81176); "
    "a small supplier is one up to $30,000 in four quarters in a row."
)

# What differs from the shared words.
CALLED = {"contract_labor": "contract labour", "taxes_licenses": "taxes and licences"}

# Half of meals (Income Tax Act s. 67.1); own treatments are personal (s. 18(1)(h)).
SHARES = {"meals": 50, "own_bodywork": 0}

PROFILE = Profile(
    key="ca",
    name="Canada",
    currency="CAD",
    year_start="01-01",
    distance_unit="km",
    categories=in_words(CALLED, SHARES),
    no_mileage="no rate for a kilometre is known here for Canada",
    no_estimate=US_ONLY,
    notes=(GST_NOTE, FULL_NOTE),
)
