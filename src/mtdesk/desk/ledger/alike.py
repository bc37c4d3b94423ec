"""What stands of a day's money, in the form in which it is held against what comes in."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from mtdesk.insight.matching import Sum, can_meet
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.alike import WITHOUT_TIPS, Candidate
from mtdesk.model.ledger.payment import CREDIT_KINDS, GIVEN_BACK
from mtdesk.model.names import fold
from mtdesk.store import clients
from mtdesk.store.ledger import received
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.model.ledger.payment import Payment
    from mtdesk.store.file.book import Book, Row


_DAYS_AHEAD = 30


class Standing:
    """Money that stands, and sessions that wait for theirs.

    `sums` is what can be met, `visits` are sessions whose money nobody said, `payments` the rows that
    the sums are of, by their ids.
    """

    def __init__(
        self,
        payments: Iterable[Row],
        waiting: Iterable[Row] = (),
        unpriced: Iterable[Row] = (),
    ) -> None:
        self.sums: list[Sum] = []
        self.visits: list[Sum] = []
        self.payments: dict[int, Row] = {}
        self._rows: list[list[Row]] = []  # of each sum
        groups: dict[object, list[Row]] = {}
        for row in payments:
            self.payments[row["id"]] = row
            if row["kind"] != "wage":
                groups.setdefault(_group(row), []).append(row)
        for rows in groups.values():
            whole = self._add(rows)
            if len(rows) == 1:
                continue
            if len(whole.methods) > 1:
                for method in sorted(whole.methods):
                    self._add([row for row in rows if row["method"] == method], is_part=True)
            hers = [row for row in rows if row["kind"] != "insurance"]
            if 0 < len(hers) < len(rows):  # what the client paid beside the insurer
                self._add(hers, is_part=True)
        for row in waiting:
            self._add_waiting(row, self.sums)
        for row in unpriced:
            self._add_waiting(row, self.visits)

    def _add(self, rows: list[Row], *, is_part: bool = False) -> Sum:
        first = rows[0]
        self._rows.append(rows)
        price, tip, tax, kinds, methods = _told(
            [(row["kind"], row["gives_back"], row["amount_minor"], row["method"]) for row in rows]
        )
        taken = {row["taken"] for row in rows}
        is_back = first["kind"] in GIVEN_BACK
        began, ended = (None, None) if is_back else _times(first)
        made = Sum(
            id=len(self._rows),
            day=first["day"],
            price_minor=price,
            tip_minor=tip,
            tax_minor=tax,
            methods=methods,
            names=ids(first["client_id"]),
            began=began,
            ended=ended,
            is_back=is_back,
            is_credit=not kinds.isdisjoint(CREDIT_KINDS),
            is_part=is_part,
            is_owed="session" in taken,
            is_taken=taken != {None},
            is_bare=not tip and (first["of"] or first["source"]) in WITHOUT_TIPS,
            is_insurers=kinds == {"insurance"},
            rows=frozenset([row["id"] for row in rows]),
        )
        self.sums.append(made)
        return made

    def _add_waiting(self, row: Row, to: list[Sum]) -> None:
        began, ended = _times(row)
        self._rows.append([row])
        to.append(
            Sum(
                id=len(self._rows),
                day=row["day"],
                price_minor=row["owed_minor"],
                names=ids(row["client_id"]),
                began=began,
                ended=ended,
                is_owed=True,
                rows=frozenset({-row["id"]}),
            )
        )

    def candidate(self, each: Sum) -> Candidate:
        """What one of the sums is."""
        rows = self._rows[each.id - 1]
        first = rows[0]
        if "owed_minor" in first.keys():  # noqa: SIM118 - a row holds values, not keys
            return Candidate(
                day=each.day,
                client=first["client"],
                amount_minor=each.price_minor,
                tip_minor=0,
                method=None,
                payments=(),
                session=first["id"],
                is_owed=True,
            )
        return Candidate(
            day=each.day,
            client=first["client"],
            amount_minor=each.total_minor,
            tip_minor=each.tip_minor,
            method=next((row["method"] for row in rows if row["method"]), None),
            payments=tuple([row["id"] for row in rows]),
            session=first["session_id"],
            is_owed=False,
        )


class Days:
    """What stands of one day after another, but for what a source brought; read for many at once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._read: tuple[str, str, str] | None = None  # the source, the first day and the last
        self._rows: list[dict[str, list[Row]]] = []

    def forget(self) -> None:
        self._read = None

    def of(self, day: str, source: str) -> Standing:
        if (
            self._read is None
            or self._read[0] != source
            or not self._read[1] <= day <= self._read[2]
        ):
            last = (date.fromisoformat(day) + timedelta(days=_DAYS_AHEAD)).isoformat()
            self._read = source, day, last
            self._rows = [
                _by_day(read(self._book, day, last, source))
                for read in (received.of_days, received.waiting, received.unpriced)
            ]
        return Standing(*(rows.get(day, ()) for rows in self._rows))


