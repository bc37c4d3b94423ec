"""Tax forms in words, as a list and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.table import Listing
from mtdesk.say.document import document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from mtdesk.model.money import Currency
    from mtdesk.model.year import TaxForm

FORM = ("id", "year", "form", "payer", "method", "amount_minor", "note")
NONE_YET = "No tax form there. Enter one: mtdesk form add 2025 1099-K Square 41250.33 --method card"


def form_document(form: TaxForm) -> dict[str, Any]:
    return document(form, FORM)


def forms_document(
    forms: Sequence[TaxForm], year: int | None, currency: Currency
) -> dict[str, Any]:
    """The forms of a year, or all where none is named."""
    return {
        "currency": currency.code,
        "year": year,
        "total_minor": sum(each.amount_minor for each in forms),
        "forms": [form_document(each) for each in forms],
    }


def forms_listing(forms: Sequence[TaxForm], currency: Currency) -> Listing:
    return Listing(
        heads=("id", "year", "form", "payer", "came by", "amount", "note"),
        rows=tuple(
            (
                str(each.id),
                str(each.year),
                each.form,
                each.payer,
                each.method or "",
                currency.format(each.amount_minor),
                each.note,
            )
            for each in forms
        ),
        right=(0, 5),
    )


def form_words(form: TaxForm, currency: Currency) -> str:
    """`form 1: 1099-K 2025, Square, $250.00, by card`."""
    came = f", by {form.method}" if form.method else ""
    said = currency.format(form.amount_minor)
    return f"form {form.id}: {form.form} {form.year}, {form.payer}, {said}{came}"
