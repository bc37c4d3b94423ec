r"""Pictures of every area and dialog at four sizes in three themes, as SVG: `make pictures`.

python tests/shared/pictures.py FOLDER [--size 120x40] [--theme clay] [--only week,today-lock]

A crash, a dialog without a picture, a part beside the screen or over another, and words that are lost
in silence fail it, and each is named.
"""

from __future__ import annotations

import argparse
import asyncio
import pkgutil
import re
import sys
from collections.abc import Iterator
from contextlib import chdir, closing
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import shares
from seen import faults_of
from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

import mtdesk.tui
from mtdesk.desk import Desk
from mtdesk.desk.files.demo import sample_desk
from mtdesk.tui.app import AREAS, Dashboard
from mtdesk.tui.clinic import Board

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 20, 17, 45, tzinfo=ZONE)
SIZES = ((80, 24), (100, 30), (120, 40), (200, 60))
THEMES = ("clay", "linen", "contrast")
QUESTIONNAIRE = Path(__file__).parents[2] / "examples" / "questionnaire.toml"
PASTED = '"Hana Sakura" swedish 60m 90 card\nspend 12 oil\nnobody knows this 99x'
# What is opened from an area: the name of its picture, then keys, actions of the area (`!`) or of the
# dashboard (`!app.`), a part that takes the focus (`@`), and what is pasted (`'`).
DIALOGS: dict[str, dict[str, tuple[str, ...]]] = {
    "Today": {
        "help": ("escape", "question_mark"), "line": (*"hana swedish 60m 90+15 card",),
        "form": ("escape", "a"), "remove": ("escape", "d"), "settings": ("comma",),
        "setting": ("comma", "enter"), "jump": ("escape", "v"), "date": ("escape", "g"),
        "palette": ("ctrl+p",), "check-in": ("escape", "c"), "toast": ("escape", "u"),
        "search": ("escape", "slash", *"hana"), "pasted": (f"'{PASTED}",),
        "several": ("escape", "@#needs", "down", "down", "enter"), "hidden": ("escape", "h"), "picture": ("escape", "s"),
        "earlier": ("escape", "left_square_bracket"), "tour": ("!app.tour",),
        **{
            place.partition(":")[2]: (f"!open('{place}')",)
            for place in (
                "sessions:every", "sessions:booked", "sessions:ahead", "history:history",
                "ledger:pay", "ledger:spend", "ledger.tips:tips", "ledger.rows:rows",
                "practice.menu:menu", "files.bringing:bring", "files:export", "files:restore",
                "year:report", "year:receipt", "year.forms:forms", "clients.identity:block",
                "clients.identity:agreements", "clients.identity:merge",
            )
        },
        "report-page": ("!open('year:report')", "enter"),
        "purge-plan": ("!open('clients.identity:purge')", "1", "enter"),
        "preview": ("!open('files.bringing:bring')", "'diary.csv", "ctrl+s"),
        "columns": ("!open('files.bringing:bring')", "'diary.csv", "ctrl+s", "e"),
        "restore-changes": ("!open('files:restore')", "home", "ctrl+k", "'before.db", "ctrl+s"),
        "encrypt": ("!open('files.encrypting:encrypt')",),
        "plan": ("!open('week.plan:plan')", "enter", "down", "enter"),
        "wanted": ("!open('week.plan:wanted')",), "answers": ("!open('week.plan:wanted')", "enter"),
        "share": ("!open('clinic.sharing:share')",), "lock": ("!app.lock",),
    },
    "Week": {"alone": ("tab", "m"), "day": ("enter",)},
    "Money": {
        "owed": ("!owed",), "receive": ("!owed", "enter"), "recurring": ("!recurring",),
        "credits": ("!credits",), "terms": ("!terms",), "sell": ("a",), "export": ("x",),
        "alone": ("m",), "help": ("question_mark",), "look-back": ("z",), "keep": ("z", "x"),
        "rows": ("enter",), "by-week": ("w",),
    },
    "Body": {"edit": ("e",), "choose": ("a",), "questionnaire": ("a", "enter")},
    "Clients": {
        "filter": ("f", *"mar"), "page": ("enter",), "more": ("enter", "enter"), "edit": ("e",),
        "referrals": ("!referrals",), "function": ("!function",), "outcomes": ("!outcomes",),
        "report": ("x",), "add": ("a",),
    },
    "Incidents": {
        "record": ("r",), "add": ("a",), "follow-up": ("p",), "patterns": ("i",), "open": ("enter",),
    },
    "Findings": {
        "why": ("i",), "acknowledge": ("k",), "rule": ("tab", "e"),
        "why-rule": ("@Block", "i"), "explain": ("@Block", "i", "i"),
    },
}  # fmt: skip
LOOKS = ("team", "week", "year", "safety")  # of a clinic
# A table of one's own: names that nobody knows, days that can be read in two ways, words of her own.
DIARY = """\
When;Whom;Did;Long;Money;Extra;By;Ok
3/4/2026;Hana Sakura;Deep;60;90;10;tikkie;ja
5/4/2026;Hana Sakrua;Deep;60;90;;cash;ja
6/4/2026;Ana Li;Swedish;90;120;;tikkie;nein
7/4/2026;Hana Sakura;Swedish;90;120;;cash;ja
"""
_FONT = re.compile(r"@font-face \{.*?\}", re.DOTALL)  # asked for elsewhere


