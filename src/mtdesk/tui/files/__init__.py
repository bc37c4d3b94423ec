"""What the practice holds, copied out, and put back: export, backup, restore; whether it is whole."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.desk import Desk
from mtdesk.desk.files import Ready
from mtdesk.errors import InvalidError, MtdeskError, NotFoundError
from mtdesk.model.rules import read_whole
from mtdesk.model.text import counted
from mtdesk.say.files import apart_lines, check_lines
from mtdesk.say.files.restoring import (
    again_lines,
    change_lines,
    restored_words,
    trouble_words,
    would_change,
)
from mtdesk.tui.area import Area
from mtdesk.tui.parts.dialogs import GO_ON, Field, ask
from mtdesk.tui.parts.fields import is_yes, path_of
from mtdesk.tui.parts.jobs import ask_long, run
from mtdesk.tui.parts.told import Told, tell

if TYPE_CHECKING:
    from mtdesk.tui.parts.job import Jobs

FORMATS = ("csv", "json", "jsonl")
ABOUT_EXPORT = (
    "csv is a folder with a file for each table, json and jsonl are one document. It holds your "
    "clients' names and notes: keep it as you keep the practice itself."
)
ABOUT_RESTORE = (
    "{source} takes the place of {target}. What is there now is set aside beside it, not deleted: a "
    "copy that alone has what was written since that backup."
)


def begin(app: Jobs) -> None:
    """At the start: take away what was left of what was killed, and say what is to be known."""
    desk = app.desk
    try:
        desk.files.tidy()
    except MtdeskError:
        return  # the area says what is wrong with the file
    day, error = desk.copy_trouble
    for words in [*desk.to_say, *([trouble_words(day, error)] if error else [])]:
        app.notify(words, severity="warning", markup=False, timeout=30)
    desk.to_say.clear()


def copy(app: Jobs) -> None:
    """The day's copy, in a thread of its own, once something was written."""

    def work() -> None:
        with closing(app.desk.another()) as own:
            own.files.backups.daily()

    app.run_worker(work, thread=True, exclusive=True, group="copy", exit_on_error=False)


def export(area: Area) -> None:
    desk = area.desk
    fields = [
        Field("format", "as", "csv", " or ".join(FORMATS), FORMATS),
        Field("target", "to", f"mtdesk-export-{desk.today}", "a new folder, or file", is_path=True),
        Field("bom", "mark", "yes", "no, where the mark of UTF-8 disturbs another program"),
    ]
    chosen: list[tuple[str, Path, bool]] = []

    def act(said: dict[str, str], _confirmed: bool) -> str:
        if said["format"] not in FORMATS:
            raise InvalidError("as", f"“{said['format'][:20]}” is none of {', '.join(FORMATS)}")
        target = path_of(said["target"], "to")
        if target.exists():
            raise InvalidError("to", f"{target} is there already")
        chosen.append((said["format"], target, is_yes(said["bom"], "mark")))
        return ""

    def then(_: str) -> None:
        file_format, target, with_bom = chosen[-1]

        def job(own: Desk, _confirmed: bool) -> int:
            return own.files.export(target, file_format, with_bom=with_bom)

        def said(rows: int) -> None:
            _copied(area, f"{counted(rows, 'row')} written to {target}")

        run(area, f"export to {target.name}", job, said, writes=False)

    ask(area.app, "export everything", fields, act, then, about=ABOUT_EXPORT)


def back_up(area: Area) -> None:
    desk = area.desk
    field = Field("target", "to", hint="empty: beside the practice, with the day", is_path=True)
    chosen: list[Path | None] = []

    def act(said: dict[str, str], _confirmed: bool) -> str:
        chosen.append(path_of(said["target"], "to") if said["target"] else None)
        return ""

    def then(_: str) -> None:
        def job(own: Desk, _confirmed: bool) -> Path:
            return own.files.back_up(chosen[-1])

        run(
            area,
            "backup",
            job,
            lambda target: _copied(area, f"copied to {target}"),
            writes=False,
        )

    about = f"A copy of {desk.path}, whole: everything that was done and undone is in it."
    ask(area.app, "back up", [field], act, then, about=about)


