"""A receipt or superbill on paper: who gave it, to whom, each visit, the sums, and what to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether, Spacer
from reportlab.platypus import Table as Grid

from mtdesk.exchange.writers.paper import GREY, Paper
from mtdesk.exchange.writers.paper import NOT_DRAWN as MARKED
from mtdesk.model.table import TEXT

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.model.receipt import Receipt

NOT_DRAWN = f"{MARKED}; write them in by hand"
# What a referral holds or others fill in.
CONDITION = "diagnosis, as given by the referring provider"
REFERRER = "referring provider"
SIGNATURE = "therapist's signature, and date"


def content(receipt: Receipt) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn."""
    sheet = _Sheet(receipt)
    return sheet.content(), sheet.is_complete


class _Sheet(Paper):
    def __init__(self, receipt: Receipt) -> None:
        super().__init__(receipt.heading, receipt.currency, receipt.made_on)
        self._receipt = receipt

    def content(self) -> bytes:
        receipt = self._receipt
        story = [
            self._text("Superbill" if receipt.is_superbill else "Receipt", self._title),
            Spacer(0, 4),
            self._pairs(),
            Spacer(0, 12),
            self._grid(receipt.table),
        ]
        if receipt.apart:
            table = receipt.apart_table
            story.append(
                KeepTogether([self._text(table.name, self._head), self._grid(table)]),
            )
        if receipt.is_superbill:
            story.append(KeepTogether(self._blanks()))
        notes = [self._text(note, self._small) for note in receipt.notes]
        if not self.is_complete:
            notes.append(self._text(f"{NOT_DRAWN[0].upper()}{NOT_DRAWN[1:]}.", self._small))
        story.append(KeepTogether([Spacer(0, 10), *notes]))
        by = [receipt.issuer[name] for name in ("business", "therapist") if name in receipt.issuer]
        return self._printed(story, ", ".join(by))

    def _pairs(self) -> Any:
        """Who gave it, to whom, of which days: a line each, its name before it."""
        receipt = self._receipt
        pairs = {
            **receipt.issuer,
            "client": receipt.client,
            "visits": f"{receipt.first} to {receipt.last}, amounts in {receipt.currency.code}",
        }
        rows = [
            [self._text(name, self._grey), self._text(text, self._plain)]
            for name, text in pairs.items()
        ]
        return self._unlined(rows, 80)

    def _blanks(self) -> list[Any]:
        receipt = self._receipt
        filled = {CONDITION: receipt.condition, REFERRER: receipt.referred_by, SIGNATURE: ""}
        rows = [
            [self._text(label, self._plain), self._text(self._shown(text, TEXT), self._plain)]
            for label, text in filled.items()
        ]
        lines = [("LINEBELOW", (1, row), (1, row), 0.5, GREY) for row in range(len(rows))]
        return [
            Spacer(0, 14),
            self._unlined(rows, 210, [("TOPPADDING", (0, 0), (-1, -1), 9), *lines]),
        ]

    def _unlined(self, rows: list[list[Any]], first: float, more: list[Any] | None = None) -> Any:
        return Grid(
            rows,
            colWidths=[first, self._width - first],
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                *(more or []),
            ],
            hAlign="LEFT",
        )
