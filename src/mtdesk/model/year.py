"""Tax forms that payers send after a year: what each says it paid, to hold against the rows."""

from __future__ import annotations

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen

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
