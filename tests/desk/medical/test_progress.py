"""The progress report: what it holds and lacks, that it is recorded, whole or not at all."""

from __future__ import annotations

import stat
from datetime import date

import pytest

from mtdesk.desk.medical.progress import Wanted
from mtdesk.errors import InvalidError, NeedsConfirmationError, NotFoundError, RefusedError
from mtdesk.exchange.writers import files
from mtdesk.say.document import written
from mtdesk.say.medical.progress import notes, progress_pages

ISSUER = {"therapist_name": "Mara Oyelaran", "licence": "LMT 1", "address": "12 Pier Street"}
COURSE = ("11-01 p8-5", "11-05 p8-4", "11-09 p6-4", "11-12 p5-3", "11-16 p4-2", "11-20 p3-1")


@pytest.fixture
def ana(desk):
    """Ana's six visits since her referral of 1 November; nothing is missing but what is expected."""
    for key, text in ISSUER.items():
        desk.practice.set(key, text)
    for line in COURSE:
        desk.sessions.log(f"ana medical massage 60m 90 card {line}", confirmed=True)
    desk.sessions.log("ana no-show 11-18")
    fields = {"by": "Dr. Kim", "on": "2026-11-01", "visits": "12", "condition": "as said"}
    desk.medical.referrals.refer("ana", fields)
    for line in ("rom neck 45", "medication ibuprofen daily"):
        desk.medical.functions.note(line, client="ana", on="2026-11-01")
    desk.medical.functions.note("ana rom neck 60")
    desk.clients.edit(
        1, {"legal_name": "Ana P", "complaint": "neck", "goal": "drive", "next_step": "go on"}
    )
    return desk


def report(desk, **wanted):
    return desk.medical.progress.of("ana", Wanted(**{"expected": "six weeks", **wanted})).report


def test_everything_that_is_known(ana):
    prepared = ana.medical.progress.of("ana", Wanted(expected="six weeks"))
    found = prepared.report
    assert (found.client, found.for_whom, found.missing) == ("Ana P", "Dr. Kim", ())
    assert found.visit_words == "6 visits, 2026-11-01 to 2026-11-20; 1 missed or cancelled late"
    assert dict(found.facts) == {
        "referred by": "Dr. Kim, 2026-11-01",
        "condition, as given by the referrer": "as said",
        "visits on the referral": "6 of 12 used",
        "complaint": "neck", "goal": "drive", "plan": "go on", "expected length": "six weeks",
    }  # fmt: skip
    assert found.pain.startswith("7.3 on arrival at the first three visits, 4.0 at the latest")
    assert found.within.startswith("2.5 points less at the end of a visit")
    (neck,) = found.function
    assert (neck.what, neck.first, neck.latest, neck.change) == (
        "range of motion, neck", "45 deg", "60 deg", "+15 deg",
    )  # fmt: skip
    assert [(each.what, each.latest) for each in found.medication] == [("ibuprofen", "daily")]
    assert "not a medical opinion" in " ".join(notes(found))
    assert "for Dr. Kim only" in found.audience


def test_the_plan_typed_goes_before_the_next_step(ana):
    assert dict(report(ana, plan="stop").facts)["plan"] == "stop"


def test_some_of_the_days(ana):
    found = report(ana, start=date(2026, 11, 9), last=date(2026, 11, 17))
    assert [visit.local_date for visit in found.visits] == [
        "2026-11-09",
        "2026-11-12",
        "2026-11-16",
    ]
    assert found.function == ()
    assert "what the client can do (range of motion, sitting, standing)" in found.missing
    with pytest.raises(InvalidError, match="2026-10-01 is before 2026-11-01"):
        report(ana, last=date(2026, 10, 1))


def test_which_referral(ana):
    ana.medical.referrals.refer("ana", {"by": "Dr. Lee", "on": "2026-11-10", "payer": "Acme"})
    assert report(ana).for_whom == "Dr. Lee and Acme"
    assert report(ana, referral_id=1).for_whom == "Dr. Kim"
    ana.clients.add({"name": "bo"})
    with pytest.raises(NotFoundError, match="ana has no referral 9"):
        report(ana, referral_id=9)
    with pytest.raises(NotFoundError, match="bo has no referral 1"):
        ana.medical.progress.of("bo", Wanted(referral_id=1))


