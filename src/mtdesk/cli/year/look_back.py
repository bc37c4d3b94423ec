"""look-back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import Call, confirming, need_picture, refuse_json_beside_a_file
from mtdesk.cli.options import handing_over
from mtdesk.cli.print import say, say_json, table_lines, wrapped
from mtdesk.desk.year.look_back import LookBack
from mtdesk.errors import UsageError
from mtdesk.model.money import Currency
from mtdesk.say.document import written
from mtdesk.say.year import look_back as words


@declared.command("look-back")
@declared.argument("year", type=int)
@declared.option("--pdf", metavar="FILE", help="Write it as a PDF, to keep.")
@declared.option("--picture", metavar="FILE", help="Write it as a picture (.svg, .png), to keep.")
@declared.option("--md", metavar="FILE", help="Write it as Markdown.")
@declared.option("--names", is_flag=True, help="Clients by name, not by number.")
@handing_over
def look_back_command(
    call: Call, year: int, pdf: str | None, picture: str | None, md: str | None, names: bool
) -> None:
    """A calendar year for yourself: its months, its best and hardest weeks, days without rest.

    Everything is held against your own year. It says what was, and nothing of what will be.

    \b
    mtdesk look-back 2026
    mtdesk look-back 2026 --picture 2026.svg
    mtdesk look-back 2026 --pdf 2026.pdf --names
    """
    asked = {"pdf": pdf, "picture": picture, "md": md}
    wanted = {name: file for name, file in asked.items() if file is not None}
    if wanted:
        refuse_json_beside_a_file(call)
    for name, file in wanted.items():
        if file in {"", "-"}:
            raise UsageError(f"--{name} needs a file")
        if name == "picture":
            need_picture(file)
    found, currency = call.desk.year.look_back(year, with_names=names), call.desk.settings.currency
    for name, file in wanted.items():
        _write(call, found, None if name == "picture" else name, Path(file))
    if call.json:
        say_json(words.look_back_document(found, currency))
    elif not wanted:
        for line in _lines(found, currency):
            say(line)


def _write(call: Call, found: LookBack, kind: str | None, path: Path) -> None:
    annual, settings = call.desk.year, call.desk.settings
    pages = words.look_back_pages(found, settings.currency, settings.printed, call.desk.today)
    done = confirming(call, lambda yes: annual.write(pages, path, kind, confirmed=yes))
    declared.echo(written(pages, [path], done), err=True)


def _lines(found: LookBack, currency: Currency) -> Iterator[str]:
    yield f"{words.heading(found)}, {currency.code}"
    yield ""
    if nothing := words.nothing_words(found):
        yield f"  {nothing}"
        return
    yield from table_lines(words.months(found, currency), currency)
    for label, text in words.facts(found, currency):
        yield ""
        yield f"  {label}"
        yield from wrapped(text, "    ")
    yield ""
    for note in words.notes(found):
        yield from wrapped(note)
