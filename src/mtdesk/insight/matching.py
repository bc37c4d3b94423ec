"""Whether money that a file brings stands here already: each thing that stands is met once.

What must agree: the day (a day more or less where the file's clock is UTC, and nothing of its own
day fits), methods and names as far as both are known, and the total, or the price and the tip. Of a
session that waits for its money it is what is owed. Where both times are known they are within two
hours. Who is named alike meets first, then whose times agree, then equals in the order of time;
what is left over among equals is unclear, and so is another amount for the same client.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mtdesk.model.frozen import field, frozen, replace

NEAR_MINUTES = 120
_LATE = 10**9
# Methods that say little: whatever else is known contradicts none of them.
_VAGUE = {"other", "invoice", "insurance"}
_ALIKE = {"hsa": "card"}


@frozen
class Sum:
    """Money of one visit on one day: a row of a file, or what stands.

    `names` are the clients that it can be of; empty where nobody is named. `began` and `ended` are
    minutes of the day. What a gift card paid beside it, or alone, was `redeemed_minor`. `rows` tells what stands apart: a tender of a split payment shares it with
    the whole. Of a session that waits, `price_minor` is what is owed. What an earlier row of the same
    source has met `is_taken`: one more that it could be is unclear, as it was then. What `is_bare` has
    no tip because its file knows none.
    """

    id: int
    day: str
    price_minor: int
    tip_minor: int = 0
    tax_minor: int = 0
    redeemed_minor: int = 0
    methods: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    began: int | None = None
    ended: int | None = None
    is_owed: bool = False
    is_back: bool = False
    is_credit: bool = False
    is_part: bool = False
    is_taken: bool = False
    is_bare: bool = False
    is_insurers: bool = False
    rows: frozenset[int] = frozenset()

    @property
    def total_minor(self) -> int:
        return self.price_minor + self.tip_minor + self.tax_minor


@frozen
class Matches:
    """By the number of a file's sum: what it meets, or what it may be; the rest is new."""

    matched: dict[int, Sum] = field(default_factory=dict)
    unclear: dict[int, tuple[Sum, ...]] = field(default_factory=dict)


def match(found: Iterable[Sum], standing: Sequence[Sum], *, is_utc: bool = False) -> Matches:
    """What the sums of a file meet of what stands."""
    left = {each.id: each for each in sorted(found, key=_in_time)}
    matches, used = Matches(), set[int]()
    taken = [each for each in standing if each.is_taken]
    whole = [each for each in standing if not each.is_part and not each.is_taken]
    parts = [each for each in standing if each.is_part and not each.is_taken]
    for apart in (0, 1) if is_utc else (0,):
        for offered in (whole, parts):
            if not offered or not left:
                continue
            free = [each for each in sorted(offered, key=_in_time) if not used & each.rows]
            alike = _Alike(free)
            edges = {
                each.id: [other for other in alike.to(each) if can_meet(each, other, apart=apart)]
                for each in left.values()
            }
            edges = {each: others for each, others in edges.items() if others}
            _only(edges, matches, used)
            if edges:
                _sure(left, edges, matches, used)
                _equals(edges, matches, used)
            for each in (*matches.matched, *matches.unclear):
                left.pop(each, None)
    for one in left.values():
        may_be = [other for other in taken if can_meet(one, other)] or [
            other
            for other in whole
            if one.total_minor
            and one.names & other.names
            and not used & other.rows
            and _agree(one, other)
        ]
        if may_be:
            matches.unclear[one.id] = tuple(may_be)
    return matches


def of_visits(money: Iterable[Sum], visits: Sequence[Sum]) -> dict[int, Sum]:
    """By the number of a sum of money the visit that it is of, of those whose money nobody said.

    Any amount fits, so only what is sure is paired: a visit of that day of who is named, as many as
    there are sums of theirs; of nobody named the only visit within two hours. The rest stays apart,
    which counts nothing twice.
    """
    found: dict[int, Sum] = {}
    paying = [
        each
        for each in money
        if not each.is_back and not each.is_credit and (each.price_minor or each.redeemed_minor)
    ]
    for payer in ("client", "insurer", "card"):  # an insurer or a gift card pays beside the client
        edges = {}
        for one in sorted((each for each in paying if _payer(each) == payer), key=_in_time):
            fitting = [each for each in visits if _agree(one, each) and _is_of(one, each)]
            if fitting and (one.names or len(fitting) == 1):
                edges[one.id] = fitting
        for group, others in _groups(edges):
            paired = _paired(group, edges)
            if len(group) == len(others) == len(paired):
                found.update(paired)
    return found


