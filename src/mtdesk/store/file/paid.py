"""What is asked and what came in for a session, in SQL: `model.session.owed` says the same of values."""

from __future__ import annotations

from mtdesk.model.session import PAYS

_KINDS = ", ".join(f"'{kind}'" for kind in PAYS)
# Of one payment, as a trigger sees it.
IS_FOR_A_SESSION = f"{{row}}.session_id IS NOT NULL AND {{row}}.kind IN ({_KINDS})"
# What its payer is to pay for a session (`Session.asked_minor`); null where no price is known.
ASKED = """CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END"""
# Amounts and their days: money that pays for the session, and credit used for it.
PAID = f"""
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = {{session}} AND kind IN ({_KINDS})
        UNION ALL
        SELECT amount_minor, redeemed_on FROM redemption WHERE session_id = {{session}}"""
