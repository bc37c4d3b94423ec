"""The practice: its settings, its menu of services, its workplaces and their terms of pay."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.errors import RefusedError
from mtdesk.store import practice

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.desk.practice.menu import Menu
    from mtdesk.desk.practice.terms import Terms


class Practice:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def menu(self) -> Menu:
        from mtdesk.desk.practice.menu import Menu

        return Menu(self._opened)

    @cached_property
    def terms(self) -> Terms:
        from mtdesk.desk.practice.terms import Terms

        return Terms(self._opened)

    def set(self, key: str, text: str, *, confirmed: bool = False) -> str:
        """Change one setting and return the value in force.

        A profile brings its currency, where no amount is written yet.

        Raises:
            InvalidError: the value is not one it can have.
            RefusedError: the currency of amounts that are already written.
        """
        from mtdesk.desk.practice.settings import checked, shown_profile

        if key != "profile":
            self._opened.settings.get(key)  # there is such a setting
        with self._opened.writing("settings") as writing:
            settings, book = self._opened.settings, writing.book
            value = checked(settings, key, text.strip())
            if (
                key == "currency"
                and value != settings.stored.get("currency")
                and not confirmed
                and practice.has_amounts(book)
            ):
                raise RefusedError(
                    "the amounts already written would keep their figures under another currency; "
                    "add --yes if that is meant"
                )
            shown = shown_profile(value) if key == "profile" else value
            writing.is_about(f"{key} = {shown or 'none'}")
            practice.set_setting(book, key, value or None if key == "profile" else value)
            if key == "profile" and value and not practice.has_amounts(book):
                brought = self._opened.settings.profile.currency
                if brought:
                    practice.set_setting(book, "currency", brought)
        return self._opened.settings.get(key) if key == "profile" else value
