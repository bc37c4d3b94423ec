"""The entry line under random words: nothing but an entry or an error, and what is written reads back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tried import times
from written_line import write

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model.client import Client
from mtdesk.model.entry import Entry, Vocabulary, name_words, parse
from mtdesk.model.entry.completion import complete
from mtdesk.model.entry.lines import parse_check_in, parse_spend, parse_trip
from mtdesk.model.ledger.payment import CREDIT_KINDS, METHODS
from mtdesk.model.money import currency
from mtdesk.model.names import clean, name_keys
from mtdesk.model.practice import Service, Workplace

LINES = times(120)

MILD = ["Ana", "ana", "Pérez", "Perez", "Deep", "Tissue", "deep", "Thai", "thai", "Stone", "Spa"]
NASTY = [
    "Ana", "ana", "Pérez", "Pe\u0301rez", "PEREZ", "Deep", "Tissue", "deep", "Thai", "Hot", "Stone",
    "Mon", "May", "Cash", "App", "Free", "E6", "r4", "p7-3", "90", "60m", "min", "Min", "h", "pm", "--",
    "-", "&", "@home", "@", '"', '"Bud"', 'x"y', "No", "Show", "no-show", "booked", "11-20", "2026-11-20",
    "today", "王", "小明", "ﷺ", "فاطمة", "İ", "ß", "ﬁ", "ς", "a¨b", "\u0301", "🙂", "O’Neill", "1", "+5", "$9",
    "Ana-María", "2pac", "R90", "kr", "90+15", "free+5", "a\u200bb", "Spa", "Home", "visit",
]  # fmt: skip
TOKENS = [
    "60m", "90 min", "1h30", "1h", "90", "90.50", "90+15", "+15", "free", "cash", "card", "e6", "e6.5",
    "r4", "p7-3", "p?-3", "fb", "9:15", "2pm", "today", "mon", "yesterday", "tomorrow", "11-20",
    "booked", "no-show", "done", "cancelled", "package", "gift card", "gift", "@home", "@spa", '"', "--",
]  # fmt: skip

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
words = st.sampled_from(MILD) | st.sampled_from(NASTY)
names = (
    st.lists(st.sampled_from(MILD), min_size=1, max_size=3).map(" ".join)
    | st.lists(words, min_size=1, max_size=3).map(" ".join)
    | st.text(letters, min_size=1, max_size=8)
)
quoted_names = names.map(lambda name: '"' + name.replace('"', '""') + '"')


@st.composite
def vocabularies(draw: st.DrawFn) -> Vocabulary:
    return Vocabulary(
        today=date(2026, 11, 23),
        now=draw(st.sampled_from([time(0), time(12, 0, 30), time(23, 59)])),
        currency=currency(draw(st.sampled_from(["USD", "JPY", "KWD", "ZAR", "SEK"]))),
        clients=tuple(
            Client(name=name, id=number)
            for number, name in enumerate(draw(st.lists(names, max_size=5)), 1)
        ),
        services=tuple(
            Service(name=name, id=number, minutes=draw(st.sampled_from([None, 60, 90])))
            for number, name in enumerate(draw(st.lists(names, max_size=5)), 1)
        ),
        workplaces=tuple(
            Workplace(name=name, id=number)
            for number, name in enumerate(draw(st.lists(names, max_size=3)), 1)
        ),
    )


@st.composite
def lines(draw: st.DrawFn, known: Vocabulary) -> str:
    """Words of the vocabulary's own names, other names, and tokens, in any order."""
    own = [client.name for client in known.clients] + [menu.name for menu in known.services]
    parts = [quoted_names, words, st.sampled_from(TOKENS)]
    if own:
        whole = st.sampled_from(own)
        parts += [whole, whole.map(lambda name: (name.split() or ["x"])[0])]
    if known.workplaces:
        parts.append(st.sampled_from(known.workplaces).map(lambda place: f"@{place.name}"))
    return " ".join(draw(st.lists(st.one_of(parts), max_size=6)))


def read(text: str, known: Vocabulary) -> tuple[list[tuple[int, int]], EntryError | None]:
    """The offsets that reading `text` gives, of its fields or of its error."""
    try:
        return list(parse(text, known).spans.values()), None
    except EntryError as error:
        return [(error.start, error.end)], error


