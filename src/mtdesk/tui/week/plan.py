"""What if: the next 26 weeks with a change, chosen with keys or the mouse; and the same turned round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from mtdesk.desk.week.plan import Answer, Asked, Plan, Wanted
from mtdesk.errors import MtdeskError
from mtdesk.say.week import plan as words
from mtdesk.say.week.granted import assumptions
from mtdesk.say.week.levers import levers
from mtdesk.tui.area import Area
from mtdesk.tui.keys import given_to, key, on_edge
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Field, Listing, ask
from mtdesk.tui.parts.edge import show_keys
from mtdesk.tui.parts.frame import VAST
from mtdesk.tui.parts.panes import WIDE, Beside
from mtdesk.tui.parts.rows import Column, Rows, listed
from mtdesk.tui.parts.told import Told

AT_FIRST = "take-home=same,load=-15%"  # what is wanted, until something else is typed
HOW_WANTED = (
    "take-home, income, load or hours: same, -15% or +10%; long-days=0; rest=sunday+thursday; "
    "several with commas"
)
ROOM_FOR_A_CHART = 36  # rows of the screen
ROOM_FOR_TWO = 46  # charts under one another; and where it is wide, all of the screen is taken


def plan(area: Area) -> None:
    area.app.push_screen(Planning(area))


def wanted(area: Area) -> None:
    """Ask what is wanted, and list the smallest changes that get there."""
    ask_wanted(area, Asked(), lambda asked: area.app.push_screen(Planning(area, asked)))


class Planning(ModalScreen[None]):
    """A row for each thing that can be changed; the figures beside it change at once."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Planning Beside { height: 20; overflow: hidden; }
    Planning Beside Rows { height: 100%; width: 42; }
    Planning #plan-then { height: 100%; width: 1fr; padding-left: 1; }
    Planning #plan-answer { height: auto; text-style: bold; }
    Planning #plan-figures { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    Planning VerticalScroll { height: 1fr; margin-top: 1; scrollbar-size-vertical: 1; }
    Planning #plan-said { height: auto; }
    Planning #plan-charts { layout: horizontal; height: 1fr; }
    Planning #plan-charts Chart { width: 1fr; height: 1fr; margin-right: 2; }
    Planning .-narrow Rows { height: 7; width: 100%; }
    Planning Beside.-narrow, Planning .-narrow #plan-then, Planning .-narrow VerticalScroll { height: auto; }
    Planning .-narrow VerticalScroll { margin-top: 0; }
    Planning.-narrow #plan-charts { layout: vertical; }
    Planning.-vast Beside { height: 26; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", show=False),
        Binding("left", "turn(-1)", show=False, priority=True),
        Binding("right", "turn(1)", "how far", priority=True),
        key("yes", "keep", "your target", tooltip="hold your weeks against it"),
        key("filter", "wanted", "gets there", tooltip="what gets me there: the same turned round"),
        key("why", "why", "why", tooltip="what it takes for granted"),
        key("delete", "clear", "anew", tooltip="nothing changed"),
    ]
    HELP = (
        "What your own last weeks would have come to with a change in them. ↑ ↓ choose what to change, "
        "← → how far; the figures follow. Nothing here foretells."
    )

    def __init__(self, area: Area, beside: Asked | None = None) -> None:
        super().__init__()
        self.area, self.desk = area, area.desk
        self._beside = beside or Asked()
        self._levers = levers(self.desk.week.plans.menu)
        self._places = [0] * len(self._levers)
        self._plan: Plan | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as box:
            show_keys(box, on_edge(self.BINDINGS, given_to(self)))
            with Beside():
                yield Rows(Column("what", 20), Column("then", 17))
                with Vertical(id="plan-then"):
                    yield Static(id="plan-answer", markup=False)
                    yield Static(id="plan-figures", markup=False)
                    with VerticalScroll(can_focus=False):
                        yield Static(id="plan-said", markup=False)
            with Container(id="plan-charts"):
                yield Chart(id="plan-income")
                yield Chart(id="plan-load")

    def on_mount(self) -> None:
        self._fill()
        self.query_exactly_one(Rows).take_focus()
        self._show()

    def on_resize(self, event: Resize) -> None:
        width, height = event.size
        self.set_class(width >= VAST and height >= ROOM_FOR_TWO, "-vast")
        self.set_class(width < WIDE, "-narrow")
        self.query_one("#plan-charts").display = height >= ROOM_FOR_A_CHART
        self.query_one("#plan-load").display = width >= WIDE or height >= ROOM_FOR_TWO

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_turn(1)

    def action_turn(self, by: int) -> None:
        """The next choice of the row, round at its ends."""
        at = self.query_exactly_one(Rows).chosen
        if at is not None and at < len(self._levers):
            self._places[at] = (self._places[at] + by) % len(self._levers[at].choices)
            self._fill()
            self._show()

    def action_clear(self) -> None:
        self._beside, self._places = Asked(), [0] * len(self._levers)
        self._fill()
        self._show()

    def action_wanted(self) -> None:
        ask_wanted(self.area, self._asked, self._take)

    def action_why(self) -> None:
        if self._plan is not None:
            said = assumptions(self._plan, self.desk.settings.currency)
            self.app.push_screen(Told("what it takes for granted", "\n\n".join(said)))

    def action_keep(self) -> None:
        if self._plan is None:
            return
        with self.area.in_words():
            self.desk.week.plans.keep(self._plan)
            self.area.was_written(words.KEPT)

    def _take(self, asked: Asked) -> None:
        self._beside, self._places = asked, [0] * len(self._levers)
        self._fill()
        self._show()

    @property
    def _asked(self) -> Asked:
        """What is chosen in the rows, beside what came with an answer."""
        asked = self._beside
        for lever, place in zip(self._levers, self._places, strict=True):
            choice = lever.choices[place]
            if choice.option:
                asked = asked.beside(choice.option, choice.value)
        return asked

    def _fill(self) -> None:
        self.query_exactly_one(Rows).fill(
            (at, (lever.name, lever.choices[place].words))
            for at, (lever, place) in enumerate(zip(self._levers, self._places, strict=True))
        )

    def _show(self) -> None:
        currency, said = self.desk.settings.currency, names_of(self).said
        answer, figures = (
            self.query_one("#plan-answer", Static),
            self.query_one("#plan-figures", Static),
        )
        try:
            found = self._plan = self.desk.week.plans.of(self._asked)
        except MtdeskError as error:
            self._plan = None
            answer.update(said(error.message))
            return
        few = words.too_few(found)
        title = words.steps_sentence(found, currency) if found.steps else words.NOTHING_CHANGED
        self.query_one(".dialog").border_title = said(f"plan: {title}")
        answer.update(said(few or words.answer(found) or words.CHOOSE))
        figures.update("" if few else listed(words.figures(found, currency)))
        self.query_one("#plan-said", Static).update(said("\n".join(assumptions(found, currency))))
        if not few:
            for chart, series in zip(
                self.query(Chart), words.by_week(found, currency), strict=True
            ):
                chart.show(series)


