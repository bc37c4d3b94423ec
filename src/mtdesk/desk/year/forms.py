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
    from mtdesk.store.file.book import Book


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
        with self._opened.writing("form") as writing:
            entered = self._read(year, form, payer, amount, method, note)
            writing.is_about(f"{entered.form} {entered.year} of {entered.payer}")
            twin = None if confirmed else self._twin(writing.book, entered)
            if twin is not None:
                said = self._opened.settings.currency.format(entered.amount_minor)
                raise NeedsConfirmationError(
                    f"form {twin.id} says the same, {entered.form} of {entered.payer} over {said}; "
                    "is this another one?"
                )
            entered = replace(entered, id=tax_forms.add(writing.book, entered))
        return entered, writing.operation

    def of(self, year: int | None = None) -> list[TaxForm]:
        """The forms of a year, or all there are."""
        book = self._opened.book
        return tax_forms.every(book) if year is None else tax_forms.of_year(book, year)

    def remove(self, form_id: int) -> tuple[TaxForm, int]:
        """Take a form away; returns it and the operation.

        Raises:
            NotFoundError: no such form.
        """
        with self._opened.writing("form") as writing:
            form = tax_forms.get(writing.book, form_id)
            writing.is_about(f"{form.form} {form.year} of {form.payer} taken away")
            tax_forms.remove(writing.book, form_id)
        return form, writing.operation

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

    def _twin(self, book: Book, entered: TaxForm) -> TaxForm | None:
        facts = (entered.form, entered.amount_minor, entered.method, fold(entered.payer))
        for each in tax_forms.of_year(book, entered.year):
            if (each.form, each.amount_minor, each.method, fold(each.payer)) == facts:
                return each
        return None
