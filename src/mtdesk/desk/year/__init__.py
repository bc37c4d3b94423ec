"""What a year, a quarter or a month comes to, and what is handed over of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.year.report import Report, Reports

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mtdesk.desk.opened import Opened
    from mtdesk.desk.year.figures import Figures
    from mtdesk.desk.year.forms import TaxForms
    from mtdesk.desk.year.receipts import Receipts
    from mtdesk.insight.year.rows import Entry
    from mtdesk.model.document import Document, Written

__all__ = ["Report", "Years"]


class Years:
    """`year`, `quarter` and `month` are what an accountant is handed; `figures` its sums alone."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        reports = Reports(opened)
        self.year, self.quarter, self.month = reports.year, reports.quarter, reports.month

    @cached_property
    def figures(self) -> Figures:
        from mtdesk.desk.year.figures import Figures

        return Figures(self._opened)

    @cached_property
    def forms(self) -> TaxForms:
        from mtdesk.desk.year.forms import TaxForms

        return TaxForms(self._opened)

    @cached_property
    def receipts(self) -> Receipts:
        from mtdesk.desk.year.receipts import Receipts

        return Receipts(self._opened)

    def rows(self, report: Report) -> Iterator[Entry]:
        """Every row behind a report's sums, by day, one at a time."""
        from mtdesk.desk.year.rows import rows

        return rows(self._opened, report)

    # -- what is handed over: said first, then written

    def lines(self, document: Document) -> Iterator[str]:
        """The lines of a file of rows, with their ends."""
        from mtdesk.desk.opened import documents

        return documents.lines(document)

    def write(
        self,
        document: Document,
        target: Path,
        file_format: str | None = None,
        *,
        confirmed: bool = False,
    ) -> Written:
        """Write it, whole or not at all, in the format of its suffix unless one is named.

        Raises:
            InvalidError: another format.
            NeedsConfirmationError: something is there already.
            RefusedError: the place is a folder, is missing, full or not hers.
        """
        from mtdesk.desk.opened import documents

        return documents.write(self._opened, document, target, file_format, confirmed=confirmed)
