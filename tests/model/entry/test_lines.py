"""The lines of expenses, trips and check-ins, and what a begun word completes to."""

from __future__ import annotations

from datetime import date, time

import pytest

from mtdesk.errors import EntryError
from mtdesk.model.client import Client
from mtdesk.model.entry import Vocabulary, parse
from mtdesk.model.entry.completion import complete
from mtdesk.model.entry.lines import parse_check_in, parse_spend, parse_trip
from mtdesk.model.ledger.categories import CATEGORIES, Category
from mtdesk.model.money import currency
from mtdesk.model.practice import FIRST_MENU, Workplace
from mtdesk.model.wellbeing import SITES

KNOWN = Vocabulary(
    today=date(2026, 11, 23),
    now=time(16),
    currency=currency("USD"),
    clients=(
        Client(name="Ana Pérez", id=1),
        Client(name="Johnny Cash", id=2),
        Client(name="王 小明", id=3),
    ),
    services=FIRST_MENU,
    workplaces=(Workplace(name="Home visit", id=1), Workplace(name="@ 90", id=2)),
)


@pytest.mark.parametrize(
    ("text", "amount", "category", "what", "method"),
    [
        ("42.50 oil supplies", 4250, "supplies", "oil", None),
        ("oil supplies $42.50 card", 4250, "supplies", "oil", "card"),
        ("300 rent room", 30000, "rent_room", "", None),
        ("300 Rent-Room cash app", 30000, "rent_room", "", "cashapp"),
        ("300 rent_room", 30000, "rent_room", "", None),
        ("300 rent of room", 30000, "rent_room", "", None),
        ("80 hot stones rent of equipment acme", 8000, "rent_equipment",
         "hot stones rent of equipment acme", None),
        ("60 Ruth own bodywork zelle", 6000, "own_bodywork", "Ruth", "zelle"),
        ("40 phone bill", 4000, "phone", "phone bill", None),
        ("40 office phone", 4000, "phone", "office", None),
        ("30 insurance", 3000, "insurance", "", None),
        ("1,240 massage table", 124000, "other", "massage table", None),
        ("9 something other cheque", 900, "other", "something", "check"),
        ('12 "3 bottles" oil', 1200, "other", "3 bottles oil", None),
        ("12 500ml oil shop", 1200, "other", "500ml oil shop", None),
        ("50000 training continuing education", 5000000, "continuing_education", "training", None),
        ("12", 1200, "other", "", None),
    ],
)  # fmt: skip
def test_spend(text: str, amount: int, category: str, what: str, method: str | None) -> None:
    line = parse_spend(text, KNOWN)
    assert (line.amount_minor, line.category, line.what) == (amount, category, what)
    assert (line.method, line.day, line.note) == (method, KNOWN.today, "")
    start, end = line.spans["amount"]
    assert text[start:end].strip("$").replace(",", "") in {
        str(amount / 100),
        f"{amount / 100:.2f}",
        str(amount // 100),
    }


@pytest.mark.parametrize("category", CATEGORIES.values(), ids=list(CATEGORIES))
def test_every_category_can_be_said(category: Category) -> None:
    for words in (category.key, category.words, category.key.replace("_", "-")):
        line = parse_spend(f"5 thing {words}", KNOWN)
        assert (line.category, line.what) == (category.key, "thing")


def test_the_day_and_note_of_an_expense() -> None:
    line = parse_spend("mon 12 oil -- two bottles", KNOWN)
    assert (line.day, line.day_given, line.note) == (KNOWN.today, True, "two bottles")
    assert parse_spend("11-20 12 oil", KNOWN).day == date(2026, 11, 20)
    assert parse_spend("12 oil", KNOWN).day_given is False


@pytest.mark.parametrize(
    ("text", "field", "marked"),
    [
        ("oil", "amount", ""), ("", "amount", ""), ("0 oil", "amount", "0"), ("12 oil 13", "amount", "13"),
        ("12.345 oil", "amount", "12.345"), ("100001 oil", "amount", "100001"),
        ("12 cash card", "method", "card"), ("12 today mon", "day", "mon"), ("12 tomorrow", "day", "tomorrow"),
        ("12 2026-02-30", "day", "2026-02-30"), ("12 1949-01-01", "day", "1949-01-01"),
        ("20 office phone bill", "category", "office phone"), ('12 "oil', "client", '"oil'),
    ],
)  # fmt: skip
def test_what_spend_refuses(text: str, field: str, marked: str) -> None:
    with pytest.raises(EntryError) as caught:
        parse_spend(text, KNOWN)
    assert (caught.value.field, text[caught.value.start : caught.value.end]) == (field, marked)


@pytest.mark.parametrize(
    ("text", "tenths", "unit", "purpose"),
    [
        ("12mi home visit", 120, "mi", "home visit"), ("12.4 mi", 124, "mi", ""),
        ("home visit 12 km", 120, "km", "home visit"), ("12 supplies", 120, "mi", "supplies"),
        ("1,200 miles tour", 12000, "mi", "tour"), ("0.5Kilometres", 5, "km", ""),
        ("12 2nd street", 120, "mi", "2nd street"), ("5000", 50000, "mi", ""),
    ],
)  # fmt: skip
def test_trip(text: str, tenths: int, unit: str, purpose: str) -> None:
    line = parse_trip(f"{text} yesterday -- note", KNOWN, "mi")
    assert (line.distance_tenths, line.unit, line.purpose) == (tenths, unit, purpose)
    assert (line.day, line.day_given, line.note) == (date(2026, 11, 22), True, "note")
    assert set(line.spans) == {"distance", "day", "note"} | ({"purpose"} if purpose else set())


def test_a_bare_distance_is_in_the_unit_of_the_practice() -> None:
    assert parse_trip("12", KNOWN, "km").unit == "km"
    assert parse_trip("12 mi", KNOWN, "km").unit == "mi"


@pytest.mark.parametrize(
    ("text", "field", "marked"),
    [
        ("home visit", "distance", ""), ("0 visit", "distance", "0"), ("12.45 mi", "distance", "12.45 mi"),
        ("12. visit", "distance", "12."), ("12mi 13mi", "distance", "13mi"), ("5001", "distance", "5001"),
        ("999999", "distance", "999999"), ("12 tomorrow", "day", "tomorrow"),
    ],
)  # fmt: skip
def test_what_trip_refuses(text: str, field: str, marked: str) -> None:
    with pytest.raises(EntryError) as caught:
        parse_trip(text, KNOWN, "mi")
    assert (caught.value.field, text[caught.value.start : caught.value.end]) == (field, marked)


def test_check_in() -> None:
    text = "body 6 mind 4.5 thumb-r 5 low back 3 sleep 7.5 yesterday -- slept badly"
    line = parse_check_in(text, KNOWN)
    assert (line.body, line.mind, line.sleep_hours) == (6.0, 4.5, 7.5)
    assert line.soreness == {"thumb-r": 5, "low-back": 3}
    assert (line.day, line.day_given, line.note) == (date(2026, 11, 22), True, "slept badly")
    start, end = line.spans["low-back"]
    assert text[start:end] == "low back 3"


def test_a_check_in_may_say_one_thing() -> None:
    line = parse_check_in("Neck 0", KNOWN)
    assert (line.body, line.mind, line.sleep_hours, line.soreness) == (
        None,
        None,
        None,
        {"neck": 0},
    )
    assert parse_check_in("sleep 0", KNOWN).sleep_hours == 0
    assert parse_check_in("r-thumb 2 footl 3", KNOWN).soreness == {"thumb-r": 2, "foot-l": 3}


@pytest.mark.parametrize("site", SITES)
def test_every_site_can_be_said(site: str) -> None:
    assert parse_check_in(f"{site} 10", KNOWN).soreness == {site: 10}


@pytest.mark.parametrize(
    ("text", "field", "marked"),
    [
        ("", "check-in", ""), ("yesterday -- tired", "check-in", "yesterday -- tired"),
        ("body", "body", "body"), ("body mind 4", "body", "body"), ("body six", "body", "body"),
        ("body 11", "body", "11"), ("body 6 body 5", "body", "body 5"), ("sleep 24.5", "sleep", "24.5"),
        ("thumb-r 5.5", "thumb-r", "5.5"), ("neck 11", "neck", "11"), ("neck 3 neck 3", "neck", "neck 3"),
        ("thumb 4", "site", "thumb"), ("nose 3", "site", "nose"), ("6 body", "site", "6"),
        ("body 6 tomorrow", "day", "tomorrow"), ("low back", "low-back", "low back"),
    ],
)  # fmt: skip
def test_what_a_check_in_refuses(text: str, field: str, marked: str) -> None:
    with pytest.raises(EntryError) as caught:
        parse_check_in(text, KNOWN)
    assert (caught.value.field, text[caught.value.start : caught.value.end]) == (field, marked)


def test_an_unknown_site_lists_all() -> None:
    with pytest.raises(EntryError) as caught:
        parse_check_in("nose 3", KNOWN)
    assert caught.value.choices == ("body", "mind", "sleep", *SITES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("an", ("Ana Pérez",)), ("60m AN", ("Ana Pérez",)), ("ana pe", ("Pérez",)), ("tis", ("tissue",)),
        ("joh", ('"Johnny Cash"',)), ('"joh', ('"Johnny Cash"',)), ("cas", ("cash", "cashapp")),
        ("hot", ("Hot stone",)), ("no-", ("no-show",)), ("yes", ("yesterday",)), ("王", ("王 小明",)),
        ("@h", ("@Home-visit",)), ("@", ("@Home-visit", '@"@ 90"')), ("ana @HOME-V", ("@Home-visit",)),
        ("", ()), ("ana ", ()), ("-- an", ()), ("zzz", ()), ('"', ()),
        ("th", ("Thai", "thursday")),
    ],
)  # fmt: skip
def test_complete(text: str, found: tuple[str, ...]) -> None:
    assert complete(text, len(text), KNOWN) == found


def test_complete_looks_at_what_stands_before_the_cursor() -> None:
    assert complete("an deep tissue", 2, KNOWN) == ("Ana Pérez",)
    assert complete("ana deep", 3, KNOWN) == ("Ana Pérez",)
    assert complete("ana deep", 0, KNOWN) == ()


@pytest.mark.parametrize("begun", ["an", "joh", "hot", "@h", "@", "王", "tis"])
def test_what_completes_can_be_read(begun: str) -> None:
    for text in complete(begun, len(begun), KNOWN):
        entry = parse(text, KNOWN)
        assert entry.client_id or entry.service or entry.workplace
