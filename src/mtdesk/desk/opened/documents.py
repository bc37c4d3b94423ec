"""Documents as files: written whole or not at all, after a yes where one is there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mtdesk.desk.opened import Opened
from mtdesk.errors import InvalidError, NeedsConfirmationError
from mtdesk.model.document import Document, Log, Written
from mtdesk.model.text import joined, worded


def write(
    opened: Opened,
    document: Document,
    target: Path,
    file_format: str | None = None,
    *,
    confirmed: bool = False,
    with_bom: bool = True,
) -> Written:
    """Write it in the format of the file's suffix, unless one is named.

    Rows begin with a mark by which spreadsheets know UTF-8, unless `with_bom` is not set.

    Raises:
        InvalidError: it is not written in that format.
        NeedsConfirmationError: something is missing from it, or is there already.
        RefusedError: the practice itself; a folder; the place is missing, full or not hers.
    """
    chosen = file_format or target.suffix.lower().removeprefix(".")
    if chosen not in document.formats:
        ends = ", ".join(f".{each}" for each in document.formats)
        raise InvalidError(
            "file", f"“{target.name[:60]}” ends in none of {ends}; name one that does"
        )
    ask(opened, document, [target], confirmed=confirmed)
    from mtdesk.store.file import whole

    if document.log is None:
        content, is_complete = printed(document, chosen)
        opened.tell()  # the last moment to stop
        whole.content(target, content)
        return Written(is_complete=is_complete)
    count = -1
    with whole.text(target, with_bom=with_bom) as file:
        for line in lines(document):
            file.write(line)
            count += 1
    return Written(rows=count)


def ask(opened: Opened, document: Document, targets: Sequence[Path], *, confirmed: bool) -> None:
    """Refuse to write over the practice; ask before anything else is written over, or lacks something.

    Raises:
        NeedsConfirmationError: the question.
        RefusedError: it is the practice itself.
    """
    for target in targets:
        opened.spare(target)
    if confirmed:
        return
    taken = [str(target) for target in targets if target.exists() and not target.is_dir()]
    there = f"{joined(taken)} {worded(len(taken), 'is', 'are')} there already"
    if document.missing:
        reasons = [*([there] if taken else []), f"it lacks {'; '.join(document.missing)}"]
        raise NeedsConfirmationError(
            f"{document.name}: {', and '.join(reasons)}; write it all the same?",
            hint=document.how_to_fill,
        )
    if taken:
        raise NeedsConfirmationError(f"{there}; write over it?")


def printed(document: Document, file_format: str) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn."""
    from mtdesk.exchange import writers

    return writers.content(document, file_format)


def lines(document: Document) -> Iterator[str]:
    """The lines of a file of rows, with their ends."""
    from mtdesk.exchange import writers

    return writers.lines(document.log or Log(columns=(), rows=()), document.currency)
