"""The menu of services and their prices: seen, added to, changed where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from mtdesk.model.practice import PURPOSES, Service
from mtdesk.say.practice import menu_listing, retiring_words, service_words
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key
from mtdesk.tui.parts.dialogs import Confirm, Field, Listing
from mtdesk.tui.parts.rows import Column

_WIDTHS = {
    "id": 3, "service": 26, "purpose": 9, "min": 4, "price": 11, "effort": 6, "code": 8, "": 7,
}  # fmt: skip


def menu(area: Area) -> None:
    area.app.push_screen(Menu(area))


class Menu(Listing):
    heading = "services and prices"
    columns = tuple(
        Column(head, width, right=head in {"id", "min", "price", "effort"})
        for head, width in _WIDTHS.items()
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "change"),
        key("edit", "choose", "change", show=False),
        key("add", "add", "add"),
        key("delete", "retire", "retire, or offer again"),
    ]
    HELP = "What you offer: name, minutes, price. enter changes one; what is logged stays as it is."
    _found: dict[int, Service]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        services = self.desk.practice.menu.services()
        self._found = {each.id or 0: each for each in services}
        rows = menu_listing(services, self.desk.settings.currency).rows
        retired = self.desk.settings.retired_services
        return [
            (key, (*row, "retired" if key in retired else ""))
            for key, row in zip(self._found, rows, strict=True)
        ]

    def about(self) -> str:
        return (
            "What need not be typed when logging. A changed price counts from the next session on; "
            "what is logged already keeps the price it had."
        )

    def facts(self, key: int) -> str:
        return service_words(self._found[key], self.desk.settings.currency)

    def choose(self) -> None:
        chosen = self._found.get(self.rows.chosen or 0)
        if chosen is None:
            return
        fields = self._fields(chosen)

        def act(said: dict[str, str], _confirmed: bool) -> str:
            before = {field.key: field.value for field in fields}
            changed = {name: text for name, text in said.items() if text != before[name]}
            after = self.desk.practice.menu.edit(str(chosen.id), changed)
            return service_words(after, self.desk.settings.currency)

        self.ask(f"service {chosen.id}", fields, act)

    def action_add(self) -> None:
        def act(said: dict[str, str], _confirmed: bool) -> str:
            given = {name: text for name, text in said.items() if text}
            after = self.desk.practice.menu.add({"name": "", **given})
            return service_words(after, self.desk.settings.currency)

        fields = self._fields(None)
        name = next(field for field in fields if field.key == "name")
        fields.remove(name)
        self.ask("a service", [name, *fields], act)

    def action_retire(self) -> None:
        """Offer it no more, or again."""
        chosen = self._found.get(self.rows.chosen or 0)
        if chosen is None:
            return
        is_back = chosen.id in self.desk.settings.retired_services

        def retire(yes: bool | None) -> None:
            if yes:
                with self.area.in_words():
                    self.desk.practice.menu.retire(str(chosen.id), is_back=is_back)
                    self.written(retiring_words(chosen, is_back=is_back))

        question = (
            f"Offer {chosen.name} again?"
            if is_back
            else f"Offer {chosen.name} no more? What is logged of it stays as it is."
        )
        self.app.push_screen(Confirm(question, yes="Yes", no="Leave it"), retire)

    def _fields(self, service: Service | None) -> list[Field]:
        """The price first: it changes most often."""
        currency = self.desk.settings.currency

        def number(value: float | None) -> str:
            return "" if value is None else f"{value:g}"

        price = None if service is None else service.price_minor
        return [
            Field("price", "price", "" if price is None else currency.plain(price), "such as 95"),
            Field("name", "name", service.name if service else ""),
            Field("minutes", "minutes", number(service.minutes if service else None), "such as 60"),
            Field("purpose", "purpose", (service and service.purpose) or "",
                  " or ".join(PURPOSES), PURPOSES),
            Field("modality", "modality", (service and service.modality) or ""),
            Field("effort", "effort", number(service.usual_effort if service else None), "usual, 0-10"),
            Field("code", "code", (service and service.procedure_code) or "", "such as 97124"),
        ]  # fmt: skip
