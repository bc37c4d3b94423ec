"""A document for other people: what stands on it, in order. It is built once and printed by every format.

A page of paper, a workbook and a text differ in how a block looks, never in what it says. Amounts
are minor units of the document's currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from mtdesk.model.frozen import frozen
from mtdesk.model.money import Currency
from mtdesk.model.table import MONEY, Cell, Table
from mtdesk.typed import Any, TypeAlias

Fact = tuple[str, str]
Block: TypeAlias = (
    "Text | Points | Facts | Blanks | Figures | Table | Abreast | Bars | Spans | Beside | Section"
)

NOT_DRAWN = (
    "characters that this computer's fonts cannot draw stand as ? in the PDF (letters that join or "
    "stack, as in Arabic and Hindi, want mtdesk[shaping])"
)
# How a text looks: as what is read first, or as a note to it.
PLAIN, SMALL = "plain", "small"


@frozen
class Text:
    text: str
    look: str = PLAIN


@frozen
class Points:
    """Sentences of their own, a line each."""

    points: tuple[str, ...]


@frozen
class Facts:
    """Words under their labels, in the order of the page.

    `at_length`: typed at length, maybe over several lines.
    """

    facts: tuple[Fact, ...]
    at_length: bool = False


@frozen
class Blanks:
    """Lines to be written in by hand; what is known of one is on it."""

    facts: tuple[Fact, ...]


@frozen
class Figure:
    """A line of figures; what is taken off is negative. `form_line` of the tax form.

    `rows` are those behind it: `Income (17)`, the sheet and how many of its rows.
    """

    label: str
    value: Cell
    kind: str = MONEY
    form_line: str = ""
    rows: str = ""
    is_sum: bool = False


@frozen
class Figures:
    """Figures under each other, under `heads`: their name, and what stands beside them.

    `sentence` says the same where there is no room for a line each.
    """

    figures: tuple[Figure, ...]
    heads: tuple[str, ...] = ("", "", "", "")
    sentence: str = ""


@frozen
class Bars:
    """Amounts as bars under their labels. `table` is the sheet that holds them, first columns first."""

    title: str
    labels: tuple[str, ...]
    values: tuple[int, ...]
    table: str = ""


@frozen
class Spans:
    """From one number to another, 0 to 10, each under its label; None where it is not known."""

    spans: tuple[tuple[str, int | None, int | None], ...]
    key: str


@frozen
class Abreast:
    """Rows that stand beside each other on a page, `count` of them, under a name of their own.

    Of their columns only the `places` are shown there.
    """

    table: Table
    name: str
    places: tuple[int, ...]
    count: int


@frozen
class Beside:
    """Two columns of a page; one after the other where there is no page."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]


@frozen
class Section:
    """Blocks under a heading, which stays with the first of them."""

    heading: str
    blocks: tuple[Block, ...]


@frozen
class Log:
    """Rows without end under their heads, read while they are printed."""

    columns: tuple[tuple[str, str], ...]
    rows: Iterable[tuple[Cell, ...]]


@frozen
class Document:
    """`title` heads it, `name` is at the foot of each page; `what` is said to have been written.

    `sheets` are every table behind it, for a workbook; `log` every row, for a file of rows; `data`
    the same facts for programs. `formats` are those it can be printed in.
    `drawing` is a picture that was drawn elsewhere, such as a screen, in place of pages.
    `missing` says what a reader may ask for and is not there, each as words that follow `it lacks`,
    `how_to_fill` how to put it right, `not_drawn` what to do about characters that paper has not,
    `audience` whom it is for where it names someone.
    """

    title: str
    name: str
    what: str
    made_on: date
    currency: Currency
    formats: tuple[str, ...]
    author: str = ""
    pages: tuple[tuple[Block, ...], ...] = ()
    sheets: tuple[Table, ...] = ()
    log: Log | None = None
    data: Mapping[str, Any] | None = None
    drawing: str = ""
    missing: tuple[str, ...] = ()
    how_to_fill: str = ""
    not_drawn: str = ""
    audience: str = ""

    @property
    def lost(self) -> str:
        """What is said where not every character could be drawn."""
        return f"{NOT_DRAWN}; {self.not_drawn}" if self.not_drawn else NOT_DRAWN


@frozen
class Written:
    """What became of a document: whether all of it could be drawn, and how many rows it held."""

    is_complete: bool = True
    rows: int | None = None


def texts(words: Iterable[str], look: str = PLAIN) -> tuple[Text, ...]:
    """A paragraph each."""
    return tuple(Text(text=each, look=look) for each in words if each)
