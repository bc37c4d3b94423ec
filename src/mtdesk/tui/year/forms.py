"""Tax forms that payers sent: entered, held against your rows by the year, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from mtdesk.model.ledger.payment import METHODS
from mtdesk.model.year import FORMS, TaxForm
from mtdesk.say.year import words as words_of
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key
from mtdesk.tui.parts.dialogs import Confirm, Field, Listing, ask
from mtdesk.tui.parts.rows import Column

ABOUT = (
    "What each form says is held against your rows in the report of its year. Forms of one method "
    "are summed; a form without one is held against what its payer brought."
)


def forms(area: Area) -> None:
    area.app.push_screen(Forms(area))


def mark(area: Area) -> None:
    """All tips of a year that came one way are shown on a 1099."""
    desk = area.desk
    fields = [
        Field("year", "year", str(desk.today.year - 1)),
        Field("method", "came by", hint="card, venmo, …", choices=METHODS),
    ]

    def act(said: dict[str, str], _confirmed: bool) -> str:
        marked, _ = desk.year.forms.mark(said["year"], said["method"])
        return words_of.marked_words(marked, desk.settings.currency)

    about = "All tips of that year that came this way are marked as shown on a 1099."
    ask(area.app, "tips shown on a 1099", fields, act, area.was_written, about=about)


class Forms(Listing):
    heading = "tax forms"
    columns = (
        Column("year", 4),
        Column("form", 10),
        Column("payer", 24),
        Column("came by", 10),
        Column("amount", 13, right=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("add", "add", "add"),
        key("delete", "remove", "remove"),
    ]
    HELP = "1099-K, 1099-NEC, W-2 and others as they came in the post."
    _found: dict[int, TaxForm]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        self._found = {each.id or 0: each for each in self.desk.year.forms.of()}
        currency = self.desk.settings.currency
        return [
            (
                key,
                (str(each.year), each.form, each.payer, each.method or "",
                 currency.format(each.amount_minor)),
            )
            for key, each in self._found.items()
        ]  # fmt: skip

    def about(self) -> str:
        return ABOUT

    def facts(self, key: int) -> str:
        return self._found[key].note

    def action_add(self) -> None:
        fields = [
            Field("year", "year", str(self.desk.today.year - 1)),
            Field("form", "form", hint=", ".join(FORMS), choices=FORMS),
            Field("payer", "payer", hint="Square, Harbour Spa, …"),
            Field("amount", "amount", hint="gross, as the form says"),
            Field("method", "came by", hint="card, venmo, …; or empty", choices=METHODS),
            Field("note", "note", hint="or empty"),
        ]

        def act(said: dict[str, str], confirmed: bool) -> str:
            entered, marked, _ = self.desk.year.forms.add(
                said["year"],
                said["form"],
                said["payer"],
                said["amount"],
                method=said["method"] or None,
                note=said["note"],
                confirmed=confirmed,
            )
            currency = self.desk.settings.currency
            more = f"; {words_of.marked_words(marked, currency)}" if marked.count else ""
            return f"{words_of.form_words(entered, currency)}{more}"

        self.ask("a tax form", fields, act)

    def action_remove(self) -> None:
        form = self._found.get(self.rows.chosen or 0)
        if form is None:
            return

        def remove(yes: bool | None) -> None:
            if yes:
                with self.area.in_words():
                    self.desk.year.forms.remove(form.id or 0)
                    self.written(f"{form.form} {form.year} of {form.payer} taken away")

        question = f"Take {form.form} {form.year} of {form.payer} away?"
        self.app.push_screen(Confirm(question, yes="Take away", no="Keep"), remove)
