"""Dated figures of the United States, each with its source. A year not listed here is unknown."""

from __future__ import annotations

from mtdesk.model.ledger.categories import CATEGORIES
from mtdesk.model.profile import FormLines, MileageRate, Profile


def _rate(first: str, last: str, tenths: int, source: str) -> MileageRate:
    return MileageRate(first=first, last=last, unit="mi", tenths=tenths, source=source)


# Tenths of a cent for a business mile.
MILEAGE_RATES = (
    _rate("2019-01-01", "2019-12-31", 580, "IRS Notice 2019-02"),
    _rate("2020-01-01", "2020-12-31", 575, "IRS Notice 2020-05"),
    _rate("2021-01-01", "2021-12-31", 560, "IRS Notice 2021-02"),
    _rate("2022-01-01", "2022-06-30", 585, "IRS Notice 2022-03"),
    _rate("2022-07-01", "2022-12-31", 625, "IRS Announcement 2022-13"),
    _rate("2023-01-01", "2023-12-31", 655, "IRS Notice 2023-03"),
    _rate("2024-01-01", "2024-12-31", 670, "IRS Notice 2024-08"),
    _rate("2025-01-01", "2025-12-31", 700, "IRS Notice 2025-05"),
    _rate("2026-01-01", "2026-06-30", 725, "IRS Notice 2026-10"),
    _rate("2026-07-01", "2026-12-31", 760, "IRS Announcement 2026-11, I.R.B. 2026-29"),
)

# Earnings up to which social security is paid in a year, in cents.
_BASE = "Social Security Administration, contribution and benefit base"
WAGE_BASES = {
    2024: (168_600_00, f"{_BASE} 2024"),
    2025: (176_100_00, f"{_BASE} 2025"),
    2026: (184_500_00, f"{_BASE} 2026"),
}

# Parts of 10,000, unchanged over the years above.
SELF_EMPLOYMENT_SHARE = 9235  # Schedule SE line 4a: net x 92.35 %
SOCIAL_SECURITY_RATE = 1240  # 26 U.S.C. 1401(a): 12.4 %
MEDICARE_RATE = 290  # 26 U.S.C. 1401(b)(1): 2.9 %
LEAST_NET_MINOR = 400_00  # 26 U.S.C. 1402(b)(2): nothing is due under $400

# Other expenses are itemised in Part V; their line is 27a or 27b, depending on the year's form.
_OTHER = "27 (Part V)"
SCHEDULE_C = (
    FormLines(
        first=2019,
        last=2026,
        lines={
            "gross": "1",
            "given_back": "2",
            "gross_income": "7",
            "advertising": "8",
            "car_mileage": "9",
            "mileage": "9",
            "parking_tolls": "9",
            "commissions_fees": "10",
            "processor_fees": "10",
            "contract_labor": "11",
            "equipment_depreciation": "13",
            "insurance": "15",
            "legal_professional": "17",
            "office": "18",
            "rent_equipment": "20a",
            "rent_room": "20b",
            "repairs": "21",
            "supplies": "22",
            "taxes_licenses": "23",
            "travel": "24a",
            "meals": "24b",
            "utilities": "25",
            "dues": _OTHER,
            "laundry": _OTHER,
            "continuing_education": _OTHER,
            "phone": _OTHER,
            "software": _OTHER,
            "other": _OTHER,
            "total_expenses": "28",
            "net": "31",
        },
        source="IRS Schedule C (Form 1040), 2019 to 2025; check the lines against the form of the year",
    ),
)

# 26 U.S.C. 224: voluntary tips, up to $25,000 a year.
TIPS_DEDUCTION_YEARS = range(2025, 2029)
TIPS_NOTE = (
    "Tips deduction 2025 to 2028: voluntary tips, up to $25,000 (26 U.S.C. 224; final regulations "
    "T.D. 10044, April 2026). Practitioners disagree whether a self-employed person may count only "
    "the tips that a 1099 shows: both sums are given. Ask: is your work a listed occupation, does "
    "the net of the business limit it, does it phase out (from $150,000, or $300,000 on a joint "
    "return), and must a married couple file jointly?"
)
# Told where forms are held against rows: public pages of 2025 and 2026 agree on them.
THRESHOLDS_NOTE = (
    "A payment network must send a 1099-K over $20,000 and 200 payments a year (Pub. L. 119-21), a "
    "client a 1099-NEC from $600, from $2,000 for payments of 2026 on: income without a form is "
    "income all the same."
)

PROFILE = Profile(
    key="us",
    name="United States",
    currency="USD",
    year_start="01-01",
    distance_unit="mi",
    categories=CATEGORIES,  # meals at half and own bodywork not at all, by default
    mileage=MILEAGE_RATES,
    no_mileage=f"rates go from {MILEAGE_RATES[0].first} to {MILEAGE_RATES[-1].last}, for miles",
    forms=SCHEDULE_C,
    estimate="us",
)
