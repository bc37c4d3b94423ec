"""A therapist's own table, CSV or workbook: a row is a session with its money, or money alone.

Its columns are where a `Layout` says. Month headings, rows of totals and a header that comes again hold
nothing; what a row does not say (its minutes, its money) is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

from mtdesk.errors import ImportRefusedError, InvalidError
from mtdesk.exchange.readers import appointments, cells, processor, table
from mtdesk.exchange.readers.cells import digest
from mtdesk.exchange.readers.days import moment_of
from mtdesk.exchange.readers.layout import (
    CALLED,
    MOST_ROWS,
    Layout,
    looks_like_a_row,
    marks_words,
    proposed,
    recognised,
    said,
    words_of,
)
from mtdesk.exchange.readers.source import Format, ReaderContext, Source
from mtdesk.exchange.readers.typed import TOTAL, Words, columns
from mtdesk.model import rules
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.ledger.payment import NOT_PAID, Payment, Redemption
from mtdesk.model.names import fold
from mtdesk.model.session import Session

Found = Record | Skipped | Problem
NAME = "spreadsheet_own"
_NAMED_ENOUGH = 3  # fields that the names of a header say, and it is one
_MOST_COLUMNS = 500  # of a table that somebody keeps by hand
_SOLD = re.compile(r"(?:gift|voucher)\b")
_INSURANCE = re.compile(
    r"insurance(?:\s+(?:payment|claim))?(?:\s+for\s+(?P<client>.+))?", re.IGNORECASE
)
_OF_MONEY = ("date", "amount", "amount", "tip")  # the columns that `processor` names in a refusal


def open_as(
    text_file: table.TextFile, header: table.Header, layout: Layout, context: ReaderContext
) -> Spreadsheet:
    """The table, its columns called by what they are, and its days as was said of it before."""
    context = replace(context, dates=context.dates or layout.dates)
    layout = replace(layout, dates=context.dates)
    fields = {place: field for field, place in layout.places.items()}
    names = tuple(fields.get(place, f"#{place}") for place in range(len(header.names)))
    return Spreadsheet(text_file, replace(header, names=names), layout, context)


def found(
    text_file: table.TextFile, headers: list[table.Header], context: ReaderContext
) -> Spreadsheet | None:
    """The table as it was read before, or as its columns seem to be; None where it is no such table."""
    seen = _seen(text_file, headers, context)
    return None if seen is None else open_as(text_file, *seen, context)


def _seen(
    text_file: table.TextFile, headers: list[table.Header], context: ReaderContext
) -> tuple[table.Header, Layout] | None:
    for header in headers:
        if layout := recognised(context.layouts, header.names):
            return header, layout
    best: tuple[int, table.Header, Layout] | None = None
    for header in headers:
        if len(header.names) > _MOST_COLUMNS:
            continue
        rows = table.rows_below(text_file, header, MOST_ROWS)
        layout = proposed(text_file.path.stem, header.names, header.printed, rows)
        if layout is None or looks_like_a_row(layout, header.printed):
            continue
        named = len(layout.places) - len(layout.by_content)
        if best is None or named > best[0]:  # a banner above the header names nothing
            best = named, header, layout
        if named >= _NAMED_ENOUGH:
            break
    return None if best is None else best[1:]


def open_asked(
    text_file: table.TextFile, headers: list[table.Header], context: ReaderContext
) -> Spreadsheet:
    """The table by what was said of it.

    Raises:
        InvalidError: what was said means nothing.
        ImportRefusedError: it has no such columns.
    """
    asked, name = context.asked_layout, text_file.path.name
    if not asked:
        if own := found(text_file, headers, context):
            return own
        raise ImportRefusedError(
            f"{name}: which column is the day, and which the client, does not show",
            hint='say it: --map "date=Day,client=Who,amount=Paid"',
            is_table=bool(headers),
        )
    if "=" not in asked:
        layout = context.layouts[asked]
        for header in headers:
            if layout.header == header.names:
                return open_as(text_file, header, layout, context)
        raise ImportRefusedError(
            f"{name} has other columns than “{asked}” was made for",
            hint='say them: --map "date=Day,client=Who,amount=Paid"',
            is_table=bool(headers),
        )
    seen = _seen(text_file, headers, context)
    first = [] if seen is None else [seen[0]]
    for header in [*first, *headers]:
        told = said(text_file.path.stem, asked, header.printed, header.names)
        if told is None or looks_like_a_row(told, header.printed):
            continue
        if "date" not in told.places:  # the rest is as it seems, or as it was
            told = _completed(text_file, header, told, context)
        if told is not None:
            return open_as(text_file, header, told, context)
    raise ImportRefusedError(
        f"{name} has no such columns; its first line is “{table.first_line(text_file)}”",
        hint="--map names columns as the file does, or by their number: date=#1,client=#2",
        is_table=bool(headers),
    )


def _completed(
    text_file: table.TextFile, header: table.Header, layout: Layout, context: ReaderContext
) -> Layout | None:
    """A layout that says only some columns, with the others as they were or seem."""
    rows = table.rows_below(text_file, header, MOST_ROWS)
    base = recognised(context.layouts, header.names)
    base = base or proposed(layout.name, header.names, header.printed, rows)
    if base is None:
        return None
    kept = {
        field: place for field, place in base.places.items() if place not in layout.places.values()
    }
    return replace(
        base,
        places=kept | layout.places,
        words=base.words | layout.words,
        statuses=base.statuses | layout.statuses,
        dates=layout.dates or base.dates,
        is_proposed=False,
    )


class Spreadsheet(Source):
    """A file of one's own; `layout` is how it was read, to be remembered."""

    def __init__(
        self,
        text_file: table.TextFile,
        header: table.Header,
        layout: Layout,
        context: ReaderContext,
    ) -> None:
        self.layout = layout
        self.methods = Words(layout)
        self._printed = header.printed
        has_money = "amount" in layout.places

        def record(context: ReaderContext, line: int, day: str, *found: Any) -> Record | Skipped:
            values = dict(zip([name for name in CALLED if name != "date"], found, strict=True))
            return _record(context, line, day, values, self.methods, has_money=has_money)

        super().__init__(text_file, header, replace(_FORMAT, record=record), context)
        if layout.is_proposed:
            how = f"taken for your own spreadsheet: {words_of(layout, header.printed)}"
            self.warnings.insert(0, f"{how}; --map says otherwise")
            self.warnings[1:1] = marks_words(layout, header.printed)
        else:
            self.warnings.insert(0, f"read as “{layout.name}”: {words_of(layout, header.printed)}")

    def otherwise(self) -> Iterator[tuple[str, Found, Found]]:
        """Each row as a layout that is remembered reads it, with that one's name, and as this one does.

        Of layouts for the same columns that are other than this one.
        """
        header = replace(self._header, names=self.layout.header)
        for layout in self._context.layouts.values():
            same = replace(layout, name=self.layout.name, is_proposed=self.layout.is_proposed)
            if layout.header != self.layout.header or same == self.layout:
                continue
            then = open_as(self._text_file, header, layout, self._context)
            now = open_as(self._text_file, header, self.layout, self._context)
            with closing(then.records()) as before, closing(now.records()) as after:
                for one, other in zip(before, after, strict=True):
                    yield layout.name, one, other

    @property
    def words(self) -> list[str]:
        told = super().words
        if unknown := self.methods.unknown:
            listed = ", ".join(f"“{word}” ({count:,})" for word, count in sorted(unknown.items()))
            first = min(unknown)
            told.append(
                f"ways of paying kept in your words: {listed}; --map “{first}=card” or the like says what one is"
            )
        return told


