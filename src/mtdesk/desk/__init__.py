"""The one door to a practice: every use case is a method of an area of `Desk`.

Each writing method is one transaction and one operation of the journal. Areas are loaded when they
are first used, which keeps `log` quick.
"""

from __future__ import annotations

from functools import cached_property

from mtdesk.desk.opened import Opened, system_clock
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.clients import Clients
    from mtdesk.desk.clinic import Clinic
    from mtdesk.desk.credits import Credits
    from mtdesk.desk.files import Files
    from mtdesk.desk.findings import Findings
    from mtdesk.desk.history import History
    from mtdesk.desk.incidents import Incidents
    from mtdesk.desk.income import Income
    from mtdesk.desk.ledger import Ledger
    from mtdesk.desk.medical import Medical
    from mtdesk.desk.practice import Practice
    from mtdesk.desk.search import Search
    from mtdesk.desk.sessions import Sessions
    from mtdesk.desk.week import Weeks
    from mtdesk.desk.wellbeing import Wellbeing
    from mtdesk.desk.year import Years

__all__ = ["Desk", "system_clock"]


class Desk(Opened):
    """The face of a practice: its areas, on the ground of `Opened`."""

    @cached_property
    def practice(self) -> Practice:
        from mtdesk.desk.practice import Practice

        return Practice(self)

    @cached_property
    def history(self) -> History:
        from mtdesk.desk.history import History

        return History(self)

    @cached_property
    def wellbeing(self) -> Wellbeing:
        from mtdesk.desk.wellbeing import Wellbeing

        return Wellbeing(self)

    @cached_property
    def clients(self) -> Clients:
        from mtdesk.desk.clients import Clients

        return Clients(self)

    @cached_property
    def ledger(self) -> Ledger:
        from mtdesk.desk.ledger import Ledger

        return Ledger(self)

    @cached_property
    def credits(self) -> Credits:
        from mtdesk.desk.credits import Credits

        return Credits(self)

    @cached_property
    def sessions(self) -> Sessions:
        from mtdesk.desk.sessions import Sessions

        return Sessions(self)

    @cached_property
    def incidents(self) -> Incidents:
        from mtdesk.desk.incidents import Incidents

        return Incidents(self)

    @cached_property
    def medical(self) -> Medical:
        from mtdesk.desk.medical import Medical

        return Medical(self)

    @cached_property
    def findings(self) -> Findings:
        from mtdesk.desk.findings import Findings

        return Findings(self)

    @cached_property
    def week(self) -> Weeks:
        from mtdesk.desk.week import Weeks

        return Weeks(self)

    @cached_property
    def income(self) -> Income:
        from mtdesk.desk.income import Income

        return Income(self)

    @cached_property
    def year(self) -> Years:
        from mtdesk.desk.year import Years

        return Years(self)

    @cached_property
    def search(self) -> Search:
        from mtdesk.desk.search import Search

        return Search(self)

    @cached_property
    def files(self) -> Files:
        from mtdesk.desk.files import Files

        return Files(self)

    @cached_property
    def clinic(self) -> Clinic:
        from mtdesk.desk.clinic import Clinic

        return Clinic(self)
