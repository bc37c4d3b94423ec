"""What a client's visits say on a receipt: each with its charge, and how it was paid."""

from __future__ import annotations

from collections.abc import Iterable

from mtdesk.model.ledger.payment import CREDIT_KINDS, GIVEN_BACK, Payment, Redemption
from mtdesk.model.medical import Referral
from mtdesk.model.practice import Service
from mtdesk.model.session import Session
from mtdesk.model.year import CREDIT, INSURER, MONEY_IN, PaidPart, Visit

OF_VISITS = ("session", "insurance", *GIVEN_BACK)


def visit(
    session: Session,
    service: Service | None,
    referred: Iterable[Referral],
    payments: Iterable[Payment],
    used: Iterable[Redemption],
) -> Visit:
    """A done session with its service of the menu, the referrals it counts on, and what paid it."""
    by_credit = (
        PaidPart(
            paid_on=each.redeemed_on,
            source=CREDIT,
            way=(each.kind or "package or gift card").replace("_", " "),
            amount_minor=each.amount_minor,
        )
        for each in used
    )
    is_of_menu = service is not None and service.minutes == session.minutes
    return Visit(
        session_id=session.id or 0,
        local_date=session.local_date,
        service=session.service or session.modality or "",
        minutes=session.minutes,
        procedure_code=(service.procedure_code if service else None)
        or next((each.procedure_code for each in referred if each.procedure_code), None),
        charged_minor=session.price_minor,
        menu_minor=service.price_minor if service and is_of_menu else None,
        paid=(*paid_parts(payments), *by_credit),
    )


def covering(referred: Iterable[Referral], session: Session) -> list[Referral]:
    """The referrals that a visit counts on."""
    is_medical = session.purpose == "medical"
    return [each for each in referred if is_medical and each.covers(session.local_date)]


def paid_parts(payments: Iterable[Payment]) -> tuple[PaidPart, ...]:
    """What of these paid for visits, or was given back of it: no tips, no products."""
    return tuple(
        _of_payment(each)
        for each in payments
        if each.kind in OF_VISITS
        and each.takes_back not in {"tip", "sales_tax"}
        and each.amount_minor != 0
    )


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
