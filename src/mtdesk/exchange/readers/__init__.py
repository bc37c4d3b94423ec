"""Readers of other programs' files.

A source is one module: it holds a `Format` for each layout of its files, and a function that
makes records of a row's cells. To add one, write the module and name its formats here.
"""

from __future__ import annotations

from pathlib import Path

from mtdesk.errors import ImportRefusedError, InvalidError
from mtdesk.exchange.readers import (
    acuity,
    cashapp,
    everlance,
    fresha,
    google_calendar,
    ics,
    jane,
    journal,
    massagebook,
    mileiq,
    neutral,
    ofx,
    paypal,
    qif,
    simplepractice,
    spreadsheet,
    square,
    square_items,
    stripe,
    table,
    texts,
    unread,
    vagaro,
    venmo,
)
from mtdesk.exchange.readers.source import Format, ReaderContext, Source
from mtdesk.exchange.readers.texts import TextFormat, TextSource
from mtdesk.model.text import worded

__all__ = ["FORMATS", "TEXTS", "Format", "ReaderContext", "Source", "TextSource", "open_source"]

# Of two formats that a header fits, the one named first is meant: the more particular.
FORMATS: dict[str, Format] = {
    file_format.name: file_format
    for source in (
        neutral, square, square_items, stripe, paypal, venmo, cashapp, jane, acuity, simplepractice,
        fresha, massagebook, mileiq, everlance, google_calendar, vagaro, spreadsheet,
    )
    for file_format in source.FORMATS
}  # fmt: skip
# Those that are no tables, by how they begin.
TEXTS: dict[str, TextFormat] = {
    text_format.name: text_format
    for source in (ofx, qif, journal, ics)
    for text_format in source.TEXTS
}


def open_source(
    path: Path, context: ReaderContext, as_format: str | None = None
) -> Source | TextSource:
    """The file, in the format that its header shows, or in the one that is asked for.

    Raises:
        NotFoundError: no such file.
        InvalidError: no such format.
        ImportRefusedError: it cannot be read, is empty, or no format fits.
    """
    if as_format is not None and as_format not in {*FORMATS, *TEXTS}:
        raise InvalidError("format", f"“{as_format}” is none of {', '.join([*FORMATS, *TEXTS])}")
    text_file = table.examine(path, context.encoding)
    if as_format in TEXTS:
        return TextSource(text_file, TEXTS[as_format], context)
    if as_format is None and (text_format := texts.begins(text_file, TEXTS.values())):
        return TextSource(text_file, text_format, context)
    headers = table.possible_headers(text_file)
    if context.asked_layout or as_format == spreadsheet.NAME:
        return spreadsheet.open_asked(text_file, headers, context)
    named = tuple(FORMATS.values()) if as_format is None else (FORMATS[as_format],)
    formats = tuple(each for each in named if each.name != spreadsheet.NAME)
    for header in headers:
        for file_format in formats:
            fits = file_format.required <= set(header.names)
            if fits and header.delimiter in file_format.delimiters:
                return Source(text_file, header, file_format, context)
    places = FORMATS["vagaro_transactions"]
    if text_file.held and places in formats:
        first = table.row_at(text_file, vagaro.HEADER_ROW + 1)
        if vagaro.fits(first):
            names = vagaro.NAMES[: len(first)]
            header = table.by_places(vagaro.HEADER_ROW, names)
            return Source(text_file, header, places, context)
    share, nearest, lacks = _nearest(headers, formats, context)
    is_near = bool(headers) and (as_format is not None or share >= 0.5)
    # A header of few columns is like many: a vendor's has most of what the vendor needs.
    is_vendors = (
        is_near
        and nearest not in {each.name for each in neutral.FORMATS}
        and 2 * len(lacks) <= len(FORMATS[nearest].required)
    )
    if (
        as_format is None
        and not is_vendors
        and (own := spreadsheet.found(text_file, headers, context))
    ):
        return own
    name = text_file.path.name
    if as_format is None and not is_vendors and unread.is_statement(each.names for each in headers):
        raise ImportRefusedError(
            f"{name} looks like a bank's statement",
            hint="download it as OFX, QFX (Quicken) or QIF: those are read",
        )
    if is_near:
        noun = worded(len(lacks), "column")
        raise ImportRefusedError(
            f"{name} does not fit {nearest}: it lacks the {noun} {', '.join(sorted(lacks))}",
            hint=unread.menu_of(nearest) if is_vendors else unread.BY_MAP,
            is_table=as_format is None,
        )
    raise ImportRefusedError(
        f"{name} is in no known format ({', '.join([*FORMATS, *TEXTS])}): its first line is "
        f"“{table.first_line(text_file)}”",
        hint=unread.BY_MAP,
        is_table=bool(headers),
    )


def _nearest(
    headers: list[table.Header], formats: tuple[Format, ...], context: ReaderContext
) -> tuple[float, str, frozenset[str]]:
    """The format of which a header has most columns: their share of it, its name, what is lacking."""
    near = []
    for header in headers:
        for file_format in formats:
            own = file_format.ignored.union(file_format.columns(context))
            share = len(own.intersection(header.names)) / len(header.names)
            near.append((share, file_format.name, file_format.required.difference(header.names)))
    return max(near, key=lambda found: found[0], default=(0, "", frozenset()))
