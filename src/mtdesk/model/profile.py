"""What a country's profile says: its money, its year, categories, forms, rates, estimates."""

from __future__ import annotations

from mtdesk.model.frozen import field, frozen
from mtdesk.model.ledger.categories import Category, words_of_key

NAMES = ("us", "ca", "uk", "other")
# What stands on a form beside categories: what came in, costs that are none, and its sums.
FIGURES = (
    "gross", "given_back", "gross_income", "processor_fees", "mileage", "total_expenses", "net",
)  # fmt: skip


@frozen
class MileageRate:
    """What a unit of a business trip deducts from the day `first` to `last`, both included.

    Tenths of a minor unit. Beyond `up_to` whole units in a tax year, where there is such a limit,
    each further one deducts `tenths_beyond`.
    """

    first: str
    last: str
    unit: str
    tenths: int
    source: str
    up_to: int | None = None
    tenths_beyond: int = 0


@frozen
class FormLines:
    """Where figures stand on a form of the years `first` to `last`.

    By keys of expense categories, and those of FIGURES. What was given back is taken off where it
    stands on the line of the gross.
    """

    first: int
    last: int
    lines: dict[str, str]
    source: str


@frozen
class Profile:
    """A country, or what a practice says of its own. `currency` is None where any will do.

    `year_start` (MM-DD) begins the tax year. `no_mileage` and `no_estimate` are reasons, where there
    are no rates or no estimate; `estimate` names the one there is.
    """

    key: str
    name: str
    currency: str | None
    year_start: str
    distance_unit: str
    categories: dict[str, Category]
    mileage: tuple[MileageRate, ...] = ()
    no_mileage: str = ""
    forms: tuple[FormLines, ...] = ()
    estimate: str | None = None
    no_estimate: str = ""
    notes: tuple[str, ...] = field(default=())

    def form_lines(self, year: int) -> FormLines | None:
        """The lines of the year's form, None where they are not known."""
        return next((form for form in self.forms if form.first <= year <= form.last), None)

    def words(self, category: str) -> str:
        """What a category is called; of a key that another profile named, the key itself."""
        known = self.categories.get(category)
        return known.words if known else words_of_key(category)

    def deductible_percent(self, category: str) -> int:
        known = self.categories.get(category)
        return known.deductible_percent if known else 100

    @property
    def shares(self) -> dict[str, int]:
        """The percentage deducted, of each category that is not deducted in full."""
        return {
            key: each.deductible_percent
            for key, each in self.categories.items()
            if each.deductible_percent != 100
        }
