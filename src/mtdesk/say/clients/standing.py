"""What is agreed with clients, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.client import NO_APPOINTMENTS, STANDINGS, marked_standing
from mtdesk.model.table import Listing
from mtdesk.say.document import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mtdesk.desk.clients.standing import Agreed
    from mtdesk.model.client import Client
    from mtdesk.model.money import Currency

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


def standing_document(client: Client) -> dict[str, Any]:
    return document(client, STANDING)


def agreed_document(agreed: Agreed, currency: Currency) -> dict[str, Any]:
    return {
        **standing_document(agreed.client),
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
