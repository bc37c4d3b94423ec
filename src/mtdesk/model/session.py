"""One appointment: booked, done, missed or cancelled; and what it is still owed for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.payment import Payment, Redemption

STATUSES = ("done", "booked", "no_show", "late_cancel", "cancelled")
SHORT_GAP_MINUTES = 15  # less than this is no rest between two sessions
PAYERS = ("client", "workplace", "insurer")
# Kinds of payment that pay for a session, whoever paid; a tip comes on top.
PAYS = ("session", "insurance", "wage", "sales_tax")
LAST_DAY = "9999-12-31"
# What nobody said; it counts nowhere until it is.
MINUTES_UNKNOWN = "minutes unknown"
MONEY_UNKNOWN = "money unknown"


def known_minutes(minutes: int, unsaid: int) -> int | None:
    """A sum of minutes; None where there is nothing in it but sessions of which nobody said them."""
    return None if unsaid and not minutes else minutes


@frozen
class Session:
    """Effort is Borg CR-10 on the therapist's body; pressure 1-5 is technique; pain is the client's, 0-10.

    `payer` owes what is open of it: the client, the workplace or an insurer, whose name `insurer` is.
    A workplace owes `due_minor`, its pay by the term of the day; the others the price, and
    `tax_minor`, the sales tax beside it. A session that `is_placed` has a time that only keeps
    it apart from the others of its day. Minutes that nobody said are None; `money_unknown` says that
    nobody said what it cost and what came in: it is neither income nor debt.
    """

    local_date: str
    minutes: int | None
    id: int | None = None
    started_at: str | None = None
    client_id: int | None = None
    client: str | None = None
    service_id: int | None = None
    service: str | None = None
    workplace_id: int | None = None
    workplace: str | None = None
    purpose: str | None = None
    modality: str | None = None
    price_minor: int | None = None
    effort: float | None = None
    effort_estimated: bool = False
    pressure: int | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    asked_feedback: bool = False
    status: str = "done"
    payer: str = "client"
    insurer: str | None = None
    due_minor: int | None = None
    tax_minor: int = 0
    is_placed: bool = False
    money_unknown: bool = False
    note: str = ""

    @property
    def clock(self) -> str:
        """`14:30`, `~14:30` where it is not known to the minute; empty where it is not known."""
        about = "~" if self.is_placed else ""
        return f"{about}{self.started_at[11:16]}" if self.started_at else ""

    @property
    def asked_minor(self) -> int:
        """What its payer is to pay: see above. The store asks the same in SQL."""
        if self.payer == "workplace":
            return self.due_minor or 0
        return (self.price_minor or 0) + self.tax_minor


@frozen
class Visit:
    """A session with what came in for it."""

    session: Session
    payments: tuple[Payment, ...] = ()
    redemptions: tuple[Redemption, ...] = ()

    @property
    def owed_minor(self) -> int:
        return owed(self.session, self.payments, self.redemptions)

    @property
    def open_minor(self) -> int:
        """What of its price is neither paid nor used of credit, whatever became of it."""
        return still_open(self.session, self.payments, self.redemptions)

    @property
    def is_money_known(self) -> bool:
        """Whether what came in and what is owed are figures: of some, nobody said a thing."""
        return bool(not self.session.money_unknown or self.payments or self.redemptions)

    @property
    def received_minor(self) -> int:
        """All money that came in for it, tips and sales tax included."""
        return sum(each.amount_minor for each in self.payments)

    @property
    def tip_minor(self) -> int:
        paid = sum(each.amount_minor for each in self.payments if each.kind == "tip")
        return paid + self.tip_of_credit_minor

    @property
    def tip_of_credit_minor(self) -> int:
        """The part of the tip that a gift card gave."""
        return sum(each.tip_minor for each in self.redemptions)

    @property
    def method(self) -> str | None:
        """How it was paid, where that was said."""
        return next((each.method for each in self.payments if each.method), None)


def owed(
    session: Session,
    payments: Iterable[Payment],
    redemptions: Iterable[Redemption],
    day: str = LAST_DAY,
) -> int:
    """What a done session waits for on a day: what is asked, less what was paid or used of credit by then.

    What was not held, or is still to come, waits for nothing. The store asks the same in SQL.
    """
    if session.status != "done" or session.local_date > day:
        return 0
    return still_open(session, payments, redemptions, day)


def still_open(
    session: Session,
    payments: Iterable[Payment],
    redemptions: Iterable[Redemption],
    day: str = LAST_DAY,
) -> int:
    """What is asked for a session and neither paid nor used of credit, whatever became of it."""
    kinds = PAYS if session.status == "done" else (*PAYS, "cancellation_fee")
    paid = sum(
        each.amount_minor for each in payments if each.kind in kinds and each.received_on <= day
    )
    used = sum(each.price_minor for each in redemptions if each.redeemed_on <= day)
    return max(session.asked_minor - paid - used, 0)


def gap_minutes(before: Session, session: Session) -> int | None:
    """From the end of one session to the beginning of the next; below 0 where they overlap.

    None where either is not known.
    """
    if not (before.started_at and session.started_at) or before.minutes is None:
        return None
    began = datetime.fromisoformat(before.started_at)
    between = datetime.fromisoformat(session.started_at) - began
    return round(between.total_seconds() / 60) - before.minutes
