"""Packages and gift cards: sold, what each still holds, used for a session and given back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from mtdesk.desk import Desk
from mtdesk.desk.credits import Held
from mtdesk.errors import InvalidError
from mtdesk.model.credit import WORDS, Credit
from mtdesk.model.ledger.payment import METHODS
from mtdesk.model.money import Currency
from mtdesk.model.rules import read_whole
from mtdesk.say.credits import (
    ABOUT_GIVING_BACK,
    ABOUT_SALES,
    GIVEN_BACK,
    SELL,
    credits_listing,
    facts,
    held_words,
    owing_words,
    redeemed_words,
    refund_words,
    sold_words,
)
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key
from mtdesk.tui.parts.dialogs import Field, Listing, ask
from mtdesk.tui.parts.fields import DAY_HINT
from mtdesk.tui.parts.rows import Column

MOST_NAMES = 200  # that a client's name is completed from, the last seen first


def names(desk: Desk) -> list[str]:
    """Clients to complete a name from."""
    return [client.name for client in desk.clients.find(limit=MOST_NAMES)]


def sell(app: App[None], desk: Desk, say: Callable[[str], None], client: str = "") -> None:
    """Ask what is sold and to whom; `say` gets the words of what was written."""
    fields = [
        Field("client", "client", client, "name, → completes", names(desk)),
        Field("amount", "amount", hint="such as 400"),
        Field("kind", "kind", "package", "package or gift card", list(WORDS.values())),
        Field("sessions", "sessions", hint="how many it is, or empty for an amount"),
        Field("code", "code", hint="the number on the card"),
        Field("expires", "expires", hint="such as 2027-11-30; then it is worth nothing"),
        Field("method", "paid by", hint="card, cash, …", choices=METHODS),
    ]

    def act(said: dict[str, str], _confirmed: bool) -> str:
        credit, _ = desk.credits.sell(
            said["client"],
            said["amount"],
            kind=said["kind"],
            sessions_sold=said["sessions"] or None,
            code=said["code"] or None,
            expires=said["expires"] or None,
            method=said["method"] or None,
        )
        return sold_words(credit, desk.settings.currency)

    ask(app, SELL, fields, act, say, about=ABOUT_SALES)


class Credits(Listing):
    heading = "packages and gift cards"
    columns = (
        Column("client", 20),
        Column("kind", 9),
        Column("rest", 11, right=True),
        Column("sessions", 8, right=True),
        Column("state", 7),
        Column("expires", 10),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("add", "sell", "sell"),
        Binding("enter", "choose", "redeem"),
        key("delete", "give_back", "give back"),
        key("filter", "all", "used too"),
    ]
    _used_too = False
    _held: Held
    _found: dict[int, Credit]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        self._held = self.desk.credits.held(used_too=self._used_too)
        self._found = {credit.id or 0: credit for credit in self._held.credits}
        listing = credits_listing(self._held, self._currency)
        places = [listing.heads.index(column.name) for column in self.columns]
        return [
            (key, [row[place] for place in places])
            for key, row in zip(self._found, listing.rows, strict=True)
        ]

    def about(self) -> str:
        return held_words(self._held, self._currency)

    def facts(self, key: int) -> str:
        return facts(self._found[key], self.desk.credits.uses(key), self._currency)

    @property
    def _currency(self) -> Currency:
        return self.desk.settings.currency

    def _chosen(self) -> Credit | None:
        return self._found.get(self.rows.chosen or 0)

    # -- keys

    def action_all(self) -> None:
        self._used_too = not self._used_too
        self.fill()

    def action_sell(self) -> None:
        with self.area.in_words():
            sell(self.app, self.desk, self.written)

    def choose(self) -> None:
        self.action_redeem()

    def action_redeem(self) -> None:
        credit = self._chosen()
        if credit is None:
            return
        with self.area.in_words():
            owed = self.desk.ledger.outstanding().of(credit.client_id)
            fields = [
                Field("session", "session", str(owed[0].id) if owed else "", "its number"),
                Field("amount", "amount", hint="empty takes all that is owed"),
            ]

            def act(said: dict[str, str], _confirmed: bool) -> str:
                done = self.desk.credits.redeem(
                    _session(said["session"]), credit_id=credit.id, amount=said["amount"] or None
                )
                return redeemed_words(done, "paid from credit", self._currency)

            about = owing_words(credit, owed, self._currency, self.desk.today)
            self.ask(f"redeem credit {credit.id}", fields, act, about)

    def action_give_back(self) -> None:
        credit = self._chosen()
        if credit is None:
            return
        with self.area.in_words():
            uses = self.desk.credits.uses(credit.id or 0)
            if not uses:
                self.refuse(f"credit {credit.id} was not used for any session")
                return
            field = Field("session", "session", str(uses[-1].session_id), "its number")

            def act(said: dict[str, str], _confirmed: bool) -> str:
                done = self.desk.credits.give_back(_session(said["session"]))
                return redeemed_words(done, GIVEN_BACK, self._currency)

            self.ask("give credit back", [field], act, ABOUT_GIVING_BACK)


def _session(text: str) -> int:
    if not text:
        raise InvalidError(
            "session", "give its number; “owed to you” in Money lists the unpaid ones"
        )
    return read_whole(text.removeprefix("#"), "session")


def refund(area: Area) -> None:
    """Give money back for what a package or gift card still holds."""
    desk = area.desk
    held = [each for each in desk.credits.held().credits if each.unused_minor]
    listed = "\n".join(
        f"{each.id}  {each.client}, {WORDS[each.kind]}, "
        + desk.settings.currency.format(each.unused_minor)
        for each in held
    )
    fields = [
        Field("credit", "credit", str(held[0].id) if len(held) == 1 else "", "its number"),
        Field("amount", "amount", hint="empty: all that it still holds"),
        Field("method", "how", hint="cash, card, …", choices=METHODS),
        Field("on", "day", hint=DAY_HINT),
    ]

    def act(said: dict[str, str], _confirmed: bool) -> str:
        credit, payment, _ = desk.credits.refund(
            read_whole(said["credit"].removeprefix("#"), "credit"),
            said["amount"] or None,
            method=said["method"] or None,
            on=said["on"] or None,
        )
        return refund_words(credit, payment, desk.settings.currency)

    about = listed or "No package or gift card holds anything."
    ask(area.app, "money back for a package", fields, act, area.was_written, about=about)
