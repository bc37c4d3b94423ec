"""Money in and out beside the sessions, miles, unpaid hours."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.changes import Changes
from mtdesk.desk.ledger.expenses import Expenses
from mtdesk.desk.ledger.owed import Owing
from mtdesk.desk.ledger.payments import Payments
from mtdesk.desk.ledger.trips import Trips
from mtdesk.desk.ledger.worktime import UnpaidTime

if TYPE_CHECKING:
    from mtdesk.desk.ledger.recurring import Recurring
    from mtdesk.desk.ledger.timer import Timer


class Ledger(Payments, Expenses, Trips, UnpaidTime, Owing, Changes):
    """What its rooms can do, through one door."""

    @cached_property
    def recurring(self) -> Recurring:
        from mtdesk.desk.ledger.recurring import Recurring

        return Recurring(self._opened)

    @cached_property
    def timer(self) -> Timer:
        from mtdesk.desk.ledger.timer import Timer

        return Timer(self._opened)
