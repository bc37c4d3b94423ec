"""Receipts and superbills in words: tables, notes, JSON, the sheet that a plan is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtdesk.model.document import SMALL, Blanks, Block, Document, Facts, texts
from mtdesk.model.frozen import replace
from mtdesk.model.medical import CONDITION as CONDITION_GIVEN
from mtdesk.model.medical import CONDITION_CODE as CODE_GIVEN
from mtdesk.model.money import Currency
from mtdesk.model.table import COUNT, DAY, MONEY, TEXT, Column, Table, table_of
from mtdesk.model.text import counted
from mtdesk.model.year import Receipt, Visit
from mtdesk.say.document import Keys, document, or_null

LEFT_OUT = (
    "Left out: tips, packages and gift cards sold (a plan's money cannot pay for them), products, "
    "and fees for missed visits."
)
PREPAID = "What was prepaid (by package or gift card) is not reimbursable again."
PRICES_UNKNOWN = "A visit whose price is unknown is not in the sum of the charges."
UNITS = "Units are of 15 minutes, the last one counted from its eighth minute on."
FOR_THE_PLAN = (
    "A record of visits and payments, no medical or tax advice; what of it can be reimbursed is "
    "for your plan to decide."
)
# What a plan asks for of who gives it.
NEEDED = {"therapist": "your name", "licence": "your licence number", "address": "the address"}
HOW_TO_FILL = (
    "`mtdesk settings licence …`, `mtdesk service edit NAME code=97124` and "
    "`mtdesk edit ID price=90` fill in what is missing"
)
# What a referral holds or others fill in.
CONDITION = "diagnosis, as given by the referring provider"
CONDITION_CODE = "its code, as given by the referring provider"
REFERRER = "referring provider"
SIGNATURE = "therapist's signature, and date"
NOT_DRAWN = "write them in by hand"

FIGURES = ("charged", "discount", "paid", "credit", "insurer", "open", "given_back")
_MINOR = tuple(f"{name}_minor" for name in FIGURES)
# Columns that are left out where they are empty throughout.
_WHERE_ANY = {
    "discount": "discount_minor", "prepaid": "credit_minor", "by insurer": "insurer_minor",
    "still open": "open_minor", "given back": "given_back_minor",
}  # fmt: skip
_PART: Keys = ("date=paid_on", "source", "way", "amount_minor")


_VISIT: Keys = (
    "session=session_id", "date=local_date", ("service", or_null), "minutes", "units", "procedure_code",
    "menu_minor", *_MINOR, ("payments=paid", _PART),
)  # fmt: skip
_HEAD: Keys = (
    "client", ("born_on", or_null), ("referred_by", or_null), ("condition", or_null),
    ("condition_code", or_null), "from=first", "to=last",
    "made_on", "currency=currency.code", ("visits", _VISIT),
)  # fmt: skip


def receipt_document(receipt: Receipt) -> dict[str, Any]:
    return {
        "document": receipt.kind,
        **{
            name: receipt.issuer.get(name)
            for name in ("business", "therapist", "licence", "address")
        },
        **{
            name.lower().replace(" ", "_"): receipt.of_superbills.get(name)
            for name in ("NPI", "tax number", "place of service")
        },
        **document(receipt, _HEAD),
        "totals": {f"{name}_minor": receipt.total(name) for name in FIGURES},
        **document(receipt, (("set_against_no_visit=apart", _PART),)),
        "missing": missing(receipt),
        "notes": notes(receipt),
    }


def receipt_sheet(receipt: Receipt) -> Document:
    """Who gave it, to whom, each visit, the sums, and what to know."""
    name = heading(receipt)
    facts = {
        **receipt.issuer,
        **(receipt.of_superbills if receipt.is_superbill else {}),
        "client": receipt.client,
        **({"born": receipt.born_on} if receipt.is_superbill and receipt.born_on else {}),
        "visits": f"{receipt.first} to {receipt.last}, amounts in {receipt.currency.code}",
    }
    code = ((CONDITION_CODE, receipt.condition_code),) if receipt.condition_code else ()
    blanks = (
        (CONDITION, receipt.condition),
        *code,
        (REFERRER, receipt.referred_by),
        (SIGNATURE, ""),
    )
    blocks: tuple[Block, ...] = (
        Facts(facts=tuple(facts.items())),
        replace(visits_table(receipt), name=""),  # what else would they be
        *([apart_table(receipt)] if receipt.apart else []),
        *([Blanks(facts=blanks)] if receipt.is_superbill else []),
        *texts(notes(receipt), SMALL),
    )
    return Document(
        title=receipt.kind.capitalize(),
        name=name,
        what=f"{name}, {counted(len(receipt.visits), 'visit')},",
        made_on=receipt.made_on,
        currency=receipt.currency,
        formats=("pdf",),
        author=", ".join(
            receipt.issuer[name] for name in ("business", "therapist") if name in receipt.issuer
        ),
        pages=(blocks,),
        missing=tuple(missing(receipt)),
        how_to_fill=HOW_TO_FILL,
        not_drawn=NOT_DRAWN,
    )


def heading(receipt: Receipt) -> str:
    return f"{receipt.kind.capitalize()} for {receipt.client}"


def head(receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Who gives it and, on a superbill, what the referrer gave."""
    yield from receipt.issuer.items()
    if receipt.is_superbill:
        yield from receipt.of_superbills.items()
        yield from (("born", day) for day in (receipt.born_on,) if day)
        blank = "left blank, to be written in"
        yield "referred by", receipt.referred_by or blank
        yield CONDITION_GIVEN, receipt.condition or blank
        yield from ((CODE_GIVEN, code) for code in (receipt.condition_code,) if code)


