"""Files in and out: import, export, copies, and whether the practice's own file is whole."""

from __future__ import annotations

from contextlib import closing, suppress
from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.clients.identity import Identity
from mtdesk.errors import FileError, NotFoundError, RefusedError
from mtdesk.model.frozen import replace
from mtdesk.store.file import backup, places
from mtdesk.store.file.backup import Check
from mtdesk.store.file.repaired import Repaired
from mtdesk.store.file.restoring import Ready

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtdesk.desk.files.backups import Backups
    from mtdesk.desk.files.encrypting import Encrypting
    from mtdesk.desk.files.inbox import Inbox
    from mtdesk.desk.files.sheet import Sheet
    from mtdesk.desk.opened import Opened
    from mtdesk.model.document import Document, Written
    from mtdesk.model.importing import Decisions, Tally
    from mtdesk.model.importing.shown import Plan
    from mtdesk.store.clients.purge.again import Again
    from mtdesk.store.file.book import Book
    from mtdesk.store.file.compare import Change

__all__ = ["Check", "Files", "Ready", "Repaired"]


class Files:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def encrypting(self) -> Encrypting:
        from mtdesk.desk.files.encrypting import Encrypting

        return Encrypting(self._opened)

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

    @cached_property
    def backups(self) -> Backups:
        from mtdesk.desk.files.backups import Backups

        return Backups(self._opened)

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

        if not dry_run and all(path.exists() for path in paths):
            self.backups.before()
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
        from mtdesk.exchange.writers.files import write_document, write_folder
        from mtdesk.store.file import dump, whole

        if not self._opened.exists:
            raise NotFoundError(f"there is no practice at {self._opened.path} to export yet")
        self._opened.spare(target)
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
        version = dump.SCHEMA_VERSION
        if file_format == "csv":
            return write_folder(whole.folder(target), version, tables, with_bom=with_bom)
        return write_document(whole.text(target), file_format, version, tables)

    def back_up(
        self, target: Path | None = None, *, folder: Path | None = None, recipients: str = ""
    ) -> Path:
        """Copy the practice; without a name, beside it or in a folder with the day in its name.

        With `recipients` it is encrypted for them with age.
        """
        path = self._opened.path
        if not self._opened.exists:
            raise NotFoundError(f"there is no practice at {path} to copy")
        if folder is not None and not folder.is_dir():
            raise NotFoundError(f"there is no folder {folder}; make it first")
        if target is None:
            end = places.AGE if recipients else ""
            target = (folder or path.parent) / f"{path.stem}-{self._moment()}{path.suffix}{end}"
        self._opened.spare(target)
        backup.copy(self._opened.book, target, recipients)
        return target

    def ready(self, source: Path, identity: Path | None = None) -> Ready:
        """A copy of a backup beside the practice, which was found whole: what takes long of `restore`.

        `identity` is the file that holds the key of one that is encrypted.

        Raises:
            DamagedFileError: the backup is not whole.
        """
        if not source.is_file():
            raise NotFoundError(f"there is no file {source}")
        if self._opened.kept_by:
            with suppress(FileError):  # by its key the copy is encrypted, too; it may be lost
                _ = self._opened.book
        copy = Ready(source, self._opened.path, self._opened.waiting, identity)
        try:
            copy.again = self._purged_again(copy)
        except BaseException:
            copy.close()
            raise
        return copy

    def _purged_again(self, copy: Ready) -> Again:
        """Whoever was purged since the copy was made is purged in it, too."""
        from mtdesk.store.clients.purge import again

        opened = self._opened
        try:
            now = opened.book if opened.exists else None
        except FileError:
            now = None  # what is kept beside it still knows
        day = self._moment()[:10]
        with copy.opened() as book:
            return again.apply(book, now, opened.path, day, opened.stamp())

    @staticmethod
    def is_encrypted(source: Path) -> bool:
        """Whether a backup can be read with a key of age alone."""
        from mtdesk.store.file import age

        return age.is_age(source)

    def changes(self, copy: Ready) -> list[Change] | None:
        """What a restore would change; None where what is there now cannot be read."""
        from mtdesk.store.file import compare

        if not self._opened.exists:
            return []
        try:
            with copy.opened() as then:
                return compare.changes(self._opened.book, then, self._opened.tell)
        except FileError:
            return None

    def restore(self, source: Path, identity: Path | None = None) -> Path | None:
        """Put a backup in the practice's place; returns the copy of what was there before."""
        return self.put_in_place(self.ready(source, identity))

    def put_in_place(self, copy: Ready) -> Path | None:
        """As `restore`, of a copy that is ready."""
        moment, was_encrypted = self._moment(), self._opened.kept_by
        self._opened.close()
        self._opened.put_back = copy
        try:
            with self.encrypting.followed(copy):
                return copy.put(moment)
        finally:
            if copy.is_put:
                self._opened.look_anew()
                if was_encrypted and not self._opened.kept_by:
                    self._opened.to_say.append(
                        f"{self._opened.path} is plain now, as that backup is: `mtdesk encrypt` encrypts it"
                    )

    def _moment(self) -> str:
        """Now, for a name, in the practice's zone as far as that can be read."""
        try:
            now = self._opened.now()
        except FileError:
            now = self._opened.clock()
        return f"{now:%Y-%m-%d-%H%M%S}"

    def tidy(self) -> list[Path]:
        """Take away what killed backups, exports and copies left; returns which files that was."""
        from mtdesk.store.file import leftovers

        second = self.backups.second
        return leftovers.take_away(self._opened.path, *([second] if second else []))

    def repair(self, target: Path) -> tuple[Repaired, list[Check]]:
        """What can be read of the practice, in a new file; what `doctor` finds in that.

        Raises:
            DamagedFileError: nothing could be read. RefusedError: the new place is taken.
        """
        from mtdesk.store.file.repair import repair

        opened = self._opened
        if not opened.exists:
            raise NotFoundError(f"there is no practice at {opened.path} to repair")
        opened.close()
        at, path = opened.clock().isoformat(timespec="seconds"), opened.path
        purged: list[int] = []

        def purge_again(book: Book) -> None:
            from mtdesk.store.clients.purge import again

            purged.extend(again.apply(book, None, path, at[:10], at).purged)

        found = replace(repair(path, target, at, purge_again), purged_again=tuple(purged))
        with closing(type(opened)(target, opened.clock)) as new:
            return found, type(self)(new).check()

    def check(self) -> list[Check]:
        """What `doctor` finds; what killed writers left is taken away."""
        book = self._opened.book
        if not self._opened.exists:
            return [Check(name="file", ok=True, detail=f"no practice at {self._opened.path} yet")]
        names = Check(name="names", ok=True, detail=Identity(self._opened).to_merge())
        from mtdesk.desk.files import doubles
        from mtdesk.desk.practice.copies import Copies
        from mtdesk.store.file import checks

        twice = doubles.check(book, self._opened.settings.currency)
        left = self.tidy()
        detail = f"taken away: {', '.join(map(str, left))}" if left else "none"
        return [
            *checks.all_of(book, self._opened.now().date()),
            names,
            twice,
            Check(name="leftovers", ok=True, detail=detail),
            Check(name="backups", ok=True, detail=self.backups.words()),
            *self.encrypting.checks(),
            Copies(self._opened).check(),
        ]
