"""What is drawn, made fit to be drawn: finite numbers, texts in cells."""

from __future__ import annotations

import math
import unicodedata

from mtdesk.charts.cells import Look
from mtdesk.model.frozen import replace
from mtdesk.model.series import Series

MOST = 1e15  # beyond any practice's numbers; keeps sums and logarithms finite
LEAST = 1e-9

_SPELLED = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "·": "-", "’": "'", "“": '"', "”": '"', "×": "x"}
)


def tidy(series: Series, *, ascii_only: bool) -> Series:
    """Each line as long as the labels, every number finite, every text on one line."""

    def text(words: str) -> str:
        return _text(words, ascii_only=ascii_only)

    written = series.written
    count = max([len(series.labels), *(len(line.values) for line in series.lines)])
    marks = [(number(each.value), each) for each in series.thresholds]
    edges = [edge for value in series.band or () if (edge := number(value)) is not None]
    return replace(
        series,
        title=text(series.title),
        unit=text(series.unit),
        labels=tuple(text(x).strip() for x in series.labels) + ("",) * (count - len(series.labels)),
        lines=tuple(
            replace(
                x,
                name=text(x.name),
                values=(*map(number, x.values), *[None] * (count - len(x.values))),
            )
            for x in series.lines
        ),
        thresholds=tuple(
            replace(each, value=v, name=text(each.name)) for v, each in marks if v is not None
        ),
        band=(min(edges), max(edges)) if edges else None,
        band_name=text(series.band_name),
        top=number(series.top),
        empty=text(series.empty),
        written=None if written is None else lambda value: text(written(value)),
    )


def number(value: float | None) -> float | None:
    if value is None or not -math.inf < value < math.inf:
        return None
    return float(max(-MOST, min(MOST, value)))


def _text(words: str, *, ascii_only: bool) -> str:
    """Without the characters that steer a terminal; in ASCII, letters without their accents."""
    if words.isascii() and words.isprintable():
        return words
    kinds = [(c, unicodedata.category(c)) for c in words]
    words = "".join(
        " " if kind == "Cc" else c for c, kind in kinds if kind[0] != "C" or kind == "Cc"
    )
    if not ascii_only:
        return unicodedata.normalize("NFC", words)
    apart = unicodedata.normalize("NFKD", words.translate(_SPELLED))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode("ascii")


def cells_of(text: str) -> int:
    """Cells that a text takes on a terminal, of any script: a joined emoji is one picture, two wide."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int, look: Look) -> str:
    """`text` in at most `width` cells, with a sign where it goes on."""
    if cells_of(text) <= width:
        return text
    while text and cells_of(text) > width - 1:
        text = text[:-1]
    return text + look.more if width > 0 else ""
