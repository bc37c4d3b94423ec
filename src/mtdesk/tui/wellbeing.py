"""Questionnaires beside taking them: one brought as a file, the scores of one over time."""

from __future__ import annotations

from functools import partial

from mtdesk.say.wellbeing.questionnaires import added_words, history
from mtdesk.tui.area import Area
from mtdesk.tui.parts.behind import Behind
from mtdesk.tui.parts.dialogs import Field, ask
from mtdesk.tui.parts.fields import path_of
from mtdesk.tui.parts.menu import Choice, choose

ABOUT_BRINGING = (
    "A TOML file with scales, items, answers and their scores; examples/questionnaire.toml is a "
    "template. Bring only what its licence lets you use."
)


def bring(area: Area) -> None:
    def act(said: dict[str, str], _confirmed: bool) -> str:
        added, _, is_new_version = area.desk.wellbeing.questionnaires.add_file(
            path_of(said["file"])
        )
        return added_words(added, is_new_version=is_new_version)

    field = Field("file", "file", hint="instrument.toml", is_path=True)
    ask(area.app, "a questionnaire", [field], act, area.was_written, about=ABOUT_BRINGING)


def scores(area: Area) -> None:
    """The scores of one over time, each scale by itself."""
    kept = area.desk.wellbeing.questionnaires
    every = [each.questionnaire for each in kept.all()]

    def show(place: int) -> None:
        with area.in_words():
            results = kept.history(every[place].name)
            tables = [("", history(every[place], results))] if results else []
            area.app.push_screen(Behind(every[place].name, tables, "Not taken yet."))

    if len(every) == 1:
        show(0)
    else:
        choices = [Choice(each.name, partial(show, place)) for place, each in enumerate(every)]
        choose(area.app, "scores of", choices)
