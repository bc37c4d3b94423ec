"""What is agreed with a client, who they are, and how they are forgotten: each asked in a form."""

from __future__ import annotations

from pathlib import Path

from mtdesk.desk.clients.identity import Purged
from mtdesk.errors import InvalidError
from mtdesk.model.client import STANDINGS, Client
from mtdesk.say.clients import (
    NOT_REMEMBERED,
    SWEEP_LATER,
    aliases_words,
    copies_deleted,
    evidence_left,
    farewell,
    merged_words,
    plan_lines,
    purged_words,
    standing_line,
    still_to_do,
    swept_words,
)
from mtdesk.tui.area import Area
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import GO_ON, Field, ask
from mtdesk.tui.parts.fields import DAY_HINT, client_field, is_yes
from mtdesk.tui.parts.jobs import run
from mtdesk.tui.parts.told import tell

ABOUT_COPIES = (
    "These copies of the practice hold them still, or cannot be read and may. Restored, they bring "
    "nobody back; but they can be opened."
)
WORDS = tuple(each.replace("_", "-") for each in STANDINGS)
ABOUT_BLOCK = "No more appointments: logging or booking this client then asks first."
ABOUT_ALIAS = (
    "A nickname, a name before, what a booking program calls them. The entry bar, search and "
    "imports find the client by it."
)
ABOUT_MERGE = (
    "All of the first goes to the second, and the first name becomes another name of theirs. "
    "Recorded incidents stay as they are and count for the one client."
)


# -- what is agreed


def block(area: Area) -> None:
    _agree(area, "block a client", "block", ABOUT_BLOCK)


def standing(area: Area) -> None:
    _agree(area, "what is agreed", "", "Said the moment the client is typed in the bar.")


def release(area: Area) -> None:
    """Refer a client on: no more appointments, and a letter to copy."""
    _agree(area, "refer a client on", "released", "No more appointments; then a letter to copy.")


def _agree(area: Area, title: str, what: str, about: str) -> None:
    desk = area.desk
    fields = [
        client_field(area),
        *([] if what else [Field("what", "agreed", "warn", ", ".join(WORDS), WORDS)]),
        Field("why", "why", hint="for you; nobody else reads it"),
        Field("since", "since", hint=DAY_HINT),
    ]
    letters: list[str] = []

    def act(said: dict[str, str], _confirmed: bool) -> str:
        found = _client(area, said["client"])
        agreed = desk.clients.standing.agree(
            found.id or 0,
            what or said["what"],
            why=said["why"] or None,
            since=said["since"] or None,
        )
        if what == "released":
            letters.append(farewell(found, desk.settings.get("therapist_name")))
        more = still_to_do(agreed, desk.settings.currency)
        return "; ".join([standing_line(agreed.client), *more])

    def said(words: str) -> None:
        area.was_written(words)
        if letters:
            tell(area.app, "a letter to copy", letters[-1])

    ask(area.app, title, fields, act, said, about=about)


def agreements(area: Area) -> None:
    """With whom something is agreed."""
    found = [names_of(area).veiled(each) for each in area.desk.clients.standing.listed()]
    words = "\n".join(map(standing_line, found)) or "Nothing is agreed with any client yet."
    tell(area.app, "what is agreed", words)


# -- who they are


def alias(area: Area) -> None:
    desk = area.desk
    fields = [
        client_field(area),
        Field("alias", "another name"),
        Field("remove", "take it away", "no", choices=("no", "yes")),
    ]

    def act(said: dict[str, str], confirmed: bool) -> str:
        identity, number = desk.clients.identity, _client(area, said["client"]).id or 0
        if is_yes(said["remove"], "take it away"):
            return aliases_words(identity.remove_alias(number, said["alias"])[0])
        return aliases_words(identity.add_alias(number, said["alias"], confirmed=confirmed)[0])

    ask(area.app, "another name of a client", fields, act, area.was_written, about=ABOUT_ALIAS)


def merge(area: Area) -> None:
    desk = area.desk
    fields = [
        client_field(area, "this client"),
        client_field(area, "goes into", "into")._replace(value=""),
    ]

    def act(said: dict[str, str], confirmed: bool) -> str:
        gone, kept = _client(area, said["client"]), _client(area, said["into"], "goes into")
        after, moving, _ = desk.clients.identity.merge(
            gone.id or 0, kept.id or 0, confirmed=confirmed
        )
        return merged_words(gone, after, moving)

    ask(area.app, "merge two clients", fields, act, area.was_written, about=ABOUT_MERGE)


def purge(area: Area) -> None:
    """Ask whom, say what goes and what stays, and ask again: no undo brings them back."""
    desk, chosen = area.desk, []

    def act(said: dict[str, str], _confirmed: bool) -> str:
        chosen.append(_client(area, said["client"]))
        return ""

    def then(_: str) -> None:
        with area.in_words():
            plan = desk.clients.purge.plan(chosen[-1].id or 0)
            words = "\n".join(plan_lines(plan, desk.settings.currency))
            title = "delete for good: no undo"
            tell(area.app, title, words, "delete for good", carry_out, is_final=True)

    def carry_out() -> None:
        number = chosen[-1].id or 0

        def said(done: Purged) -> None:
            folder, _ = desk.incidents.evidence_folder()
            lines = [purged_words(number)]
            lines += [evidence_left(folder / name) for name in done.evidence_left]
            lines += [] if done.is_swept else [SWEEP_LATER]
            lines += [] if done.remembers else [NOT_REMEMBERED]
            area.tell("; ".join(lines))
            area.post_message(area.Changed())
            if holding := [path for path, holds in done.plan.copies if holds is not False]:
                ask_copies(holding)

        def ask_copies(holding: list[Path]) -> None:
            words = "\n".join([ABOUT_COPIES, *map(str, holding)])
            tell(
                area.app,
                "copies that hold them",
                words,
                "delete",
                lambda: go(holding),
                is_final=True,
            )

        def go(holding: list[Path]) -> None:
            with area.in_words():
                left = desk.clients.purge.delete_copies(holding)
                gone = [path for path in holding if path not in left]
                area.tell("; ".join([copies_deleted(gone), *map(evidence_left, left)]))

        run(
            area,
            "deletion",
            lambda own, _: own.clients.purge.carry_out(number, confirmed=True),
            said,
            can_stop=False,
        )

    fields = [client_field(area)]
    about = "First you see what goes and what stays; nothing is deleted before you then say so."
    ask(area.app, "delete a client for good", fields, act, then, about=about, does=GO_ON)


def sweep(area: Area) -> None:
    """Write the file anew without what was deleted, where a purge could not."""
    run(
        area,
        "writing the file anew",
        lambda own, _: own.clients.purge.sweep(),
        lambda done: area.tell(swept_words(done)),
        can_stop=False,
    )


def _client(area: Area, text: str, field: str = "client") -> Client:
    if not text:
        raise InvalidError(field, "is empty; say who, by name or number")
    return area.desk.clients.one(text)
