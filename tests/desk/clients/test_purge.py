"""A purge leaves nothing of a person but figures: neither in the tables nor in the bytes of the file."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError, NeedsConfirmationError, NotFoundError, RefusedError

WORDS = (
    "Quintessa", "Vanderbloom", "Qwertina", "Oldname", "555-0187", "quinty@example.org",
    "leftkneecap", "paidinpennies", "said-so-loudly", "saw-him-there", "addendumtext",
    "Medicosaur", "sciaticum", "GIFTQUINTY", "ranoutwhy", "followmeup", "draftywords",
)  # fmt: skip


def write_down(desk):
    """Everything that can be known of one client, each thing with a word of its own."""
    first = desk.sessions.log('"Oldname V." swedish 60m 90+15 card 11-20 9:00', confirmed=True)
    who = first.session.client_id
    desk.clients.edit(
        who,
        {"name": "Quintessa Vanderbloom", "phone": "555-0187", "email": "quinty@example.org",
         "note": "leftkneecap"},
    )  # fmt: skip
    desk.clients.identity.add_alias(who, "Qwertina")
    desk.clients.standing.agree(who, "block", why="ranoutwhy")
    logged = desk.sessions.log(f"#{who} swedish 60m p6-3 -- leftkneecap pain", confirmed=True)
    desk.sessions.edit(logged.id, {"note": "leftkneecap better"})
    desk.sessions.remove(desk.sessions.log(f"#{who} 45m -- sciaticum", confirmed=True).id)
    desk.credits.sell(str(who), "300", sessions_sold="3", code="GIFTQUINTY")
    desk.sessions.log(f"#{who} swedish package 11-21 9:00", confirmed=True)
    desk.ledger.pay(str(who), "20", kind="tip")
    book = desk.writable()
    with book.transaction("test", "rows of other areas", desk.stamp()):
        referral = book.insert(
            "referral",
            {"client_id": who, "referred_on": "2026-11-01", "referred_by": "Dr Medicosaur",
             "reason": "sciaticum"},
        )  # fmt: skip
        book.insert(
            "function_note",
            {"client_id": who, "noted_on": "2026-11-20", "measure": "other", "note": "sciaticum"},
        )
        book.insert(
            "progress_report",
            {"client_id": who, "referral_id": referral, "written_on": "2026-11-20",
             "first_day": "2026-11-01", "last_day": "2026-11-20"},
        )  # fmt: skip
        book.insert(
            "incident_draft",
            {"begun_at": desk.stamp(), "changed_at": desk.stamp(),
             "answers": json.dumps({"client": "Qwertina", "said": "draftywords"})},
        )  # fmt: skip
        book.execute("UPDATE payment SET note = 'paidinpennies' WHERE session_id = ?", (first.id,))
    incident, _ = desk.incidents.add(
        {"kind": "threat", "severity": "4", "client": "Quintessa Vanderbloom", "at": "2026-11-20",
         "said": "said-so-loudly", "saw": "saw-him-there"}
    )  # fmt: skip
    desk.incidents.note(incident.id, "addendumtext")
    with book.transaction("test", "a follow-up", desk.stamp()):
        book.insert(
            "incident_follow_up",
            {"incident_id": incident.id, "due_on": "2026-12-01", "what": "followmeup"},
        )
    return who


@pytest.fixture
def who(desk):
    desk.sessions.log("Bo swedish 60m 80 cash 11-19 9:00", confirmed=True)
    number = write_down(desk)
    desk.sessions.log("Bo swedish 60m 85 cash", confirmed=True)
    return number


def left_of(path, words=WORDS):
    """Which of the words are still in the bytes of the file or beside it."""
    bytes_of = b"".join(
        each.read_bytes() for each in (path, path.with_name(f"{path.name}-wal")) if each.exists()
    )
    folded = bytes_of.decode("latin-1").casefold()
    return [word for word in words if word.casefold() in folded]


def figures(desk):
    """What every year adds up to, and what was worked."""
    years = [desk.year.figures.year(year) for year in (2025, 2026)]
    worked = [
        (each.local_date, each.minutes, each.price_minor, each.status)
        for each in desk.sessions.between()
    ]
    return years, worked, desk.income.summary().by_client


def test_every_word_is_there_before(desk, who, path):
    assert left_of(path) == list(WORDS)


def test_no_word_is_left_and_every_figure_is(desk, who, path):
    before = figures(desk)
    done = desk.clients.purge.carry_out(who, confirmed=True)
    assert done.is_swept
    assert left_of(path) == []
    assert figures(desk) == before
    assert all(check.ok for check in desk.files.check())
    assert {each.client for each in desk.sessions.between()} == {"Bo", f"client {who}"}


def test_it_says_first_what_goes_and_what_stays(desk, who, tables, path):
    before = tables(path)
    plan = desk.clients.purge.plan(who)
    assert plan.person.counts == {
        "client": 1, "client_alias": 1, "referral": 1, "function_note": 1, "progress_report": 1,
        "incident": 1, "incident_addendum": 1, "incident_follow_up": 1, "incident_draft": 1,
        "session": 3, "payment": 4, "redemption": 1, "credit": 1,
    }  # fmt: skip
    assert plan.received_minor == 90_00 + 15_00 + 300_00 + 20_00
    assert (plan.credit_minor, plan.keep_until.isoformat()) == (200_00, "2030-11-23")
    with pytest.raises(
        NeedsConfirmationError, match=f"Delete {who} Quintessa Vanderbloom for good"
    ):
        desk.clients.purge.carry_out(who)
    assert tables(path) == before


def test_nothing_brings_them_back(desk, who, path, tables):
    desk.clients.purge.carry_out(who, confirmed=True)
    for operation in desk.history.latest(1_000):
        with suppress(MtdeskError):
            desk.history.undo(operation.id)
        assert left_of(path) == []
    assert all(check.ok for check in desk.files.check())


def test_undo_passes_over_it(desk, who):
    purged = desk.clients.purge.carry_out(who, confirmed=True).operation
    _, undone = desk.history.undo()
    assert undone.summary == "Bo, 60 min, 2026-11-23"
    with pytest.raises(RefusedError, match="deleted for good what it purged"):
        desk.history.undo(purged)
    held = next(each for each in desk.history.latest(100) if each.kind == "purged")
    with pytest.raises(RefusedError, match="held something of client 2, who was purged; it can no"):
        desk.history.undo(held.id)


def test_the_number_is_nobody_afterwards(desk, who):
    desk.clients.purge.carry_out(who, confirmed=True)
    for typed in (str(who), f"#{who}"):
        with pytest.raises(RefusedError, match="purged on 2026-11-23; only figures are left"):
            desk.clients.one(typed)
    for typed in ("Quintessa Vanderbloom", "Qwertina", f"client {who}"):
        with pytest.raises(NotFoundError):
            desk.clients.one(typed)
    assert desk.sessions.understand("quintessa swedish").is_new_client
    assert [each.name for each in desk.clients.find()] == ["Bo"]
    with pytest.raises(RefusedError, match="already"):
        desk.clients.purge.plan(who)


def test_those_merged_into_them_go_too(desk, who, path):
    other = desk.clients.add({"name": "Zzyzx Twinny", "note": "twinnote"}).id
    desk.sessions.log(f"#{other} swedish 60m 50", confirmed=True)
    desk.incidents.add(
        {"kind": "threat", "severity": "4", "client": "Zzyzx Twinny", "said": "twinsaid"}
    )
    desk.clients.identity.merge(other, who, confirmed=True)
    before = figures(desk)
    desk.clients.purge.carry_out(who, confirmed=True)
    assert left_of(path, (*WORDS, "Zzyzx", "Twinny", "twinnote", "twinsaid")) == []
    assert figures(desk) == before


def test_an_incident_that_names_them_without_a_number_goes_unless_another_is_called_so(
    desk, who, path
):
    desk.clients.identity.add_alias(who, "Bibi")
    incident = {"kind": "threat", "severity": "2", "said": "bibisaid", "client": "Bibi"}
    book = desk.writable()
    desk.incidents.add({**incident, "client": ""})
    with book.transaction("test", "imported", desk.stamp()):
        from mtdesk.model.incidents import Incident
        from mtdesk.store import incidents

        incidents.add(
            book,
            Incident(occurred_at="2026-11-20", local_date="2026-11-20", kind="threat", severity=2,
                     recorded_at="2026-11-20", client="Bibi", said="byname"),
        )  # fmt: skip
    assert desk.clients.purge.plan(who).person.counts["incident"] == 2
    bibi = desk.clients.add({"name": "Bibi"}, confirmed=True)
    assert desk.clients.purge.plan(who).person.counts["incident"] == 1
    desk.clients.purge.carry_out(who, confirmed=True)
    assert left_of(path, ("byname",)) == ["byname"]
    assert desk.clients.one("bibi").id == bibi.id


def test_evidence_goes_with_its_incident_unless_another_has_the_file(desk, who, path, tmp_path):
    (theirs := tmp_path / "quintessa.txt").write_text("a message")
    (shared := tmp_path / "room.txt").write_text("the room")
    desk.incidents.add_evidence(1, [theirs])
    desk.incidents.add_evidence(1, [shared])
    other, _ = desk.incidents.add({"kind": "threat", "severity": "1"})
    desk.incidents.add_evidence(other.id, [shared])
    folder, count = desk.incidents.evidence_folder()
    assert (count, len(list(folder.iterdir()))) == (2, 2)
    done = desk.clients.purge.carry_out(who, confirmed=True)
    assert done.evidence_left == ()
    assert [each.read_text() for each in folder.iterdir()] == ["the room"]
    assert left_of(path) == []
    assert all(check.ok for check in desk.files.check())


def test_where_else_the_name_stands_is_counted_and_left(desk, who, path):
    desk.sessions.log("Bo 60m 10 -- came with Quintessa Vanderbloom’s sister", confirmed=True)
    desk.ledger.spend("12 card for Qwertina, flowers")
    desk.incidents.add({"kind": "threat", "severity": "1", "said": "quintessa vanderbloom lied"})
    desk.incidents.add({"kind": "threat", "severity": "1", "client": "Quintessa"})
    mentions = desk.clients.purge.plan(who).person.mentions
    assert mentions == {"session": 1, "expense": 1, "incident": 2}
    desk.clients.purge.carry_out(who, confirmed=True)
    assert set(left_of(path)) == {"Quintessa", "Vanderbloom", "Qwertina"}


def test_copies_that_still_hold_them(desk, who, path, clock):
    kept = desk.files.back_up(None)
    older = path.with_name(f"{path.name}.before-version-6")
    shutil.copyfile(kept, older)
    broken = path.with_name(f"{path.name}.replaced-1")
    broken.write_bytes(b"not a practice")
    path.with_name("practice-notes.db").write_bytes(b"")
    assert dict(desk.clients.purge.plan(who).copies) == {kept: True, older: True, broken: None}
    desk.clients.purge.carry_out(who, confirmed=True)
    bo = desk.clients.one("bo").id
    assert desk.clients.purge.plan(bo).copies == ((older, True), (broken, None), (kept, True))
    with closing(sqlite3.connect(kept)) as conn:
        conn.execute("UPDATE client SET name = 'x'")
        conn.commit()
    assert dict(desk.clients.purge.plan(bo).copies)[kept] is False


def test_another_program_reading_keeps_the_file_from_being_swept(desk, who, path):
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM session").fetchall()
        desk.writable().execute("PRAGMA busy_timeout = 1")
        assert desk.clients.purge.carry_out(who, confirmed=True).is_swept is False
        reader.execute("ROLLBACK")
    assert desk.clients.purge.sweep()
    assert left_of(path) == []


def test_importing_the_file_again_brings_no_figure_twice(desk, tmp_path, path):
    file = tmp_path / "sessions.csv"
    head = "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting"
    file.write_text(
        f"{head},pain_before,pain_after,note\n"
        "1,2026-11-20T10:30:00-05:00,Quintessa Vanderbloom,60,Swedish,,,90,,card,clinic,,,x\n"
    )
    desk.files.import_files([file])
    who = desk.clients.one("quintessa").id
    desk.clients.purge.carry_out(who, confirmed=True)
    (tally,) = desk.files.import_files([file])
    assert (tally.new, tally.duplicate) == (0, 1)
    assert left_of(path) == []


def test_an_export_read_into_a_new_file_still_verifies(desk, who, tmp_path):
    desk.clients.purge.carry_out(who, confirmed=True)
    desk.files.export(tmp_path / "all", "csv")
    there = Desk(tmp_path / "new.db", desk.clock)
    there.files.import_files([tmp_path / "all"])
    assert all(check.ok for check in there.files.check())
    assert figures(there) == figures(desk)
    there.close()


def test_a_note_of_a_hundred_thousand_characters(desk, who, path):
    desk.clients.edit(who, {"note": "longwinded " * 9_000})
    desk.clients.purge.carry_out(who, confirmed=True)
    assert left_of(path, ("longwinded",)) == []


# -- whatever the practice

people = st.sampled_from(["Ana", "Quirina Xu", "Bo"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("log"), people, st.sampled_from(["", " 90 card", " booked tomorrow"])),
        st.tuples(st.just("note"), people, st.just("")),
        st.tuples(st.just("edit"), st.integers(1, 6), st.just("")),
        st.tuples(st.just("give"), st.integers(1, 6), people),
        st.tuples(st.just("remove"), st.integers(1, 6), st.just("")),
        st.tuples(st.just("pay"), people, st.sampled_from(["session", "tip", "gift_card"])),
        st.tuples(st.just("alias"), people, st.sampled_from(["Xuxu", "Annika"])),
        st.tuples(st.just("merge"), people, people),
        st.tuples(st.just("incident"), people, st.just("")),
        st.tuples(st.just("undo"), st.integers(1, 30), st.just("")),
        st.tuples(st.just("undo"), st.none(), st.just("")),
    ),
    max_size=16,
)  # fmt: skip


def do(desk, step):
    what, one, two = step
    if what == "log":
        desk.sessions.log(f'"{one}" swedish 60m{two} -- word-{one.split()[0]}', confirmed=True)
    elif what == "note":
        who = desk.clients.one(one)
        desk.clients.edit(who.id, {"note": f"word-{who.name.split()[0]}"})
    elif what == "edit":
        desk.sessions.edit(one, {"price": "55"})
    elif what == "give":
        desk.sessions.edit(one, {"client": two}, confirmed=True)
    elif what == "remove":
        desk.sessions.remove(one)
    elif what == "pay":
        desk.ledger.pay(one, "30", kind=two)
    elif what == "alias":
        desk.clients.identity.add_alias(desk.clients.one(one).id, two, confirmed=True)
    elif what == "merge":
        desk.clients.identity.merge(
            desk.clients.one(one).id, desk.clients.one(two).id, confirmed=True
        )
    elif what == "incident":
        desk.incidents.add(
            {"kind": "threat", "severity": "3", "client": one, "said": f"word-{one.split()[0]}"}
        )
    else:
        desk.history.undo(one)


@times(10)
@given(steps, steps)
def test_whatever_was_done_nothing_of_them_survives(tmp_path_factory, clock, before, after):
    folder: Path = tmp_path_factory.mktemp("practice")
    path = folder / "practice.db"
    desk = Desk(path, clock)
    desk.sessions.log("Ana swedish 60m 90 card", confirmed=True)
    desk.sessions.log('"Quirina Xu" swedish 60m 90 card -- word-Quirina', confirmed=True)
    for step in before:
        with suppress(MtdeskError):
            do(desk, step)
    try:
        who = desk.clients.one("Quirina Xu")
    except MtdeskError:
        return  # undone, or merged away into somebody of another name
    notes_of_others = any(
        "Quirina" in each.note and each.client_id != who.id for each in desk.sessions.between()
    )
    books = figures(desk)
    desk.clients.purge.carry_out(who.id, confirmed=True)
    assert figures(desk) == books
    assert all(check.ok for check in desk.files.check())
    gone = ("Quirina Xu",) if notes_of_others else ("Quirina",)
    assert left_of(path, gone) == []
    for step in after:
        if "Quirina Xu" in step:
            continue
        with suppress(MtdeskError):
            do(desk, step)
        assert left_of(path, gone) == []
    assert all(check.ok for check in desk.files.check())
    desk.close()
