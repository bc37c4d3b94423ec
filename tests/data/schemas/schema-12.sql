BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'mtdesk','first_tables','2026-11-28 18:49:24.226175+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'mtdesk','questionnaires_and_acknowledgements','2026-11-28 18:49:24.226803+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'mtdesk','credit_by_day','2026-11-28 18:49:24.227064+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'mtdesk','credits_timer_and_recurring_expenses','2026-11-28 18:49:24.229717+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'mtdesk','terms_of_pay','2026-11-28 18:49:24.229931+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'mtdesk','clients_outcomes_and_seals','2026-11-28 18:49:24.240784+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'mtdesk','rules_on_columns','2026-11-28 18:49:24.241937+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'mtdesk','names_folded_anew','2026-11-28 18:49:24.242252+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'mtdesk','books_that_are_true','2026-11-28 18:49:24.260546+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'mtdesk','what_a_file_does_not_say','2026-11-28 18:49:24.262521+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'mtdesk','lines_of_an_inbox','2026-11-28 18:49:24.262968+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'mtdesk','a_practice_that_survives','2026-11-28 18:49:24.264392+00:00');
CREATE TABLE acknowledgement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule TEXT NOT NULL CHECK (rule <> ''),
    subject TEXT NOT NULL DEFAULT '',
    acknowledged_on TEXT NOT NULL CHECK (acknowledged_on IS date(acknowledged_on, '+0 days') AND acknowledged_on > '0001'),
    until TEXT CHECK (until IS date(until, '+0 days') AND until > '0001'),
    note TEXT NOT NULL DEFAULT '',
    new_usual INTEGER NOT NULL DEFAULT 0 CHECK (new_usual IN (0, 1))
) STRICT;
CREATE TABLE chain (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL,
    last_change INTEGER NOT NULL,
    changes INTEGER NOT NULL CHECK (changes > 0),
    salt TEXT CHECK (length(salt) = 32),
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
INSERT INTO "chain" VALUES(1,1,15,15,'2cdf667111b383851c2c047dd4797a18','a25b560a3ede037e4f6b0157829c0563d4b296f044c5e9cdad53ac510394b7b7','61bff2f77fbca1af003d097afff5beb74512b69248eef525377b7fe0f5d1bba2');
INSERT INTO "chain" VALUES(2,2,19,4,'3d8888d27a5818062bebd3f6efea662a','7563e3e20ba47234ff18d67ff1be201711a37629af1290b4b9675c681a75f0c2','b4b6408499059e77c3f613b217edec693eacfe496f3f2bedaf6e03a6b41c66f4');
INSERT INTO "chain" VALUES(3,3,21,2,'992f86c5850faf662990785fd735bc65','3fcc70f319bb089bedc699cfd122ceb1bcaf1c387e0694900f51860ec96cfe6e','7c6de44c85f1b18c2706eac110eef12c69ffa44d06c9953cf444a064ad992bcc');
INSERT INTO "chain" VALUES(4,4,22,1,'da9fc13d3a5ab44b9a14c35d97510f36','7eb28a5ac03f62a833a5fa52bd271d55d48fd3d1b669a2f346228b7ea5564aa8','b70ba6312ed02cc730de0746add5a5243698984e9093cba47200600d9afbd91b');
INSERT INTO "chain" VALUES(5,5,23,1,'b236f9730a7a649c71ff41bea0eee2dc','9935461fdea438cf902c216821b666646b8bfb1ce7ecb77357ec08f4137f93ba','98983f3f63dae570b2c162080e49d93402431a5b57089afbf5d8462e31a0a6b4');
INSERT INTO "chain" VALUES(6,6,24,1,'7877abbb410ef375be3fe33f85d71f8e','4aaf73049283cb34f70ccd0a514be1ba6b235675dda86af71b1a45ebb4ce33b0','4888628daf65fea5f250e85434a2c76960f095f144afe0c5fbaec55df2c2f715');
INSERT INTO "chain" VALUES(7,7,26,2,'dffcc1742899ca1b2502a320dc7aed08','ab2fa5363a22bc182bf8069219235250ffc2ad2562d801389e0334cf1b93e0d8','0d2e8c4cd3fb45bd027b78682c9194029723548706fde5400b27369021592428');
INSERT INTO "chain" VALUES(8,8,27,1,'66a44973eacadfe34f40a8300df52d59','abf768bb9fe195b8dc93f8f8bf8f83f00e87c024e60c2c8befb29b716be57109','cdd37654bfd4f0f75bb46ec038bee40eb89247922051fc1c5dbefc1c3f66434f');
INSERT INTO "chain" VALUES(9,9,29,2,'d235075d1e02ce1457b4559575957486','d86d35100c8bbc39be4a0a8d9e386c2f00b863739578591fbc4554a4a02f3738','ddaaea89c08d797da6cd220b43472d9bea05a478c35886b17e659522daea493b');
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    operation_id INTEGER,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
INSERT INTO "change" VALUES(1,1,'setting',1,NULL,'{"id":1,"key":"zone","value":"America/New_York"}');
INSERT INTO "change" VALUES(2,1,'setting',2,NULL,'{"id":2,"key":"currency","value":"USD"}');
INSERT INTO "change" VALUES(3,1,'service',1,NULL,'{"id":1,"name":"Swedish","name_key":"swedish","purpose":"wellness","modality":"Swedish","minutes":60,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(4,1,'service',2,NULL,'{"id":2,"name":"Deep tissue","name_key":"deep tissue","purpose":"wellness","modality":"Deep tissue","minutes":60,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(5,1,'service',3,NULL,'{"id":3,"name":"Sports","name_key":"sports","purpose":"wellness","modality":"Sports","minutes":60,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(6,1,'service',4,NULL,'{"id":4,"name":"Trigger point","name_key":"trigger point","purpose":"medical","modality":"Trigger point","minutes":45,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(7,1,'service',5,NULL,'{"id":5,"name":"Myofascial release","name_key":"myofascial release","purpose":"medical","modality":"Myofascial release","minutes":60,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(8,1,'service',6,NULL,'{"id":6,"name":"Prenatal","name_key":"prenatal","purpose":"wellness","modality":"Prenatal","minutes":60,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(9,1,'service',7,NULL,'{"id":7,"name":"Lymphatic drainage","name_key":"lymphatic drainage","purpose":"medical","modality":"Lymphatic drainage","minutes":60,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(10,1,'service',8,NULL,'{"id":8,"name":"Hot stone","name_key":"hot stone","purpose":"wellness","modality":"Hot stone","minutes":75,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(11,1,'service',9,NULL,'{"id":9,"name":"Thai","name_key":"thai","purpose":"wellness","modality":"Thai","minutes":90,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(12,1,'service',10,NULL,'{"id":10,"name":"Reflexology","name_key":"reflexology","purpose":"wellness","modality":"Reflexology","minutes":45,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(13,1,'service',11,NULL,'{"id":11,"name":"Craniosacral","name_key":"craniosacral","purpose":"wellness","modality":"Craniosacral","minutes":60,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(14,1,'service',12,NULL,'{"id":12,"name":"Chair","name_key":"chair","purpose":"wellness","modality":"Chair","minutes":20,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(15,1,'service',13,NULL,'{"id":13,"name":"Medical massage","name_key":"medical massage","purpose":"medical","modality":"Medical massage","minutes":60,"price_minor":null,"usual_effort":null,"procedure_code":null}');
INSERT INTO "change" VALUES(16,2,'client',1,NULL,'{"id":1,"name":"zoë","name_key":"zoe","phone":null,"email":null,"note":"","legal_name":null,"complaint":"","goal":"","next_step":"","standing":"none","standing_why":"","standing_since":null,"purged_on":null,"merged_into":null,"born_on":null}');
INSERT INTO "change" VALUES(17,2,'session',1,NULL,'{"id":1,"client_id":1,"service_id":1,"workplace_id":null,"started_at":"2026-11-23T16:45:00-05:00","local_date":"2026-11-23","minutes":60,"price_minor":9000,"purpose":"wellness","modality":"Swedish","effort":5.0,"effort_estimated":0,"pressure":null,"pain_before":6,"pain_after":3,"asked_feedback":0,"status":"done","note":"left side","import_key":null,"import_digest":null,"payer":"client","insurer":null,"tax_minor":0,"due_minor":null,"is_placed":1,"money_unknown":0}');
INSERT INTO "change" VALUES(18,2,'payment',1,NULL,'{"id":1,"client_id":1,"session_id":1,"received_on":"2026-11-23","kind":"session","amount_minor":9000,"fee_minor":0,"method":"card","on_1099":0,"voluntary":null,"note":"","import_key":null,"import_digest":null,"refunded_credit_id":null,"workplace_id":null,"insurer":null,"is_ahead":0,"gives_back":null}');
INSERT INTO "change" VALUES(19,2,'payment',2,NULL,'{"id":2,"client_id":1,"session_id":1,"received_on":"2026-11-23","kind":"tip","amount_minor":1500,"fee_minor":0,"method":"card","on_1099":0,"voluntary":1,"note":"","import_key":null,"import_digest":null,"refunded_credit_id":null,"workplace_id":null,"insurer":null,"is_ahead":0,"gives_back":null}');
INSERT INTO "change" VALUES(20,3,'session',2,NULL,'{"id":2,"client_id":1,"service_id":9,"workplace_id":null,"started_at":"2026-11-23T15:15:00-05:00","local_date":"2026-11-23","minutes":90,"price_minor":12000,"purpose":"wellness","modality":"Thai","effort":4.0,"effort_estimated":1,"pressure":null,"pain_before":null,"pain_after":null,"asked_feedback":0,"status":"done","note":"","import_key":null,"import_digest":null,"payer":"client","insurer":null,"tax_minor":0,"due_minor":null,"is_placed":1,"money_unknown":0}');
INSERT INTO "change" VALUES(21,3,'payment',3,NULL,'{"id":3,"client_id":1,"session_id":2,"received_on":"2026-11-23","kind":"session","amount_minor":12000,"fee_minor":0,"method":null,"on_1099":0,"voluntary":null,"note":"","import_key":null,"import_digest":null,"refunded_credit_id":null,"workplace_id":null,"insurer":null,"is_ahead":0,"gives_back":null}');
INSERT INTO "change" VALUES(22,4,'expense',1,NULL,'{"id":1,"spent_on":"2026-11-23","category":"supplies","category_text":null,"vendor":"oil","amount_minor":4250,"method":null,"note":"","import_key":null,"import_digest":null,"recurring_id":null,"due_on":null,"business_percent":100,"is_refund":0}');
INSERT INTO "change" VALUES(23,5,'trip',1,NULL,'{"id":1,"travelled_on":"2026-11-23","distance_tenths":120,"unit":"mi","purpose":"home visit","import_key":null,"import_digest":null,"from_place":"","to_place":""}');
INSERT INTO "change" VALUES(24,6,'work_time',1,NULL,'{"id":1,"worked_on":"2026-11-23","minutes":45,"kind":"laundry","note":"","import_key":null,"import_digest":null}');
INSERT INTO "change" VALUES(25,7,'check_in',1,NULL,'{"id":1,"checked_on":"2026-11-23","body":6.0,"mind":null,"sleep_hours":null,"note":"","import_key":null,"import_digest":null}');
INSERT INTO "change" VALUES(26,7,'soreness',1,NULL,'{"id":1,"check_in_id":1,"site":"neck","level":3}');
INSERT INTO "change" VALUES(27,8,'incident',1,NULL,'{"id":1,"occurred_at":"2026-11-23T16:45:00-05:00","recorded_at":"2026-11-23T17:45:00-05:00","local_date":"2026-11-23","kind":"threat","severity":4,"client_id":1,"client":"zoë","session_id":1,"place":"","said":"","saw":"","did":"","witness":"","told":"","lost_minor":null,"body_part":"","days_off":null,"source_kind":"","source_severity":null,"note":"","import_key":null,"import_digest":null,"setting":"","ended_minute":null,"paid":null,"injury_to_me":"","injury_to_client":""}');
INSERT INTO "change" VALUES(28,9,'payment',3,'{"id":3,"client_id":1,"session_id":2,"received_on":"2026-11-23","kind":"session","amount_minor":12000,"fee_minor":0,"method":null,"on_1099":0,"voluntary":null,"note":"","import_key":null,"import_digest":null,"refunded_credit_id":null,"workplace_id":null,"insurer":null,"is_ahead":0,"gives_back":null}',NULL);
INSERT INTO "change" VALUES(29,9,'session',2,'{"id":2,"client_id":1,"service_id":9,"workplace_id":null,"started_at":"2026-11-23T15:15:00-05:00","local_date":"2026-11-23","minutes":90,"price_minor":12000,"purpose":"wellness","modality":"Thai","effort":4.0,"effort_estimated":1,"pressure":null,"pain_before":null,"pain_after":null,"asked_feedback":0,"status":"done","note":"","import_key":null,"import_digest":null,"payer":"client","insurer":null,"tax_minor":0,"due_minor":null,"is_placed":1,"money_unknown":0}',NULL);
CREATE TABLE check_in (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    checked_on TEXT NOT NULL CHECK (checked_on IS date(checked_on, '+0 days') AND checked_on > '0001'),
    body REAL CHECK (body BETWEEN 0 AND 10),
    mind REAL CHECK (mind BETWEEN 0 AND 10),
    sleep_hours REAL CHECK (sleep_hours BETWEEN 0 AND 24),
    note TEXT NOT NULL DEFAULT '',
    import_key TEXT UNIQUE, import_digest TEXT
) STRICT;
INSERT INTO "check_in" VALUES(1,'2026-11-23',6.0,NULL,NULL,'',NULL,NULL);
CREATE TABLE client (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL,
    phone TEXT CHECK (phone <> ''),
    email TEXT CHECK (email <> ''),
    note TEXT NOT NULL DEFAULT ''
, legal_name TEXT CHECK (legal_name <> ''), complaint TEXT NOT NULL DEFAULT '', goal TEXT NOT NULL DEFAULT '', next_step TEXT NOT NULL DEFAULT '', standing TEXT NOT NULL DEFAULT 'none'
    CHECK (standing IN ('none', 'warn', 'prepay', 'not_alone', 'block', 'released')), standing_why TEXT NOT NULL DEFAULT '', standing_since TEXT CHECK (standing_since IS date(standing_since, '+0 days') AND standing_since > '0001'), purged_on TEXT CHECK (purged_on IS date(purged_on, '+0 days') AND purged_on > '0001'), merged_into INTEGER REFERENCES client(id), born_on TEXT CHECK (born_on IS date(born_on, '+0 days') AND born_on > '0001')) STRICT;
INSERT INTO "client" VALUES(1,'zoë','zoe',NULL,NULL,'',NULL,'','','','none','',NULL,NULL,NULL,NULL);
CREATE TABLE client_alias (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES client(id),
    alias TEXT NOT NULL CHECK (alias <> ''),
    alias_key TEXT NOT NULL,
    UNIQUE (client_id, alias_key)
) STRICT;
CREATE TABLE closed_year (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL UNIQUE CHECK (year BETWEEN 1950 AND 2200),
    first_day TEXT NOT NULL CHECK (first_day IS date(first_day, '+0 days') AND first_day > '0001'),
    last_day TEXT NOT NULL CHECK (last_day IS date(last_day, '+0 days') AND last_day > '0001'),
    closed_at TEXT NOT NULL
) STRICT;
CREATE TABLE credit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    payment_id INTEGER NOT NULL UNIQUE REFERENCES payment(id),
    client_id INTEGER NOT NULL REFERENCES client(id),
    sessions INTEGER CHECK (sessions > 0),
    code TEXT CHECK (code <> ''),
    expires_on TEXT CHECK (expires_on IS date(expires_on, '+0 days') AND expires_on > '0001')
, emptied_on TEXT) STRICT;
CREATE TABLE expense (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    spent_on TEXT NOT NULL CHECK (spent_on IS date(spent_on, '+0 days') AND spent_on > '0001'),
    category TEXT NOT NULL CHECK (category <> ''),
    category_text TEXT CHECK (category_text <> ''),
    vendor TEXT CHECK (vendor <> ''),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    method TEXT CHECK (method <> ''),
    note TEXT NOT NULL DEFAULT '',
    import_key TEXT UNIQUE, import_digest TEXT
, recurring_id INTEGER REFERENCES recurring_expense(id), due_on TEXT, business_percent INTEGER NOT NULL DEFAULT 100
    CHECK (business_percent BETWEEN 0 AND 100), is_refund INTEGER NOT NULL DEFAULT 0 CHECK (is_refund IN (0, 1))) STRICT;
INSERT INTO "expense" VALUES(1,'2026-11-23','supplies',NULL,'oil',4250,NULL,'',NULL,NULL,NULL,NULL,100,0);
CREATE TABLE expense_attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    expense_id INTEGER NOT NULL REFERENCES expense(id),
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    stored_as TEXT NOT NULL CHECK (stored_as <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    added_at TEXT NOT NULL
) STRICT;
CREATE TABLE function_note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES client(id),
    session_id INTEGER REFERENCES session(id),
    noted_on TEXT NOT NULL CHECK (noted_on IS date(noted_on, '+0 days') AND noted_on > '0001'),
    measure TEXT NOT NULL
        CHECK (measure IN ('range of motion', 'sitting', 'standing', 'medication', 'other')),
    part TEXT NOT NULL DEFAULT '',
    value REAL,
    unit TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    CHECK (value IS NOT NULL OR note <> '')
) STRICT;
CREATE TABLE import_batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    imported_at TEXT NOT NULL,
    format TEXT NOT NULL,
    file_name TEXT NOT NULL,
    records INTEGER NOT NULL
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
CREATE TABLE inbox_line (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file TEXT NOT NULL DEFAULT '',
    stamp TEXT CHECK (stamp <> ''),
    text TEXT NOT NULL CHECK (text <> ''),
    became TEXT NOT NULL CHECK (became IN ('filed', 'left out')),
    client_id INTEGER REFERENCES client(id),
    noted_at TEXT NOT NULL
) STRICT;
CREATE TABLE incident (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    local_date TEXT NOT NULL CHECK (local_date IS date(local_date, '+0 days') AND local_date > '0001'),
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
    import_key TEXT UNIQUE, import_digest TEXT
, setting TEXT NOT NULL DEFAULT '', ended_minute INTEGER CHECK (ended_minute >= 0), paid TEXT CHECK (paid IN ('yes', 'part', 'no')), injury_to_me TEXT NOT NULL DEFAULT '', injury_to_client TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "incident" VALUES(1,'2026-11-23T16:45:00-05:00','2026-11-23T17:45:00-05:00','2026-11-23','threat',4,1,'zoë',1,'','','','','','',NULL,'',NULL,'',NULL,'',NULL,NULL,'',NULL,NULL,'','');
CREATE TABLE incident_addendum (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    written_at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('note', 'withdrawn', 'reinstated')),
    text TEXT NOT NULL
) STRICT;
CREATE TABLE incident_draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    begun_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    answers TEXT NOT NULL CHECK (json_valid(answers))
) STRICT;
CREATE TABLE incident_evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    stored_as TEXT NOT NULL CHECK (stored_as <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    added_at TEXT NOT NULL
) STRICT;
CREATE TABLE incident_follow_up (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    due_on TEXT NOT NULL CHECK (due_on IS date(due_on, '+0 days') AND due_on > '0001'),
    what TEXT NOT NULL CHECK (what <> ''),
    done_on TEXT CHECK (done_on IS date(done_on, '+0 days') AND done_on > '0001')
) STRICT;
CREATE TABLE journal_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    operation_id INTEGER REFERENCES operation(id)
, put_back INTEGER NOT NULL DEFAULT 0 CHECK (put_back IN (0, 1))) STRICT;
INSERT INTO "journal_state" VALUES(1,NULL,0);
CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    summary TEXT NOT NULL,
    undoes INTEGER REFERENCES operation(id),
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
, key_digest TEXT CHECK (key_digest <> '')) STRICT;
INSERT INTO "operation" VALUES(1,'2026-11-23T22:45:00+00:00','start','a new practice',NULL,0,NULL);
INSERT INTO "operation" VALUES(2,'2026-11-23T22:45:00+00:00','log','zoë, 60 min, 2026-11-23',NULL,0,NULL);
INSERT INTO "operation" VALUES(3,'2026-11-23T22:45:00+00:00','log','zoë, 90 min, 2026-11-23',NULL,1,NULL);
INSERT INTO "operation" VALUES(4,'2026-11-23T22:45:00+00:00','spend','$42.50 for oil',NULL,0,NULL);
INSERT INTO "operation" VALUES(5,'2026-11-23T22:45:00+00:00','trip','trip of 12 mi',NULL,0,NULL);
INSERT INTO "operation" VALUES(6,'2026-11-23T22:45:00+00:00','time','45 min laundry',NULL,0,NULL);
INSERT INTO "operation" VALUES(7,'2026-11-23T22:45:00+00:00','checkin','check-in of 2026-11-23',NULL,0,NULL);
INSERT INTO "operation" VALUES(8,'2026-11-23T22:45:00+00:00','incident','incident: threat',NULL,0,NULL);
INSERT INTO "operation" VALUES(9,'2026-11-23T22:45:00+00:00','undo','undo of zoë, 90 min, 2026-11-23',3,0,NULL);
CREATE TABLE pay_term (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workplace_id INTEGER NOT NULL REFERENCES workplace(id),
    valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days') AND valid_from > '0001'),
    kind TEXT NOT NULL CHECK (kind IN ('own', 'split', 'hourly', 'per_session', 'rent')),
    share INTEGER CHECK (share BETWEEN 0 AND 10000),
    amount_minor INTEGER CHECK (amount_minor > 0),
    employed INTEGER NOT NULL DEFAULT 0 CHECK (employed IN (0, 1)),
    note TEXT NOT NULL DEFAULT '', collects TEXT NOT NULL DEFAULT 'me'
    CHECK (collects IN ('me', 'workplace')),
    UNIQUE (workplace_id, valid_from),
    CHECK ((kind = 'split') = (share IS NOT NULL)),
    CHECK ((kind IN ('hourly', 'per_session', 'rent')) = (amount_minor IS NOT NULL))
) STRICT;
CREATE TABLE payment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES client(id),
    session_id INTEGER REFERENCES session(id),
    received_on TEXT NOT NULL CHECK (received_on IS date(received_on, '+0 days') AND received_on > '0001'),
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
) STRICT;
INSERT INTO "payment" VALUES(1,1,1,'2026-11-23','session',9000,0,'card',0,NULL,'',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "payment" VALUES(2,1,1,'2026-11-23','tip',1500,0,'card',0,1,'',NULL,NULL,NULL,NULL,NULL,0,NULL);
CREATE TABLE progress_report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES client(id),
    referral_id INTEGER REFERENCES referral(id),
    written_on TEXT NOT NULL CHECK (written_on IS date(written_on, '+0 days') AND written_on > '0001'),
    first_day TEXT NOT NULL CHECK (first_day IS date(first_day, '+0 days') AND first_day > '0001'),
    last_day TEXT NOT NULL CHECK (last_day IS date(last_day, '+0 days') AND last_day > '0001')
) STRICT;
CREATE TABLE questionnaire (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL,
    version TEXT NOT NULL,
    definition TEXT NOT NULL CHECK (json_valid(definition)),
    added_at TEXT NOT NULL
) STRICT;
CREATE TABLE questionnaire_response (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    questionnaire_id INTEGER NOT NULL REFERENCES questionnaire(id),
    taken_on TEXT NOT NULL CHECK (taken_on IS date(taken_on, '+0 days') AND taken_on > '0001'),
    started_at TEXT NOT NULL,
    answers TEXT NOT NULL CHECK (json_valid(answers)),
    complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1))
) STRICT;
CREATE TABLE recurring_expense (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    vendor TEXT NOT NULL CHECK (vendor <> ''),
    category TEXT NOT NULL CHECK (category <> ''),
    day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
    starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days') AND starts_on > '0001'),
    ends_on TEXT CHECK (ends_on IS date(ends_on, '+0 days') AND ends_on >= starts_on)
) STRICT;
CREATE TABLE redemption (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES client(id),
    redeemed_on TEXT NOT NULL CHECK (redeemed_on IS date(redeemed_on, '+0 days') AND redeemed_on > '0001'),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    note TEXT NOT NULL DEFAULT '',
    import_key TEXT UNIQUE, import_digest TEXT
, session_id INTEGER REFERENCES session(id), credit_id INTEGER REFERENCES credit(id), tip_minor INTEGER NOT NULL DEFAULT 0 CHECK (tip_minor >= 0)) STRICT;
CREATE TABLE referral (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES client(id),
    referred_on TEXT NOT NULL CHECK (referred_on IS date(referred_on, '+0 days') AND referred_on > '0001'),
    referred_by TEXT NOT NULL CHECK (referred_by <> ''),
    reason TEXT NOT NULL DEFAULT '',
    condition TEXT NOT NULL DEFAULT '',
    payer TEXT NOT NULL DEFAULT '',
    procedure_code TEXT CHECK (procedure_code <> ''),
    visits_authorised INTEGER CHECK (visits_authorised > 0),
    valid_until TEXT CHECK (valid_until IS date(valid_until, '+0 days') AND valid_until >= referred_on),
    letter_until TEXT CHECK (letter_until IS date(letter_until, '+0 days') AND letter_until > '0001'),
    letter_frequency TEXT NOT NULL DEFAULT '',
    ended_on TEXT CHECK (ended_on IS date(ended_on, '+0 days') AND ended_on > '0001'),
    note TEXT NOT NULL DEFAULT ''
, condition_code TEXT CHECK (condition_code <> '')) STRICT;
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
INSERT INTO "seal" VALUES(1,'incident',1,'a21d2b7ccc47402980f17abf4197f3f6','b2f0dbb345ef543f2f97040afee35e9d815cf7091cd830a6eac2a639bac00862','','12a88b39d85b122e26272dc72d41be6f707919e5f2cb4f19784e65c977fd331f');
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
INSERT INTO "service" VALUES(1,'Swedish','swedish','wellness','Swedish',60,NULL,NULL,NULL);
INSERT INTO "service" VALUES(2,'Deep tissue','deep tissue','wellness','Deep tissue',60,NULL,NULL,NULL);
INSERT INTO "service" VALUES(3,'Sports','sports','wellness','Sports',60,NULL,NULL,NULL);
INSERT INTO "service" VALUES(4,'Trigger point','trigger point','medical','Trigger point',45,NULL,NULL,NULL);
INSERT INTO "service" VALUES(5,'Myofascial release','myofascial release','medical','Myofascial release',60,NULL,NULL,NULL);
INSERT INTO "service" VALUES(6,'Prenatal','prenatal','wellness','Prenatal',60,NULL,NULL,NULL);
INSERT INTO "service" VALUES(7,'Lymphatic drainage','lymphatic drainage','medical','Lymphatic drainage',60,NULL,NULL,NULL);
INSERT INTO "service" VALUES(8,'Hot stone','hot stone','wellness','Hot stone',75,NULL,NULL,NULL);
INSERT INTO "service" VALUES(9,'Thai','thai','wellness','Thai',90,NULL,NULL,NULL);
INSERT INTO "service" VALUES(10,'Reflexology','reflexology','wellness','Reflexology',45,NULL,NULL,NULL);
INSERT INTO "service" VALUES(11,'Craniosacral','craniosacral','wellness','Craniosacral',60,NULL,NULL,NULL);
INSERT INTO "service" VALUES(12,'Chair','chair','wellness','Chair',20,NULL,NULL,NULL);
INSERT INTO "service" VALUES(13,'Medical massage','medical massage','medical','Medical massage',60,NULL,NULL,NULL);
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES client(id),
    service_id INTEGER REFERENCES service(id),
    workplace_id INTEGER REFERENCES workplace(id),
    started_at TEXT CHECK (substr(started_at, 1, 10) = local_date AND julianday(started_at) > 0),
    local_date TEXT NOT NULL CHECK (local_date IS date(local_date, '+0 days') AND local_date > '0001'),
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
) STRICT;
INSERT INTO "session" VALUES(1,1,1,NULL,'2026-11-23T16:45:00-05:00','2026-11-23',60,9000,'wellness','Swedish',5.0,0,NULL,6,3,0,'done','left side','2026-11-23',NULL,NULL,'client',NULL,0,NULL,1,0);
CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;
INSERT INTO "setting" VALUES(1,'zone','America/New_York');
INSERT INTO "setting" VALUES(2,'currency','USD');
CREATE TABLE soreness (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    check_in_id INTEGER NOT NULL REFERENCES check_in(id),
    site TEXT NOT NULL CHECK (site <> ''),
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 10),
    UNIQUE (check_in_id, site)
) STRICT
;
INSERT INTO "soreness" VALUES(1,1,'neck',3);
CREATE TABLE tax_form (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL CHECK (year BETWEEN 1950 AND 2200),
    form TEXT NOT NULL CHECK (form <> ''),
    payer TEXT NOT NULL CHECK (payer <> ''),
    method TEXT CHECK (method <> ''),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE timer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    note TEXT NOT NULL DEFAULT '',
    running INTEGER NOT NULL DEFAULT 1 UNIQUE CHECK (running = 1)
) STRICT;
CREATE TABLE tombstone (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    purged_at TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    UNIQUE (table_name, row_id)
) STRICT;
CREATE TABLE trip (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    travelled_on TEXT NOT NULL CHECK (travelled_on IS date(travelled_on, '+0 days') AND travelled_on > '0001'),
    distance_tenths INTEGER NOT NULL CHECK (distance_tenths > 0),
    unit TEXT NOT NULL CHECK (unit IN ('mi', 'km')),
    purpose TEXT NOT NULL DEFAULT '',
    import_key TEXT UNIQUE, import_digest TEXT
, from_place TEXT NOT NULL DEFAULT '', to_place TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "trip" VALUES(1,'2026-11-23',120,'mi','home visit',NULL,NULL,'','');
CREATE TABLE work_time (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    worked_on TEXT NOT NULL CHECK (worked_on IS date(worked_on, '+0 days') AND worked_on > '0001'),
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    kind TEXT NOT NULL CHECK (kind <> ''),
    note TEXT NOT NULL DEFAULT '',
    import_key TEXT UNIQUE, import_digest TEXT
) STRICT;
INSERT INTO "work_time" VALUES(1,'2026-11-23',45,'laundry','',NULL,NULL);
CREATE TABLE workplace (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL UNIQUE
) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX change_of_operation ON change (operation_id);
CREATE INDEX client_by_name ON client (name_key);
CREATE INDEX expense_by_day ON expense (spent_on, category, amount_minor);
CREATE INDEX trip_by_day ON trip (travelled_on, unit, distance_tenths);
CREATE INDEX work_time_by_day ON work_time (worked_on, minutes);
CREATE INDEX incident_by_day ON incident (local_date);
CREATE INDEX incident_by_client ON incident (client_id);
CREATE INDEX addendum_of_incident ON incident_addendum (incident_id);
CREATE INDEX check_in_by_day ON check_in (checked_on);
CREATE INDEX questionnaire_by_name ON questionnaire (name_key);
CREATE INDEX questionnaire_response_by_day ON questionnaire_response (questionnaire_id, taken_on);
CREATE INDEX acknowledgement_of_rule ON acknowledgement (rule, subject)
;
CREATE INDEX credit_of_client ON credit (client_id);
CREATE INDEX redemption_of_session ON redemption (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX redemption_of_credit ON redemption (credit_id, redeemed_on, amount_minor);
CREATE UNIQUE INDEX expense_of_recurring ON expense (recurring_id, due_on)
    WHERE recurring_id IS NOT NULL
;
CREATE INDEX client_merged ON client (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX client_alias_by_key ON client_alias (alias_key);
CREATE INDEX referral_of_client ON referral (client_id, referred_on);
CREATE INDEX function_note_of_client ON function_note (client_id, noted_on);
CREATE INDEX progress_report_of_client ON progress_report (client_id, written_on);
CREATE INDEX follow_up_open ON incident_follow_up (due_on) WHERE done_on IS NULL;
CREATE INDEX follow_up_of_incident ON incident_follow_up (incident_id);
CREATE INDEX evidence_of_incident ON incident_evidence (incident_id);
CREATE INDEX tax_form_of_year ON tax_form (year);
CREATE INDEX credit_emptied ON credit (emptied_on);
CREATE INDEX payment_by_day ON payment (received_on, kind, amount_minor, fee_minor);
CREATE INDEX payment_of_session ON payment (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX payment_by_client ON payment (client_id, received_on);
CREATE INDEX payment_on_credit ON payment (received_on, amount_minor) WHERE kind IN ('gift_card', 'package');
CREATE INDEX payment_back_on_credit ON payment (refunded_credit_id) WHERE refunded_credit_id IS NOT NULL;
CREATE INDEX payment_of_sales_tax ON payment (received_on, kind, amount_minor) WHERE 'sales_tax' IN (kind, gives_back);
CREATE INDEX payment_ahead ON payment (client_id, received_on) WHERE is_ahead;
CREATE INDEX expense_of_sales_tax ON expense (spent_on, amount_minor, is_refund)
    WHERE category = 'sales_tax';
CREATE INDEX attachment_of_expense ON expense_attachment (expense_id);
CREATE INDEX import_link_by_source ON import_link (format, source_id, occurrence);
CREATE INDEX import_link_of_row ON import_link (table_name, row_id)
;
CREATE INDEX session_by_service ON session (service_id, local_date);
CREATE INDEX session_by_client ON session (client_id, local_date, status, pain_before);
CREATE INDEX session_booked ON session (local_date) WHERE status = 'booked';
CREATE INDEX session_owed ON session (local_date)
    WHERE status = 'done' AND (price_minor > 0 OR due_minor > 0) AND settled_on IS NOT local_date;
CREATE INDEX session_by_day ON session
    (local_date, status, minutes, effort, effort_estimated, money_unknown);
CREATE INDEX session_unpriced ON session (local_date) WHERE money_unknown = 1
;
CREATE INDEX inbox_line_of_file ON inbox_line (file) WHERE file <> '';
CREATE INDEX inbox_line_of_client ON inbox_line (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX operation_of_key ON operation (key_digest) WHERE key_digest IS NOT NULL;
CREATE INDEX chain_of_operation ON chain (operation_id);
CREATE TRIGGER journal_setting_insert AFTER INSERT ON setting BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'setting', NEW.id, NULL, json_object('id', NEW.id, 'key', NEW.key, 'value', NEW.value)); END;
CREATE TRIGGER journal_setting_update AFTER UPDATE OF id, key, value ON setting BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'setting', NEW.id, json_object('id', OLD.id, 'key', OLD.key, 'value', OLD.value), json_object('id', NEW.id, 'key', NEW.key, 'value', NEW.value)); END;
CREATE TRIGGER journal_setting_delete AFTER DELETE ON setting BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'setting', OLD.id, json_object('id', OLD.id, 'key', OLD.key, 'value', OLD.value), NULL); END;
CREATE TRIGGER journal_client_insert AFTER INSERT ON client BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'client', NEW.id, NULL, json_object('id', NEW.id, 'name', NEW.name, 'name_key', NEW.name_key, 'phone', NEW.phone, 'email', NEW.email, 'note', NEW.note, 'legal_name', NEW.legal_name, 'complaint', NEW.complaint, 'goal', NEW.goal, 'next_step', NEW.next_step, 'standing', NEW.standing, 'standing_why', NEW.standing_why, 'standing_since', NEW.standing_since, 'purged_on', NEW.purged_on, 'merged_into', NEW.merged_into, 'born_on', NEW.born_on)); END;
CREATE TRIGGER journal_client_update AFTER UPDATE OF id, name, name_key, phone, email, note, legal_name, complaint, goal, next_step, standing, standing_why, standing_since, purged_on, merged_into, born_on ON client BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'client', NEW.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'phone', OLD.phone, 'email', OLD.email, 'note', OLD.note, 'legal_name', OLD.legal_name, 'complaint', OLD.complaint, 'goal', OLD.goal, 'next_step', OLD.next_step, 'standing', OLD.standing, 'standing_why', OLD.standing_why, 'standing_since', OLD.standing_since, 'purged_on', OLD.purged_on, 'merged_into', OLD.merged_into, 'born_on', OLD.born_on), json_object('id', NEW.id, 'name', NEW.name, 'name_key', NEW.name_key, 'phone', NEW.phone, 'email', NEW.email, 'note', NEW.note, 'legal_name', NEW.legal_name, 'complaint', NEW.complaint, 'goal', NEW.goal, 'next_step', NEW.next_step, 'standing', NEW.standing, 'standing_why', NEW.standing_why, 'standing_since', NEW.standing_since, 'purged_on', NEW.purged_on, 'merged_into', NEW.merged_into, 'born_on', NEW.born_on)); END;
CREATE TRIGGER journal_client_delete AFTER DELETE ON client BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'client', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'phone', OLD.phone, 'email', OLD.email, 'note', OLD.note, 'legal_name', OLD.legal_name, 'complaint', OLD.complaint, 'goal', OLD.goal, 'next_step', OLD.next_step, 'standing', OLD.standing, 'standing_why', OLD.standing_why, 'standing_since', OLD.standing_since, 'purged_on', OLD.purged_on, 'merged_into', OLD.merged_into, 'born_on', OLD.born_on), NULL); END;
CREATE TRIGGER journal_client_alias_insert AFTER INSERT ON client_alias BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'client_alias', NEW.id, NULL, json_object('id', NEW.id, 'client_id', NEW.client_id, 'alias', NEW.alias, 'alias_key', NEW.alias_key)); END;
CREATE TRIGGER journal_client_alias_update AFTER UPDATE OF id, client_id, alias, alias_key ON client_alias BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'client_alias', NEW.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'alias', OLD.alias, 'alias_key', OLD.alias_key), json_object('id', NEW.id, 'client_id', NEW.client_id, 'alias', NEW.alias, 'alias_key', NEW.alias_key)); END;
CREATE TRIGGER journal_client_alias_delete AFTER DELETE ON client_alias BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'client_alias', OLD.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'alias', OLD.alias, 'alias_key', OLD.alias_key), NULL); END;
CREATE TRIGGER journal_service_insert AFTER INSERT ON service BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'service', NEW.id, NULL, json_object('id', NEW.id, 'name', NEW.name, 'name_key', NEW.name_key, 'purpose', NEW.purpose, 'modality', NEW.modality, 'minutes', NEW.minutes, 'price_minor', NEW.price_minor, 'usual_effort', NEW.usual_effort, 'procedure_code', NEW.procedure_code)); END;
CREATE TRIGGER journal_service_update AFTER UPDATE OF id, name, name_key, purpose, modality, minutes, price_minor, usual_effort, procedure_code ON service BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'service', NEW.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'purpose', OLD.purpose, 'modality', OLD.modality, 'minutes', OLD.minutes, 'price_minor', OLD.price_minor, 'usual_effort', OLD.usual_effort, 'procedure_code', OLD.procedure_code), json_object('id', NEW.id, 'name', NEW.name, 'name_key', NEW.name_key, 'purpose', NEW.purpose, 'modality', NEW.modality, 'minutes', NEW.minutes, 'price_minor', NEW.price_minor, 'usual_effort', NEW.usual_effort, 'procedure_code', NEW.procedure_code)); END;
CREATE TRIGGER journal_service_delete AFTER DELETE ON service BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'service', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'purpose', OLD.purpose, 'modality', OLD.modality, 'minutes', OLD.minutes, 'price_minor', OLD.price_minor, 'usual_effort', OLD.usual_effort, 'procedure_code', OLD.procedure_code), NULL); END;
CREATE TRIGGER journal_workplace_insert AFTER INSERT ON workplace BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'workplace', NEW.id, NULL, json_object('id', NEW.id, 'name', NEW.name, 'name_key', NEW.name_key)); END;
CREATE TRIGGER journal_workplace_update AFTER UPDATE OF id, name, name_key ON workplace BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'workplace', NEW.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key), json_object('id', NEW.id, 'name', NEW.name, 'name_key', NEW.name_key)); END;
CREATE TRIGGER journal_workplace_delete AFTER DELETE ON workplace BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'workplace', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key), NULL); END;
CREATE TRIGGER journal_pay_term_insert AFTER INSERT ON pay_term BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'pay_term', NEW.id, NULL, json_object('id', NEW.id, 'workplace_id', NEW.workplace_id, 'valid_from', NEW.valid_from, 'kind', NEW.kind, 'share', NEW.share, 'amount_minor', NEW.amount_minor, 'employed', NEW.employed, 'note', NEW.note, 'collects', NEW.collects)); END;
CREATE TRIGGER journal_pay_term_update AFTER UPDATE OF id, workplace_id, valid_from, kind, share, amount_minor, employed, note, collects ON pay_term BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'pay_term', NEW.id, json_object('id', OLD.id, 'workplace_id', OLD.workplace_id, 'valid_from', OLD.valid_from, 'kind', OLD.kind, 'share', OLD.share, 'amount_minor', OLD.amount_minor, 'employed', OLD.employed, 'note', OLD.note, 'collects', OLD.collects), json_object('id', NEW.id, 'workplace_id', NEW.workplace_id, 'valid_from', NEW.valid_from, 'kind', NEW.kind, 'share', NEW.share, 'amount_minor', NEW.amount_minor, 'employed', NEW.employed, 'note', NEW.note, 'collects', NEW.collects)); END;
CREATE TRIGGER journal_pay_term_delete AFTER DELETE ON pay_term BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'pay_term', OLD.id, json_object('id', OLD.id, 'workplace_id', OLD.workplace_id, 'valid_from', OLD.valid_from, 'kind', OLD.kind, 'share', OLD.share, 'amount_minor', OLD.amount_minor, 'employed', OLD.employed, 'note', OLD.note, 'collects', OLD.collects), NULL); END;
CREATE TRIGGER journal_session_insert AFTER INSERT ON session BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'session', NEW.id, NULL, json_object('id', NEW.id, 'client_id', NEW.client_id, 'service_id', NEW.service_id, 'workplace_id', NEW.workplace_id, 'started_at', NEW.started_at, 'local_date', NEW.local_date, 'minutes', NEW.minutes, 'price_minor', NEW.price_minor, 'purpose', NEW.purpose, 'modality', NEW.modality, 'effort', NEW.effort, 'effort_estimated', NEW.effort_estimated, 'pressure', NEW.pressure, 'pain_before', NEW.pain_before, 'pain_after', NEW.pain_after, 'asked_feedback', NEW.asked_feedback, 'status', NEW.status, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'payer', NEW.payer, 'insurer', NEW.insurer, 'tax_minor', NEW.tax_minor, 'due_minor', NEW.due_minor, 'is_placed', NEW.is_placed, 'money_unknown', NEW.money_unknown)); END;
CREATE TRIGGER journal_session_update AFTER UPDATE OF id, client_id, service_id, workplace_id, started_at, local_date, minutes, price_minor, purpose, modality, effort, effort_estimated, pressure, pain_before, pain_after, asked_feedback, status, note, import_key, import_digest, payer, insurer, tax_minor, due_minor, is_placed, money_unknown ON session BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'session', NEW.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'service_id', OLD.service_id, 'workplace_id', OLD.workplace_id, 'started_at', OLD.started_at, 'local_date', OLD.local_date, 'minutes', OLD.minutes, 'price_minor', OLD.price_minor, 'purpose', OLD.purpose, 'modality', OLD.modality, 'effort', OLD.effort, 'effort_estimated', OLD.effort_estimated, 'pressure', OLD.pressure, 'pain_before', OLD.pain_before, 'pain_after', OLD.pain_after, 'asked_feedback', OLD.asked_feedback, 'status', OLD.status, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'payer', OLD.payer, 'insurer', OLD.insurer, 'tax_minor', OLD.tax_minor, 'due_minor', OLD.due_minor, 'is_placed', OLD.is_placed, 'money_unknown', OLD.money_unknown), json_object('id', NEW.id, 'client_id', NEW.client_id, 'service_id', NEW.service_id, 'workplace_id', NEW.workplace_id, 'started_at', NEW.started_at, 'local_date', NEW.local_date, 'minutes', NEW.minutes, 'price_minor', NEW.price_minor, 'purpose', NEW.purpose, 'modality', NEW.modality, 'effort', NEW.effort, 'effort_estimated', NEW.effort_estimated, 'pressure', NEW.pressure, 'pain_before', NEW.pain_before, 'pain_after', NEW.pain_after, 'asked_feedback', NEW.asked_feedback, 'status', NEW.status, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'payer', NEW.payer, 'insurer', NEW.insurer, 'tax_minor', NEW.tax_minor, 'due_minor', NEW.due_minor, 'is_placed', NEW.is_placed, 'money_unknown', NEW.money_unknown)); END;
CREATE TRIGGER journal_session_delete AFTER DELETE ON session BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'session', OLD.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'service_id', OLD.service_id, 'workplace_id', OLD.workplace_id, 'started_at', OLD.started_at, 'local_date', OLD.local_date, 'minutes', OLD.minutes, 'price_minor', OLD.price_minor, 'purpose', OLD.purpose, 'modality', OLD.modality, 'effort', OLD.effort, 'effort_estimated', OLD.effort_estimated, 'pressure', OLD.pressure, 'pain_before', OLD.pain_before, 'pain_after', OLD.pain_after, 'asked_feedback', OLD.asked_feedback, 'status', OLD.status, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'payer', OLD.payer, 'insurer', OLD.insurer, 'tax_minor', OLD.tax_minor, 'due_minor', OLD.due_minor, 'is_placed', OLD.is_placed, 'money_unknown', OLD.money_unknown), NULL); END;
CREATE TRIGGER journal_payment_insert AFTER INSERT ON payment BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'payment', NEW.id, NULL, json_object('id', NEW.id, 'client_id', NEW.client_id, 'session_id', NEW.session_id, 'received_on', NEW.received_on, 'kind', NEW.kind, 'amount_minor', NEW.amount_minor, 'fee_minor', NEW.fee_minor, 'method', NEW.method, 'on_1099', NEW.on_1099, 'voluntary', NEW.voluntary, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'refunded_credit_id', NEW.refunded_credit_id, 'workplace_id', NEW.workplace_id, 'insurer', NEW.insurer, 'is_ahead', NEW.is_ahead, 'gives_back', NEW.gives_back)); END;
CREATE TRIGGER journal_payment_update AFTER UPDATE OF id, client_id, session_id, received_on, kind, amount_minor, fee_minor, method, on_1099, voluntary, note, import_key, import_digest, refunded_credit_id, workplace_id, insurer, is_ahead, gives_back ON payment BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'payment', NEW.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'session_id', OLD.session_id, 'received_on', OLD.received_on, 'kind', OLD.kind, 'amount_minor', OLD.amount_minor, 'fee_minor', OLD.fee_minor, 'method', OLD.method, 'on_1099', OLD.on_1099, 'voluntary', OLD.voluntary, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'refunded_credit_id', OLD.refunded_credit_id, 'workplace_id', OLD.workplace_id, 'insurer', OLD.insurer, 'is_ahead', OLD.is_ahead, 'gives_back', OLD.gives_back), json_object('id', NEW.id, 'client_id', NEW.client_id, 'session_id', NEW.session_id, 'received_on', NEW.received_on, 'kind', NEW.kind, 'amount_minor', NEW.amount_minor, 'fee_minor', NEW.fee_minor, 'method', NEW.method, 'on_1099', NEW.on_1099, 'voluntary', NEW.voluntary, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'refunded_credit_id', NEW.refunded_credit_id, 'workplace_id', NEW.workplace_id, 'insurer', NEW.insurer, 'is_ahead', NEW.is_ahead, 'gives_back', NEW.gives_back)); END;
CREATE TRIGGER journal_payment_delete AFTER DELETE ON payment BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'payment', OLD.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'session_id', OLD.session_id, 'received_on', OLD.received_on, 'kind', OLD.kind, 'amount_minor', OLD.amount_minor, 'fee_minor', OLD.fee_minor, 'method', OLD.method, 'on_1099', OLD.on_1099, 'voluntary', OLD.voluntary, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'refunded_credit_id', OLD.refunded_credit_id, 'workplace_id', OLD.workplace_id, 'insurer', OLD.insurer, 'is_ahead', OLD.is_ahead, 'gives_back', OLD.gives_back), NULL); END;
CREATE TRIGGER journal_credit_insert AFTER INSERT ON credit BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'credit', NEW.id, NULL, json_object('id', NEW.id, 'payment_id', NEW.payment_id, 'client_id', NEW.client_id, 'sessions', NEW.sessions, 'code', NEW.code, 'expires_on', NEW.expires_on)); END;
CREATE TRIGGER journal_credit_update AFTER UPDATE OF id, payment_id, client_id, sessions, code, expires_on ON credit BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'credit', NEW.id, json_object('id', OLD.id, 'payment_id', OLD.payment_id, 'client_id', OLD.client_id, 'sessions', OLD.sessions, 'code', OLD.code, 'expires_on', OLD.expires_on), json_object('id', NEW.id, 'payment_id', NEW.payment_id, 'client_id', NEW.client_id, 'sessions', NEW.sessions, 'code', NEW.code, 'expires_on', NEW.expires_on)); END;
CREATE TRIGGER journal_credit_delete AFTER DELETE ON credit BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'credit', OLD.id, json_object('id', OLD.id, 'payment_id', OLD.payment_id, 'client_id', OLD.client_id, 'sessions', OLD.sessions, 'code', OLD.code, 'expires_on', OLD.expires_on), NULL); END;
CREATE TRIGGER journal_redemption_insert AFTER INSERT ON redemption BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'redemption', NEW.id, NULL, json_object('id', NEW.id, 'client_id', NEW.client_id, 'redeemed_on', NEW.redeemed_on, 'amount_minor', NEW.amount_minor, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'session_id', NEW.session_id, 'credit_id', NEW.credit_id, 'tip_minor', NEW.tip_minor)); END;
CREATE TRIGGER journal_redemption_update AFTER UPDATE OF id, client_id, redeemed_on, amount_minor, note, import_key, import_digest, session_id, credit_id, tip_minor ON redemption BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'redemption', NEW.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'redeemed_on', OLD.redeemed_on, 'amount_minor', OLD.amount_minor, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'session_id', OLD.session_id, 'credit_id', OLD.credit_id, 'tip_minor', OLD.tip_minor), json_object('id', NEW.id, 'client_id', NEW.client_id, 'redeemed_on', NEW.redeemed_on, 'amount_minor', NEW.amount_minor, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'session_id', NEW.session_id, 'credit_id', NEW.credit_id, 'tip_minor', NEW.tip_minor)); END;
CREATE TRIGGER journal_redemption_delete AFTER DELETE ON redemption BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'redemption', OLD.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'redeemed_on', OLD.redeemed_on, 'amount_minor', OLD.amount_minor, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'session_id', OLD.session_id, 'credit_id', OLD.credit_id, 'tip_minor', OLD.tip_minor), NULL); END;
CREATE TRIGGER journal_recurring_expense_insert AFTER INSERT ON recurring_expense BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'recurring_expense', NEW.id, NULL, json_object('id', NEW.id, 'amount_minor', NEW.amount_minor, 'vendor', NEW.vendor, 'category', NEW.category, 'day', NEW.day, 'starts_on', NEW.starts_on, 'ends_on', NEW.ends_on)); END;
CREATE TRIGGER journal_recurring_expense_update AFTER UPDATE OF id, amount_minor, vendor, category, day, starts_on, ends_on ON recurring_expense BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'recurring_expense', NEW.id, json_object('id', OLD.id, 'amount_minor', OLD.amount_minor, 'vendor', OLD.vendor, 'category', OLD.category, 'day', OLD.day, 'starts_on', OLD.starts_on, 'ends_on', OLD.ends_on), json_object('id', NEW.id, 'amount_minor', NEW.amount_minor, 'vendor', NEW.vendor, 'category', NEW.category, 'day', NEW.day, 'starts_on', NEW.starts_on, 'ends_on', NEW.ends_on)); END;
CREATE TRIGGER journal_recurring_expense_delete AFTER DELETE ON recurring_expense BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'recurring_expense', OLD.id, json_object('id', OLD.id, 'amount_minor', OLD.amount_minor, 'vendor', OLD.vendor, 'category', OLD.category, 'day', OLD.day, 'starts_on', OLD.starts_on, 'ends_on', OLD.ends_on), NULL); END;
CREATE TRIGGER journal_expense_insert AFTER INSERT ON expense BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'expense', NEW.id, NULL, json_object('id', NEW.id, 'spent_on', NEW.spent_on, 'category', NEW.category, 'category_text', NEW.category_text, 'vendor', NEW.vendor, 'amount_minor', NEW.amount_minor, 'method', NEW.method, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'recurring_id', NEW.recurring_id, 'due_on', NEW.due_on, 'business_percent', NEW.business_percent, 'is_refund', NEW.is_refund)); END;
CREATE TRIGGER journal_expense_update AFTER UPDATE OF id, spent_on, category, category_text, vendor, amount_minor, method, note, import_key, import_digest, recurring_id, due_on, business_percent, is_refund ON expense BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'expense', NEW.id, json_object('id', OLD.id, 'spent_on', OLD.spent_on, 'category', OLD.category, 'category_text', OLD.category_text, 'vendor', OLD.vendor, 'amount_minor', OLD.amount_minor, 'method', OLD.method, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'recurring_id', OLD.recurring_id, 'due_on', OLD.due_on, 'business_percent', OLD.business_percent, 'is_refund', OLD.is_refund), json_object('id', NEW.id, 'spent_on', NEW.spent_on, 'category', NEW.category, 'category_text', NEW.category_text, 'vendor', NEW.vendor, 'amount_minor', NEW.amount_minor, 'method', NEW.method, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'recurring_id', NEW.recurring_id, 'due_on', NEW.due_on, 'business_percent', NEW.business_percent, 'is_refund', NEW.is_refund)); END;
CREATE TRIGGER journal_expense_delete AFTER DELETE ON expense BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'expense', OLD.id, json_object('id', OLD.id, 'spent_on', OLD.spent_on, 'category', OLD.category, 'category_text', OLD.category_text, 'vendor', OLD.vendor, 'amount_minor', OLD.amount_minor, 'method', OLD.method, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'recurring_id', OLD.recurring_id, 'due_on', OLD.due_on, 'business_percent', OLD.business_percent, 'is_refund', OLD.is_refund), NULL); END;
CREATE TRIGGER journal_trip_insert AFTER INSERT ON trip BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'trip', NEW.id, NULL, json_object('id', NEW.id, 'travelled_on', NEW.travelled_on, 'distance_tenths', NEW.distance_tenths, 'unit', NEW.unit, 'purpose', NEW.purpose, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'from_place', NEW.from_place, 'to_place', NEW.to_place)); END;
CREATE TRIGGER journal_trip_update AFTER UPDATE OF id, travelled_on, distance_tenths, unit, purpose, import_key, import_digest, from_place, to_place ON trip BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'trip', NEW.id, json_object('id', OLD.id, 'travelled_on', OLD.travelled_on, 'distance_tenths', OLD.distance_tenths, 'unit', OLD.unit, 'purpose', OLD.purpose, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'from_place', OLD.from_place, 'to_place', OLD.to_place), json_object('id', NEW.id, 'travelled_on', NEW.travelled_on, 'distance_tenths', NEW.distance_tenths, 'unit', NEW.unit, 'purpose', NEW.purpose, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'from_place', NEW.from_place, 'to_place', NEW.to_place)); END;
CREATE TRIGGER journal_trip_delete AFTER DELETE ON trip BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'trip', OLD.id, json_object('id', OLD.id, 'travelled_on', OLD.travelled_on, 'distance_tenths', OLD.distance_tenths, 'unit', OLD.unit, 'purpose', OLD.purpose, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'from_place', OLD.from_place, 'to_place', OLD.to_place), NULL); END;
CREATE TRIGGER journal_work_time_insert AFTER INSERT ON work_time BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'work_time', NEW.id, NULL, json_object('id', NEW.id, 'worked_on', NEW.worked_on, 'minutes', NEW.minutes, 'kind', NEW.kind, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest)); END;
CREATE TRIGGER journal_work_time_update AFTER UPDATE OF id, worked_on, minutes, kind, note, import_key, import_digest ON work_time BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'work_time', NEW.id, json_object('id', OLD.id, 'worked_on', OLD.worked_on, 'minutes', OLD.minutes, 'kind', OLD.kind, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest), json_object('id', NEW.id, 'worked_on', NEW.worked_on, 'minutes', NEW.minutes, 'kind', NEW.kind, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest)); END;
CREATE TRIGGER journal_work_time_delete AFTER DELETE ON work_time BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'work_time', OLD.id, json_object('id', OLD.id, 'worked_on', OLD.worked_on, 'minutes', OLD.minutes, 'kind', OLD.kind, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest), NULL); END;
CREATE TRIGGER journal_timer_insert AFTER INSERT ON timer BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'timer', NEW.id, NULL, json_object('id', NEW.id, 'started_at', NEW.started_at, 'kind', NEW.kind, 'note', NEW.note, 'running', NEW.running)); END;
CREATE TRIGGER journal_timer_update AFTER UPDATE OF id, started_at, kind, note, running ON timer BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'timer', NEW.id, json_object('id', OLD.id, 'started_at', OLD.started_at, 'kind', OLD.kind, 'note', OLD.note, 'running', OLD.running), json_object('id', NEW.id, 'started_at', NEW.started_at, 'kind', NEW.kind, 'note', NEW.note, 'running', NEW.running)); END;
CREATE TRIGGER journal_timer_delete AFTER DELETE ON timer BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'timer', OLD.id, json_object('id', OLD.id, 'started_at', OLD.started_at, 'kind', OLD.kind, 'note', OLD.note, 'running', OLD.running), NULL); END;
CREATE TRIGGER journal_tax_form_insert AFTER INSERT ON tax_form BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'tax_form', NEW.id, NULL, json_object('id', NEW.id, 'year', NEW.year, 'form', NEW.form, 'payer', NEW.payer, 'method', NEW.method, 'amount_minor', NEW.amount_minor, 'note', NEW.note)); END;
CREATE TRIGGER journal_tax_form_update AFTER UPDATE OF id, year, form, payer, method, amount_minor, note ON tax_form BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'tax_form', NEW.id, json_object('id', OLD.id, 'year', OLD.year, 'form', OLD.form, 'payer', OLD.payer, 'method', OLD.method, 'amount_minor', OLD.amount_minor, 'note', OLD.note), json_object('id', NEW.id, 'year', NEW.year, 'form', NEW.form, 'payer', NEW.payer, 'method', NEW.method, 'amount_minor', NEW.amount_minor, 'note', NEW.note)); END;
CREATE TRIGGER journal_tax_form_delete AFTER DELETE ON tax_form BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'tax_form', OLD.id, json_object('id', OLD.id, 'year', OLD.year, 'form', OLD.form, 'payer', OLD.payer, 'method', OLD.method, 'amount_minor', OLD.amount_minor, 'note', OLD.note), NULL); END;
CREATE TRIGGER journal_referral_insert AFTER INSERT ON referral BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'referral', NEW.id, NULL, json_object('id', NEW.id, 'client_id', NEW.client_id, 'referred_on', NEW.referred_on, 'referred_by', NEW.referred_by, 'reason', NEW.reason, 'condition', NEW.condition, 'payer', NEW.payer, 'procedure_code', NEW.procedure_code, 'visits_authorised', NEW.visits_authorised, 'valid_until', NEW.valid_until, 'letter_until', NEW.letter_until, 'letter_frequency', NEW.letter_frequency, 'ended_on', NEW.ended_on, 'note', NEW.note, 'condition_code', NEW.condition_code)); END;
CREATE TRIGGER journal_referral_update AFTER UPDATE OF id, client_id, referred_on, referred_by, reason, condition, payer, procedure_code, visits_authorised, valid_until, letter_until, letter_frequency, ended_on, note, condition_code ON referral BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'referral', NEW.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'referred_on', OLD.referred_on, 'referred_by', OLD.referred_by, 'reason', OLD.reason, 'condition', OLD.condition, 'payer', OLD.payer, 'procedure_code', OLD.procedure_code, 'visits_authorised', OLD.visits_authorised, 'valid_until', OLD.valid_until, 'letter_until', OLD.letter_until, 'letter_frequency', OLD.letter_frequency, 'ended_on', OLD.ended_on, 'note', OLD.note, 'condition_code', OLD.condition_code), json_object('id', NEW.id, 'client_id', NEW.client_id, 'referred_on', NEW.referred_on, 'referred_by', NEW.referred_by, 'reason', NEW.reason, 'condition', NEW.condition, 'payer', NEW.payer, 'procedure_code', NEW.procedure_code, 'visits_authorised', NEW.visits_authorised, 'valid_until', NEW.valid_until, 'letter_until', NEW.letter_until, 'letter_frequency', NEW.letter_frequency, 'ended_on', NEW.ended_on, 'note', NEW.note, 'condition_code', NEW.condition_code)); END;
CREATE TRIGGER journal_referral_delete AFTER DELETE ON referral BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'referral', OLD.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'referred_on', OLD.referred_on, 'referred_by', OLD.referred_by, 'reason', OLD.reason, 'condition', OLD.condition, 'payer', OLD.payer, 'procedure_code', OLD.procedure_code, 'visits_authorised', OLD.visits_authorised, 'valid_until', OLD.valid_until, 'letter_until', OLD.letter_until, 'letter_frequency', OLD.letter_frequency, 'ended_on', OLD.ended_on, 'note', OLD.note, 'condition_code', OLD.condition_code), NULL); END;
CREATE TRIGGER journal_function_note_insert AFTER INSERT ON function_note BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'function_note', NEW.id, NULL, json_object('id', NEW.id, 'client_id', NEW.client_id, 'session_id', NEW.session_id, 'noted_on', NEW.noted_on, 'measure', NEW.measure, 'part', NEW.part, 'value', NEW.value, 'unit', NEW.unit, 'note', NEW.note)); END;
CREATE TRIGGER journal_function_note_update AFTER UPDATE OF id, client_id, session_id, noted_on, measure, part, value, unit, note ON function_note BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'function_note', NEW.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'session_id', OLD.session_id, 'noted_on', OLD.noted_on, 'measure', OLD.measure, 'part', OLD.part, 'value', OLD.value, 'unit', OLD.unit, 'note', OLD.note), json_object('id', NEW.id, 'client_id', NEW.client_id, 'session_id', NEW.session_id, 'noted_on', NEW.noted_on, 'measure', NEW.measure, 'part', NEW.part, 'value', NEW.value, 'unit', NEW.unit, 'note', NEW.note)); END;
CREATE TRIGGER journal_function_note_delete AFTER DELETE ON function_note BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'function_note', OLD.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'session_id', OLD.session_id, 'noted_on', OLD.noted_on, 'measure', OLD.measure, 'part', OLD.part, 'value', OLD.value, 'unit', OLD.unit, 'note', OLD.note), NULL); END;
CREATE TRIGGER journal_progress_report_insert AFTER INSERT ON progress_report BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'progress_report', NEW.id, NULL, json_object('id', NEW.id, 'client_id', NEW.client_id, 'referral_id', NEW.referral_id, 'written_on', NEW.written_on, 'first_day', NEW.first_day, 'last_day', NEW.last_day)); END;
CREATE TRIGGER journal_progress_report_update AFTER UPDATE OF id, client_id, referral_id, written_on, first_day, last_day ON progress_report BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'progress_report', NEW.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'referral_id', OLD.referral_id, 'written_on', OLD.written_on, 'first_day', OLD.first_day, 'last_day', OLD.last_day), json_object('id', NEW.id, 'client_id', NEW.client_id, 'referral_id', NEW.referral_id, 'written_on', NEW.written_on, 'first_day', NEW.first_day, 'last_day', NEW.last_day)); END;
CREATE TRIGGER journal_progress_report_delete AFTER DELETE ON progress_report BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'progress_report', OLD.id, json_object('id', OLD.id, 'client_id', OLD.client_id, 'referral_id', OLD.referral_id, 'written_on', OLD.written_on, 'first_day', OLD.first_day, 'last_day', OLD.last_day), NULL); END;
CREATE TRIGGER journal_incident_insert AFTER INSERT ON incident BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident', NEW.id, NULL, json_object('id', NEW.id, 'occurred_at', NEW.occurred_at, 'recorded_at', NEW.recorded_at, 'local_date', NEW.local_date, 'kind', NEW.kind, 'severity', NEW.severity, 'client_id', NEW.client_id, 'client', NEW.client, 'session_id', NEW.session_id, 'place', NEW.place, 'said', NEW.said, 'saw', NEW.saw, 'did', NEW.did, 'witness', NEW.witness, 'told', NEW.told, 'lost_minor', NEW.lost_minor, 'body_part', NEW.body_part, 'days_off', NEW.days_off, 'source_kind', NEW.source_kind, 'source_severity', NEW.source_severity, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'setting', NEW.setting, 'ended_minute', NEW.ended_minute, 'paid', NEW.paid, 'injury_to_me', NEW.injury_to_me, 'injury_to_client', NEW.injury_to_client)); END;
CREATE TRIGGER journal_incident_update AFTER UPDATE OF id, occurred_at, recorded_at, local_date, kind, severity, client_id, client, session_id, place, said, saw, did, witness, told, lost_minor, body_part, days_off, source_kind, source_severity, note, import_key, import_digest, setting, ended_minute, paid, injury_to_me, injury_to_client ON incident BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident', NEW.id, json_object('id', OLD.id, 'occurred_at', OLD.occurred_at, 'recorded_at', OLD.recorded_at, 'local_date', OLD.local_date, 'kind', OLD.kind, 'severity', OLD.severity, 'client_id', OLD.client_id, 'client', OLD.client, 'session_id', OLD.session_id, 'place', OLD.place, 'said', OLD.said, 'saw', OLD.saw, 'did', OLD.did, 'witness', OLD.witness, 'told', OLD.told, 'lost_minor', OLD.lost_minor, 'body_part', OLD.body_part, 'days_off', OLD.days_off, 'source_kind', OLD.source_kind, 'source_severity', OLD.source_severity, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'setting', OLD.setting, 'ended_minute', OLD.ended_minute, 'paid', OLD.paid, 'injury_to_me', OLD.injury_to_me, 'injury_to_client', OLD.injury_to_client), json_object('id', NEW.id, 'occurred_at', NEW.occurred_at, 'recorded_at', NEW.recorded_at, 'local_date', NEW.local_date, 'kind', NEW.kind, 'severity', NEW.severity, 'client_id', NEW.client_id, 'client', NEW.client, 'session_id', NEW.session_id, 'place', NEW.place, 'said', NEW.said, 'saw', NEW.saw, 'did', NEW.did, 'witness', NEW.witness, 'told', NEW.told, 'lost_minor', NEW.lost_minor, 'body_part', NEW.body_part, 'days_off', NEW.days_off, 'source_kind', NEW.source_kind, 'source_severity', NEW.source_severity, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest, 'setting', NEW.setting, 'ended_minute', NEW.ended_minute, 'paid', NEW.paid, 'injury_to_me', NEW.injury_to_me, 'injury_to_client', NEW.injury_to_client)); END;
CREATE TRIGGER journal_incident_delete AFTER DELETE ON incident BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident', OLD.id, json_object('id', OLD.id, 'occurred_at', OLD.occurred_at, 'recorded_at', OLD.recorded_at, 'local_date', OLD.local_date, 'kind', OLD.kind, 'severity', OLD.severity, 'client_id', OLD.client_id, 'client', OLD.client, 'session_id', OLD.session_id, 'place', OLD.place, 'said', OLD.said, 'saw', OLD.saw, 'did', OLD.did, 'witness', OLD.witness, 'told', OLD.told, 'lost_minor', OLD.lost_minor, 'body_part', OLD.body_part, 'days_off', OLD.days_off, 'source_kind', OLD.source_kind, 'source_severity', OLD.source_severity, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest, 'setting', OLD.setting, 'ended_minute', OLD.ended_minute, 'paid', OLD.paid, 'injury_to_me', OLD.injury_to_me, 'injury_to_client', OLD.injury_to_client), NULL); END;
CREATE TRIGGER journal_incident_addendum_insert AFTER INSERT ON incident_addendum BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_addendum', NEW.id, NULL, json_object('id', NEW.id, 'incident_id', NEW.incident_id, 'written_at', NEW.written_at, 'kind', NEW.kind, 'text', NEW.text)); END;
CREATE TRIGGER journal_incident_addendum_update AFTER UPDATE OF id, incident_id, written_at, kind, text ON incident_addendum BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_addendum', NEW.id, json_object('id', OLD.id, 'incident_id', OLD.incident_id, 'written_at', OLD.written_at, 'kind', OLD.kind, 'text', OLD.text), json_object('id', NEW.id, 'incident_id', NEW.incident_id, 'written_at', NEW.written_at, 'kind', NEW.kind, 'text', NEW.text)); END;
CREATE TRIGGER journal_incident_addendum_delete AFTER DELETE ON incident_addendum BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_addendum', OLD.id, json_object('id', OLD.id, 'incident_id', OLD.incident_id, 'written_at', OLD.written_at, 'kind', OLD.kind, 'text', OLD.text), NULL); END;
CREATE TRIGGER journal_incident_evidence_insert AFTER INSERT ON incident_evidence BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_evidence', NEW.id, NULL, json_object('id', NEW.id, 'incident_id', NEW.incident_id, 'file_name', NEW.file_name, 'stored_as', NEW.stored_as, 'sha256', NEW.sha256, 'bytes', NEW.bytes, 'added_at', NEW.added_at)); END;
CREATE TRIGGER journal_incident_evidence_update AFTER UPDATE OF id, incident_id, file_name, stored_as, sha256, bytes, added_at ON incident_evidence BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_evidence', NEW.id, json_object('id', OLD.id, 'incident_id', OLD.incident_id, 'file_name', OLD.file_name, 'stored_as', OLD.stored_as, 'sha256', OLD.sha256, 'bytes', OLD.bytes, 'added_at', OLD.added_at), json_object('id', NEW.id, 'incident_id', NEW.incident_id, 'file_name', NEW.file_name, 'stored_as', NEW.stored_as, 'sha256', NEW.sha256, 'bytes', NEW.bytes, 'added_at', NEW.added_at)); END;
CREATE TRIGGER journal_incident_evidence_delete AFTER DELETE ON incident_evidence BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_evidence', OLD.id, json_object('id', OLD.id, 'incident_id', OLD.incident_id, 'file_name', OLD.file_name, 'stored_as', OLD.stored_as, 'sha256', OLD.sha256, 'bytes', OLD.bytes, 'added_at', OLD.added_at), NULL); END;
CREATE TRIGGER journal_incident_follow_up_insert AFTER INSERT ON incident_follow_up BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_follow_up', NEW.id, NULL, json_object('id', NEW.id, 'incident_id', NEW.incident_id, 'due_on', NEW.due_on, 'what', NEW.what, 'done_on', NEW.done_on)); END;
CREATE TRIGGER journal_incident_follow_up_update AFTER UPDATE OF id, incident_id, due_on, what, done_on ON incident_follow_up BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_follow_up', NEW.id, json_object('id', OLD.id, 'incident_id', OLD.incident_id, 'due_on', OLD.due_on, 'what', OLD.what, 'done_on', OLD.done_on), json_object('id', NEW.id, 'incident_id', NEW.incident_id, 'due_on', NEW.due_on, 'what', NEW.what, 'done_on', NEW.done_on)); END;
CREATE TRIGGER journal_incident_follow_up_delete AFTER DELETE ON incident_follow_up BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_follow_up', OLD.id, json_object('id', OLD.id, 'incident_id', OLD.incident_id, 'due_on', OLD.due_on, 'what', OLD.what, 'done_on', OLD.done_on), NULL); END;
CREATE TRIGGER journal_incident_draft_insert AFTER INSERT ON incident_draft BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_draft', NEW.id, NULL, json_object('id', NEW.id, 'begun_at', NEW.begun_at, 'changed_at', NEW.changed_at, 'answers', NEW.answers)); END;
CREATE TRIGGER journal_incident_draft_update AFTER UPDATE OF id, begun_at, changed_at, answers ON incident_draft BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_draft', NEW.id, json_object('id', OLD.id, 'begun_at', OLD.begun_at, 'changed_at', OLD.changed_at, 'answers', OLD.answers), json_object('id', NEW.id, 'begun_at', NEW.begun_at, 'changed_at', NEW.changed_at, 'answers', NEW.answers)); END;
CREATE TRIGGER journal_incident_draft_delete AFTER DELETE ON incident_draft BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'incident_draft', OLD.id, json_object('id', OLD.id, 'begun_at', OLD.begun_at, 'changed_at', OLD.changed_at, 'answers', OLD.answers), NULL); END;
CREATE TRIGGER journal_tombstone_insert AFTER INSERT ON tombstone BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'tombstone', NEW.id, NULL, json_object('id', NEW.id, 'purged_at', NEW.purged_at, 'table_name', NEW.table_name, 'row_id', NEW.row_id)); END;
CREATE TRIGGER journal_tombstone_update AFTER UPDATE OF id, purged_at, table_name, row_id ON tombstone BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'tombstone', NEW.id, json_object('id', OLD.id, 'purged_at', OLD.purged_at, 'table_name', OLD.table_name, 'row_id', OLD.row_id), json_object('id', NEW.id, 'purged_at', NEW.purged_at, 'table_name', NEW.table_name, 'row_id', NEW.row_id)); END;
CREATE TRIGGER journal_tombstone_delete AFTER DELETE ON tombstone BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'tombstone', OLD.id, json_object('id', OLD.id, 'purged_at', OLD.purged_at, 'table_name', OLD.table_name, 'row_id', OLD.row_id), NULL); END;
CREATE TRIGGER journal_check_in_insert AFTER INSERT ON check_in BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'check_in', NEW.id, NULL, json_object('id', NEW.id, 'checked_on', NEW.checked_on, 'body', NEW.body, 'mind', NEW.mind, 'sleep_hours', NEW.sleep_hours, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest)); END;
CREATE TRIGGER journal_check_in_update AFTER UPDATE OF id, checked_on, body, mind, sleep_hours, note, import_key, import_digest ON check_in BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'check_in', NEW.id, json_object('id', OLD.id, 'checked_on', OLD.checked_on, 'body', OLD.body, 'mind', OLD.mind, 'sleep_hours', OLD.sleep_hours, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest), json_object('id', NEW.id, 'checked_on', NEW.checked_on, 'body', NEW.body, 'mind', NEW.mind, 'sleep_hours', NEW.sleep_hours, 'note', NEW.note, 'import_key', NEW.import_key, 'import_digest', NEW.import_digest)); END;
CREATE TRIGGER journal_check_in_delete AFTER DELETE ON check_in BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'check_in', OLD.id, json_object('id', OLD.id, 'checked_on', OLD.checked_on, 'body', OLD.body, 'mind', OLD.mind, 'sleep_hours', OLD.sleep_hours, 'note', OLD.note, 'import_key', OLD.import_key, 'import_digest', OLD.import_digest), NULL); END;
CREATE TRIGGER journal_soreness_insert AFTER INSERT ON soreness BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'soreness', NEW.id, NULL, json_object('id', NEW.id, 'check_in_id', NEW.check_in_id, 'site', NEW.site, 'level', NEW.level)); END;
CREATE TRIGGER journal_soreness_update AFTER UPDATE OF id, check_in_id, site, level ON soreness BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'soreness', NEW.id, json_object('id', OLD.id, 'check_in_id', OLD.check_in_id, 'site', OLD.site, 'level', OLD.level), json_object('id', NEW.id, 'check_in_id', NEW.check_in_id, 'site', NEW.site, 'level', NEW.level)); END;
CREATE TRIGGER journal_soreness_delete AFTER DELETE ON soreness BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'soreness', OLD.id, json_object('id', OLD.id, 'check_in_id', OLD.check_in_id, 'site', OLD.site, 'level', OLD.level), NULL); END;
CREATE TRIGGER journal_import_batch_insert AFTER INSERT ON import_batch BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'import_batch', NEW.id, NULL, json_object('id', NEW.id, 'imported_at', NEW.imported_at, 'format', NEW.format, 'file_name', NEW.file_name, 'records', NEW.records)); END;
CREATE TRIGGER journal_import_batch_update AFTER UPDATE OF id, imported_at, format, file_name, records ON import_batch BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'import_batch', NEW.id, json_object('id', OLD.id, 'imported_at', OLD.imported_at, 'format', OLD.format, 'file_name', OLD.file_name, 'records', OLD.records), json_object('id', NEW.id, 'imported_at', NEW.imported_at, 'format', NEW.format, 'file_name', NEW.file_name, 'records', NEW.records)); END;
CREATE TRIGGER journal_import_batch_delete AFTER DELETE ON import_batch BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'import_batch', OLD.id, json_object('id', OLD.id, 'imported_at', OLD.imported_at, 'format', OLD.format, 'file_name', OLD.file_name, 'records', OLD.records), NULL); END;
CREATE TRIGGER journal_import_link_insert AFTER INSERT ON import_link BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'import_link', NEW.id, NULL, json_object('id', NEW.id, 'format', NEW.format, 'source_id', NEW.source_id, 'occurrence', NEW.occurrence, 'digest', NEW.digest, 'table_name', NEW.table_name, 'row_id', NEW.row_id, 'meets', NEW.meets)); END;
CREATE TRIGGER journal_import_link_update AFTER UPDATE OF id, format, source_id, occurrence, digest, table_name, row_id, meets ON import_link BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'import_link', NEW.id, json_object('id', OLD.id, 'format', OLD.format, 'source_id', OLD.source_id, 'occurrence', OLD.occurrence, 'digest', OLD.digest, 'table_name', OLD.table_name, 'row_id', OLD.row_id, 'meets', OLD.meets), json_object('id', NEW.id, 'format', NEW.format, 'source_id', NEW.source_id, 'occurrence', NEW.occurrence, 'digest', NEW.digest, 'table_name', NEW.table_name, 'row_id', NEW.row_id, 'meets', NEW.meets)); END;
CREATE TRIGGER journal_import_link_delete AFTER DELETE ON import_link BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'import_link', OLD.id, json_object('id', OLD.id, 'format', OLD.format, 'source_id', OLD.source_id, 'occurrence', OLD.occurrence, 'digest', OLD.digest, 'table_name', OLD.table_name, 'row_id', OLD.row_id, 'meets', OLD.meets), NULL); END;
CREATE TRIGGER journal_questionnaire_insert AFTER INSERT ON questionnaire BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'questionnaire', NEW.id, NULL, json_object('id', NEW.id, 'name', NEW.name, 'name_key', NEW.name_key, 'version', NEW.version, 'definition', NEW.definition, 'added_at', NEW.added_at)); END;
CREATE TRIGGER journal_questionnaire_update AFTER UPDATE OF id, name, name_key, version, definition, added_at ON questionnaire BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'questionnaire', NEW.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'version', OLD.version, 'definition', OLD.definition, 'added_at', OLD.added_at), json_object('id', NEW.id, 'name', NEW.name, 'name_key', NEW.name_key, 'version', NEW.version, 'definition', NEW.definition, 'added_at', NEW.added_at)); END;
CREATE TRIGGER journal_questionnaire_delete AFTER DELETE ON questionnaire BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'questionnaire', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'version', OLD.version, 'definition', OLD.definition, 'added_at', OLD.added_at), NULL); END;
CREATE TRIGGER journal_questionnaire_response_insert AFTER INSERT ON questionnaire_response BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'questionnaire_response', NEW.id, NULL, json_object('id', NEW.id, 'questionnaire_id', NEW.questionnaire_id, 'taken_on', NEW.taken_on, 'started_at', NEW.started_at, 'answers', NEW.answers, 'complete', NEW.complete)); END;
CREATE TRIGGER journal_questionnaire_response_update AFTER UPDATE OF id, questionnaire_id, taken_on, started_at, answers, complete ON questionnaire_response BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'questionnaire_response', NEW.id, json_object('id', OLD.id, 'questionnaire_id', OLD.questionnaire_id, 'taken_on', OLD.taken_on, 'started_at', OLD.started_at, 'answers', OLD.answers, 'complete', OLD.complete), json_object('id', NEW.id, 'questionnaire_id', NEW.questionnaire_id, 'taken_on', NEW.taken_on, 'started_at', NEW.started_at, 'answers', NEW.answers, 'complete', NEW.complete)); END;
CREATE TRIGGER journal_questionnaire_response_delete AFTER DELETE ON questionnaire_response BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'questionnaire_response', OLD.id, json_object('id', OLD.id, 'questionnaire_id', OLD.questionnaire_id, 'taken_on', OLD.taken_on, 'started_at', OLD.started_at, 'answers', OLD.answers, 'complete', OLD.complete), NULL); END;
CREATE TRIGGER journal_acknowledgement_insert AFTER INSERT ON acknowledgement BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'acknowledgement', NEW.id, NULL, json_object('id', NEW.id, 'rule', NEW.rule, 'subject', NEW.subject, 'acknowledged_on', NEW.acknowledged_on, 'until', NEW.until, 'note', NEW.note, 'new_usual', NEW.new_usual)); END;
CREATE TRIGGER journal_acknowledgement_update AFTER UPDATE OF id, rule, subject, acknowledged_on, until, note, new_usual ON acknowledgement BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'acknowledgement', NEW.id, json_object('id', OLD.id, 'rule', OLD.rule, 'subject', OLD.subject, 'acknowledged_on', OLD.acknowledged_on, 'until', OLD.until, 'note', OLD.note, 'new_usual', OLD.new_usual), json_object('id', NEW.id, 'rule', NEW.rule, 'subject', NEW.subject, 'acknowledged_on', NEW.acknowledged_on, 'until', NEW.until, 'note', NEW.note, 'new_usual', NEW.new_usual)); END;
CREATE TRIGGER journal_acknowledgement_delete AFTER DELETE ON acknowledgement BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'acknowledgement', OLD.id, json_object('id', OLD.id, 'rule', OLD.rule, 'subject', OLD.subject, 'acknowledged_on', OLD.acknowledged_on, 'until', OLD.until, 'note', OLD.note, 'new_usual', OLD.new_usual), NULL); END;
CREATE TRIGGER journal_expense_attachment_insert AFTER INSERT ON expense_attachment BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'expense_attachment', NEW.id, NULL, json_object('id', NEW.id, 'expense_id', NEW.expense_id, 'file_name', NEW.file_name, 'stored_as', NEW.stored_as, 'sha256', NEW.sha256, 'bytes', NEW.bytes, 'added_at', NEW.added_at)); END;
CREATE TRIGGER journal_expense_attachment_update AFTER UPDATE OF id, expense_id, file_name, stored_as, sha256, bytes, added_at ON expense_attachment BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'expense_attachment', NEW.id, json_object('id', OLD.id, 'expense_id', OLD.expense_id, 'file_name', OLD.file_name, 'stored_as', OLD.stored_as, 'sha256', OLD.sha256, 'bytes', OLD.bytes, 'added_at', OLD.added_at), json_object('id', NEW.id, 'expense_id', NEW.expense_id, 'file_name', NEW.file_name, 'stored_as', NEW.stored_as, 'sha256', NEW.sha256, 'bytes', NEW.bytes, 'added_at', NEW.added_at)); END;
CREATE TRIGGER journal_expense_attachment_delete AFTER DELETE ON expense_attachment BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'expense_attachment', OLD.id, json_object('id', OLD.id, 'expense_id', OLD.expense_id, 'file_name', OLD.file_name, 'stored_as', OLD.stored_as, 'sha256', OLD.sha256, 'bytes', OLD.bytes, 'added_at', OLD.added_at), NULL); END;
CREATE TRIGGER journal_closed_year_insert AFTER INSERT ON closed_year BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'closed_year', NEW.id, NULL, json_object('id', NEW.id, 'year', NEW.year, 'first_day', NEW.first_day, 'last_day', NEW.last_day, 'closed_at', NEW.closed_at)); END;
CREATE TRIGGER journal_closed_year_update AFTER UPDATE OF id, year, first_day, last_day, closed_at ON closed_year BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'closed_year', NEW.id, json_object('id', OLD.id, 'year', OLD.year, 'first_day', OLD.first_day, 'last_day', OLD.last_day, 'closed_at', OLD.closed_at), json_object('id', NEW.id, 'year', NEW.year, 'first_day', NEW.first_day, 'last_day', NEW.last_day, 'closed_at', NEW.closed_at)); END;
CREATE TRIGGER journal_closed_year_delete AFTER DELETE ON closed_year BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'closed_year', OLD.id, json_object('id', OLD.id, 'year', OLD.year, 'first_day', OLD.first_day, 'last_day', OLD.last_day, 'closed_at', OLD.closed_at), NULL); END;
CREATE TRIGGER journal_inbox_line_insert AFTER INSERT ON inbox_line BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'inbox_line', NEW.id, NULL, json_object('id', NEW.id, 'file', NEW.file, 'stamp', NEW.stamp, 'text', NEW.text, 'became', NEW.became, 'client_id', NEW.client_id, 'noted_at', NEW.noted_at)); END;
CREATE TRIGGER journal_inbox_line_update AFTER UPDATE OF id, file, stamp, text, became, client_id, noted_at ON inbox_line BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'inbox_line', NEW.id, json_object('id', OLD.id, 'file', OLD.file, 'stamp', OLD.stamp, 'text', OLD.text, 'became', OLD.became, 'client_id', OLD.client_id, 'noted_at', OLD.noted_at), json_object('id', NEW.id, 'file', NEW.file, 'stamp', NEW.stamp, 'text', NEW.text, 'became', NEW.became, 'client_id', NEW.client_id, 'noted_at', NEW.noted_at)); END;
CREATE TRIGGER journal_inbox_line_delete AFTER DELETE ON inbox_line BEGIN INSERT INTO change (operation_id, table_name, row_id, before, after) VALUES ((SELECT operation_id FROM journal_state), 'inbox_line', OLD.id, json_object('id', OLD.id, 'file', OLD.file, 'stamp', OLD.stamp, 'text', OLD.text, 'became', OLD.became, 'client_id', OLD.client_id, 'noted_at', OLD.noted_at), NULL); END;
CREATE TRIGGER seal_incident_update BEFORE UPDATE ON incident BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_incident_delete BEFORE DELETE ON incident BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_incident_insert BEFORE INSERT ON incident WHEN EXISTS (SELECT 1 FROM incident WHERE id = NEW.id OR (import_key = NEW.import_key)) BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_incident_addendum_update BEFORE UPDATE ON incident_addendum BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_incident_addendum_delete BEFORE DELETE ON incident_addendum BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_incident_addendum_insert BEFORE INSERT ON incident_addendum WHEN EXISTS (SELECT 1 FROM incident_addendum WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_incident_evidence_update BEFORE UPDATE ON incident_evidence BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_incident_evidence_delete BEFORE DELETE ON incident_evidence BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_incident_evidence_insert BEFORE INSERT ON incident_evidence WHEN EXISTS (SELECT 1 FROM incident_evidence WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_tombstone_update BEFORE UPDATE ON tombstone BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_tombstone_delete BEFORE DELETE ON tombstone BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_tombstone_insert BEFORE INSERT ON tombstone WHEN EXISTS (SELECT 1 FROM tombstone WHERE id = NEW.id OR (table_name = NEW.table_name AND row_id = NEW.row_id)) BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_seal_update BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_seal_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE TRIGGER seal_seal_insert BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.id OR (table_name = NEW.table_name AND row_id = NEW.row_id)) BEGIN SELECT RAISE(ABORT, 'a recorded incident is sealed; add a note to it'); END;
CREATE VIEW reach AS SELECT coalesce((SELECT CASE WHEN value IN ('ALL', 'AMD', 'ARS', 'BDT', 'CRC', 'CZK', 'DOP', 'DZD', 'EGP', 'ETB', 'HUF', 'INR', 'JMD', 'KES', 'KZT', 'LKR', 'MKD', 'MXN', 'NGN', 'NPR', 'PHP', 'PKR', 'RSD', 'RUB', 'THB', 'TRY', 'TWD', 'UAH', 'UYU', 'BIF', 'CLP', 'GNF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'XAF', 'XOF') THEN 10000 WHEN value IN ('AOA', 'CDF', 'COP', 'IDR', 'IRR', 'KHR', 'LAK', 'LBP', 'MGA', 'MMK', 'MNT', 'MWK', 'SLE', 'SYP', 'TZS', 'UZS', 'YER') THEN 1000000 WHEN value IN ('BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 WHEN value IN ('IQD') THEN 10000000 ELSE 100 END FROM setting WHERE key = 'currency'), 100) AS units;
CREATE TRIGGER rule_session_insert BEFORE INSERT ON session WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.minutes NOT BETWEEN 1 AND 720) AND NEW.status IN ('done') THEN RAISE(ABORT, 'minutes: is outside 1 to 720 (mtdesk)') WHEN (NEW.local_date NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.local_date > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.local_date > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) AND NEW.status IN ('done', 'no_show') THEN RAISE(ABORT, 'day: is before 1950, or is still to come (mtdesk)') WHEN NEW.minutes NOT BETWEEN 0 AND 720 THEN RAISE(ABORT, 'minutes: is outside 1 to 720 (mtdesk)') WHEN NEW.local_date NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.local_date > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.local_date > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+732 days') THEN RAISE(ABORT, 'day: is before 1950, or is more than two years ahead; is a digit wrong? (mtdesk)') WHEN NEW.price_minor > 1000000 AND NEW.price_minor > 10000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'price: is above 10,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN NEW.tax_minor > 1000000 AND NEW.tax_minor > 10000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'tax: is above 10,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN NEW.effort NOT BETWEEN 0 AND 10 OR NEW.effort / 0.5 <> CAST(NEW.effort / 0.5 AS INTEGER) THEN RAISE(ABORT, 'effort: is not 0 to 10 in halves (Borg CR-10) (mtdesk)') WHEN NEW.pressure NOT BETWEEN 1 AND 5 THEN RAISE(ABORT, 'pressure: is not 1 to 5 (mtdesk)') WHEN NEW.pain_before NOT BETWEEN 0 AND 10 THEN RAISE(ABORT, 'pain: is not 0 to 10 (mtdesk)') WHEN NEW.pain_after NOT BETWEEN 0 AND 10 THEN RAISE(ABORT, 'pain: is not 0 to 10 (mtdesk)') END; END;
CREATE TRIGGER rule_session_update BEFORE UPDATE OF minutes, local_date, price_minor, tax_minor, effort, pressure, pain_before, pain_after, status ON session WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.minutes IS NOT OLD.minutes OR NEW.status IS NOT OLD.status) AND ((NEW.minutes NOT BETWEEN 1 AND 720) AND NEW.status IN ('done')) THEN RAISE(ABORT, 'minutes: is outside 1 to 720 (mtdesk)') WHEN (NEW.local_date IS NOT OLD.local_date OR NEW.status IS NOT OLD.status) AND ((NEW.local_date NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.local_date > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.local_date > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) AND NEW.status IN ('done', 'no_show')) THEN RAISE(ABORT, 'day: is before 1950, or is still to come (mtdesk)') WHEN (NEW.minutes IS NOT OLD.minutes) AND (NEW.minutes NOT BETWEEN 0 AND 720) THEN RAISE(ABORT, 'minutes: is outside 1 to 720 (mtdesk)') WHEN (NEW.local_date IS NOT OLD.local_date) AND (NEW.local_date NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.local_date > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.local_date > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+732 days')) THEN RAISE(ABORT, 'day: is before 1950, or is more than two years ahead; is a digit wrong? (mtdesk)') WHEN (NEW.price_minor IS NOT OLD.price_minor) AND (NEW.price_minor > 1000000 AND NEW.price_minor > 10000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'price: is above 10,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN (NEW.tax_minor IS NOT OLD.tax_minor) AND (NEW.tax_minor > 1000000 AND NEW.tax_minor > 10000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'tax: is above 10,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN (NEW.effort IS NOT OLD.effort) AND (NEW.effort NOT BETWEEN 0 AND 10 OR NEW.effort / 0.5 <> CAST(NEW.effort / 0.5 AS INTEGER)) THEN RAISE(ABORT, 'effort: is not 0 to 10 in halves (Borg CR-10) (mtdesk)') WHEN (NEW.pressure IS NOT OLD.pressure) AND (NEW.pressure NOT BETWEEN 1 AND 5) THEN RAISE(ABORT, 'pressure: is not 1 to 5 (mtdesk)') WHEN (NEW.pain_before IS NOT OLD.pain_before) AND (NEW.pain_before NOT BETWEEN 0 AND 10) THEN RAISE(ABORT, 'pain: is not 0 to 10 (mtdesk)') WHEN (NEW.pain_after IS NOT OLD.pain_after) AND (NEW.pain_after NOT BETWEEN 0 AND 10) THEN RAISE(ABORT, 'pain: is not 0 to 10 (mtdesk)') END; END;
CREATE TRIGGER rule_payment_insert BEFORE INSERT ON payment WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.received_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.received_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.received_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN NEW.fee_minor > 10000000 AND NEW.fee_minor > 100000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'fee: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_payment_update BEFORE UPDATE OF received_on, amount_minor, fee_minor ON payment WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.received_on IS NOT OLD.received_on) AND (NEW.received_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.received_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.received_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN (NEW.amount_minor IS NOT OLD.amount_minor) AND (NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN (NEW.fee_minor IS NOT OLD.fee_minor) AND (NEW.fee_minor > 10000000 AND NEW.fee_minor > 100000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'fee: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_redemption_insert BEFORE INSERT ON redemption WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.redeemed_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.redeemed_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.redeemed_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_redemption_update BEFORE UPDATE OF redeemed_on, amount_minor ON redemption WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.redeemed_on IS NOT OLD.redeemed_on) AND (NEW.redeemed_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.redeemed_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.redeemed_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN (NEW.amount_minor IS NOT OLD.amount_minor) AND (NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_expense_insert BEFORE INSERT ON expense WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.spent_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.spent_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.spent_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN NEW.business_percent NOT BETWEEN 0 AND 100 THEN RAISE(ABORT, 'business: is not 0 to 100 percent (mtdesk)') END; END;
CREATE TRIGGER rule_expense_update BEFORE UPDATE OF spent_on, amount_minor, business_percent ON expense WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.spent_on IS NOT OLD.spent_on) AND (NEW.spent_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.spent_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.spent_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN (NEW.amount_minor IS NOT OLD.amount_minor) AND (NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN (NEW.business_percent IS NOT OLD.business_percent) AND (NEW.business_percent NOT BETWEEN 0 AND 100) THEN RAISE(ABORT, 'business: is not 0 to 100 percent (mtdesk)') END; END;
CREATE TRIGGER rule_recurring_expense_insert BEFORE INSERT ON recurring_expense WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN NEW.day NOT BETWEEN 1 AND 31 THEN RAISE(ABORT, 'day: is not a day of a month, 1 to 31 (mtdesk)') WHEN NEW.starts_on NOT BETWEEN '1950-01-01' AND '2200-12-31' THEN RAISE(ABORT, 'from: is before 1950, or is after 2200 (mtdesk)') WHEN NEW.ends_on NOT BETWEEN '1950-01-01' AND '2200-12-31' THEN RAISE(ABORT, 'until: is before 1950, or is after 2200 (mtdesk)') END; END;
CREATE TRIGGER rule_recurring_expense_update BEFORE UPDATE OF amount_minor, day, starts_on, ends_on ON recurring_expense WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.amount_minor IS NOT OLD.amount_minor) AND (NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN (NEW.day IS NOT OLD.day) AND (NEW.day NOT BETWEEN 1 AND 31) THEN RAISE(ABORT, 'day: is not a day of a month, 1 to 31 (mtdesk)') WHEN (NEW.starts_on IS NOT OLD.starts_on) AND (NEW.starts_on NOT BETWEEN '1950-01-01' AND '2200-12-31') THEN RAISE(ABORT, 'from: is before 1950, or is after 2200 (mtdesk)') WHEN (NEW.ends_on IS NOT OLD.ends_on) AND (NEW.ends_on NOT BETWEEN '1950-01-01' AND '2200-12-31') THEN RAISE(ABORT, 'until: is before 1950, or is after 2200 (mtdesk)') END; END;
CREATE TRIGGER rule_trip_insert BEFORE INSERT ON trip WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.travelled_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.travelled_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.travelled_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN NEW.distance_tenths NOT BETWEEN 1 AND 50000 THEN RAISE(ABORT, 'distance: is outside 0.1 to 5000 (mtdesk)') END; END;
CREATE TRIGGER rule_trip_update BEFORE UPDATE OF travelled_on, distance_tenths ON trip WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.travelled_on IS NOT OLD.travelled_on) AND (NEW.travelled_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.travelled_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.travelled_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN (NEW.distance_tenths IS NOT OLD.distance_tenths) AND (NEW.distance_tenths NOT BETWEEN 1 AND 50000) THEN RAISE(ABORT, 'distance: is outside 0.1 to 5000 (mtdesk)') END; END;
CREATE TRIGGER rule_work_time_insert BEFORE INSERT ON work_time WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.worked_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.worked_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.worked_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN NEW.minutes NOT BETWEEN 1 AND 1440 THEN RAISE(ABORT, 'minutes: is outside 1 to 1440 (mtdesk)') END; END;
CREATE TRIGGER rule_work_time_update BEFORE UPDATE OF worked_on, minutes ON work_time WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.worked_on IS NOT OLD.worked_on) AND (NEW.worked_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.worked_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.worked_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN (NEW.minutes IS NOT OLD.minutes) AND (NEW.minutes NOT BETWEEN 1 AND 1440) THEN RAISE(ABORT, 'minutes: is outside 1 to 1440 (mtdesk)') END; END;
CREATE TRIGGER rule_credit_insert BEFORE INSERT ON credit WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.sessions NOT BETWEEN 1 AND 500 THEN RAISE(ABORT, 'sessions: is outside 1 to 500 (mtdesk)') WHEN NEW.expires_on NOT BETWEEN '1950-01-01' AND '2200-12-31' THEN RAISE(ABORT, 'expires: is before 1950, or is after 2200 (mtdesk)') END; END;
CREATE TRIGGER rule_credit_update BEFORE UPDATE OF sessions, expires_on ON credit WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.sessions IS NOT OLD.sessions) AND (NEW.sessions NOT BETWEEN 1 AND 500) THEN RAISE(ABORT, 'sessions: is outside 1 to 500 (mtdesk)') WHEN (NEW.expires_on IS NOT OLD.expires_on) AND (NEW.expires_on NOT BETWEEN '1950-01-01' AND '2200-12-31') THEN RAISE(ABORT, 'expires: is before 1950, or is after 2200 (mtdesk)') END; END;
CREATE TRIGGER rule_service_insert BEFORE INSERT ON service WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.minutes NOT BETWEEN 1 AND 720 THEN RAISE(ABORT, 'minutes: is outside 1 to 720 (mtdesk)') WHEN NEW.price_minor > 1000000 AND NEW.price_minor > 10000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'price: is above 10,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN NEW.usual_effort NOT BETWEEN 0 AND 10 OR NEW.usual_effort / 0.5 <> CAST(NEW.usual_effort / 0.5 AS INTEGER) THEN RAISE(ABORT, 'effort: is not 0 to 10 in halves (Borg CR-10) (mtdesk)') END; END;
CREATE TRIGGER rule_service_update BEFORE UPDATE OF minutes, price_minor, usual_effort ON service WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.minutes IS NOT OLD.minutes) AND (NEW.minutes NOT BETWEEN 1 AND 720) THEN RAISE(ABORT, 'minutes: is outside 1 to 720 (mtdesk)') WHEN (NEW.price_minor IS NOT OLD.price_minor) AND (NEW.price_minor > 1000000 AND NEW.price_minor > 10000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'price: is above 10,000, or what is worth as much; is there a digit too many? (mtdesk)') WHEN (NEW.usual_effort IS NOT OLD.usual_effort) AND (NEW.usual_effort NOT BETWEEN 0 AND 10 OR NEW.usual_effort / 0.5 <> CAST(NEW.usual_effort / 0.5 AS INTEGER)) THEN RAISE(ABORT, 'effort: is not 0 to 10 in halves (Borg CR-10) (mtdesk)') END; END;
CREATE TRIGGER rule_pay_term_insert BEFORE INSERT ON pay_term WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.valid_from NOT BETWEEN '1950-01-01' AND '2200-12-31' THEN RAISE(ABORT, 'from: is before 1950, or is after 2200 (mtdesk)') WHEN NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_pay_term_update BEFORE UPDATE OF valid_from, amount_minor ON pay_term WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.valid_from IS NOT OLD.valid_from) AND (NEW.valid_from NOT BETWEEN '1950-01-01' AND '2200-12-31') THEN RAISE(ABORT, 'from: is before 1950, or is after 2200 (mtdesk)') WHEN (NEW.amount_minor IS NOT OLD.amount_minor) AND (NEW.amount_minor > 10000000 AND NEW.amount_minor > 100000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'amount: is above 100,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_check_in_insert BEFORE INSERT ON check_in WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.checked_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.checked_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.checked_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN NEW.body NOT BETWEEN 0 AND 10 THEN RAISE(ABORT, 'body: is not 0 to 10 (mtdesk)') WHEN NEW.mind NOT BETWEEN 0 AND 10 THEN RAISE(ABORT, 'mind: is not 0 to 10 (mtdesk)') WHEN NEW.sleep_hours NOT BETWEEN 0 AND 24 THEN RAISE(ABORT, 'sleep: is not 0 to 24 hours (mtdesk)') END; END;
CREATE TRIGGER rule_check_in_update BEFORE UPDATE OF checked_on, body, mind, sleep_hours ON check_in WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.checked_on IS NOT OLD.checked_on) AND (NEW.checked_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.checked_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.checked_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN (NEW.body IS NOT OLD.body) AND (NEW.body NOT BETWEEN 0 AND 10) THEN RAISE(ABORT, 'body: is not 0 to 10 (mtdesk)') WHEN (NEW.mind IS NOT OLD.mind) AND (NEW.mind NOT BETWEEN 0 AND 10) THEN RAISE(ABORT, 'mind: is not 0 to 10 (mtdesk)') WHEN (NEW.sleep_hours IS NOT OLD.sleep_hours) AND (NEW.sleep_hours NOT BETWEEN 0 AND 24) THEN RAISE(ABORT, 'sleep: is not 0 to 24 hours (mtdesk)') END; END;
CREATE TRIGGER rule_soreness_insert BEFORE INSERT ON soreness WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.level NOT BETWEEN 0 AND 10 THEN RAISE(ABORT, 'soreness: is not 0 to 10 (mtdesk)') END; END;
CREATE TRIGGER rule_soreness_update BEFORE UPDATE OF level ON soreness WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.level IS NOT OLD.level) AND (NEW.level NOT BETWEEN 0 AND 10) THEN RAISE(ABORT, 'soreness: is not 0 to 10 (mtdesk)') END; END;
CREATE TRIGGER rule_incident_insert BEFORE INSERT ON incident WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.local_date NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.local_date > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.local_date > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'at: is before 1950, or is still to come (mtdesk)') WHEN NEW.severity NOT BETWEEN 1 AND 5 THEN RAISE(ABORT, 'severity: is not 1 to 5 (mtdesk)') WHEN NEW.source_severity NOT BETWEEN 1 AND 10 THEN RAISE(ABORT, 'severity: is not 1 to 10 (mtdesk)') WHEN NEW.ended_minute NOT BETWEEN 0 AND 720 THEN RAISE(ABORT, 'ended: is outside 0 to 720 (mtdesk)') WHEN NEW.days_off NOT BETWEEN 0 AND 10000 THEN RAISE(ABORT, 'days off: is outside 0 to 10000 (mtdesk)') WHEN NEW.lost_minor > 100000000 AND NEW.lost_minor > 1000000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'lost: is above 1,000,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_incident_update BEFORE UPDATE OF local_date, severity, source_severity, ended_minute, days_off, lost_minor ON incident WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.local_date IS NOT OLD.local_date) AND (NEW.local_date NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.local_date > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.local_date > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'at: is before 1950, or is still to come (mtdesk)') WHEN (NEW.severity IS NOT OLD.severity) AND (NEW.severity NOT BETWEEN 1 AND 5) THEN RAISE(ABORT, 'severity: is not 1 to 5 (mtdesk)') WHEN (NEW.source_severity IS NOT OLD.source_severity) AND (NEW.source_severity NOT BETWEEN 1 AND 10) THEN RAISE(ABORT, 'severity: is not 1 to 10 (mtdesk)') WHEN (NEW.ended_minute IS NOT OLD.ended_minute) AND (NEW.ended_minute NOT BETWEEN 0 AND 720) THEN RAISE(ABORT, 'ended: is outside 0 to 720 (mtdesk)') WHEN (NEW.days_off IS NOT OLD.days_off) AND (NEW.days_off NOT BETWEEN 0 AND 10000) THEN RAISE(ABORT, 'days off: is outside 0 to 10000 (mtdesk)') WHEN (NEW.lost_minor IS NOT OLD.lost_minor) AND (NEW.lost_minor > 100000000 AND NEW.lost_minor > 1000000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'lost: is above 1,000,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_incident_follow_up_insert BEFORE INSERT ON incident_follow_up WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.due_on NOT BETWEEN '1950-01-01' AND '2200-12-31' THEN RAISE(ABORT, 'follow-up: is before 1950, or is after 2200 (mtdesk)') END; END;
CREATE TRIGGER rule_incident_follow_up_update BEFORE UPDATE OF due_on ON incident_follow_up WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.due_on IS NOT OLD.due_on) AND (NEW.due_on NOT BETWEEN '1950-01-01' AND '2200-12-31') THEN RAISE(ABORT, 'follow-up: is before 1950, or is after 2200 (mtdesk)') END; END;
CREATE TRIGGER rule_referral_insert BEFORE INSERT ON referral WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.referred_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.referred_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.referred_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN NEW.visits_authorised NOT BETWEEN 1 AND 999 THEN RAISE(ABORT, 'visits: is outside 1 to 999 (mtdesk)') WHEN NEW.valid_until NOT BETWEEN '1950-01-01' AND '2200-12-31' THEN RAISE(ABORT, 'until: is before 1950, or is after 2200 (mtdesk)') WHEN NEW.letter_until NOT BETWEEN '1950-01-01' AND '2200-12-31' THEN RAISE(ABORT, 'letter_until: is before 1950, or is after 2200 (mtdesk)') WHEN NEW.ended_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.ended_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.ended_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'ended: is before 1950, or is still to come (mtdesk)') END; END;
CREATE TRIGGER rule_referral_update BEFORE UPDATE OF referred_on, visits_authorised, valid_until, letter_until, ended_on ON referral WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.referred_on IS NOT OLD.referred_on) AND (NEW.referred_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.referred_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.referred_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') WHEN (NEW.visits_authorised IS NOT OLD.visits_authorised) AND (NEW.visits_authorised NOT BETWEEN 1 AND 999) THEN RAISE(ABORT, 'visits: is outside 1 to 999 (mtdesk)') WHEN (NEW.valid_until IS NOT OLD.valid_until) AND (NEW.valid_until NOT BETWEEN '1950-01-01' AND '2200-12-31') THEN RAISE(ABORT, 'until: is before 1950, or is after 2200 (mtdesk)') WHEN (NEW.letter_until IS NOT OLD.letter_until) AND (NEW.letter_until NOT BETWEEN '1950-01-01' AND '2200-12-31') THEN RAISE(ABORT, 'letter_until: is before 1950, or is after 2200 (mtdesk)') WHEN (NEW.ended_on IS NOT OLD.ended_on) AND (NEW.ended_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.ended_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.ended_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'ended: is before 1950, or is still to come (mtdesk)') END; END;
CREATE TRIGGER rule_function_note_insert BEFORE INSERT ON function_note WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.noted_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.noted_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.noted_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') END; END;
CREATE TRIGGER rule_function_note_update BEFORE UPDATE OF noted_on ON function_note WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.noted_on IS NOT OLD.noted_on) AND (NEW.noted_on NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.noted_on > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.noted_on > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'on: is before 1950, or is still to come (mtdesk)') END; END;
CREATE TRIGGER rule_tax_form_insert BEFORE INSERT ON tax_form WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.amount_minor > 1000000000 AND NEW.amount_minor > 10000000 * (SELECT units FROM reach) THEN RAISE(ABORT, 'amount: is above 10,000,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_tax_form_update BEFORE UPDATE OF amount_minor ON tax_form WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.amount_minor IS NOT OLD.amount_minor) AND (NEW.amount_minor > 1000000000 AND NEW.amount_minor > 10000000 * (SELECT units FROM reach)) THEN RAISE(ABORT, 'amount: is above 10,000,000, or what is worth as much; is there a digit too many? (mtdesk)') END; END;
CREATE TRIGGER rule_client_insert BEFORE INSERT ON client WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN NEW.standing_since NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.standing_since > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.standing_since > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days') THEN RAISE(ABORT, 'since: is before 1950, or is still to come (mtdesk)') END; END;
CREATE TRIGGER rule_client_update BEFORE UPDATE OF standing_since ON client WHEN NOT (SELECT put_back FROM journal_state) BEGIN SELECT CASE WHEN (NEW.standing_since IS NOT OLD.standing_since) AND (NEW.standing_since NOT BETWEEN '1950-01-01' AND '2200-12-31' OR NEW.standing_since > (SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)) AND NEW.standing_since > date((SELECT at FROM operation WHERE id = (SELECT operation_id FROM journal_state)), '+1 days')) THEN RAISE(ABORT, 'since: is before 1950, or is still to come (mtdesk)') END; END;
CREATE TRIGGER settle_payment_insert_new AFTER INSERT ON payment WHEN NEW.session_id IS NOT NULL AND NEW.kind IN ('session', 'insurance', 'wage', 'sales_tax') BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = NEW.session_id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = NEW.session_id))
WHERE id = NEW.session_id; END;
CREATE TRIGGER settle_payment_update_new AFTER UPDATE ON payment WHEN NEW.session_id IS NOT NULL AND NEW.kind IN ('session', 'insurance', 'wage', 'sales_tax') BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = NEW.session_id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = NEW.session_id))
WHERE id = NEW.session_id; END;
CREATE TRIGGER settle_payment_update_old AFTER UPDATE ON payment WHEN OLD.session_id IS NOT NULL AND OLD.kind IN ('session', 'insurance', 'wage', 'sales_tax') BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = OLD.session_id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = OLD.session_id))
WHERE id = OLD.session_id; END;
CREATE TRIGGER settle_payment_delete_old AFTER DELETE ON payment WHEN OLD.session_id IS NOT NULL AND OLD.kind IN ('session', 'insurance', 'wage', 'sales_tax') BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = OLD.session_id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = OLD.session_id))
WHERE id = OLD.session_id; END;
CREATE TRIGGER settle_redemption_insert_new AFTER INSERT ON redemption WHEN NEW.session_id IS NOT NULL BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = NEW.session_id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = NEW.session_id))
WHERE id = NEW.session_id; END;
CREATE TRIGGER settle_redemption_update_new AFTER UPDATE ON redemption WHEN NEW.session_id IS NOT NULL BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = NEW.session_id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = NEW.session_id))
WHERE id = NEW.session_id; END;
CREATE TRIGGER settle_redemption_update_old AFTER UPDATE ON redemption WHEN OLD.session_id IS NOT NULL BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = OLD.session_id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = OLD.session_id))
WHERE id = OLD.session_id; END;
CREATE TRIGGER settle_redemption_delete_old AFTER DELETE ON redemption WHEN OLD.session_id IS NOT NULL BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = OLD.session_id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = OLD.session_id))
WHERE id = OLD.session_id; END;
CREATE TRIGGER settle_session_insert AFTER INSERT ON session WHEN EXISTS (SELECT 1 FROM payment WHERE session_id = NEW.id) OR EXISTS (SELECT 1 FROM redemption WHERE session_id = NEW.id) BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = NEW.id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = NEW.id))
WHERE id = NEW.id; END;
CREATE TRIGGER settle_session_update AFTER UPDATE OF price_minor, due_minor, tax_minor, payer ON session WHEN EXISTS (SELECT 1 FROM payment WHERE session_id = NEW.id) OR EXISTS (SELECT 1 FROM redemption WHERE session_id = NEW.id) BEGIN 
UPDATE session SET settled_on = (
    SELECT CASE WHEN sum(amount_minor) >= CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END THEN max(day) END FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = NEW.id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = NEW.id))
