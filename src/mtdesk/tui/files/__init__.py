"""What the practice holds, copied out, and put back: export, backup, restore; whether it is whole."""

from __future__ import annotations

from pathlib import Path

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError, NotFoundError
from mtdesk.model.rules import read_whole
from mtdesk.model.text import counted
from mtdesk.say.files import apart_lines, check_lines, restored_words
from mtdesk.tui.area import Area
from mtdesk.tui.parts.dialogs import Field, ask
from mtdesk.tui.parts.fields import is_yes, path_of
from mtdesk.tui.parts.jobs import ask_long, run
from mtdesk.tui.parts.told import tell

FORMATS = ("csv", "json", "jsonl")
ABOUT_EXPORT = (
    "csv is a folder with a file for each table, json and jsonl are one document. It holds your "
    "clients' names and notes: keep it as you keep the practice itself."
)
ABOUT_RESTORE = (
    "{source} takes the place of {target}. What is there now is set aside beside it, not deleted; "
    "what was written since that backup is then in the file set aside alone."
)


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
    """Ask which, say what it does, and ask again."""
    desk = area.desk
    chosen: list[Path] = []

    def act(said: dict[str, str], _confirmed: bool) -> str:
        source = path_of(said["source"], "backup")
        if not source.is_file():
            raise NotFoundError(f"there is no file {source}")
        chosen.append(source)
        return ""

    def then(_: str) -> None:
        source = chosen[-1]
        about = ABOUT_RESTORE.format(source=source, target=desk.path)
        tell(
            area.app,
            "restore a backup",
            about,
            "put it in its place",
            lambda: carry_out(source),
            is_final=True,
        )

    def carry_out(source: Path) -> None:
        def job(own: Desk, _confirmed: bool) -> Path:
            return own.files.checked(source)

        def said(copy: Path) -> None:
            kept = desk.files.put_in_place(copy)
            area.tell(restored_words(source, kept))
            area.post_message(area.Changed())
            if bad := [each for each in desk.files.check() if not each.ok]:
                tell(area.app, "the restored file", "\n".join(check_lines(bad)))

        run(area, f"restore of {source.name}", job, said)

    hint = f"such as {desk.path.stem}-2026-11-20-180000{desk.path.suffix}"
    value = f"{_latest(desk.path) or ''}"
    field = Field("source", "backup", value, hint, is_path=True)
    ask(area.app, "restore a backup", [field], act, then)


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


def _latest(practice: Path) -> Path | None:
    """The backup made last beside the practice."""
    pattern = f"{practice.stem}-[0-9][0-9][0-9][0-9]-*{practice.suffix}"
    return max(practice.parent.glob(pattern), default=None)