def _nothing(day_cell: str, values: dict[str, Any]) -> str:
    """Why a row without a day holds nothing; empty where it should have one."""
    form = fold(day_cell)
    others = [each for name, each in values.items() if each not in {None, ""}]
    first = next((fold(each) for each in (day_cell, *others) if isinstance(each, str) and each), "")
    if TOTAL.match(form) or TOTAL.match(first):
        return "a row of totals"
    if form and not others:
        return "a heading"
    if not form and all(not isinstance(each, str) for each in others):
        return "a row of totals"
    return ""


def _record(
    context: ReaderContext,
    line: int,
    day: str,
    values: dict[str, Any],
    methods: Words,
    *,
    has_money: bool,
) -> Record | Skipped:
    if day.startswith("?"):
        if nothing := _nothing(day[1:], values):
            return Skipped(line, nothing)
        raise InvalidError(
            "date", "is not a day; write it like 2026-11-20" if day[1:] else "is empty"
        )
    for each in values.values():
        if isinstance(each, InvalidError):
            raise each
    rules.PAST.check(date.fromisoformat(day), context.today, "date")
    client, service, amount = values["client"], values["service"], values["amount"]
    minutes = values["minutes"] if values["minutes"] is not None else values["hours"]
    method, more = methods.method(values["method"] or "")
    note = " · ".join(part for part in (values["note"], more) if part)
    if amount is not None and (kind := _kind(service or "", amount, minutes)):
        return _money(context, line, day, kind, values, method, note)
    status = _status(minutes, values["status"] or "", methods)
    if isinstance(status, Skipped):
        return replace(status, line=line)
    if isinstance(minutes, str):
        minutes = None
    is_owed = method in NOT_PAID or method == "invoice"
    is_unsaid = amount is None and (status == "done" or is_owed)
    began = None
    if clock := values["time"]:
        began = moment_of(day, clock, "time", context.zone).here
    session = Session(
        local_date=day,
        started_at=began,
        minutes=minutes if status == "done" else 0,
        client=client,
        service=service,
        workplace=values["workplace"],
        price_minor=amount,
        money_unknown=is_unsaid or not has_money,
        status=status,
        note=note,
    )
    tip = values["tip"] or 0
    rules.TIP.check(tip, context.currency, "tip")
    redemption = None
    payments: tuple[Payment, ...] = ()
    if method == "gift_card" and amount:
        redemption = Redemption(redeemed_on=day, amount_minor=amount, note=note)
        amount = 0
    if not is_owed:
        paid = "session" if status == "done" else "cancellation_fee"
        payments = tuple(
            Payment(
                received_on=day, kind=kind, amount_minor=minor, client=client, method=method,
                voluntary=True if kind == "tip" else None, note=more,
            )
            for kind, minor in ((paid, amount or 0), ("tip", tip))
            if minor
        )  # fmt: skip
    elif tip:
        raise InvalidError("tip", "came in, and the way of paying says that nothing did")
    content = digest(
        day, began, session.minutes, client, service, session.workplace, session.price_minor, tip,
        method, status, note,
    )  # fmt: skip
    return Record(
        key=f"own:#{content}",
        digest=content,
        line=line,
        session=session,
        payments=payments,
        redemption=redemption,
    )


