"""Names hidden on the screen: none of them is drawn anywhere, and nothing is lost by it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from areas import screen
from areas import shown as area_shown
from dashboard import opened, shown, typed
from textual.widgets import Input, Static

from mtdesk.desk import Desk
from mtdesk.desk.files.demo import sample_desk
from mtdesk.tui.app import AREAS
from mtdesk.tui.clients import Search
from mtdesk.tui.names import HIDDEN, Names
from mtdesk.tui.parts.dialogs import Confirm
from mtdesk.tui.today.entry_bar import EntryBar
from mtdesk.tui.today.form import SessionForm

NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)  # Monday, 17:45 in New York


@pytest.fixture(scope="module")
def sample():
    """The sample practice, with a standing and an alias."""
    with sample_desk(Desk, lambda: NOW, zone_name="America/New_York") as desk:
        who = desk.clients.one("Hana Sakura").id or 0
        desk.clients.identity.add_alias(who, "Hanako")
        desk.clients.standing.agree(who, "block", why="whisperedreason")
        yield desk


def secrets(desk):
    """Every name and alias, surnames alone, and every note of a session or an incident."""
    found = {"whisperedreason"}
    for name, _ in desk.clients.every_name():
        found |= {name, name.split()[-1]}
    found |= {" ".join(each.note.split())[:12] for each in desk.sessions.between() if each.note}
    for each in desk.incidents.between():
        found |= {each.said[:15], each.saw[:15], each.did[:15]} - {""}
    return found


def drawn(desk, text):
    """Which of the secrets stand in a text as whole words."""
    secret = desk.remember("secrets", lambda: any_of(secrets(desk)))
    return set(secret.findall(text))


def any_of(words):
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_no_area_of_the_sample_practice_draws_a_name(sample, size):
    async with area_shown(sample, "Today", size) as pilot:
        pilot.app.area.query_one(EntryBar).post_message(EntryBar.Left())
        await pilot.press("escape")
        for title in ("Clients", "Incidents", "Today"):
            await pilot.app.action_area(title)
            await pilot.pause()
            assert drawn(sample, screen(pilot)), title
        await pilot.press("ctrl+n")
        assert pilot.app.names.is_hidden
        for title in AREAS:
            await pilot.app.action_area(title)
            await pilot.pause()
            for key in ("", "down", "left_square_bracket"):
                if key:
                    await pilot.press(key)
                    await pilot.pause()
                assert not drawn(sample, screen(pilot)), (title, key)
        await pilot.press("ctrl+n")
        await pilot.app.action_area("Clients")
        await pilot.pause()
        assert drawn(sample, screen(pilot))


async def test_the_key_is_on_the_keys_line_and_in_help(sample):
    async with opened(sample) as pilot:
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "^n show names" in shown(pilot)
        await pilot.press("f1")
        await pilot.pause()
        assert "hide names" in str(pilot.app.screen.query_one(".help Static", Static).content)


async def test_the_bar_reads_a_line_without_names(sample):
    number = sample.clients.one("Hana Sakura").id
    async with opened(sample) as pilot:
        await pilot.press("ctrl+n")
        await typed(pilot, f"#{number} swedish 60m 90 card")
        text = shown(pilot)
        assert f"client {number} · Swedish" in text
        assert f"▲ BLOCKED since 2026-11-23: {HIDDEN}" in text
        assert not drawn(sample, text)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        assert not drawn(sample, shown(pilot))
        await pilot.press("y")
        await pilot.pause()
        assert "✓" in shown(pilot)
        assert not drawn(sample, shown(pilot))
        await pilot.press("up")  # lines typed before hold names
        assert pilot.app.query_one(EntryBar).line.value == ""
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert f"undone: client {number}, 60 min" in shown(pilot)


async def test_what_was_said_before_is_hidden_too(sample):
    async with opened(sample) as pilot:
        await typed(pilot, "greta swedish 60m 90 card -- quietword", "enter")
        assert "Greta Linde" in shown(pilot)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert not drawn(sample, shown(pilot))
        assert "quietword" not in shown(pilot)
        await pilot.press("ctrl+z")


async def test_choices_and_completion(sample):
    sample.clients.add({"name": "Greta Other"}, confirmed=True)
    async with opened(sample) as pilot:
        await pilot.press("ctrl+n")
        await typed(pilot, "greta swedish 60m")
        assert "could be client" in shown(pilot)
        assert not drawn(sample, shown(pilot))
        await pilot.press(*["backspace"] * 20)
        await typed(pilot, "sw", "tab")
        assert pilot.app.query_one(EntryBar).line.value == "Swedish "
        await pilot.press(*["backspace"] * 20)
        await typed(pilot, "gret", "tab")
        assert pilot.app.query_one(EntryBar).line.value == "gret"
    sample.history.undo()


async def test_the_form_takes_the_number_and_leaves_the_note(sample):
    first = sample.sessions.log("greta swedish 60m 90 card -- quietword").id
    async with opened(sample) as pilot:
        await pilot.press("ctrl+n", "escape")
        await pilot.press("end", "e")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, SessionForm)
        number = sample.clients.one("Greta Linde").id
        assert form.query_one("#field-client", Input).value == f"#{number}"
        assert form.query_one("#field-note", Input).value == HIDDEN
        assert form.query_one("#field-note", Input).disabled
        assert not drawn(sample, shown(pilot))
        form.query_one("#field-minutes", Input).value = "75"
        await pilot.press("ctrl+s")
        await pilot.pause()
    after = sample.sessions.get(first)
    assert (after.minutes, after.client, after.note) == (75, "Greta Linde", "quietword")
    sample.sessions.remove(first)


async def test_a_new_session_from_a_line_keeps_its_client(sample):
    number = sample.clients.one("Greta Linde").id
    async with opened(sample) as pilot:
        await pilot.press("ctrl+n")
        await typed(pilot, f"#{number} swedish 60m 90 card", "f2")
        assert not drawn(sample, shown(pilot))
        await pilot.press("ctrl+s")
        await pilot.pause()
    newest = max(sample.sessions.of_day(sample.today), key=lambda each: each.id)
    assert newest.client_id == number
    sample.history.undo()


async def test_a_dialog_that_is_open_is_covered_and_keeps_its_answers(sample):
    async with opened(sample) as pilot:
        await typed(pilot, "greta swedish 60m", "f2")
        assert "Greta Linde" in shown(pilot)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert not drawn(sample, shown(pilot).replace("greta", ""))
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "Greta Linde" in shown(pilot)


async def test_a_client_is_not_edited_behind_a_veil(sample):
    async with area_shown(sample, "Clients") as pilot:
        await pilot.press("ctrl+n", "e")
        await pilot.pause()
        assert pilot.app.screen is pilot.app.screen_stack[0]
        (said,) = pilot.app._notifications
        assert "names are hidden" in said.message
        assert isinstance(pilot.app.query_one(Search), Input)


class TestSentences:
    @pytest.fixture
    def names(self, desk):
        desk.clients.add({"name": "Will"})
        desk.clients.add({"name": "A. Perez"})
        desk.clients.add({"name": "김민지"})
        names = Names(desk)
        names.is_hidden = True
        self.desk = desk
        return names

    def test_a_name_that_is_a_word_is_a_name_only_as_it_is_written(self, names):
        number = self.desk.clients.one("will").id
        assert names.said("Will will pay") == f"client {number} will pay"

    @pytest.mark.parametrize(
        ("text", "hidden"),
        [
            ("“A. Perez”, 60 min", "“client {}”, 60 min"),
            ("for A. Perez’s letter", "for client {}’s letter"),
            ("A.  Perez.", "client {}."),
            ("A. Perezian", "A. Perezian"),
            ("", ""),
        ],
    )
    def test_names_between_marks(self, names, text, hidden):
        assert names.said(text) == hidden.format(self.desk.clients.one("A. Perez").id)

    def test_whose_name_became_known_meanwhile(self, names):
        assert names.said("Zoë") == "Zoë"
        number = self.desk.clients.add({"name": "Zoë"}).id
        assert names.said("Zoë") == f"client {number}"

    def test_one_whom_only_an_incident_names(self, names):
        self.desk.incidents.add({"kind": "threat", "severity": "2", "client": "Sam R."})
        assert names.said("about Sam R.") == "about a client"
        assert names.who("Sam R.", None) == "a client"

    def test_shown_names_are_as_they_were(self, names):
        names.is_hidden = False
        (incident,) = [self.desk.incidents.add({"kind": "threat", "severity": "2", "said": "x"})[0]]
        assert names.veiled(incident) is incident
        assert names.said("Will") == "Will"
