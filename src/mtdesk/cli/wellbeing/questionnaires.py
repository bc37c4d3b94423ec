"""questionnaire add, take, list, show."""

from __future__ import annotations

from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, is_interactive
from mtdesk.cli.options import reading, writing
from mtdesk.cli.print import cells, printable, say, say_json, say_listing, say_undo
from mtdesk.desk.wellbeing.questionnaires import Sitting
from mtdesk.errors import INTERRUPTED, UsageError
from mtdesk.model.questionnaire import Item, Questionnaire, Result
from mtdesk.say.document import document
from mtdesk.say.wellbeing.questionnaires import (
    LISTED,
    added_words,
    definition_document,
    history,
    kept,
    listing,
    opening,
    result_document,
    score_words,
    scores_of,
    sitting_document,
    size_words,
    taken_already,
)

HINT = "A number answers, enter skips, b goes back, - takes an answer back, q leaves and keeps."
NAME = declared.argument("name", nargs=-1)


@declared.group("questionnaire", no_args_is_help=False)
def questionnaire_command() -> None:
    """Questionnaires: ours, and those that you bring as a file."""


@questionnaire_command.command("add")
@declared.argument("file", type=declared.Path(path_type=Path))
@writing
def add(call: Call, file: Path) -> None:
    """Bring a questionnaire as a TOML file: scales, items, answers and their scores.

    examples/questionnaire.toml is a template. Bring only what its licence lets you use.

    \b
    mtdesk questionnaire add instrument.toml
    """
    added, operation, is_new_version = call.desk.wellbeing.questionnaires.add_file(file)
    announce_new_file(call)
    if call.json:
        about = {"operation": operation, "new_version": is_new_version}
        say_json({**about, **definition_document(added)})
        return
    say(added_words(added, is_new_version=is_new_version))
    say(f"  mtdesk questionnaire take {added.name}")
    say_undo(operation)


@questionnaire_command.command("take")
@NAME
@declared.option(
    "--answers", metavar="ITEM=SCORE,...", help="All answers at once; `-` or left out is skipped."
)
@declared.option("--on", metavar="YYYY-MM-DD", help="The day (default today).")
@writing
def take(call: Call, name: tuple[str, ...], answers: str | None, on: str | None) -> int:
    """Answer a questionnaire item by item; what is left half way is kept for the day.

    Without NAME it is the one taken last. `show NAME --json` lists the items and their scores.

    \b
    mtdesk questionnaire take own words
    mtdesk questionnaire take own words --answers me-1=75,me-2=50,me-3=-
    """
    sitting = call.desk.wellbeing.questionnaires.start(" ".join(name), on=on)
    result = None
    if answers is not None:
        result = sitting.finish(_answers(answers))
    elif not is_interactive():
        raise UsageError(
            "give the answers with --answers, or take it on a terminal",
            hint=f"`mtdesk questionnaire show {sitting.questionnaire.name} --json` lists the items",
        )
    else:
        _introduce(sitting)
        try:
            if _ask_all(sitting):
                result = sitting.finish()
        except KeyboardInterrupt:
            _say_left(sitting)
            return INTERRUPTED
    announce_new_file(call)
    if call.json:
        say_json(sitting_document(sitting, result))
    elif result is None:
        _say_left(sitting)
    else:
        _say_result(sitting, result)
    return 0


def _answers(text: str) -> dict[str, float | None]:
    """`me-1=75,me-2=-` as scores by item."""
    found: dict[str, float | None] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        item_id, equals, score = (part.strip() for part in pair.partition("="))
        if not equals:
            raise UsageError(f"“{pair}” is not ITEM=SCORE, for example me-1=75")
        if item_id in found:
            raise UsageError(f"“{item_id}” is answered twice")
        try:
            found[item_id] = None if score in {"", "-"} else float(score)
        except ValueError:
            raise UsageError(f"“{score}” is not a score for {item_id}; write one, or -") from None
    if not found:
        raise UsageError("--answers is empty; write ITEM=SCORE, for example me-1=75")
    return found


def _introduce(sitting: Sitting) -> None:
    for line in (*opening(sitting), HINT):
        declared.echo(printable(line), err=True)


