"""What is agreed with clients, and what a purge would do: in words and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mtdesk.desk.clients.identity import ROWS, Plan, moved
from mtdesk.desk.clients.standing import Agreed
from mtdesk.model.client import NO_APPOINTMENTS, STANDINGS, Client, marked_standing
from mtdesk.model.money import Currency
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, joined
from mtdesk.say.document import document

FAREWELL = """\
Dear {client},

thank you for the trust you have placed in my work. I am not able to offer you further
appointments, and no new ones will be made.

You may well want to go on with massage. A professional association's directory, the board that
licenses massage therapists where you live, or your doctor can help you find someone near you.
Tell me in writing if you would like your session records to go to the therapist you choose, and
I will send them. If anything you have paid ahead has not been used, I will settle it with you.

I wish you well.

{therapist}"""
STANDING = ("id", "name", "standing", "since=standing_since", "why=standing_why")


def agreed_document(agreed: Agreed, currency: Currency) -> dict[str, Any]:
    return {
        **document(agreed.client, STANDING),
        "operation": agreed.operation,
        "bookings": [each.id for each in agreed.bookings],
        "currency": currency.code,
        "credit_minor": agreed.credit_minor,
    }


def farewell(client: Client, therapist: str) -> str:
    """A letter that refers a client on: it gives no reason, admits nothing and names nobody."""
    return FAREWELL.format(client=client.name, therapist=therapist or "(your name)")


def standing_line(client: Client) -> str:
    """`12 Ana Pérez: ● PAYS AHEAD since 2026-05-02: two no-shows`."""
    return f"{client.id} {client.name}: {marked_standing(client) or STANDINGS['none']}"


def standing_listing(clients: Iterable[Client]) -> Listing:
    return Listing(
        heads=("id", "name", "what is agreed"),
        rows=tuple((str(each.id), each.name, marked_standing(each)) for each in clients),
        right=(0,),
    )


def still_arranged(agreed: Agreed, currency: Currency) -> Iterator[str]:
    """What was arranged before, of a client who gets no more appointments, and what to do about it."""
    if agreed.client.standing not in NO_APPOINTMENTS:
        return
    for booked in agreed.bookings:
        yield f"booked {booked.local_date}: mtdesk edit {booked.id} status=cancelled"
    if agreed.credit_minor:
        credit = currency.format(agreed.credit_minor)
        yield f"{credit} of credit is not used: mtdesk credit list"


def still_to_do(agreed: Agreed, currency: Currency) -> Iterator[str]:
    """The same, where it is settled in the dashboard."""
    if agreed.client.standing not in NO_APPOINTMENTS:
        return
    if agreed.bookings:
        days = joined([each.local_date for each in agreed.bookings])
        yield f"still booked on {days}: bookings ahead cancels it"
    if agreed.credit_minor:
        yield f"{currency.format(agreed.credit_minor)} of credit is not used"


# -- who they are


def aliases_words(client: Client) -> str:
    """`12 Ana Pérez, also Anita`."""
    also = f", also {', '.join(client.aliases)}" if client.aliases else ", no other name"
    return f"{client.id} {client.name}{also}"


def merged_words(gone: Client, kept: Client, moving: dict[str, int]) -> str:
    return f"{gone.id} {gone.name} is now {kept.id} {kept.name}: {moved(moving)}"


def purged_words(number: int) -> str:
    return f"purged: they are client {number} now, a number in the figures"


def evidence_left(path: object) -> str:
    return f"{path} could not be deleted; delete it yourself"


def copies_deleted(paths: Sequence[Path]) -> str:
    return f"{counted(len(paths), 'copy', 'copies')} that held them deleted"


COPIES_TOO = "with --copies those copies are deleted, too"
NOT_REMEMBERED = (
    "it could not be noted beside the practice for backups from before: should you restore one, look "
    "whether they are in it"
)
SWEEP_LATER = (
    "another mtdesk has the file open, or the disk is full, and deleted text may still lie in its "
    "unused pages: see to that, then run mtdesk client sweep"
)


def swept_words(done: bool) -> str:
    return (
        "nothing deleted is left in the file"
        if done
        else "another mtdesk has the file open, or the disk is full"
    )


# Table -> (one, several), in the order in which they are said.
GOES = {
    "client_alias": ("other name", "other names"),
    "referral": ROWS["referral"],
    "function_note": ROWS["function_note"],
    "progress_report": ("mark of a progress report", "marks of progress reports"),
    "inbox_line": ROWS["inbox_line"],
    "incident": ("incident, with every word and the salt of its seal", "incidents, with every word and the salt of their seals"),
    "incident_addendum": ("line added to them", "lines added to them"),
    "incident_evidence": ("evidence file", "evidence files"),
    "incident_follow_up": ("follow-up", "follow-ups"),
    "incident_draft": ("unfinished incident", "unfinished incidents"),
}  # fmt: skip
STAYS = {table: ROWS[table] for table in ("session", "payment", "redemption", "credit")}
WHERE = {
    "client": "clients", "session": "session notes", "payment": "payment notes",
    "redemption": "notes on credits used", "referral": "referrals", "function_note": "function notes",
    "expense": "expenses", "recurring_expense": "monthly expenses", "trip": "trips",
    "work_time": "working time", "timer": "the timer", "tax_form": "tax forms",
    "check_in": "check-ins", "acknowledgement": "acknowledgements", "import_batch": "imports",
    "inbox_line": "lines of the inbox",
    "incident": "incidents", "incident_addendum": "lines added to those",
    "incident_evidence": "their evidence", "incident_follow_up": "their follow-ups",
    "incident_draft": "unfinished incidents",
}  # fmt: skip
PLAN = (
    "id=client.id", "name=client.name",
    ("goes=person.counts", lambda counts: {table: counts.get(table, 0) for table in GOES}),
    ("stays=person.counts", lambda counts: {table: counts.get(table, 0) for table in STAYS}),
    "journal_images=person.images", "operations=person.operations",
)  # fmt: skip
PLAN_MORE = (
    "year", "received_this_year_minor=received_minor", "outstanding_minor=owed_minor",
    "credit_minor", "bookings", "last_record=person.last_day", "keep_until",
    ("copies", lambda copies: [{"file": str(path), "holds": holds} for path, holds in copies]),
    ("inbox", lambda files: [{"file": str(path), "holds": holds} for path, holds in files]),
    "imported_incidents=person.imported_incidents", "mentions=person.mentions",
)  # fmt: skip


def plan_document(plan: Plan, currency: Currency) -> dict[str, Any]:
    return {**document(plan, PLAN), "currency": currency.code, **document(plan, PLAN_MORE)}


def plan_lines(plan: Plan, currency: Currency) -> Iterator[str]:
    """What a purge would do, a line each."""
    person = plan.person
    number = person.ids[0]
    yield f"client {number}, {plan.client.name}"
    yield f"  goes: {_listed(plan, GOES, ('name, contact and notes',))}"
    yield (
        f"  goes: {counted(person.images, 'image')} in the journal; "
        f"{counted(person.operations, 'operation')} can no longer be undone"
    )
    yield f"  stays, as client {number} and without notes: {_listed(plan, STAYS)}"
    if plan.received_minor:
        yield f"  {currency.format(plan.received_minor)} of it in {plan.year}: the sums stay as they are"
    if plan.owed_minor:
        yield f"  {currency.format(plan.owed_minor)} is not paid, and stays outstanding"
    if plan.credit_minor:
        yield f"  {currency.format(plan.credit_minor)} of credit is not used, and stays owed"
    if plan.bookings:
        yield f"  {counted(plan.bookings, 'booking stays', 'bookings stay')} ahead; cancel them first"
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
            still = (
                "still holds them"
                if holds
                else f"{_made_on(path)}cannot be read, and may hold them"
            )
            yield f"  ● {path} {still}: delete it, or keep it safe"
    for path, holds in plan.inbox:
        if holds is not False:
            still = "still holds their name" if holds else "cannot be read, and may hold their name"
            yield f"  ● {path} {still}: take those lines out on your phone"
    yield "  ● other backups, exports, receipts and letters that you made are not known here"
    if person.imported_incidents:
        yield (
            f"  ● {counted(person.imported_incidents, 'incident')} came from a file, and "
            "would come back with it; sessions and payments of a file stay known, and do not"
        )
    if person.mentions:
        listed = ", ".join(
            f"{count:,} in {WHERE[table]}" for table, count in person.mentions.items()
        )
        yield f"  ● the name stands elsewhere too, and is not changed there: {listed}"


def _made_on(path: Path) -> str:
    """The day in a copy's name, by which to judge one that is encrypted."""
    day = re.search(r"\d{4}-\d\d-\d\d", path.name)
    return f"of {day[0]} " if day else ""


def _listed(plan: Plan, words: Mapping[str, tuple[str, ...]], first: tuple[str, ...] = ()) -> str:
    counts = plan.person.counts
    parts = [counted(counts[table], *words[table]) for table in words if counts.get(table)]
    return ", ".join([*first, *parts]) or "nothing"
