"""Long jobs, started: in an area, or by a dialog that asks first. What one is: see `job`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual.app import App

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError, NeedsConfirmationError
from mtdesk.tui.area import Area
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import Ask, Confirm, Field
from mtdesk.tui.parts.job import Jobs

Made = TypeVar("Made")


def run(
    area: Area,
    title: str,
    work: Callable[[Desk, bool], Made],
    then: Callable[[Made], None],
    *,
    refused: Callable[[MtdeskError], None] | None = None,
    writes: bool = True,
    can_stop: bool = True,
) -> None:
    """Start one in an area, and do what is to be done with what came of it.

    `work` is given its desk, and whether its question was answered yes; what it refuses is said, or
    done with as the caller has it.
    """
    app = area.app
    if not isinstance(app, Jobs):
        raise TypeError

    def start(*, confirmed: bool) -> None:
        def with_desk(desk: Desk) -> Made:
            return work(desk, confirmed)

        app.start(title, with_desk, then, answer, writes=writes, can_stop=can_stop)

    def answer(error: MtdeskError) -> None:
        if isinstance(error, NeedsConfirmationError):
            question = Confirm(names_of(area).asked(error), no="Leave it")
            app.push_screen(question, lambda yes: start(confirmed=True) if yes else None)
        elif refused is not None:
            refused(error)
        else:
            area.notify(error.message, severity="error", markup=False)

    start(confirmed=False)


def ask_long(
    app: App[None],
    title: str,
    fields: Sequence[Field],
    work: Callable[[Desk, dict[str, str], bool], str],
    say: Callable[[str], None],
    *,
    about: str = "",
    writes: bool = True,
) -> None:
    """As `ask`, for what may take long: the dialog goes and a job begins.

    Refused, it is asked again with the answers as they were given.
    """
    if not isinstance(app, Jobs):
        raise TypeError
    accepted: list[tuple[dict[str, str], bool]] = []

    def left(_: bool | None) -> None:
        if not accepted:
            return
        answers, confirmed = accepted.pop()

        def act(desk: Desk) -> str:
            given = {key: text.strip() for key, text in answers.items()}
            return work(desk, given, confirmed)

        def refused(error: MtdeskError) -> None:
            again([field._replace(value=answers[field.key]) for field in fields], error)

        app.start(title, act, say, refused, writes=writes)

    def again(filled: Sequence[Field], refused: MtdeskError | None = None) -> None:
        def accept(answers: dict[str, str], confirmed: bool) -> None:
            accepted.append((answers, confirmed))

        app.push_screen(Ask(title, filled, accept, about=about, refused=refused), left)

    again(fields)