def _payer(one: Sum) -> str:
    if one.is_insurers:
        return "insurer"
    return "client" if one.price_minor else "card"


def same_visits(found: Iterable[Sum], standing: Sequence[Sum]) -> dict[int, Sum]:
    """By the number of a file's appointment the session that it is: of that client, day and time.

    Where a client has several that day, as many meet as there are of both, in the order of time.
    """
    edges = {}
    for one in sorted(found, key=_in_time):
        fitting = [each for each in standing if _agree(one, each) and one.names & each.names]
        if fitting:
            edges[one.id] = sorted(fitting, key=lambda each: (_apart(one, each), _in_time(each)))
    pairs: dict[int, Sum] = {}
    for group, _ in _groups(edges):
        pairs.update(_paired(group, edges))
    return pairs


def _apart(one: Sum, other: Sum) -> int:
    """Minutes between two beginnings; many where one is not known."""
    return _LATE if one.began is None or other.began is None else abs(one.began - other.began)


def _is_of(one: Sum, visit: Sum) -> bool:
    return bool(one.names & visit.names or (not one.names and _near(one, visit)))


def can_meet(one: Sum, other: Sum, *, apart: int = 0) -> bool:
    """Whether a sum of a file can be what stands."""
    if not _agree(one, other, apart=apart):
        return False
    if one.redeemed_minor:  # which whoever wrote the whole price down took for money
        whole = replace(one, price_minor=one.price_minor + one.redeemed_minor, redeemed_minor=0)
        if can_meet(whole, other, apart=apart):
            return True
    if other.is_owed:
        return other.price_minor in {one.price_minor, one.price_minor + one.tax_minor}
    if (one.is_bare or other.is_bare) and one.price_minor == other.price_minor:
        return True
    parts = (one.price_minor, one.tip_minor) == (other.price_minor, other.tip_minor)
    return parts or one.total_minor == other.total_minor


class _Alike:
    """What stands by its amounts, so that only what can meet is compared."""

    def __init__(self, standing: Iterable[Sum]) -> None:
        self._standing = [*standing]
        self._places: dict[int, list[int]] = {}
        for place, each in enumerate(self._standing):
            for minor in {each.price_minor, each.total_minor}:
                self._places.setdefault(minor, []).append(place)

    def to(self, one: Sum) -> list[Sum]:
        """Those whose price or total is one of a sum of a file's, in the order of time."""
        amounts = {one.price_minor, one.price_minor + one.tax_minor, one.total_minor}
        if one.redeemed_minor:
            amounts |= {each + one.redeemed_minor for each in amounts}
        places = {place for minor in amounts for place in self._places.get(minor, ())}
        return [self._standing[place] for place in sorted(places)]


def _agree(one: Sum, other: Sum, *, apart: int = 0) -> bool:
    """Whether nothing but perhaps the amount keeps two sums from being one."""
    if one.is_back != other.is_back or (one.is_credit and not other.is_credit):
        return False
    if one.names and other.names and not one.names & other.names:
        return False
    if _days(one.day, other.day) != apart:
        return False
    if one.methods.isdisjoint(other.methods):
        mine, theirs = _said(one.methods), _said(other.methods)
        if mine and theirs and not mine & theirs:
            return False
    return apart > 0 or _near(one, other) is not False


def _days(one: str, other: str) -> int:
    if one == other:
        return 0
    return abs(date.fromisoformat(one).toordinal() - date.fromisoformat(other).toordinal())


def _said(methods: frozenset[str]) -> set[str]:
    if methods & _VAGUE:
        return set()
    return {_ALIKE.get(method, method) for method in methods}


def _near(one: Sum, other: Sum) -> bool | None:
    """Whether two sums are within two hours; None where a time is not known."""
    if one.began is None or other.began is None:
        return None
    ended, theirs = one.ended or one.began, other.ended or other.began
    return one.began - theirs <= NEAR_MINUTES and other.began - ended <= NEAR_MINUTES


def _in_time(each: Sum) -> tuple[str, int, int]:
    return each.day, _LATE if each.began is None else each.began, each.id


