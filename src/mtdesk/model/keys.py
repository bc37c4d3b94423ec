"""What each key of the dashboard means: one table. A letter means one thing everywhere, or nothing."""

from __future__ import annotations

from typing import NamedTuple

from mtdesk.errors import InvalidError
from mtdesk.model.text import joined


class Meaning(NamedTuple):
    """A command by the name under which it is given another key; the first of its keys is shown."""

    name: str
    keys: tuple[str, ...]
    means: str


TABLE = (
    Meaning("log", ("l",), "log: to the entry bar"),
    Meaning("add", ("a",), "add something here"),
    Meaning("open", ("enter",), "open the row, or the rows behind a figure"),
    Meaning("edit", ("e",), "edit"),
    Meaning("back", ("esc",), "back"),
    Meaning("delete", ("d",), "delete, after a question"),
    Meaning("mark", ("space",), "mark a row; what is done next is done to all marked ones"),
    Meaning("earlier", ("[",), "earlier"),
    Meaning("later", ("]",), "later"),
    Meaning("goto", ("g",), "go to a date"),
    Meaning("now", ("t",), "this day, week, year"),
    Meaning("wider", ("w",), "wider: more weeks at once"),
    Meaning("search", ("/",), "search everywhere"),
    Meaning("filter", ("f",), "filter what is listed here"),
    Meaning("why", ("i",), "why: what made it, by which rule, from which source"),
    Meaning("done", ("k",), "acknowledge it, or be done with it"),
    Meaning("export", ("x",), "export, receipt, report"),
    Meaning("picture", ("s",), "save this as a picture"),
    Meaning("plan", ("p",), "plan, what if"),
    Meaning("maximise", ("m",), "the panel alone, as large as the screen"),
    Meaning("lookback", ("z",), "look back on the year"),
    Meaning("checkin", ("c",), "check-in"),
    Meaning("incident", ("r",), "record an incident"),
    Meaning("yes", ("y",), "yes, where something is asked; of a booking: it was done"),
    Meaning("no", ("n",), "no, where something is asked; of a booking: a no-show"),
    Meaning("cancelled", ("b",), "of a booking: it was cancelled"),
    Meaning("sort", ("o",), "sort by the next column; after the last as it was"),
    Meaning("undo", ("u", "ctrl+z"), "undo"),
    Meaning("redo", ("ctrl+r",), "redo"),
    Meaning("jump", ("v",), "jump: every place that can be gone to gets a letter"),
    Meaning("hide", ("h", "ctrl+n"), "hide names, or show them"),
    Meaning("settings", (",",), "settings"),
    Meaning("help", ("?", "F1"), "help"),
    Meaning("palette", ("ctrl+p",), "everything by name"),
    Meaning("form", ("F2",), "the session as a form"),
    Meaning("lock", ("F8",), "lock: cover the screen, and close the practice"),
    Meaning("redraw", ("ctrl+l",), "draw the screen anew"),
    Meaning("quit", ("q", "ctrl+q"), "quit"),
)
BY_NAME = {meaning.name: meaning for meaning in TABLE}
# What these are cannot be changed: whoever is lost must find the way back.
FIXED = ("open", "back", "mark", "help", "palette")
STAYS = {"hide": ("ctrl+n",)}  # over a dialog and in a line, too: names are hidden at once
_TAKEN = {key for name in FIXED for key in BY_NAME[name].keys} | set("1234567890") | {"tab"}
_TAKEN |= {key for kept in STAYS.values() for key in kept}
_NAMED = {f"F{number}" for number in range(1, 13)} - {"F1"}


def chosen(text: str) -> dict[str, str]:
    """`edit=E undo=ctrl+u`: the keys that she gave to commands, by their names.

    Raises:
        InvalidError: no such command, no key, a key that means something else, or a command twice.
    """
    found: dict[str, str] = {}
    for word in text.split():
        name, _, key = word.partition("=")
        if name not in BY_NAME or name in FIXED:
            names = joined([each.name for each in TABLE if each.name not in FIXED], "or")
            raise InvalidError("keys", f"“{name}” is no command that a key can be given; {names}")
        if name in found:
            raise InvalidError("keys", f"“{name}” is given a key twice")
        found[name] = _key(key)
    _refuse_two(found)
    return found


def keys_of(name: str, given: dict[str, str]) -> tuple[str, ...]:
    """The keys of a command: the one given to it, else those of the table."""
    return (given[name], *STAYS.get(name, ())) if name in given else BY_NAME[name].keys


def pressed(name: str, given: dict[str, str]) -> str:
    """The key of a command as sentences name it: of several that which works while a line is typed, too."""
    return keys_of(name, given)[-1]


def written(given: dict[str, str]) -> str:
    """As it is stored."""
    return " ".join(f"{name}={key}" for name, key in given.items())


def _key(text: str) -> str:
    single = len(text) == 1 and text.isprintable() and not text.isspace()
    control = text.removeprefix("ctrl+")
    if single or text.upper() in _NAMED:
        key = text if single else text.upper()
    elif text != control and len(control) == 1 and control.isascii() and control.isalpha():
        key = f"ctrl+{control.lower()}"
    else:
        raise InvalidError("keys", f"“{text[:20]}” is no key; one letter or sign, ctrl+u, or F5")
    if key in _TAKEN or key in {"ctrl+c", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+s"}:
        raise InvalidError("keys", f"“{key}” has a meaning that cannot be taken from it")
    return key


def _refuse_two(given: dict[str, str]) -> None:
    owners: dict[str, str] = {}
    for meaning in TABLE:
        for key in keys_of(meaning.name, given):
            other = owners.setdefault(key, meaning.name)
            if other != meaning.name:
                both = joined([other, meaning.name])
                raise InvalidError("keys", f"“{key}” would be the key of two: {both}")