def every_screen() -> set[str]:
    """The name of each kind of screen that the dashboard can show."""
    for module in pkgutil.walk_packages(mtdesk.tui.__path__, "mtdesk.tui."):
        if module.name != "mtdesk.tui.web.server":  # of the extra `web`
            import_module(module.name)
    return {kind.__name__ for kind in _kinds(Screen) if kind.__module__.startswith("mtdesk.")}


def _kinds(kind: type) -> Iterator[type]:
    """Those that nothing else is a kind of."""
    for each in kind.__subclasses__():
        yield from _kinds(each) if each.__subclasses__() else (each,)


async def take(
    folder: Path, size: tuple[int, int], theme: str, only: tuple[str, ...] = ("",)
) -> tuple[list[str], set[str]]:
    """The pictures of one size and theme: what is wrong in them, and the kinds of screen they show."""
    faults: list[str] = []
    shown: set[str] = set()
    with (
        sample_desk(Desk, lambda: NOW, zone_name=str(ZONE)) as desk,
        TemporaryDirectory() as here,
        chdir(here),
    ):
        Path("diary.csv").write_text(DIARY, encoding="utf-8")  # noqa: ASYNC240 - as below
        desk.files.back_up(Path("before.db"))
        desk.wellbeing.questionnaires.add_file(QUESTIONNAIRE)  # a second one, to choose from
        desk.practice.set("theme", theme)  # before what `u` takes back
        desk.ledger.spend("12 oil supplies")  # what `u` takes back
        for area in AREAS:
            for name, steps in {"": (), **DIALOGS[area]}.items():
                full = "-".join(filter(None, (area.lower(), name)))
                if full.startswith(only):
                    picture = folder / f"{full}-{size[0]}x{size[1]}-{theme}.svg"
                    try:
                        faults += await _one(desk, area, steps, size, theme, picture, shown)
                    except Exception as error:  # noqa: BLE001 - each is named, and the others go on
                        faults.append(f"{picture.stem}: crashed, {type(error).__name__}: {error}")
        faults += await _clinic(desk, folder, size, theme, only)
    if "today-first".startswith(only):
        with (
            TemporaryDirectory() as place,
            closing(Desk(Path(place, "new.db"), lambda: NOW)) as new,
        ):
            picture = folder / f"today-first-{size[0]}x{size[1]}-{theme}.svg"
            faults += await _one(new, "Today", (), size, theme, picture, shown)
    return faults, shown


