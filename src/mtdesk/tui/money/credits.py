"""Packages and gift cards: sold, what each still holds, used for a session and given back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from mtdesk.errors import InvalidError
from mtdesk.model.credit import WORDS
from mtdesk.model.ledger import METHODS
from mtdesk.model.period import human_day
from mtdesk.model.rules import read_whole
from mtdesk.tui.parts.ask import Field, ask
from mtdesk.tui.parts.listing import Listing
from mtdesk.tui.parts.rows import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App
    from textual.binding import BindingType

    from mtdesk.desk import Desk
    from mtdesk.desk.credits import Redeemed
    from mtdesk.model.credit import Credit
    from mtdesk.model.ledger.owed import Owed

MOST_NAMES = 200  # that a client's name is completed from, the last seen first
MOST_SESSIONS = 4  # named in a sentence


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
        amount = desk.settings.currency.format(credit.amount_minor)
        counted = f", {credit.sessions} sessions" if credit.sessions else ""
        return f"{credit.words} of {amount}{counted} sold to {credit.client}"

    about = "Money received today, and work owed for it until it is used or expires."
    ask(app, "sell a package or gift card", fields, act, say, about=about)


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
        ("s", "sell", "sell"),
        ("r", "redeem", "redeem for a session"),
        ("g", "give_back", "give back"),
        ("a", "all", "used too"),
    ]
    _used_too = False
    _found: dict[int, Credit]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        day, currency = self._day, self.desk.settings.currency
        found = self.desk.credits.find(used_too=self._used_too)
        self._found = {credit.id or 0: credit for credit in found}
        return [
            (
                key,
                (
                    credit.client or "",
                    credit.words,
                    currency.format(credit.rest_minor(day)),
                    ""
                    if credit.sessions is None
                    else f"{credit.sessions_left} of {credit.sessions}",
                    credit.state(day),
                    credit.expires_on or "",
                ),
            )
            for key, credit in self._found.items()
        ]

    def about(self) -> str:
        currency = self.desk.settings.currency
        total = sum(credit.rest_minor(self._day) for credit in self._found.values())
        others = self.desk.credits.liability_minor() - total
        elsewhere = (
            f" {currency.format(others)} more was sold by another program, whose use is not known here."
            if others
            else ""
        )
        if not self._found:
            which = "was ever sold here" if self._used_too else "sold here still holds anything"
            return f"No package or gift card {which}. s sells one.{elsewhere}"
        return f"{currency.format(total)} of work is owed for them.{elsewhere}"

    def facts(self, key: int) -> str:
        credit, currency = self._found[key], self.desk.settings.currency
        code = f", code {credit.code}" if credit.code else ""
        sold = (
            f"credit {key}, sold {credit.sold_on} for {currency.format(credit.amount_minor)}{code}"
        )
        uses = self.desk.credits.uses(key)
        if not uses:
            return f"{sold}\nnot used yet"
        latest = [
            f"#{use.session_id} {use.redeemed_on} {currency.format(use.amount_minor)}"
            for use in uses[-MOST_SESSIONS:]
        ]
        more = f"{len(uses) - len(latest)} before, " if len(uses) > len(latest) else ""
        return f"{sold}\nused for session {more}{', '.join(latest)}"

    @property
    def _day(self) -> str:
        return self.desk.today.isoformat()

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
            owed = self._owed_by(credit)
            fields = [
                Field("session", "session", str(owed[0].id) if owed else "", "its number"),
                Field("amount", "amount", hint="empty takes all that is owed"),
            ]

            def act(said: dict[str, str], _confirmed: bool) -> str:
                done = self.desk.credits.redeem(
                    _session(said["session"]), credit_id=credit.id, amount=said["amount"] or None
                )
                return self._said(done, "paid from credit")

            self.ask(f"redeem credit {credit.id}", fields, act, self._owed_words(credit, owed))

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
                return self._said(done, "not paid from credit any more")

            about = "The session owes it again; the credit holds it again."
            self.ask("give credit back", [field], act, about)

    # -- words

    def _owed_by(self, credit: Credit) -> Sequence[Owed]:
        return self.desk.ledger.outstanding().of(credit.client_id)

    def _owed_words(self, credit: Credit, owed: Sequence[Owed]) -> str:
        if not owed:
            return f"{credit.client} owes for no session. Another's may be paid from it: give its number."
        currency = self.desk.settings.currency
        listed = ", ".join(
            f"#{each.id} {human_day(date.fromisoformat(each.local_date), self.desk.today)} "
            f"{currency.format(each.owed_minor)}"
            for each in owed[:MOST_SESSIONS]
        )
        more = f" and {len(owed) - MOST_SESSIONS} more" if len(owed) > MOST_SESSIONS else ""
        return f"{credit.client} owes for {listed}{more}."

    def _said(self, done: Redeemed, words: str) -> str:
        currency = self.desk.settings.currency
        owed = f", {currency.format(done.owed_minor)} owed" if done.owed_minor else ""
        return f"session {done.session.id}: {words}{owed}"


def _session(text: str) -> int:
    if not text:
        raise InvalidError("session", "give its number; `o` in Money lists the unpaid ones")
    return read_whole(text.removeprefix("#"), "session")
