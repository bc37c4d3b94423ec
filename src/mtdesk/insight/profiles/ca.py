"""Canada. Figures that are not here are unknown, and stay so."""

from __future__ import annotations

from mtdesk.insight.profiles.other import US_ONLY
from mtdesk.model.ledger.categories import in_words
from mtdesk.model.profile import FormLines, Profile

GST_NOTE = (
    "GST/HST: the services of a registered massage therapist are not exempt (CRA ruling 81176); "
    "a small supplier is one up to $30,000 in four quarters in a row."
)

# What differs from the shared words.
CALLED = {"contract_labor": "contract labour", "taxes_licenses": "taxes and licences"}

# Half of meals (Income Tax Act s. 67.1); own treatments are personal (s. 18(1)(h)).
SHARES = {"meals": 50, "own_bodywork": 0}

SHARES_NOTE = (
    "Meals are counted at half, your own bodywork not at all; every other expense in full."
)
_OTHER = "9270"
# Gross and what was given back of it meet on one line; what lasts is a capital cost (line 9936).
T2125 = FormLines(
    first=2023,
    last=2026,
    lines={
        "gross": "8000",
        "given_back": "8000",
        "gross_income": "8299",
        "advertising": "8521",
        "meals": "8523",
        "insurance": "8690",
        "processor_fees": "8710",
        "taxes_licenses": "8760",
        "dues": "8760",
        "office": "8810",
        "supplies": "8811",
        "legal_professional": "8860",
        "rent_room": "8910",
        "repairs": "8960",
        "travel": "9200",
        "utilities": "9220",
        "phone": "9220",
        "car_mileage": "9281",
        "mileage": "9281",
        "parking_tolls": "9281",
        "commissions_fees": _OTHER,
        "contract_labor": _OTHER,
        "rent_equipment": _OTHER,
        "laundry": _OTHER,
        "continuing_education": _OTHER,
        "software": _OTHER,
        "other": _OTHER,
        "total_expenses": "9368",
        "net": "9369",
    },
    source="CRA, expenses section of form T2125 (canada.ca); check the lines against the year's form",
)

PROFILE = Profile(
    key="ca",
    name="Canada",
    currency="CAD",
    year_start="01-01",
    distance_unit="km",
    categories=in_words(CALLED, SHARES),
    no_mileage="no rate for a kilometre is known here for Canada",
    no_estimate=US_ONLY,
    forms=(T2125,),
    notes=(GST_NOTE, SHARES_NOTE),
)
