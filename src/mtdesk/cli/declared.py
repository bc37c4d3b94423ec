"""Commands as they are declared, in click's words; click itself is loaded when options must be read.

A line without options (`log ana 60m 90`, `week`, `client list`) is done without it: click takes as long to load
as all the rest of `log` (docs/decisions/speed.md has the figures). Whatever such a line cannot be sure of is left
to click, so that only one of the two ever says what is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from mtdesk.typed import Any, TypeVar

Function = TypeVar("Function")


Rewords = Callable[[Sequence[str]], list[str]]  # the words as typed, and as they are to be read


def note_of(words: Sequence[str]) -> tuple[list[str], str | None]:
    """The words, and the note behind the first `--`, even where it looks like an option."""
    if "--" not in words:
        return list(words), None
    place = words.index("--")
    return list(words[:place]), " ".join(words[place + 1 :])


class Later:
    """A call of click's, made when options must be read: a type, an argument, an option."""

    def __init__(self, name: str, *words: Any, **about: Any) -> None:
        self.name, self.words, self.about = name, words, about

    def __call__(self, function: Function) -> Function:
        """As a decorator above a command's function."""
        function.__dict__.setdefault("declared", []).append(self)
        return function

    def made(self) -> Any:
        import click

        about = {
            key: value.made() if isinstance(value, Later) else value
            for key, value in self.about.items()
        }
        return getattr(click, self.name)(*self.words, **about)

    @property
    def parameter(self) -> str:
        """The name under which the function takes it."""
        bare = [word for word in self.words if not word.startswith("-")]
        name: str = bare[0] if bare else max(self.words, key=len).lstrip("-")
        return name.replace("-", "_").lower()

    @property
    def unsaid(self) -> Any:
        """Its value where nothing is said."""
        if self.about.get("multiple"):
            return ()
        return self.about.get("default", False if self.about.get("is_flag") else None)


def argument(*words: Any, **about: Any) -> Later:
    return Later("argument", *words, **about)


def option(*words: Any, **about: Any) -> Later:
    return Later("option", *words, **about)


def Path(**about: Any) -> Later:  # noqa: N802 - click's name of it
    return Later("Path", **about)


def Choice(choices: Sequence[str]) -> Later:  # noqa: N802 - click's name of it
    return Later("Choice", choices)


def IntRange(*words: Any, **about: Any) -> Later:  # noqa: N802 - click's name of it
    return Later("IntRange", *words, **about)


class _Declared:
    """A function with its options; `takes_note` says that what stands behind `--` is the line's note."""

    def __init__(
        self,
        function: Any,
        name: str,
        *,
        takes_note: bool = False,
        rewords: Rewords = list,
        **about: Any,
    ) -> None:
        self.function, self.name, self.about = function, name, about
        self.takes_note, self.rewords = takes_note, rewords
        self.parameters: list[Later] = function.__dict__.get("declared", [])


class Command(_Declared):
    """What is done under one word."""

    def plain(self, call: Any, words: Sequence[str]) -> Callable[[], Any] | None:
        """What a line of these words does; None where an option may be meant, or something is wrong."""
        said, note = note_of(words) if self.takes_note else (words, None)
        given = self._values(self.rewords(said))
        if given is None:
            return None
        call.note = note
        return lambda: call.run(self.function, call, **given)

    def _values(self, words: Sequence[str]) -> dict[str, Any] | None:
        if any(word.startswith("-") for word in words):
            return None
        values: dict[str, Any] = {}
        rest = list(words)
        for each in reversed(self.parameters):  # the first is the outermost, declared last
            about = each.about
            if each.name == "option":
                if about.get("required"):
                    return None
                if about.get("expose_value", True):
                    values[each.parameter] = each.unsaid
                continue
            many = about.get("nargs") == -1
            taken, rest = (rest, []) if many else (rest[:1], rest[1:])
            if not taken and about.get("required", not many):
                return None
            if taken and "type" in about:
                if about["type"] is not int or not (taken[0].isascii() and taken[0].isdecimal()):
                    return None
                values[each.parameter] = int(taken[0])
                continue
            values[each.parameter] = tuple(taken) if many else next(iter(taken), None)
        return None if rest else values


class Group(_Declared):
    """Commands under one word."""

    def __init__(self, function: Any, name: str, **about: Any) -> None:
        super().__init__(function, name, **about)
        self.commands: dict[str, Command | Group] = {}

    def command(self, name: str, **about: Any) -> Callable[[Any], Command]:
        def add(function: Any) -> Command:
            self.commands[name] = made = Command(function, name, **about)
            return made

        return add

    def add_command(self, made: Command) -> None:
        self.commands[made.name] = made

    def group(self, name: str, **about: Any) -> Callable[[Any], Group]:
        def add(function: Any) -> Group:
            self.commands[name] = made = Group(function, name, **about)
            return made

        return add

    def plain(self, call: Any, words: Sequence[str]) -> Callable[[], Any] | None:
        """As a command's."""
        if self.takes_note or not words or words[0] not in self.commands:
            return None
        return self.commands[words[0]].plain(call, words[1:])


def command(name: str, **about: Any) -> Callable[[Any], Command]:
    return lambda function: Command(function, name, **about)


def group(name: str, **about: Any) -> Callable[[Any], Group]:
    return lambda function: Group(function, name, **about)


def echo(text: str = "", *, err: bool = False) -> None:
    """A line of ours as it stands; what people typed goes through `printable` first."""
    (sys.stderr if err else sys.stdout).write(f"{text}\n")


def prompt(text: str, **about: Any) -> Any:
    import click

    try:
        return click.prompt(text, **about)
    except click.Abort:
        raise KeyboardInterrupt from None


def confirm(text: str, **about: Any) -> bool:
    import click

    try:
        return click.confirm(text, **about)
    except click.Abort:
        raise KeyboardInterrupt from None
