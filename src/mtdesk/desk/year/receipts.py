"""Receipts and superbills: what a client hands to an HSA, an FSA or an insurer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from mtdesk.desk.opened import documents, who
from mtdesk.errors import RefusedError
from mtdesk.insight.year.receipts import covering, paid_parts, visit
from mtdesk.model.ledger.payment import Payment, Redemption
from mtdesk.model.receipt import Receipt
from mtdesk.store import ledger, medical, practice, sessions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mtdesk.desk.opened import Opened
    from mtdesk.model.document import Document, Written
    from mtdesk.model.period import Period

Held = TypeVar("Held", Payment, Redemption)


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
        payments, used = (
            _by_session(ledger.payments_of_visits(book, number)),
            _by_session(ledger.redemptions_of_visits(book, number)),
        )
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
                payments.get(session.id, ()),
                used.get(session.id, ()),
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


def _by_session(rows: Iterable[Held]) -> dict[int | None, list[Held]]:
    found: dict[int | None, list[Held]] = {}
    for each in rows:
        found.setdefault(each.session_id, []).append(each)
    return found


def _each_once(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
