"""The session's entry line: what each word means, what is refused, and which word the error marks."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time

import pytest
from written_line import write

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model.client import Client
from mtdesk.model.entry import Entry, Vocabulary, name_words, parse
from mtdesk.model.money import currency
from mtdesk.model.names import name_keys
from mtdesk.model.practice import FIRST_MENU, Service, Workplace

TODAY = date(2026, 11, 23)  # a Monday
MENU = tuple(
    Service(name=service.name, id=number, minutes=service.minutes)
    for number, service in enumerate(FIRST_MENU, 1)
)


def vocabulary(
    *clients: str,
    services: tuple[Service, ...] = MENU,
    code: str = "USD",
    today: date = TODAY,
) -> Vocabulary:
    return Vocabulary(
        today=today,
        now=time(16, 0, 30),
        currency=currency(code),
        clients=tuple(Client(name=name, id=number) for number, name in enumerate(clients, 1)),
        services=services,
        workplaces=(
            Workplace(name="Home visit", id=1),
            Workplace(name="Spa North", id=2),
            Workplace(name="Spa South", id=3),
            Workplace(name="Clinic", id=4),
        ),
    )


KNOWN = vocabulary("Ana Pérez", "Maria Gomez", "Johnny Cash", "Sharon Stone", "王 小明", "Ana")


def read(text: str, known: Vocabulary = KNOWN) -> Entry:
    entry = parse(text, known)
    assert parse(write(entry, known.currency), known) == entry
    return entry


def refused(text: str, known: Vocabulary = KNOWN) -> EntryError:
    with pytest.raises(EntryError) as caught:
        parse(text, known)
    return caught.value


def test_the_line_of_the_manual() -> None:
    text = "ana pérez deep tissue 60m 90+15 card e6 p7-3 2:30pm yesterday -- tight left trapezius"
    entry = read(text)
    assert (entry.client, entry.client_id) == ("Ana Pérez", 1)
    assert entry.service is not None
    assert entry.service.name == "Deep tissue"
    assert (entry.minutes, entry.price_minor, entry.tip_minor) == (60, 9000, 1500)
    assert (entry.method, entry.effort, entry.pressure) == ("card", 6.0, None)
    assert (entry.pain_before, entry.pain_after) == (7, 3)
    assert (entry.day, entry.day_given, entry.clock) == (date(2026, 11, 22), True, time(14, 30))
    assert (entry.status, entry.workplace, entry.note) == ("done", None, "tight left trapezius")
    spelled = {name: text[start:end] for name, (start, end) in entry.spans.items()}
    assert spelled == {
        "client": "ana pérez",
        "service": "deep tissue",
        "minutes": "60m",
        "price": "90+15",
        "tip": "90+15",
        "method": "card",
        "effort": "e6",
        "pain": "p7-3",
        "time": "2:30pm",
        "day": "yesterday",
        "note": "-- tight left trapezius",
    }


def test_tokens_come_in_any_order() -> None:
    words = ["card", "e6", "Maria", "p7-3", "yesterday", "60m", "90+15", "@clinic", "r4", "fb"]
    entries = {read(" ".join(words[turn:] + words[:turn])) for turn in range(len(words))}
    assert len(entries) == 1


def test_an_empty_line_says_nothing() -> None:
    assert read("") == read("  \n ") == Entry(day=TODAY)
    assert read("-- only a note").note == "only a note"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("60m", 60), ("60min", 60), ("90 min", 90), ("90 minutes", 90), ("1h", 60), ("1h30", 90),
        ("1h30m", 90), ("1h 30m", 90), ("1 h 30 min", 90), ("1.5h", 90), ("1.25 h", 75), ("1 h", 60),
        ("1h5", 65), ("12h", 720), ("1m", 1), ("２ｈ", 120), ("٦٠m", 60), ("60M", 60), ("2 hours", 120),
    ],
)  # fmt: skip
def test_minutes(text: str, minutes: int) -> None:
    assert read(text).minutes == minutes


def test_a_number_before_a_length_is_a_price() -> None:
    entry = read("ana 90 1h card")
    assert (entry.price_minor, entry.minutes) == (9000, 60)
    assert (read("1h 90").price_minor, read("1h 90").minutes) == (9000, 60)
    assert (read("1h 30").price_minor, read("1h 30").minutes) == (3000, 60)


@pytest.mark.parametrize(
    ("text", "code", "price", "tip"),
    [
        ("90", "USD", 9000, None), ("90.50", "USD", 9050, None), ("$90", "USD", 9000, None),
        ("1,240", "USD", 124000, None), ("90+15", "USD", 9000, 1500), ("+15", "USD", None, 1500),
        ("$90+$15", "USD", 9000, 1500), ("90.5+15.25", "USD", 9050, 1525), ("free", "USD", 0, None),
        ("free +15", "USD", 0, 1500), ("FREE+15", "USD", 0, 1500), ("90 +15", "USD", 9000, 1500),
        ("usd90", "USD", 9000, None), ("９０", "USD", 9000, None), ("٩٠", "USD", 9000, None),
        ("9000", "JPY", 9000, None), ("¥9000", "JPY", 9000, None), ("€90", "EUR", 9000, None),
        ("9.125", "KWD", 9125, None), ("R90", "ZAR", 9000, None), ("90+0", "USD", 9000, 0),
        ("kr90", "SEK", 9000, None), ("R$90", "BRL", 9000, None),
    ],
)  # fmt: skip
def test_amounts(text: str, code: str, price: int | None, tip: int | None) -> None:
    known = vocabulary(code=code)
    entry = read(text, known)
    assert (entry.price_minor, entry.tip_minor, entry.client) == (price, tip, None)


@pytest.mark.parametrize(
    ("text", "effort", "pressure", "before", "after"),
    [
        ("e6", 6.0, None, None, None), ("E6.5", 6.5, None, None, None), ("e0", 0.0, None, None, None),
        ("e10", 10.0, None, None, None), ("r4", None, 4, None, None), ("p7-3", None, None, 7, 3),
        ("p7>3", None, None, 7, 3), ("p7->3", None, None, 7, 3), ("p7→3", None, None, 7, 3),
        ("p7–3", None, None, 7, 3), ("p7-?", None, None, 7, None), ("p?-3", None, None, None, 3),
        ("p10-0", None, None, 10, 0),
    ],
)  # fmt: skip
def test_ratings(
    text: str, effort: float | None, pressure: int | None, before: int | None, after: int | None
) -> None:
    entry = read(text)
    assert (entry.effort, entry.pressure) == (effort, pressure)
    assert (entry.pain_before, entry.pain_after) == (before, after)


def test_a_pressure_in_south_africa_is_no_price() -> None:
    entry = read("r4 R90.50", vocabulary(code="ZAR"))
    assert (entry.pressure, entry.price_minor) == (4, 9050)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2:30pm", time(14, 30)), ("2pm", time(14)), ("14:30", time(14, 30)), ("9:15", time(9, 15)),
        ("9.15am", time(9, 15)), ("12am", time(0)), ("12pm", time(12)), ("0:05", time(0, 5)),
        ("2 pm", time(14)), ("2:30 PM", time(14, 30)), ("12:30am", time(0, 30)),
    ],
)  # fmt: skip
def test_times(text: str, clock: time) -> None:
    assert read(text).clock == clock


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-23"), ("yesterday", "2026-11-22"), ("mon", "2026-11-23"),
        ("Monday", "2026-11-23"), ("tue", "2026-11-17"), ("sunday", "2026-11-22"),
        ("thurs", "2026-11-19"), ("11-20", "2026-11-20"), ("11-23", "2026-11-23"),
        ("11-24", "2025-11-24"), ("1-5", "2026-01-05"), ("02-29", "2024-02-29"),
        ("2026-11-20", "2026-11-20"), ("1950-01-01", "1950-01-01"),
        ("booked mon", "2026-11-30"), ("booked tue", "2026-11-24"), ("sun booked", "2026-11-29"),
        ("booked tomorrow", "2026-11-24"), ("booked 11-20", "2027-11-20"),
        ("booked 11-23", "2026-11-23"), ("booked 11-24", "2026-11-24"),
        ("booked 2-29", "2028-02-29"), ("booked", "2026-11-23"), ("booked today", "2026-11-23"),
    ],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    entry = read(text)
    assert entry.day == date.fromisoformat(day)
    assert entry.day_given == (text != "booked")


def test_the_twenty_ninth_of_february_may_be_eight_years_away() -> None:
    assert read("02-29", vocabulary(today=date(2104, 2, 1))).day == date(2096, 2, 29)
    assert read("2-29 booked", vocabulary(today=date(2102, 3, 1))).day == date(2104, 2, 29)
    # It is found, and further ahead than anybody books.
    far = refused("2-29 booked", vocabulary(today=date(2096, 3, 1)))
    assert far.message.startswith("day: 2104-02-29 is more than two years ahead")


@pytest.mark.parametrize(
    ("text", "status", "minutes"),
    [
        ("no-show", "no_show", 0), ("noshow", "no_show", 0), ("no show", "no_show", 0),
        ("No_Show", "no_show", 0), ("late-cancel", "late_cancel", 0), ("late cancel", "late_cancel", 0),
        ("cancelled", "cancelled", 0), ("canceled", "cancelled", 0), ("cancelled 60m", "cancelled", 60),
        ("booked", "booked", None), ("done", "done", None), ("done 60m", "done", 60),
    ],
)  # fmt: skip
def test_statuses(text: str, status: str, minutes: int | None) -> None:
    entry = read(text)
    assert (entry.status, entry.minutes, entry.client) == (status, minutes, None)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("cash", "cash"), ("Card", "card"), ("cheque", "check"), ("cash app", "cashapp"),
        ("cash-app", "cashapp"), ("bank", "transfer"), ("hsa", "hsa"), ("Zelle", "zelle"),
    ],
)  # fmt: skip
def test_methods(text: str, method: str) -> None:
    assert read(f"maria {text} 90").method == method


@pytest.mark.parametrize(
    ("text", "workplace", "service"),
    [
        ("@home visit swedish", "Home visit", "Swedish"),
        ("@home swedish", "Home visit", "Swedish"),
        ("@Home-Visit swedish", "Home visit", "Swedish"),
        ('@"home visit" swedish', "Home visit", "Swedish"),
        ("swedish @ home visit", "Home visit", "Swedish"),
        ("@spa north swedish", "Spa North", "Swedish"),
        ("@south swedish", "Spa South", "Swedish"),
        ("@CLINIC", "Clinic", None),
    ],
)
def test_workplaces(text: str, workplace: str, service: str | None) -> None:
    entry = read(text)
    assert entry.workplace is not None
    assert entry.workplace.name == workplace
    assert (entry.service.name if entry.service else None) == service


def test_a_workplace_takes_its_whole_name_even_with_words_that_are_tokens() -> None:
    known = Vocabulary(
        today=TODAY,
        now=time(16),
        currency=currency("USD"),
        workplaces=(Workplace(name="Spa 90", id=1), Workplace(name="Spa", id=2)),
    )
    entry = read("@spa 90 cash", known)
    assert (entry.workplace, entry.price_minor) == (known.workplaces[0], None)
    entry = read("@spa 80", known)
    assert (entry.workplace, entry.price_minor) == (known.workplaces[1], 8000)


@pytest.mark.parametrize(
    ("text", "client", "service"),
    [
        ("ana pérez", "Ana Pérez", None),
        ("ana", "Ana", None),  # a full name beats a part
        ("ANA PEREZ", "Ana Pérez", None),
        ("perez ana", "Ana Pérez", None),
        ("Pe\u0301rez", "Ana Pérez", None),
        ("gomez deep", "Maria Gomez", "Deep tissue"),
        ("deep tissue gomez", "Maria Gomez", "Deep tissue"),
        ("maria 60m medical massage", "Maria Gomez", "Medical massage"),
        ("medical 60m maria", "Maria Gomez", "Medical massage"),
        ("lymphatic", None, "Lymphatic drainage"),
        ("sharon stone hot stone", "Sharon Stone", "Hot stone"),
        ("hot sharon", "Sharon Stone", "Hot stone"),
        ("hot stone stone", "Sharon Stone", "Hot stone"),
        ("王\u3000小明 thai", "王 小明", "Thai"),
        ("小明", "王 小明", None),
        ('"Johnny Cash" cash', "Johnny Cash", None),
        ("johnny 60m cash", "Johnny Cash", None),
        ('"ana"', "Ana", None),
        ('"ana perez" "deep tissue"', "Ana Pérez", "Deep tissue"),
    ],
)
def test_known_names(text: str, client: str | None, service: str | None) -> None:
    entry = read(text)
    assert entry.client == client
    assert (entry.client_id is None) == (client is None)
    assert (entry.service.name if entry.service else None) == service


@pytest.mark.parametrize(
    ("text", "client", "service"),
    [
        ("marta", "marta", None),
        ("Marta López 60m", "Marta López", None),
        ("Marta Lo\u0301pez", "Marta López", None),
        ("marta deep tissue", "marta", "Deep tissue"),
        ("deep tissue Marta Ruiz", "Marta Ruiz", "Deep tissue"),
        ("Marta 60m thai", "Marta", "Thai"),
        ("thai 60m Marta", "Marta", "Thai"),
        ("marta hot stone", "marta", "Hot stone"),
        ("فاطمة الزهراء 60m", "فاطمة الزهراء", None),
        ("山田太郎", "山田太郎", None),
        ("一郎", "一郎", None),
        ("d'Arcy O’Neill", "d'Arcy O’Neill", None),
        ('"Maria Lopez"', "Maria Lopez", None),  # quoted: no part of Maria Gomez
        ('"Rose ""Bud"" Kane" thai', 'Rose "Bud" Kane', "Thai"),
        ('"Mon  May 90" 60m', "Mon May 90", None),
        ('"🙂"', "🙂", None),
        ('"Stone" thai', "Stone", "Thai"),
    ],
)
def test_new_names(text: str, client: str, service: str | None) -> None:
    entry = read(text)
    assert entry.client == client
    assert entry.client_id is None
    assert (entry.service.name if entry.service else None) == service


@pytest.mark.parametrize(
    "name",
    ["Mon", "Free", "Cash", "May 90", "E6", "No Show", "P7-3", "A -- B", '"', "@home", "7 of 9", "--", "Min 60m"],
)  # fmt: skip
def test_names_like_tokens_can_be_written(name: str) -> None:
    known = vocabulary(name, services=(Service(name=name + "x", id=1, minutes=60),))
    for entry in (
        Entry(day=TODAY, client=name, client_id=1),
        Entry(day=TODAY, client=name, client_id=1, service=known.services[0], price_minor=9000),
        Entry(day=TODAY, client=f"{name} Second"),
    ):
        line = write(entry, known.currency)
        if name_keys(name):
            assert parse(line, known) == entry


def test_the_minutes_tell_services_of_one_name_apart() -> None:
    hour, longer = (Service(name="Thai", id=1, minutes=60), Service(name="Thai", id=2, minutes=90))
    known = vocabulary("Maria", services=(hour, longer))
    assert read("maria thai 90m", known).service == longer
    assert read("60m thai", known).service == hour
    for text in ("maria thai", "maria thai 75m"):
        error = refused(text, known)
        assert error.field == "service"
        assert error.choices == ("Thai (60 min)", "Thai (90 min)")
        assert text[error.start : error.end] == "thai"


def test_two_spellings_of_one_name_are_told_apart_by_spelling() -> None:
    known = vocabulary("Ana Perez", "Ana Pérez")
    assert read("Ana Perez", known).client_id == 1
    assert read("Ana Pe\u0301rez", known).client_id == 2
    assert refused("ana perez", known).choices == ("Ana Perez", "Ana Pérez")


def test_words_of_a_menu_may_begin_with_a_digit() -> None:
    known = vocabulary("2pac Shakur", services=(Service(name="4hands & oil", id=1),))
    entry = read("2pac 4hands & oil 90", known)
    assert (entry.client, entry.service) == ("2pac Shakur", known.services[0])


def test_hyphens_part_words() -> None:
    known = vocabulary("Ana-Maria Ruiz")
    for text in ("ana-maria", "maria", "ana maria ruiz", "Ana-Maria-Ruiz"):
        assert read(text, known).client == "Ana-Maria Ruiz"
    assert read("deep-tissue").service == MENU[1]


def test_the_canonical_line() -> None:
    def line(text: str) -> str:
        return write(parse(text, KNOWN), KNOWN.currency)

    assert line("-- x") == "-- x"
    assert line("ana 90.50") == "Ana 90.50"
    assert line("deep perez 1h30 1,240+15.50 cheque") == (
        'Ana Pérez "Deep tissue" 90m 1240+15.50 check'
    )
    assert line("marta @home e6.5 r4 p?-3 fb free +5 no-show mon 2pm -- late ") == (
        '"marta" free +5 e6.5 r4 p?-3 fb 14:00 2026-11-23 no-show @"Home visit" -- late'
    )


@pytest.mark.parametrize(
    ("text", "field", "marked"),
    [
        # impossible
        ("ana e11", "effort", "e11"), ("ana e6.3", "effort", "e6.3"), ("e6x", "effort", "e6x"),
        ("e99999999999", "effort", "e99999999999"), ("r0", "pressure", "r0"), ("r6", "pressure", "r6"),
        ("r4.5", "pressure", "r4.5"), ("p11-3", "pain", "p11-3"), ("ana p7 90", "pain", "p7"),
        ("p?-?", "pain", "p?-?"), ("p?", "pain", "p?"), ("p7-", "pain", "p7-"), ("0m", "minutes", "0m"),
        ("721m", "minutes", "721m"), ("13h", "minutes", "13h"), ("1h75", "minutes", "1h75"),
        ("1.33h", "minutes", "1.33h"), ("999 min", "minutes", "999 min"), ("1.5h30", "minutes", "1.5h30"),
        ("ana 0", "price", "0"), ("0+15", "price", "0+15"), ("90.505", "price", "90.505"),
        ("12,34", "price", "12,34"), ("99999", "price", "99999"), ("90+99999", "tip", "90+99999"),
        ("90+1.234", "tip", "90+1.234"), ("9" * 30, "price", "9" * 30), ("25:00", "time", "25:00"),
        ("14:60", "time", "14:60"), ("13pm", "time", "13pm"), ("0:30am", "time", "0:30am"),
        ("9:5", "time", "9:5"), ("13 pm", "time", "13 pm"), ("13-45", "day", "13-45"),
        ("20-11", "day", "20-11"), ("2-30", "day", "2-30"), ("2026-02-30", "day", "2026-02-30"),
        ("2026-2-3", "day", "2026-2-3"), ("1949-12-31", "day", "1949-12-31"),
        # not understood
        ("ana 60mm", "entry", "60mm"), ("£90", "price", "£90"), ("90+15+5", "entry", "90+15+5"),
        ("$", "entry", "$"), ("+", "entry", "+"), ("ana &", "entry", "&"), ("-x", "entry", "-x"),
        ("ana --tight", "note", "--tight"), ('ana "deep tissue', "client", '"deep'),
        ('@"home', "workplace", '@"home'), ('ana ""', "service", '""'), ('""', "client", '""'),
        # at another time
        ("ana tomorrow", "day", "tomorrow"), ("2026-11-24", "day", "2026-11-24"),
        ("tomorrow no-show", "day", "tomorrow"), ("16:01", "time", "16:01"),
        ("4:01pm today", "time", "4:01pm"), ("booked yesterday", "day", "yesterday"),
        ("booked 2026-11-22", "day", "2026-11-22"), ("booked 15:59", "time", "15:59"),
        # said twice
        ("60m 90 90m", "minutes", "90m"), ("90 80", "price", "80"), ("+5 90+5", "tip", "90+5"),
        ("free 90", "price", "90"), ("cash 90 card", "method", "card"), ("e6 e6", "effort", "e6"),
        ("today mon", "day", "mon"), ("2pm 15:00", "time", "15:00"), ("done booked", "status", "booked"),
        ("@home @clinic", "workplace", "@clinic"), ("fb r3 fb", "feedback", "fb"),
        ("p7-3 p7-4", "pain", "p7-4"), ("r3 r4", "pressure", "r4"), ("1h 120m", "minutes", "120m"),
        ("thai swedish", "service", "swedish"), ("maria thai 60m swedish", "service", "swedish"),
        # unknown and left over
        ("ana @gym 90", "workplace", "@gym"), ("@spa", "workplace", "@spa"), ("@", "workplace", "@"),
        ("ana pérez swidish", "service", "swidish"), ("swedish maria gonzalez", "service", "gonzalez"),
        ("foo maria swedish", "service", "foo"), ("maria swedish foo bar", "service", "foo bar"),
        ("maria 60m foo", "service", "foo"), ("marta 60m ruiz", "client", "ruiz"),
        ("gomez johnny", "service", "johnny"), ("swedish 60m maria 90 thai", "service", "thai"),
        ("marta 60m ruiz 90 lopez", "client", "ruiz"), ('marta "Ruiz"', "client", 'marta "Ruiz"'),
        # ambiguous
        ("stone 60m", "client", "stone"),
    ],
)  # fmt: skip
def test_what_is_refused_marks_its_word(text: str, field: str, marked: str) -> None:
    error = refused(text)
    assert (error.field, text[error.start : error.end]) == (field, marked)
    assert error.message.startswith(f"{field}: ")


def test_the_second_of_two_equal_words_is_marked() -> None:
    error = refused("e6 90 e6")
    assert (error.start, error.end) == (6, 8)


def test_reasons_say_what_to_do() -> None:
    assert "free" in refused("ana 0").message
    assert "p7-?" in refused("p7").message
    assert "month comes first" in refused("20-11").message
    assert "booked" in refused("tomorrow").message
    assert "digit too many" in refused("99999").message
    assert "blank after --" in refused("ana --tight").message
    assert "--" in refused("marta " * 30).message


def test_ambiguity_lists_the_choices() -> None:
    known = vocabulary("Maria Gomez", "Maria Ruiz", "Thai Lee", "Rose Tissue")
    error = refused("deep maria 60m", known)
    assert (error.field, error.choices) == ("client", ("Maria Gomez", "Maria Ruiz"))
    assert (error.start, error.end) == (5, 10)
    assert error.message == (
        "client: “maria” could be Maria Gomez or Maria Ruiz; say more of the name"
    )
    error = refused("90 tissue", known)
    assert set(error.choices) == {"client Rose Tissue", "service Deep tissue"}
    assert (error.start, error.end) == (3, 9)
    assert refused(
        "marta massage", vocabulary(services=(*MENU, Service(name="Foot massage")))
    ).choices == (
        "Medical massage",
        "Foot massage",
    )
    assert read("thai", known).service is not None  # a full name beats a part


def test_many_choices_are_cut() -> None:
    known = vocabulary(
        *(
            f"Maria {name}"
            for name in [
                "Ay",
                "Be",
                "Ce",
                "De",
                "Ef",
                "Ge",
                "Ha",
                "Ix",
                "Ja",
                "Ka",
                "El",
                "Em",
                "En",
                "Oh",
            ]
        )
    )
    error = refused("maria", known)
    assert len(error.choices) == 12
    assert error.message.count("Maria") == 3
    assert "one of 11 more" in error.message


def test_a_left_over_word_lists_the_menu() -> None:
    error = refused("maria swidish")
    assert error.choices == tuple(service.name for service in MENU)


def test_text_that_is_no_text_is_refused() -> None:
    for text in ("ana\0", "ana \udcff", "x" * 100_001):
        with pytest.raises(InvalidError):
            parse(text, KNOWN)
        assert name_words(text) == ()


def test_name_words_are_those_that_are_no_token() -> None:
    text = (
        'Ana PÉREZ 60m $90 90 min card e6 e99 @home visit no show "Johnny Cash" 2pm -- tight left'
    )
    assert name_words(text) == ("ana", "perez", "visit", "johnny", "cash")
    assert name_words("Ana-Maria") == ("ana-maria", "ana", "maria")
    assert name_words('"open') == ()
    assert name_keys("Ana-María  PÉREZ") == ("ana", "maria", "perez")


def test_the_session_line_needs_little() -> None:
    script = (
        "import sys, mtdesk.model.entry as entry; "
        "print([name for name in ('json', 'zoneinfo', 'decimal', 'mtdesk.model.entry.lines', "
        "'mtdesk.model.entry.completion', 'mtdesk.model.wellbeing') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert run.stdout.strip() == "[]"