WHERE id = NEW.id; END;
CREATE TRIGGER empty_by_payment_insert_new AFTER INSERT ON payment WHEN NEW.refunded_credit_id IS NOT NULL BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE id = NEW.refunded_credit_id; END;
CREATE TRIGGER empty_by_payment_update_new AFTER UPDATE ON payment WHEN NEW.refunded_credit_id IS NOT NULL BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE id = NEW.refunded_credit_id; END;
CREATE TRIGGER empty_by_payment_update_old AFTER UPDATE ON payment WHEN OLD.refunded_credit_id IS NOT NULL BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE id = OLD.refunded_credit_id; END;
CREATE TRIGGER empty_by_payment_delete_old AFTER DELETE ON payment WHEN OLD.refunded_credit_id IS NOT NULL BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE id = OLD.refunded_credit_id; END;
CREATE TRIGGER empty_by_redemption_insert_new AFTER INSERT ON redemption WHEN NEW.credit_id IS NOT NULL BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE id = NEW.credit_id; END;
CREATE TRIGGER empty_by_redemption_update_new AFTER UPDATE ON redemption WHEN NEW.credit_id IS NOT NULL BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE id = NEW.credit_id; END;
CREATE TRIGGER empty_by_redemption_update_old AFTER UPDATE ON redemption WHEN OLD.credit_id IS NOT NULL BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE id = OLD.credit_id; END;
CREATE TRIGGER empty_by_redemption_delete_old AFTER DELETE ON redemption WHEN OLD.credit_id IS NOT NULL BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE id = OLD.credit_id; END;
CREATE TRIGGER empty_sale_insert AFTER INSERT ON payment WHEN NEW.kind IN ('package', 'gift_card') BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE payment_id = NEW.id; END;
CREATE TRIGGER empty_sale_update AFTER UPDATE OF amount_minor ON payment WHEN NEW.kind IN ('package', 'gift_card') BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE payment_id = NEW.id; END;
CREATE TRIGGER empty_credit_insert AFTER INSERT ON credit BEGIN 
UPDATE credit SET emptied_on = (
    SELECT CASE WHEN sum(amount_minor)
        >= (SELECT sale.amount_minor FROM payment AS sale WHERE sale.id = credit.payment_id)
        THEN max(day) END FROM (
        SELECT amount_minor, redeemed_on AS day FROM redemption WHERE credit_id = credit.id
        UNION ALL
        SELECT amount_minor, received_on FROM payment WHERE refunded_credit_id = credit.id))
