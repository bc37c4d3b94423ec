"""Rows of cells: a table to choose from, each row known by a key, and one that is only read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content, Span
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mtdesk.model.table import Listing
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.order import MARK, SORT, headed, in_order, is_falling, mark, next_of, sorts
from mtdesk.tui.parts.panes import Settled, Words

GUTTER = "  "
MARGIN = 2  # cells beside a row: that of its mark, and one of air
DAY_CELLS = 10  # of a day, `2026-11-20`
LEAST_CELLS = 6  # that a text keeps, however narrow the place


class Marked(Settled, OptionList):
    """A list whose first cells are a gutter: in it stands the mark of the row she is on."""

    DEFAULT_CSS = """
    Marked { text-wrap: nowrap; text-overflow: ellipsis; }
    Marked.-textual-compact > .option-list--option { padding: 0 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"marked--here"}

    def put(self, options: Sequence[Option]) -> None:
        """Other rows in place of these, whose room is measured once."""
        if options:
            self.set_options(options)
        else:
            self.clear_options()
            self.refresh(layout=self.styles.auto_dimensions)

    _measured = Size(0, 0)

    def on_resize(self, event: Resize) -> None:
        """Shown again as wide as it was it need not measure its rows anew, as OptionList would."""
        if self.scrollable_content_region.size == self._measured:
            event.prevent_default()
        self._measured = self.scrollable_content_region.size

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        at = self.scroll_offset.y + y
        if not strip.cell_length or at >= len(self._lines):
            return strip
        if self._lines[at][0] != self.highlighted:
            return strip
        style = self.get_component_rich_style("marked--here")
        return Strip.join([Strip([Segment("▌", style)]), strip.crop(1)])


class Column(NamedTuple):
    """At most `width` cells, what is longer is cut, and never wider than what stands in it; `style` is Textual's."""

    name: str
    width: int
    right: bool = False
    style: str = ""


