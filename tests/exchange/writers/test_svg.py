"""A picture is well-formed, names nothing elsewhere, keeps to its frame, and its bars are true."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.exchange import writers
from mtdesk.exchange.writers.svg import BLUE, GAP, TINT
from mtdesk.model.document import Bars, Document, Facts, Points, Text
from mtdesk.model.money import currency
from mtdesk.model.table import NUMBER, TEXT, Table

SVG = "{http://www.w3.org/2000/svg}"
TABLE = Table(
    name="Months",
    columns=(("month", TEXT), ("hours", NUMBER), ("load", NUMBER)),
    rows=(("Jan", "80.0", "~1,000"), ("Feb", "20.0", "500"), ("Mar", "–", "–")),
    lengths=((None, 1.0, 1.0), (None, 0.25, 0.5), (None, None, None)),
)


def picture(*blocks, title="A year"):
    document = Document(
        title=title,
        name=title,
        what="a year",
        made_on=date(2026, 11, 23),
        currency=currency("USD"),
        formats=("svg",),
        pages=(blocks,),
    )
    content, is_complete = writers.content(document, "svg")
    assert is_complete
    return ET.fromstring(content)


def words(drawn):
    return [each.text or "" for each in drawn.iter(f"{SVG}text")]


def boxes(drawn, colour):
    return [each for each in drawn.iter(f"{SVG}rect") if each.get("fill") == colour]


def test_every_block_is_said():
    drawn = picture(
        Text(text="a sentence"),
        Facts(facts=(("goal", "to drive"),)),
        TABLE,
        Bars(title="Income", labels=("Jan", "Feb"), values=(100_000, 50_000)),
    )
    said = words(drawn)
    for each in ("A year", "a sentence", "goal", "to drive", "Months", "80.0", "~1,000", "–",
                 "Income", "$1,000", "$500"):  # fmt: skip
        assert each in said
    assert drawn.find(f"{SVG}title").text == "A year"


def test_what_no_picture_is_made_of_is_not_left_out_in_silence():
    with pytest.raises(TypeError, match="Points"):
        picture(Points(points=("one",)))


def test_bars_are_as_long_as_their_figures():
    january, _, february, _ = map(
        float, [each.get("width") for each in boxes(picture(TABLE), TINT)]
    )
    assert february / january == pytest.approx(0.25, abs=0.01)
    months = picture(Bars(title="Income", labels=("Jan", "Feb"), values=(100_000, 25_000)))
    high, low = (float(each.get("height")) for each in boxes(months, BLUE))
    assert low / high == pytest.approx(0.25, abs=0.01)


def test_what_is_unknown_or_below_zero_has_no_bar():
    assert len(boxes(picture(TABLE), TINT)) == 4
    (bar,) = boxes(picture(Bars(title="Net", labels=("Jan",), values=(-5_000,))), BLUE)
    assert float(bar.get("height")) == 0


def test_nothing_is_fetched_from_elsewhere():
    drawn = ET.tostring(picture(TABLE), encoding="unicode")
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"@font-face|@import|url\(|href|<script|<style", drawn)


@times(40)
@given(st.text(max_size=400))
def test_whatever_was_typed_is_text_within_the_frame(typed):
    drawn = picture(
        Text(text=typed), Facts(facts=(("said", typed), (typed[:40], "x"))), title=typed
    )
    assert {each.tag for each in drawn.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "rect", "text", "path")
    }
    _, _, _, high = map(float, drawn.get("viewBox").split())
    places = [float(each.get("y")) for each in drawn.iter(f"{SVG}text")]
    assert all(0 < place < high for place in places)


def test_a_long_word_and_a_long_sentence_stay_within_the_frame():
    from mtdesk.exchange.writers.paper import MARGIN, SIZE, Paper

    paper = Paper("", currency("USD"), date(2026, 11, 23))
    drawn = picture(Text(text="w" * 500), Text(text="hands-on 66 h 06 " * 60))
    lines = [each for each in words(drawn) if each != "A year"]
    assert "".join(lines).replace(" ", "").startswith("w" * 500)
    wide = float(drawn.get("viewBox").split()[2]) - 2 * MARGIN
    assert all(paper.width(each, size=SIZE) <= wide for each in lines)
    assert not [each for each in lines if each.endswith(("66", "h"))]  # a duration in one piece


def test_figures_end_where_their_column_does():
    drawn = picture(TABLE)
    ends = {
        each.text: float(each.get("x"))
        for each in drawn.iter(f"{SVG}text")
        if each.get("text-anchor") == "end"
    }
    assert ends["80.0"] == ends["20.0"] == ends["hours"]
    (longest, *_) = boxes(drawn, TINT)
    assert float(longest.get("x")) + float(longest.get("width")) == pytest.approx(
        ends["80.0"], abs=0.2
    )
    assert GAP > 0
