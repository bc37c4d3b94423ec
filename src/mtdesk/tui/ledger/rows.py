"""Money row by row: payments, expenses and drives of a month, changed and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from mtdesk.desk.year import Entry
from mtdesk.model.ledger.payment import METHODS, PAYMENT_KINDS
from mtdesk.say.ledger.rows import ROW_HEADS, entry_row, rows_words
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key
from mtdesk.tui.ledger.months import OfAMonth
from mtdesk.tui.parts.dialogs import Confirm, Field
from mtdesk.tui.parts.rows import Column

_WIDTHS = (10, 18, 12, 8, 18, 26)
KINDS = ("payment", "expense", "trip")  # credit that was used is given back in its own list


def rows(area: Area) -> None:
    area.app.push_screen(MoneyRows(area))


class MoneyRows(OfAMonth):
    name_of_list = "money, row by row"
    columns = tuple(
        Column(head, width, right=head == "amount")
        for head, width in zip(ROW_HEADS, _WIDTHS, strict=True)
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "change"),
        key("edit", "choose", "change", show=False),
        key("delete", "remove", "remove"),
        *OfAMonth.BINDINGS,
    ]
    HELP = "Every payment, expense and drive of a month, the latest first; enter changes one."
    _found: dict[int, Entry]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        settings = self.desk.settings
        report = self.desk.year.span(self.month)
        found = [each for each in self.desk.year.rows(report) if each.source in KINDS]
        self._found = dict(enumerate(reversed(found), 1))
        names = {number: name for name, number in reversed(self.desk.clients.every_name())}
        return [
            (key, entry_row(each, names, settings.currency, settings.profile))
            for key, each in self._found.items()
        ]

    def about(self) -> str:
        return rows_words([*self._found.values()], self.desk.settings.currency)

    def facts(self, key: int) -> str:
        row = self._found[key]
        of = f", of session {row.session}" if row.session else ""
        return f"{row.source} {row.id}{of}"

    def choose(self) -> None:
        row = self._found.get(self.rows.chosen or 0)
        if row is None:
            return
        fields = self._fields(row)

        def act(said: dict[str, str], _confirmed: bool) -> str:
            before = {field.key: field.value for field in fields}
            changed = {name: text for name, text in said.items() if text != before[name]}
            if changed:
                self.desk.ledger.edit(row.source, row.id or 0, changed)
            return f"{row.source} {row.id}: {', '.join(changed) or 'nothing'} changed"

        self.ask(f"{row.source} {row.id}", fields, act)

    def _fields(self, row: Entry) -> list[Field]:
        """What may be changed of it; of what is not known here, that which is typed is taken."""
        settings = self.desk.settings
        day, kept = Field("on", "day", row.date), "typed here, it takes the place of what stands"
        if row.source == "trip":
            distance = f"{(row.distance or 0) / 10:g}"
            return [
                Field("distance", "distance", distance),
                Field("purpose", "what for", row.what),
                Field("from", "from", row.from_place),
                Field("to", "to", row.to_place),
                day,
            ]
        amount = Field("amount", "amount", settings.currency.plain(abs(row.amount or 0)))
        how = Field("method", "how", row.method or "", choices=METHODS)
        note = Field("note", "note", hint=kept)
        if row.source == "payment":
            fee = settings.currency.plain(row.processor_fee) if row.processor_fee else ""
            kind = Field("kind", "kind", row.kind, choices=PAYMENT_KINDS)
            return [amount, how, kind, Field("fee", "fee", fee), day, note]
        called = [each.words for each in settings.profile.categories.values()]
        return [
            amount,
            Field("what", "what", hint=kept),
            Field("category", "category", settings.profile.words(row.kind), choices=called),
            how,
            Field("business", "percent", str(row.business_percent or 100)),
            Field("attach", "receipt", hint="a file to keep beside it", is_path=True),
            day,
            note,
        ]

    def action_remove(self) -> None:
        row = self._found.get(self.rows.chosen or 0)
        if row is None:
            return

        def remove(yes: bool | None) -> None:
            if yes:
                with self.area.in_words():
                    self.desk.ledger.remove(row.source, row.id or 0)
                    self.written(f"{row.source} {row.id} removed")

        what = " ".join(filter(None, (row.date, row.what)))
        question = f"Remove {row.source} {row.id}, {what}?"
        self.app.push_screen(Confirm(question, yes="Remove", no="Keep"), remove)
