"""The settings: each with what it is, changed where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from mtdesk.tui.area import Area
from mtdesk.tui.parts.dialogs import Field, Listing, ask
from mtdesk.tui.parts.rows import Column


class SettingsList(Listing):
    """Every setting of the practice, and of the limits of its findings."""

    heading = "settings"
    columns = (Column("setting", 26), Column("value", 44))
    HELP = "Every setting with its value; below the list what it is. enter changes it."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "change")]
    _found: dict[int, tuple[str, str, str]]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        self._found = dict(enumerate(self.desk.settings.all(), 1))
        return [(key, (name, value or "·")) for key, (name, value, _) in self._found.items()]

    def about(self) -> str:
        return "What holds for this practice; each change can be undone."

    def facts(self, key: int) -> str:
        return self._found[key][2]

    def choose(self) -> None:
        chosen = self._found.get(self.rows.chosen or 0)
        if chosen is not None:
            ask_setting(self.area, chosen[0], self.written)


def ask_setting(area: Area, name: str, say: Callable[[str], None] | None = None) -> None:
    """Ask for the value of one setting, below what it is."""
    desk = area.desk
    value, what = next((value, what) for key, value, what in desk.settings.all() if key == name)

    def act(said: dict[str, str], confirmed: bool) -> str:
        after = desk.practice.set(name, said["value"], confirmed=confirmed)
        return f"{name} = {after or 'none'}"

    field = Field("value", "value", value)
    ask(area.app, f"setting {name}", [field], act, say or area.was_written, about=what)
