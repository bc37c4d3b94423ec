"""Tables that a later step of `migrations` made anew. Released: nothing here is edited."""

from __future__ import annotations

from mtdesk.store.file.first_tables import DAY

# `is_ahead` is money typed for a client beyond what was owed then; `gives_back` is the kind of
# payment that a refund or chargeback takes back; who paid instead of the client is a workplace
# or an insurer.
PAYMENT = f"""
CREATE TABLE payment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES client(id),
    session_id INTEGER REFERENCES session(id),
    received_on {DAY.format("received_on")},
    kind TEXT NOT NULL CHECK (kind IN ('session', 'tip', 'package', 'gift_card', 'product',
        'cancellation_fee', 'wage', 'insurance', 'sales_tax', 'refund', 'chargeback')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    fee_minor INTEGER NOT NULL DEFAULT 0,
    method TEXT CHECK (method <> ''),
    on_1099 INTEGER NOT NULL DEFAULT 0 CHECK (on_1099 IN (0, 1)),
    voluntary INTEGER CHECK (voluntary IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    import_key TEXT UNIQUE,
    import_digest TEXT,
    refunded_credit_id INTEGER REFERENCES credit(id),
    workplace_id INTEGER REFERENCES workplace(id),
    insurer TEXT CHECK (insurer <> ''),
    is_ahead INTEGER NOT NULL DEFAULT 0 CHECK (is_ahead IN (0, 1)),
    gives_back TEXT CHECK (gives_back IN ('session', 'tip', 'package', 'gift_card', 'product',
        'cancellation_fee', 'wage', 'insurance', 'sales_tax'))
) STRICT"""
