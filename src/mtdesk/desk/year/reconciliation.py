"""What came by each way in a year, held against the tax forms that payers sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.takings import OTHER_INCOME, SESSION_FEES
from mtdesk.model.table import COUNT, MONEY, NUMBER, TEXT, Table
from mtdesk.store import year as tax_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtdesk.model.period import Period
    from mtdesk.model.table import Cell
    from mtdesk.model.year.forms import TaxForm
    from mtdesk.store.file.book import Book, Row

INCOME = (*SESSION_FEES, "tip", *OTHER_INCOME)
RECONCILIATION, BY_PAYER, FORMS = "Reconciliation", "Wages and payers", "Tax forms"
GROSS = (
    "Gross is before processor fees, refunds and chargebacks, as on a 1099-K. "
    "The difference is your rows less the forms."
)
OTHER_YEAR = "Tax forms are of calendar years, so none is held against this one."


def tables(book: Book, period: Period, channels: list[Row], against: str) -> Iterator[Table]:
    """The reconciliation; with forms for these days also wages and payers, and every form.

    `against` is what there is to hold the rows against, where no form was entered.
    """
    first, end = period.start, period.end
    whole = (first.month, first.day, end.month, end.day) == (1, 1, 1, 1) and (
        end.year == first.year + 1
    )
    forms = tax_forms.of_year(book, first.year) if whole else []
    note = f"What your rows say came that way, to hold against {against}."
    if forms:
        note = GROSS
    elif len(period) > 364 and (
        tax_forms.of_year(book, first.year) or tax_forms.of_year(book, period.last.year)
    ):
        note = f"{note} {OTHER_YEAR}"
    yield reconciliation(channels, forms, note)
    if not forms:
        return
    yield _by_payer(book, period, channels, forms)
    yield _listed(forms)


def reconciliation(channels: Iterable[Row], forms: Iterable[TaxForm], note: str) -> Table:
    """Each way that money came by; beside it, where forms name ways, what they say of it."""
    said: dict[str, int] = {}
    for form in forms:
        if form.method:
            said[form.method] = said.get(form.method, 0) + form.amount_minor
    by_method: dict[str, list[int]] = {}
    for row in channels:
        if row["kind"] == "wage":
            continue
        sums = by_method.setdefault(row["method"] or "not said", [0, 0, 0, 0, 0, 0])
        if row["kind"] in INCOME:
            sums[0] += row["count"]
            sums[1] += row["amount_minor"]
            sums[2] += row["amount_minor"] if row["kind"] == "tip" else 0
            sums[3] += row["on_1099_minor"]
        else:
            sums[4] += row["amount_minor"]
        sums[5] += row["fee_minor"]
    for method in said:
        by_method.setdefault(method, [0, 0, 0, 0, 0, 0])
    ordered = sorted(by_method.items(), key=lambda item: (-item[1][1], item[0]))
    rows: list[tuple[Cell, ...]] = [(method, *sums) for method, sums in ordered]
    columns: tuple[tuple[str, str], ...] = (
        ("came by", TEXT),
        ("payments", COUNT),
        ("gross", MONEY),
        ("tips in it", MONEY),
        ("marked 1099", MONEY),
        ("given back", MONEY),
        ("fees", MONEY),
    )
    if said:
        columns += (("forms say", MONEY), ("difference", MONEY))
        rows = [
            (*row, said[method], sums[1] - said[method])
            if method in said
            else (*row, "no form", "")
            for row, (method, sums) in zip(rows, ordered, strict=True)
        ]
    return Table(name=RECONCILIATION, columns=columns, rows=tuple(rows), note=note)


def _by_payer(book: Book, period: Period, channels: Iterable[Row], forms: list[TaxForm]) -> Table:
    """What names no way: W-2 against all wages, others against what their payer brought."""
    from mtdesk.model.names import fold
    from mtdesk.model.year.forms import WAGES
    from mtdesk.store import clients, practice

    rows: list[tuple[Cell, ...]] = []
    wages = [form.amount_minor for form in forms if form.form == WAGES]
    if wages:
        paid = sum(row["amount_minor"] for row in channels if row["kind"] == "wage")
        rows.append(("wages", paid, sum(wages), paid - sum(wages)))
    payers: dict[str, tuple[str, int]] = {}
    for form in forms:
        if form.form != WAGES and form.method is None:
            name, total = payers.get(fold(form.payer), (form.payer, 0))
            payers[fold(form.payer)] = (name, total + form.amount_minor)
    places = practice.workplaces(book) if payers else []
    for key, (name, total) in payers.items():
        who = [each.id or 0 for each in clients.named(book, name)]
        where = [each.id or 0 for each in places if fold(each.name) == key]
        brought = None
        if who or where:
            brought = tax_forms.received_from(book, period, INCOME, who, where)
        rows.append((name, brought, total, None if brought is None else brought - total))
    return Table(
        name=BY_PAYER,
        columns=(
            ("held against", TEXT),
            ("your rows", MONEY),
            ("forms say", MONEY),
            ("difference", MONEY),
        ),
        rows=tuple(rows),
        note=(
            "W-2 beside your wages; a form without a method beside what the client or workplace of "
            "its payer's name brought, which is in the reconciliation too. Unknown: no such name."
        )
        if rows
        else "",
        overlapping=True,
    )


def _listed(forms: list[TaxForm]) -> Table:
    return Table(
        name=FORMS,
        columns=(
            ("form", TEXT),
            ("id", NUMBER),
            ("payer", TEXT),
            ("came by", TEXT),
            ("amount", MONEY),
        ),
        rows=tuple(
            (form.form, form.id, form.payer, form.method, form.amount_minor) for form in forms
        ),
    )
