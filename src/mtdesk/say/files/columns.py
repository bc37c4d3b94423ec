"""The columns of somebody's own table, as they are asked about: what each can be, and what a plan makes of it."""

from __future__ import annotations

from mtdesk.model.importing import DAY_FIRST, MONTH_FIRST, Look
from mtdesk.model.importing.shown import Plan, SheetColumn
from mtdesk.model.text import counted, joined, worded

LEFT_OUT = "left out"
FIELDS = {
    "date": "the day",
    "time": "the time",
    "client": "the client",
    "service": "the service",
    "minutes": "minutes",
    "hours": "hours",
    "amount": "what was paid",
    "tip": "the tip",
    "method": "how it was paid",
    "status": "what became of it",
    "workplace": "the workplace",
    "note": "a note",
}
BY = {"name": "its name", "content": "its cells", "remembered": "remembered", "said": "you"}
AS_READ = "as they read"
DATES = {DAY_FIRST: "the day first", MONTH_FIRST: "the month first"}
AS_IT_IS = "kept as it is"
NOT_READ = "cannot be read"
_PROBLEMS = 4
# Fields whose cells name nobody.
_NAMELESS = {"date", "time", "minutes", "hours", "amount", "tip", "method", "status"}


def samples_words(column: SheetColumn, what: str, *, hides_names: bool = False) -> str:
    """`3 Jan · 4 Jan · 5 Jan`: what stands in a column."""
    if hides_names and what not in _NAMELESS:
        return "(hidden)"
    return " · ".join(" ".join(each.split()) for each in column.samples) or "(empty)"


def word_label(of: str, count: int) -> str:
    """What a word that is not known is, and on how many rows."""
    return f"{of}, {counted(count, 'row')}" if count else of


def look_lines(look: Look, plan: Plan) -> list[str]:
    """How a plan reads the first rows, and what stands in its way."""
    if look.refused:
        return [look.refused]
    if look.lacks:
        said = joined([f"“{FIELDS[each]}”" for each in look.lacks], "or")
        return [f"No column is {said} yet: say which it is."]
    kept = f"{counted(look.read, 'row')} looked at: {look.records:,} hold a visit or money"
    parts = [
        kept,
        f"{look.skipped:,} {worded(look.skipped, 'holds', 'hold')} neither" if look.skipped else "",
    ]
    parts += [f"{look.problem_count:,} cannot be read" if look.problem_count else ""]
    lines = [", ".join(filter(None, parts))]
    # Where rows are shown one is enough; where none can be read, why not is all there is to show.
    shown = look.problems[: 1 if look.rows else _PROBLEMS]
    lines += [f"line {each.line}, {each.column}: “{each.value}” {each.reason}" for each in shown]
    if "client" not in plan.fields.values():
        lines.append("No column is “the client”: these visits would be nobody's.")
    return lines
