r"""Pictures of every area and dialog at four sizes in three themes, as SVG: `make pictures`.

python tests/shared/pictures.py FOLDER [--size 120x40] [--theme clay] [--only week]

A crash, a part beside the screen or two parts over one another fail it, and each is named.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from mtdesk.desk import Desk
from mtdesk.desk.files.demo import sample_desk
from mtdesk.tui.app import AREAS, Dashboard

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 20, 17, 45, tzinfo=ZONE)
SIZES = ((80, 24), (100, 30), (120, 40), (200, 60))
THEMES = ("clay", "linen", "contrast")
# What is opened from an area: the name of its picture, then keys or actions of the area (`!`).
DIALOGS: dict[str, dict[str, tuple[str, ...]]] = {
    "Today": {
        "help": ("escape", "question_mark"), "line": (*"hana swedish 60m 90+15 card",),
        "form": ("escape", "a"), "remove": ("escape", "d"), "settings": ("comma",),
        "jump": ("escape", "v"), "date": ("escape", "g"), "palette": ("ctrl+p",),
        "check-in": ("escape", "c"), "toast": ("escape", "u"),
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
    },
    "Week": {"alone": ("tab", "m")},
    "Money": {
        "owed": ("!owed",), "receive": ("!owed", "enter"), "recurring": ("!recurring",),
        "credits": ("!credits",), "terms": ("!terms",), "sell": ("a",), "export": ("x",),
        "alone": ("m",), "help": ("question_mark",),
    },
    "Body": {"edit": ("e",), "questionnaire": ("a",)},
    "Clients": {
        "filter": ("f", *"mar"), "page": ("enter",), "more": ("enter", "enter"), "edit": ("e",),
        "referrals": ("!referrals",), "function": ("!function",), "outcomes": ("!outcomes",),
        "report": ("x",),
    },
    "Incidents": {"record": ("r",), "add": ("a",), "follow-up": ("p",), "patterns": ("i",)},
    "Findings": {"why": ("i",), "acknowledge": ("k",), "rule": ("tab", "e")},
}  # fmt: skip
_FONT = re.compile(r"@font-face \{.*?\}", re.DOTALL)  # asked for elsewhere


async def take(folder: Path, size: tuple[int, int], theme: str, only: str = "") -> list[str]:
    """The pictures of one size and theme; what is wrong in them."""
    faults: list[str] = []
    with sample_desk(Desk, lambda: NOW, zone_name=str(ZONE)) as desk:
        for area in AREAS:
            for name, keys in {"": (), **DIALOGS[area]}.items():
                if only in {"", area.lower()}:
                    full = "-".join(filter(None, (area.lower(), name)))
                    picture = folder / f"{full}-{size[0]}x{size[1]}-{theme}.svg"
                    faults += await _one(desk, area, keys, size, theme, picture)
    return faults


async def _one(
    desk: Desk, area: str, keys: tuple[str, ...], size: tuple[int, int], theme: str, picture: Path
) -> list[str]:
    app = Dashboard(desk)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await app.action_area(area)
        await _settled(pilot)
        for each in keys:
            if each.startswith("!"):
                await app.area.run_action(each[1:])
            else:
                await pilot.press(each)
            await pilot.pause()
        await _settled(pilot)
        _write(picture, app.export_screenshot(title="mtdesk"))
        return [f"{picture.stem}: {fault}" for fault in faults_of(app.screen)]


def _write(picture: Path, drawn: str) -> None:
    picture.write_text(_FONT.sub("", drawn), encoding="utf-8")


async def _settled(pilot: Pilot[None]) -> None:
    for _ in range(4):
        await pilot.pause(0.03)


def faults_of(screen: Screen[object]) -> Iterator[str]:
    """Parts beside the screen, and parts over one another that no scrolling moves apart."""
    if screen.maximized is not None:
        return
    width = screen.size.width
    for part in screen.walk_children():
        if (
            isinstance(part, Widget)
            and part.is_on_screen
            and part.region.right > width
            and not _scrolls_sideways(part)
        ):
            yield f"{part} ends at {part.region.right} of {width} columns"
        if isinstance(part, Widget):
            yield from _over(part)


def _scrolls_sideways(part: Widget) -> bool:
    """What is beside the screen is then an arrow away."""
    around = (each for each in part.ancestors if isinstance(each, Widget))
    return any(each.show_horizontal_scrollbar for each in around)


def _over(container: Widget) -> Iterator[str]:
    shown = [each for each in container.children if each.display and each.region.area]
    flowing = [
        each for each in shown if each.styles.dock == "none" and each.styles.overlay == "none"
    ]
    for one, other in combinations(flowing, 2):
        if one.region.overlaps(other.region):
            yield f"{one} is over {other}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", help="such as 120x40; all four without it")
    parser.add_argument("--theme", choices=THEMES, help="all three without it")
    parser.add_argument("--only", default="", help="one area")
    options = parser.parse_args()
    sizes = SIZES
    if options.size:
        width, _, height = options.size.partition("x")
        sizes = ((int(width), int(height)),)
    options.folder.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    for size in sizes:
        for theme in [options.theme] if options.theme else THEMES:
            faults += asyncio.run(take(options.folder, size, theme, options.only.lower()))
    print(
        *faults,
        f"{len(list(options.folder.glob('*.svg')))} pictures, {len(faults)} faults",
        sep="\n",
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
