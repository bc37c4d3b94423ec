"""The columns of her own table, each with what it is taken for: corrected, and kept by a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Select, Static

from mtdesk.desk.files.sheet import Sheet
from mtdesk.model.frozen import replace
from mtdesk.model.importing.shown import Plan
from mtdesk.model.money import Currency
from mtdesk.say.files.columns import (
    AS_IT_IS,
    AS_READ,
    BY,
    DATES,
    FIELDS,
    LEFT_OUT,
    NOT_READ,
    look_lines,
    samples_words,
    word_label,
)
from mtdesk.say.files.preview import rows_listing
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE
from mtdesk.tui.parts.panes import keep_in
from mtdesk.tui.parts.rows import listed

ABOUT = "What is each column? Below stands how the first rows read then."
NOTHING = ""  # of a Select: left out, as it is


class Columns(ModalScreen[Plan | None]):
    """A Select for each column; the rows below change at once. The result is what was said."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Columns .columns { height: auto; scrollbar-size-vertical: 1; border-bottom: solid $line; }
    Columns .column { height: 1; }
    Columns .column Label { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Columns .heading { width: 16; padding-right: 1; text-style: bold; }
    Columns .samples { width: 1fr; padding-right: 1; color: $dim; }
    Columns .by { width: 11; color: $dim; padding-left: 1; }
    Columns Select { width: 23; }
    Columns Select > SelectCurrent { background: $raised; }
    Columns Select:focus > SelectCurrent { background: $warm; text-style: bold; }
    Columns Select:focus > SelectCurrent.-has-value Static#label { color: $sheet; }
    Columns Select:focus > SelectCurrent .arrow { color: $sheet; }
    Columns Select > SelectOverlay { background: $raised; }
    Columns Input { width: 23; }
    Columns .rows { height: auto; text-wrap: nowrap; }
    Columns .look { height: auto; max-height: 6; color: $dim; }
    Columns .trouble { height: auto; color: $act; }
    Columns Vertical.words { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave"),
        Binding("ctrl+s", "save", "go on"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    HELP = (
        "Your own table: say what each column is. It is kept by the name below, and known when a file "
        "with the same columns comes again."
    )

    def __init__(self, sheet: Sheet, currency: Currency, file_name: str) -> None:
        super().__init__()
        self._sheet, self._currency, self._file_name = sheet, currency, file_name
        self._plan = sheet.plan
        self._said: set[int] = set()  # columns that she changed
        self._words: dict[str, int] = {}
        self._states: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        hides = names_of(self).is_hidden
        fields = [(LEFT_OUT, NOTHING), *((FIELDS[each], each) for each in self._sheet.fields)]
        with Vertical(classes="dialog broad") as box:
            box.border_title = f"columns of {self._file_name}"
            box.border_subtitle = "tab next · enter choose · ctrl+s go on · esc leave"
            yield Static(ABOUT, classes="hint", markup=False)
            with VerticalScroll(classes="columns", can_focus=False):
                for each in self._sheet.columns:
                    what = self._plan.fields.get(each.place, NOTHING)
                    with Horizontal(classes="column"):
                        yield Label(
                            each.heading or f"#{each.place + 1}", classes="heading", markup=False
                        )
                        words = samples_words(each, what, hides_names=hides)
                        yield Label(words, classes="samples", markup=False)
                        yield _select(fields, what, f"column-{each.place}")
                        yield Label(self._by(each.place), classes="by", id=f"by-{each.place}")
                with Horizontal(classes="column", id="dates"):
                    yield Label("days", classes="heading")
                    yield Label("", classes="samples", id="unsure", markup=False)
                    orders = [
                        (AS_READ, NOTHING),
                        *((words, order) for order, words in DATES.items()),
                    ]
                    yield _select(orders, self._plan.dates or NOTHING, "order")
                    yield Label("", classes="by")
                yield Vertical(classes="words")
                with Horizontal(classes="column"):
                    yield Label("kept as", classes="heading")
                    yield Label("known by it next time", classes="samples")
                    line = Input(self._plan.name, compact=True, id="name")
                    line.cursor_blink = False
                    yield line
                    yield Label("", classes="by")
            yield Static(classes="rows", markup=False)
            yield Static(classes="look", markup=False)
            yield Static(classes="trouble", markup=False)

    def on_mount(self) -> None:
        self._words = dict.fromkeys(self._plan.words, 0)
        self._states = dict.fromkeys(self._plan.statuses, 0)
        self.query(Select).first().focus()
        self._look()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)
        self.call_after_refresh(self._look)

    def _fit(self) -> None:
        keep_in(self, self.query_one(".columns"))

    def on_select_changed(self, event: Select.Changed) -> None:
        event.stop()
        kind, _, which = (event.select.id or "").partition("-")
        value = str(event.value)
        if kind == "column":
            if self._plan.fields.get(int(which), NOTHING) == value:
                return
            self._take(int(which), value)
        elif kind == "order":
            self._plan = replace(self._plan, dates=value or None)
        elif kind == "word":
            kept = _with(self._plan.words, [*self._words][int(which)], value)
            self._plan = replace(self._plan, words=kept)
        else:
            kept = _with(self._plan.statuses, [*self._states][int(which)], value)
            self._plan = replace(self._plan, statuses=kept)
        self._look()

    def _take(self, place: int, what: str) -> None:
        """A column is something; what it takes from another leaves that out."""
        fields = {at: of for at, of in self._plan.fields.items() if at != place}
        for at in [at for at, of in fields.items() if of == what]:
            del fields[at]
            self._said.add(at)
            self.query_one(f"#column-{at}", Select).value = NOTHING
            self.query_one(f"#by-{at}", Label).update(BY["said"])
        if what:
            fields[place] = what
        self._said.add(place)
        self._plan = replace(self._plan, fields=fields)
        self.query_one(f"#by-{place}", Label).update(self._by(place))

    def _by(self, place: int) -> str:
        return BY["said"] if place in self._said else BY.get(self._sheet.columns[place].by, "")

    def _look(self) -> None:
        """How the first rows read as it stands, and what still wants a word."""
        look = self._sheet.look(self._plan)
        hides = names_of(self)
        rows = [hides.veiled(row) for row in look.rows]
        room = self.query_one(".rows", Static).content_region.width
        listing = listed(rows_listing(rows, self._currency), room) if rows else ""
        self.query_one(".rows", Static).update(listing)
        said = map(hides.said, look_lines(look, self._plan))
        self.query_one(".look", Static).update("\n".join(said))
        self.query_one(".rows", Static).display = bool(rows)
        self._say("")
        is_unsure = bool(look.unsure or self._plan.dates)
        self.query_one("#dates").display = is_unsure
        self.query_one("#unsure", Label).update(f"in doubt: {look.unsure}" if look.unsure else "")
        words, states = {**self._words, **look.unknown}, {**self._states, **look.unknown_statuses}
        if words.keys() != self._words.keys() or states.keys() != self._states.keys():
            self._words, self._states = words, states
            self.run_worker(self._ask_words(), exclusive=True)

    def _say(self, trouble: str) -> None:
        shown = self.query_one(".trouble", Static)
        shown.update(trouble)
        shown.display = bool(trouble)
        self.call_after_refresh(self._fit)

    async def _ask_words(self) -> None:
        """A row for each word that is not known."""
        box = self.query_one("Vertical.words", Vertical)
        await box.remove_children()
        ways = [(AS_IT_IS, NOTHING), *((each.replace("_", " "), each) for each in self._sheet.ways)]
        states = [
            (NOT_READ, NOTHING),
            *((each.replace("_", " "), each) for each in self._sheet.statuses),
        ]
        rows = [
            *self._word_rows("word", "a way of paying", self._words, ways, self._plan.words),
            *self._word_rows("state", "what became of it", self._states, states, self._plan.statuses),
        ]  # fmt: skip
        await box.mount(*rows)
        self.call_after_refresh(self._fit)

    def _word_rows(
        self,
        kind: str,
        of: str,
        words: dict[str, int],
        choices: list[tuple[str, str]],
        known: dict[str, str],
    ) -> Iterable[Horizontal]:
        for place, (word, count) in enumerate(words.items()):
            yield Horizontal(
                Label(f"“{word}”", classes="heading", markup=False),
                Label(word_label(of, count), classes="samples", markup=False),
                _select(choices, known.get(word, NOTHING), f"{kind}-{place}"),
                Label("", classes="by"),
                classes="column",
            )

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Hand on what was said, where a file can be read by it."""
        name = self.query_one("#name", Input).value.strip()
        plan = replace(self._plan, name=name or self._sheet.plan.name)
        look = self._sheet.look(plan)
        trouble = self._sheet.refuse_name(plan.name)
        if look.lacks or look.refused:
            trouble = look_lines(look, plan)[0]
        if trouble:
            self._say(trouble)
        else:
            self.dismiss(plan)


def _select(choices: list[tuple[str, str]], value: str, id_: str) -> Select[str]:
    return Select(choices, value=value, allow_blank=False, compact=True, id=id_)


def _with(words: dict[str, str], word: str, means: str) -> dict[str, str]:
    kept = {each: of for each, of in words.items() if each != word}
    return {**kept, word: means} if means else kept
