"""Files in and out: import, export, copies, and whether the practice's own file is whole."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.clients.identity import Identity
from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.store.file import backup
from mtdesk.store.file.backup import Check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtdesk.desk.files.inbox import Inbox
    from mtdesk.desk.files.sheet import Sheet
    from mtdesk.desk.opened import Opened
    from mtdesk.model.document import Document, Written
    from mtdesk.model.importing import Decisions, Tally
    from mtdesk.model.importing.shown import Plan

__all__ = ["Check", "Files"]


class Files:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def inbox(self) -> Inbox:
        from mtdesk.desk.files.inbox import Inbox

        return Inbox(self._opened)

    def write(
        self, document: Document, target: Path, file_format: str | None = None, *, confirmed: bool
    ) -> Written:
        """A document as a file, as `documents.write` does it."""
        from mtdesk.desk.opened.documents import write

        return write(self._opened, document, target, file_format, confirmed=confirmed)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        as_format: str | None = None,
        dry_run: bool = False,
        skip_bad: bool = False,
        encoding: str | None = None,
        dates: str | None = None,
        layout: str | Plan | None = None,
        decisions: Decisions | None = None,
    ) -> list[Tally]:
        """Write what files hold, in one transaction; a dry run shows it and writes nothing.

        `encoding` and `dates` say how they are to be read, where that is not to be found out, `layout`
        which column of her own table is what, or the name by which that is remembered; a plan is what
        was said of the columns on the screen.
        Money that may stand here already is left out and listed, unless `decisions` say what it is.

        Raises:
            ImportRefusedError: some rows have problems (`error.tallies` says which) and `skip_bad`
                is not set, or ids that are known have other content.
            ImportQuestionsError: rows want a decision, and `decisions` ask for them.
        """
        from mtdesk.desk.files.importing import import_files

        return import_files(
            self._opened,
            paths,
            as_format=as_format,
            dry_run=dry_run,
            skip_bad=skip_bad,
            encoding=encoding,
            dates=dates,
            layout=layout,
            decisions=decisions,
        )

    def sheet(self, path: Path, encoding: str | None = None) -> Sheet:
        """A table of her own, to say which of its columns is what.

        Raises:
            ImportRefusedError: it is no table with a row of headings.
        """
        from mtdesk.desk.files.sheet import Sheet

        return Sheet(self._opened, path, encoding)

    def export(
        self, target: Path, file_format: str, *, with_bom: bool = True, with_names: bool = False
    ) -> int:
        """Write everything the practice holds and return how many rows that was.

        CSV files begin with a mark by which spreadsheets know UTF-8, unless told otherwise. What is
        written for other programs has names of clients only where they are asked for.

        Raises:
            RefusedError: the place is taken or cannot be written.
        """
        from mtdesk.desk.files import leaving
        from mtdesk.exchange.writers.files import write_tables
        from mtdesk.store.file import dump

        if not self._opened.exists:
            raise NotFoundError(f"there is no practice at {self._opened.path} to export yet")
        if target.exists():
            raise RefusedError(f"{target} is there already; name a new one")
        if file_format in leaving.FORMATS:
            return leaving.export(self._opened, target, file_format, with_names=with_names)
        book = self._opened.book
        count = dump.count(book)
        tables = (
            (
                table,
                dump.columns(book, table),
                self._opened.told(dump.rows(book, table), lambda rows: rows / max(count, 1)),
            )
            for table in dump.TABLES
        )
        return write_tables(target, file_format, dump.SCHEMA_VERSION, tables, with_bom=with_bom)

    def back_up(self, target: Path | None) -> Path:
        """Copy the practice; without a name, beside it with the day in its name."""
        if not self._opened.exists:
            raise NotFoundError(f"there is no practice at {self._opened.path} to copy")
        if target is None:
            stem = f"{self._opened.path.stem}-{self._opened.now():%Y-%m-%d-%H%M%S}"
            target = self._opened.path.with_name(f"{stem}{self._opened.path.suffix}")
        backup.copy(self._opened.book, target)
        return target

    def restore(self, source: Path) -> Path | None:
        """Put a backup in the practice's place; returns where the replaced file was set aside."""
        return self.put_in_place(self.checked(source))

    def checked(self, source: Path) -> Path:
        """A copy of a backup beside the practice, which was found whole: what takes long of `restore`.

        Raises:
            DamagedFileError: the backup is not whole.
        """
        if not source.is_file():
            raise NotFoundError(f"there is no file {source}")
        return backup.checked(source, self._opened.path, self._opened.waiting)

    def put_in_place(self, copy: Path) -> Path | None:
        """A checked copy becomes the practice; returns where the replaced file was set aside.

        Nothing else may have the practice open meanwhile.
        """
        self._opened.close()
        return backup.put_in_place(copy, self._opened.path)

    def check(self) -> list[Check]:
        """What `doctor` finds."""
        book = self._opened.book
        if not self._opened.exists:
            return [Check(name="file", ok=True, detail=f"no practice at {self._opened.path} yet")]
        names = Check(name="names", ok=True, detail=Identity(self._opened).to_merge())
        from mtdesk.desk.files import doubles

        twice = doubles.check(book, self._opened.settings.currency)
        return [*backup.all_of(book, self._opened.now().date()), names, twice]