def _only(edges: dict[int, list[Sum]], matches: Matches, used: set[int]) -> None:
    """Meet what can meet one thing only that nothing else can be: however it is told, they are one."""
    claims: dict[int, int] = {}
    for others in edges.values():
        for row in {row for other in others for row in other.rows}:
            claims[row] = claims.get(row, 0) + 1
    for each, others in [*edges.items()]:
        if len(others) == 1 and all(claims[row] == 1 for row in others[0].rows):
            matches.matched[each] = others[0]
            used |= others[0].rows
            del edges[each]


def _sure(
    left: Mapping[int, Sum], edges: dict[int, list[Sum]], matches: Matches, used: set[int]
) -> None:
    """Meet those who are named alike, then those whose times agree, where as many stand as came."""
    tests = (
        lambda one, other: bool(one.names & other.names) and _near(one, other),
        lambda one, other: bool(one.names & other.names),
        _near,
    )
    for test in tests:
        strong = {
            each: [other for other in others if test(left[each], other)]
            for each, others in edges.items()
        }
        for group, others in _groups({each: some for each, some in strong.items() if some}):
            paired = _paired(group, strong)
            if len(group) == len(others) == len(paired) and not _spoils(paired, edges):
                _take(paired, edges, matches, used)


def _spoils(paired: Mapping[int, Sum], edges: Mapping[int, list[Sum]]) -> bool:
    """Whether the rest could meet more if these did not meet each other."""
    taken = {row for other in paired.values() for row in other.rows}
    rest = {
        each: [other for other in others if not taken & other.rows]
        for each, others in edges.items()
        if each not in paired
    }
    return len(paired) + len(_paired([*rest], rest)) < len(_paired([*edges], edges))


def _equals(edges: dict[int, list[Sum]], matches: Matches, used: set[int]) -> None:
    """Meet equals in the order of time; what is left over is unclear."""
    for group, others in _groups(edges):
        may_be = {each: tuple(edges[each]) for each in group}
        paired = _paired(group, edges) if len(group) >= len(others) else {}
        _take(paired, edges, matches, used)
        for each in group:
            if each not in paired:
                matches.unclear[each] = may_be[each]
                edges.pop(each, None)


def _take(
    paired: Mapping[int, Sum], edges: dict[int, list[Sum]], matches: Matches, used: set[int]
) -> None:
    for each, other in paired.items():
        matches.matched[each] = other
        used |= other.rows
        edges.pop(each)
    for each in [*edges]:
        edges[each] = [other for other in edges[each] if not used & other.rows]
        if not edges[each]:
            del edges[each]


def _groups(edges: Mapping[int, list[Sum]]) -> list[tuple[list[int], dict[int, Sum]]]:
    """Sums that hang together by what they can meet, with all of that; in the order of time."""
    groups: list[tuple[list[int], dict[int, Sum], set[int]]] = []
    for each, others in edges.items():
        mine = (
            [each],
            {other.id: other for other in others},
            {row for other in others for row in other.rows},
        )
        apart = []
        for group in groups:
            if group[2] & mine[2]:
                mine = ([*group[0], *mine[0]], {**group[1], **mine[1]}, group[2] | mine[2])
            else:
                apart.append(group)
        groups = [*apart, mine]
    order = {each: place for place, each in enumerate(edges)}
    return [(sorted(group, key=order.__getitem__), others) for group, others, _ in groups]


def _paired(group: Sequence[int], edges: Mapping[int, list[Sum]]) -> dict[int, Sum]:
    """As many pairs as there can be, in the order of time as far as that goes."""
    taken: dict[int, int] = {}  # what stands -> who meets it
    by_row = {other.id: other for each in group for other in edges[each]}

    def meets(each: int, seen: set[int]) -> bool:
        free = next((other for other in edges[each] if other.id not in taken), None)
        if free is not None:
            taken[free.id] = each
            return True
        for other in edges[each]:
            if other.id not in seen:
                seen.add(other.id)
                if meets(taken[other.id], seen):
                    taken[other.id] = each
                    return True
        return False

    for each in group:
        meets(each, set())
    pairs, rows = {}, set[int]()
    for each, other_id in sorted((each, other) for other, each in taken.items()):
        other = by_row[other_id]
        if not rows & other.rows:
            pairs[each] = other
            rows |= other.rows
    return pairs
