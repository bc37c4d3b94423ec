"""What a sync service made of the practice: copies set apart, and the folder it is in."""

from __future__ import annotations

from collections.abc import Iterator

from mtdesk.model.reminder import Reminder
from mtdesk.store.file import siblings
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.store.file.backup import Check


class Copies:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def reminders(self) -> Iterator[Reminder]:
        """That two devices wrote to the practice at once."""
        if not self._opened.exists:
            return
        for path, service in siblings.apart(self._opened.path):
            yield Reminder(
                level="act",
                text=f"{path.name}: {service} kept it apart, because two devices wrote at once. "
                f"mtdesk import “{path.name}” --dry-run shows what only it has.",
                sign="copy_apart",
                short=f"a copy was kept apart by {service}",
            )

    def check(self) -> Check:
        """What `doctor` says of them; the file itself is no less whole for it."""
        from mtdesk.store.file.backup import Check
        from mtdesk.store.file.guard import Unusual

        path = self._opened.path
        rows = tuple(
            Unusual(table="copy", id=number, field=each.name, sentence=f"kept apart by {service}")
            for number, (each, service) in enumerate(siblings.apart(path), start=1)
        )
        words = [row.words for row in rows]
        if rows:
            words.append("mtdesk import FILE --dry-run shows what only a copy has")
        if service := siblings.synced_by(path):
            words.append(synced_words(service))
        return Check(name="copies", ok=True, detail="; ".join(words) or "none apart", rows=rows)


def synced_words(service: str) -> str:
    """The warning about a folder that several devices write to."""
    return (
        f"its folder is kept equal on several devices by {service}: write on one of them at a time, "
        "or two copies come of it"
    )


def synced_warning(opened: Opened) -> str:
    """For who has just made a practice there; empty elsewhere."""
    service = siblings.synced_by(opened.path)
    return f"{opened.path}: {synced_words(service)}" if service else ""
