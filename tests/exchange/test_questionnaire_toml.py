"""A questionnaire as a TOML file: what it becomes, and the sentence for each thing wrong in it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError, MtdeskError, NotFoundError, RefusedError
from mtdesk.exchange.readers import questionnaire as reader
from mtdesk.exchange.readers.questionnaire import LARGEST, read

ROOT = Path(__file__).parents[2]
OWN = ROOT / "src" / "mtdesk" / "questionnaires" / "own_words.toml"
TEMPLATE = ROOT / "examples" / "questionnaire.toml"

GOOD = """
name = "hands"
[options.often]
"often" = 4
"hardly" = 0.5
[[scales]]
name = "My hands!"
minimum = 1
items = ["heavy", {text = "rested", reversed = true}]
"""


@pytest.fixture
def wrong(tmp_path):
    """The sentence that a text is refused with."""

    def wrong(text: str) -> str:
        path = tmp_path / "q.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidError) as refused:
            read(path)
        message = refused.value.message
        assert message.startswith("q.toml")
        assert "\n" not in message
        return message

    return wrong


def test_the_smallest_file(tmp_path):
    path = tmp_path / "q.toml"
    path.write_text(GOOD, encoding="utf-8")
    found = read(path)
    assert (found.name, found.about, found.source, found.licence) == ("hands", "", "", "")
    [scale] = found.scales
    assert (scale.sd, scale.reliability, scale.higher_is_worse) == (None, None, True)
    assert [(option.text, option.value) for option in scale.items[0].options] == [
        ("often", 4.0),
        ("hardly", 0.5),
    ]
    assert [(key, item.reversed) for key, item in found.items.items()] == [
        ("my-hands-1", False),
        ("my-hands-2", True),
    ]


def test_the_template_has_the_shape_of_the_inventory():
    found = read(TEMPLATE)
    assert [(len(scale.items), scale.minimum) for scale in found.scales] == [(6, 3), (7, 4), (6, 3)]
    assert [key for key, item in found.items.items() if item.reversed] == ["work-7"]
    for item in found.items.values():
        assert [option.value for option in item.options] == [100, 75, 50, 25, 0]
    assert all(scale.sd and scale.reliability for scale in found.scales)
    assert found.source
    assert found.licence


def test_our_own_says_that_it_is_no_validated_instrument_and_has_no_norms():
    found = read(OWN)
    assert "not a validated instrument" in found.about
    assert [scale.name for scale in found.scales] == ["me", "my work", "my clients"]
    assert all(3 <= len(scale.items) <= 4 for scale in found.scales)
    assert all(scale.sd is None and scale.reliability is None for scale in found.scales)
    assert sum(item.reversed for item in found.items.values()) == 1
    for item in found.items.values():
        assert [option.value for option in item.options] == [100, 75, 50, 25, 0]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('name = "hands"', "", "q.toml: has no name"),
        ('name = "hands"', "name = 3", "q.toml, name: “3” is not words in quotes"),
        ('name = "hands"', 'name = "hands"\ncolour = 1', "“colour” is not known there"),
        ('name = "hands"', 'name = "hands"\nname = "feet"', "is not TOML: "),
        ("minimum = 1", "", "scale “My hands!”: needs minimum"),
        ("minimum = 1", "minimum = 0", "minimum is 0, and 1 to its 2 items can be"),
        ("minimum = 1", "minimum = 3", "minimum is 3"),
        ("minimum = 1", "minimum = true", "needs minimum"),
        ("minimum = 1", "minimum = 1\nsd = 3", "has sd without reliability"),
        ("minimum = 1", "minimum = 1\nreliability = 0.8", "has reliability without sd"),
        ("minimum = 1", "minimum = 1\nsd = 0\nreliability = 0.8", "sd is 0"),
        ("minimum = 1", "minimum = 1\nsd = 3\nreliability = 1.0", "reliability is 1"),
        ("minimum = 1", 'minimum = 1\nsd = "3"\nreliability = 0.8', "sd: “3” is not a number"),
        ("minimum = 1", 'minimum = 1\nhigher = "up"', "higher is “up”"),
        (
            "minimum = 1",
            'minimum = 1\noptions = "much"',
            "options is “much”, and can be one of often",
        ),
        ("minimum = 1", "minimum = 1\nweight = 2", "scale “My hands!”: “weight” is not known"),
        ('name = "My hands!"', 'name = "!"', "needs a letter or digit"),
        ('name = "My hands!"', "", "scale 1: has no name"),
        ('"often" = 4', '"often" = "4"', "score of “often”: “4” is not a number"),
        ('"often" = 4', '"often" = nan', "score of “often”"),
        ('"often" = 4', '"often" = inf', "score of “often”"),
        ('"often" = 4', '"often" = true', "score of “often”"),
        ('"often" = 4', '"often" = 0.5', "two answers have the same score"),
        ('"often" = 4', '"often" = 4\n" often" = 3', "two answers have the same words"),
        ('"often" = 4', "", "holds 1 answers"),
        ('"often" = 4\n"hardly" = 0.5', "", "options “often”: holds 0 answers"),
        ("[options.often]", "[options]", "is not a table of answers = scores"),
        ("[options.often]", "[answers.often]", "“answers” is not known there"),
        ('items = ["heavy"', 'items = ["  "', "item 1: has no text"),
        ('items = ["heavy"', "items = [7", "item 1: is neither words nor a table"),
        ("reversed = true", 'reversed = "yes"', "item 2: reversed is “yes”"),
        ("reversed = true", "revrsed = true", "item 2: “revrsed” is not known"),
        ('items = ["heavy", {text = "rested", reversed = true}]', "", "“My hands!”: has no items"),
        ('items = ["heavy", {text = "rested", reversed = true}]', "items = []", "has no items"),
        ("[[scales]]", "[scales]", "has no scales"),
        ('name = "hands"', 'name = "hands', "is not TOML: "),
    ],
)
def test_each_thing_wrong_has_its_sentence(wrong, before, after, words):
    assert before in GOOD
    assert words in wrong(GOOD.replace(before, after, 1))


def test_no_scale_at_all(wrong):
    assert "has no scales" in wrong(GOOD[: GOOD.index("[[scales]]")])


def test_twice_the_same_scale_whatever_its_case(wrong):
    scale = GOOD[GOOD.index("[[scales]]") :]
    assert "two scales are named “MY HANDS”" in wrong(GOOD + scale.replace("My hands!", "MY HANDS"))


def test_with_two_sets_of_options_one_must_be_named(wrong):
    text = GOOD.replace("[[scales]]", '[options.much]\n"much" = 1\n"little" = 0\n[[scales]]')
    assert "item 1: has no options; name one of often, much" in wrong(text)
    named = text.replace("minimum = 1", 'minimum = 1\noptions = "much"')
    assert "no item uses the options “often”" in wrong(named)


def test_what_is_no_file_of_words(tmp_path):
    path = tmp_path / "q.toml"
    with pytest.raises(NotFoundError):
        read(path)
    with pytest.raises(RefusedError):
        read(tmp_path)
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(InvalidError, match="not text in UTF-8"):
        read(path)
    path.write_text("name = " + "[" * 50_000, encoding="utf-8")
    with pytest.raises(InvalidError, match="not TOML"):
        read(path)
    path.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(RefusedError, match="larger than"):
        read(path)
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())  # as some editors begin their files
    assert read(path).name == "hands"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("name", "items", "options", "text", "minimum", "sd", "reversed")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(("name", "about", "options", "scales")), VALUES, max_size=4),
    VALUES,
)
def test_whatever_stands_in_it_is_read_or_refused_in_words(document, item):
    whole = {
        "name": "x",
        "options": {"o": {"yes": 1, "no": 0}},
        "scales": [{"name": "s", "minimum": 1, "items": [item]}],
    }
    for tried in (document, whole, {**whole, **document}):
        with suppress(MtdeskError):  # any other error fails the test
            assert reader._questionnaire(tried, "q.toml").items