@LINES
@given(st.data(), vocabularies())
def test_what_is_written_reads_back(data: st.DataObject, known: Vocabulary) -> None:
    text = data.draw(lines(known))
    try:
        entry = parse(text, known)
    except InvalidError:
        assume(False)
        return
    line = write(entry, known.currency)
    assert parse(line, known) == entry, line
    assert write(parse(line, known), known.currency) == line


@LINES
@given(st.data(), vocabularies())
def test_spans_and_errors_lie_on_words(data: st.DataObject, known: Vocabulary) -> None:
    text = data.draw(lines(known))
    spans, error = read(text, known)
    if error is not None:
        assert error.message.startswith(f"{error.field}: ")
        assert len(error.choices) <= max(12, len(known.services), len(known.workplaces))
    for start, end in spans:
        marked = text[start:end]
        assert marked
        assert not text[:start][-1:].strip()
        assert not text[end:][:1].strip()
        assert marked.lstrip() == marked


@LINES
@given(
    st.text(max_size=60) | st.lists(words | st.sampled_from(TOKENS), max_size=12).map(" ".join),
    vocabularies(),
)
def test_any_text_is_read_or_refused(text: str, known: Vocabulary) -> None:
    for parser in (parse, parse_spend, parse_check_in, partial(parse_trip, unit="mi")):
        with suppress(InvalidError):
            parser(text, known)
    with suppress(InvalidError):
        _, error = read(text, known)
        assert error is None or 0 <= error.start <= error.end <= len(text)
    assert all(name == name.strip() for name in name_words(text))
    assert isinstance(complete(text, len(text), known), tuple)


@LINES
@given(
    st.builds(
        Entry,
        day=st.dates(date(1950, 1, 1), date(2026, 11, 22)),
        day_given=st.just(True),
        client=st.just("Ana Pérez"),
        client_id=st.just(1),
        service=st.sampled_from([None, Service(name="Deep tissue", id=1)]),
        minutes=st.none() | st.integers(1, 720),
        price_minor=st.none() | st.integers(0, 1_000_000),
        tip_minor=st.none() | st.integers(0, 1_000_000),
        method=st.none() | st.sampled_from((*METHODS, *CREDIT_KINDS)),
        effort=st.none() | st.integers(0, 20).map(lambda halves: halves / 2),
        pressure=st.none() | st.integers(1, 5),
        pain_before=st.none() | st.integers(0, 10),
        pain_after=st.none() | st.integers(0, 10),
        asked_feedback=st.booleans(),
        clock=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
        workplace=st.sampled_from([None, Workplace(name="Home visit", id=1)]),
        note=st.text(letters, max_size=20),
    )
)
def test_every_value_can_be_said(entry: Entry) -> None:
    known = Vocabulary(
        today=date(2026, 11, 23),
        now=time(12),
        currency=currency("USD"),
        clients=(Client(name="Ana Pérez", id=1),),
        services=(Service(name="Deep tissue", id=1),),
        workplaces=(Workplace(name="Home visit", id=1),),
    )
    read = parse(write(entry, known.currency), known)
    assert read == replace(entry, note=clean(entry.note, "note"))


@LINES
@given(names.filter(name_keys))
def test_a_known_name_is_found_by_its_full_name_and_by_name_words(name: str) -> None:
    line = write(Entry(day=date(2026, 11, 23), client=name, client_id=1), currency("USD"))
    known = Vocabulary(
        today=date(2026, 11, 23),
        now=time(12),
        currency=currency("USD"),
        clients=(Client(name=name, id=1),),
    )
    entry = parse(line, known)
    assert (entry.client, entry.client_id) == (name, 1)
    assert set(name_keys(name)) <= set(name_words(line))


@pytest.mark.parametrize(
    "text",
    ["ana " * 20_000, '"' * 50_001, '"a ' * 20_000, "9" * 90_000, "p" * 90_000, "@a " * 9_000],
)
def test_long_lines_are_read_in_time(text: str) -> None:
    known = Vocabulary(
        today=date(2026, 11, 23),
        now=time(12),
        currency=currency("USD"),
        clients=tuple(Client(name=f"Ana {number}", id=number) for number in range(200)),
    )
    with pytest.raises(EntryError):
        parse(text, known)
    name_words(text)