def _status(minutes: int | str | None, word: str, words: Words) -> str | Skipped:
    """What became of it, by its own column or by what stands where the length should."""
    for text, column in (
        (word, "status"),
        (minutes if isinstance(minutes, str) else "", "minutes"),
    ):
        if not text:
            continue
        said = words.status(text)
        status, nothing = appointments.state(said or text)
        if nothing:
            return Skipped(0, nothing)
        if status is None:
            if column == "status":
                words.note_status(text)
            known = (
                "a length such as 60 min, nor no show"
                if column == "minutes"
                else "a state such as done or no show"
            )
            raise InvalidError(
                column, f"is neither {known}" if column == "minutes" else f"is not {known}"
            )
        return "done" if status == "booked" else status
    return "done"


def _kind(service: str, amount: int, minutes: int | str | None) -> str:
    """What money alone a row is; empty where it is a session's."""
    form = fold(service)
    if re.match(r"charge ?back|dispute", form):
        return "chargeback"
    if form.startswith("refund") or amount < 0:
        return "refund"
    if minutes is not None:
        return ""
    if _INSURANCE.fullmatch(form):
        return "insurance"
    if _SOLD.match(form):
        return "gift_card"
    return "tip" if form in {"tip", "tips"} else ""


def _money(
    context: ReaderContext,
    line: int,
    day: str,
    kind: str,
    values: dict[str, Any],
    method: str | None,
    note: str,
) -> Record:
    client, insurer = values["client"], None
    if (
        kind == "insurance"
        and (found := _INSURANCE.fullmatch(values["service"]))
        and found["client"]
    ):
        client, insurer = cells.name(found["client"], "service"), client
    row = processor.Row(
        source="own",
        own_id="",
        line=line,
        day=day,
        printed=day,
        kind=kind,
        method=method,
        total_minor=abs(values["amount"]) + (values["tip"] or 0),
        fee_minor=0,
        tip_minor=values["tip"] or 0,
        client=client,
        insurer=insurer,
        note=" · ".join(part for part in (values["service"], note) if part),
        names=_OF_MONEY,
    )
    return processor.record_of(context, row)


_FORMAT = Format(
    name=NAME,
    words="your own spreadsheet: a row a session, or money",
    may_be_short=True,
    required=frozenset(CALLED),  # never by its header alone: see `layout`
    columns=columns,
    record=_record,
)
FORMATS = (_FORMAT,)
