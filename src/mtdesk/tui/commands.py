"""Everything that can be done, by name: what each area can do, then what can be done everywhere.

A command is found by its title, and by words of its help and its `words`, as a therapist would
type them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from mtdesk.errors import MtdeskError
from mtdesk.model.names import fold
from mtdesk.tui.area import AREAS, Area, Command, area_class
from mtdesk.tui.names import Names
from mtdesk.tui.parts.chart import Chart

MOST_FUZZY = 99.0  # what the matcher of letters may add; all words found count for more
MOST_RANK = 5
SETTING = "Setting: "
LEAST = 0.1
LESS = 1.5  # a setting comes after what can be done with it by a command of its own
EVERYWHERE = (
    Command("Log a session", "Go to the entry bar", "log"),
    Command("Check in", "Body, mind, and where it hurts", "check_in"),
    Command("Record an incident", "One question at a time", "incident"),
    Command("Search everywhere", "Names, notes, sums, days", "search", words="find note"),
    Command("Go to a date", "A day, a month, a year", "goto", words="last spring yesterday"),
    Command("Look back on the year", "For yourself: months, best and hardest", "look_back"),
    Command("Save a picture", "What the screen shows, as SVG or PNG", "picture"),
    Command("Undo", "Take back the last thing written", "undo"),
    Command("Redo", "Do again what was undone last", "redo"),
    Command("Settings", "Limits, target, currency, keys …", "settings"),
    Command("Light or dark", "Change the colours", "toggle_theme"),
    Command("Theme", "Every theme by name", "change_theme"),
    Command("Tour", "A minute through the areas", "tour"),
    Command("Help", "Keys, and how to write a line", "help"),
    Command("Lock", "Cover the screen, close the practice", "lock", words="screen away hide pause"),
    Command("Quit", "Everything is saved already", "quit"),
    # -- sessions
    Command("Sessions", "All of them, of a client or of a time", "open('sessions:every')",
            words="list appointments history visits edit remove delete"),
    Command("Bookings ahead", "Move one, done, no-show, cancelled", "open('sessions:booked')",
            words="appointment reschedule cancel late move booked"),
    Command("The next two weeks", "As booked, day by day", "open('sessions:ahead')",
            words="ahead outlook bookings"),
    Command("Plan: what if", "The next 26 weeks with a cap, a price, a day off ...",
            "open('week.plan:plan')", words="cap raise less load weeks off goal scenario"),
    Command("What gets me there", "The smallest changes for a load, a take-home, days of rest",
            "open('week.plan:wanted')", words="plan want goal target same take-home turned round"),
    # -- clients
    Command("Block a client", "No more appointments", "open('clients.identity:block')",
            words="ban stop"),
    Command("What is agreed with a client", "Warn, prepay, not alone, block; or nothing",
            "open('clients.identity:standing')", words="standing unblock warning deposit none"),
    Command("Clients with whom something is agreed", "Blocked, warned, pays ahead",
            "open('clients.identity:agreements')", words="standing list blocked"),
    Command("Refer a client on", "No more appointments, and a letter",
            "open('clients.identity:release')", words="release farewell dismiss goodbye"),
    Command("Another name of a client", "Nickname, name before", "open('clients.identity:alias')",
            words="alias maiden married add remove"),
    Command("Merge two clients", "Who are one person", "open('clients.identity:merge')",
            words="duplicate same twice join"),
    Command("Delete a client for good", "Says first what goes and what stays",
            "open('clients.identity:purge')", words="purge erase forget gdpr remove privacy"),
    Command("Sweep the file", "Without what was deleted, where a purge could not",
            "open('clients.identity:sweep')", words="vacuum"),
    # -- money
    Command("Tips", "Of a month, session by session; change one", "open('ledger.tips:tips')",
            words="gratuity fix tip last month"),
    Command("Receive a payment", "From a client, a workplace, an insurer", "open('ledger:pay')",
            words="pay paid money cash refund chargeback insurance record"),
    Command("Set payments against what is owed", "Those that met no session",
            "open('ledger:assign')", words="assign match unassigned"),
    Command("Money back for a package", "Or a gift card: what it still holds",
            "open('money.credits:refund')", words="refund credit return"),
    Command("Record an expense", "With receipt, category, share", "open('ledger:spend')",
            words="spend cost bought receipt purchase refund"),
    Command("Record a drive", "Miles, from where to where", "open('ledger:trip')",
            words="trip mileage miles kilometres car"),
    Command("Record unpaid work", "Laundry, admin, travel …", "open('ledger:work')",
            words="time minutes hours"),
    Command("Timer for unpaid work", "Start it, or stop it", "open('ledger:timer')",
            words="time clock stopwatch start stop"),
    Command("Money, row by row", "Payments, expenses, drives of a month: change, remove",
            "open('ledger.rows:rows')",
            words="edit delete fix payment expense trip expenses mistake correct"),
    Command("Unpaid work so far", "The latest of it", "open('ledger:worked')", words="time list"),
    # -- the year and its papers
    Command("Report", "Of a month, a quarter, a year; as xlsx, pdf, csv", "open('year:report')",
            words="month quarter year tax quarterly profit earnings q1 q2 q3 q4"),
    Command("Receipt for a client", "Or a superbill, as PDF", "open('year:receipt')",
            words="superbill invoice bill insurance hsa fsa"),
    Command("Tax forms: 1099, W-2", "As they came; held against your rows", "open('year.forms:forms')",
            words="1099 w-2 w2 tax irs"),
    Command("Tips shown on a 1099", "All of a year that came one way", "open('year.forms:mark')",
            words="tax mark form"),
    Command("Close a year", "What would change it is refused; or open it again",
            "open('year:close')", words="reopen lock finish handed over"),
    # -- the practice
    Command("Limit of hands-on time a day", "In minutes; above it a day counts as long",
            "open('practice:ask_setting', 'hands_on_minutes_a_day')", words="hours most daily"),
    Command("Limit of hours a week", "Hands-on, your own",
            "open('practice:ask_setting', 'hours_a_week')", words="most weekly"),
    Command("Income target", "What a year should bring before costs",
            "open('practice:ask_setting', 'income_target')", words="goal money"),
    Command("Currency", "The practice's one currency", "open('practice:ask_setting', 'currency')",
            words="dollar euro pound money"),
    Command("Services and prices", "The menu: add, price, rename", "open('practice.menu:menu')",
            words="menu retire service treatment cost raise change rate modality"),
    Command("Bring a questionnaire", "As a TOML file", "open('wellbeing:bring')",
            words="add instrument survey"),
    Command("Scores of a questionnaire", "Over time, each scale by itself", "open('wellbeing:scores')",
            words="results show burnout"),
    # -- files
    Command("Import a file", "See first what it would bring", "open('files.bringing:bring')",
            words="csv square jane upload read bank transactions move from"),
    Command("Lines from your phone", "File what it wrote into a text file", "open('files:inbox')",
            words="inbox text dictated shortcut"),
    Command("Export everything", "A folder of csv files, or one json", "open('files:export')",
            words="download data save out"),
    Command("Share with a clinic", "Numbers, no names; said before it is written",
            "open('clinic.sharing:share')", words="employer owner team withdraw"),
    Command("Take back what you shared", "Your files, out of the clinic's folder",
            "open('clinic.sharing:withdraw')", words="withdraw unshare clinic"),
    Command("Make a backup", "A copy of the practice", "open('files:back_up')",
            words="back up copy save stick usb"),
    Command("Restore a backup", "In the place of what is here", "open('files:restore')",
            words="bring back recover"),
    Command("Is the file whole?", "What doctor finds", "open('files:check')",
            words="doctor check damaged health integrity"),
    Command("Encrypt the practice", "So that nobody reads the file without its key",
            "open('files.encrypting:encrypt')", words="encryption password protect secure stolen"),
    Command("Another passphrase", "Or another way to keep its key",
            "open('files.encrypting:change')", words="change password keyring key file"),
    Command("Make the practice plain again", "Without a key", "open('files.encrypting:decrypt')",
            words="decrypt remove encryption password"),
    Command("History", "What was done; take one of it back", "open('history:history')",
            words="undo log changes operations journal"),
)  # fmt: skip


def every(area: Area, *, is_hidden: bool) -> Iterator[Command]:
    """With the area that is shown: a picture of each of its charts."""
    for title in AREAS:
        for command in area_class(title).COMMANDS:
            yield command._replace(area=title)
    for number, title in enumerate(AREAS, 1):
        yield Command(f"Go to {title}", f"key {number}", f"area('{title}')")
    for chart in area.query(Chart):
        if chart.size and (name := chart.series.title if chart.series else ""):
            action = f"picture_of('{chart.id}')"
            yield Command(f"Save the chart {name}", "A picture of it alone, as SVG or PNG", action)
    verb = "Show" if is_hidden else "Hide"
    about = "Of clients, with what is written about them"
    yield Command(f"{verb} names", about, "toggle_names")
    yield from EVERYWHERE


def settings(area: Area) -> Iterator[Command]:
    """Each setting by what it is."""
    try:
        found = area.desk.settings.all()
    except MtdeskError:
        return  # the area says what is wrong with the file
    for name, value, what in found:
        about = f"{what}; now {value}" if value else what
        words = name.replace("_", " ")
        yield Command(
            f"{SETTING}{words}", about, f"open('practice:ask_setting', '{name}')", words="change"
        )


class Board(Protocol):
    """What the palette needs of the dashboard."""

    names: Names

    @property
    def area(self) -> Area: ...

    async def action_area(self, title: str) -> None: ...

    async def run_action(self, action: str, default_namespace: Any = None) -> bool: ...


async def do(board: Board, command: Command) -> None:
    """What a command names, in the area that it is of."""
    if command.area:
        await board.action_area(command.area)
    await board.run_action(command.action, board.area if command.area else board)


class ByName(Provider):
    """The commands as the palette asks for them; the settings only when something is typed."""

    @property
    def _board(self) -> Board:
        return cast("Board", self.app)

    def _every(self) -> Iterator[Command]:
        return every(self._board.area, is_hidden=self._board.names.is_hidden)

    async def discover(self) -> Hits:
        for command in sorted(self._every()):
            yield DiscoveryHit(command.title, partial(do, self._board, command), help=command.help)

    async def search(self, query: str) -> Hits:
        matcher, wanted = self.matcher(query), _words(query)
        for command in (*self._every(), *settings(self._board.area)):
            rank = _rank(command, wanted)
            fuzzy = matcher.match(command.title)
            if rank or (fuzzy > 0 and not command.title.startswith(SETTING)):
                yield Hit(
                    (rank + min(fuzzy, MOST_FUZZY) / (MOST_FUZZY + 1)) / MOST_RANK,
                    matcher.highlight(command.title),
                    partial(do, self._board, command),
                    help=command.help,
                )


def _rank(command: Command, wanted: Sequence[str]) -> float:
    """How near to its name the words are that were typed: 0 where one of them is nowhere in it.

    The more of the title they are, the nearer; a whole word is nearer than the beginning of one.
    """
    title, words, about = _words(command.title), _words(command.words), _words(command.help)
    for rank, said in ((3, title), (2, title + words), (1, title + words + about)):
        if all(any(each.startswith(word) for each in said) for word in wanted):
            whole = len({*wanted} & {*said}) / len(wanted) if wanted else 0
            nearer = 0.4 * whole + 0.4 * min(len(wanted) / len(title), 1)
            less = LESS if command.title.startswith(SETTING) else 0
            return max(rank + nearer - less, LEAST)
    return 0


def _words(text: str) -> list[str]:
    """Folded; `1099-K` is two."""
    return re.findall(r"\w+", fold(text))
