"""What is drawn on paper: bars of amounts, and spans from one number to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String

from mtdesk.exchange.writers.paper import BLUE, GREY, PALE, SIZE

if TYPE_CHECKING:
    from mtdesk.exchange.writers.paper import Paper
    from mtdesk.model.document import Bars, Spans

BARS_HEIGHT, SPANS_HEIGHT = 130, 74


def bars(paper: Paper, block: Bars, width: float) -> Drawing:
    """Amounts as bars, the highest with its amount."""
    drawing = Drawing(width, BARS_HEIGHT)
    top = max([*block.values, 1])
    floor, room = 14, BARS_HEIGHT - 14 - 26
    step = width / max(len(block.values), 1)
    drawing.add(String(0, BARS_HEIGHT - 9, block.title, fontName="bold", fontSize=SIZE))
    drawing.add(Line(0, floor, width, floor, strokeColor=GREY, strokeWidth=0.5))
    for place, (name, value) in enumerate(zip(block.labels, block.values, strict=True)):
        middle, tall = (place + 0.5) * step, room * value / top
        bar = min(step * 0.7, 40)
        drawing.add(Rect(middle - bar / 2, floor, bar, tall, fillColor=BLUE, strokeColor=None))
        drawing.add(String(middle, 4, name, fontName="text", fontSize=6.5, textAnchor="middle"))
        if value == top and value:
            amount = paper.drawable(paper.currency.format(value))
            middle = min(max(middle, 26), width - 26)
            drawing.add(
                String(
                    middle, floor + tall + 3, amount, fontName="text", fontSize=7,
                    textAnchor="middle",
                )
            )  # fmt: skip
            top += 1  # only the first of equal bars is marked
    return drawing


def spans(block: Spans, width: float) -> Drawing:
    """A column each: where it began filled, where it ended hollow, joined where both are known."""
    left, bottom, top = 22.0, 16.0, 8.0
    drawing = Drawing(width, SPANS_HEIGHT)
    high = SPANS_HEIGHT - bottom - top

    def level(number: int) -> float:
        return bottom + high * number / 10

    for number in (0, 5, 10):
        drawing.add(
            Line(left, level(number), width, level(number), strokeColor=PALE, strokeWidth=0.5)
        )
        drawing.add(_words(str(number), left - 6, level(number) - 2.5, "end"))
    step = (width - left) / max(len(block.spans), 1)
    for place, (_, begun, ended) in enumerate(block.spans):
        across = left + step * (place + 0.5)
        if begun is not None and ended is not None:
            drawing.add(
                Line(across, level(begun), across, level(ended), strokeColor=BLUE, strokeWidth=1)
            )
        if ended is not None:
            drawing.add(
                Circle(across, level(ended), 2.6, strokeColor=BLUE, fillColor=None, strokeWidth=1)
            )
        if begun is not None:
            drawing.add(Circle(across, level(begun), 2.2, strokeColor=BLUE, fillColor=BLUE))
    if block.spans:
        last = len(block.spans) - 1
        ends = {0: "start"} if not last else {0: "start", last: "end"}
        for place, anchor in ends.items():
            across = left if anchor == "start" else width
            drawing.add(_words(block.spans[place][0], across, 4, anchor))
    return drawing


def _words(text: str, across: float, up: float, anchor: str) -> String:
    return String(across, up, text, fontName="text", fontSize=7, fillColor=GREY, textAnchor=anchor)
