"""The check-in by keys: two ratings, sleep, and the body map, which the area shows too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, NamedTuple

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.period import days_before
from mtdesk.model.wellbeing import SITES, CheckIn, hours_slept, site_words
from mtdesk.say.wellbeing import check_in_words
from mtdesk.tui.parts import DIALOG_STYLE
from mtdesk.tui.parts.panes import keep_in

# As on an anatomical chart: the front is seen by someone facing her, so her right is on the left.
_FIGURES = (
    " right  ╭────╮  left               left   ╭────╮  right            ",
    "        ╰╮  ╭╯                             ╰    ╯        neck      ",
    "╭────────╯  ╰────────╮             ╭───────╯    ╰───────╮           ",
    "│    ╷          ╷    │  shoulder   │    ╷          ╷    │ upper back",
    "│    │          │    │             │    │          │    │ elbow     ",
    "│    │          │    │   forearm   │    │          │    │           ",
    "│    │          │    │    wrist    │    │          │    │ low back  ",
    "╰────╯          ╰────╯ thumb · hip ╰────╯          ╰────╯           ",
    "     │    ╷╷    │                       │    ╷╷    │                ",
    "     │    ││    │        knee           │    ││    │                ",
    "     │    ││    │                       │    ││    │                ",
    "     ╰────╯╰────╯        foot           ╰────╯╰────╯                ",
)
# Where the number of a site stands: line, and the first of its four cells.
_PLACES = {
    "shoulder-r": (3, 1), "shoulder-l": (3, 17), "forearm-r": (5, 1), "forearm-l": (5, 17),
    "wrist-r": (6, 1), "wrist-l": (6, 17), "thumb-r": (7, 1), "thumb-l": (7, 17),
    "hip-r": (7, 6), "hip-l": (7, 12), "knee-r": (9, 6), "knee-l": (9, 12),
    "foot-r": (11, 6), "foot-l": (11, 12), "neck": (1, 44), "upper-back": (3, 44),
    "elbow-l": (4, 36), "elbow-r": (4, 52), "low-back": (6, 44),
}  # fmt: skip
_CELLS = 4
_VERY = 7  # from here on in the colour of what is most pressing
_ARROWS = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}


class _Slot(NamedTuple):
    """What stands at a site: four cells and their style."""

    text: str
    style: str


class BodyMap(Widget, can_focus=True):
    """Soreness by site, as numbers and colours; arrows or a click choose a site.

    `editable`: a digit sets the site's soreness, 1 and 0 are 10, backspace takes back what was said
    here. `before` is shown in brackets at sites of which nothing is said yet.
    """

    HELP = "Your body: arrows choose a site; in the check-in a digit says how sore it is."
    DEFAULT_CSS = """
    BodyMap { width: 68; height: 14; text-wrap: nowrap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"move('{key}')", show=False) for key in ("left", "right", "up", "down")),
        *(Binding(str(level), f"rate({level})", show=False) for level in range(10)),
        Binding("backspace,delete", "take_back", show=False),
    ]

    class Changed(Message):
        """She said how sore a site is, or took it back: None."""

        def __init__(self, body_map: BodyMap, site: str, level: int | None) -> None:
            super().__init__()
            self.body_map, self.site, self.level = body_map, site, level

    def __init__(
        self,
        soreness: Mapping[str, int] | None = None,
        *,
        editable: bool = False,
        before: Mapping[str, int] | None = None,
        sore_level: int = 4,
        id: str | None = None,  # noqa: A002  Textual's name
    ) -> None:
        super().__init__(id=id)
        self.editable = editable
        self.site = SITES[0]
        self._sore_level = sore_level
        self._written: dict[str, int] = {}
        self._before: dict[str, int] = {}
        self.said: dict[str, int] = {}
        self.show(soreness or {}, before=before)

    def show(
        self,
        soreness: Mapping[str, int],
        *,
        before: Mapping[str, int] | None = None,
        sore_level: int | None = None,
    ) -> None:
        """Show these numbers; what was said here is forgotten."""
        self._written = dict(soreness)
        self._before = dict(before or {})
        self._sore_level = sore_level or self._sore_level
        self.said = {}
        self.refresh()

    def go_to(self, site: str) -> None:
        """Choose a site."""
        self.site = site
        self.refresh()

    def go_to_sorest(self) -> None:
        """Choose the site that was sorest, among equals the one that is most often so."""
        known = {site: self._level(site) or 0 for site in SITES}
        self.go_to(max(SITES, key=lambda site: known[site]))

    def _level(self, site: str) -> int | None:
        """What is said of a site: here, else in what is shown, else before."""
        for levels in (self.said, self._written, self._before):
            if site in levels:
                return levels[site]
        return None

    # -- drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(_FIGURES) + 2

    def render(self) -> Content:
        lines = []
        for number, figure in enumerate(_FIGURES):
            places = sorted((left, site) for site, (row, left) in _PLACES.items() if row == number)
            parts: list[tuple[str, str]] = []
            at = 0
            for left, site in places:
                slot = self._slot(site)
                parts += [(figure[at:left], "$dim"), (slot.text, slot.style)]
                at = left + _CELLS
            parts.append((figure[at:], "$dim"))
            lines.append(Content.assemble(*parts))
        return Content("\n").join([*lines, Content(""), self._words()])

    def _slot(self, site: str) -> _Slot:
        level = self._level(site)
        text = f" {'·' if level is None else level:>2} "
        style = "$dim"
        if level is not None and (site in self.said or site in self._written):
            style = self._style(level)
        elif level is not None:
            text = f"({level})".center(_CELLS)
        if site == self.site and self.has_focus:
            return _Slot(f"[{text.strip().center(2)}]", "bold reverse")
        return _Slot(text, style)

    def _style(self, level: int) -> str:
        if level >= max(_VERY, self._sore_level):
            return "bold $ground on $act"
        if level >= self._sore_level:
            return "bold $ground on $watch"
        return "bold $ink" if level else "$dim"

    def _words(self) -> Content:
        """The chosen site, and what the colours mean."""
        level, words = self._level(self.site), site_words(self.site)
        if level is None:
            said = "nothing said"
        elif self.site in self.said or self.site in self._written:
            said = f"{level} of 10"
        else:
            said = f"({level}) last time"
        return Content.assemble(
            (f"{words}: {said}".ljust(34), "bold" if self.has_focus else "$dim"),
            (f" {self._sore_level}+ ", self._style(self._sore_level)),
            (" sore  ", "$dim"),
            (f" {_VERY}+ ", self._style(_VERY)),
            (" very sore", "$dim"),
        )

    # -- keys and mouse

    def action_move(self, way: str) -> None:
        down, right = _ARROWS[way]
        row, left = _PLACES[self.site]

        def away(site: str) -> float | None:
            """How far a site lies that way; a line counts as three cells, and aside more than on."""
            other_row, other_left = _PLACES[site]
            rows, cells = (other_row - row) * 3, other_left - left
            on, aside = (rows * down, abs(cells)) if down else (cells * right, abs(rows))
            return on + 2 * aside if on > 0 else None

        found = [(far, site) for site in SITES if (far := away(site)) is not None]
        if found:
            self.go_to(min(found)[1])

    def action_rate(self, level: int) -> None:
        """A 0 after a 1 makes it 10."""
        if level == 0 and self.said.get(self.site) == 1:
            level = 10
        self.said[self.site] = level
        self._say(level)

    def action_take_back(self) -> None:
        self.said.pop(self.site, None)
        self._say(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Digits are for other things where nothing can be said here."""
        return self.editable if action in {"rate", "take_back"} else True

    def on_click(self, event: Click) -> None:
        place = event.get_content_offset(self)
        if place is None:
            return
        for site, (row, left) in _PLACES.items():
            if place.y == row and left <= place.x < left + _CELLS:
                self.go_to(site)

    def _say(self, level: int | None) -> None:
        self.refresh()
        self.post_message(self.Changed(self, self.site, level))


LAST_DAYS = 28  # how far back the last check-in is shown beside the new one


class Rating(Widget, can_focus=True):
    """A question answered with a digit, or with 1 and 0; backspace takes the answer back."""

    HELP = "A digit answers and goes on; 1 waits for a 0, which makes it 10. ← → change it by one."

    DEFAULT_CSS = "Rating { height: 1; } Rating:focus { text-style: bold; background: $raised; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(value), f"rate({value})", show=False) for value in range(10)),
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
        self._waits = False  # after a 1, whether it becomes a 10

    def render(self) -> Content:
        level = "·" if self.value is None else f"{self.value:g}"
        filled = round(self.value or 0)
        last = "" if self._before is None else f"last {self._before:g}"
        return Content.assemble(
            ("› " if self.has_focus else "  ", "bold $warm"),
            f"{self._label:<5}",
            (f"{level:>4}  ", "bold"),
            ("█" * filled, "$one"),
            ("·" * (10 - filled), "$dim"),
            (f"  {last}", "$dim"),
        )

    def action_rate(self, value: float | None) -> None:
        """A digit answers, and the next question has its turn; a 1 may still become a 10."""
        waits, self._waits = self._waits, value == 1
        if value == 0 and waits:
            value = 10
        elif waits and value is not None and value != 1:
            self.screen.focus_next()
            focused = self.screen.focused
            if isinstance(focused, Rating):
                focused.action_rate(value)
            return
        self.value = value
        self.refresh()
        if value is not None and not self._waits:
            self.screen.focus_next()

    def action_step(self, by: int) -> None:
        start = self._before if self.value is None else self.value
        self.value = min(max((start or 0) + by, 0), 10)
        self.refresh()


class CheckInScreen(ModalScreen[str | None]):
    """Saves today's check-in, or completes it; the result is what was written, in words."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    CheckInScreen VerticalScroll { height: auto; }
    CheckInScreen .about { color: $dim; }
    CheckInScreen BodyMap { margin-top: 1; }
    CheckInScreen .sleep { height: 1; }
    CheckInScreen .sleep Label { width: 8; padding-left: 2; }
    CheckInScreen .sleep Input { width: 20; }
    CheckInScreen .trouble { height: auto; color: $act; display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave"),
        Binding("enter,ctrl+s", "save", "save"),
    ]

    def __init__(self, desk: Desk, site: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._site = site

    def on_resize(self) -> None:
        self.call_after_refresh(keep_in, self, self.query_exactly_one(VerticalScroll))

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
            box.border_subtitle = "0 to 10 · ⌫ take back · tab next · enter save · esc leave"
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
            self.on_resize()

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
