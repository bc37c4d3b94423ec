"""Expense categories: the keys that every country shares, and what names one.

What a category is called is the profile's to say (`Profile.words`): its country's words, or hers.
"""

from __future__ import annotations

from collections.abc import Mapping

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.names import fold


@frozen
class Category:
    """An expense category: its key in the data, its words, and the percentage deducted by default."""

    key: str
    words: str
    deductible_percent: int = 100


# Tax collected from clients and handed on: no cost of hers, so that no sum of expenses holds it.
SALES_TAX = "sales_tax"
# Things bought to last more than a year: what is deducted of them when is not worked out here.
TO_LAST = "equipment_depreciation"

# Keys of US Schedule C, valid everywhere; lines of forms are mapped by year in the profiles, so that
# data outlives forms. Meals at half and own bodywork not at all are the US profile's defaults, for
# her accountant to check.
CATEGORIES: dict[str, Category] = {
    category.key: category
    for category in (
        Category(key="advertising", words="advertising"),
        Category(key="car_mileage", words="car and mileage"),
        Category(key="commissions_fees", words="commissions and fees"),
        Category(key="contract_labor", words="contract labor"),
        Category(key=TO_LAST, words="equipment"),
        Category(key="insurance", words="insurance"),
        Category(key="legal_professional", words="legal and professional"),
        Category(key="office", words="office"),
        Category(key="rent_equipment", words="rent of equipment"),
        Category(key="rent_room", words="rent of room"),
        Category(key="repairs", words="repairs"),
        Category(key="supplies", words="supplies"),
        Category(key="taxes_licenses", words="taxes and licenses"),
        Category(key="travel", words="travel"),
        Category(key="meals", words="meals", deductible_percent=50),
        Category(key="utilities", words="utilities"),
        Category(key="dues", words="dues"),
        Category(key="laundry", words="laundry"),
        Category(key="continuing_education", words="continuing education"),
        Category(key="phone", words="phone"),
        Category(key="software", words="software"),
        Category(key="own_bodywork", words="own bodywork", deductible_percent=0),
        Category(key="parking_tolls", words="parking and tolls"),
        Category(key=SALES_TAX, words="sales tax paid over", deductible_percent=0),
        Category(key="other", words="other"),
    )
}


def words_of_key(key: str) -> str:
    """What a key says by itself, where no profile has words for it."""
    return key.replace("_", " ")


def in_words(called: Mapping[str, str], shares: Mapping[str, int]) -> dict[str, Category]:
    """The shared categories under a country's own words, deducted by its `shares`, else in full.

    What share a country deducts is not guessed from another's.
    """
    shares = {SALES_TAX: 0, **shares}
    return {
        key: replace(
            each, words=called.get(key, each.words), deductible_percent=shares.get(key, 100)
        )
        for key, each in CATEGORIES.items()
    }


def names_of(categories: Mapping[str, Category]) -> dict[str, str]:
    """What a typed name, folded, means: the shared words, the key's, and those of the profile."""
    shared = {fold(each.words): key for key, each in CATEGORIES.items() if key in categories}
    keys = {words_of_key(key): key for key in categories}
    return shared | keys | {fold(each.words): key for key, each in categories.items()}


def key_of(text: str, categories: Mapping[str, Category]) -> str:
    """The key of a category that is typed as its key or in its words.

    Raises:
        InvalidError: it is none of them.
    """
    key = names_of(categories).get(fold(text.replace("_", " ").replace("-", " ")))
    if key is None:
        known = ", ".join(each.words for each in categories.values())
        raise InvalidError("category", f"“{text}” is not one of {known}")
    return key
