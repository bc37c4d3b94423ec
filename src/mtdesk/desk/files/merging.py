"""A copy of the practice that was written to apart, brought back into it."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from mtdesk.errors import ImportQuestionsError, NotFoundError, UsageError
from mtdesk.store.file import merging, opening, whole

if TYPE_CHECKING:
    from pathlib import Path

    from mtdesk.desk.opened import Opened
    from mtdesk.model.importing import Decisions, Tally


def merge_copy(opened: Opened, path: Path, decisions: Decisions, *, dry_run: bool) -> Tally:
    """What the copy did since it parted from the practice, done here as one operation.

    Raises:
        NotFoundError: there is no practice to bring it into. UsageError: it is the practice itself.
        RefusedError: it is another practice.
        ImportQuestionsError: rows were changed in both, and `decisions` ask for them.
    """
    if not opened.exists:
        raise NotFoundError(
            f"there is no practice at {opened.path} to bring it into",
            hint=f"mtdesk restore {path} makes it the practice",
        )
    if path.samefile(opened.path):
        raise UsageError(f"{path} is the practice itself; name the other copy")
    # Opening writes, and the copy stays as it is: it is read as a copy of its own.
    with whole.meanwhile(opened.path.parent, path.name) as folder:
        copy = folder / "read" / "copy.db"  # opening it locks the folder that it is in
        copy.parent.mkdir()
        shutil.copyfile(path, copy)
        log = path.with_name(f"{path.name}-wal")
        if log.is_file():
            shutil.copyfile(log, copy.with_name("copy.db-wal"))
        with closing(opening.existing(copy)) as there:
            summary = f"what {path.name} had done apart"
            with opened.writing("import", summary, keep=not dry_run) as writing:
                tally = merging.merge(writing.book, there, applies=decisions.applies_changes)
                tally.name = path.name
                if decisions.asks and tally.changed > tally.applied and not dry_run:
                    raise ImportQuestionsError([tally])
                if not dry_run and tally.has_written:
                    tally.operation = writing.operation
    opened.forget()
    return tally
