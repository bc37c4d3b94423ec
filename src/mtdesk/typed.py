"""What quick commands name of `typing`, for type checkers alone.

Annotations are never looked at while the program runs, and loading `typing` is a twentieth of `mtdesk log`
(docs/decisions/speed.md). So a checker finds the real names here, and a run finds names without a meaning.
"""

from __future__ import annotations

__all__ = [
    "TYPE_CHECKING", "Any", "ClassVar", "NoReturn", "Protocol", "Self", "TextIO", "TypeAlias", "TypeVar",
]  # fmt: skip

TYPE_CHECKING = False  # for checkers it is true, by its name

if TYPE_CHECKING:
    from typing import Any, ClassVar, NoReturn, Protocol, Self, TextIO, TypeAlias, TypeVar
else:
    Any = ClassVar = NoReturn = Self = TextIO = TypeAlias = None

    class Protocol:
        """A base that asks nothing."""

    def TypeVar(name: str, *_kinds: object, **_about: object) -> str:  # noqa: N802 - typing's name
        """Its name alone."""
        return name
