"""The keys of the dashboard as bindings: made from the one table, so that a letter has one meaning."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import _character_to_key

from mtdesk.model import keys
from mtdesk.model.keys import BY_NAME

_NAMES = {"esc": "escape"}
_SYMBOLS = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "slash": "/",
    "comma": ",",
    "escape": "esc",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def key(
    name: str,
    action: str,
    words: str = "",
    tooltip: str = "",
    *,
    show: bool = True,
    priority: bool = False,
) -> Binding:
    """A command's keys in one place: what they do there, in a word or two, and in more of them."""
    return Binding(
        _textual(_own(name, {})),
        action,
        words,
        show=show,
        priority=priority,
        tooltip=tooltip,
        id=name,
    )


def keymap(given: dict[str, str]) -> dict[str, str]:
    """The keys that she gave to commands, as Textual takes them."""
    return {name: _textual(_own(name, given)) for name in given}


def _own(name: str, given: dict[str, str]) -> list[str]:
    """Without what the dashboard keeps for it, ahead of every other key."""
    return [each for each in keys.keys_of(name, given) if each not in keys.STAYS.get(name, ())]


def _textual(names: Sequence[str]) -> str:
    """`ctrl+z`, `f2`, and letters as they are."""
    return ",".join(
        _NAMES.get(each, each.lower() if len(each) > 1 else _character_to_key(each))
        for each in names
    )


def said(key: str) -> str:
    """A key as people say it: `ctrl+z` is `^z`, `f1` is `F1`."""
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _SYMBOLS.get(key, key.replace("ctrl+", "^"))


def with_keys(node: DOMNode, words: str) -> str:
    """`{undo} takes it back`: the keys of commands as they are now, in words of ours; never in what was typed."""
    given = given_to(node)
    return words.format_map({name: keys.pressed(name, given) for name in BY_NAME})


def take_back(node: DOMNode) -> str:
    """What stands after whatever was written."""
    return with_keys(node, "{undo} takes it back")


def given_to(node: DOMNode) -> dict[str, str]:
    """The keys that she gave to commands, in the dashboard that a node stands in."""
    found = getattr(node.app, "given", None)
    return found if isinstance(found, dict) else {}


def signs(node: DOMNode, names: Iterable[str]) -> set[str]:
    """The keys of commands that no word is written with, as Textual calls them."""
    given = given_to(node)
    every = (each for name in names for each in keys.keys_of(name, given))
    return {_textual([each]) for each in every if len(each) == 1 and not each.isalnum()}


def in_force(bindings: Sequence[BindingType], given: dict[str, str]) -> Iterator[Binding]:
    """Each key by itself, with those that she gave to commands."""
    mapped = keymap(given)
    seen = set()
    for each in Binding.make_bindings(bindings):
        own = mapped.get(each.id or "")
        if own is None:
            yield each
        elif (each.id, each.action) not in seen:
            seen.add((each.id, each.action))
            yield from Binding.make_bindings([each.with_key(own)])


def on_edge(
    bindings: Sequence[BindingType], given: dict[str, str], only: Container[str] = ()
) -> list[str]:
    """`a sell`, `d give back`: keys on the edge of what they work in, those that do not show left out.

    `only`: the commands that work now, where not all do.
    """
    return [
        f"{said(each.key)} {each.description}"
        for each in in_force(bindings, given)
        if each.show and (not only or each.id in only)
    ]


def of_help(bindings: Sequence[BindingType], given: dict[str, str]) -> list[tuple[str, str]]:
    """Keys and words, those without words left out; a tooltip says more than the keys line."""
    joined: dict[str, list[str]] = {}
    for each in in_force(bindings, given):
        if words := each.tooltip or each.description:
            joined.setdefault(words, []).append(said(each.key))
    return [("  ".join(keys), words) for words, keys in joined.items()]


def table(given: dict[str, str]) -> list[tuple[str, str]]:
    """The whole table, with the keys in force; those of her own say whose they were."""
    return [
        (
            "  ".join(said(_textual([each])) for each in keys.keys_of(meaning.name, given)),
            meaning.means
            + (f" (yours; {meaning.keys[0]} of itself)" if meaning.name in given else ""),
        )
        for meaning in keys.TABLE
    ]
