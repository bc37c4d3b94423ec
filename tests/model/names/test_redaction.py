"""Names taken out of a text: none survives, and nothing else is touched."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.model.names import fold
from mtdesk.model.names.matching import Letters
from mtdesk.model.names.redaction import _LITTLE, Person, Redactor, capitals, says_nobody

ANA = Person(
    key=1,
    names=("Ana Pérez", "Anita", "Ana María Pérez Gómez"),
    contacts=("+1 (555) 010-1234", "ana.perez@example.com"),
)
PEOPLE = (
    ANA,
    Person(key=2, names=("José Núñez",)),
    Person(key=3, names=("李雪",)),
    Person(key=4, names=("田中 太郎",)),
    Person(key=5, names=("ليلى حداد",)),
    Person(key=6, names=("Seán O'Brien",)),
    Person(key=7, names=("Łukasz Nowak", "🙂")),
    Person(key=8, names=("प्रिया शर्मा",)),
    Person(key=9, names=("The Vang",)),
    Person(key=10, names=("민수 김",)),
    Person(key=11, names=("小林さくら",)),
)


@pytest.fixture(scope="module")
def redactor():
    return Redactor(PEOPLE)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("ana said it, then PEREZ left", "[client] said it, then [client] left"),
        ("Ana  Pérez, Ana-Pérez, Ana\nPerez", "[client], [client], [client]"),
        ("Ana's towel, Pérez’ bag, Anas bag", "[client]'s towel, [client]’ bag, [client]s bag"),
        ("banana, Anatolia, perezoso", "banana, Anatolia, perezoso"),
        ("anaperez.jpg AnaPerez2.png ana_perez", "[client].jpg [client]2.png [client]"),
        ("Ａｎａ and A\u00adna", "[client] and [client]"),
    ],
)
def test_every_word_of_its_own_clients_name_goes_in_any_case(redactor, typed, left):
    assert redactor.hide(typed, 1) == left


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("josé núñez and Jose Nun\u0303ez", "[name] and [name]"),
        ("Núñez waited; a nunez", "[name] waited; a [name]"),
        ("ana came; ANA came", "[name] came; [name] came"),
        ("Ana came", "[name] came"),
        ("我见到李雪了。田中さん", "我见到[name]了。[name]さん"),
        ("小林さん、さくらさん", "[name]さん、[name]さん"),
        ("قالت لليلى", "قالت ل[name]"),
        ("OBrien, O’BRIEN and Brien", "[name], [name] and [name]"),
        ("lukasz nowak (🙂)", "[name] ([name])"),
        ("प्रिया ने कहा", "[name] ने कहा"),
        ("The towel fell. Vang saw", "The towel fell. [name] saw"),
        ("민수가 왔다", "[name]가 왔다"),
        (unicodedata.normalize("NFD", "민수가"), unicodedata.normalize("NFD", "[name]가")),
    ],
)
def test_of_the_others_whole_names_and_every_word_of_them_go(redactor, typed, left):
    assert redactor.hide(typed) == left


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("call 555 010 1234", "call [phone]"),
        ("5-5-5 0.1.0 (1234)", "[phone])"),
        ("only 010 1234", "only [phone]"),
        ("her 0049 30 901820 at 9", "her [phone] at 9"),
        ("write to Someone.Else+x@mail.example.org.", "write to [email]."),
        ("ANA.PEREZ@EXAMPLE.COM", "[email]"),
        (
            "police 110, on 2026-11-20 14:30, case 1182",
            "police 110, on 2026-11-20 14:30, case 1182",
        ),
        (
            "from 2026-11-20 – 2026-11-22 and 20.11.2026",
            "from 2026-11-20 – 2026-11-22 and 20.11.2026",
        ),
        ("$1,200,000 and 90.50", "$1,200,000 and 90.50"),
    ],
)
def test_numbers_and_addresses_go_whosever_they_are(redactor, typed, left):
    assert redactor.hide(typed) == left


def test_a_witness_is_hidden_where_she_has_a_capital_letter(redactor):
    witness = "Clara Lopes, at the desk; she heard it"
    assert capitals(witness) == ("Clara", "Lopes")
    assert redactor.hide("I told clara. Lopes came", more=capitals(witness)) == (
        "I told clara. [name] came"
    )
    assert says_nobody("No one.")
    assert not says_nobody(witness)


def test_five_thousand_clients_cost_a_text_no_more_than_a_few(redactor):
    """Counted, not timed: how many names a place of the text is held against."""
    many = Redactor(Person(key=number, names=(f"Zo{number:04d}xa Berg",)) for number in range(5000))
    assert max(map(len, many._whole._sizes.values())) < 12
    assert many.hide("Zo0042xa Berg came") == "[name] came"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Jörg Müller", "joerg and Mueller, JOERG MUELLER, Jorg, Müller"),
        ("Joerg Mueller", "jörg and Müller, Jörg MÜLLER, jorg, muller"),
        ("Søren Ågård", "soeren, Sören, soren, AAGAARD, agard, Ågaard"),
        ("Weiß", "weiss, WEISS, Weiß"),
        ("Straßer Grünewälder", "strasser, gruenewaelder, Gruenewälder, grunewalder"),
        ("Šarūnas Žukas", "sharunas, sarunas, Zhukas, ZUKAS"),
        ("Łukasz", "lukasz, ŁUKASZ"),
        ("Sæmundur Þór", "saemundur, Sæmundur, thor, Thór"),
    ],
)
@pytest.mark.parametrize("own", [None, 1])
def test_letters_that_are_written_as_two_are_known_both_ways(name, written, own):
    left = Redactor([Person(key=1, names=(name,))]).hide(written, own)
    assert set(re.findall(r"[^\W\d_]+", left)) <= {"and", "name", "client"}, left


# -- properties

LETTERS = st.sampled_from("abeinorsuzABENZéÉñøłßşİ李雪ひםלאприятьДЖα")
WORDS = st.text(LETTERS, min_size=2, max_size=7)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
SAID = st.lists(
    st.one_of(
        st.text(LETTERS, min_size=1, max_size=6),
        st.sampled_from([" ", "-", "’s ", "\n", ". ", "\u200b", "e\u0301", " 14:30 "]),
    ),
    max_size=12,
)
FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])


def words_of(text):
    """Words as `fold` compares them: another way to look for a name than the one under test."""
    return re.findall(r"[^\W_]+", fold(text.replace("\u200b", "")))


@given(NAMES, SAID, SAID, FORMS, st.booleans())
def test_no_name_survives(name, before, after, form, large):
    typed = f"{''.join(before)} {name.upper() if large else name} {''.join(after)}"
    said = unicodedata.normalize(form, typed)
    left = Redactor([Person(key=1, names=(name,))]).hide(said)
    wanted = words_of(name)
    found = words_of(left.replace("[name]", " * "))
    assert all(found[place : place + len(wanted)] != wanted for place in range(len(found))), (
        name,
        said,
        left,
    )


@given(
    st.lists(NAMES, min_size=1, max_size=3),
    SAID,
    FORMS,
    st.sampled_from([str.upper, str.lower, str.title]),
)
def test_no_part_of_three_letters_of_anyones_name_survives(names, said, form, cased):
    """Whoever's it is, in whatever case and form, and whoever else is known."""
    redactor = Redactor(Person(key=number, names=(name,)) for number, name in enumerate(names))
    for part in (part for name in names for part in name.split() if len(words_of(part)) == 1):
        typed = unicodedata.normalize(form, f"{''.join(said)} {cased(part)} ")
        left = words_of(redactor.hide(typed).replace("[name]", " * "))
        wanted = words_of(part)[0]
        if len(Letters(part).letters) >= 3 and len(part) >= 3 and wanted not in _LITTLE:
            assert wanted not in left, (names, typed, left)


@given(NAMES, SAID)
def test_what_is_not_replaced_stays_as_it_was_typed(name, said):
    text = "".join(said)
    left = Redactor([Person(key=1, names=(name,))]).hide(text, 1)
    parts = left.split("[client]")
    place = 0
    for part in parts:
        found = text.find(part, place)
        assert found >= 0, (text, left)
        place = found + len(part)
    assert text.startswith(parts[0])
    assert text.endswith(parts[-1])


@given(NAMES, SAID)
def test_hidden_once_there_is_nothing_left_to_hide(name, said):
    redactor = Redactor([Person(key=1, names=(name,))])
    left = redactor.hide("".join(said), 1)
    assert left.count("[client]") >= redactor.hide(left.replace("[client]", "*"), 1).count(
        "[client]"
    )
    assert "[client]" not in redactor.hide(left.replace("[client]", " * "), 1)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_a_text_without_names_is_unchanged(text):
    """No letter of these stands in the name, and no number or address in the text."""
    without = re.sub(r"[\d@qQ]|[^\W\d_]", "", text)
    assert Redactor([Person(key=1, names=("Qq Qqq",))]).hide(without, 1) == without
