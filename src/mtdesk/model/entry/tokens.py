"""Words of a line, and what a word says by its form alone: `60m`, `90+15`, `e6`, `2:30pm`, `mon`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from functools import partial
from typing import Any, TypeVar

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model.ledger.payment import CREDIT_KINDS, METHODS, NOT_PAID
from mtdesk.model.money import Currency, has_foreign_sign
from mtdesk.model.names import check_text, clean, unobeyed
from mtdesk.model.period import WEEKDAYS, parse_date
from mtdesk.model.rules import EFFORT, MINUTES, PAIN, PAST, PRESSURE, PRICE, TIP, Amount
from mtdesk.model.text import pattern

T = TypeVar("T")
Said = tuple[tuple[str, Any], ...]  # fields and values that one token gives
Day = date | timedelta | int | tuple[int, int]  # see `resolve_day`


STATUS_WORDS = {
    "done": "done",
    "booked": "booked",
    "no-show": "no_show",
    "late-cancel": "late_cancel",
    "cancelled": "cancelled",
}
METHOD_WORDS = {
    **{method: method for method in METHODS},
    **{word: word for word in NOT_PAID},
    "cheque": "check",
    "cash-app": "cashapp",
    "bank": "transfer",
    **{kind.replace("_", "-"): kind for kind in CREDIT_KINDS},
    "giftcard": "gift_card",
}
DAY_WORDS: dict[str, Day] = {
    "today": timedelta(),
    "yesterday": timedelta(days=-1),
    "tomorrow": timedelta(days=1),
    **{name: number for number, name in enumerate(WEEKDAYS)},
    **{name[:3]: number for number, name in enumerate(WEEKDAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
# One with a hyphen may also be typed as two words.
PHRASES: dict[str, tuple[str, Any]] = {
    **{word: ("method", method) for word, method in METHOD_WORDS.items()},
    **{word: ("status", status) for word, status in STATUS_WORDS.items()},
    **{word: ("day", day) for word, day in DAY_WORDS.items()},
    "noshow": ("status", "no_show"),
    "canceled": ("status", "cancelled"),
    "fb": ("feedback", True),
}

_WORD = pattern(r'(@?)"((?:[^"]|"")*)"(?!\S)|\S+')
_NUMBER = pattern(r"[0-9]{1,4}([.:][0-9]{1,2})?")
_MINUTES = pattern(r"([0-9]{1,4})(?:m|mins?|minutes?)")
_HOURS = pattern(r"([0-9]{1,2})(?:\.([0-9]{1,2}))?(?:h|hrs?|hours?)(?:([0-9]{1,2})(?:m|mins?)?)?")
_CLOCK = pattern(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?([ap]m)|([0-9]{1,2}):([0-9]{2})")
_LIKE_A_CLOCK = pattern(r"[0-9]+([.:][0-9]*)?[ap]m|[0-9]+:[0-9]*")
_LIKE_A_DAY = pattern(r"([0-9]{1,2})-([0-9]{1,2})|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_DECIMAL = pattern(r"[0-9]{1,4}(\.[0-9]{1,4})?")
_PAIN = pattern(r"p([0-9]{1,3}|\?)(?:->|[→>–-])([0-9]{1,3}|\?)")
_LENGTH_UNITS = frozenset(
    ["m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours"]
)


class Word:
    """A word and its offsets; `text` is bare of quotation marks and `@`, `form` what tokens are read from."""

    __slots__ = ("at", "end", "form", "quoted", "start", "text")

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        form: str = "",
        *,
        quoted: bool = False,
        at: bool = False,
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.form, self.quoted, self.at = form, quoted, at


class Line:
    """A line cut at ` -- `: its words, and the note with its offsets (None when there is no `--`)."""

    __slots__ = ("note", "note_span", "words")

    def __init__(
        self, words: tuple[Word, ...], note: str, note_span: tuple[int, int] | None
    ) -> None:
        self.words, self.note, self.note_span = words, note, note_span


def wrong(
    field: str, message: str, words: Sequence[Word], choices: Sequence[str] = ()
) -> EntryError:
    """The error that marks `words`, from the first to the last."""
    return EntryError(
        field, message, start=words[0].start, end=words[-1].end, choices=tuple(choices)
    )


def checked(words: Sequence[Word], check: Callable[[], T]) -> T:
    """What `check` returns; its InvalidError marks `words`.

    Raises:
        EntryError: `check` found the value wrong.
    """
    try:
        return check()
    except InvalidError as error:
        reason = error.message.removeprefix(f"{error.field}: ")
        raise wrong(error.field, reason, words) from None


def read_line(text: str) -> Line:
    """The words of `text` before ` -- ` and the note after it.

    Raises:
        EntryError: a quotation mark is not closed.
        InvalidError: characters that are no text, or too many.
    """
    check_text(text, "entry")
    words: list[Word] = []
    for found in _WORD.finditer(text):
        whole, start, end = unobeyed(found[0], "entry"), found.start(), found.end()
        if whole == "--":
            note = clean(text[end:], "note")
            return Line(tuple(words), note, (start, len(text)))
        if found[2] is not None:
            name = unobeyed(found[2], "entry").replace('""', '"')
            words.append(Word(name, start, end, quoted=True, at=bool(found[1])))
        elif whole.startswith(('"', '@"')):
            raise wrong(
                "client" if whole[0] == '"' else "workplace",
                "the quotation mark is not closed",
                [Word(whole, start, end)],
            )
        elif whole.startswith("@"):
            words.append(Word(whole[1:], start, end, at=True))
        elif whole:
            words.append(Word(whole, start, end, form=_form(whole)))
    return Line(tuple(words), "", None)


def _form(text: str) -> str:
    """The text with case, width and kind of digit folded: `６０Ｍ` and `٦٠m` are `60m`."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(str(int(mark)) if mark.isdecimal() else mark for mark in text)
    return text.casefold()


