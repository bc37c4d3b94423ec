"""Which column of somebody's own table is what: as said, as remembered, or as its names and cells show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers.cells import shown
from mtdesk.model.frozen import field, frozen
from mtdesk.model.importing import ORDERS
from mtdesk.model.ledger.payment import METHODS, NOT_PAID
from mtdesk.model.names import fold
from mtdesk.model.session import STATUSES
from mtdesk.model.text import joined, worded

# What a column can be, and what people call it.
CALLED = {
    "date": "date|day|datum|when|service date|date of service|session date|visit date|appointment date",
    "time": "time|start|start time|began|begin|clock",
    "client": "client|client name|clients|name|who|customer|customer name|patient|guest|kunde|for",
    "service": "service|treatment|what|type|session|massage|description|modality|session type|"
    "service type|massage type|item|kind",
    "minutes": "minutes|min|mins|duration|length|session length|time min|duration min|minuten",
    "hours": "hours|hrs|hour",
    "amount": "amount|paid|price|fee|charge|charged|cost|income|received|collected|rate|earned|"
    "amount paid|session fee|total paid|betrag|usd|eur|gbp|cad",
    "tip": "tip|tips|gratuity|trinkgeld|thanks",
    "method": "how|method|payment method|payment type|paid by|paid with|paid how|how paid|pay type|"
    "form of payment|type of payment|tender|pay method|payment|via|paid via",
    "status": "status|state|show|attended|came|outcome",
    "workplace": "workplace|location|place|where|room|studio|clinic|site",
    "note": "note|notes|comment|comments|remark|remarks|memo",
}
FIELDS = tuple(CALLED)
WAYS = (*METHODS, *NOT_PAID, "gift_card")  # what a way of paying can be
_ALSO = {"who": "client", "paid": "amount", "price": "amount", "fee": "amount", "how": "method",
         "length": "minutes", "mins": "minutes", "notes": "note", "what": "service"}  # fmt: skip
_NAMED = {name: field for field, names in CALLED.items() for name in names.split("|")}
# What a column of yes and no says of money, by its name; the words of it, and what they are.
_PAID = {"paid", "payed", "payment", "payment received", "received", "settled", "is paid", "bezahlt",
         "pagado", "pagada", "paye", "payee", "regle", "pagato", "betaald"}  # fmt: skip
# Yes and no, as people write them; of those of one letter or digit a column has to hold both.
_YES_AND_NO = (
    ("yes", "no"), ("ja", "nein"), ("ja", "nee"), ("ja", "nej"), ("si", "no"), ("oui", "non"),
    ("true", "false"), ("wahr", "falsch"), ("vrai", "faux"), ("verdadero", "falso"), ("vero", "falso"),
    ("y", "n"), ("j", "n"), ("s", "n"), ("o", "n"), ("t", "f"), ("1", "0"),
)  # fmt: skip
_TICKS = {"x", "X", "✓", "✔"}
_CAME = {"other": "came in", "unpaid": "did not"}
_TRUTH = {"status", "note"}  # fields that may be told by yes and no
NEEDED = ("amount", "minutes", "hours", "service")
# Columns that tables of appointments do not have: they are of accounts, expenses, or clients.
OF_OTHERS = {
    "balance", "debit", "credit", "withdrawal", "withdrawals", "deposit", "deposits", "running balance",
    "posting date", "posted date", "transaction date", "value date", "account", "account number",
    "payee", "check number", "saldo", "buchungstag", "category", "vendor", "supplier", "birthdate",
    "birth date", "date of birth", "dob", "expense",
}  # fmt: skip

_DAY = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,? +)?(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|"
    r"\d{1,2}\.?[ -][A-Za-z]{3,9}\.?,?[ -]\d{4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})"
)
_AMOUNT = re.compile(r"(?:[-+(]?\s?[$€£]?\s?\d[\d,. ]*\)?\s?[$€£]?|-)$")
_LENGTH = re.compile(
    r"(?:(?:[1-9][05]|1[0-9][05]|2[0-4]0)\s?(?:m|min|mins|minutes)?|\d\s?h(?:rs?)?(?:\s?\d{2})?)$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?$", re.IGNORECASE)
_METHOD = re.compile(
    r"cash|card|check|cheque|venmo|zelle|paypal|cash ?app|transfer|visa|master ?card|amex|debit|credit|"
    r"online|invoice|insurance|hsa|fsa|owe|unpaid|square|stripe|gift",
    re.IGNORECASE,
)
MOST_ROWS = 400  # that are looked at
_FEW = 4  # cells that are no proof against a name, nor for a length


@frozen
class Layout:
    """`places` is the number of the column of each field, `header` the names it is known by again.

    `words` are what she calls a way of paying, and what that is; `statuses` the same of what became of a
    visit. `dates` is how its days are written, where that was said. Of one that `is_proposed`, the fields
    `by_content` were found by what stands in their columns, and `marks` are columns of yes and no that
    are none of these.
    """

    name: str
    header: tuple[str, ...]
    places: dict[str, int]
    words: dict[str, str]
    statuses: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    is_proposed: bool = False
    by_content: frozenset[str] = frozenset()
    marks: tuple[int, ...] = ()

    def as_text(self) -> str:
        kept = {"header": self.header, "places": self.places, "words": self.words}
        more = {"statuses": self.statuses, "dates": self.dates}
        return json.dumps(
            kept | {key: value for key, value in more.items() if value}, ensure_ascii=False
        )


def from_text(name: str, text: str) -> Layout:
    held: dict[str, Any] = json.loads(text)
    return Layout(
        name=name,
        header=tuple(held["header"]),
        places=held["places"],
        words=held["words"],
        statuses=held.get("statuses", {}),
        dates=held.get("dates"),
    )


def said(name: str, spec: str, printed: Sequence[str], names: Sequence[str]) -> Layout | None:
    """The layout that `date=Date,client=Who,amount=$,online=card,came=done` says of a header; None where
    a column that it names is not in it.

    Raises:
        InvalidError: a part of it says nothing.
    """
    places: dict[str, int] = {}
    words: dict[str, str] = {}
    statuses: dict[str, str] = {}
    dates = None
    for part in spec.split(","):
        left, equals, right = (each.strip() for each in part.partition("="))
        what, means = _ALSO.get(fold(left), fold(left)), fold(right)
        if not equals or not left or not right:
            raise InvalidError("map", f"“{shown(part)}” is not FIELD=COLUMN, for example date=Day")
        if what == "dates" and means in ORDERS:
            dates = means
        elif what in FIELDS:
            place = _place(right, printed, names)
            if place is None:
                return None
            if place in places.values():
                raise InvalidError("map", f"the column “{shown(right)}” is named twice")
            places[what] = place
        elif means in WAYS:
            words[fold(left)] = means
        elif means in STATUSES:
            statuses[fold(left)] = means
        else:
            raise InvalidError(
                "map",
                f"“{shown(left)}” is none of {', '.join(FIELDS)}, and no word for a method or a status",
            )
    return Layout(
        name=name,
        header=tuple(names),
        places=places,
        words=words,
        statuses=statuses,
        dates=dates,
    )


def _place(column: str, printed: Sequence[str], names: Sequence[str]) -> int | None:
    """The number of a column by its name, or by `#3`."""
    from mtdesk.exchange.readers.table import normal

    for wanted, there in ((column, printed), (normal(column), names)):
        if wanted in there and wanted:
            return list(there).index(wanted)
    number = column.removeprefix("#")
    if column.startswith("#") and number.isdigit() and 1 <= int(number) <= len(names):
        return int(number) - 1
    return None


def proposed(
    name: str, names: Sequence[str], printed: Sequence[str], rows: Sequence[Sequence[str]]
) -> Layout | None:
    """What the columns seem to be; None where they are no table of appointments with their clients."""
    found = guessed(name, names, printed, rows)
    is_table = {"date", "client"} <= found.places.keys() and not found.places.keys().isdisjoint(
        NEEDED
    )
    return found if is_table and not OF_OTHERS & set(names) else None


def guessed(
    name: str, names: Sequence[str], printed: Sequence[str], rows: Sequence[Sequence[str]]
) -> Layout:
    """What the columns seem to be, whatever is lacking."""
    columns = [
        [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        for place in range(len(names))
    ]
    places: dict[str, int] = {}
    marks = [place for place, cells in enumerate(columns) if _is_yes_or_no(cells)]
    for place, column in enumerate(names):
        what = _NAMED.get(column)
        if place in marks and what not in _TRUTH:
            continue
        if what is None and any(sign in printed[place] for sign in "$€£"):
            what = "amount"
        if what == "method" and column == "payment" and _share(columns[place], _AMOUNT) > 0.6:
            what = "amount"
        if what and what not in places and _fits(what, columns[place]):
            places[what] = place
    named = set(places)
    _by_content(places, [[] if place in marks else cells for place, cells in enumerate(columns)])
    by_content = frozenset(places) - named
    words: dict[str, str] = {}
    paid = next(  # a tick says it, too, but what is not ticked may be either
        (each for each in marks if names[each] in _PAID and not _TICKS & {*columns[each]}), None
    )
    if paid is not None and "method" not in places:
        places["method"] = paid
        noes = {no for _, no in _YES_AND_NO}
        found = sorted({fold(each) for each in columns[paid]})
        words = {each: "unpaid" if each in noes else "other" for each in found}
    return Layout(
        name=name,
        header=tuple(names),
        places=places,
        words=words,
        is_proposed=True,
        by_content=by_content,
        marks=tuple(place for place in marks if place not in places.values()),
    )


def _is_yes_or_no(cells: Sequence[str]) -> bool:
    """Whether a column holds nothing but yes and no, or ticks."""
    found = {fold(each) for each in cells}
    return bool(found) and (
        {*cells} <= _TICKS
        or any(found <= {*each} and (len(each[1]) > 1 or len(found) == 2) for each in _YES_AND_NO)
    )


def _fits(field: str, cells: Sequence[str]) -> bool:
    """Whether what stands in a column can be what its name says; a column that is empty can."""
    wanted = {"date": _DAY, "amount": _AMOUNT, "tip": _AMOUNT, "time": _CLOCK}.get(field)
    return len(cells) < _FEW or wanted is None or _share(cells, wanted) >= 0.5


def _share(cells: Sequence[str], form: re.Pattern[str]) -> float:
    return sum(form.match(each) is not None for each in cells) / len(cells) if cells else 0


def _by_content(places: dict[str, int], columns: Sequence[Sequence[str]]) -> None:
    """Find what no name told: the day, the length, the money, the way of paying, the names."""
    free = [place for place in range(len(columns)) if place not in places.values()]

    def take(field: str, form: re.Pattern[str], least: float) -> None:
        if field in places:
            return
        shares = {place: _share(columns[place], form) for place in free}
        best = max(shares, key=lambda place: shares[place], default=None)
        if best is not None and shares[best] >= least:
            places[field] = best
            free.remove(best)

    take("date", _DAY, 0.6)
    if "hours" not in places:
        lengths = [place for place in free if _is_length(columns[place])]
        if lengths and "minutes" not in places:
            places["minutes"] = lengths[0]
            free.remove(lengths[0])
    take("amount", _AMOUNT, 0.6)
    if "method" not in places:
        shares = {
            place: sum(_METHOD.search(each) is not None for each in columns[place])
            / (len(columns[place]) or 1)
            for place in free
        }
        best = max(shares, key=lambda place: shares[place], default=None)
        if best is not None and shares[best] >= 0.6:
            places["method"] = best
            free.remove(best)
    words = [
        place for place in free
        if columns[place] and sum(any(map(str.isalpha, each)) for each in columns[place]) >= 0.8 * len(columns[place])
    ]  # fmt: skip
    # Many different names, few different services.
    words.sort(key=lambda place: -len(set(columns[place])) / len(columns[place]))
    if "client" not in places and words and len(columns[words[0]]) >= _FEW:
        places["client"] = words.pop(0)
    if "service" not in places and words:
        places["service"] = words.pop()


def _is_length(cells: Sequence[str]) -> bool:
    """Whether a column holds what sessions last, and no money: few values, each a length."""
    few = max(8, len(cells) // 20)
    return len(cells) >= _FEW and _share(cells, _LENGTH) >= 0.8 and len(set(cells)) <= few


def looks_like_a_row(layout: Layout, printed: Sequence[str]) -> bool:
    """Whether what is taken for the header is a row itself: it holds a day, or money."""
    wanted = (("date", _DAY), ("amount", _AMOUNT))
    return any(
        field in layout.places
        and form.match(printed[layout.places[field]].strip()) is not None
        and any(map(str.isdigit, printed[layout.places[field]]))
        for field, form in wanted
    )


def marks_words(layout: Layout, printed: Sequence[str]) -> list[str]:
    """What is made of columns of yes and no that nobody said anything of."""
    told = []
    if layout.words:
        which = joined([f"“{word}” {_CAME[means]}" for word, means in layout.words.items()])
        told.append(f"“{printed[layout.places['method']]}” says whether it was paid: {which}")
    if layout.marks:
        listed = joined([f"“{printed[place]}”" for place in layout.marks])
        holds = worded(len(layout.marks), "holds", "hold")
        told.append(f"{listed} {holds} only yes and no, or ticks: nothing is read of that")
    return told


def words_of(layout: Layout, printed: Sequence[str]) -> str:
    """`date is “Date”, client is “Who”`: to be said of every file that is read by it."""
    return ", ".join(f"{field} is “{printed[place]}”" for field, place in layout.places.items())


def recognised(layouts: Mapping[str, Layout], names: Sequence[str]) -> Layout | None:
    """The remembered layout of this header."""
    return next((each for each in layouts.values() if each.header == tuple(names)), None)
