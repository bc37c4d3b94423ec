"""A plan that was made a target: what her weeks are held against from a day on, as it is stored.

    2026-11-28 load=4530 take-home=178000 --cap-day 4 --day-off thursday

Load and take-home (minor units) are those of a week, and may be left out; the steps are options of `plan`.
"""

from __future__ import annotations

import shlex
from datetime import date

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.period import WEEKDAYS, parse_date

KEY = "plan"
_OPTIONS = (
    "--cap-day", "--cap-week", "--price", "--drop", "--shift", "--day-off", "--weeks-off",
)  # fmt: skip
_FIGURES = ("load", "take-home")


@frozen
class Target:
    """Minutes of the caps; `days_off` are weekdays, 0 for Monday; `options` all steps as they are typed."""

    since: date
    options: tuple[tuple[str, str], ...]
    load: int | None = None
    take_home_minor: int | None = None

    @property
    def cap_day(self) -> int | None:
        return self._minutes("--cap-day")

    @property
    def cap_week(self) -> int | None:
        return self._minutes("--cap-week")

    @property
    def days_off(self) -> frozenset[int]:
        return frozenset(
            WEEKDAYS.index(value) for name, value in self.options if name == "--day-off"
        )

    def _minutes(self, option: str) -> int | None:
        found = [value for name, value in self.options if name == option]
        return round(float(found[-1]) * 60) if found else None

    @property
    def written(self) -> str:
        """As it is stored."""
        figures = (
            (name, value)
            for name, value in zip(_FIGURES, (self.load, self.take_home_minor), strict=True)
        )
        parts = [
            self.since.isoformat(),
            *(f"{name}={value}" for name, value in figures if value is not None),
        ]
        return " ".join([*parts, *(f"{name} {shlex.quote(value)}" for name, value in self.options)])


def read(text: str) -> Target:
    """Raises InvalidError: it is no target as `plan` keeps one."""
    try:
        first, *words = shlex.split(text)
    except ValueError as error:
        raise _wrong(text) from error
    since = parse_date(first, KEY)
    figures: dict[str, int] = {}
    while words and not words[0].startswith("--"):
        name, _, value = words.pop(0).partition("=")
        if name not in _FIGURES or not value.lstrip("-").isdecimal() or len(value) > 12:
            raise _wrong(text)
        figures[name] = int(value)
    options = tuple(zip(words[::2], words[1::2], strict=False))
    if len(words) % 2 or not options or any(name not in _OPTIONS for name, _ in options):
        raise _wrong(text)
    for name, value in options:
        if name == "--day-off" and value not in WEEKDAYS:
            raise _wrong(text)
        if name == "--weeks-off" and not (value.isdecimal() and len(value) < 3):
            raise _wrong(text)
        if name.startswith("--cap") and not _is_hours(value):
            raise _wrong(text)
    return Target(
        since=since,
        options=options,
        load=figures.get("load"),
        take_home_minor=figures.get("take-home"),
    )


def _is_hours(text: str) -> bool:
    try:
        return 0 < float(text) <= 100
    except ValueError:
        return False


def _wrong(text: str) -> InvalidError:
    return InvalidError(
        KEY, f"“{text[:40]}” is no kept plan; `mtdesk plan --cap-day 4 --keep` makes one"
    )
