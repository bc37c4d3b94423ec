"""How well two colours are told apart (WCAG 2), and a colour moved until they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

TEXT, MARK = 4.5, 3.0  # the least ratio of what is read, and of what is only seen
STEPS = 40  # of the way to black or white


def ratio(one: str, other: str) -> float:
    """1 to 21, of colours written `#rrggbb`."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, grounds: Sequence[str], least: float) -> str:
    """The colour, as little lighter or darker as every ground needs; black or white where none does.

    Which of the two ways is right depends on the grounds: the nearest that holds is taken.
    """
    for step in range(STEPS + 1):
        for end in ("#ffffff", "#000000"):
            moved = mixed(colour, end, step / STEPS)
            if all(ratio(moved, ground) >= least for ground in grounds):
                return moved
    return max(
        ("#ffffff", "#000000"), key=lambda end: min(ratio(end, ground) for ground in grounds)
    )


def mixed(one: str, other: str, share: float) -> str:
    """One colour with a share of another."""
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


@cache
def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
