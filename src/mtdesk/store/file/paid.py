"""What came in for a session, in SQL: `model.session.owed` says the same of values."""

from __future__ import annotations

from mtdesk.model.ledger.payment import NO_INCOME
from mtdesk.model.session import PAYS

IS_INCOME = "kind NOT IN ({})".format(", ".join(f"'{kind}'" for kind in NO_INCOME))
FROM_CLIENTS = f"{IS_INCOME} AND kind <> 'wage'"
_KINDS = ", ".join(f"'{kind}'" for kind in PAYS)
# Of one payment, as a trigger sees it.
IS_FOR_A_SESSION = f"{{row}}.session_id IS NOT NULL AND {{row}}.kind IN ({_KINDS})"
# Amounts and their days: money that pays for the session, and credit used for it.
PAID = f"""
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = {{session}} AND kind IN ({_KINDS})
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = {{session}}"""
