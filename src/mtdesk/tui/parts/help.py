"""Help: what has the focus, in words, with its keys; then the area, the line, and every key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from mtdesk.tui.area import Area
from mtdesk.tui.keys import of_help, table, with_keys
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.panels import Panel

EXAMPLES = (
    ("ana swedish 60m 90+15 card", "$90 and a $15 tip by card, ended now"),
    ("ana deep 60m 90 e6 p7-3 -- neck", "effort 6, pain 7 to 3, a note"),
    ("li 90m 140 yesterday 2:30pm", "another day, and when it began"),
    ("ana 60m fri 10:00 booked", "a booking ahead"),
    ("done 214 90+15 card e6", "booking 214 was done, what came with it"),
    ("done 214 late-cancel", "or what became of it"),
    ("ana no-show 45 cash", "a missed session, and its fee"),
    ("spend 42.50 oil supplies", "an expense, its category last"),
    ("trip 12mi home visit", "a trip"),
    ("time 30 laundry", "unpaid work, in minutes"),
    ("body 6 mind 4 sleep 7 thumb-r 5", "a check-in, 0 to 10 each"),
)
WORDS = (
    ("60m  1h  1h30", "how long"),
    ("90  90.50  90+15  +15  free", "price, price and tip, tip"),
    ("card  cash  check  venmo …", "how it was paid; if not said, owed"),
    ("e6", "your effort, 0-10; else ~ estimated"),
    ("r4", "pressure, 1-5"),
    ("p7-3  p7-?", "the client's pain, before and after"),
    ("fb", "you asked for feedback"),
    ("2:30pm  14:30", "when it began; if not said, it ends now"),
    ("yesterday  mon  11-20  2026-11-20", "which day"),
    ("@spa", "workplace"),
    ("booked  no-show  late-cancel", "when it was not held"),
    ("-- anything", "a note, up to the end of the line"),
    ('"Ana June"', "a name whose words mean something else"),
)
REMAP = "Settings ({settings}) give a command another key: keys, edit=E goto=G. Two commands on one are refused."


SCROLLS = "↑ ↓ scroll; tab goes to the next place, {jump} to any by its letter."


class Section(NamedTuple):
    """A heading, what is explained under it, and keys or words with what they mean."""

    title: str
    words: str
    rows: Sequence[tuple[str, str]] = ()


class Help(ModalScreen[None]):
    """While a line is typed its grammar comes first, otherwise the place that has the focus."""

    CSS_PATH = DIALOG_STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss(None)", show=False)
    ]

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    @classmethod
    def of(
        cls,
        area: Area,
        focused: Widget | None,
        everywhere: Sequence[BindingType],
        given: dict[str, str],
    ) -> Help:
        """Of an area and what has the focus in it; `given` are the keys that she chose herself."""
        palette: BindingType = Binding("ctrl+p", "", "every command by name")
        place = [*_place(focused, area, given)]
        said = [row for section in place for row in section.rows]
        others = [row for row in of_help(area.all_bindings(), given) if row not in said]
        here = [*place, Section(f"Keys in {area.title}", area.HELP, others)]
        line = [
            Section("The entry line: words in any order", "", EXAMPLES),
            Section("What its words mean", "", WORDS),
        ]
        is_typing = isinstance(focused, Input)
        return cls(
            [
                *(line if is_typing else here),
                *(here if is_typing else line),
                Section("Keys everywhere", "", of_help([*everywhere, palette], given)),
                Section(
                    "What each key means, wherever it works", with_keys(area, REMAP), table(given)
                ),
            ]
        )

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help") as box:
            box.border_title = "help"
            box.border_subtitle = SCROLL
            with VerticalScroll():
                yield Static(self._text(), markup=False)

    def _text(self) -> Content:
        return Content("\n\n").join(
            Content("\n").join(
                [
                    Content.styled(section.title, "bold"),
                    *([Content(section.words)] if section.words else []),
                    *_rows(section.rows),
                ]
            )
            for section in self._sections
        )


def _place(focused: Widget | None, area: Area, given: dict[str, str]) -> Iterator[Section]:
    """What has the focus: its name, what it is, the keys that work in it and around it."""
    if focused is None or focused is area:
        return
    around = [each for each in focused.ancestors_with_self if isinstance(each, Widget)]
    if area in around:
        around = around[: around.index(area)]
    panel = next((each for each in around if isinstance(each, Panel)), None)
    title = panel.title if panel else str(focused.border_title or "")
    words = next(
        (text for each in around if (text := getattr(each, "about", "") or each.HELP)), SCROLLS
    )
    words = with_keys(area, words)
    bindings = [binding for each in around for binding in _own(type(each))]
    yield Section(f"Here: {title}" if title else "Here", words, of_help(bindings, given))


def _own(kind: type[Widget]) -> Iterator[Binding]:
    """The keys that a widget of ours brings; what Textual's bring is said in its words."""
    for each in kind.__mro__:
        if each.__module__.startswith("mtdesk."):
            yield from Binding.make_bindings(each.__dict__.get("BINDINGS", ()))


def _rows(rows: Sequence[tuple[str, str]]) -> Iterator[Content]:
    """What is pressed or typed, and beside it what it means."""
    cells = max((cell_len(typed) for typed, _ in rows), default=0)
    for typed, means in rows:
        blank = " " * (cells - cell_len(typed) + 3)
        yield Content.assemble((f"  {typed}{blank}", "$warm"), means)
