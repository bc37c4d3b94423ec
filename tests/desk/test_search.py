"""Search everywhere: every word that is kept is found, the index is what one made anew would be."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.insight.search import Asked, read
from mtdesk.say.search import hit_words
from mtdesk.store import search
from mtdesk.store.file.triggers import JOURNALED
from mtdesk.store.search import sources

TODAY = date(2026, 11, 23)
# Columns of text that nobody looks for: keys made from others, figures, days and choices.
NOT_WORDS = re.compile(
    r"(_key|_on|_at|_date|_since|_from|_day|until|_digest|sha256|stored_as|unit|currency)$"
    r"|^(status|standing|purpose|method|mime|value|key|definition|answers|table_name|source_id|digest|"
    r"form|gives_back|collects|meets|due_on|week_start|paid|body_part_key)$"
)
CHOSEN = {  # of a table, what is chosen from a list or stands elsewhere, and so is no word of hers
    "payment": {"kind"}, "session": {"payer"}, "pay_term": {"kind"}, "incident_addendum": {"kind"},
    "questionnaire": {"version"}, "tombstone": {"prev_hash", "hash", "chain_hash"},
    "inbox_line": {"file", "stamp", "text", "became"},  # it became a row that is found
    "soreness": {"site"}, "import_link": {"format"}, "expense": {"method"}, "incident": {"client"},
}  # fmt: skip


@pytest.fixture
def filled(desk):
    """Rows of many kinds, each with a word of its own."""
    desk.practice.set("zone", "America/New_York")
    logged = desk.sessions.log(
        "łukasz swedish 60m 95 card e6 11-20 9:00 -- tightneck", confirmed=True
    )
    desk.sessions.log("ana thai 90m 120 cash e6 2026-03-14 9:00", confirmed=True)
    desk.clients.edit(logged.session.client_id, {"note": "leftkneecap", "email": "lu@example.org"})
    desk.clients.identity.add_alias(logged.session.client_id, "Lucky")
    desk.ledger.spend("42.50 almondoil")
    desk.ledger.trip("12mi hillside")
    desk.wellbeing.check_in("body 4 mind 3 -- sleptbadly")
    desk.incidents.add({"kind": "threat", "severity": "4", "client": "ana", "said": "wordforword"})
    return desk


def found(desk, text, limit=50):
    return [(hit.table, hit.shown) for hit in desk.search.find(text, limit)]


def test_a_workplace_finds_its_sessions_and_its_terms(desk):
    desk.practice.menu.add_workplace("Harbour Spa")
    desk.sessions.log("ana swedish 60m 95 card @harbour", confirmed=True)
    assert kinds(found(desk, "harb")) == ["workplace", "session"]
    [session] = [hit for hit in desk.search.find("harb") if hit.table == "session"]
    assert (session.workplace, session.client) == ("Harbour Spa", "ana")


def kinds(hits):
    return [table for table, _ in hits]


def test_a_column_of_text_is_searched_or_said_not_to_be(filled):
    with closing(sqlite3.connect(filled.path)) as conn:
        for table in JOURNALED:
            texts = {
                row[1]
                for row in conn.execute(f"PRAGMA table_info({table})")
                if row[2] == "TEXT" and not NOT_WORDS.search(row[1])
            } - CHOSEN.get(table, set())
            source = sources.SOURCES.get(table)
            words = set(source.words) if source else set()
            assert texts <= words or (not source and not texts - {"name", "value"}), table


@pytest.mark.parametrize(
    ("typed", "table"),
    [
        ("lukasz", "client"), ("Łukasz", "client"), ("LUKA", "client"), ("kas", "client"),
        ("lucky", "client_alias"), ("leftknee", "client"), ("lu@example", "client"),
        ("tightneck", "session"), ("lukasz tight", "session"), ("almond", "expense"),
        ("hillside", "trip"), ("slept", "check_in"), ("wordfor", "incident"), ("thre", "incident"),
        ("swedish", "service"),
    ],
)  # fmt: skip
def test_what_is_written_is_found_by_the_beginning_of_a_word(filled, typed, table):
    assert table in kinds(found(filled, typed))


def test_sums_and_days_are_asked_of_their_own_columns(filled):
    assert set(kinds(found(filled, "95"))) == {"session", "payment"}
    assert set(kinds(found(filled, "$95.00"))) == {"session", "payment"}
    assert kinds(found(filled, "42.50")) == ["expense"]
    assert set(kinds(found(filled, "march"))) == {"session", "payment"}
    for typed in ("2026-03", "14 mar", "mar 14 2026", "2026-03-14", "ana march", "march ana"):
        assert "session" in kinds(found(filled, typed)), typed
    assert found(filled, "ana april") == []
    assert found(filled, "95 ana") == []
    assert set(kinds(found(filled, "95 lukasz"))) == {"session", "payment"}


def test_without_a_day_first_and_then_the_newest(filled):
    days = [hit.day for hit in filled.search.find("swedish")]
    assert days[0] is None
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "'", '"', 'a"b', "NEAR(a b)", "a AND b OR NOT c", "*", "a*", "-a", "^a", "text:a", "%", "_",
        "\\", "(", "{a}", "a;drop table search", "\x00", "🙂", "９５", "1e400", "99999999999999999999",
        "0000-00", "2026-13", "2026-02-30", "31 feb", "1.2.3", "$", "—",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_words(filled, typed):
    before = filled.book.value("SELECT count(*) FROM session")
    filled.search.find(typed)
    assert filled.book.value("SELECT count(*) FROM session") == before


@given(st.text(max_size=40))
def test_anything_is_read(text):
    asked = read(text, TODAY)
    assert all(re.fullmatch(r"\w+", token) for token in asked.tokens)
    assert set(asked.others) <= set(asked.tokens)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ana neck", {"tokens": ("ana", "neck"), "others": ("ana", "neck")}),
        ("2026-03", {"first": date(2026, 3, 1), "last": date(2026, 3, 31), "others": ()}),
        (
            "ana 2026-03-14",
            {"first": date(2026, 3, 14), "last": date(2026, 3, 14), "others": ("ana",)},
        ),
        ("march", {"yearly": (3, None), "others": ()}),
        ("marc", {"yearly": (3, None), "others": ()}),
        ("ana sept", {"yearly": (9, None), "others": ("ana",)}),
        ("maria", {"yearly": None, "others": ("maria",)}),
        ("14 mar", {"yearly": (3, 14), "others": ()}),
        ("march 2025", {"first": date(2025, 3, 1), "last": date(2025, 3, 31), "others": ()}),
        ("14 march 2025 ana", {"first": date(2025, 3, 14), "others": ("ana",)}),
        ("2025", {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}),
        ("yesterday", {"first": date(2026, 11, 22), "last": date(2026, 11, 22)}),
        ("friday", {"first": date(2026, 11, 20), "last": date(2026, 11, 20)}),
        ("95 ana", {"amount": "95", "others": ("ana",), "first": None}),
        ("$95.50", {"amount": "$95.50"}),
    ],
)
def test_what_was_typed_is_read(typed, expected):
    asked = read(typed, TODAY)
    assert isinstance(asked, Asked)
    for name, value in expected.items():
        assert getattr(asked, name) == value, name


# -- the index


def index(desk):
    return [
        tuple(row)
        for row in desk.book.rows("SELECT of_table, row_id, text FROM search ORDER BY id")
    ]


def anew(desk):
    """What an index made from nothing would hold now."""
    desk.book.execute("BEGIN")
    try:
        search._make(desk.book)
        return index(desk)
    finally:
        desk.book.execute("ROLLBACK")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["log", "edit", "remove", "rename", "alias", "spend", "undo", "merge"]),
        st.integers(0, 3),
    ),
    max_size=8,
)


@times(10)
@given(STEPS)
def test_after_any_writes_and_undos_it_is_as_one_made_anew(filled, steps):
    filled.search.find("x")  # there is an index from here on
    for number, (step, which) in enumerate(steps):
        try:
            take(filled, step, which, number)
        except Exception as error:  # noqa: BLE001  what is refused changes nothing
            assert type(error).__module__.startswith("mtdesk")  # noqa: PT017
        assert index(filled) == anew(filled)
    match = filled.book.value(
        "SELECT count(*) FROM search_fts WHERE search_fts MATCH '\"swedish\" *'"
    )
    like = sum("swedish" in text for _, _, text in index(filled))
    assert match == like
    filled.book.execute("INSERT INTO search_fts (search_fts) VALUES ('integrity-check')")


def take(desk, step, which, number):
    clients = ("ana", "łukasz", "bo", "cleo")
    if step == "log":
        desk.sessions.log(
            f"{clients[which]} swedish 60m 8{which} cash -- note{number}", confirmed=True
        )
    elif step == "edit":
        desk.sessions.edit(which + 1, {"note": f"edited{number}"})
    elif step == "remove":
        desk.sessions.remove(which + 1)
    elif step == "rename":
        desk.clients.edit(which + 1, {"name": f"New Name {number}"})
    elif step == "alias":
        desk.clients.identity.add_alias(which + 1, f"Alias{number}")
    elif step == "spend":
        desk.ledger.spend(f"1{which} vendor{number}")
    elif step == "merge":
        desk.clients.identity.merge(which + 1, 1, confirmed=True)
    else:
        desk.history.undo()


def test_what_another_program_wrote_is_found_at_the_next_search(filled):
    assert found(filled, "elsewhere") == []
    with closing(sqlite3.connect(filled.path)) as conn:
        conn.execute("UPDATE session SET note = 'elsewhere' WHERE id = 1")
        conn.commit()
    assert found(filled, "elsewhere") == [("session", 1)]
    assert index(filled) == anew(filled)


def test_its_tables_are_made_anew_when_missing_and_neither_journaled_nor_undone(filled, tables):
    before = tables(filled.path)
    found(filled, "ana")
    assert tables(filled.path) == before
    with closing(sqlite3.connect(filled.path)) as conn:
        for name in ("search_state", "search_fts", "search"):
            conn.execute(f"DROP TABLE {name}")
        conn.commit()
    filled.close()
    filled.sessions.log("ana swedish 60m 80 cash -- afterwards", confirmed=True)
    assert ("session", 3) in found(filled, "afterwards")


def test_where_there_is_no_practice_nothing_is_made(desk, path):
    assert desk.search.find("ana") == []
    assert not path.exists()


def test_a_purge_takes_the_words_out_of_the_index_and_the_bytes(filled, path):
    assert "client" in kinds(found(filled, "lukasz"))
    filled.clients.purge.carry_out(filled.clients.one("łukasz").id, confirmed=True)
    for typed in ("lukasz", "leftkneecap", "lucky", "tightneck", "example"):
        assert found(filled, typed) == [], typed
    filled.close()
    held = (
        b"".join(
            each.read_bytes()
            for each in (path, path.with_name(f"{path.name}-wal"))
            if each.exists()
        )
        .decode("latin-1")
        .casefold()
    )
    for word in ("lukasz", "leftkneecap", "lucky", "tightneck", "lu@example"):
        assert word not in held, word


def test_the_index_is_used(filled):
    found(filled, "x")
    plan = filled.book.rows(
        "EXPLAIN QUERY PLAN SELECT of_table FROM search_fts JOIN search ON search.id = search_fts.rowid "
        "WHERE search_fts MATCH '\"a\" *' ORDER BY search_fts.rowid DESC LIMIT 50"
    )
    said = " ".join(row["detail"] for row in plan)
    assert "VIRTUAL TABLE INDEX" in said
    assert "TEMP B-TREE" not in said


def test_who_was_merged_or_purged_is_in_no_list(filled):
    assert "client" in kinds(found(filled, "ana"))
    filled.clients.identity.merge(2, 1, confirmed=True)
    assert set(kinds(found(filled, "ana"))) & {"client", "client_alias"} == {"client_alias"}
    assert index(filled) == anew(filled)
    filled.history.undo()
    assert ("client", 2) in found(filled, "ana")
    filled.clients.purge.carry_out(2, confirmed=True)
    assert "client" not in kinds(found(filled, "client"))
    assert index(filled) == anew(filled)


def test_an_incident_that_was_taken_back_says_so(filled):
    currency = filled.settings.currency
    assert [hit_words(hit, currency) for hit in filled.search.find("wordforword")] == [
        "ana · threat · wordforword"
    ]
    filled.history.undo()
    [hit] = filled.search.find("wordforword")
    assert hit_words(hit, currency) == "ana · threat · wordforword · withdrawn"


def test_as_of_a_day_nothing_later_is_found(path, desk, clock):
    desk.sessions.log("ana swedish 60m 95 cash 2026-11-20 9:00", confirmed=True)
    desk.sessions.log("ana swedish 60m 95 cash 2026-11-22 9:00", confirmed=True)
    with closing(Desk(path, clock, today=date(2026, 11, 21))) as then:
        for asked in ("ana", "95", "november", "2026-11"):
            days = {hit.day for hit in then.search.find(asked) if hit.day}
            assert days == {"2026-11-20"}, asked


def test_a_practice_that_cannot_be_written_is_searched_all_the_same(path, desk, monkeypatch, clock):
    desk.sessions.log("ana swedish 60m 95 cash 2026-11-20 9:00 -- tight neck", confirmed=True)
    desk.close()

    def read_only(of):
        conn = sqlite3.connect(f"file:{of}?mode=ro", uri=True, isolation_level=None)
        conn.row_factory = sqlite3.Row
        return conn

    monkeypatch.setattr("mtdesk.store.file.opening.connect", read_only)
    with closing(Desk(path, clock)) as only_read:
        for _ in range(2):
            assert [hit.table for hit in only_read.search.find("neck")] == ["session"]
            assert [hit.table for hit in only_read.search.find("ana")] == ["client", "session"]