def _ask_all(sitting: Sitting) -> bool:
    """Ask what is open; whether it was gone through to the end."""
    while (item := sitting.item) is not None:
        declared.echo(
            f"\n{sitting.place + 1} of {len(sitting.order)}  {printable(item.text)}", err=True
        )
        given = sitting.response.answers.get(sitting.item_id or "")
        for number, option in enumerate(item.options, start=1):
            mark = "  ← your answer" if option.value == given else ""
            declared.echo(f"  {number}  {printable(option.text)}{mark}", err=True)
        word = declared.prompt(
            f"1-{len(item.options)}", default="", show_default=False, prompt_suffix=" ", err=True
        )
        if word.strip().casefold() in {"q", "quit"}:
            return False
        _take_word(sitting, item, word.strip().casefold())
    return True


def _take_word(sitting: Sitting, item: Item, word: str) -> None:
    if word == "b":
        sitting.back()
    elif not word:
        sitting.pass_by()
    elif word == "-":
        sitting.skip()
    elif word.isdecimal() and 1 <= int(word) <= len(item.options):
        sitting.answer(sitting.item_id or "", item.options[int(word) - 1].value)
    else:
        declared.echo(f"“{printable(word)}” is not 1 to {len(item.options)}. {HINT}", err=True)


def _say_left(sitting: Sitting) -> None:
    left = kept(sitting)
    if not left:
        declared.echo("nothing was answered, so nothing is kept", err=True)
        return
    declared.echo(left, err=True)
    name = printable(sitting.questionnaire.name)
    declared.echo(f"  mtdesk questionnaire take {name}", err=True)


def _say_result(sitting: Sitting, result: Result) -> None:
    if sitting.taken_that_day:
        declared.echo(printable(taken_already(sitting)), err=True)
    say(f"{result.questionnaire}, {result.taken_on}")
    width = max(cells(part.scale) for part in result.scales)
    for part in result.scales:
        say(f"  {part.scale}{' ' * (width - cells(part.scale))}  {score_words(part)}")
    say_undo(sitting.operation)


@questionnaire_command.command("list")
@reading
def list_(call: Call) -> None:
    """List questionnaires, and when each was last taken.

    \b
    mtdesk questionnaire list
    """
    every = call.desk.wellbeing.questionnaires.all()
    if call.json:
        say_json({"questionnaires": [document(each, LISTED) for each in every]})
    else:
        say_listing(listing(every))


@questionnaire_command.command("show")
@NAME
@reading
def show(call: Call, name: tuple[str, ...]) -> None:
    """Show the scores over time, each scale by itself; they are never added up.

    A change is stated only where the file gives an SD and a reliability (Jacobson and Truax 1991).

    \b
    mtdesk questionnaire show own words
    """
    listed = call.desk.wellbeing.questionnaires.get(" ".join(name))
    results = call.desk.wellbeing.questionnaires.history(listed.questionnaire.name)
    if call.json:
        say_json(
            {
                **document(listed, LISTED),
                **definition_document(listed.questionnaire),
                "results": [result_document(result) for result in results],
            }
        )
        return
    _say_about(listed.questionnaire)
    if not results:
        say(f"Not taken yet: mtdesk questionnaire take {listed.questionnaire.name}")
        return
    _say_history(listed.questionnaire, results)


def _say_about(questionnaire: Questionnaire) -> None:
    say(f"{questionnaire.name}: {size_words(questionnaire)}")
    if questionnaire.about:
        say(questionnaire.about)
    for label, text in (("source", questionnaire.source), ("licence", questionnaire.licence)):
        if text:
            say(f"{label}: {text}")
    say()


def _say_history(questionnaire: Questionnaire, results: list[Result]) -> None:
    from mtdesk.charts import spark

    say_listing(history(questionnaire, results))
    names = [scale.name for scale in questionnaire.scales]
    scores = scores_of(questionnaire, results)
    say()
    width = max(cells(name) for name in names)
    for place, name in enumerate(names):
        picture = spark([line[place] for line in scores], width=60)
        say(f"{name}{' ' * (width - cells(name))}  {picture}")
