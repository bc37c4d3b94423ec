"""Numbers and lists as people say them: the one place that makes a plural."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re


class _Pattern:
    """A regular expression that is compiled when it is first asked."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        import re

        asked = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, asked)
        return asked


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile` gives it, for a module that every command loads and few ask it of.

    Compiling takes longer than most of what a command does with it (docs/decisions/speed.md).
    """
    later: Any = _Pattern(text, flags)
    compiled: re.Pattern[str] = later
    return compiled


def counted(count: int, one: str, several: str | None = None) -> str:
    """`1 session`, `19 sessions`, `1,240 rows`; `several` where an s does not make it."""
    return f"{count:,} {worded(count, one, several)}"


def worded(count: int, one: str, several: str | None = None) -> str:
    """The word alone: `session` for one, `sessions` for any other number."""
    return one if count == 1 else several or f"{one}s"


def joined(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def said_only(*labelled: tuple[str, str]) -> list[tuple[str, str]]:
    """Labels and their words, without those that have none."""
    return [(label, words) for label, words in labelled if words]


_UNIT = pattern(r"(?<=\d) (?=(?:h|min)\b)|(?<=\d h) (?=\d)")
UNBROKEN = "\u00a0"


def unbroken(text: str) -> str:
    """With `1 h 30` held together, so that no line ends within it."""
    return _UNIT.sub(UNBROKEN, text)


def undo_words(operation: int | None) -> str:
    """How to take back what was just written."""
    return f"mtdesk undo {operation} takes it back"
