"""The check-in by keys: two ratings, the body map, and sleep."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.period import days_before
from mtdesk.model.wellbeing import CheckIn, hours_slept
from mtdesk.say.wellbeing import check_in_words
from mtdesk.tui.body.body_map import BodyMap
from mtdesk.tui.parts import DIALOG_STYLE

LAST_DAYS = 28  # how far back the last check-in is shown beside the new one


class Rating(Widget, can_focus=True):
    """A question answered with a digit; `x` is 10, backspace takes the answer back."""

    DEFAULT_CSS = "Rating { height: 1; } Rating:focus { text-style: bold; background: $panel; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(value), f"rate({value})", show=False) for value in range(10)),
        Binding("x", "rate(10)", show=False),
        Binding("backspace,delete", "rate(None)", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, name: str, value: float | None, before: float | None) -> None:
        super().__init__(id=f"rating-{name}")
        self._label = name
        self._before = before
        self.value = value

    def render(self) -> Content:
        level = "·" if self.value is None else f"{self.value:g}"
        filled = round(self.value or 0)
        last = "" if self._before is None else f"last {self._before:g}"
        return Content.assemble(
            ("› " if self.has_focus else "  ", "bold $text-accent"),
            f"{self._label:<5}",
            (f"{level:>4}  ", "bold"),
            ("█" * filled, "$text-accent"),
            ("·" * (10 - filled), "$text-muted"),
            (f"  {last}", "$text-muted"),
        )

    def action_rate(self, value: float | None) -> None:
        self.value = value
        self.refresh()

    def action_step(self, by: int) -> None:
        start = self._before if self.value is None else self.value
        self.action_rate(min(max((start or 0) + by, 0), 10))


class CheckInScreen(ModalScreen[str | None]):
    """Saves today's check-in, or completes it; the result is what was written, in words."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    CheckInScreen .dialog { max-width: 76; padding: 0 2; }
    CheckInScreen VerticalScroll { height: auto; max-height: 1fr; }
    CheckInScreen .about { color: $text-muted; }
    CheckInScreen BodyMap { margin-top: 1; }
    .-narrow CheckInScreen BodyMap { margin-top: 0; }
    CheckInScreen .sleep { height: 1; }
    CheckInScreen .sleep Label { width: 8; padding-left: 2; }
    CheckInScreen .sleep Input { width: 20; }
    CheckInScreen .trouble { height: auto; color: $text-error; display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave"),
        Binding("enter,ctrl+s", "save", "save"),
    ]

    def __init__(self, desk: Desk, site: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._site = site

    def compose(self) -> ComposeResult:
        desk, day = self._desk, self._desk.now().date()
        said = desk.wellbeing.of_day(day) or CheckIn(checked_on=day.isoformat(), soreness={})
        earlier = [
            each
            for each in desk.wellbeing.between(days_before(day, LAST_DAYS))
            if each.checked_on < said.checked_on
        ]
        last = earlier[-1] if earlier else CheckIn(checked_on="", soreness={})
        with Vertical(classes="dialog") as box:
            box.border_title = "check-in, today"
            box.border_subtitle = "0-9, x 10 · ⌫ take back · tab next · enter save · esc leave"
            with VerticalScroll(can_focus=False):
                yield Static(
                    "How worn out are you? 0 not at all, 10 as much as can be.",
                    classes="about",
                    markup=False,
                )
                yield Rating("body", said.body, last.body)
                yield Rating("mind", said.mind, last.mind)
                yield BodyMap(
                    said.soreness,
                    editable=True,
                    before=last.soreness,
                    sore_level=desk.settings.limits.sore_level,
                )
                with Horizontal(classes="sleep"):
                    yield Label("sleep")
                    slept = "" if said.sleep_hours is None else f"{said.sleep_hours:g}"
                    line = Input(slept, placeholder="hours, optional", compact=True, id="slept")
                    line.cursor_blink = False
                    yield line
            yield Static(classes="trouble", markup=False)

    def on_mount(self) -> None:
        body_map = self.query_one(BodyMap)
        if self._site:
            body_map.go_to(self._site)
        else:
            body_map.go_to_sorest()

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        try:
            self.dismiss(self._save())
        except MtdeskError as error:
            trouble = self.query_one(".trouble", Static)
            trouble.update(f"✗ {error.message}")
            trouble.display = True

    def _save(self) -> str:
        day = self._desk.now().date().isoformat()
        said = CheckIn(
            checked_on=day,
            body=self.query_one("#rating-body", Rating).value,
            mind=self.query_one("#rating-mind", Rating).value,
            sleep_hours=hours_slept(self.query_one("#slept", Input).value),
            soreness=self.query_one(BodyMap).said,
        )
        if said == CheckIn(checked_on=day, soreness={}):
            raise InvalidError("check-in", "says nothing yet; press a digit for body or mind")
        check_in, _, added = self._desk.wellbeing.record(said)
        verb = "added to the check-in" if added else "check-in"
        return f"{verb} · {check_in_words(check_in)}"


def open_check_in(
    app: App[None], desk: Desk, written: Callable[[str], None], *, site: str = ""
) -> None:
    """Ask for today's check-in, beginning at a site of the map; `written` gets what was saved."""

    def answered(said: str | None) -> None:
        if said is not None:
            written(said)

    app.push_screen(CheckInScreen(desk, site), answered)