class Rows(Settled, Vertical):
    """Cells are plain text, never markup, and without names while those are hidden; filling it anew keeps the cursor on its row.

    Sorted by a column it stays so while the dashboard runs, also where it is opened again. Where
    `marks` says so, several rows can be marked, for something that is done to all of them.

    A subclass whose rows open something names an OptionList with that key.

    Two hundred rows take a tenth of the time that a DataTable takes, which measures every cell.
    """

    DEFAULT_CSS = """
    Rows { width: auto; }
    Rows .header { dock: top; height: 1; padding: 0 0 0 1; color: $dim; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    LIST: ClassVar[type[OptionList]] = Marked
    LAST_STAYS = False  # the last row is the sum of the others
    BINDINGS: ClassVar[list[BindingType]] = [
        SORT,
        MARK,
    ]
    HELP = "A row for each; ↑ ↓ go from one to the next, home and end to the first and the last."

    class Sorted(Message):
        """Another column puts the rows in order, or none."""

    class Chosen(Message):
        """The cursor is on another row, or on the same one filled anew."""

        def __init__(self, rows: Rows, index: int) -> None:
            super().__init__()
            self.rows, self.index = rows, index

        @property
        def control(self) -> Rows:
            return self.rows

    def __init__(
        self,
        *columns: Column,
        id: str | None = None,  # noqa: A002  Textual's name
        marks: bool = False,
    ) -> None:
        super().__init__(id=id)
        self._most = columns
        self._columns = columns
        self._rows: Sequence[tuple[int, Sequence[str]]] = ()  # as they were given
        self._drawn_in = self._whole = 0  # cells of a row as it was drawn, and if all fitted
        self._can_mark = marks
        self._marked: set[int] = set()

    def compose(self) -> ComposeResult:
        head = Words(classes="header")
        head.update(self._heading)
        yield head
        yield self.LIST(markup=False, compact=True)

    @property
    def list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def chosen(self) -> int | None:
        """The key under the cursor."""
        option = self.list.highlighted_option
        return int(option.id) if option and option.id else None

    def fill(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Show these rows, given as (key, the text of each cell)."""
        self._rows = tuple(rows)
        self._marked &= {key for key, _ in self._rows}
        self._draw()

    def _draw(self) -> None:
        before = self.chosen
        said = names_of(self).said
        lines = [(key, [said(cell) for cell in cells]) for key, cells in self._in_order()]
        self._drawn_in = self._room
        heads, cells = self._heads(), [each for _, each in lines]
        self._whole = _width(_as_wide(heads, cells, 0))
        self._columns = _as_wide(heads, cells, self._drawn_in)
        self.query_one(".header", Words).update(self._heading)
        options = [
            Option(self._marked_line(key, self._styled(cells)), id=str(key)) for key, cells in lines
        ]
        with self.prevent(OptionList.OptionHighlighted):
            self.list.set_options(options)
            keys = [option.id for option in options]
            kept = keys.index(str(before)) if str(before) in keys else 0
            self.list.highlighted = kept if options else None

    @property
    def _room(self) -> int:
        """Cells of a row; none before it has a place."""
        return self.list.scrollable_content_region.width - MARGIN - len(self._mark_of(None))

    def on_resize(self) -> None:
        """Where the columns do not all fit now, or did not before, they are measured anew."""
        room, before = self._room, self._drawn_in
        if (
            self._rows
            and room != before
            and self._whole > min(room, before if before > 0 else room)
        ):
            self._draw()

    def move_to(self, key: int) -> None:
        """Put the cursor on a row, when it is there."""
        keys = [option.id for option in self.list.options]
        if str(key) in keys:
            self.list.highlighted = keys.index(str(key))

    # -- in order

    @property
    def sorted_by(self) -> int | None:
        """The place of the column that puts the rows in order; None is as they were given."""
        place = sorts(self).get(self._table)
        return place if place is not None and place < len(self._most) else None

    @property
    def _table(self) -> str:
        """What this table is called wherever it is opened."""
        return self.id or type(self.screen).__name__

    def _in_order(self) -> Sequence[tuple[int, Sequence[str]]]:
        place = self.sorted_by
        if place is None:
            return self._rows
        said = names_of(self)
        end = len(self._rows) - (1 if self.LAST_STAYS else 0)

        def cell(row: tuple[int, Sequence[str]]) -> str:
            return said.said(row[1][place]) if said.is_hidden else row[1][place]

        rows = in_order(self._rows[:end], cell, is_figure=self._most[place].right)
        return (*rows, *self._rows[end:])

    def _heads(self) -> tuple[Column, ...]:
        """The columns, an arrow in the head of that which sorts."""
        place = self.sorted_by
        if place is None:
            return self._most
        column = self._most[place]
        cells = [cells[place] for _, cells in self._rows]
        name = headed(column.name, falls=is_falling(cells, is_figure=column.right))
        shown = column._replace(name=name, width=max(column.width, cell_len(name)))
        return (*self._most[:place], shown, *self._most[place + 1 :])

    def action_sort(self) -> None:
        """By the next column that says what it is; after the last, as it was."""
        named = [place for place, column in enumerate(self._most) if column.name]
        sorts(self)[self._table] = next_of(named, self.sorted_by)
        self._draw()
        self.post_message(self.Sorted())
        if (place := self.list.highlighted) is not None:
            self.post_message(self.Chosen(self, place))

    # -- marks

    @property
    def marked(self) -> Sequence[int]:
        """The keys of the marked rows, as they are shown."""
        return [key for key, _ in self._in_order() if key in self._marked]

    @property
    def picked(self) -> Sequence[int]:
        """What is to be done to: the marked rows, else the one she is on."""
        return self.marked or ([] if self.chosen is None else [self.chosen])

    def unmark(self) -> None:
        self._marked.clear()
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "mark":
            return self._can_mark and self.chosen is not None
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the row, or take its mark away, and go on to the next."""
        if self.chosen is not None:
            self._marked ^= {self.chosen}
            self._draw()
            self.list.action_cursor_down()

    def _mark_of(self, key: int | None) -> str:
        """What stands before a row; nothing where none is marked."""
        return mark(is_marked=key in self._marked, any_marked=bool(self._marked))

    def _marked_line(self, key: int, line: Content) -> Content:
        mark = self._mark_of(key)
        return Content.assemble((mark, "bold $warm"), line) if mark else line

    def take_focus(self) -> None:
        self.list.focus(scroll_visible=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Chosen(self, event.option_index))

    def _styled(self, cells: Sequence[str]) -> Content:
        """A line with each styled column in its style."""
        parts = [
            (_cell(text, column), column.style)
            for text, column in zip(cells, self._columns, strict=True)
        ]
        spans, start = [], 0
        for text, style in parts:
            if style:
                spans.append(Span(start, start + len(text), style))
            start += len(text) + len(GUTTER)
        return Content(GUTTER.join(text for text, _ in parts), spans=spans)

    @property
    def _heading(self) -> str:
        heads = GUTTER.join(_cell(column.name, column) for column in self._columns)
        return f"{self._mark_of(None)}{heads}"


def _as_wide(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int
) -> tuple[Column, ...]:
    """The columns no wider than their heads and what stands in them.

    Where they are wider than the room together, the widest texts give; figures never do.
    """
    if not rows:
        return tuple(columns)
    sizes = [max(map(cell_len, cells)) for cells in zip(*rows, strict=True)]
    widths = [
        min(column.width, max(size, cell_len(column.name)))
        for column, size in zip(columns, sizes, strict=True)
    ]
    texts = [place for place, column in enumerate(columns) if not column.right]
    too_much = sum(widths) + len(GUTTER) * (len(widths) - 1) - room if room > 0 else 0
    for _ in range(too_much):
        widest = max(texts, key=lambda place: widths[place])
        widths[widest] = max(widths[widest] - 1, LEAST_CELLS)
    return tuple(
        column._replace(width=width) for column, width in zip(columns, widths, strict=True)
    )


def _width(columns: Sequence[Column]) -> int:
    return sum(column.width for column in columns) + len(GUTTER) * (len(columns) - 1)


def _cell(text: str, column: Column) -> str:
    """One line as wide as the column, whatever was typed into it; CJK takes two cells."""
    line = " ".join(text.split())
    size = cell_len(line)
    if size > column.width:
        return set_cell_size(line, column.width - 1) + "…"
    blanks = " " * (column.width - size)
    return blanks + line if column.right else line + blanks


Cell = str | tuple[str, str]  # plain text, or with a style of Textual's


def table(
    rows: Sequence[Sequence[Cell]], right: Sequence[bool], *, header: bool = False, gap: int = 2
) -> Content:
    """The cells of a column are aligned to the right where `right` says so.

    Rich's Table draws the same, and measures and renders each cell several times for a frame.
    """
    texts = [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in rows]
    sizes = [max(map(cell_len, column)) for column in zip(*texts, strict=True)]
    lines = []
    for number, row in enumerate(rows):
        parts: list[Cell] = []
        for cell, text, size, is_right in zip(row, texts[number], sizes, right, strict=True):
            blank = " " * (size - cell_len(text))
            whole = blank + text if is_right else text + blank
            style = "$dim" if header and number == 0 else "" if isinstance(cell, str) else cell[1]
            parts += [(whole, style), " " * gap]
        lines.append(Content.assemble(*parts[:-1]))
    return Content("\n").join(lines)


def listed(listing: Listing, room: int = 0) -> Content:
    """Rows under their heads, as `say` made them.

    In so much room the widest texts give, as in `Rows`; where a day would have to, nothing does.
    """
    right = [place in listing.right for place in range(len(listing.heads))]
    rows = [listing.heads, *listing.rows]
    sizes = [max(map(cell_len, cells)) for cells in zip(*rows, strict=True)]
    over = sum(sizes) + len(GUTTER) * (len(sizes) - 1) - room
    spare = sum(max(size - DAY_CELLS, 0) for size, of in zip(sizes, right, strict=True) if not of)
    if room and 0 < over <= spare:
        columns = [Column(*each) for each in zip(listing.heads, repeat(room), right, strict=False)]
        columns = list(_as_wide(columns, rows, room))
        rows = [tuple(map(_cell, row, columns)) for row in rows]
    return table(rows, right, header=True)
