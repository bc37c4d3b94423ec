"""receipt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, days_between, handing_over
from mtdesk.cli.print import one_line, say, say_json, table_lines, wrapped
from mtdesk.errors import UsageError
from mtdesk.say.document import written
from mtdesk.say.year.receipts import (
    apart_table,
    head,
    heading,
    missing,
    notes,
    receipt_document,
    receipt_sheet,
    visits_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.cli.call import Call
    from mtdesk.model.receipt import Receipt


@click.command("receipt")
@click.argument("client")
@click.option("--from", "start", metavar="YYYY-MM-DD", help="First day (default: first visit).")
@click.option("--to", "last", metavar="YYYY-MM-DD", help="Last day, inclusive (default: today).")
@click.option("--pdf", metavar="FILE", help="Write it as a PDF.")
@click.option("--superbill", is_flag=True, help="With blank lines for what a referrer gives.")
@handing_over
def receipt_command(
    call: Call, client: str, start: str | None, last: str | None, pdf: str | None, superbill: bool
) -> None:
    """A client's receipt, for an HSA, an FSA or an insurer to decide on.

    Each done visit with its service, length, procedure code, charge and payments. Tips, and packages
    and gift cards sold, are left out. What is missing is said before a file is written.

    \b
    mtdesk receipt ana
    mtdesk receipt ana --from 2026-01-01 --to 2026-12-31 --pdf ana.pdf
    mtdesk receipt ana --superbill --pdf superbill.pdf
    """
    if pdf is not None and call.json:
        raise UsageError("--json prints, and a file is written: choose one of them")
    if pdf in {"", "-"}:
        raise UsageError("--pdf needs a file")
    receipts = call.desk.year.receipts
    receipt = receipts.of(client, days_between(call, start, last), is_superbill=superbill)
    if call.json:
        say_json(receipt_document(receipt))
    elif pdf is not None:
        target, sheet = Path(pdf), receipt_sheet(receipt)
        done = confirming(call, lambda yes: receipts.write(receipt, sheet, target, confirmed=yes))
        click.echo(written(sheet, [target], done), err=True)
    else:
        for line in _lines(receipt):
            say(line)


def _lines(receipt: Receipt) -> Iterator[str]:
    """The sheet in words, and what it lacks."""
    if not receipt.visits:
        yield receipt.nothing_there
        return
    yield one_line(f"{heading(receipt)}, {receipt.first} to {receipt.last}", 100)
    for name, text in head(receipt):
        yield f"  {name}: {one_line(text, 100)}"
    yield ""
    visits = visits_table(receipt)
    yield f"  {visits.name}"
    yield from table_lines(visits, receipt.currency, with_totals=True)
    if receipt.apart:
        apart = apart_table(receipt)
        yield ""
        yield f"  {apart.name}"
        yield from table_lines(apart, receipt.currency)
    yield ""
    for note in notes(receipt):
        yield from wrapped(note)
    lacking = missing(receipt)
    if lacking:
        yield ""
        yield from wrapped(f"It lacks {'; '.join(lacking)}.")
