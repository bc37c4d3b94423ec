"""referral add, list, edit, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from mtdesk.say.medical.referrals import (
    about,
    notice_words,
    overlap_words,
    referral_document,
    referral_listing,
)

from mtdesk.cli.call import announce_new_file, fields_of, reading, writing
from mtdesk.cli.print import one_line, say, say_json, say_listing, say_undo

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.desk.medical.referrals import ReferralUse


@click.group("referral", no_args_is_help=False)
def referral_command() -> None:
    """Referrals: who sent a client, for what, how many visits, until when."""


@referral_command.command("add")
@click.argument("client")
@click.option("--by", metavar="TEXT", required=True, help="Who referred the client.")
@click.option("--on", metavar="YYYY-MM-DD", help="The day of the referral (default: today).")
@click.option("--for", "for_", metavar="TEXT", help="What for.")
@click.option("--condition", metavar="TEXT", help="In the referrer's own words.")
@click.option("--visits", metavar="N", help="How many visits are authorised.")
@click.option("--until", metavar="YYYY-MM-DD", help="The last day it is good for.")
@click.option("--letter-until", metavar="YYYY-MM-DD", help="When the letter of necessity ends.")
@click.option("--frequency", metavar="TEXT", help="How often, as the letter says.")
@click.option("--payer", metavar="TEXT", help="Who pays, when it is not the client.")
@click.option("--code", metavar="CODE", help="Procedure code.")
@click.option("--note", metavar="TEXT")
@writing
def add(call: Call, client: str, for_: str | None, **options: str | None) -> None:
    """Write down a referral. Done medical visits from its day on count on it by themselves.

    \b
    mtdesk referral add ana --by "Dr. Kim" --for "neck" --visits 12 --until 2026-12-31 --code 97124
    """
    fields = {name: text for name, text in {**options, "for": for_}.items() if text is not None}
    use, operation = call.desk.medical.referrals.refer(client, fields)
    announce_new_file(call)
    _said(call, use, operation)


@referral_command.command("list")
@click.argument("client", required=False)
@click.option("--all", "ended_too", is_flag=True, help="Those that ended as well.")
@reading
def list_(call: Call, client: str | None, ended_too: bool) -> None:
    """Referrals with what of them is used, what is left, and what runs out.

    A client's are all shown. Visits used are the done medical ones from its day to its last day.

    \b
    mtdesk referral list
    mtdesk referral list ana --json
    """
    medical = call.desk.medical.referrals
    if client is not None:
        found = medical.of_client(call.desk.clients.one(client).id or 0)
    else:
        found = medical.every(ended_too=ended_too)
    if call.json:
        say_json({"referrals": [referral_document(use) for use in found]})
        return
    if not found:
        say('No referral there. Write one down: mtdesk referral add ana --by "Dr. Kim" --visits 12')
        return
    _say(found)


@referral_command.command("edit")
@click.argument("referral_id", metavar="ID", type=int)
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@writing
def edit(call: Call, referral_id: int, pairs: tuple[str, ...]) -> None:
    """Change a referral: by, on, for, condition, payer, code, visits, until, letter_until ...

    An empty value takes it out: ended= opens a referral that was ended.

    \b
    mtdesk referral edit 1 visits=18 until=2027-03-31 letter_until=2027-01-31
    """
    fields = {key.replace("-", "_"): text for key, text in fields_of(pairs).items()}
    _said(call, *call.desk.medical.referrals.edit_referral(referral_id, fields))


@referral_command.command("end")
@click.argument("referral_id", metavar="ID", type=int)
@click.option("--on", metavar="YYYY-MM-DD", help="Its last day (default: today).")
@writing
def end(call: Call, referral_id: int, on: str | None) -> None:
    """Go by a referral no more: later visits do not count on it, and nothing is said of it.

    \b
    mtdesk referral end 1
    """
    _said(call, *call.desk.medical.referrals.end_referral(referral_id, on))


def _said(call: Call, use: ReferralUse, operation: int) -> None:
    if call.json:
        say_json({"operation": operation, **referral_document(use)})
        return
    _say([use])
    say_undo(operation)


def _say(uses: list[ReferralUse]) -> None:
    """A table, and under it what is to be known of each."""
    say_listing(referral_listing(uses), most=32)
    for use in uses:
        more = [
            *notice_words(use),
            *(f"{label}: {one_line(text, 80)}" for label, text in about(use)),
            *([overlap_words(use)] if use.overlapping else []),
        ]
        for words in more:
            say(f"  {use.referral.id}: {words}")