def read_token(words: Sequence[Word], at: int, currency: Currency) -> tuple[Said, int] | None:
    """What the word at `at` says, and how many words say it; None for a word that is no token.

    Raises:
        EntryError: it has the form of a token and cannot be one.
    """
    form = words[at].form
    if not form:
        return None
    phrase = read_phrase(words, at)
    if phrase is not None:
        return (phrase[0],), phrase[1]
    rating = _read_rating(words[at], currency)
    if rating is not None:
        return rating, 1
    if form[0].isdigit():
        for read in (_read_length, _read_clock):
            said, used = read(words, at)
            if used:
                return (said,), used
        day = read_day(words[at])
        if day is not None:
            return (("day", day),), 1
    money = _read_money(words[at], currency)
    return (money, 1) if money else None


def read_phrase(words: Sequence[Word], at: int) -> tuple[tuple[str, Any], int] | None:
    """The field and value of a fixed word or two: `cash`, `no show`, `mon`."""
    form = words[at].form.replace("_", "-")
    if at + 1 < len(words) and words[at + 1].form:
        both = PHRASES.get(f"{form}-{words[at + 1].form}")
        if both is not None:
            return both, 2
    one = PHRASES.get(form)
    return None if one is None else (one, 1)


def _read_rating(word: Word, currency: Currency) -> Said | None:
    """`e6.5` effort, `r4` pressure, `p7-3` `p7>?` pain."""
    letter, rest = word.form[0], word.form[1:]
    if letter not in "erp" or not (rest[:1].isdigit() or (letter == "p" and rest[:1] == "?")):
        return None
    if letter == "r" and currency.symbol.casefold() == "r" and len(rest) > 1:
        return None  # R90 is ninety rand, r4 is a pressure
    if letter == "e":
        if not _DECIMAL.fullmatch(rest):
            raise wrong(
                "effort", f"“{word.text}” is not an effort; write it like e6 or e6.5", [word]
            )
        return (("effort", checked([word], lambda: EFFORT.check(float(rest), "effort"))),)
    if letter == "r":
        if not _DECIMAL.fullmatch(rest) or "." in rest:
            raise wrong("pressure", f"“{word.text}” is not a pressure; write it like r4", [word])
        return (("pressure", checked([word], lambda: PRESSURE.check(int(rest), "pressure"))),)
    return (("pain", _read_pain(word)),)


def _read_pain(word: Word) -> tuple[int | None, int | None]:
    """Pain before and after, None where a question mark stands."""
    found = _PAIN.fullmatch(word.form)
    if not found or found[1] == found[2] == "?":
        raise wrong(
            "pain",
            f"“{word.text}” does not say before and after; write p7-3, or p7-? when one is unknown",
            [word],
        )
    before, after = (None if part == "?" else int(part) for part in found.groups())
    for pain in (before, after):
        if pain is not None:
            checked([word], partial(PAIN.check, pain, "pain"))
    return before, after


def _with_unit(words: Sequence[Word], at: int, units: frozenset[str]) -> tuple[str, int]:
    """The form at `at`, joined with the next word when it is a number and that its unit: `90 min`."""
    if at >= len(words):
        return "", 0
    form = words[at].form
    if at + 1 < len(words) and words[at + 1].form in units and _NUMBER.fullmatch(form):
        return form + words[at + 1].form, 2
    return form, 1


def _read_length(words: Sequence[Word], at: int) -> tuple[tuple[str, Any], int]:
    """`60m` `90 min` `1h` `1h30` `1h 30m` `1.5h`, in minutes; no words used when it is none."""
    form, used = _with_unit(words, at, _LENGTH_UNITS)
    hours = _HOURS.fullmatch(form)
    if hours and not hours[3]:
        more, more_used = _with_unit(words, at + used, _LENGTH_UNITS)
        rest_of_hour = _MINUTES.fullmatch(more)
        if rest_of_hour and len(rest_of_hour[1]) <= 2:
            form += rest_of_hour[1]
            used += more_used
            hours = _HOURS.fullmatch(form)
    marked = words[at : at + used]
    if hours:
        part = int((hours[2] or "0").ljust(2, "0")) * 60  # hundredths of a minute
        rest = int(hours[3] or 0)
        if part % 100 or rest >= 60 or (hours[2] and hours[3]):
            raise wrong("minutes", f"“{form}” is no whole number of minutes; write 1h30", marked)
        minutes = int(hours[1]) * 60 + part // 100 + rest
    elif found := _MINUTES.fullmatch(form):
        minutes = int(found[1])
    else:
        return ("minutes", None), 0
    return ("minutes", checked(marked, lambda: MINUTES.check(minutes, "minutes"))), used


