"""What leaves the incident record: names nobody, or everything; whole or not at all."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import unicodedata
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mtdesk.desk import Desk
from mtdesk.desk.files.demo import sample_desk
from mtdesk.errors import InvalidError, NeedsConfirmationError, NotFoundError, RefusedError
from mtdesk.model.names import fold
from mtdesk.say.incidents.record import entry_heading, record_pages, statement

DATA = Path(__file__).parents[2] / "data" / "practice"
FORMATS = ("json", "md", "pdf")
HAS_PDFTOTEXT = shutil.which("pdftotext") is not None
CONTACTS = ("+1 (555) 010-{:04}", "client.{:04}@example.com")


def read(file):
    """The text of an export; of a PDF as people copy it out of one."""
    if file.suffix == ".pdf":
        ran = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
        return ran.stdout.decode("utf-8")
    return file.read_text(encoding="utf-8")


def make_known(desk):
    """Give every client an alias, a legal name, a phone and a mail address; name all in notes."""
    book = desk.writable()
    rows = book.rows("SELECT id, name FROM client")
    with book.transaction("client", "aliases", desk.stamp()):
        for row in rows:
            phone, mail = (each.format(row["id"]) for each in CONTACTS)
            legal, alias = f"Legalia{row['id']:04} Qwertz", f"Nick-{row['id']:04}x"
            book.execute(
                "UPDATE client SET phone = ?, email = ?, legal_name = ? WHERE id = ?",
                (phone, mail, legal, row["id"]),
            )
            book.execute(
                "INSERT INTO client_alias (client_id, alias, alias_key) VALUES (?, ?, ?)",
                (row["id"], alias, fold(alias)),
            )
    people = book.rows(
        "SELECT client.id, name, legal_name, phone, email, alias FROM client "
        "JOIN client_alias ON client_id = client.id"
    )
    lines = [
        f"{each['name'].upper()} met {unicodedata.normalize('NFD', each['name'])}, "
        f"{each['alias'].lower()}; {each['legal_name']} at {' '.join(each['phone'])} or {each['email'].upper()}."
        for each in people
    ]
    for incident in desk.incidents.between():
        desk.incidents.note(incident.id, "\n".join(lines))
    return people


def named(people, text):
    """What of anyone still stands in the text, case and accents folded, blanks made one."""
    said = fold(text.replace("\\", ""))
    squeezed = re.sub(r"\D", "", said)
    for each in people:
        for known in (each["name"], each["legal_name"], each["alias"], each["email"]):
            if fold(known) in said:
                yield known
        if re.sub(r"\D", "", each["phone"]) in squeezed:
            yield each["phone"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    now = datetime(2026, 11, 20, 17, 45, tzinfo=ZoneInfo("America/New_York"))
    with sample_desk(Desk, lambda: now, zone_name="America/New_York") as desk:
        yield desk, make_known(desk)


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    now = datetime(2026, 1, 2, 9, tzinfo=ZoneInfo("America/New_York"))
    path = tmp_path_factory.mktemp("two-years") / "practice.db"
    with closing(Desk(path, lambda: now)) as desk:
        desk.practice.set("zone", "America/New_York")
        desk.files.import_files([DATA / f"{name}.csv" for name in ("sessions", "incidents")])
        yield desk, make_known(desk)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("practice", ["sample", "two_years"])
def test_a_redacted_export_names_none_of_the_clients(practice, suffix, tmp_path, request):
    if suffix == "pdf" and not HAS_PDFTOTEXT:
        pytest.skip("pdftotext is not here")
    desk, people = request.getfixturevalue(practice)
    file = tmp_path / f"all.{suffix}"
    document = desk.incidents.record.document()
    desk.incidents.record.write(record_pages(document), file)
    assert len(people) > 20
    assert not list(named(people, read(file)))
    full = tmp_path / f"full.{suffix}"
    desk.incidents.record.write(
        record_pages(desk.incidents.record.document(is_redacted=False)), full
    )
    left = set(named(people, read(full)))
    assert {people[0]["name"], people[0]["email"], people[0]["alias"]} <= left


# -- one record


@pytest.fixture
def practice(desk, tmp_path):
    """One incident with everything: a client, a witness, a line, a file, a follow-up."""
    desk.practice.set("therapist_name", "Ruth Amsel")
    desk.practice.set("licence", "LMT 4711")
    client = desk.clients.add({"name": "Dale Hemlock", "phone": "555 010 1234"})
    assert client
    desk.incidents.add(
        {
            "kind": "threat",
            "severity": "4",
            "client": "dale hemlock",
            "at": "2026-11-20 14:30",
            "where": "studio",
            "said": "“DALE always pays”, 555-0101234\nand # more [x](y)",
            "saw": "Hemlock's fist; Marta stood there",
            "witness": "Marta Kern, at the desk",
            "lost": "90",
        }
    )
    desk.incidents.note(1, "told the insurer that Dale came back")
    book = desk.writable()
    with book.transaction("incident", "evidence", desk.stamp()):
        book.insert(
            "incident_evidence",
            {
                "incident_id": 1,
                "file_name": "dale_hemlock-message.jpg",
                "stored_as": "a.jpg",
                "sha256": "ab" * 32,
                "bytes": 12_345,
                "added_at": "2026-11-21T09:00:00-05:00",
            },
        )
        book.insert(
            "incident_follow_up",
            {"incident_id": 1, "due_on": "2026-11-27", "what": "write to Dale", "done_on": None},
        )
    return desk


def test_a_redacted_record_keeps_the_facts_and_names_nobody(practice, tmp_path):
    practice.incidents.record.write(
        record_pages(practice.incidents.record.document(1)), tmp_path / "one.json"
    )
    made = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    (one,) = made["incidents"]
    assert made["redacted"]
    assert made["therapist"] == "Ruth Amsel"
    assert made["made_on"] == "2026-11-23"
    assert one["client"] == "[client]"
    assert one["contact"] == []
    assert one["said"] == "“[client] always pays”, [phone]\nand # more [x](y)"
    assert one["saw"] == "[client]'s fist; [name] stood there"
    assert one["witness"] == "there was one or more; not named in this copy"
    assert one["written_after"] == "3 days"
    assert one["lost_minor"] == 9000
    assert one["addenda"][0]["text"] == "told the insurer that [client] came back"
    assert one["evidence"] == [
        {
            "file_name": "[client]-message.jpg",
            "bytes": 12345,
            "sha256": "ab" * 32,
            "added_at": "2026-11-21T09:00:00-05:00",
        }
    ]
    assert one["follow_ups"] == [
        {"due_on": "2026-11-27", "what": "write to [client]", "done_on": None}
    ]


def test_the_seals_are_those_of_the_record(practice, tmp_path):
    practice.incidents.record.write(
        record_pages(practice.incidents.record.document(1)), tmp_path / "one.json"
    )
    made = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    (one,) = made["incidents"]
    sealed = practice.book.rows("SELECT * FROM seal ORDER BY id")
    assert one["hash"] == sealed[0]["hash"]
    assert one["addenda"][0]["hash"] == sealed[1]["hash"]
    assert made["chain"]["head"] == sealed[-1]["hash"]
    assert made["chain"]["count"] == len(sealed)


def test_a_broken_chain_is_said_in_the_document(practice, tmp_path):
    """Only the seals of the two that were written as they are; the evidence above was not."""
    document = practice.incidents.record.document(1)
    assert document.trouble
    assert "does not hold" in statement(document)[1]
    practice.incidents.record.write(record_pages(document), tmp_path / "one.md")
    assert "does not hold" in read(tmp_path / "one.md")


def test_in_full_it_names_everyone(practice, tmp_path):
    practice.incidents.record.write(
        record_pages(practice.incidents.record.document(1, is_redacted=False)), tmp_path / "one.md"
    )
    text = read(tmp_path / "one.md")
    for part in (
        "Dale Hemlock",
        "555 010 1234",
        "Marta Kern",
        "dale\\_hemlock-message.jpg",
        "it names people",
    ):
        assert part in text


def test_what_was_typed_is_text_in_markdown(practice, tmp_path):
    practice.incidents.record.write(
        record_pages(practice.incidents.record.document(1)), tmp_path / "one.md"
    )
    assert "and # more \\[x]\\(y)" in read(tmp_path / "one.md")
    practice.incidents.note(1, "# a heading\n- a point\n1. one\n<b>*bold*</b>")
    practice.incidents.record.write(
        record_pages(practice.incidents.record.document(1)), tmp_path / "two.md"
    )
    lines = read(tmp_path / "two.md").splitlines()
    for line in ("\\# a heading  ", "\\- a point  ", "\\1. one  ", "\\<b\\>\\*bold\\*\\</b\\>"):
        assert line in lines


def test_clients_of_one_document_are_numbered(desk, tmp_path):
    for name in ("Ana Pérez", "Sam R.", "ANA PEREZ", "sam r."):
        desk.incidents.add(
            {"kind": "other", "severity": "1", "client": name, "saw": f"{name} left"}
        )
    entries = desk.incidents.record.document().entries
    assert [each.incident.client for each in entries] == [
        "[client 1]", "[client 2]", "[client 1]", "[client 2]",
    ]  # fmt: skip
    assert {each.incident.saw for each in entries} == {"[client] left", "[client]. left"}


def client_named(desk, name):
    (found,) = [each.id for each in desk.clients.find(name, 5)]
    return found


def test_who_was_merged_is_hidden_by_both_names(desk):
    for number, name in enumerate(("Dale Hemlock", "Dalton Fir"), 1):
        desk.clients.add({"name": name})
        desk.incidents.add({"kind": "other", "severity": "1", "client": name})
        desk.incidents.note(number, "hemlock is fir")
    gone, kept = client_named(desk, "Dale Hemlock"), client_named(desk, "Dalton Fir")
    desk.clients.identity.merge(gone, kept, confirmed=True)
    entries = desk.incidents.record.document().entries
    assert [each.incident.client for each in entries] == ["[client]", "[client]"]
    assert [each.added[0].text for each in entries] == ["[client] is [client]"] * 2
    assert [each.count for each in desk.incidents.patterns().by_client] == [2]
    assert (
        desk.incidents.record.document(1, is_redacted=False).entries[0].incident.client
        == "Dale Hemlock"
    )


def test_a_purged_client_is_no_name_to_hide(desk):
    """What is left of one is `client 1`, and those words stand in many texts."""
    desk.clients.add({"name": "Dale Hemlock"})
    desk.incidents.add({"kind": "other", "severity": "1", "saw": "Client left; the client paid"})
    desk.clients.purge.carry_out(client_named(desk, "Dale Hemlock"), confirmed=True)
    (entry,) = desk.incidents.record.document().entries
    assert entry.incident.saw == "Client left; the client paid"


def test_withdrawn_ones_are_marked(practice):
    practice.history.undo(
        practice.book.value("SELECT id FROM operation WHERE summary = 'incident: threat'")
    )
    (entry,) = practice.incidents.record.document().entries
    assert entry_heading(entry) == "Incident 1: threat, severity 4 of 5, withdrawn"
    assert entry.added[-1].kind == "withdrawn"


# -- files


def test_a_file_that_is_there_is_asked_about_first(practice, tmp_path):
    file = tmp_path / "one.md"
    file.write_text("before", encoding="utf-8")
    document = practice.incidents.record.document(1)
    with pytest.raises(NeedsConfirmationError, match="is there already"):
        practice.incidents.record.write(record_pages(document), file)
    assert file.read_text(encoding="utf-8") == "before"
    practice.incidents.record.write(record_pages(document), file, confirmed=True)
    assert file.read_text(encoding="utf-8").startswith("# Incident 1, redacted")


@pytest.mark.parametrize("suffix", FORMATS)
def test_only_its_owner_can_read_it(practice, tmp_path, suffix):
    file = tmp_path / f"one.{suffix}"
    practice.incidents.record.write(record_pages(practice.incidents.record.document(1)), file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".*.part")) == []


def test_other_suffixes_are_refused_by_name(practice, tmp_path):
    with pytest.raises(InvalidError, match=r"none of \.json, \.pdf, \.md"):
        practice.incidents.record.write(
            record_pages(practice.incidents.record.document(1)), tmp_path / "one.docx"
        )
    assert not (tmp_path / "one.docx").exists()


def test_neither_the_practice_nor_a_folder_is_written_over(practice, tmp_path):
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(RefusedError, match="is a folder"):
        practice.incidents.record.write(
            record_pages(practice.incidents.record.document(1)),
            tmp_path / "folder.md",
            confirmed=True,
        )
    link = tmp_path / "link.json"
    link.symlink_to(practice.path)
    before = practice.path.read_bytes()
    with pytest.raises(RefusedError, match="is the practice itself"):
        practice.incidents.record.write(
            record_pages(practice.incidents.record.document(1)), link, confirmed=True
        )
    assert practice.path.read_bytes() == before


def test_without_an_incident_there_is_nothing_to_export(desk):
    with pytest.raises(NotFoundError, match="no incident to export"):
        desk.incidents.record.document()
    with pytest.raises(NotFoundError, match="no incident 7"):
        desk.incidents.record.document(7)


@pytest.mark.skipif(not HAS_PDFTOTEXT, reason="pdftotext is not here")
def test_a_long_fact_flows_over_pages_whole(practice, tmp_path):
    words = [f"word{number}" for number in range(9_000)]
    practice.incidents.note(1, " ".join(words))
    practice.incidents.note(1, "line\n" * 500)
    practice.incidents.note(1, "x" * 5_000)
    practice.incidents.record.write(
        record_pages(practice.incidents.record.document(1)), tmp_path / "long.pdf"
    )
    text = read(tmp_path / "long.pdf")
    assert re.findall(r"word\d+", text) == words
    assert text.count("line") >= 500
    assert text.count("\f") > 8
