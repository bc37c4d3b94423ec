"""receipt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, days_between, handing_over
from mtdesk.cli.print import one_line, say, say_json
from mtdesk.cli.year.year import table_lines, wrapped
from mtdesk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.model.receipt import PaidPart, Receipt

_FIGURES = ("charged", "discount", "paid", "credit", "insurer", "open")


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
        target = Path(pdf)
        said = confirming(call, lambda yes: receipts.write(receipt, target, confirmed=yes))
        click.echo(said, err=True)
    else:
        for line in _lines(receipt):
            say(line)


def receipt_document(receipt: Receipt) -> dict[str, Any]:
    return {
        "document": "superbill" if receipt.is_superbill else "receipt",
        **{
            name: receipt.issuer.get(name)
            for name in ("business", "therapist", "licence", "address")
        },
        "client": receipt.client,
        "referred_by": receipt.referred_by or None,
        "condition": receipt.condition or None,
        "from": receipt.first.isoformat(),
        "to": receipt.last.isoformat(),
        "made_on": receipt.made_on.isoformat(),
        "currency": receipt.currency.code,
        "visits": [
            {
                "session": visit.session_id,
                "date": visit.local_date,
                "service": visit.service or None,
                "minutes": visit.minutes,
                "procedure_code": visit.procedure_code,
                "menu_minor": visit.menu_minor,
                **{f"{name}_minor": getattr(visit, f"{name}_minor") for name in _FIGURES},
                "payments": _parts(visit.paid),
            }
            for visit in receipt.visits
        ],
        "totals": {f"{name}_minor": receipt.total(name) for name in _FIGURES},
        "set_against_no_visit": _parts(receipt.apart),
        "missing": list(receipt.missing),
        "notes": list(receipt.notes),
    }


def _parts(parts: Iterable[PaidPart]) -> list[dict[str, Any]]:
    return [
        {
            "date": part.paid_on,
            "source": part.source,
            "way": part.way,
            "amount_minor": part.amount_minor,
        }
        for part in parts
    ]


def _lines(receipt: Receipt) -> Iterator[str]:
    """The sheet in words, and what it lacks."""
    if not receipt.visits:
        yield receipt.nothing_there
        return
    yield one_line(f"{receipt.heading}, {receipt.first} to {receipt.last}", 100)
    for name, text in receipt.issuer.items():
        yield f"  {name}: {one_line(text, 100)}"
    if receipt.is_superbill:
        for name, text in (
            ("referred by", receipt.referred_by),
            ("condition, as given by the referrer", receipt.condition),
        ):
            yield f"  {name}: {one_line(text, 100) or 'left blank, to be written in'}"
    yield ""
    yield from table_lines(receipt.table, receipt.currency, with_totals=True)
    if receipt.apart:
        yield ""
        yield f"  {receipt.apart_table.name}"
        yield from table_lines(receipt.apart_table, receipt.currency, with_totals=False)
    yield ""
    for note in receipt.notes:
        yield from wrapped(note)
    if receipt.missing:
        yield ""
        yield from wrapped(f"It lacks {'; '.join(receipt.missing)}.")
