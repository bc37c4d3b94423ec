"""Sharing with a clinic from her own dashboard: what is in it is read before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.text import counted
from mtdesk.say.clinic.share import share_lines, shared_words
from mtdesk.tui.parts.dialogs import GO_ON, Field, ask
from mtdesk.tui.parts.fields import is_yes, path_of
from mtdesk.tui.parts.told import tell

if TYPE_CHECKING:
    from mtdesk.desk.clinic.sharing import Share
    from mtdesk.tui.area import Area

ABOUT = (
    "Numbers for a clinic, by your own act: no name, no note, nothing that you typed but the label. "
    "You read what is in it before it is written."
)


def share(area: Area) -> None:
    desk = area.desk
    fields = [
        Field("folder", "to", hint="the folder that the clinic shares", is_path=True),
        Field("label", "as", hint="what you are called there; empty: nothing"),
        Field("visible", "visible", "no", "yes: your own figures may be seen by themselves"),
        Field(
            "check_ins", "check-ins", "no", "yes: how strained they say you are, the level alone"
        ),
    ]
    made: list[Share] = []

    def act(said: dict[str, str], _confirmed: bool) -> str:
        made.append(
            desk.clinic.to_share(
                path_of(said["folder"], "to"),
                label=said["label"],
                visible=is_yes(said["visible"], "visible"),
                with_check_ins=is_yes(said["check_ins"], "check-ins"),
            )
        )
        return ""

    def then(_: str) -> None:
        words = "\n".join(share_lines(made[-1].about))
        tell(area.app, "what is in it", words, "share it", write)

    def write() -> None:
        with area.in_words():
            area.tell(shared_words(made[-1].write()))
            area.post_message(area.Changed())

    ask(area.app, "share with a clinic", fields, act, then, about=ABOUT, does=GO_ON)


def withdraw(area: Area) -> None:
    field = Field("folder", "from", hint="the folder that the clinic shares", is_path=True)

    def act(said: dict[str, str], _confirmed: bool) -> str:
        done = area.desk.clinic.withdraw(path_of(said["folder"], "from"))
        return f"{counted(len(done.years), 'year')} taken away"

    ask(area.app, "take back what you shared", [field], act, area.tell)