def _read_clock(words: Sequence[Word], at: int) -> tuple[tuple[str, Any], int]:
    """`14:30` `2:30pm` `2 pm`; no words used when it is none."""
    form, used = _with_unit(words, at, frozenset({"am", "pm"}))
    if not _LIKE_A_CLOCK.fullmatch(form):
        return ("time", None), 0
    found = _CLOCK.fullmatch(form)
    marked = words[at : at + used]
    if found and found[3] and 1 <= int(found[1]) <= 12 and int(found[2] or 0) < 60:
        hour = int(found[1]) % 12 + (12 if found[3] == "pm" else 0)
        return ("time", time(hour, int(found[2] or 0))), used
    if found and found[4] and int(found[4]) < 24 and int(found[5]) < 60:
        return ("time", time(int(found[4]), int(found[5]))), used
    raise wrong("time", f"“{form}” is not a time; write it like 14:30 or 2:30pm", marked)


def read_day(word: Word) -> Day | None:
    """`11-20` or `2026-11-20`; None for a word of another form.

    Raises:
        EntryError: no such day.
    """
    found = _LIKE_A_DAY.fullmatch(word.form)
    if not found:
        return None
    if not found[1]:
        return checked([word], lambda: parse_date(word.form, "day"))
    month, day = int(found[1]), int(found[2])
    try:
        date(2000, month, day)  # a leap year: 02-29 is a day of some years
    except ValueError:
        raise wrong(
            "day", f"there is no day {word.form}; the month comes first, as in 11-20", [word]
        ) from None
    return month, day


def like_an_amount(form: str, currency: Currency) -> bool:
    """Whether it is digits, commas and points, after the currency's symbol or code or bare."""
    for prefix in (currency.symbol.strip().casefold(), currency.code.casefold()):
        if prefix and form.startswith(prefix):
            form = form[len(prefix) :]
            break
    if has_foreign_sign(form, currency):  # an amount all the same, and then refused as one
        form = form.strip("".join(mark for mark in form if not mark.isalnum() and mark not in ",."))
    return form[:1].isdigit() and not form.strip("0123456789,.")


def _read_money(word: Word, currency: Currency) -> Said:
    """`90` `$90.50` `free` price, `+15` tip, `90+15` both; empty when it is no amount."""
    price_form, plus, tip_form = word.form.partition("+")
    said: list[tuple[str, int]] = []
    for field, form, rule in (("price", price_form, PRICE), ("tip", tip_form, TIP)):
        if (field == "price" and plus and not form) or (field == "tip" and not plus):
            continue
        if form == "free" and field == "price":
            said.append((field, 0))
        elif like_an_amount(form, currency):
            said.append((field, read_amount(word, form, currency, field, rule)))
        else:
            return ()
    if said[0] == ("price", 0) and price_form != "free":
        raise wrong(
            "price",
            "0 may be what a shell left of $90; write 90, or free when nothing is owed",
            [word],
        )
    return tuple(said)


def read_amount(word: Word, form: str, currency: Currency, field: str, rule: Amount) -> int:
    """Minor units of `form`, which marks `word` when it is no amount or out of reach."""
    return checked([word], lambda: rule.read(form, currency, field))


def resolve_day(day: Day, today: date, *, ahead: bool = False) -> date:
    """The date that a day's word means: an offset, a weekday's number, a month and day, or itself.

    Looking back a weekday or a month's day is the latest, today included. Looking ahead it is the
    next: of a weekday today excluded, of a month's day included.
    """
    if isinstance(day, date):
        return day
    if isinstance(day, timedelta):
        return today + day
    if isinstance(day, int):
        if ahead:
            return today + timedelta(days=(day - today.weekday() - 1) % 7 + 1)
        return today - timedelta(days=(today.weekday() - day) % 7)
    step = 1 if ahead else -1
    for year in range(today.year, today.year + 9 * step, step):  # 02-29 may be eight years away
        try:
            found = date(year, *day)
        except ValueError:
            continue
        if found == today or (found > today) == ahead:
            return found
    return today  # the calendar ends within eight years


def check_past(day: date, today: date, words: Sequence[Word]) -> date:
    """`day` again, when something may have happened on it.

    Raises:
        EntryError: before 1950, or after today.
    """
    return checked(words, lambda: PAST.check(day, today, "day"))


def said_twice(field: str, words: Sequence[Word]) -> EntryError:
    return wrong(field, f"“{' '.join(word.text for word in words)}” says it a second time", words)
