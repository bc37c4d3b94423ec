"""What is done to several sessions of a day at once: one operation, taken back as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from mtdesk.model.session import Visit
from mtdesk.model.text import counted
from mtdesk.tui.area import Area
from mtdesk.tui.parts.dialogs import Confirm, ask
from mtdesk.tui.parts.menu import Choice, choose
from mtdesk.tui.parts.received import METHOD, ON, said_method

BECAME = {"done": "", "no-show": "no-show", "cancelled": "cancelled"}  # in the words of `done`
Say = Callable[[str], None]


def ask_of(area: Area, visits: Sequence[Visit], say: Say) -> None:
    """What is to become of them: paid in full, bookings settled, or removed; only what can be."""
    debts = (
        area.desk.ledger.outstanding().by_client
    )  # what a workplace or an insurer owes is not hers to receive here
    of_clients = {each.id for debt in debts if debt.payer == "client" for each in debt.sessions}
    owing = [each for each in visits if each.session.client_id and each.session.id in of_clients]
    booked = [each for each in visits if each.session.status == "booked"]
    choices = []
    if owing:
        total = area.desk.settings.currency.format(sum(each.owed_minor for each in owing))
        words = f"paid in full: {counted(len(owing), 'session')}, {total}"
        choices.append(Choice(words, partial(_pay, area, owing, say)))
    for status in BECAME if booked else ():
        words = f"{counted(len(booked), 'booking')}: {status}"
        choices.append(Choice(words, partial(_settle, area, booked, status, say)))
    choices.append(Choice("remove them", partial(remove, area, visits, say)))
    choose(area.app, f"{len(visits)} marked", choices)


def _pay(area: Area, owing: Sequence[Visit], say: Say) -> None:
    currency = area.desk.settings.currency
    total = currency.format(sum(each.owed_minor for each in owing))
    what = f"{counted(len(owing), 'session')} paid, {total}"

    def act(said: dict[str, str], confirmed: bool) -> str:
        method = said_method(said)
        with area.desk.as_one("pay", what):
            for each in owing:
                area.desk.ledger.pay(
                    str(each.session.client_id),
                    currency.plain(each.owed_minor),
                    method=method,
                    on=said["on"] or None,
                    session_id=each.session.id,
                    confirmed=confirmed,
                )
        return what

    ask(area.app, "paid in full", [METHOD, ON], act, say, about=f"{what}: each what is owed of it.")


def _settle(area: Area, booked: Sequence[Visit], status: str, say: Say) -> None:
    what = f"{counted(len(booked), 'booking')} {status}"
    with area.in_words():
        with area.desk.as_one("done", what):
            for each in booked:
                area.desk.sessions.bookings.settle(each.session.id or 0, BECAME[status])
        say(what)


def remove(area: Area, visits: Sequence[Visit], say: Say) -> None:
    what = counted(len(visits), "session")

    def answered(yes: bool | None) -> None:
        if yes:
            with area.in_words():
                with area.desk.as_one("remove", f"removal of {what}"):
                    for each in visits:
                        area.desk.sessions.remove(each.session.id or 0)
                say(f"removed {what}")

    question = f"Remove {what}? Their payments go with them."
    area.app.push_screen(Confirm(question, yes="Remove", no="Keep"), answered)