def _by_day(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["day"], []).append(row)
    return found


def visit_of(row: Row) -> Sum:
    """A session as it is held against an appointment; nothing of its money is compared."""
    began, ended = _times(row)
    return Sum(
        id=row["id"],
        day=row["day"],
        price_minor=0,
        names=ids(row["client_id"]),
        began=began,
        ended=ended,
        rows=frozenset({-row["id"]}),
    )


def beside(book: Book, first: str, last: str, source: str) -> Standing:
    """What stands of some days, but for what a source brought."""
    return Standing(
        received.of_days(book, first, last, source),
        received.waiting(book, first, last, source),
        received.unpriced(book, first, last, source),
    )


def imported_like(
    book: Book,
    payments: Iterable[Payment],
    client_id: int | None,
    name: str | None,
    clock: str = "",
    minutes: int = 0,
) -> Candidate | None:
    """Money that a file brought, and that what is typed looks like; None where there is none."""
    new = list(payments)
    if not new or not received.is_imported(book, new[0].received_on):
        return None
    written = {each.id for each in new if each.id is not None}
    names = named(book, name) if client_id is None else ids(client_id)
    typed = sum_of(0, new, names, clock, minutes)
    rows = received.imported_of(book, typed.day)
    standing = Standing(row for row in rows if row["id"] not in written)
    for each in standing.sums:
        if can_meet(typed, replace(each, is_credit=each.is_credit or typed.is_credit)):
            return standing.candidate(each)
    return None


def sum_of(
    number: int,
    payments: Iterable[Payment],
    names: frozenset[str],
    clock: str = "",
    minutes: int = 0,
) -> Sum:
    """Money that comes in at once, of whom it can be."""
    paid = list(payments)
    price, tip, tax, kinds, methods = _told(
        [(each.kind, each.gives_back, each.amount_minor, each.method) for each in paid]
    )
    is_back = not kinds.isdisjoint(GIVEN_BACK)
    began = None if is_back else minute_of(clock)
    return Sum(
        id=number,
        day=paid[0].received_on if paid else "",
        price_minor=price,
        tip_minor=tip,
        tax_minor=tax,
        methods=methods,
        names=names,
        began=began,
        ended=None if began is None else began + minutes,
        is_back=is_back,
        is_credit=not kinds.isdisjoint(CREDIT_KINDS),
        is_insurers=kinds == {"insurance"},
    )


def named(book: Book, name: str | None) -> frozenset[str]:
    """The clients that a name may be of; a name that nobody has is somebody's, too."""
    if name is None:
        return frozenset()
    return frozenset(str(each.id) for each in clients.named(book, name)) or frozenset({fold(name)})


@lru_cache(maxsize=2_000)  # the same of every day
def minute_of(clock: str) -> int | None:
    """`14:30` or `2:30 pm` as a minute of the day; None where it is neither."""
    digits, _, half = clock.strip().lower().partition(" ")
    parts = digits.split(":")
    if len(parts) < 2 or not all(part.isdecimal() for part in parts):
        return None
    hour = int(parts[0])
    if half in {"am", "pm"}:
        hour = hour % 12 + 12 * (half == "pm")
    return hour * 60 + int(parts[1])


def _group(row: Row) -> object:
    """What came in at once: for one session on one day, or as one record of a file."""
    is_back = row["kind"] in GIVEN_BACK
    if row["session_id"] is not None:
        return is_back, "session", row["session_id"], row["day"]
    if row["source_id"] is not None:
        return is_back, row["source"], row["source_id"], row["day"]
    return is_back, "row", row["id"]


def _told(
    paid: Iterable[tuple[str, str | None, int, str | None]],
) -> tuple[int, int, int, set[str], frozenset[str]]:
    """The price, tip and tax of money that comes in at once, of what kinds it is, and how it was paid.

    Of each part it is given the kind, that of what it gives back, the amount and the method.
    """
    total = tip = tax = 0
    kinds, methods = set(), set()
    for kind, back, minor, method in paid:
        apart = back if kind in GIVEN_BACK else kind
        total += minor
        if apart == "tip":
            tip += minor
        elif apart == "sales_tax":
            tax += minor
        kinds.add(kind)
        if method:
            methods.add(method)
    return total - tip - tax, tip, tax, kinds, frozenset(methods)


def ids(client_id: int | None) -> frozenset[str]:
    return frozenset() if client_id is None else frozenset({str(client_id)})


def _times(row: Row) -> tuple[int | None, int | None]:
    """When a session began and ended, where that is known and not only made out."""
    if row["started_at"] is None or row["is_placed"]:
        return None, None
    began = minute_of(row["started_at"][11:16])
    return began, None if began is None else began + (row["minutes"] or 0)
