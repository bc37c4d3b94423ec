"""Files read into the practice: other programs' by their readers, our own exports as they were."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from mtdesk.desk.files import layouts
from mtdesk.desk.files.intake import Intake
from mtdesk.desk.files.months import Months
from mtdesk.desk.files.reading import context_of
from mtdesk.desk.files.shown import taken_for, understood
from mtdesk.errors import ImportQuestionsError, ImportRefusedError, NotFoundError, UsageError
from mtdesk.exchange.readers import open_source, own
from mtdesk.exchange.readers.spreadsheet import Spreadsheet
from mtdesk.model.importing import ISO, Decisions, Problem, Record, Tally
from mtdesk.model.importing.shown import FIRST_ROWS
from mtdesk.model.text import counted, worded
from mtdesk.store.file import batches, dump, guard, opening

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from mtdesk.desk.opened import Opened
    from mtdesk.exchange.readers import Source, TextSource
    from mtdesk.model.importing import Skipped
    from mtdesk.model.importing.shown import Plan
    from mtdesk.store.file.book import Book

_UNUSUAL_TOLD = 5


def import_files(
    opened: Opened,
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
    """What became of each file: see `Files.import_files`."""
    for path in paths:
        if not path.exists():
            raise NotFoundError(f"there is no file {path}")
    if any(own.is_export(path) for path in paths):
        if len(paths) > 1:
            raise UsageError("an export of mtdesk is read alone; name only that")
        return [_read_back(opened, paths[0], dry_run=dry_run)]
    if any(opening.is_practice(path) for path in paths):
        if len(paths) > 1:
            raise UsageError("another copy of a practice is read alone; name only that")
        from mtdesk.desk.files.merging import merge_copy

        return [merge_copy(opened, paths[0], decisions or Decisions(), dry_run=dry_run)]
    was_created = opened.created
    names = ", ".join(path.name for path in paths)
    with (
        opened.writing("import", f"import of {names}", keep=not dry_run) as writing,
        batches.room(writing.book),
    ):
        context = context_of(opened, dates=dates, encoding=encoding, layout=layout)
        sources = [(path, open_source(path, context, as_format)) for path in paths]
        for path, source in sources:
            if isinstance(source, Spreadsheet):
                layouts.refuse_twice(writing.book, path, source)
        # Incidents last: they name sessions of the file beside them.
        sources.sort(key=lambda each: each[1].format == "incidents.csv")
        tallies = [
            _take(opened, writing.book, path, source, decisions or Decisions(), _share(sources))
            for path, source in sources
        ]
        if decisions is not None and decisions.asks and not dry_run:
            _ask(tallies, decisions, skip_bad=skip_bad)
        if not skip_bad and not dry_run and any(tally.problem_count for tally in tallies):
            raise _refusal(tallies)
        if not dry_run and any(tally.has_written for tally in tallies):
            for (path, source), tally in zip(sources, tallies, strict=True):
                if isinstance(source, Spreadsheet):
                    tally.warnings += layouts.remember(writing.book, path, source.layout, layout)
    if not any(tally.has_written for tally in tallies):
        if not was_created:
            opened.unmake()
    elif not dry_run:
        for tally in tallies:
            tally.operation = writing.operation
    for (_, source), tally in zip(sources, tallies, strict=True):
        tally.taken_for, tally.why = taken_for(source, as_format)
    return tallies


def _share(sources: Sequence[tuple[Path, Source | TextSource]]) -> Callable[[int], float]:
    """Which part of all files was read, by their bytes: how many rows they hold is not known yet."""
    size = sum(source.size for _, source in sources) or 1
    return lambda _: sum(source.position for _, source in sources) / size


def _take(
    opened: Opened,
    book: Book,
    path: Path,
    source: Source | TextSource,
    decisions: Decisions,
    share: Callable[[int], float],
) -> Tally:
    at = opened.stamp()

    def read(*, is_renumbered: bool = False) -> tuple[Tally, Intake]:
        tally, months = Tally(source.format, name=path.name), Months()
        again = partial(months.count, times=-1)
        intake = Intake(book, tally, at, decisions, is_renumbered=is_renumbered, again=again)
        with closing(_counting(opened.told(source.records(), share), months, tally)) as found:
            intake.take(found, opened.tell)
        tally.warnings += [*source.warnings, *source.words]
        tally.encoding, tally.dates = source.encoding, source.dates
        months.tell(tally)
        return tally, intake

    book.execute("SAVEPOINT file")
    tally, intake = read()
    if intake.knowledge.is_another_numbering:
        book.execute("ROLLBACK TO file")
        tally, _ = read(is_renumbered=True)
        tally.warnings.append(
            f"{counted(intake.knowledge.disagreeing, 'id')} that {path.name} shares with an earlier "
            f"file {worded(intake.knowledge.disagreeing, 'names', 'name')} another client or day: it "
            "was taken for another numbering, and its rows for others"
        )
    book.execute("RELEASE file")
    if tally.has_written:
        tally.batch = batches.add_batch(
            book, at, tally.format, path.name, tally.new + tally.matched + tally.applied
        )
    return tally


def _ask(tallies: list[Tally], decisions: Decisions, *, skip_bad: bool) -> None:
    """Raises ImportQuestionsError where something is open that was not asked about yet."""
    is_open = any(
        (tally.name, each.line) not in decisions.answers
        for tally in tallies
        for each in tally.unclear
    )
    is_changed = any(tally.changed > tally.applied for tally in tallies) and not skip_bad
    is_near = any(
        each.like and (each.kind, each.name) not in decisions.names
        for tally in tallies
        for each in tally.new_names
    )
    if is_open or is_changed or is_near:
        raise ImportQuestionsError(tallies)


def _counting(
    found: Iterable[Record | Skipped | Problem], months: Months, tally: Tally
) -> Generator[Record | Skipped | Problem]:
    for each in found:
        if isinstance(each, Record):
            months.count(each)
            if len(tally.rows) < FIRST_ROWS:
                tally.rows.append(understood(each))
        yield each


def _refusal(tallies: list[Tally]) -> ImportRefusedError:
    count = sum(tally.problem_count for tally in tallies)
    return ImportRefusedError(
        f"nothing was imported: {counted(count, 'row')} {worded(count, 'has a problem', 'have problems')}",
        problems=[problem for tally in tallies for problem in tally.problems],
        tallies=tallies,
        hint="mend the file, or add --skip-bad to leave those rows out",
    )


def _read_back(opened: Opened, path: Path, *, dry_run: bool) -> Tally:
    """An export of ours, every row under its own number; into a new file it loses nothing.

    So it brings rows that stood before a rule did as well, and says which.

    Raises:
        ImportRefusedError: some rows contradict what is here.
    """
    export = own.Export(path, dump.TABLES)
    dump.check_version(export.header)
    tally = Tally("mtdesk-export", encoding="utf-8", dates=ISO, name=path.name)
    tally.taken_for, tally.why = "an export of mtdesk", "it says so at its start"
    with opened.writing(
        "import", f"import of {path.name}", keep=not dry_run, furnished=False
    ) as writing:
        book, today = writing.book, opened.now().date()
        before = set(guard.unusual(book, today))
        with dump.as_it_was(book):
            for table, rows in groupby(opened.told(export.rows()), key=itemgetter(0)):
                _put_back(
                    tally, table, dump.put_back(book, table, _values(book, export, table, rows))
                )
        if tally.problem_count and not dry_run:
            raise _refusal([tally])
        if not tally.problem_count:
            brought = [each for each in guard.unusual(book, today) if each not in before]
            tally.warnings = [*_unusual(brought), *dump.end(book, export.header)]
        tally.operation = writing.operation if tally.new else None
    opened.forget()
    return tally


def _values(
    book: Book, export: own.Export, table: str, rows: Iterator[own.Row]
) -> Iterator[tuple[int, dict[str, Any]]]:
    for _, place, values in rows:
        yield place, dump.typed(book, table, values) if export.is_text else values


def _put_back(tally: Tally, table: str, outcomes: Iterator[tuple[int, str]]) -> None:
    for place, outcome in outcomes:
        tally.read += 1
        if outcome == "new":
            tally.new += 1
        elif outcome == "duplicate":
            tally.duplicate += 1
        else:
            tally.problem_count += 1
            tally.problems.append(Problem(place, table, "", outcome))


def _unusual(brought: list[guard.Unusual]) -> list[str]:
    told = [f"kept as it was: {each.words}" for each in brought[:_UNUSUAL_TOLD]]
    more = len(brought) - _UNUSUAL_TOLD
    return [*told, f"and {more:,} more; mtdesk doctor lists them"] if more > 0 else told
