"""The tax forms that payers sent: entered by year, listed, taken away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtdesk.errors import InvalidError, NeedsConfirmationError
from mtdesk.model import rules
from mtdesk.model.ledger.payment import CREDIT_KINDS, method_of
from mtdesk.model.names import clean, fold, name
from mtdesk.model.year import WAGES, TaxForm, read_form
from mtdesk.store import year as tax_forms

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened


class TaxForms:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def add(
        self,
        year: str,
        form: str,
        payer: str,
        amount: str,
        *,
        method: str | None = None,
        note: str = "",
        confirmed: bool = False,
    ) -> tuple[TaxForm, int]:
        """A form of a calendar year with its gross amount; returns it and its operation.

        Raises:
            InvalidError: a value is wrong.
            NeedsConfirmationError: the same form is there already.
        """
        entered = self._read(year, form, payer, amount, method, note)
        if not confirmed and (twin := self._twin(entered)) is not None:
            said = self._opened.settings.currency.format(entered.amount_minor)
            raise NeedsConfirmationError(
                f"form {twin.id} says the same, {entered.form} of {entered.payer} over {said}; "
                "is this another one?"
            )
        book = self._opened.writable()
        summary = f"{entered.form} {entered.year} of {entered.payer}"
        with book.transaction("form", summary, self._opened.stamp()) as operation:
            entered = replace(entered, id=tax_forms.add(book, entered))
        return entered, operation

    def of(self, year: int | None = None) -> list[TaxForm]:
        """The forms of a year, or all there are."""
        book = self._opened.book
        return tax_forms.every(book) if year is None else tax_forms.of_year(book, year)

    def remove(self, form_id: int) -> tuple[TaxForm, int]:
        """Take a form away; returns it and the operation.

        Raises:
            NotFoundError: no such form.
        """
        form = tax_forms.get(self._opened.book, form_id)
        book = self._opened.writable()
        summary = f"{form.form} {form.year} of {form.payer} taken away"
        with book.transaction("form", summary, self._opened.stamp()) as operation:
            tax_forms.remove(book, form_id)
        return form, operation

    def _read(
        self, year: str, form: str, payer: str, amount: str, method: str | None, note: str
    ) -> TaxForm:
        number = rules.year(rules.read_whole(year, "year"), self._opened.now().year)
        which = read_form(form)
        currency = self._opened.settings.currency
        minor = rules.FORM.read(amount, currency)
        came_by = method_of(method) if method else None
        if came_by in CREDIT_KINDS:
            raise InvalidError("method", "a package or gift card is no money received")
        if came_by is not None and which == WAGES:
            raise InvalidError("method", "a W-2 is held against your wages, whatever way they came")
        return TaxForm(
            year=number,
            form=which,
            payer=name(payer, "payer"),
            amount_minor=minor,
            method=came_by,
            note=clean(note, "note"),
        )

    def _twin(self, entered: TaxForm) -> TaxForm | None:
        for each in tax_forms.of_year(self._opened.book, entered.year):
            same = (each.form, each.amount_minor, each.method) == (
                entered.form,
                entered.amount_minor,
                entered.method,
            )
            if same and fold(each.payer) == fold(entered.payer):
                return each
        return None
