"""incident resume, drafts, drop; the guide on a terminal: one question at a time, kept answer by answer."""

from __future__ import annotations

from itertools import zip_longest
from shutil import get_terminal_size
from textwrap import wrap

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, is_interactive
from mtdesk.cli.options import reading, writing
from mtdesk.cli.print import one_line, printable, say, say_json, say_listing
from mtdesk.desk.incidents.recording import Guide
from mtdesk.errors import INTERRUPTED, InvalidError, NotFoundError, UsageError
from mtdesk.model.incidents import ENDINGS, Draft, Incident, Question
from mtdesk.say.document import document
from mtdesk.say.incidents import (
    DRAFT,
    NO_DRAFT,
    again_words,
    drafts_listing,
    next_steps,
    place_words,
)
from mtdesk.say.incidents.record import INCIDENT


@declared.command("resume")
@declared.argument("draft_id", metavar="[N]", type=int, required=False)
@writing
def resume(call: Call, draft_id: int | None) -> int:
    """Go on with a record that was left: the one changed last, or that one.

    \b
    mtdesk incident resume
    mtdesk incident resume 2
    """
    found = call.desk.incidents.drafts()
    if draft_id is None and not found:
        raise NotFoundError(
            "there is no draft to go on with; `mtdesk incident add` begins a record"
        )
    draft = call.desk.incidents.draft(draft_id) if draft_id is not None else found[0]
    if not is_interactive():
        raise UsageError(
            "a draft is gone on with on a terminal",
            hint="`mtdesk incident drafts --json` shows its answers, and `mtdesk incident add` "
            "records them",
        )
    return guided(call, {}, draft)


@declared.command("drafts")
@reading
def drafts(call: Call) -> None:
    """Records that were begun and are not finished.

    \b
    mtdesk incident drafts
    """
    found = call.desk.incidents.drafts()
    if call.json:
        say_json({"drafts": [document(each, DRAFT) for each in found]})
        return
    if not found:
        say(NO_DRAFT)
        return
    say_listing(drafts_listing(found))
    say("mtdesk incident resume N goes on with one; mtdesk incident drop N takes it away")


@declared.command("drop")
@declared.argument("draft_id", metavar="N", type=int)
@writing
def drop(call: Call, draft_id: int) -> None:
    """Take a draft away; what is recorded is never dropped.

    \b
    mtdesk incident drop 2
    """
    operation = call.desk.incidents.drop_draft(draft_id)
    if call.json:
        say_json({"draft": draft_id, "operation": operation})
    else:
        say(f"draft {draft_id} dropped; mtdesk undo {operation} brings it back")


def guided(call: Call, fields: dict[str, str], draft: Draft | None = None) -> int:

    for field, text in fields.items():
        call.desk.incidents.check(field, text)
    outcome = Asking(call, call.desk.incidents.guide(fields, draft)).ask()
    if isinstance(outcome, int):
        return outcome
    announce_new_file(call)
    say_recorded(call, *outcome)
    return 0


def say_recorded(call: Call, incident: Incident, operation: int) -> None:
    steps = next_steps(incident)
    if call.json:
        say_json({"operation": operation, **document(incident, INCIDENT), "next_steps": steps})
        return
    say(f"incident {incident.id} recorded: {incident.kind}, severity {incident.severity}")
    if incident.written_after:
        say(f"  Written {incident.written_after} after it happened; the record shows both times.")
    say("  It is sealed. What is to be added or corrected:")
    say(f"    mtdesk incident note {incident.id} TEXT")
    say(f"    mtdesk incident evidence {incident.id} FILE")
    for each in incident.follow_ups:
        say(f"  {again_words(each)}")
    if steps:
        say("  To think of now (no legal advice):")
        for step in steps:
            say(f"  - {step}")


HOW = (
    "One fact at a time: what happened, not what it means. Enter leaves a question out, b goes "
    "back, later keeps what you wrote for another time (so does ctrl+c). Nothing is sealed until "
    "you say so at the end."
)
_LATER, _BACK = {"later"}, {"b", "back"}


