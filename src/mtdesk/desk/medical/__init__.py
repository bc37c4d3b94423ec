"""Medical massage: referrals, what a client can do, progress reports, and what came of it."""

from __future__ import annotations

from functools import cached_property

from mtdesk.model.frozen import frozen
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.medical.outcomes import Functions, Outcomes
    from mtdesk.desk.medical.progress import ProgressReports
    from mtdesk.desk.medical.referrals import Recovering, Referrals, ReferralUse
    from mtdesk.desk.opened import Opened
    from mtdesk.insight.medical.outcomes import ThenAndNow


@frozen
class MedicalSide:
    """Of a client: the running referrals, or the latest where none runs; then the rest.

    `asked` of `done` sessions had feedback asked; `reported_on` is the day of the latest report.
    """

    uses: tuple[ReferralUse, ...]
    held: tuple[ThenAndNow, ...]
    reported_on: str | None
    asked: int
    done: int


class Medical:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def referrals(self) -> Referrals:
        from mtdesk.desk.medical.referrals import Referrals

        return Referrals(self._opened)

    @cached_property
    def functions(self) -> Functions:
        from mtdesk.desk.medical.outcomes import Functions

        return Functions(self._opened)

    @cached_property
    def progress(self) -> ProgressReports:
        from mtdesk.desk.medical.progress import ProgressReports

        return ProgressReports(self._opened)

    @cached_property
    def outcomes(self) -> Outcomes:
        from mtdesk.desk.medical.outcomes import Outcomes

        return Outcomes(self._opened)

    @cached_property
    def recovering(self) -> Recovering:
        from mtdesk.desk.medical.referrals import Recovering

        return Recovering(self._opened)

    def side(self, client_id: int) -> MedicalSide:
        """What a client's page shows of it."""
        found = self.referrals.of_client(client_id)
        running = [each for each in found if each.is_running]
        written = self.referrals.reports(client_id)
        asked, done = self.outcomes.feedback(client_id)
        return MedicalSide(
            uses=tuple(running or found[:1]),
            held=tuple(self.functions.then_and_now(client_id)),
            reported_on=written[0].written_on if written else None,
            asked=asked,
            done=done,
        )
