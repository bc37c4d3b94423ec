"""Everything that can be done, by name: what each area can do, then what can be done everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from mtdesk.tui.area import AREAS, Area, Command, area_class
from mtdesk.tui.parts.chart import Chart

EVERYWHERE = (
    Command("Log a session", "Go to the entry bar", "log"),
    Command("Check in", "Body, mind, and where it hurts", "check_in"),
    Command("Record an incident", "One question at a time", "incident"),
    Command("Go to a date", "A day, a month, a year", "goto"),
    Command("Look back on the year", "For yourself: months, best and hardest", "look_back"),
    Command("Save a picture", "What the screen shows, as SVG or PNG", "picture"),
    Command("Undo", "Take back the last thing written", "undo"),
    Command("Redo", "Do again what was undone last", "redo"),
    Command("Settings", "Limits, target, currency, keys …", "settings"),
    Command("Light or dark", "Change the colours", "toggle_theme"),
    Command("Theme", "Every theme by name", "change_theme"),
    Command("Tour", "A minute through the areas", "tour"),
    Command("Help", "Keys, and how to write a line", "help"),
    Command("Quit", "Everything is saved already", "quit"),
)


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