class Asking:
    """One sitting of the guide on a terminal."""

    def __init__(self, call: Call, guide: Guide) -> None:
        self._call = call
        self._guide = guide

    def ask(self) -> tuple[Incident, int] | int:
        """Ask what is open; the record and its operation, or the exit code of one that was left."""
        _talk(HOW)
        try:
            while self._ask_to_the_end():
                try:
                    return self._guide.record()
                except InvalidError as error:  # back to the question whose answer is wrong
                    _talk(f"{error.message}.")
        except KeyboardInterrupt:
            _talk("")
            self._say_left()
            return INTERRUPTED
        self._say_left()
        return 0

    def _ask_to_the_end(self) -> bool:
        """Whether it is to be recorded now; not when it is kept for later or dropped."""
        while True:
            word = self._ask_whether() if self._guide.is_at_end else self._ask_one()
            if word in _BACK:
                self._guide.back()
            elif word == "again":
                self._guide.again()
            elif word == "drop":
                self._drop()
                return False
            elif word == "record" or word in _LATER:
                return word == "record"

    def _ask_one(self) -> str:
        """Put an answer into the draft; returns the word when it was not one."""
        guide, question, before = self._guide, self._guide.question, self._guide.given
        _talk(f"\n{place_words(guide)}  {question.words}\n   {question.hint}")
        for line in _choice_lines(question):
            _talk(f"   {line}")
        if before:
            _talk(f"   now: {one_line(before, 200)}  (enter keeps it, - takes it away)")
        lines: list[str] = []
        while True:
            text = _prompt("  ›")
            if text.casefold() in _LATER | _BACK:
                return text.casefold()
            is_last = not text or text == "-" or not question.repeats
            try:
                if is_last:
                    guide.answer("" if text == "-" else text or "\n".join(lines) or before)
                    announce_new_file(self._call)
                    return ""
                guide.check(text)
            except InvalidError as error:
                _talk(f"   {printable(error.message)}.")
                continue
            lines.append(text)
            guide.keep("\n".join(lines))
            announce_new_file(self._call)
            _talk("   Another? Enter goes on.")

    def _ask_whether(self) -> str:
        question = self._guide.question
        _talk(f"\n{question.words}\n")
        for each, answer in self._guide.summary:
            _talk(f"  {each.key}: {answer}".replace("\n", "\n    "))
        _talk(f"\n{question.hint}")
        words = {*ENDINGS, *_LATER, *_BACK}
        while True:
            word = _prompt("record, again, later or drop?").casefold()
            if word in words:
                return word

    def _drop(self) -> None:
        number = self._guide.drop()
        if number is not None:
            _talk(f"dropped; mtdesk undo {number} brings it back")

    def _say_left(self) -> None:
        draft_id = self._guide.draft_id
        if draft_id is None:
            _talk("nothing is recorded, and nothing was kept")
        elif self._call.json:
            say_json({"draft": draft_id, "answers": self._guide.answers})
        else:
            say(f"kept as draft {draft_id}, and not yet recorded")
            say(f"  mtdesk incident resume {draft_id} goes on with it")


def _prompt(words: str) -> str:
    text = declared.prompt(words, default="", show_default=False, prompt_suffix=" ", err=True)
    return str(text).strip()


def _choice_lines(question: Question) -> list[str]:
    """What can be chosen; many in two columns, so that the question stays in sight."""
    if question.values != question.choices:  # each begins with its number
        return list(question.choices)
    numbered = [f"{number:2}  {choice}" for number, choice in enumerate(question.choices, 1)]
    half = (len(numbered) + 1) // 2
    width = max((len(each) for each in numbered[:half]), default=0) + 3
    return [
        (left.ljust(width) + right).rstrip()
        for left, right in zip_longest(numbered[:half], numbered[half:], fillvalue="")
    ]


def _talk(text: str) -> None:
    """To standard error, no line wider than the terminal."""
    width = min(get_terminal_size().columns, 100)
    for line in printable(text).split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        declared.echo("\n".join(wrap(line, width, subsequent_indent=indent)), err=True)
