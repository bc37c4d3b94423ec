"""Papers of a year: the tax forms that payers sent, and receipts for a client's plan."""

from __future__ import annotations

from datetime import date, timedelta

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import field, frozen
from mtdesk.model.money import Currency
from mtdesk.model.period import Period

WAGES = "W-2"
FORMS = ("1099-K", "1099-NEC", "1099-MISC", WAGES, "other")


@frozen
class TaxForm:
    """One form of a calendar year. `method` is the way its money came; None where that is not said."""

    year: int
    form: str
    payer: str
    amount_minor: int
    method: str | None = None
    note: str = ""
    id: int | None = None


def read_form(text: str) -> str:
    """A form as typed: `1099-k`, `1099 NEC`, `w2`.

    Raises:
        InvalidError: no such form.
    """
    letters = _letters(text)
    for form in FORMS:
        if letters == _letters(form):
            return form
    raise InvalidError("form", f"“{text[:40]}” is none of {', '.join(FORMS)}")


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


@frozen
class Marked:
    """Tips of a year that came one way and were not yet marked as shown on a 1099."""

    year: int
    method: str
    count: int = 0
    amount_minor: int = 0


@frozen
class ClosedYear:
    """A year of accounts that was handed over; both days are inclusive."""

    year: int
    first_day: str
    last_day: str
    closed_at: str

    @property
    def period(self) -> Period:
        last = date.fromisoformat(self.last_day)
        return Period(date.fromisoformat(self.first_day), last + timedelta(days=1))


MONEY_IN, CREDIT, INSURER = "money", "credit", "insurer"


@frozen
class PaidPart:
    """One way in which a visit was paid: `source` is MONEY_IN, CREDIT or INSURER.

    `way` is the method or the credit in words. What was given back is negative.
    """

    paid_on: str
    source: str
    way: str
    amount_minor: int


@frozen
class Visit:
    """A done session. `menu_minor` is the menu's price for its service and length, where known."""

    session_id: int
    local_date: str
    service: str
    minutes: int | None
    procedure_code: str | None
    charged_minor: int | None
    menu_minor: int | None
    paid: tuple[PaidPart, ...]

    def from_source(self, source: str) -> int:
        """What came in that way, before what was given back."""
        return sum(max(part.amount_minor, 0) for part in self.paid if part.source == source)

    @property
    def given_back_minor(self) -> int:
        return -sum(min(part.amount_minor, 0) for part in self.paid)

    @property
    def units(self) -> int | None:
        """Of 15 minutes, the last one from its eighth minute on."""
        return None if self.minutes is None else (self.minutes + 7) // 15

    @property
    def paid_minor(self) -> int:
        return self.from_source(MONEY_IN)

    @property
    def credit_minor(self) -> int:
        return self.from_source(CREDIT)

    @property
    def insurer_minor(self) -> int:
        return self.from_source(INSURER)

    @property
    def discount_minor(self) -> int | None:
        """What was charged less than the menu says; 0 when it was as much or more."""
        if self.menu_minor is None or self.charged_minor is None:
            return None
        return max(self.menu_minor - self.charged_minor, 0)

    @property
    def open_minor(self) -> int | None:
        """What is still to be paid; negative when more was paid than charged.

        What was given back of it is not owed again.
        """
        if self.charged_minor is None:
            return None
        return self.charged_minor - sum(max(part.amount_minor, 0) for part in self.paid)


@frozen
class Receipt:
    """`first` and `last` are inclusive.

    `issuer` heads it: business, therapist, licence, address by these names, as far as they are set.
    `client` is the legal name where there is one; `referred_by` and `condition` are of the
    referrals that its visits count on, in the referrer's words, empty without one.
    `of_superbills` is what only a superbill says of who gives it, as far as it is set.
    `apart` is what was paid or given back and is set against no visit: it is in no sum.
    """

    issuer: dict[str, str]
    client: str
    first: date
    last: date
    made_on: date
    currency: Currency
    visits: tuple[Visit, ...]
    apart: tuple[PaidPart, ...]
    is_superbill: bool = False
    referred_by: str = ""
    condition: str = ""
    condition_code: str = ""
    born_on: str = ""
    of_superbills: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return "superbill" if self.is_superbill else "receipt"

    @property
    def nothing_there(self) -> str:
        """What to say where there are no visits."""
        return f"{self.client} has no visits from {self.first} to {self.last}"

    def total(self, name: str) -> int | None:
        """The sum of a figure of the visits, by its name without `_minor`; None when none is known."""
        amounts = [getattr(visit, f"{name}_minor") for visit in self.visits]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if known else None