def restore(area: Area) -> None:
    """Ask which, say what it changes, and ask again."""
    desk = area.desk
    chosen: list[Path] = []

    def act(said: dict[str, str], _confirmed: bool) -> str:
        source = path_of(said["source"], "backup")
        if not source.is_file():
            raise NotFoundError(f"there is no file {source}")
        chosen.append(source)
        return ""

    def then(_: str) -> None:
        with area.in_words():
            if not desk.files.is_encrypted(chosen[-1]):
                look(None)
                return
            key = Field("key", "key", hint="the file with your key of age", is_path=True)
            keys: list[Path] = []

            def found(said: dict[str, str], _confirmed: bool) -> str:
                keys.append(path_of(said["key"], "key"))
                return ""

            ask(
                area.app,
                "a backup that is encrypted",
                [key],
                found,
                lambda _: look(keys[-1]),
                does=GO_ON,
            )

    def look(identity: Path | None) -> None:
        source = chosen[-1]

        def job(own: Desk, _confirmed: bool) -> tuple[Ready, str]:
            copy = own.files.ready(source, identity)
            changes = own.files.changes(copy)
            lines = [*again_lines(copy.again), *would_change(changes), *change_lines(changes)]
            return copy, "\n".join(lines)

        run(area, f"look at {source.name}", job, lambda made: shown(*made), writes=False)

    def shown(copy: Ready, changes: str) -> None:
        about = ABOUT_RESTORE.format(source=copy.source, target=desk.path)
        question = Told(
            "restore a backup", f"{about}\n\n{changes}", yes="put it in its place", is_final=True
        )

        def answered(yes: bool | None) -> None:
            with copy, area.in_words():
                if yes:
                    put(copy)

        area.app.push_screen(question, answered)

    def put(copy: Ready) -> None:
        kept = desk.files.put_in_place(copy)
        area.tell(restored_words(copy.source, kept))
        area.post_message(area.Changed())
        if bad := [each for each in desk.files.check() if not each.ok]:
            tell(area.app, "the restored file", "\n".join(check_lines(bad)))

    hint = f"such as {desk.path.stem}-2026-11-20-180000{desk.path.suffix}"
    field = Field("source", "backup", f"{desk.files.backups.latest() or ''}", hint, is_path=True)
    ask(area.app, "restore a backup", [field], act, then, does=GO_ON)


def inbox(area: Area) -> None:
    """File the lines that a phone wrote; those that wait are shown, and answered by their numbers."""
    desk = area.desk
    fields = [
        Field("file", "file", desk.settings.get("inbox"), "~/Sync/inbox.txt", is_path=True),
        Field("yes", "file too", hint="numbers of lines that wait, or all"),
        Field("no", "leave out for good", hint="their numbers"),
    ]

    def act(own: Desk, said: dict[str, str], _confirmed: bool) -> str:
        from mtdesk.say.files.inbox import beside_lines, filed_lines, waiting_lines

        is_all = said["yes"].casefold() == "all"
        run = own.files.inbox.file(
            path_of(said["file"]),
            yes=[] if is_all else _lines(said["yes"], "file too"),
            no=_lines(said["no"], "leave out"),
            all_of_them=is_all,
        )
        filed = filed_lines(run, own.settings.currency, own.today)
        return "\n".join([*filed, *waiting_lines(run), *beside_lines(run)])

    def say(shown: str) -> None:
        tell(area.app, "lines from your phone", shown)
        area.post_message(area.Changed())

    ask_long(area.app, "lines from your phone", fields, act, say)


def _lines(text: str, field: str) -> list[int]:
    return [read_whole(each, field) for each in text.replace(",", " ").split()]


def check(area: Area) -> None:
    """What doctor finds, to be read."""
    run(
        area,
        "look at the file",
        lambda own, _: own.files.check(),
        lambda found: tell(area.app, "is the file whole?", "\n".join(check_lines(found))),
        writes=False,
    )


def _copied(area: Area, words: str) -> None:
    """What was written; beside it, what no copy holds."""
    desk = area.desk
    evidence, receipts = desk.incidents.evidence_folder(), desk.ledger.receipts_folder()
    area.tell("; ".join([words, *(each.strip() for each in apart_lines(evidence, receipts))]))
