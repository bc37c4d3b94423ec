"""What an import shows and asks on a terminal, outside of any transaction."""

from __future__ import annotations

from mtdesk.cli import declared
from mtdesk.cli.print import printable, say, say_listing
from mtdesk.errors import InvalidError
from mtdesk.model.frozen import replace
from mtdesk.say.files import change_words, preview_parts, unclear_words
from mtdesk.say.files.preview import near_names, near_words
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtdesk.cli.call import Call
    from mtdesk.model.importing import Decisions, Tally
    from mtdesk.model.ledger.alike import Candidate

KINDS = ("client", "service", "workplace")


def say_preview(call: Call, tallies: Sequence[Tally]) -> None:
    """What each file would bring."""
    for tally in tallies:
        for part in preview_parts(tally, call.desk.settings.currency):
            if isinstance(part, str):
                say(part)
            else:
                say_listing(part, indent="  ")


def complain(lines: Iterable[str]) -> None:
    for line in lines:
        declared.echo(printable(line), err=True)


def brings(tallies: Iterable[Tally]) -> bool:
    """Whether there is something to say yes to."""
    return any(each.new or each.matched or each.changed or each.unclear for each in tallies)


def same(said: Sequence[str]) -> dict[tuple[str, str], str | None]:
    """Names of the file by what they are here, whatever they name.

    Raises:
        InvalidError: one of them says nothing.
    """
    found: dict[tuple[str, str], str | None] = {}
    for text in said:
        new, equals, known = (each.strip() for each in text.partition("="))
        if not (new and equals and known):
            raise InvalidError("same", f"“{text}” is not NEW=KNOWN, as “Hanna S=Hana Sakura”")
        found |= {(kind, new): known for kind in KINDS}
    return found


def names(tallies: Sequence[Tally], before: Decisions) -> Decisions:
    """Whose names those are that resemble another, once each."""
    said = dict(before.names)
    for near in near_names(tallies):
        if (near.kind, near.name) in said:
            continue
        declared.echo(printable(f"{near_words(near)}."), err=True)
        is_same = declared.confirm("Is it the same?", default=False, err=True)
        said[near.kind, near.name] = near.like if is_same else None
    return replace(before, names=said)


def decided(call: Call, tallies: tuple[Tally, ...], before: Decisions) -> Decisions:
    """The answers to what is open, once each; then nothing is asked any more."""
    currency = call.desk.settings.currency
    before = names(tallies, before)
    answers: dict[tuple[str, int], Candidate | None] = {}
    for tally in tallies:
        for row in tally.unclear:
            declared.echo(printable(f"line {row.line}: {unclear_words(row, currency)}"), err=True)
            for number, each in enumerate(row.candidates, start=1):
                declared.echo(printable(f"  {number}  {each.words(currency)}"), err=True)
            choices = [str(number + 1) for number in range(len(row.candidates))]
            said = declared.prompt(
                "Which is it? (a number, or n: none, it is new; s: leave it out)",
                type=declared.Choice([*choices, "n", "s"]),
                show_choices=False,
                err=True,
            )
            if said != "s":
                answers[tally.name, row.line] = (
                    None if said == "n" else row.candidates[int(said) - 1]
                )
    applies = before.applies_changes
    changes = [(tally, each) for tally in tallies for each in tally.changes]
    if changes and not applies:
        for tally, change in changes:
            declared.echo(printable(change_words(tally, change)), err=True)
        applies = declared.confirm("Take over what changed?", err=True)
    return replace(before, applies_changes=applies, asks=False, answers=answers)
