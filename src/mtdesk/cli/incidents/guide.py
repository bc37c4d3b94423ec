"""The record of an incident on a terminal: one question at a time, kept answer by answer."""

from __future__ import annotations

from itertools import zip_longest
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from mtdesk.cli import INTERRUPTED
from mtdesk.cli.call import announce_new_file
from mtdesk.cli.print import one_line, printable, say, say_json
from mtdesk.errors import InvalidError
from mtdesk.model.incidents.questions import QUESTIONS

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.model.incidents import Incident
    from mtdesk.model.incidents.questions import Question

HOW = (
    "One fact at a time: what happened, not what it means. Enter leaves a question out, b goes "
    "back, later keeps what you wrote for another time (so does ctrl+c). Nothing is sealed until "
    "you say so at the end."
)
_KEYS = [each.key for each in QUESTIONS]
_LATER, _BACK = {"later"}, {"b", "back"}


class Guide:
    """One sitting: what is answered is a draft in the practice, so nothing typed is lost."""

    def __init__(self, call: Call, answers: dict[str, str], draft_id: int | None = None) -> None:
        self._call = call
        self._incidents = call.desk.incidents
        self._answers = answers
        self._draft_id = draft_id
        self._again = False  # gone through once more, answered ones too
        self._place = self._open_from(0)
        self._end = len(QUESTIONS)

    def ask(self) -> tuple[Incident, int] | int:
        """Ask what is open; the record and its operation, or the exit code of one that was left."""
        _talk(HOW)
        try:
            while self._ask_to_the_end():
                try:
                    return self._record()
                except InvalidError as error:  # back to the question whose answer is wrong
                    _talk(f"{error.message}.")
                    self._answers.pop(error.field, None)
                    self._place = _KEYS.index(error.field)
                    self._end = self._place + 1
        except click.Abort:
            _talk("")
            self._say_left()
            return INTERRUPTED
        self._say_left()
        return 0

    def _open_from(self, place: int) -> int:
        """The first place from there on that was not come to yet."""
        while not self._again and place < len(_KEYS) and _KEYS[place] in self._answers:
            place += 1
        return place

    def _ask_to_the_end(self) -> bool:
        """Whether it is to be recorded now; not when it is kept for later or dropped."""
        while True:
            while self._place < self._end:
                word = self._ask_one(QUESTIONS[self._place])
                if word in _LATER:
                    return False
                if word in _BACK:
                    self._place = max(self._place - 1, 0)
                else:
                    self._place = self._open_from(self._place + 1)
            self._end = len(QUESTIONS)
            word = self._ask_whether()
            if word == "again":
                self._again, self._place = True, 0
            elif word == "drop":
                self._drop()
                return False
            elif word in _BACK:
                self._place = len(QUESTIONS) - 1
            else:
                return word == "record"

    def _ask_one(self, question: Question) -> str:
        """Put an answer into the draft; returns the word when it was not one."""
        before = self._answers.get(question.key, "")
        _talk(f"\n{self._place + 1} of {len(QUESTIONS)}  {question.words}\n   {question.hint}")
        for line in _choice_lines(question):
            _talk(f"   {line}")
        if before:
            _talk(f"   now: {one_line(before, 200)}  (enter keeps it, - takes it away)")
        lines: list[str] = []
        while True:
            text = click.prompt(
                "  ›", default="", show_default=False, prompt_suffix=" ", err=True
            ).strip()
            word = text.casefold()
            if word in _LATER | _BACK:
                return str(word)
            if not text and not lines:
                self._keep(question.key, before)
                return ""
            answer = "" if text == "-" else _chosen(question, text)
            try:
                self._incidents.check(question.key, answer)
            except InvalidError as error:
                _talk(f"   {printable(error.message)}.")
                continue
            if text:
                lines.append(answer)
                self._keep(question.key, "\n".join(lines))
            if not question.repeats or not text or text == "-":
                return ""
            _talk("   Another? Enter goes on.")

    def _ask_whether(self) -> str:
        _talk("\nIs this what happened?\n")
        for each in QUESTIONS:
            if self._answers.get(each.key):
                _talk(f"  {each.key}: {self._answers[each.key]}".replace("\n", "\n    "))
        _talk("\nOnce recorded it is sealed: it cannot be edited, and corrections are notes.")
        words = {"record", "again", "drop", *_LATER, *_BACK}
        while True:
            word = click.prompt(
                "record, again, later or drop?",
                default="",
                show_default=False,
                prompt_suffix=" ",
                err=True,
            )
            if word.strip().casefold() in words:
                return str(word.strip().casefold())

    def _keep(self, key: str, answer: str) -> None:
        self._answers[key] = answer
        if self._draft_id is not None:
            draft = self._incidents.save_draft(self._draft_id, self._answers)
            self._answers = dict(draft.answers)
        elif answer:
            self._draft_id = self._incidents.begin(self._answers)
            self._answers = dict(self._incidents.draft(self._draft_id).answers)
            announce_new_file(self._call)

    def _record(self) -> tuple[Incident, int]:
        if self._draft_id is None:
            return self._incidents.add(self._answers)
        return self._incidents.record_draft(self._draft_id, self._answers)

    def _drop(self) -> None:
        if self._draft_id is not None:
            number = self._incidents.drop_draft(self._draft_id)
            _talk(f"dropped; mtdesk undo {number} brings it back")
            self._draft_id = None
        self._answers = {}

    def _say_left(self) -> None:
        if self._draft_id is None:
            _talk("nothing is recorded, and nothing was kept")
        elif self._call.json:
            say_json({"draft": self._draft_id, "answers": self._answers})
        else:
            say(f"kept as draft {self._draft_id}, and not yet recorded")
            say(f"  mtdesk incident resume {self._draft_id} goes on with it")


def _choice_lines(question: Question) -> list[str]:
    """What can be chosen; many in two columns, so that the question stays in sight."""
    if question.key == "severity":
        return list(question.choices)
    numbered = [f"{number:2}  {choice}" for number, choice in enumerate(question.choices, 1)]
    half = (len(numbered) + 1) // 2
    width = max((len(each) for each in numbered[:half]), default=0) + 3
    return [
        (left.ljust(width) + right).rstrip()
        for left, right in zip_longest(numbered[:half], numbered[half:], fillvalue="")
    ]


def _chosen(question: Question, text: str) -> str:
    """A kind by its number; anything else as it was typed."""
    if question.key == "kind" and text.isascii() and text.isdecimal():
        number = int(text) if len(text) < 4 else 0
        if 1 <= number <= len(question.choices):
            return question.choices[number - 1]
    return text


def _talk(text: str) -> None:
    """To standard error, no line wider than the terminal."""
    width = min(get_terminal_size().columns, 100)
    for line in printable(text).split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        click.echo("\n".join(wrap(line, width, subsequent_indent=indent)), err=True)
