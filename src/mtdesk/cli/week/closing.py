"""close: the list to finish a day with."""

from __future__ import annotations

from datetime import date

from mtdesk.cli import declared
from mtdesk.cli.call import Call, is_interactive
from mtdesk.cli.options import handing_over
from mtdesk.cli.print import printable, say, say_json, say_undo, table
from mtdesk.desk import Desk
from mtdesk.desk.week.closing import Answer, Closing, Given, Open
from mtdesk.errors import (
    ClosedYearError,
    InvalidError,
    NeedsConfirmationError,
    RefusedError,
)
from mtdesk.model.period import human_day, parse_date
from mtdesk.model.rules import PAST
from mtdesk.say.week import day_sentence, no_practice
from mtdesk.say.week.closing import (
    ANSWERS,
    LATER,
    NOTHING_LEFT,
    closing_document,
    command,
    earlier_words,
    given_reading,
    owing_words,
    question,
    tomorrow_words,
)


@declared.command("close")
@declared.argument("day", metavar="[YYYY-MM-DD]", required=False)
@handing_over
def close_command(call: Call, day: str | None) -> None:
    """Close the day (default today): what is still open of it, one question after the other.

    Bookings that nobody settled, prices, ways of paying, efforts and times not said, the
    check-in. Asked on a terminal; elsewhere it is listed, with the command that answers each.
    All answers are one operation, and one undo.

    \b
    mtdesk close
    mtdesk close 2026-11-20
    mtdesk close --json
    """
    desk = call.desk
    when = parse_date(day, "close") if day else desk.today
    PAST.check(when, desk.today, "close")
    closing = desk.week.closing.of(when)
    if call.json:
        say_json(closing_document(closing, desk.settings.currency, desk.today))
    elif not desk.exists:
        for line in no_practice(desk.path):
            say(line)
    elif closing.open and is_interactive():
        _say_day(desk, closing)
        _write(call, when, _ask(desk, when, sure=call.yes))
    else:
        _say_day(desk, closing)
        _say_open(desk, closing)
        _say_next(desk, closing)


def _say_day(desk: Desk, closing: Closing) -> None:
    named = human_day(closing.date, desk.today)
    say(
        f"{named[:1].upper()}{named[1:]}, {closing.date}: {day_sentence(desk.week.day(closing.date))}"
    )


def _say_open(desk: Desk, closing: Closing) -> None:
    """What is open, and below it the command that answers each."""
    currency = desk.settings.currency
    rows = [
        (question(each, currency), command(each, closing.date, desk.now().date()))
        for each in closing.open
    ]
    for line in table(("", ""), rows, most=90)[1:]:
        say(f"  {line}")
    if not rows:
        say(f"  ✓ {NOTHING_LEFT}")


def _say_next(desk: Desk, closing: Closing) -> None:
    for words in (
        owing_words(closing, desk.settings.currency),
        tomorrow_words(closing.tomorrow, desk.today),
        earlier_words(closing, desk.today),
    ):
        if words:
            say(f"  {words}")


# -- asking


def _ask(desk: Desk, day: date, *, sure: bool) -> list[Answer]:
    """Each open thing once, those too that an answer opens: a booking done has an effort."""
    answers: list[Answer] = []
    asked: set[tuple[str, int | None]] = set()
    declared.echo(f"  {LATER}", err=True)
    while True:
        _, closing = desk.week.closing.preview(day, answers)
        waiting = [each for each in closing.open if each.name not in asked]
        if not waiting:
            return answers
        asked.add(waiting[0].name)
        answer = _answer(desk, day, answers, waiting[0], left=len(waiting), sure=sure)
        if answer is not None:
            answers.append(answer)


def _answer(
    desk: Desk, day: date, before: list[Answer], asked: Open, *, left: int, sure: bool
) -> Answer | None:
    """What she says of it, once it can be understood; None where it stays open."""
    currency = desk.settings.currency
    declared.echo(f"{left} left · {printable(question(asked, currency))}", err=True)
    while True:
        text = declared.prompt(f"  {ANSWERS[asked.kind]}", default="", show_default=False, err=True)
        if not text.strip():
            return None
        answer = Answer(kind=asked.kind, session=asked.session, text=text, confirmed=sure)
        try:
            return _understood(desk, day, before, answer)
        except ClosedYearError:
            raise
        except (InvalidError, RefusedError) as error:
            declared.echo(f"  ✗ {printable(error.message)}", err=True)


def _understood(desk: Desk, day: date, before: list[Answer], answer: Answer) -> Answer | None:
    """The answer, said back as it will be written; None where she is not sure."""
    try:
        given, _ = desk.week.closing.preview(day, [*before, answer])
    except NeedsConfirmationError as error:
        if not declared.confirm(f"  {printable(error.question)}", err=True):
            return None
        sure = Answer(kind=answer.kind, session=answer.session, text=answer.text, confirmed=True)
        given, _ = desk.week.closing.preview(day, [*before, sure])
        answer = sure
    words = given_reading(given[-1], desk.settings.currency, desk.today).words
    declared.echo(f"  → {printable(words)}", err=True)
    return answer


def _write(call: Call, day: date, answers: list[Answer]) -> None:
    desk = call.desk
    given = desk.week.closing.answer(day, answers) if answers else []
    _say_given(desk, given)
    closing = desk.week.closing.of(day)
    if closing.open:
        _say_open(desk, closing)
    else:
        say(f"  ✓ {NOTHING_LEFT}")
    _say_next(desk, closing)
    if given:
        say_undo(desk.written)


def _say_given(desk: Desk, given: list[Given]) -> None:
    """Each session as it then is, and each remark once."""
    last = {each.logged and each.logged.id: each for each in given}
    said = set()
    for number, each in last.items():
        reading = given_reading(each, desk.settings.currency, desk.today)
        say(f"  {number}: {reading.words}" if number else f"  {reading.words}")
        for line in (reading.alarm, *(remark.text for remark in reading.remarks)):
            if line and line not in said:
                said.add(line)
                say(f"    {line}")
