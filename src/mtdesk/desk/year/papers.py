"""Papers beside a year: tax forms that payers sent, receipts that a client hands to a plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from mtdesk.desk.opened import Opened, documents, who
from mtdesk.errors import InvalidError, NeedsConfirmationError, RefusedError
from mtdesk.insight.year.receipts import covering, paid_parts, visit
from mtdesk.model import rules
from mtdesk.model.document import Document, Written
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import CREDIT_KINDS, NO_MONEY, method_of
from mtdesk.model.names import clean, fold, name
from mtdesk.model.period import Period
from mtdesk.model.year import WAGES, Marked, Receipt, TaxForm, read_form
from mtdesk.store import ledger, medical, practice, sessions
from mtdesk.store import year as tax_forms
from mtdesk.store.file.book import Book


def _marked(book: Book, year: int, method: str) -> Marked:
    count, minor = ledger.mark_tips(book, method, f"{year}-01-01", f"{year + 1}-01-01")
    return Marked(year=year, method=method, count=count, amount_minor=minor)


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
    ) -> tuple[TaxForm, Marked, int]:
        """A form of a calendar year with its gross amount; it, the tips it shows, its operation.

        A 1099-K of one way of paying shows the tips that came that way: they are marked.

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
            marked = Marked(year=entered.year, method=entered.method or "")
            if entered.form == "1099-K" and entered.method is not None:
                marked = _marked(writing.book, entered.year, entered.method)
        return entered, marked, writing.operation

    def mark(self, year: str, method: str) -> tuple[Marked, int]:
        """Mark a calendar year's tips of one way of paying as shown on a 1099: them, the operation.

        Raises:
            InvalidError: no such year or way.
        """
        with self._opened.writing("form", f"tips of {method} in {year} shown on a 1099") as writing:
            number = rules.year(rules.read_whole(year, "year"), self._opened.now().year)
            came_by = method_of(method)
            if came_by is None or came_by in CREDIT_KINDS:
                raise InvalidError(
                    "method", NO_MONEY if came_by else "is empty; say card, venmo ..."
                )
            marked = _marked(writing.book, number, came_by)
        return marked, writing.operation

    def of(self, year: int | None = None) -> list[TaxForm]:
        """The forms of a year, or all there are."""
        return tax_forms.of_year(self._opened.book, year)

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
            raise InvalidError("method", NO_MONEY)
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


class Receipts:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def of(self, client: str, period: Period, *, is_superbill: bool = False) -> Receipt:
        """The done visits of a client (a name or number) in a period, and how each was paid.

        From `date.min` on it begins with the first visit.

        Raises:
            NotFoundError: no such client; RefusedError: several.
        """
        opened, book = self._opened, self._opened.book
        found = who.one(book, client)
        number = found.id or 0
        menu = {service.id: service for service in practice.services(book)}
        referred = medical.referrals_of(book, number)
        payments = ledger.payments_of_visits(book, number)
        used = ledger.redemptions_of_visits(book, number)
        done = [
            (session, covering(referred, session))
            for session in sessions.between(book, period, client_ids=[number])
            if session.status == "done"
        ]
        visits = tuple(
            visit(
                session,
                menu.get(session.service_id),
                counted_on,
                [each for each in payments if each.session_id == session.id],
                [each for each in used if each.session_id == session.id],
            )
            for session, counted_on in done
        )
        covered = {each.id: each for _, counted_on in done for each in counted_on}.values()
        first = period.start
        if first == date.min:
            first = date.fromisoformat(visits[0].local_date) if visits else period.last
        settings = opened.settings
        return Receipt(
            issuer=settings.issuer,
            client=found.legal_name or found.name,
            first=first,
            last=period.last,
            made_on=opened.today,
            currency=settings.currency,
            visits=visits,
            apart=paid_parts(ledger.payments_without_session(book, number, period)),
            is_superbill=is_superbill,
            referred_by=_each_once(each.referred_by for each in covered),
            condition=_each_once(each.condition for each in covered),
            condition_code=_each_once(each.condition_code or "" for each in covered),
            born_on=found.born_on or "",
            of_superbills=settings.of_superbills,
        )

    def write(
        self, receipt: Receipt, document: Document, target: Path, *, confirmed: bool = False
    ) -> Written:
        """Write what was made of it, whole or not at all.

        Raises:
            RefusedError: no visits; the place is a folder, is missing, full or not hers.
            NeedsConfirmationError: something is missing from it, or is there already.
        """
        if not receipt.visits:
            raise RefusedError(f"{receipt.nothing_there}; nothing was written")
        return documents.write(self._opened, document, target, "pdf", confirmed=confirmed)


def _each_once(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
