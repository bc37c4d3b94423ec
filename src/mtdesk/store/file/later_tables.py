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

# `minutes` that nobody said are null. `money_unknown`: whoever said that it was held said nothing of
# its money, so it is neither income nor debt; what is priced, or paid for, is known.
SESSION = f"""
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES client(id),
    service_id INTEGER REFERENCES service(id),
    workplace_id INTEGER REFERENCES workplace(id),
    started_at TEXT CHECK (substr(started_at, 1, 10) = local_date AND julianday(started_at) > 0),
    local_date {DAY.format("local_date")},
    week_start TEXT GENERATED ALWAYS AS (date(local_date, '-6 days', 'weekday 1')) STORED,
    minutes INTEGER CHECK (minutes BETWEEN 0 AND 720),
    price_minor INTEGER CHECK (price_minor >= 0),
    purpose TEXT CHECK (purpose IN ('medical', 'wellness')),
    modality TEXT CHECK (modality <> ''),
    effort REAL CHECK (effort BETWEEN 0 AND 10),
    effort_estimated INTEGER NOT NULL DEFAULT 0 CHECK (effort_estimated IN (0, 1)),
    pressure INTEGER CHECK (pressure BETWEEN 1 AND 5),
    pain_before INTEGER CHECK (pain_before BETWEEN 0 AND 10),
    pain_after INTEGER CHECK (pain_after BETWEEN 0 AND 10),
    asked_feedback INTEGER NOT NULL DEFAULT 0 CHECK (asked_feedback IN (0, 1)),
    status TEXT NOT NULL CHECK (status IN ('done', 'booked', 'no_show', 'late_cancel', 'cancelled')),
    note TEXT NOT NULL DEFAULT '',
    settled_on TEXT,
    import_key TEXT UNIQUE,
    import_digest TEXT,
    payer TEXT NOT NULL DEFAULT 'client' CHECK (payer IN ('client', 'workplace', 'insurer')),
    insurer TEXT CHECK (insurer <> ''),
    tax_minor INTEGER NOT NULL DEFAULT 0 CHECK (tax_minor >= 0),
    due_minor INTEGER CHECK (due_minor >= 0),
    is_placed INTEGER NOT NULL DEFAULT 0 CHECK (is_placed IN (0, 1)),
    money_unknown INTEGER NOT NULL DEFAULT 0 CHECK (money_unknown IN (0, 1)),
    CHECK (money_unknown = 0 OR price_minor IS NULL)
) STRICT"""
