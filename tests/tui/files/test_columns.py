"""The columns of one's own table on the screen: proposed, corrected, kept by a name, known again."""

from __future__ import annotations

import pytest
from areas import ended, screen, until
from dashboard import opened, typed
from textual.widgets import Input, Select, Static

from mtdesk.tui.files.columns import Columns
from mtdesk.tui.files.preview import Preview

# Names that nobody knows, a banner, days that can be read in two ways, words of her own.
ODD = """Practice 2026;;;;;;;
When;Whom;Did;Long;Money;Extra;By;Ok
3/4/2026;Hana Sakura;Deep;60;90;10;tikkie;ja
5/4/2026;Hana Sakrua;Deep;60;90;;cash;ja
6/4/2026;Ana Li;Swedish;90;120;;tikkie;nein
7/4/2026;Hana Sakura;Swedish;90;120;;cash;ja
"""
PROPER = {"Whom": "client", "Did": "service", "Long": "minutes", "Money": "amount",
          "Extra": "tip", "By": "method", "Ok": "status"}  # fmt: skip


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd.csv").write_text(ODD, encoding="utf-8")
    return tmp_path


async def bring(pilot, file):
    pilot.app.action_open("files.bringing:bring")
    await pilot.pause()
    await typed(pilot, file, "ctrl+s")
    await ended(pilot)


async def to_columns(pilot, file="odd.csv"):
    await bring(pilot, file)
    assert isinstance(pilot.app.screen, Preview)
    await pilot.press("e")
    await ended(pilot)
    await until(pilot, lambda: isinstance(pilot.app.screen, Columns))
    await pilot.pause()


async def say(pilot, answers):
    """Choose in the Select of each column, by its heading."""
    headings = {each.heading: each.place for each in pilot.app.screen._sheet.columns}
    for heading, what in answers.items():
        pilot.app.screen.query_one(f"#column-{headings[heading]}", Select).value = what
        await pilot.pause()
    await pilot.pause()


def look(pilot):
    return str(pilot.app.screen.query_one(".look", Static).content)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_column_with_its_cells_what_it_is_and_why(desk, here, size):
    async with opened(desk, size) as pilot:
        await to_columns(pilot)
        shown = screen(pilot)
        when = next(line for line in shown.splitlines() if "When" in line)
        assert "3/4/2026 · 5/4/2026" in when
        assert "the day" in when
        assert "its name" in when
        whom = next(line for line in shown.splitlines() if "Whom" in line)
        assert "its cells" in whom
        assert "Hana Sakura" in shown.partition("When")[0] + shown  # the rows below


async def test_the_rows_below_change_at_once_and_words_are_asked_about_once(desk, here):
    async with opened(desk) as pilot:
        await to_columns(pilot)
        assert "4 hold a visit or money" in look(pilot)
        await say(pilot, PROPER)
        assert "4 cannot be read" in look(pilot)  # “ja” and “nein” are no states that are known
        await until(pilot, lambda: pilot.app.screen.query("#state-1"))
        await until(pilot, lambda: pilot.app.screen.query("#word-0") or "ja" in screen(pilot))
        states = [*pilot.app.screen._states]
        pilot.app.screen.query_one(f"#state-{states.index('ja')}", Select).value = "done"
        pilot.app.screen.query_one(f"#state-{states.index('nein')}", Select).value = "no_show"
        await pilot.pause()
        await until(pilot, lambda: "4 hold a visit or money" in look(pilot))
        await until(pilot, lambda: pilot.app.screen.query("#word-0"))
        pilot.app.screen.query_one("#word-0", Select).value = "transfer"
        await pilot.pause()
        rows = str(pilot.app.screen.query_one(".rows", Static).content)
        assert "Hana Sakura  Deep" in rows
        assert "transfer" in rows
        assert "no show" in rows


async def test_what_was_said_is_kept_by_a_name_and_known_when_it_comes_again(desk, here):
    async with opened(desk) as pilot:
        await to_columns(pilot)
        await say(pilot, {**PROPER, "Ok": ""})
        pilot.app.screen.query_one("#order", Select).value = "day-first"
        pilot.app.screen.query_one("#name", Input).value = "my book"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await ended(pilot)
        shown = screen(pilot)
        assert "it is read as “my book”" in shown
        assert "dates day first" in " ".join(shown.replace("│", " ").split())
        assert "2026-04-03" in shown
        await pilot.press("enter")  # it asks whether Hana Sakrua is Hana Sakura
        await pilot.pause()
        await pilot.press("2")
        await ended(pilot)
        assert "new name" not in screen(pilot)
        await pilot.press("enter")
        await ended(pilot)
        kept = [each for each in desk.sessions.between() if each.local_date < "2026-11"]
        assert [each.client for each in kept].count("Hana Sakura") == 3
        assert {each.local_date[:7] for each in kept} == {"2026-04"}
        later = ODD.replace("3/4/2026", "2/4/2026")
        (here / "later.csv").write_text(later, encoding="utf-8")
        await bring(pilot, "later.csv")
        assert "it is read as “my book”" in screen(pilot)
        assert "1 would be new" in screen(pilot)
        assert "resembles" not in screen(pilot)  # whose name it is was said, and is kept


async def test_a_field_that_one_column_takes_is_left_out_of_the_other(desk, here):
    async with opened(desk) as pilot:
        await to_columns(pilot)
        await say(pilot, {"Did": "client"})
        plan = pilot.app.screen._plan
        assert [place for place, what in plan.fields.items() if what == "client"] == [2]
        assert pilot.app.screen.query_one("#column-1", Select).value == ""


async def test_without_a_day_there_is_nothing_to_go_on_with(desk, here):
    async with opened(desk) as pilot:
        await to_columns(pilot)
        await say(pilot, {"When": ""})
        assert "No column is “the day” yet" in look(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Columns)
        assert "No column is “the day” yet" in screen(pilot)


async def test_a_file_that_is_not_recognised_says_what_to_do_and_leads_there(desk, here):
    (here / "plain.csv").write_text("A,B\nx,1\ny,2\nz,3\nw,4\n", encoding="utf-8")
    async with opened(desk) as pilot:
        await bring(pilot, "plain.csv")
        shown = " ".join(screen(pilot).split())
        assert "in no known format" in shown
        assert "e says which column is what" in shown
        assert "--map" not in shown
        await pilot.press("e")
        await ended(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Columns))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("report.pdf", b"%PDF-1.4 x", "export that"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "save the sheet as CSV"),
        ("bank.csv", b"Date,Description,Amount,Balance\n1/5/26,DEPOSIT,90.00,1000.00\n", "OFX"),
        ("jane.csv", b"Purchase Date,Patient,Item,Payer,Income Category,Collected\n", "Jane > Reports"),
    ],
)  # fmt: skip
async def test_a_refusal_stays_and_says_the_next_thing(desk, here, name, content, says):
    (here / name).write_bytes(content)
    async with opened(desk) as pilot:
        await bring(pilot, name)
        assert isinstance(pilot.app.screen, Preview)
        assert says in " ".join(screen(pilot).split())
        await pilot.press("enter")  # back to the dialog, with what was typed
        await pilot.pause()
        assert pilot.app.screen.query_one("#ask-file", Input).value == name


async def test_names_that_are_hidden_stay_so(desk, here):
    async with opened(desk) as pilot:
        await pilot.press("ctrl+n")
        await bring(pilot, "odd.csv")
        assert "Sakura" not in screen(pilot)
        await pilot.press("e")
        await ended(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Columns))
        await pilot.pause()
        assert "Sakura" not in screen(pilot)
