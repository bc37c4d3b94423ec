"""Money in and out, miles driven, hours unpaid."""

from __future__ import annotations

from mtdesk.model.ledger.categories import CATEGORIES, Category
from mtdesk.model.ledger.expense import Expense
from mtdesk.model.ledger.payment import CREDIT_KINDS, METHODS, PAYMENT_KINDS, Payment, Redemption
from mtdesk.model.ledger.work import WORK_KINDS, Trip, WorkTime

__all__ = [
    "CATEGORIES",
    "CREDIT_KINDS",
    "METHODS",
    "PAYMENT_KINDS",
    "WORK_KINDS",
    "Category",
    "Expense",
    "Payment",
    "Redemption",
    "Trip",
    "WorkTime",
]
