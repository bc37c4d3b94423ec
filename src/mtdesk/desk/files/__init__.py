"""Files in and out: import, export, copies."""

from __future__ import annotations

from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from mtdesk.desk.clients.identity import Identity
from mtdesk.desk.files.intake import Intake
from mtdesk.errors import ImportRefusedError, NotFoundError, RefusedError, UsageError
from mtdesk.exchange.readers import ReaderContext, open_source, own
from mtdesk.exchange.writers import tables as tables_writer
from mtdesk.model.importing import Problem, Tally
from mtdesk.store.file import backup, batches, dump, opening

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from mtdesk.desk.opened import Opened
    from mtdesk.exchange.readers import Source
    from mtdesk.model.importing import Record, Skipped
    from mtdesk.store.file.backup import Check
    from mtdesk.store.file.book import Book

    Progress = Callable[[str, int, int], None]  # file name, bytes read, bytes in all


class Files:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        as_format: str | None = None,
        dry_run: bool = False,
        skip_bad: bool = False,
        progress: Progress | None = None,
    ) -> list[Tally]:
        """Write what files hold, in one transaction; a dry run shows it and writes nothing.

        Raises:
            ImportRefusedError: some rows have problems (`error.tallies` says which) and `skip_bad`
                is not set.
        """
        for path in paths:
            if not path.exists():
                raise NotFoundError(f"there is no file {path}")
        names = ", ".join(path.name for path in paths)
        if self._opened.exists:
            self._opened.created = False  # made for something else: not to be unmade with an import
        if any(own.is_export(path) for path in paths):
            if len(paths) > 1:
                raise UsageError("an export of mtdesk is read alone; name only that")
            return [self._read_back(paths[0], dry_run=dry_run)]
        settings = self._opened.settings
        context = ReaderContext(
            settings.currency, settings.zone_name, self._opened.now(), settings.profile.categories
        )
        sources = [(path, open_source(path, context, as_format)) for path in paths]
        # Incidents last: they name sessions of the file beside them.
        sources.sort(key=lambda each: each[1].format == "incidents.csv")
        book = self._opened.book if dry_run else self._opened.writable()
        tallies: list[Tally] = []
        with self._importing(book, names, dry_run=dry_run) as operation:
            for path, source in sources:
                tallies += [_take(book, path, source, self._opened.stamp(), progress)]
            if not skip_bad and not dry_run and any(tally.problem_count for tally in tallies):
                raise _refusal(tallies)
            for tally in tallies:
                tally.operation = operation if any(each.new for each in tallies) else None
        if not any(tally.new for tally in tallies):
            self._opened.unmake()
        return tallies

    @contextmanager
    def _importing(self, book: Book, names: str, *, dry_run: bool) -> Iterator[int | None]:
        """One transaction for an import; a file made for one that fails is taken away again."""
        try:
            with book.transaction(
                "import", f"import of {names}", self._opened.stamp(), keep=not dry_run
            ) as operation:
                yield None if dry_run else operation
        except BaseException:
            self._opened.unmake()
            raise

    def _read_back(self, path: Path, *, dry_run: bool) -> Tally:
        """An export of ours, every row under its own number; into a new file it loses nothing.

        Raises:
            ImportRefusedError: some rows contradict what is here.
        """
        export = own.Export(path, dump.TABLES)
        dump.check_version(export.header)
        tally = Tally("mtdesk-export")
        with (
            self._book_to_read_into(dry_run=dry_run) as book,
            self._importing(book, path.name, dry_run=dry_run) as operation,
        ):
            dump.begin(book)
            for table, rows in groupby(export.rows(), key=itemgetter(0)):
                self._put_back(book, tally, table, _values(book, export, table, rows))
            if tally.problem_count and not dry_run:
                raise _refusal([tally])
            if not tally.problem_count:
                tally.warnings = dump.end(book, export.header)
            tally.operation = operation if tally.new else None
        self._opened.forget()
        return tally

    @contextmanager
    def _book_to_read_into(self, *, dry_run: bool) -> Iterator[Book]:
        """The practice; for a look at what a new one would hold, an empty one in memory."""
        if not dry_run:
            yield self._opened.writable(furnished=False)
        elif self._opened.exists:
            yield self._opened.book
        else:
            with closing(opening.in_memory()) as empty:
                yield empty

    def _put_back(
        self, book: Book, tally: Tally, table: str, rows: Iterator[tuple[int, dict[str, Any]]]
    ) -> None:
        for place, outcome in dump.put_back(book, table, rows):
            tally.read += 1
            if outcome == "new":
                tally.new += 1
            elif outcome == "duplicate":
                tally.duplicate += 1
            else:
                tally.problem_count += 1
                tally.problems.append(Problem(place, table, "", outcome))

    def export(self, target: Path, file_format: str) -> int:
        """Write everything the practice holds and return how many rows that was.

        Raises:
            RefusedError: the place is taken or cannot be written.
        """
        if not self._opened.exists:
            raise NotFoundError(f"there is no practice at {self._opened.path} to export yet")
        if target.exists():
            raise RefusedError(f"{target} is there already; name a new one")
        book = self._opened.book
        tables = (
            (table, dump.columns(book, table), dump.rows(book, table)) for table in dump.TABLES
        )
        return tables_writer.write(target, file_format, dump.SCHEMA_VERSION, tables)

    # -- copies

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
        if not source.is_file():
            raise NotFoundError(f"there is no file {source}")
        self._opened.close()
        return backup.restore(source, self._opened.path)

    def check(self) -> list[Check]:
        """What `doctor` finds."""
        book = self._opened.book
        if not self._opened.exists:
            return [backup.Check("file", ok=True, detail=f"no practice at {self._opened.path} yet")]
        names = Identity(self._opened).to_merge()
        return [*backup.checks(book), backup.Check("names", ok=True, detail=names)]


def _values(
    book: Book, export: own.Export, table: str, rows: Iterator[own.Row]
) -> Iterator[tuple[int, dict[str, Any]]]:
    for _, place, values in rows:
        yield place, dump.typed(book, table, values) if export.is_text else values


def _take(book: Book, path: Path, source: Source, at: str, progress: Progress | None) -> Tally:
    tally = Tally(source.format)
    with closing(_reporting(path, source, progress)) as found:
        Intake(book, tally, at).take(found)
    tally.warnings += source.warnings
    if tally.new:
        tally.batch = batches.add_batch(book, at, tally.format, path.name, tally.new)
    return tally


def _reporting(
    path: Path, source: Source, progress: Progress | None
) -> Generator[Record | Skipped | Problem]:
    for number, each in enumerate(source.records()):
        if progress is not None and number % 1_000 == 0:
            progress(path.name, source.position, source.size)
        yield each


def _refusal(tallies: list[Tally]) -> ImportRefusedError:
    count = sum(tally.problem_count for tally in tallies)
    problems = [problem for tally in tallies for problem in tally.problems]
    rows = "row has a problem" if count == 1 else "rows have problems"
    return ImportRefusedError(
        f"nothing was imported: {count:,} {rows}",
        problems=problems,
        tallies=tallies,
        hint="mend the file, or add --skip-bad to leave those rows out",
    )
