"""How the file came to have its shape: append-only steps, each atomic.

A step that has been released is never edited; the next change of shape is a new function below
the last. `opening.VERSION` counts them.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from mtdesk.store.file import chain, journal, links, seals, triggers
from mtdesk.store.file.anew import made_anew
from mtdesk.store.file.book import Book
from mtdesk.store.file.first_tables import DAY, FIRST_TABLES, MAYBE_DAY
from mtdesk.store.file.later_tables import PAYMENT, SESSION

migrations = Migrations("mtdesk")


@migrations()
def first_tables(db: Database) -> None:
    """The practice, its sessions, money, incidents and check-ins, and the journal of changes."""
    for statement in FIRST_TABLES:
        db.conn.execute(statement)


@migrations()
def questionnaires_and_acknowledgements(db: Database) -> None:
    """Questionnaires with what was answered, and the findings that were taken note of."""
    for statement in f"""
CREATE TABLE questionnaire (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL,
    version TEXT NOT NULL,
    definition TEXT NOT NULL CHECK (json_valid(definition)),
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX questionnaire_by_name ON questionnaire (name_key);
CREATE TABLE questionnaire_response (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    questionnaire_id INTEGER NOT NULL REFERENCES questionnaire(id),
    taken_on {DAY.format("taken_on")},
    started_at TEXT NOT NULL,
    answers TEXT NOT NULL CHECK (json_valid(answers)),
    complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1))
) STRICT;
CREATE INDEX questionnaire_response_by_day ON questionnaire_response (questionnaire_id, taken_on);
CREATE TABLE acknowledgement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule TEXT NOT NULL CHECK (rule <> ''),
    subject TEXT NOT NULL DEFAULT '',
    acknowledged_on {DAY.format("acknowledged_on")},
    until TEXT CHECK (until IS date(until, '+0 days') AND until > '0001'),
    note TEXT NOT NULL DEFAULT '',
    new_usual INTEGER NOT NULL DEFAULT 0 CHECK (new_usual IN (0, 1))
) STRICT;
CREATE INDEX acknowledgement_of_rule ON acknowledgement (rule, subject)
""".split(";\n"):
        db.conn.execute(statement)


@migrations()
def credit_by_day(db: Database) -> None:
    """Gift cards and packages sold by day: a year need not read the payments of all years before."""
    db.conn.execute(
        "CREATE INDEX payment_on_credit ON payment (received_on, amount_minor) "
        "WHERE kind IN ('gift_card', 'package')"
    )


@migrations()
def credits_timer_and_recurring_expenses(db: Database) -> None:
    """Packages and gift cards with what each still holds, a running timer, expenses that come back."""
    for statement in f"""
CREATE TABLE credit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    payment_id INTEGER NOT NULL UNIQUE REFERENCES payment(id),
    client_id INTEGER NOT NULL REFERENCES client(id),
    sessions INTEGER CHECK (sessions > 0),
    code TEXT CHECK (code <> ''),
    expires_on TEXT CHECK (expires_on IS date(expires_on, '+0 days') AND expires_on > '0001')
) STRICT;
CREATE INDEX credit_of_client ON credit (client_id);
ALTER TABLE redemption ADD COLUMN session_id INTEGER REFERENCES session(id);
ALTER TABLE redemption ADD COLUMN credit_id INTEGER REFERENCES credit(id);
CREATE INDEX redemption_of_session ON redemption (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX redemption_of_credit ON redemption (credit_id, redeemed_on, amount_minor);
CREATE TABLE timer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    note TEXT NOT NULL DEFAULT '',
    running INTEGER NOT NULL DEFAULT 1 UNIQUE CHECK (running = 1)
) STRICT;
CREATE TABLE recurring_expense (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    vendor TEXT NOT NULL CHECK (vendor <> ''),
    category TEXT NOT NULL CHECK (category <> ''),
    day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
    starts_on {DAY.format("starts_on")},
    ends_on TEXT CHECK (ends_on IS date(ends_on, '+0 days') AND ends_on >= starts_on)
) STRICT;
ALTER TABLE expense ADD COLUMN recurring_id INTEGER REFERENCES recurring_expense(id);
ALTER TABLE expense ADD COLUMN due_on TEXT;
CREATE UNIQUE INDEX expense_of_recurring ON expense (recurring_id, due_on)
    WHERE recurring_id IS NOT NULL
