"""Receipts and superbills: what a client hands to an HSA, an FSA or an insurer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.desk.opened import documents, who
from mtdesk.errors import RefusedError
from mtdesk.insight.year.report import GIVEN_BACK
from mtdesk.model.ledger.payment import CREDIT_KINDS
from mtdesk.model.receipt import CREDIT, INSURER, MONEY_IN, PaidPart, Receipt, Visit
from mtdesk.store import ledger, practice, sessions
from mtdesk.store.medical import referrals

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mtdesk.desk.opened import Opened
    from mtdesk.model.document import Document, Written
    from mtdesk.model.ledger.payment import Payment, Redemption
    from mtdesk.model.medical.referrals import Referral
    from mtdesk.model.period import Period
    from mtdesk.model.practice import Service
    from mtdesk.model.session import Session

# The name of what heads it -> its setting.
ISSUER = {
    "business": "business_name",
    "therapist": "therapist_name",
    "licence": "licence",
    "address": "address",
}
# Who has no business name trades under her own; the others a plan asks for.
OF_VISITS = ("session", "insurance", *GIVEN_BACK)


class Receipts:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def of(self, client: str, period: Period, *, is_superbill: bool = False) -> Receipt:
        """The done visits of a client (a name or number) in a period, and how each was paid.

        From `date.min` on it begins with the first visit.

        Raises:
            NotFoundError: no such client; RefusedError: several.
        """
        opened = self._opened
        found = who.one(opened.book, client)
        menu = {service.id: service for service in practice.services(opened.book)}
        referred = referrals.of_client(opened.book, found.id or 0)
        done = [
            session
            for session in sessions.between(opened.book, period, client_ids=[found.id or 0])
            if session.status == "done"
        ]
        visits = tuple(
            self._visit(session, menu.get(session.service_id), _covering(referred, session))
            for session in done
        )
        used = {each.id: each for session in done for each in _covering(referred, session)}.values()
        first = period.start
        if first == date.min:
            first = date.fromisoformat(visits[0].local_date) if visits else period.last
        apart = tuple(
            _of_payment(payment)
            for payment in ledger.payments_without_session(opened.book, found.id or 0, period)
            if payment.kind in OF_VISITS
        )
        settings = opened.settings
        issuer = {name: settings.get(key) for name, key in ISSUER.items() if settings.get(key)}
        return Receipt(
            issuer=issuer,
            client=found.legal_name or found.name,
            first=first,
            last=period.last,
            made_on=opened.today,
            currency=settings.currency,
            visits=visits,
            apart=apart,
            is_superbill=is_superbill,
            referred_by=_each_once(each.referred_by for each in used),
            condition=_each_once(each.condition for each in used),
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

    def _visit(self, session: Session, service: Service | None, referred: list[Referral]) -> Visit:
        book, number = self._opened.book, session.id or 0
        paid = [
            *(_of_payment(each) for each in ledger.payments_of(book, number) if _counts(each)),
            *(_of_redemption(each) for each in ledger.redemptions_of(book, number)),
        ]
        is_of_menu = service is not None and service.minutes == session.minutes
        return Visit(
            session_id=number,
            local_date=session.local_date,
            service=session.service or session.modality or "",
            minutes=session.minutes,
            procedure_code=(service.procedure_code if service else None)
            or next((each.procedure_code for each in referred if each.procedure_code), None),
            charged_minor=session.price_minor,
            menu_minor=service.price_minor if service and is_of_menu else None,
            paid=tuple(paid),
        )


def _covering(referred: list[Referral], session: Session) -> list[Referral]:
    """The referrals that a visit counts on."""
    is_medical = session.purpose == "medical"
    return [each for each in referred if is_medical and each.covers(session.local_date)]


def _each_once(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _counts(payment: Payment) -> bool:
    return payment.kind in OF_VISITS and payment.amount_minor != 0


def _of_payment(payment: Payment) -> PaidPart:
    """A payment as its visit shows it; other programs' files name credit as a method."""
    method = (payment.method or "").replace("_", " ").replace("hsa", "HSA")
    is_back = payment.kind in GIVEN_BACK
    source = MONEY_IN
    if payment.kind == "insurance":
        source, method = INSURER, method or "insurance"
    elif payment.method in CREDIT_KINDS:
        source = CREDIT
    kind = f"{payment.kind}, " if is_back else ""
    return PaidPart(
        paid_on=payment.received_on,
        source=source,
        way=f"{kind}{method or 'method not said'}",
        amount_minor=-payment.amount_minor if is_back else payment.amount_minor,
    )


def _of_redemption(redemption: Redemption) -> PaidPart:
    kind = (redemption.kind or "package or gift card").replace("_", " ")
    return PaidPart(
        paid_on=redemption.redeemed_on,
        source=CREDIT,
        way=kind,
        amount_minor=redemption.amount_minor,
    )
