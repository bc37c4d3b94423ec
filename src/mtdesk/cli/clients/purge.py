"""client purge: what would go and what would stay, and then it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import confirming, writing
from mtdesk.cli.print import say, say_json
from mtdesk.errors import NeedsConfirmationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.desk.clients.purge import Plan, Purged

# Table -> (one, several), in the order in which they are said.
GOES = {
    "client_alias": ("other name", "other names"),
    "referral": ("referral", "referrals"),
    "function_note": ("function note", "function notes"),
    "progress_report": ("mark of a progress report", "marks of progress reports"),
    "incident": ("incident, with every word and the salt of its seal", "incidents, with every word and the salt of their seals"),
    "incident_addendum": ("line added to them", "lines added to them"),
    "incident_evidence": ("evidence file", "evidence files"),
    "incident_follow_up": ("follow-up", "follow-ups"),
    "incident_draft": ("unfinished incident", "unfinished incidents"),
}  # fmt: skip
STAYS = {
    "session": ("session", "sessions"),
    "payment": ("payment", "payments"),
    "redemption": ("use of a credit", "uses of credits"),
    "credit": ("package or gift card", "packages or gift cards"),
}
WHERE = {
    "client": "clients", "session": "session notes", "payment": "payment notes",
    "redemption": "notes on credits used", "referral": "referrals", "function_note": "function notes",
    "expense": "expenses", "recurring_expense": "monthly expenses", "trip": "trips",
    "work_time": "working time", "timer": "the timer", "tax_form": "tax forms",
    "check_in": "check-ins", "acknowledgement": "acknowledgements", "import_batch": "imports",
    "incident": "incidents", "incident_addendum": "lines added to those",
    "incident_evidence": "their evidence", "incident_follow_up": "their follow-ups",
    "incident_draft": "unfinished incidents",
}  # fmt: skip


@click.command("purge")
@click.argument("client")
@writing
def purge_command(call: Call, client: str) -> None:
    """Delete a client for good: it says what goes and what stays, and asks.

    Sessions, payments and credits stay as figures of a number, so that every year adds up as
    before. Names, contact, notes and incidents go, with all that history remembers of them; no
    undo brings them back.

    \b
    mtdesk client purge "Ana Pérez"
    mtdesk client purge 12 --yes
    """
    found = call.desk.clients.one(client)
    plan = call.desk.clients.purge.plan(found.id or 0)
    if not call.json:
        for line in plan_lines(call, plan):
            say(line)
    try:
        done: Purged = confirming(
            call, lambda yes: call.desk.clients.purge.carry_out(found.id or 0, confirmed=yes)
        )
    except NeedsConfirmationError:
        if call.json:
            say_json({"plan": _document(call, plan), "operation": None})
        raise
    folder, _ = call.desk.incidents.evidence_folder()
    left = [str(folder / name) for name in done.evidence_left]
    if call.json:
        say_json(
            {
                "plan": _document(call, plan),
                "operation": done.operation,
                "swept": done.is_swept,
                "evidence_left": left,
            }
        )
        return
    say(f"purged: they are client {found.id} now, a number in the figures")
    for path in left:
        say(f"  {path} could not be deleted; delete it yourself")
    if not done.is_swept:
        say(
            "  another mtdesk has the file open, and deleted text may still lie in its unused "
            "pages: close it, then run mtdesk client sweep"
        )


@click.command("sweep")
@writing
def sweep_command(call: Call) -> None:
    """Write the file anew without what was deleted, where purge could not.

    \b
    mtdesk client sweep
    """
    done = call.desk.clients.purge.sweep()
    if call.json:
        say_json({"swept": done})
    else:
        say("nothing deleted is left in the file" if done else "another mtdesk has the file open")


def plan_lines(call: Call, plan: Plan) -> Iterator[str]:
    """What a purge would do, a line each."""
    currency, person = call.desk.settings.currency, plan.person
    number = person.ids[0]
    yield f"client {number}, {plan.client.name}"
    yield f"  goes: {_counted(plan, GOES, ('name, contact and notes',))}"
    yield (
        f"  goes: {_many(person.images, 'image', 'images')} in the journal; "
        f"{_many(person.operations, 'operation', 'operations')} can no longer be undone"
    )
    yield f"  stays, as client {number} and without notes: {_counted(plan, STAYS)}"
    if plan.received_minor:
        yield f"  {currency.format(plan.received_minor)} of it in {plan.year}: the sums stay as they are"
    if plan.owed_minor:
        yield f"  {currency.format(plan.owed_minor)} is not paid, and stays outstanding"
    if plan.credit_minor:
        yield f"  {currency.format(plan.credit_minor)} of credit is not used, and stays owed"
    if plan.bookings:
        yield f"  {_many(plan.bookings, 'booking stays', 'bookings stay')} ahead; cancel them first"
    if plan.keep_until:
        yield (
            f"  ▲ the latest record is of {person.last_day}: NCBTMB's standard keeps records for four "
            f"years, until {plan.keep_until}; your state's law or insurer may ask for more"
        )
    yield from _elsewhere(plan)


def _elsewhere(plan: Plan) -> Iterator[str]:
    person = plan.person
    for path, holds in plan.copies:
        if holds is not False:
            still = "still holds them" if holds else "cannot be read, and may hold them"
            yield f"  ● {path} {still}: delete it, or keep it safe"
    yield "  ● other backups, exports, receipts and letters that you made are not known here"
    if person.imported_incidents:
        yield (
            f"  ● {_many(person.imported_incidents, 'incident', 'incidents')} came from a file, and "
            "would come back with it; sessions and payments of a file stay known, and do not"
        )
    if person.mentions:
        listed = ", ".join(
            f"{count:,} in {WHERE[table]}" for table, count in person.mentions.items()
        )
        yield f"  ● the name stands elsewhere too, and is not changed there: {listed}"


def _counted(plan: Plan, words: dict[str, tuple[str, str]], first: tuple[str, ...] = ()) -> str:
    counts = plan.person.counts
    parts = [_many(counts[table], *words[table]) for table in words if counts.get(table)]
    return ", ".join([*first, *parts]) or "nothing"


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _document(call: Call, plan: Plan) -> dict[str, Any]:
    person = plan.person
    return {
        "id": person.ids[0],
        "name": plan.client.name,
        "goes": {table: person.counts.get(table, 0) for table in GOES},
        "stays": {table: person.counts.get(table, 0) for table in STAYS},
        "journal_images": person.images,
        "operations": person.operations,
        "currency": call.desk.settings.currency.code,
        "year": plan.year,
        "received_this_year_minor": plan.received_minor,
        "outstanding_minor": plan.owed_minor,
        "credit_minor": plan.credit_minor,
        "bookings": plan.bookings,
        "last_record": person.last_day,
        "keep_until": plan.keep_until.isoformat() if plan.keep_until else None,
        "copies": [{"file": str(path), "holds": holds} for path, holds in plan.copies],
        "imported_incidents": person.imported_incidents,
        "mentions": person.mentions,
    }


COMMANDS = (purge_command, sweep_command)
