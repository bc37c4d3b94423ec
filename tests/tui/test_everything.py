"""Everything the command line can do can be done in the dashboard, and is found in ctrl+p."""

from __future__ import annotations

import click
import pytest
from areas import screen, until
from dashboard import opened
from textual.command import CommandPalette

from mtdesk.cli.commands import COMMANDS
from mtdesk.cli.parsed import mtdesk
from mtdesk.tui.commands import ByName, every, settings

# What it is in the dashboard: a line of the bar, a key, or a command with words that find it first.
BAR = "a line of the bar"
WAYS = {
    "log": BAR,
    "done": ("Bookings ahead", "bookings"),
    "sessions": ("Sessions", "appointments"),
    "plan": ("Plan: what if", "what if"),
    "edit": ("Money, row by row", "fix expense"),
    "remove": ("Money, row by row", "delete payment"),
    "client add": ("New client", "new client"),
    "client alias": ("Another name of a client", "nickname"),
    "client block": ("Block a client", "block"),
    "client edit": ("Edit a client", "edit client"),
    "client list": ("Go to Clients", "go to clients"),
    "client merge": ("Merge two clients", "duplicate"),
    "client purge": ("Delete a client for good", "purge"),
    "client release": ("Refer a client on", "release"),
    "client show": ("Go to Clients", "clients"),
    "client standing": ("What is agreed with a client", "unblock"),
    "client sweep": ("Sweep the file", "sweep"),
    "referral add": ("Referrals of a client", "referral"),
    "referral edit": ("Referrals of a client", "referrals"),
    "referral end": ("Referrals of a client", "referrals of"),
    "referral list": ("Referrals of a client", "referrals"),
    "function add": ("What a client can do", "can do"),
    "function edit": ("What a client can do", "measured"),
    "function list": ("What a client can do", "what client can"),
    "function remove": ("What a client can do", "what a client can do"),
    "progress": ("Progress report", "progress"),
    "service add": ("Services and prices", "add service"),
    "service edit": ("Services and prices", "price"),
    "service retire": ("Services and prices", "retire service"),
    "service list": ("Services and prices", "menu"),
    "workplace add": ("Workplaces and terms of pay", "add workplace"),
    "workplace list": ("Workplaces and terms of pay", "workplaces"),
    "workplace terms": ("Workplaces and terms of pay", "split"),
    "settings": ("Settings", "settings"),
    "pay": ("Receive a payment", "payment"),
    "outstanding": ("Owed to you", "outstanding"),
    "credit give-back": ("Packages and gift cards", "gift cards"),
    "credit list": ("Packages and gift cards", "packages"),
    "credit redeem": ("Packages and gift cards", "redeem"),
    "credit refund": ("Money back for a package", "refund package"),
    "credit sell": ("Sell a package or a gift card", "sell"),
    "spend": ("Record an expense", "expense"),
    "expense due": ("Expenses that come back", "rent"),
    "expense recurring add": ("Expenses that come back", "monthly"),
    "expense recurring list": ("Expenses that come back", "recurring"),
    "expense recurring remove": ("Expenses that come back", "come back"),
    "trip": ("Record a drive", "miles"),
    "time": ("Record unpaid work", "unpaid work"),
    "checkin": ("Check in", "check in"),
    "incident add": ("Record an incident", "incident"),
    "incident done": "k",
    "incident drafts": ("Go to Incidents", "incidents"),
    "incident drop": ("Record an incident", "record incident"),
    "incident evidence": ("Evidence on an incident", "evidence"),
    "incident export": "x",
    "incident follow-up": "p",
    "incident list": ("Go to Incidents", "incidents"),
    "incident note": ("Note on an incident", "note on"),
    "incident patterns": ("Patterns", "patterns"),
    "incident resume": ("Go to Incidents", "go to incidents"),
    "incident show": ("Go to Incidents", "incidents"),
    "questionnaire add": ("Bring a questionnaire", "add questionnaire"),
    "questionnaire list": ("Questionnaire", "questionnaire"),
    "questionnaire show": ("Scores of a questionnaire", "scores"),
    "questionnaire take": ("Questionnaire", "survey"),
    "today": ("Go to Today", "today"),
    "close": ("Go to Today", "go to today"),
    "week": ("Go to Week", "week"),
    "ahead": ("The next two weeks", "two weeks"),
    "risk": ("Go to Findings", "findings"),
    "acknowledge": "k",
    "year": ("Export the year", "accountant"),
    "look-back": ("Look back on the year", "look back"),
    "income": ("Go to Money", "go to money"),
    "form add": ("Tax forms: 1099, W-2", "1099"),
    "form list": ("Tax forms: 1099, W-2", "w-2"),
    "form mark": ("Tips shown on a 1099", "tips 1099"),
    "form remove": ("Tax forms: 1099, W-2", "tax forms"),
    "outcomes": ("Outcomes", "outcomes"),
    "report": ("Report", "quarter"),
    "receipt": ("Receipt for a client", "superbill"),
    "inbox": ("Lines from your phone", "inbox"),
    "import": ("Import a file", "import"),
    "export": ("Export everything", "export everything"),
    "share": ("Share with a clinic", "share"),
    "search": ("Search everywhere", "search"),
    "undo": ("Undo", "undo"),
    "history": ("History", "history"),
    "backup": ("Make a backup", "backup"),
    "restore": ("Restore a backup", "restore"),
    "doctor": ("Is the file whole?", "doctor"),
    "encrypt": ("Encrypt the practice", "encrypt"),
    "passphrase": ("Another passphrase", "change password"),
    "decrypt": ("Make the practice plain again", "decrypt"),
    "lock": ("Lock", "lock screen"),
}
ELSEWHERE = {
    "serve": "it is what shows the dashboard in a browser",
    "clinic": "it is a dashboard of its own, on the folder that many share",
    "demo": "it is a dashboard of its own, on a file of its own",
}


