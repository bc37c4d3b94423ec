"""share, clinic."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import Call, has_screen, is_interactive
from mtdesk.cli.options import reading, writing
from mtdesk.cli.print import say, say_json, say_listing, wrapped
from mtdesk.errors import UsageError
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.clinic.looking import Folder
    from mtdesk.say.clinic.looks import Look, Page

LOOKS = ("team", "week", "year", "safety")


@declared.command("share")
@declared.argument("folder", type=declared.Path(path_type=Path))
@declared.option("--as", "label", metavar="LABEL", default="", help="What you are called there.")
@declared.option("--visible", is_flag=True, help="Your own figures may be seen by themselves.")
@declared.option(
    "--with-check-ins", is_flag=True, help="Also how strained they say you are: the level alone."
)
@declared.option("--withdraw", is_flag=True, help="Take your files away instead.")
@writing
def share_command(
    call: Call, folder: Path, label: str, visible: bool, with_check_ins: bool, withdraw: bool
) -> None:
    """Share your figures with a clinic: no name, no note, nothing that you typed.

    What is in it is said before it is written, and again each time: what you do not ask for is not in
    it. Only the years that changed are written. Read docs/clinic.md first: who knows you may know a
    visit by its day and its price.

    \b
    mtdesk share /srv/clinic --as Ana
    mtdesk share /srv/clinic --as Ana --visible
    mtdesk share /srv/clinic --withdraw
    """
    from mtdesk.say.clinic.share import (
        share_lines,
        shared_words,
        sharing_document,
        take_away_words,
    )

    if withdraw and (label or visible or with_check_ins):
        raise UsageError("--withdraw takes all of it away, and goes with nothing else")
    if withdraw:
        done = call.desk.clinic.withdraw(folder)
    else:
        share = call.desk.clinic.to_share(
            folder, label=label, visible=visible, with_check_ins=with_check_ins
        )
        if not call.json:
            for line in share_lines(share.about):
                say(line)
            with suppress(OSError):  # it is told at the end; what was asked for is done
                sys.stdout.flush()
        if is_interactive() and not call.yes:
            declared.confirm("Share it?", abort=True, err=True)
        done = share.write()
    if call.json:
        say_json(sharing_document(done))
        return
    say(shared_words(done))
    if not withdraw:
        for line in wrapped(take_away_words(done), ""):
            say(line)


@declared.command("clinic")
@declared.argument("folder")
@declared.argument("look", type=declared.Choice(LOOKS), required=False)
@declared.option(
    "--engine", type=declared.Choice(("duckdb", "spark")), default="duckdb", show_default=True
)
@declared.option(
    "--master", metavar="URL", default="", help="Of Spark: local[2], spark://HOST:7077, sc://HOST."
)
@reading
def clinic_command(call: Call, folder: str, look: str | None, engine: str, master: str) -> None:
    """What the shares of a folder say: who carries too much, hours, income, incidents.

    On a terminal it is a dashboard. Who shared without --visible is only in sums over five or more;
    what would give away less is not shown, and that is said. --today names the week and the year.

    \b
    mtdesk clinic /srv/clinic
    mtdesk clinic /srv/clinic team
    mtdesk clinic /srv/clinic year --today 2025-12-31 --json
    mtdesk clinic s3a://association/shares year --engine spark --master spark://head:7077
    """
    shares = call.desk.clinic.folder(folder, engine=engine, master=master)
    try:
        if look is None and not call.json and has_screen():
            from mtdesk.tui.clinic import run

            run(call.desk, shares)
            return
        looks = _looks(shares, [look] if look else LOOKS)
        if call.json:
            _say_json(looks, alone=look is not None)
        else:
            from mtdesk.say.clinic.looks import page

            for place, each in enumerate(looks):
                _say_page(page(each), is_first=not place)
    finally:
        shares.close()


def _looks(shares: Folder, names: tuple[str, ...] | list[str]) -> Iterator[Look]:
    for name in names:
        yield getattr(shares, name)()


def _say_json(looks: Iterator[Look], *, alone: bool) -> None:
    from mtdesk.say.clinic.documents import clinic_document

    documents = [clinic_document(each) for each in looks]
    say_json(documents[0] if alone else {each["view"]: each for each in documents})


def _say_page(shown: Page, *, is_first: bool) -> None:
    if not is_first:
        say()
    say(f"{shown.title} · {shown.when}")
    for line in wrapped(shown.sentence, ""):
        say(line)
    for part in shown.parts:
        say()
        say(f"  {part.heading}")
        say_listing(part.listing, indent="    ", most=40)
    if shown.notes:
        say()
        for note in shown.notes:
            for line in wrapped(note):
                say(line)
