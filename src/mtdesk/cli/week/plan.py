"""plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file
from mtdesk.cli.options import reading
from mtdesk.cli.print import no_chart_in_json, say, say_chart, say_json, say_listing
from mtdesk.desk.week.plan import SEED, Asked
from mtdesk.errors import UsageError
from mtdesk.model.text import undo_words
from mtdesk.say.week import plan as words
from mtdesk.say.week.granted import assumptions

if TYPE_CHECKING:
    from mtdesk.desk.week.plan import Plan, Wanted
    from mtdesk.model.money import Currency


@declared.command("plan")
@declared.option("--cap-day", metavar="HOURS", help="At most so many hands-on hours a day.")
@declared.option("--cap-week", metavar="HOURS", help="At most so many hands-on hours a week.")
@declared.option(
    "--price", metavar="SERVICE=AMOUNT", multiple=True, help="A new price; all=+5 for all."
)
@declared.option(
    "--drop", metavar="NAME", multiple=True, help="Without that service, client or workplace."
)
@declared.option(
    "--shift", metavar="SERVICE=SERVICE", multiple=True, help="The second for the first."
)
@declared.option(
    "--day-off", metavar="WEEKDAY", multiple=True, help="No work on that day of the week."
)
@declared.option("--weeks-off", metavar="N", help="So many weeks off more than last year.")
@declared.option(
    "--want",
    metavar="WANTED",
    help="Turned round: take-home=same,load=-15% or rest=sunday+thursday.",
)
@declared.option(
    "--chart", is_flag=True, help="Draw income and load of the weeks to come, now and then."
)
@declared.option("--keep", is_flag=True, help="Hold your weeks against it from now on.")
@declared.option(
    "--seed", type=declared.IntRange(0, 2**31), default=SEED, help="What is drawn follows from it."
)
@reading
def plan_command(
    call: Call,
    cap_day: str | None,
    cap_week: str | None,
    price: tuple[str, ...],
    drop: tuple[str, ...],
    shift: tuple[str, ...],
    day_off: tuple[str, ...],
    weeks_off: str | None,
    want: str | None,
    chart: bool,
    keep: bool,
    seed: int,
) -> None:
    """What your own last weeks would have come to with a change in them: the next 26, as a range.

    Nothing here foretells: it is your weeks drawn again, with every assumption named.

    \b
    mtdesk plan --cap-day 4.5 --price all=+5
    mtdesk plan --day-off thursday --drop "deep tissue" --json
    mtdesk plan --shift "deep tissue=swedish" --weeks-off 2
    mtdesk plan --want take-home=same,load=-15%
    mtdesk plan --cap-day 4.5 --keep
    """
    asked = Asked(
        cap_day=cap_day, cap_week=cap_week, price=price, drop=drop, shift=shift,
        day_off=day_off, weeks_off=weeks_off,
    )  # fmt: skip
    no_chart_in_json(chart=chart, as_json=call.json)
    currency = call.desk.settings.currency
    plans = call.desk.week.plans
    if want is not None:
        if keep:
            raise UsageError("--keep takes steps: give those of the answer that you choose")
        _want(call, plans.wanted(want, asked, seed), plans.of(asked, seed), seed)
        return
    found = plans.of(asked, seed)
    if keep:
        plans.keep(found)
        announce_new_file(call)
    if call.json:
        say_json(words.plan_document(found, currency))
    else:
        _print(found, currency)
        if chart:
            for each in words.by_week(found, currency):
                say_chart(each)
    if keep:
        declared.echo(f"{words.KEPT}; {undo_words(call.desk.written)}", err=True)


def _want(call: Call, wanted: Wanted | None, plan: Plan, seed: int) -> None:
    currency = call.desk.settings.currency
    if wanted is not None and wanted.answers:
        plan = call.desk.week.plans.answered(wanted.answers[0], seed)
    if call.json:
        say_json(words.wanted_document(wanted, plan, currency))
        return
    say(words.title(plan))
    if wanted is None:
        say(f"  {words.too_few(plan)}")
        return
    if wanted.goals:
        say(f"  {words.goals_sentence(wanted.goals)}")
    say()
    for place, answer in enumerate(wanted.answers, 1):
        say(f"  {place}  {words.answer_sentence(answer, wanted.now, currency)}")
        say(f"     mtdesk plan {words.options(answer.listed)}")
    if not wanted.answers:
        say(f"  {words.NO_ANSWER}")
        return
    say()
    say(f"  {words.OF_THE_FIRST}")
    _print_assumptions(plan, currency)


def _print(plan: Plan, currency: Currency) -> None:
    say(words.title(plan))
    say(f"  {words.steps_sentence(plan, currency)}")
    if few := words.too_few(plan):
        say(f"  {few}")
        _print_assumptions(plan, currency)
        return
    if answer := words.answer(plan):
        say(f"  {answer}")
    say()
    say_listing(words.figures(plan, currency), indent="  ")
    say()
    _print_assumptions(plan, currency)


def _print_assumptions(plan: Plan, currency: Currency) -> None:
    for line in assumptions(plan, currency):
        say(f"  {line}")