""".split(";\n"):
        db.conn.execute(statement)


@migrations()
def terms_of_pay(db: Database) -> None:
    """What of a price is hers at a workplace: each term holds from its day until the next begins."""
    db.conn.execute(f"""
CREATE TABLE pay_term (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workplace_id INTEGER NOT NULL REFERENCES workplace(id),
    valid_from {DAY.format("valid_from")},
    kind TEXT NOT NULL CHECK (kind IN ('own', 'split', 'hourly', 'per_session', 'rent')),
    share INTEGER CHECK (share BETWEEN 0 AND 10000),
    amount_minor INTEGER CHECK (amount_minor > 0),
    employed INTEGER NOT NULL DEFAULT 0 CHECK (employed IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (workplace_id, valid_from),
    CHECK ((kind = 'split') = (share IS NOT NULL)),
    CHECK ((kind IN ('hourly', 'per_session', 'rent')) = (amount_minor IS NOT NULL))
) STRICT""")


@migrations()
def clients_outcomes_and_seals(db: Database) -> None:
    """Who a client is and what is agreed, medical massage, incidents sealed in a chain, tax forms."""
    for statement in f"""
ALTER TABLE client ADD COLUMN legal_name TEXT CHECK (legal_name <> '');
ALTER TABLE client ADD COLUMN complaint TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN goal TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN next_step TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN standing TEXT NOT NULL DEFAULT 'none'
    CHECK (standing IN ('none', 'warn', 'prepay', 'not_alone', 'block', 'released'));
ALTER TABLE client ADD COLUMN standing_why TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN standing_since TEXT {MAYBE_DAY.format("standing_since")};
ALTER TABLE client ADD COLUMN purged_on TEXT {MAYBE_DAY.format("purged_on")};
ALTER TABLE client ADD COLUMN merged_into INTEGER REFERENCES client(id);
CREATE INDEX client_merged ON client (merged_into) WHERE merged_into IS NOT NULL;
DROP INDEX session_by_client;
CREATE INDEX session_by_client ON session (client_id, local_date, status, pain_before);
CREATE TABLE client_alias (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES client(id),
    alias TEXT NOT NULL CHECK (alias <> ''),
    alias_key TEXT NOT NULL,
    UNIQUE (client_id, alias_key)
) STRICT;
CREATE INDEX client_alias_by_key ON client_alias (alias_key);
CREATE TABLE referral (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES client(id),
    referred_on {DAY.format("referred_on")},
    referred_by TEXT NOT NULL CHECK (referred_by <> ''),
    reason TEXT NOT NULL DEFAULT '',
    condition TEXT NOT NULL DEFAULT '',
    payer TEXT NOT NULL DEFAULT '',
    procedure_code TEXT CHECK (procedure_code <> ''),
    visits_authorised INTEGER CHECK (visits_authorised > 0),
    valid_until TEXT CHECK (valid_until IS date(valid_until, '+0 days') AND valid_until >= referred_on),
    letter_until TEXT CHECK (letter_until IS date(letter_until, '+0 days') AND letter_until > '0001'),
    letter_frequency TEXT NOT NULL DEFAULT '',
    ended_on TEXT {MAYBE_DAY.format("ended_on")},
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX referral_of_client ON referral (client_id, referred_on);
CREATE TABLE function_note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES client(id),
    session_id INTEGER REFERENCES session(id),
    noted_on {DAY.format("noted_on")},
    measure TEXT NOT NULL
        CHECK (measure IN ('range of motion', 'sitting', 'standing', 'medication', 'other')),
    part TEXT NOT NULL DEFAULT '',
    value REAL,
    unit TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    CHECK (value IS NOT NULL OR note <> '')
) STRICT;
CREATE INDEX function_note_of_client ON function_note (client_id, noted_on);
CREATE TABLE progress_report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES client(id),
    referral_id INTEGER REFERENCES referral(id),
    written_on {DAY.format("written_on")},
    first_day {DAY.format("first_day")},
    last_day {DAY.format("last_day")}
) STRICT;
CREATE INDEX progress_report_of_client ON progress_report (client_id, written_on);
ALTER TABLE incident ADD COLUMN setting TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN ended_minute INTEGER CHECK (ended_minute >= 0);
ALTER TABLE incident ADD COLUMN paid TEXT CHECK (paid IN ('yes', 'part', 'no'));
ALTER TABLE incident ADD COLUMN injury_to_me TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN injury_to_client TEXT NOT NULL DEFAULT '';
CREATE TABLE incident_draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    begun_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    answers TEXT NOT NULL CHECK (json_valid(answers))
) STRICT;
CREATE TABLE incident_follow_up (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    due_on {DAY.format("due_on")},
    what TEXT NOT NULL CHECK (what <> ''),
    done_on TEXT {MAYBE_DAY.format("done_on")}
) STRICT;
CREATE INDEX follow_up_open ON incident_follow_up (due_on) WHERE done_on IS NULL;
CREATE INDEX follow_up_of_incident ON incident_follow_up (incident_id);
CREATE TABLE incident_evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    stored_as TEXT NOT NULL CHECK (stored_as <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_of_incident ON incident_evidence (incident_id);
CREATE TABLE tombstone (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    purged_at TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    UNIQUE (table_name, row_id)
) STRICT;
CREATE TABLE seal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    salt TEXT CHECK (length(salt) = 32),
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    previous_hash TEXT NOT NULL CHECK (length(previous_hash) IN (0, 64)),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    UNIQUE (table_name, row_id)
) STRICT;
CREATE TABLE tax_form (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL CHECK (year BETWEEN 1950 AND 2200),
    form TEXT NOT NULL CHECK (form <> ''),
    payer TEXT NOT NULL CHECK (payer <> ''),
    method TEXT CHECK (method <> ''),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX tax_form_of_year ON tax_form (year);
CREATE INDEX session_booked ON session (local_date) WHERE status = 'booked';
ALTER TABLE payment ADD COLUMN refunded_credit_id INTEGER REFERENCES credit(id);
CREATE INDEX payment_back_on_credit ON payment (refunded_credit_id) WHERE refunded_credit_id IS NOT NULL;
ALTER TABLE credit ADD COLUMN emptied_on TEXT;
CREATE INDEX credit_emptied ON credit (emptied_on);
{triggers.EMPTY.format(which="TRUE")}
""".split(";\n"):
        db.conn.execute(statement)
    seals.append_missing(Book(db.conn, None))


@migrations()
def rules_on_columns(db: Database) -> None:
    """What a record may hold is a rule of the file, too; rows that stood before can be put back."""
    db.conn.execute(
        "ALTER TABLE journal_state ADD COLUMN put_back INTEGER NOT NULL DEFAULT 0 "
        "CHECK (put_back IN (0, 1))"
    )


@migrations()
def names_folded_anew(db: Database) -> None:
    """The keys of names as the one `fold` makes them; no fact changes, so the journal is silent."""
    triggers.drop(db.conn)
    journal.fold_anew(Book(db.conn, None))


@migrations()
def books_that_are_true(db: Database) -> None:
    """Who pays and who collects, what is given back, money paid ahead, closed years, links of imports."""
    made_anew(db.conn, "payment", PAYMENT)
    db.conn.execute(
        "CREATE INDEX payment_of_sales_tax ON payment (received_on, kind, amount_minor) "
        "WHERE 'sales_tax' IN (kind, gives_back)"
    )
    db.conn.execute("CREATE INDEX payment_ahead ON payment (client_id, received_on) WHERE is_ahead")
    for statement in f"""
ALTER TABLE session ADD COLUMN payer TEXT NOT NULL DEFAULT 'client'
    CHECK (payer IN ('client', 'workplace', 'insurer'));
ALTER TABLE session ADD COLUMN insurer TEXT CHECK (insurer <> '');
ALTER TABLE session ADD COLUMN tax_minor INTEGER NOT NULL DEFAULT 0 CHECK (tax_minor >= 0);
ALTER TABLE session ADD COLUMN due_minor INTEGER CHECK (due_minor >= 0);
DROP INDEX session_owed;
CREATE INDEX session_owed ON session (local_date)
    WHERE status = 'done' AND (price_minor > 0 OR due_minor > 0) AND settled_on IS NOT local_date;
ALTER TABLE session ADD COLUMN is_placed INTEGER NOT NULL DEFAULT 0 CHECK (is_placed IN (0, 1));
ALTER TABLE redemption ADD COLUMN tip_minor INTEGER NOT NULL DEFAULT 0 CHECK (tip_minor >= 0);
ALTER TABLE pay_term ADD COLUMN collects TEXT NOT NULL DEFAULT 'me'
    CHECK (collects IN ('me', 'workplace'));
ALTER TABLE expense ADD COLUMN business_percent INTEGER NOT NULL DEFAULT 100
    CHECK (business_percent BETWEEN 0 AND 100);
ALTER TABLE expense ADD COLUMN is_refund INTEGER NOT NULL DEFAULT 0 CHECK (is_refund IN (0, 1));
CREATE TABLE expense_attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    expense_id INTEGER NOT NULL REFERENCES expense(id),
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    stored_as TEXT NOT NULL CHECK (stored_as <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX expense_of_sales_tax ON expense (spent_on, amount_minor, is_refund)
    WHERE category = 'sales_tax';
CREATE INDEX attachment_of_expense ON expense_attachment (expense_id);
ALTER TABLE trip ADD COLUMN from_place TEXT NOT NULL DEFAULT '';
ALTER TABLE trip ADD COLUMN to_place TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN born_on TEXT {MAYBE_DAY.format("born_on")};
ALTER TABLE referral ADD COLUMN condition_code TEXT CHECK (condition_code <> '');
CREATE TABLE closed_year (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL UNIQUE CHECK (year BETWEEN 1950 AND 2200),
    first_day {DAY.format("first_day")},
    last_day {DAY.format("last_day")},
    closed_at TEXT NOT NULL
) STRICT;
CREATE TABLE import_link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    format TEXT NOT NULL CHECK (format <> ''),
    source_id TEXT NOT NULL CHECK (source_id <> ''),
    occurrence INTEGER NOT NULL DEFAULT 1 CHECK (occurrence > 0),
    digest TEXT NOT NULL,
    table_name TEXT NOT NULL CHECK (table_name <> ''),
    row_id INTEGER NOT NULL,
    meets TEXT CHECK (meets IN ('payment', 'session'))
) STRICT;
CREATE INDEX import_link_by_source ON import_link (format, source_id, occurrence);
CREATE INDEX import_link_of_row ON import_link (table_name, row_id)
""".split(";\n"):
        db.conn.execute(statement)
    links.from_keys(Book(db.conn, None))


@migrations()
def what_a_file_does_not_say(db: Database) -> None:
    """Minutes that are not known are null; of some sessions it is not known what money came in."""
    made_anew(db.conn, "session", SESSION)
    # The index holds what a day asks of its sessions, so that no row of theirs is looked up.
    for statement in [
        "\nDROP INDEX session_by_day",
        "CREATE INDEX session_by_day ON session\n    (local_date, status, minutes, effort, effort_estimated, money_unknown)",
        "CREATE INDEX session_unpriced ON session (local_date) WHERE money_unknown = 1\n",
    ]:
        db.conn.execute(statement)


@migrations()
def lines_of_an_inbox(db: Database) -> None:
    """Which lines that a phone wrote were filed or left out, so that none is filed twice."""
    db.conn.execute("""
CREATE TABLE inbox_line (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file TEXT NOT NULL DEFAULT '',
    stamp TEXT CHECK (stamp <> ''),
    text TEXT NOT NULL CHECK (text <> ''),
    became TEXT NOT NULL CHECK (became IN ('filed', 'left out')),
    client_id INTEGER REFERENCES client(id),
    noted_at TEXT NOT NULL
) STRICT""")
    db.conn.execute("CREATE INDEX inbox_line_of_file ON inbox_line (file) WHERE file <> ''")
    db.conn.execute(
        "CREATE INDEX inbox_line_of_client ON inbox_line (client_id) WHERE client_id IS NOT NULL"
    )


@migrations()
def a_practice_that_survives(db: Database) -> None:
    """What the file keeps since it is written by scripts, too."""
    _keys_of_scripts(db)
    _chain_of_operations(db)


def _keys_of_scripts(db: Database) -> None:
    """What a script said with a key of its own is written once; of the key only a digest is kept."""
    db.conn.execute("ALTER TABLE operation ADD COLUMN key_digest TEXT CHECK (key_digest <> '')")
    db.conn.execute(
        "CREATE INDEX operation_of_key ON operation (key_digest) WHERE key_digest IS NOT NULL"
    )


def _chain_of_operations(db: Database) -> None:
    """What was done before is chained as it stands, and from here on as it is written."""
    db.conn.execute(chain.TABLE)
    db.conn.execute("CREATE INDEX chain_of_operation ON chain (operation_id)")
    chain.begin(db.conn)
