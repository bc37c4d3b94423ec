"""A profile of her own as a file: what it may say, and how a wrong value is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtdesk.errors import MtdeskError
from mtdesk.exchange.readers import profile
from mtdesk.insight.profiles import build, known
from mtdesk.model.money import currency

EXAMPLE = Path(__file__).parents[2] / "examples" / "profile.toml"


def categories_of(base):
    return known(base).categories


@pytest.fixture
def read(tmp_path):
    def read(text, code="USD"):
        file = tmp_path / "p.toml"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return profile.read(file, currency(code), categories_of)

    return read


def test_the_example_is_read_and_kept_as_json():
    document = profile.read(EXAMPLE, currency("USD"), categories_of)
    assert json.loads(json.dumps(document)) == document
    made = build(document)
    assert (made.currency, made.year_start, made.distance_unit) == ("SEK", "01-01", "km")
    assert made.words("meals") == "representation"
    assert made.shares == {"meals": 50, "own_bodywork": 0, "sales_tax": 0}
    assert made.words("friskvard") == "friskvård"
    assert (made.mileage[1].tenths, made.mileage[1].up_to, made.mileage[1].tenths_beyond) == (
        2_500, 20_000, 1_250,
    )  # fmt: skip
    assert made.form_lines(2026).lines["net"] == "R48"
    assert made.form_lines(2027) is None
    assert made.estimate is None
    assert "supplies" in made.categories


def test_what_is_not_said_is_as_in_the_profile_it_starts_from(read):
    made = build(read('name = "Mine"\nbase = "us"\n[categories.meals]\ndeductible = 100\n'))
    assert made.estimate == "us"
    assert made.shares == {"own_bodywork": 0, "sales_tax": 0}
    assert made.words("meals") == "meals"
    assert made.form_lines(2025).lines["meals"] == "24b"
    assert len(made.mileage) > 5


def test_a_rate_has_the_digits_of_its_money(read):
    text = rate("0.70", "12.5").replace('"12.5"', "12.5")
    assert read(f'currency = "JPY"\n{text}')["mileage"][0]["tenths"] == 125


RATE = (
    '[[mileage]]\nfirst = 2026-01-01\nlast = 2026-06-30\nunit = "mi"\nrate = "0.70"\nsource = "s"\n'
)
FORM = '[[forms]]\nfirst = 2025\nlast = 2026\nsource = "s"\n[forms.lines]\nnet = "31"\n'


def rate(old="", new=""):
    return 'name = "x"\n' + (RATE.replace(old, new) if old else RATE)


def form(old, new):
    return 'name = "x"\n' + FORM.replace(old, new)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name =", "p.toml: is not TOML"),
        ("name = 5", "p.toml, name: “5” is not words in quotes"),
        ("", "p.toml: has no name"),
        ('name = "x"\ncolour = 1', "“colour” is not known there"),
        ('name = "x"\nbase = "france"', "base is “france”, and can be us, ca, uk or other"),
        ('name = "x"\ncurrency = "XXX"', "p.toml, currency: “XXX” is not an ISO 4217 code"),
        ('name = "x"\nyear_start = "04-31"', "year_start: “04-31” is not a month and a day"),
        ('name = "x"\ndistance_unit = "league"', "distance_unit is “league”, and can be mi or km"),
        ('name = "x"\nnotes = "one"', "notes is “one”, and can only be a list"),
        ('name = "x"\n[categories]\nMeals = {}', "categories.Meals: is no key"),
        ('name = "x"\n[categories]\nmeals = 5', "categories.meals: is no table"),
        ('name = "x"\n[categories.meals]\nline = "5"', "“line” is not known there"),
        ('name = "x"\n[categories.meals]\ndeductible = 150', "meals, deductible: “150” is not a whole"),
        ('name = "x"\n[categories.meals]\ndeductible = true', "“True” is not a whole number"),
        ('name = "x"\n[categories.meals]\nwords = "12"', "“12” is not a name"),
        ('name = "x"\n[categories.oil]\nwords = "Supplies"', "“supplies” names both"),
        ('name = "x"\nbase = "uk"\n[categories.club]\nwords = "Memberships"', "names both dues and club"),
        (rate("0.70", "0.7055"), "mileage 1: rate is “0.7055”, and can have"),
        (rate("0.70", "-1"), "rate is “-1”"),
        (rate("2026-06-30", "2025-06-30"), "last is 2025-06-30, before"),
        (rate("2026-06-30", '"soon"'), "last: “soon” is not a date"),
        (rate() + RATE, "mileage: 2026-01-01 has two rates"),
        (rate() + "up_to = 5\n", "up_to and beyond go together"),
        (rate("source", "sauce"), "“sauce” is not known there"),
        (rate("unit = ", "# "), "unit is “None”, and can be mi or km"),
        (form("2025", "1066"), "forms 1, first: “1066” is not a whole"),
        (form("2026", "2024"), "forms 1, last: “2024” is not a whole"),
        (form("net", "nett"), "“nett” is neither a category nor gross"),
        (form('"31"', "31"), "lines.net: “31” is not up to 20 letters"),
        (form('[forms.lines]\nnet = "31"\n', ""), "forms 1: has no lines"),
        ("name = '''x\0'''", "is not TOML"),
        (b"\xff\xfe", "is not text in UTF-8"),
        (b"#" * 300_000, "larger than a profile can be"),
        ("x = " + "[" * 5_000, "is not TOML"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_place(read, text, words):
    with pytest.raises(MtdeskError) as caught:
        read(text)
    assert words in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_no_file_and_a_folder(tmp_path):
    with pytest.raises(MtdeskError, match="there is no file"):
        profile.read(tmp_path / "none.toml", currency("USD"), categories_of)
    with pytest.raises(MtdeskError, match="cannot be read"):
        profile.read(tmp_path, currency("USD"), categories_of)
