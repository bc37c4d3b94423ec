"""Files in and out of the dashboard: previews, questions, and what is asked before it is done."""

from __future__ import annotations

import bought
import pyrage
import pytest
from areas import screen
from dashboard import opened, typed

from mtdesk.tui.parts.dialogs import Confirm
from mtdesk.tui.parts.menu import Menu
from mtdesk.tui.parts.paths import completed
from mtdesk.tui.parts.told import Told
from mtdesk.tui.year import ReportPage

HEAD = (
    "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,"
    "pain_before,pain_after,note\n"
)
NEW = "{},2026-11-{:02}T10:00:00-05:00,Nora Quist,60,Swedish,3,4,{}.00,0.00,cash,,,,\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def open_(pilot, place):
    pilot.app.action_open(place)
    await pilot.pause()


async def bring(pilot, file):
    await open_(pilot, "files.bringing:bring")
    await typed(pilot, file, "ctrl+s")


async def test_an_import_is_shown_before_it_is_written_and_taken_back_whole(desk, here):
    (here / "sessions.csv").write_text(HEAD + NEW.format(1, 1, 90) + NEW.format(2, 2, 90))
    async with opened(desk) as pilot:
        before = len(desk.sessions.between())
        await bring(pilot, "sessions.csv")
        shown = screen(pilot)
        assert "nothing is written yet" in shown
        assert "2 read, 2 would be new" in shown
        assert "2026-11  gross $180.00" in shown
        assert "sessions.csv is sessions with their fee and tip (it has the columns" in shown
        assert "2  2026-11-01  10:00  Nora Quist  Swedish   60  $90.00" in shown
        assert "1 new client: Nora Quist" in shown
        assert len(desk.sessions.between()) == before
        await pilot.press("n")
        await pilot.pause()
        assert len(desk.sessions.between()) == before
        await bring(pilot, "sessions.csv")
        await pilot.press("enter")
        await pilot.pause()
        assert len(desk.sessions.between()) == before + 2
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert len(desk.sessions.between()) == before


async def test_what_is_left_out_stands_before_the_rows(desk, here):
    head = HEAD.replace("note\n", "note,therapist\n")
    rows = [NEW.format(n, n, 90).replace(",,,,\n", ",,,,Robin\n") for n in range(1, 9)]
    (here / "sessions.csv").write_text(head + "".join(rows) + rows[0].replace("11-01", "11-31"))
    async with opened(desk) as pilot:
        await bring(pilot, "sessions.csv")
        shown = screen(pilot)
        first = shown.index("2  2026-11-01  10:00")
        assert 0 < shown.index("left out the column “therapist”") < first
        assert 0 < shown.index("“2026-11-31T10:00:00-05:00” is not a date") < first


async def test_the_same_file_again_has_nothing_to_be_said_yes_to(desk, here):
    (here / "sessions.csv").write_text(HEAD + NEW.format(1, 1, 90))
    desk.files.import_files([here / "sessions.csv"])
    async with opened(desk) as pilot:
        await bring(pilot, "sessions.csv")
        assert "1 there already" in screen(pilot)
        assert "import it" not in screen(pilot)
        latest = desk.history.latest(1)
        await pilot.press("enter")
        await pilot.pause()
        assert desk.history.latest(1) == latest


async def test_what_changed_in_a_file_is_asked_about(desk, here):
    (here / "sessions.csv").write_text(HEAD + NEW.format(1, 1, 90))
    desk.files.import_files([here / "sessions.csv"])
    (here / "sessions.csv").write_text(HEAD + NEW.format(1, 1, 95))
    async with opened(desk) as pilot:
        await bring(pilot, "sessions.csv")
        assert "1 row changed: asked about" in screen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("enter")
        await pilot.pause()
        [session] = desk.sessions.between(client="nora")
        assert session.price_minor == 9500


@pytest.mark.parametrize(("answers", "new", "matched"), [("12", 2, 1), ("23", 2, 0), ("5", 1, 2)])
async def test_money_that_may_be_here_already_is_asked_row_by_row(
    desk, here, answers, new, matched
):
    """Two rows for Marta whose amounts are others than what was typed, and one that is new."""
    desk.sessions.log("marta swedish 60m 85 card 2026-11-20 9:00")
    rows = [
        bought.row("p1", 9000, client="Marta Nowak", day="2026-11-23"),
        bought.row("p2", 9000, client="Marta Nowak", day="2026-11-20"),
        bought.row("p3", 4000, client="Ben Oak", day="2026-11-19"),
    ]
    bought.write(here / "square.csv", rows)
    async with opened(desk) as pilot:
        await bring(pilot, "square.csv")
        assert "2 rows may be here already: each is asked about" in screen(pilot)
        await pilot.press("enter")
        for answer in answers:
            await pilot.pause()
            assert isinstance(pilot.app.screen, Menu)
            await pilot.press(answer)
        await pilot.pause()
        assert not isinstance(pilot.app.screen, (Menu, Told))
        told = desk.history.latest(1)[0]
        assert told.kind == "import"
        [tally] = desk.files.import_files([here / "square.csv"], dry_run=True)
        assert tally.duplicate == new + matched


