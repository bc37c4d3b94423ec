"""Terms of pay by workplace: what holds from when to when, and what came of it this year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from mtdesk.desk.practice.terms import Held, PlaceTerms
from mtdesk.errors import InvalidError
from mtdesk.model.practice.terms import KINDS
from mtdesk.say.practice import begun_words, earned_about, held_row, held_words
from mtdesk.tui.keys import key, with_keys
from mtdesk.tui.parts.dialogs import Confirm, Field, Listing
from mtdesk.tui.parts.fields import is_yes
from mtdesk.tui.parts.rows import Column

NO_WORKPLACE = (
    "No workplace yet: {add} makes one. Its terms say what of a client's price is yours there."
)


class _Shown(NamedTuple):
    """A workplace and one of its terms, or none where it has none."""

    place: PlaceTerms
    held: Held | None


class Terms(Listing):
    heading = "terms of pay"
    columns = (
        Column("workplace", 14),
        Column("from", 10),
        Column("to", 10),
        Column("terms of pay", 22),
        Column("earned", 11, right=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "add a term"),
        key("add", "workplace", "new workplace"),
        key("delete", "remove", "remove the latest"),
    ]
    _found: dict[int, _Shown]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        shown = [
            _Shown(place, held)
            for place in self.desk.practice.terms.every()
            for held in (place.held or (None,))
        ]
        self._found = dict(enumerate(shown, 1))
        currency = self.desk.settings.currency
        return [(key, held_row(*each, currency)) for key, each in self._found.items()]

    def about(self) -> str:
        if not self._found:
            return with_keys(self, NO_WORKPLACE)
        return earned_about(next(iter(self._found.values())).place)

    def facts(self, key: int) -> str:
        return held_words(*self._found[key], self.desk.settings.currency)

    def _place(self) -> PlaceTerms | None:
        shown = self._found.get(self.rows.chosen or 0)
        return shown.place if shown else None

    # -- keys

    def choose(self) -> None:
        self.action_add()

    def action_add(self) -> None:
        place = self._place()
        if place is None:
            self.refuse(with_keys(self, "a term belongs to a workplace: {add} makes one"))
            return
        names = list(dict.fromkeys(each.place.workplace.name for each in self._found.values()))
        fields = [
            Field("workplace", "workplace", place.workplace.name, choices=names),
            Field("kind", "kind", hint=", ".join(KINDS), choices=list(KINDS)),
            Field("start", "from", hint="its first day as 2026-01-01, or empty for today"),
            Field("percent", "percent", hint="your share of a split, such as 60"),
            Field("amount", "amount", hint="an hour, a session, or the rent of a month"),
            Field("wages", "wages", hint="yes when it is paid as wages (W-2)"),
            Field(
                "collects",
                "collects",
                hint="whom clients pay: me, or workplace",
                choices=("me", "workplace"),
            ),
            Field("note", "note", hint="whatever was agreed beside it"),
        ]

        def act(said: dict[str, str], confirmed: bool) -> str:
            employed = is_yes(said["wages"], "wages")
            if not said["kind"]:
                raise InvalidError("kind", f"say one of {', '.join(KINDS)}")
            term, _ = self.desk.practice.terms.add(
                said["workplace"],
                kind=said["kind"],
                start=said["start"] or None,
                percent=said["percent"] or None,
                amount=said["amount"] or None,
                employed=employed,
                collects=said["collects"] or None,
                note=said["note"],
                confirmed=confirmed,
            )
            return begun_words(said["workplace"], term, self.desk.settings.currency)

        about = "own: all of the price is yours. rent: all of it; book the rent itself as an expense that comes back."
        self.ask("add a term", fields, act, about)

    def action_workplace(self) -> None:
        def act(said: dict[str, str], _confirmed: bool) -> str:
            return f"workplace {self.desk.practice.menu.add_workplace(said['name']).name} added"

        about = "Named with @ in the entry line: ana swedish 60m 90 card @harbour spa"
        self.ask("new workplace", [Field("name", "name")], act, about)

    def action_remove(self) -> None:
        place = self._place()
        if place is None:
            return
        name = place.workplace.name

        def remove(yes: bool | None) -> None:
            if yes:
                with self.area.in_words():
                    term, _ = self.desk.practice.terms.remove_latest(name)
                    self.written(f"the term of {name} from {term.valid_from} is gone")

        self.app.push_screen(
            Confirm(f"Remove the latest term of {name}?", yes="Remove", no="Keep"), remove
        )
