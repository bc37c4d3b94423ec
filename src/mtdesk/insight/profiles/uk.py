"""The United Kingdom. Figures that are not here are unknown, and stay so."""

from __future__ import annotations

from mtdesk.insight.profiles.other import US_ONLY
from mtdesk.model.ledger.categories import in_words
from mtdesk.model.profile import FormLines, MileageRate, Profile

# What differs from the shared words: as a sole trader here keeps her books.
CALLED = {
    "contract_labor": "contract labour",
    "legal_professional": "accountancy and legal",
    "rent_equipment": "equipment hire",
    "rent_room": "room hire",
    "taxes_licenses": "taxes and licences",
    "dues": "memberships",
    "continuing_education": "training and CPD",
    "own_bodywork": "own treatments",
}

# Lunch at one's own place of work and one's own treatments are private (ITTOIA 2005 s. 34).
SHARES = {"meals": 0, "own_bodywork": 0}

SHARES_NOTE = "Meals and your own treatments are not deducted; every other expense is in full."
_OTHER = "19"
# Turnover is what was kept of it; what lasts may be a capital allowance (boxes 22 and 23).
SA103S = FormLines(
    first=2023,
    last=2026,
    lines={
        "gross": "9",
        "given_back": "9",
        "gross_income": "9",
        "supplies": "11",
        "car_mileage": "12",
        "mileage": "12",
        "parking_tolls": "12",
        "travel": "12",
        "contract_labor": "13",
        "rent_room": "14",
        "utilities": "14",
        "insurance": "14",
        "repairs": "15",
        "legal_professional": "16",
        "processor_fees": "17",
        "office": "18",
        "phone": "18",
        "software": "18",
        "advertising": _OTHER,
        "commissions_fees": _OTHER,
        "rent_equipment": _OTHER,
        "taxes_licenses": _OTHER,
        "dues": _OTHER,
        "laundry": _OTHER,
        "continuing_education": _OTHER,
        "other": _OTHER,
        "total_expenses": "20",
        "net": "21",
    },
    source="boxes of HMRC form SA103S for 2023-24; check them against the year's form",
)

PROFILE = Profile(
    key="uk",
    name="United Kingdom",
    currency="GBP",
    year_start="04-06",
    distance_unit="mi",
    categories=in_words(CALLED, SHARES),
    mileage=(
        MileageRate(
            first="2013-04-06",
            last="2026-04-05",
            unit="mi",
            tenths=450,
            up_to=10_000,
            tenths_beyond=250,
            source="HMRC, simplified expenses for vehicles: cars and goods vehicles (gov.uk)",
        ),
        MileageRate(
            first="2026-04-06",
            last="2027-04-05",
            unit="mi",
            tenths=550,
            up_to=10_000,
            tenths_beyond=250,
            source="announced on 21 May 2026, from 6 April 2026; a public page, not HMRC's own: check it",
        ),
    ),
    no_mileage="the rates known go from 2013-04-06 to 2027-04-05, for miles",
    forms=(SA103S,),
    no_estimate=US_ONLY,
    notes=(
        "The trading allowance of £1,000 stands in place of expenses: one of them, not both (gov.uk).",
        SHARES_NOTE,
    ),
)