def leaves(command, name):
    """Every command that does something, by its words."""
    if not isinstance(command, click.Group):
        yield name
        return
    context = click.Context(command)
    for each in command.list_commands(context):
        yield from leaves(command.get_command(context, each), f"{name} {each}".strip())


def test_every_command_has_a_way():
    found = {
        leaf
        for name in COMMANDS
        for leaf in leaves(mtdesk.get_command(click.Context(mtdesk), name), name)
    }
    assert found == {*WAYS, *ELSEWHERE}


async def test_each_way_is_found_first_by_words_that_she_would_type(desk):
    async with opened(desk) as pilot:
        provider = ByName(pilot.app.screen)
        provider._post_init()
        wrong = {}
        for name, way in WAYS.items():
            if isinstance(way, tuple):
                hits = [hit async for hit in provider._search(way[1])]
                best = max(hits, key=lambda hit: hit.score).text if hits else ""
                if best != way[0]:
                    wrong[name] = (way, best)
        assert not wrong, "\n".join(f"{k}: {v}" for k, v in wrong.items())


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("fix tip", "Tips"),
        ("move booking", "Bookings ahead"),
        ("csv", "Import a file"),
        ("insurance", "Receive a payment"),
        ("reschedule", "Bookings ahead"),
        ("hours a day", "Limit of hands-on time a day"),
        ("keys", "Setting: keys"),
        ("usb", "Make a backup"),
        ("nothing of the kind", ""),
    ],
)
async def test_words_that_are_in_no_title(desk, words, first):
    async with opened(desk) as pilot:
        provider = ByName(pilot.app.screen)
        provider._post_init()
        hits = [hit async for hit in provider._search(words)]
        assert (max(hits, key=lambda hit: hit.score).text if hits else "") == first


async def test_every_command_opens_what_it_says(desk):
    """Each is chosen once from a dashboard that shows Today; none fails, and each can be left."""
    async with opened(desk) as pilot:
        app = pilot.app
        beside = {
            "Quit",
            "Light or dark",
            "Save a picture",
            "Theme",
            "Undo",
            "Redo",
            "Sweep the file",
        }
        found = [each for each in every(app.area, is_hidden=False) if each.title not in beside]
        opens = [each for each in found if each.action.startswith("open(")]
        assert len(opens) > 35
        for command in opens:
            await app.action_area("Today")
            await app.run_action(command.action, app)
            await pilot.pause()
            assert len(app.screen_stack) == 2, command.title
            assert not [n for n in app._notifications if n.severity == "error"], command.title
            app.screen.dismiss()
            await pilot.pause()


async def each_opened(pilot):
    """Every command that opens something, while it is open."""
    app = pilot.app
    for command in every(app.area, is_hidden=False):
        if command.action.startswith("open("):
            await app.run_action(command.action, app)
            await pilot.pause()
            yield command.title
            while len(app.screen_stack) > 1:
                app.pop_screen()
                await pilot.pause()


async def test_with_names_hidden_none_shows_one(desk):
    desk.clients.standing.agree(desk.clients.one("marta").id, "warn", why="José said so")
    desk.sessions.log("ana swedish 60m booked 2026-11-25 10:00")
    async with opened(desk) as pilot:
        pilot.app.action_names(True)
        await pilot.pause()
        async for title in each_opened(pilot):
            shown = screen(pilot)
            assert not [name for name in ("Ana", "José", "Marta") if name in shown], title


async def test_where_there_is_no_file_yet_none_fails(nothing):
    async with opened(nothing) as pilot:
        async for title in each_opened(pilot):
            assert pilot.app._exception is None, title
        assert not nothing.exists


async def test_a_setting_is_changed_by_its_name(desk):
    async with opened(desk) as pilot:
        app = pilot.app
        names = [each.title for each in settings(app.area)]
        assert "Setting: week start" in names
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press(*"week start")
        await until(pilot, lambda: "Setting: week start" in screen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "the day a week begins on" in screen(pilot))
        await pilot.press(*"sunday", "enter")
        await pilot.pause()
        assert desk.settings.get("week_start") == "sunday"