async def test_rows_with_problems_are_left_out_only_when_she_says_so(desk, here):
    (here / "sessions.csv").write_text(HEAD + NEW.format(1, 1, 90) + NEW.format(2, 2, "x"))
    async with opened(desk) as pilot:
        before = len(desk.sessions.between())
        await bring(pilot, "sessions.csv")
        assert "1 row cannot be read, and would be left out" in screen(pilot)
        assert "import without the 1 row" in screen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert len(desk.sessions.between()) == before + 1


async def test_a_file_that_is_not_there_is_said_in_the_form(desk, here):
    async with opened(desk) as pilot:
        await bring(pilot, "nothing.csv")
        assert "there is no file nothing.csv" in screen(pilot)


async def test_a_restore_says_what_it_does_and_wants_a_y(desk, here):
    backup = desk.files.back_up(here / "kept.db")
    desk.sessions.log("mara swedish 60m 90 cash 2026-11-23 12:00", confirmed=True)
    async with opened(desk) as pilot:
        await open_(pilot, "files:restore")
        await typed(pilot, str(backup), "enter")
        assert "set aside beside it, not deleted" in " ".join(
            screen(pilot).replace("│", " ").split()
        )
        await pilot.press("enter")
        await pilot.pause()
        assert desk.sessions.between(client="mara")
        await pilot.press("y")
        await pilot.pause()
        assert "mara" not in str(desk.clients.every_name())
        assert "restored from" in screen(pilot)
        await typed(pilot, "ana swedish 60m 90 cash 11:00", "enter")
        assert len([*here.glob("practice-2026-*.db")]) == 1


async def test_everything_is_exported_and_an_old_folder_is_not_touched(desk, here):
    async with opened(desk) as pilot:
        await open_(pilot, "files:export")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (here / "mtdesk-export-2026-11-23" / "session.csv").exists()
        await open_(pilot, "files:export")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "is there already" in screen(pilot)


async def test_lines_from_a_phone_are_filed_and_those_that_wait_are_shown(desk, here):
    (here / "inbox.txt").write_text("marta swedish 60m 85 cash 2026-11-20 9:00\nbzz\n")
    async with opened(desk) as pilot:
        before = len(desk.sessions.between(client="marta"))
        await open_(pilot, "files:inbox")
        await typed(pilot, "inbox.txt", "ctrl+s")
        assert len(desk.sessions.between(client="marta")) == before + 1
        assert isinstance(pilot.app.screen, Told)
        assert "bzz" in screen(pilot)


async def test_the_check_is_read(desk):
    async with opened(desk) as pilot:
        await open_(pilot, "files:check")
        assert isinstance(pilot.app.screen, Told)
        assert "ok" in screen(pilot)


def test_paths_are_completed(here):
    (here / "march").mkdir()
    (here / "march" / "bank.csv").write_text("")
    (here / ".hidden").write_text("")
    assert completed("ma") == "march/"
    assert completed("march/b") == "march/bank.csv"
    assert completed(f"{here}/march/b") == f"{here}/march/bank.csv"
    assert completed(".hi") == ".hidden"
    assert [completed(each) for each in ("", "march/", "x", "no/such", "~nobody-here/x")] == [
        None
    ] * 5


async def test_a_copy_makes_itself_once_something_was_written(desk, here, monkeypatch):
    monkeypatch.delenv("MTDESK_BACKUPS")
    folder = desk.path.with_name("practice-backups")
    async with opened(desk) as pilot:
        pilot.app._look()
        await pilot.app.workers.wait_for_complete()
        assert not folder.exists()
        await typed(pilot, "ana swedish 60m 90 cash 11:00", "enter")
        for _ in range(2):
            pilot.app._look()
            await pilot.app.workers.wait_for_complete()
        assert [each.name for each in folder.glob("*.db")] == ["practice-2026-11-23-174500-auto.db"]


async def test_an_encrypted_backup_asks_for_the_key(desk, here):
    key = pyrage.x25519.Identity.generate()
    (here / "key.txt").write_text(f"{key}\n")
    backup = desk.files.back_up(recipients=str(key.to_public()))
    desk.ledger.spend("7 tape")
    async with opened(desk) as pilot:
        await open_(pilot, "files:restore")
        await typed(pilot, str(backup), "enter")
        assert "a backup that is encrypted" in screen(pilot)
        await typed(pilot, "key.txt", "ctrl+s")
        assert "expense: 1 goes" in screen(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert "7 tape" not in str(desk.history.latest(1))


async def test_after_a_purge_the_copies_that_hold_them_are_asked_about(desk, here):
    backup = desk.files.back_up()
    async with opened(desk) as pilot:
        await open_(pilot, "clients.identity:purge")
        await typed(pilot, "ana", "ctrl+s")
        await pilot.press("y")
        await pilot.pause()
        assert "copies that hold them" in screen(pilot)
        assert backup.exists()
        await pilot.press("y")
        await pilot.pause()
        assert not backup.exists()


async def test_what_was_written_from_a_page_is_said_over_it(desk, tmp_path, monkeypatch):
    """Not on the entry bar, which the page of the report covers."""
    monkeypatch.chdir(tmp_path)
    async with opened(desk, (80, 24)) as pilot:
        await pilot.app.run_action("open('year:report')")
        await pilot.pause()
        await pilot.press("enter", "x")
        await pilot.pause()
        pilot.app.focused.value = "csv"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReportPage)
        assert (tmp_path / "mtdesk-2026.csv").exists()
        [said] = pilot.app._notifications
        assert "mtdesk-2026.csv" in said.message