async def _clinic(
    desk: Desk, folder: Path, size: tuple[int, int], theme: str, only: tuple[str, ...]
) -> list[str]:
    """The four looks at seven people's shares; two of them are visible."""
    found: list[str] = []
    if not any(each in {"", "clinic"} for each in only):
        return found
    for number in range(7):
        days = [(NOW.date() - timedelta(days=ago)).isoformat() for ago in range(40)]
        rows = [*map(shares.session, days), shares.paid(days[3], 9000), shares.incident("threat")]
        said = shares.about(label=f"Person {number}", visible=number < 2, offered=1500)
        shares.put(Path("shared"), rows, said=said)
    board = Board(desk, desk.clinic.folder("shared"))
    async with board.run_test(size=size) as pilot:
        board.theme = theme
        for key, look in enumerate(LOOKS, 1):
            await pilot.press(f"{key}")
            while board.workers:
                await pilot.pause(0.05)
            await _settled(pilot)
            picture = folder / f"clinic-{look}-{size[0]}x{size[1]}-{theme}.svg"
            picture.write_text(picture_of(board), encoding="utf-8")
            found += [f"{picture.stem}: {fault}" for fault in faults_of(board.screen)]
    return found


async def _one(
    desk: Desk,
    area: str,
    steps: tuple[str, ...],
    size: tuple[int, int],
    theme: str,
    picture: Path,
    shown: set[str],
) -> list[str]:
    app = Dashboard(desk)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await app.action_area(area)
        await _settled(pilot)
        before = picture_of(app)
        for each in steps:
            await _step(pilot, app, each)
        await _settled(pilot)
        after = picture_of(app)
        picture.write_text(after, encoding="utf-8")  # noqa: ASYNC240 - nothing else is done meanwhile
        shown.add(type(app.screen).__name__)
        found = [f"{picture.stem}: {fault}" for fault in faults_of(app.screen)]
        if steps and after == before:
            found.append(f"{picture.stem}: nothing came of {' '.join(steps)}")
    if desk.is_locked:
        desk.unlock()  # for the next
    return found


async def _step(pilot: Pilot[None], app: Dashboard, step: str) -> None:
    if step.startswith("!app."):
        await app.run_action(step[5:])
    elif step.startswith("!"):
        await app.area.run_action(step[1:])
    elif step.startswith("@"):
        app.area.query(step[1:]).first().focus()
    elif step.startswith("'"):
        app.post_message(Paste(step[1:]))
    else:
        await pilot.press(step)
    await pilot.pause()
    while app.job is not None:
        await pilot.pause(0.05)


def picture_of(app: App[None]) -> str:
    return _FONT.sub("", app.export_screenshot(title="mtdesk"))


async def _settled(pilot: Pilot[None]) -> None:
    for _ in range(4):
        await pilot.pause(0.03)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=lambda text: Path(text).absolute())
    parser.add_argument("--size", help="such as 120x40; all four without it")
    parser.add_argument("--theme", choices=THEMES, help="all three without it")
    parser.add_argument("--only", default="", help="areas or dialogs: week,today-lock")
    options = parser.parse_args()
    sizes = SIZES
    if options.size:
        width, _, height = options.size.partition("x")
        sizes = ((int(width), int(height)),)
    options.folder.mkdir(parents=True, exist_ok=True)
    only = tuple(options.only.lower().split(","))
    faults: list[str] = []
    seen: set[str] = set()
    for size in sizes:
        for theme in [options.theme] if options.theme else THEMES:
            found, shown = asyncio.run(take(options.folder, size, theme, only))
            faults += found
            seen |= shown
    if not options.only:
        faults += [f"{name} is in no picture" for name in sorted(every_screen() - seen)]
    count = len(list(options.folder.glob("*.svg")))
    print(*faults, f"{count} pictures, {len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