# -- turned round


def ask_wanted(area: Area, asked: Asked, take: Callable[[Asked], object]) -> None:
    """Ask what is wanted; the answer that is chosen is handed to `take`."""

    def act(said: dict[str, str], _confirmed: bool) -> str:
        found = area.desk.week.plans.wanted(said["wanted"])
        if found is None:
            return words.too_few(area.desk.week.plans.of(asked))
        if not found.answers:
            return words.NO_ANSWER
        area.app.call_later(area.app.push_screen, Answers(area, found, take))
        return ""

    def say(text: str) -> None:
        if text:
            area.notify(text, markup=False)

    ask(
        area.app,
        "what gets me there",
        [Field("wanted", "wanted", AT_FIRST)],
        act,
        say,
        about=HOW_WANTED,
        does="look",
    )


class Answers(Listing):
    """The smallest changes that get there, what asks least first."""

    heading = "what gets me there"
    columns = (Column("changes", 60), Column("of your work", 12, right=True))
    HELP = (
        "The smallest changes that get to what is wanted, what asks least first. enter looks at it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "look at it"),
        key("yes", "keep", "make it your target"),
    ]

    def __init__(self, area: Area, found: Wanted, take: Callable[[Asked], object]) -> None:
        super().__init__(area)
        self._found, self._take = found, take

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        currency = self.desk.settings.currency
        return [
            (at, (words.answer_words(each, currency), f"{each.asks / 10:.0f} %"))
            for at, each in enumerate(self._found.answers)
        ]

    def about(self) -> str:
        return words.goals_sentence(self._found.goals) or words.AS_ASKED

    def facts(self, key: int) -> str:
        answer = self._found.answers[key]
        return words.answer_sentence(answer, self._found.now, self.desk.settings.currency)

    @property
    def _chosen(self) -> Answer:
        return self._found.answers[self.rows.chosen or 0]

    def choose(self) -> None:
        asked = self.desk.week.plans.asked_of(self._chosen.listed)
        self.dismiss()
        self._take(asked)

    def action_keep(self) -> None:
        with self.area.in_words():
            plans = self.desk.week.plans
            plans.keep(plans.answered(self._chosen))
            self.area.was_written(words.KEPT)
