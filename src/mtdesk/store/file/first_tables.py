"""The first step of `migrations`, and how every step writes a day. Released: nothing here is edited."""

from __future__ import annotations

# Without a modifier SQLite's date() lets 30 February pass.
DAY = "TEXT NOT NULL CHECK ({0} IS date({0}, '+0 days') AND {0} > '0001')"
MAYBE_DAY = "CHECK ({0} IS date({0}, '+0 days') AND {0} > '0001')"
_IMPORTED = "import_key TEXT UNIQUE, import_digest TEXT"

FIRST_TABLES = f"""
CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    summary TEXT NOT NULL,
    undoes INTEGER REFERENCES operation(id),
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE TABLE journal_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    operation_id INTEGER REFERENCES operation(id)
) STRICT;
INSERT INTO journal_state (id, operation_id) VALUES (1, NULL);
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    operation_id INTEGER,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX change_of_operation ON change (operation_id);
CREATE TABLE import_batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    imported_at TEXT NOT NULL,
    format TEXT NOT NULL,
    file_name TEXT NOT NULL,
    records INTEGER NOT NULL
) STRICT;
CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE client (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL,
    phone TEXT CHECK (phone <> ''),
    email TEXT CHECK (email <> ''),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX client_by_name ON client (name_key);
CREATE TABLE service (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL,
    purpose TEXT CHECK (purpose IN ('medical', 'wellness')),
    modality TEXT CHECK (modality <> ''),
    minutes INTEGER CHECK (minutes BETWEEN 1 AND 720),
    price_minor INTEGER CHECK (price_minor >= 0),
    usual_effort REAL CHECK (usual_effort BETWEEN 0 AND 10),
    procedure_code TEXT CHECK (procedure_code <> '')
) STRICT;
CREATE TABLE workplace (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES client(id),
    service_id INTEGER REFERENCES service(id),
    workplace_id INTEGER REFERENCES workplace(id),
    started_at TEXT CHECK (substr(started_at, 1, 10) = local_date AND julianday(started_at) > 0),
    local_date {DAY.format("local_date")},
    week_start TEXT GENERATED ALWAYS AS (date(local_date, '-6 days', 'weekday 1')) STORED,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 720),
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
    {_IMPORTED}
) STRICT;
CREATE INDEX session_by_day ON session (local_date, status, minutes, effort, effort_estimated);
CREATE INDEX session_by_client ON session (client_id, local_date);
CREATE INDEX session_by_service ON session (service_id, local_date);
CREATE INDEX session_owed ON session (local_date)
    WHERE status = 'done' AND price_minor > 0 AND settled_on IS NOT local_date;
CREATE TABLE payment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES client(id),
    session_id INTEGER REFERENCES session(id),
    received_on {DAY.format("received_on")},
    kind TEXT NOT NULL CHECK (kind IN ('session', 'tip', 'package', 'gift_card', 'product',
        'cancellation_fee', 'wage', 'insurance', 'refund', 'chargeback')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    fee_minor INTEGER NOT NULL DEFAULT 0,
    method TEXT CHECK (method <> ''),
    on_1099 INTEGER NOT NULL DEFAULT 0 CHECK (on_1099 IN (0, 1)),
    voluntary INTEGER CHECK (voluntary IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    {_IMPORTED}
) STRICT;
CREATE INDEX payment_by_day ON payment (received_on, kind, amount_minor, fee_minor);
CREATE INDEX payment_of_session ON payment (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX payment_by_client ON payment (client_id, received_on);
CREATE TABLE redemption (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES client(id),
    redeemed_on {DAY.format("redeemed_on")},
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    note TEXT NOT NULL DEFAULT '',
    {_IMPORTED}
) STRICT;
CREATE TABLE expense (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    spent_on {DAY.format("spent_on")},
    category TEXT NOT NULL CHECK (category <> ''),
    category_text TEXT CHECK (category_text <> ''),
    vendor TEXT CHECK (vendor <> ''),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    method TEXT CHECK (method <> ''),
    note TEXT NOT NULL DEFAULT '',
    {_IMPORTED}
) STRICT;
CREATE INDEX expense_by_day ON expense (spent_on, category, amount_minor);
CREATE TABLE trip (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    travelled_on {DAY.format("travelled_on")},
    distance_tenths INTEGER NOT NULL CHECK (distance_tenths > 0),
    unit TEXT NOT NULL CHECK (unit IN ('mi', 'km')),
    purpose TEXT NOT NULL DEFAULT '',
    {_IMPORTED}
) STRICT;
CREATE INDEX trip_by_day ON trip (travelled_on, unit, distance_tenths);
CREATE TABLE work_time (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    worked_on {DAY.format("worked_on")},
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    kind TEXT NOT NULL CHECK (kind <> ''),
    note TEXT NOT NULL DEFAULT '',
    {_IMPORTED}
) STRICT;
CREATE INDEX work_time_by_day ON work_time (worked_on, minutes);
CREATE TABLE incident (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    local_date {DAY.format("local_date")},
    kind TEXT NOT NULL CHECK (kind <> ''),
    severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 5),
    client_id INTEGER,
    client TEXT CHECK (client <> ''),
    session_id INTEGER,
    place TEXT NOT NULL DEFAULT '',
    said TEXT NOT NULL DEFAULT '',
    saw TEXT NOT NULL DEFAULT '',
    did TEXT NOT NULL DEFAULT '',
    witness TEXT NOT NULL DEFAULT '',
    told TEXT NOT NULL DEFAULT '',
    lost_minor INTEGER CHECK (lost_minor >= 0),
    body_part TEXT NOT NULL DEFAULT '',
    days_off INTEGER CHECK (days_off >= 0),
    source_kind TEXT NOT NULL DEFAULT '',
    source_severity INTEGER,
    note TEXT NOT NULL DEFAULT '',
    {_IMPORTED}
) STRICT;
CREATE INDEX incident_by_day ON incident (local_date);
CREATE INDEX incident_by_client ON incident (client_id);
CREATE TABLE incident_addendum (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    written_at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('note', 'withdrawn', 'reinstated')),
    text TEXT NOT NULL
) STRICT;
CREATE INDEX addendum_of_incident ON incident_addendum (incident_id);
CREATE TABLE check_in (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    checked_on {DAY.format("checked_on")},
    body REAL CHECK (body BETWEEN 0 AND 10),
    mind REAL CHECK (mind BETWEEN 0 AND 10),
    sleep_hours REAL CHECK (sleep_hours BETWEEN 0 AND 24),
    note TEXT NOT NULL DEFAULT '',
    {_IMPORTED}
) STRICT;
CREATE INDEX check_in_by_day ON check_in (checked_on);
CREATE TABLE soreness (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    check_in_id INTEGER NOT NULL REFERENCES check_in(id),
    site TEXT NOT NULL CHECK (site <> ''),
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 10),
    UNIQUE (check_in_id, site)
) STRICT
""".split(";\n")
