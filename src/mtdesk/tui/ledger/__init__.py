"""Money and time written down by a form: payments, expenses, drives, unpaid work and its timer."""

from __future__ import annotations

from mtdesk.model.ledger.costs import WORK_KINDS
from mtdesk.model.ledger.payment import METHODS, PAYMENT_KINDS
from mtdesk.model.rules import read_whole
from mtdesk.say.ledger import (
    expense_words,
    paid_words,
    running_words,
    trip_words,
    work_listing,
    work_words,
)
from mtdesk.tui.area import Area
from mtdesk.tui.parts.behind import Behind
from mtdesk.tui.parts.dialogs import Field, ask
from mtdesk.tui.parts.fields import client_field, is_yes, path_of
from mtdesk.tui.parts.received import METHOD, ON

ABOUT_PAYING = (
    "It settles the oldest unpaid sessions first, or the one named; what goes beyond them is paid "
    "ahead. A workplace that collects is named as it is called."
)
MOST_LISTED = 30
ABOUT_ASSIGNING = "What an import brought, and what met no session, is set against what they owe."


def pay(area: Area) -> None:
    desk = area.desk
    fields = [
        client_field(area, "from"),
        Field("amount", "amount", hint="such as 90"),
        METHOD,
        Field("kind", "kind", "session", choices=PAYMENT_KINDS),
        ON,
        Field("session", "session", hint="its number; empty takes the oldest"),
        Field("insurer", "insurer", hint="who paid instead of the client"),
        Field("fee", "fee", hint="the processor's, or empty"),
        Field("on_1099", "on a 1099", hint="yes, where it is reported"),
        Field("credit", "credit", hint="the package that a refund is of"),
    ]

    def act(said: dict[str, str], confirmed: bool) -> str:
        payments, _ = desk.ledger.pay(
            said["client"] or None,
            said["amount"],
            kind=said["kind"].replace(" ", "_") or "session",
            method=said["method"] or None,
            on=said["on"] or None,
            fee=said["fee"] or None,
            on_1099=is_yes(said["on_1099"], "on a 1099"),
            credit_id=_number(said["credit"], "credit"),
            session_id=_number(said["session"], "session"),
            insurer=said["insurer"] or None,
            confirmed=confirmed,
        )
        return paid_words(payments, desk.settings.currency)

    ask(area.app, "a payment", fields, act, area.was_written, about=ABOUT_PAYING)


def assign(area: Area) -> None:
    desk = area.desk

    def act(said: dict[str, str], _confirmed: bool) -> str:
        payments, _ = desk.ledger.assign(said["client"])
        return paid_words(payments, desk.settings.currency)

    fields = [client_field(area)]
    ask(area.app, "payments against debts", fields, act, area.was_written, about=ABOUT_ASSIGNING)


def spend(area: Area) -> None:
    desk = area.desk
    called = [each.words for each in desk.settings.profile.categories.values()]
    fields = [
        Field("amount", "amount", hint="such as 42.50"),
        Field("what", "what", hint="what it was for, or who was paid"),
        Field("category", "category", hint="empty: as it was last time", choices=called),
        Field("method", "how", hint="card, cash, …", choices=METHODS),
        ON,
        Field("business", "percent", hint="the practice's share; empty is all of it"),
        Field("refund", "came back", hint="yes, where it is money that came back"),
        Field("attach", "receipt", hint="a file; it is copied beside the practice", is_path=True),
    ]

    def act(said: dict[str, str], _confirmed: bool) -> str:
        expense, _ = desk.ledger.spend(
            " ".join(filter(None, [said["amount"], said["what"], said["method"]])),
            category=said["category"] or None,
            on=said["on"] or None,
            business=said["business"] or None,
            refund=is_yes(said["refund"], "came back"),
            attach=[path_of(said["attach"], "receipt")] if said["attach"] else [],
        )
        return expense_words(expense, desk.settings.currency, desk.settings.profile)

    ask(area.app, "an expense", fields, act, area.was_written)


def trip(area: Area) -> None:
    desk = area.desk
    fields = [
        Field("distance", "distance", hint=f"such as 12.4, in {desk.settings.distance_unit}"),
        Field("what", "what for", hint="home visit"),
        Field("start", "from", hint="where it began, or empty"),
        Field("end", "to", hint="where it went, or empty"),
        ON,
    ]

    def act(said: dict[str, str], _confirmed: bool) -> str:
        driven, _ = desk.ledger.trip(
            f"{said['distance']} {said['what']}",
            on=said["on"] or None,
            start=said["start"],
            end=said["end"],
        )
        return trip_words(driven)

    ask(area.app, "a drive for work", fields, act, area.was_written)


def work(area: Area) -> None:
    desk = area.desk
    fields = [
        Field("minutes", "minutes", hint="such as 45"),
        _kind_field(),
        Field("note", "note", hint="or empty"),
        ON,
    ]

    def act(said: dict[str, str], _confirmed: bool) -> str:
        done, _ = desk.ledger.work(
            said["minutes"], said["kind"], on=said["on"] or None, note=said["note"]
        )
        return work_words(done)

    ask(area.app, "unpaid work", fields, act, area.was_written)


def timer(area: Area) -> None:
    """Stop the one that runs, else start one."""
    running = area.desk.ledger.timer.running()
    if running is None:
        _start_timer(area)
        return
    clock = area.desk.ledger.timer

    def act(said: dict[str, str], confirmed: bool) -> str:
        return work_words(clock.stop(said["minutes"] or None, confirmed=confirmed)[0])

    field = Field("minutes", "minutes", hint="empty: as long as it ran")
    about = running_words(running)
    ask(area.app, "stop the timer", [field], act, area.was_written, about=about)


def worked(area: Area) -> None:
    """The unpaid work written down last."""
    found = area.desk.ledger.work_times(MOST_LISTED)
    tables = [("", work_listing(found))] if found else []
    area.app.push_screen(Behind("unpaid work", tables, "No unpaid work yet."))


def _start_timer(area: Area) -> None:
    def act(said: dict[str, str], _confirmed: bool) -> str:
        return running_words(area.desk.ledger.timer.start(said["kind"], note=said["note"])[0])

    fields = [_kind_field(), Field("note", "note", hint="or empty")]
    about = "It runs on while mtdesk is closed; the same command stops it."
    ask(area.app, "start a timer", fields, act, area.was_written, about=about)


def _kind_field() -> Field:
    return Field("kind", "kind", hint=", ".join(WORK_KINDS), choices=WORK_KINDS)


def _number(text: str, field: str) -> int | None:
    return read_whole(text.removeprefix("#"), field) if text else None