WHERE id = NEW.id; END;
CREATE VIEW sessions_view AS
SELECT session.id AS id, local_date AS day, week_start, substr(started_at, 12, 5) AS began,
    session.client_id AS client_id, client.name AS client,
    coalesce(service.name, session.modality) AS service, workplace.name AS workplace,
    session.purpose AS purpose, session.minutes AS minutes, effort, effort_estimated,
    session.minutes * effort AS load, status, round(1.0 * (session.price_minor) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS price,
    round(1.0 * (coalesce((SELECT sum(amount_minor) FROM payment WHERE session_id = session.id AND NOT kind IN ('refund', 'chargeback')), 0)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS received,
    round(1.0 * (coalesce((SELECT sum(amount_minor) FROM payment WHERE session_id = session.id AND kind = 'tip'), 0)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS tip,
    CASE WHEN session.status = 'done' AND (session.price_minor > 0 OR session.due_minor > 0)
    AND session.settled_on IS NOT session.local_date AND session.local_date <= '9999-12-31'
    AND (session.settled_on IS NULL OR session.settled_on > '9999-12-31') THEN round(1.0 * (max(CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END - coalesce((
    SELECT sum(amount_minor) FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = session.id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = session.id) WHERE day <= '9999-12-31'), 0), 0)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) ELSE 0 END AS owed, money_unknown, session.note AS note
FROM session LEFT JOIN client ON client.id = session.client_id
    LEFT JOIN service ON service.id = session.service_id
    LEFT JOIN workplace ON workplace.id = session.workplace_id
ORDER BY local_date, session.id;
CREATE VIEW income_by_month AS
SELECT month, round(1.0 * (sum(gross)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS gross, round(1.0 * (sum(tips)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS tips,
    round(1.0 * (sum(sold_ahead)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS sold_ahead, round(1.0 * (sum(wages)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS wages,
    round(1.0 * (sum(given_back)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS given_back, round(1.0 * (sum(fees)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS processor_fees,
    round(1.0 * (sum(spent)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS expenses
FROM (
    SELECT substr(received_on, 1, 7) AS month,
        coalesce(sum(CASE WHEN kind NOT IN ('refund', 'chargeback', 'sales_tax', 'wage') THEN amount_minor END), 0) AS gross,
        coalesce(sum(CASE WHEN kind = 'tip' THEN amount_minor END), 0) AS tips, coalesce(sum(CASE WHEN kind IN ('package', 'gift_card') THEN amount_minor END), 0) AS sold_ahead,
        coalesce(sum(CASE WHEN kind = 'wage' THEN amount_minor END), 0) AS wages,
        coalesce(sum(CASE WHEN kind IN ('refund', 'chargeback') AND gives_back IS NOT 'sales_tax' THEN amount_minor END), 0) AS given_back,
        sum(fee_minor) AS fees, 0 AS spent
    FROM payment GROUP BY 1
    UNION ALL
    SELECT substr(spent_on, 1, 7), 0, 0, 0, 0, 0, 0, sum((1 - 2 * is_refund) * amount_minor)
    FROM expense WHERE category <> 'sales_tax' GROUP BY 1
)
GROUP BY month ORDER BY month;
CREATE VIEW load_by_week AS
SELECT week_start, count(*) AS sessions, sum(minutes) AS minutes,
    round(sum(minutes) / 60.0, 2) AS hours, sum(minutes * effort) AS load,
    sum(minutes * effort * effort_estimated) AS estimated_load,
    sum(minutes IS NULL) AS sessions_without_minutes
FROM session WHERE status = 'done' GROUP BY week_start ORDER BY week_start;
CREATE VIEW outstanding_view AS
SELECT session.id AS id, local_date AS day, session.client_id AS client_id,
    client.name AS client, coalesce(service.name, session.modality) AS service, payer,
    CASE payer WHEN 'workplace' THEN workplace.name WHEN 'insurer' THEN session.insurer
        ELSE client.name END AS owed_by,
    round(1.0 * (session.price_minor) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS price, round(1.0 * (max(CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END - coalesce((
    SELECT sum(amount_minor) FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = session.id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = session.id) WHERE day <= '9999-12-31'), 0), 0)) / (SELECT CASE WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000 ELSE 100 END
    FROM (SELECT (SELECT value FROM setting WHERE key = 'currency') AS code)), 3) AS owed
FROM session LEFT JOIN client ON client.id = session.client_id
    LEFT JOIN service ON service.id = session.service_id
    LEFT JOIN workplace ON workplace.id = session.workplace_id
WHERE session.status = 'done' AND (session.price_minor > 0 OR session.due_minor > 0)
    AND session.settled_on IS NOT session.local_date AND session.local_date <= '9999-12-31'
    AND (session.settled_on IS NULL OR session.settled_on > '9999-12-31') AND max(CASE session.payer WHEN 'workplace' THEN session.due_minor
    ELSE session.price_minor + session.tax_minor END - coalesce((
    SELECT sum(amount_minor) FROM (
        SELECT amount_minor, received_on AS day FROM payment
        WHERE session_id = session.id AND kind IN ('session', 'insurance', 'wage', 'sales_tax')
        UNION ALL
        SELECT amount_minor - tip_minor, redeemed_on FROM redemption
        WHERE session_id = session.id) WHERE day <= '9999-12-31'), 0), 0) > 0 ORDER BY local_date, session.id;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('payment',3);
INSERT INTO "sqlite_sequence" VALUES('session',2);
INSERT INTO "sqlite_sequence" VALUES('operation',9);
INSERT INTO "sqlite_sequence" VALUES('setting',2);
INSERT INTO "sqlite_sequence" VALUES('service',13);
INSERT INTO "sqlite_sequence" VALUES('chain',9);
INSERT INTO "sqlite_sequence" VALUES('client',1);
INSERT INTO "sqlite_sequence" VALUES('expense',1);
INSERT INTO "sqlite_sequence" VALUES('trip',1);
INSERT INTO "sqlite_sequence" VALUES('work_time',1);
INSERT INTO "sqlite_sequence" VALUES('check_in',1);
INSERT INTO "sqlite_sequence" VALUES('soreness',1);
INSERT INTO "sqlite_sequence" VALUES('incident',1);
INSERT INTO "sqlite_sequence" VALUES('seal',1);
COMMIT;