def notes(receipt: Receipt) -> list[str]:
    """What must be known to read it."""
    visits = receipt.visits
    said = {
        LEFT_OUT: True,
        PREPAID: any(visit.credit_minor for visit in visits),
        f"Discounts are from the menu's prices of {receipt.made_on}.": any(
            visit.discount_minor for visit in visits
        ),
        UNITS: receipt.is_superbill,
        PRICES_UNKNOWN: any(visit.charged_minor is None for visit in visits),
        FOR_THE_PLAN: True,
    }
    return [note for note, holds in said.items() if holds]


def missing(receipt: Receipt) -> list[str]:
    """What a plan may ask for and is not there, each as words that follow `it lacks`."""
    visits = receipt.visits
    lacking = [words for name, words in NEEDED.items() if name not in receipt.issuer]
    uncoded = dict.fromkeys(each.service for each in visits if not each.procedure_code)
    named = [service for service in uncoded if service]
    if named:
        lacking.append(f"a procedure code of {', '.join(named)}")
    for what, those in (
        ("a service", [each for each in visits if not each.service]),
        ("the minutes", [each for each in visits if each.minutes is None]),
        ("a price", [each for each in visits if each.charged_minor is None]),
    ):
        if those:
            days = ", ".join(visit.local_date for visit in those)
            lacking.append(f"{what} of the visit on {days}")
    if receipt.apart:
        days = ", ".join(dict.fromkeys(part.paid_on for part in receipt.apart))
        lacking.append(f"the visit for what was paid or given back on {days}")
    return lacking


def visits_table(receipt: Receipt) -> Table:
    """A row for each visit; some columns of money are left out where they are empty throughout."""
    empty = {
        head
        for head, name in _WHERE_ANY.items()
        if not any(getattr(each, name) for each in receipt.visits)
    } | (set() if receipt.is_superbill else {"units"})
    columns: tuple[Column, ...] = (
        ("date", DAY, "local_date"),
        ("service", TEXT, "service"),
        ("min", COUNT, "minutes"),
        ("units", COUNT, "units"),
        ("code", TEXT, "procedure_code"),
        ("discount", MONEY, "discount_minor"),
        ("charged", MONEY, "charged_minor"),
        ("paid", MONEY, "paid_minor"),
        ("prepaid", MONEY, "credit_minor"),
        ("by insurer", MONEY, "insurer_minor"),
        ("still open", MONEY, "open_minor"),
        ("given back", MONEY, "given_back_minor"),
        ("how paid", TEXT, lambda visit: how(visit, receipt.currency)),
    )
    return table_of("Visits", receipt.visits, *(each for each in columns if each[0] not in empty))


def apart_table(receipt: Receipt) -> Table:
    return table_of(
        "Set against no visit, and in no sum",
        receipt.apart,
        ("date", DAY, "paid_on"),
        ("what", TEXT, "way"),
        ("amount", MONEY, "amount_minor"),
        overlapping=True,
    )


def how(visit: Visit, currency: Currency) -> str:
    """`card 2026-11-20`; with the amounts where there are several."""
    several = len(visit.paid) > 1
    return "; ".join(
        f"{f'{currency.format(part.amount_minor)} ' if several else ''}{part.way} {part.paid_on}"
        for part in visit.paid
    )
