"""Packages and gift cards, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.model.ledger import Redemption


def redemption_document(redemption: Redemption) -> dict[str, Any]:
    return {
        "id": redemption.id,
        "redeemed_on": redemption.redeemed_on,
        "amount_minor": redemption.amount_minor,
        "credit": redemption.credit_id,
        "kind": redemption.kind,
        "session": redemption.session_id,
        "note": redemption.note,
    }