def test_what_is_missing_is_listed(desk):
    desk.sessions.log("ana medical massage 60m 11-20", confirmed=True)
    found = desk.medical.progress.of("ana").report
    assert found.first == date(2026, 11, 20)
    assert found.missing == (
        "your name", "your licence", "the address", "the legal name", "a referral", "the complaint",
        "the goal", "the plan", "the expected length", "the pain on arrival of 1 of 1 visits",
        "what the client can do (range of motion, sitting, standing)", "medication",
    )  # fmt: skip


def write(desk, prepared, targets, **confirmed):
    """Write it as the fronts do; what they say of it, and the operation."""
    pages = progress_pages(prepared.report)
    done, operation = desk.medical.progress.write(prepared, pages, targets, **confirmed)
    return written(pages, [target for _, target in targets], done), operation


class TestWriting:
    def test_it_is_written_and_recorded(self, ana, tmp_path):
        ana.practice.set("progress_report_visits", "6")
        (reminder,) = ana.medical.referrals.reminders()
        assert reminder.level == "act"
        targets = [("pdf", tmp_path / "ana.pdf"), ("md", tmp_path / "ana.md")]
        prepared = ana.medical.progress.of("ana", Wanted(expected="six weeks"))
        said, operation = write(ana, prepared, targets)
        assert "6 visits" in said
        assert "is for Dr. Kim only" in said
        for _, target in targets:
            assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert targets[0][1].read_bytes().startswith(b"%PDF-")
        assert targets[1][1].read_text("utf-8").startswith("# Progress report on Ana P\n")
        (row,) = ana.medical.referrals.reports(1)
        assert (row.referral_id, row.written_on, row.first_day, row.last_day) == (
            1, "2026-11-23", "2026-11-01", "2026-11-23",
        )  # fmt: skip
        assert ana.medical.referrals.reminders() == []
        ana.history.undo(operation)
        assert ana.medical.referrals.reports(1) == []
        assert ana.medical.referrals.reminders() == [reminder]

    def test_what_is_missing_or_there_already_wants_a_yes(self, ana, tmp_path):
        target = tmp_path / "ana.md"
        prepared = ana.medical.progress.of("ana")
        with pytest.raises(NeedsConfirmationError, match="it lacks the expected length; write"):
            write(ana, prepared, [("md", target)])
        assert not target.exists()
        assert ana.medical.referrals.reports(1) == []
        target.write_text("mine")
        with pytest.raises(NeedsConfirmationError, match=r"ana\.md is there already, and it lacks"):
            write(ana, prepared, [("md", target)])
        assert target.read_text() == "mine"
        write(ana, prepared, [("md", target)], confirmed=True)
        assert target.read_text() != "mine"

    def test_never_over_the_practice_nor_without_visits(self, ana, path, tmp_path):
        prepared = ana.medical.progress.of("ana", Wanted(expected="x"))
        with pytest.raises(RefusedError, match="is the practice itself"):
            write(ana, prepared, [("md", path)], confirmed=True)
        nothing = ana.medical.progress.of("ana", Wanted(start=date(2026, 11, 21), expected="x"))
        with pytest.raises(RefusedError, match="has no medical visit from 2026-11-21"):
            write(ana, nothing, [("md", tmp_path / "x.md")], confirmed=True)

    def test_a_failure_leaves_neither_files_nor_a_record(self, ana, tmp_path, monkeypatch):
        prepared = ana.medical.progress.of("ana", Wanted(expected="x"))
        folder = tmp_path / "folder"
        folder.mkdir()
        with pytest.raises(RefusedError, match="is a folder"):
            write(ana, prepared, [("pdf", tmp_path / "a.pdf"), ("md", folder)])
        kept = tmp_path / "kept.pdf"
        kept.write_text("mine")
        monkeypatch.setattr(files.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(RefusedError, match="cannot be written"):
            write(ana, prepared, [("pdf", kept)], confirmed=True)
        assert kept.read_text() == "mine"
        assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == sorted(
            ["kept.pdf", *(each.name for each in tmp_path.glob("practice.db*"))]
        )
        assert ana.medical.referrals.reports(1) == []
