"""The body: how sore and how exhausted she said she is, and the hours her hands worked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click, MouseMove
from textual.geometry import Offset, Size
from textual.widget import Widget
from textual.widgets import Static

from mtdesk.charts import spark
from mtdesk.desk import Desk
from mtdesk.desk.week import DayLoad
from mtdesk.desk.wellbeing import soreness_by_week
from mtdesk.model.period import MONTHS, WEEKDAYS, Period, hours, human_day, weeks_up_to
from mtdesk.model.wellbeing import CheckIn
from mtdesk.say import pictures
from mtdesk.say.week import day_in_short, long_days
from mtdesk.say.wellbeing import (
    NOT_VALIDATED,
    check_in_row,
    last_check_in,
    rating,
    sore,
    soreness,
)
from mtdesk.say.wellbeing.questionnaires import last_results
from mtdesk.tui.area import Area
from mtdesk.tui.body.check_in import BodyMap
from mtdesk.tui.parts import TAKE_BACK
from mtdesk.tui.parts.dialogs import Ask, Confirm, Field
from mtdesk.tui.parts.panes import Beside, Chart
from mtdesk.tui.parts.rows import Cell, Column, Rows, table

WEEKS_SHOWN = (12, 26, 52)  # `w` goes from one to the next
SPARK_CELLS = 13
HOW = "Press c, or type in the bar on Today: body 5 mind 4 thumb-r 3"


class Body(Area):
    title = "Body"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("c", "check_in", "check-in"),
        Binding("enter", "check_in", "check-in", show=False),
        ("w", "weeks", "weeks"),
        ("q", "questionnaire", "questionnaire"),
        ("e", "edit", "edit"),
        ("d", "remove", "remove"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._weeks = WEEKS_SHOWN[0]
        self._check_ins: list[CheckIn] = []  # of the weeks shown, oldest first
        self._is_seen = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body-all", can_focus=False):
            yield Static(id="body-words", markup=False)
            with Beside():
                yield BodyMap(id="body-map")
                with Vertical(id="body-trends"):
                    yield Static(id="body-sites", markup=False)
                    yield Chart(id="body-exhaustion")
            yield Static(id="body-about", markup=False)
            yield Heatmap(id="body-year")
            yield Rows(
                Column("check-in", 11),
                Column("body", 4, right=True),
                Column("mind", 4, right=True),
                Column("sleep", 6, right=True),
                Column("sore", 34),
                Column("note", 40),
                id="body-history",
            )

    def take_focus(self) -> None:
        self.query_one(BodyMap).focus(scroll_visible=False)

    def show_figures(self) -> None:
        desk, today = self.desk, self.desk.today
        first_weekday = desk.settings.first_weekday
        weeks = weeks_up_to(today, self._weeks, first_weekday)
        check_ins = desk.wellbeing.between(Period(weeks.start, today + timedelta(days=1)))
        self._check_ins = check_ins
        last = last_check_in(check_ins, self._weeks, today)
        self.query_one("#body-words", Static).update(last if check_ins else f"{last} {HOW}")
        self.query_one(Rows).fill(
            (each.id or 0, check_in_row(each, today)) for each in reversed(check_ins)
        )
        self._show_map(check_ins[-1] if check_ins else None)
        if not self._is_seen:
            self._is_seen = True
            self.query_one(BodyMap).go_to_sorest()
        self.query_one("#body-sites", Static).update(self._sites())
        taken = last_results(desk.wellbeing.questionnaires.results_up_to(today), today)
        self.query_one("#body-about", Static).update(f"{NOT_VALIDATED}\n{taken}".rstrip())
        days = desk.week.days(weeks_up_to(today, WEEKS_OF_DAYS, first_weekday))
        self.query_one(Heatmap).show(days, desk.settings.hands_on_minutes_a_day, today)
        drawn = pictures.exhaustion_by_week(check_ins, self._weeks, today, first_weekday)
        self.query_one("#body-exhaustion", Chart).show(drawn)

    def _sites(self) -> Content:
        """A row a site, what is sore now in bold; a cell of its picture is the most of some weeks."""
        wellbeing, limits = self.desk.wellbeing, self.desk.settings.limits
        sites = wellbeing.soreness(self._check_ins)
        weeks = wellbeing.by_week(self._check_ins, self._weeks)
        per_cell = -(-len(weeks) // SPARK_CELLS)
        cells = [
            [each for week in weeks[at : at + per_cell] for each in week]
            for at in range(0, len(weeks), per_cell)
        ]
        drawn = [spark([10, *soreness_by_week(cells, each.site)])[1:] for each in sites]
        listing = soreness(sites, drawn, self._weeks, limits.sore_days, limits.sore_level)
        head = (listing.heads[0], " " * len(cells), *listing.heads[2:])
        is_sore = [(each.most or 0) >= limits.sore_level for each in sites] or [False]
        rows: list[list[Cell]] = [
            [(row[0], "bold" if sore else ""), *row[1:]]
            for row, sore in zip(listing.rows, is_sore, strict=True)
        ]
        return table([head, *rows], [False, False, True, True, True], header=True, gap=1)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """The map shows the check-in under the cursor."""
        event.stop()
        self._show_map(self._chosen())
        if event.index:  # the first row is under the cursor before she has looked around
            event.rows.scroll_visible()

    def _show_map(self, check_in: CheckIn | None) -> None:
        body_map = self.query_one(BodyMap)
        body_map.show(
            check_in.soreness if check_in else {}, sore_level=self.desk.settings.limits.sore_level
        )
        day = date.fromisoformat(check_in.checked_on) if check_in else None
        body_map.border_title = (
            f"soreness, {human_day(day, self.desk.today)}" if day else "soreness"
        )
        body_map.border_subtitle = "arrows site · enter check-in"

    # -- keys

    def action_check_in(self) -> None:
        from mtdesk.tui.body.check_in import open_check_in

        body_map = self.query_one(BodyMap)
        site = body_map.site if body_map.has_focus else ""
        with self.in_words():
            open_check_in(self.app, self.desk, self._changed, site=site)

    def action_weeks(self) -> None:
        place = WEEKS_SHOWN.index(self._weeks) + 1
        self._weeks = WEEKS_SHOWN[place % len(WEEKS_SHOWN)]
        with self.in_words():
            self.show_figures()

    def action_questionnaire(self) -> None:
        from mtdesk.tui.body.questionnaire import open_questionnaire

        open_questionnaire(self)

    def action_edit(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        before = {
            "body": rating(chosen.body),
            "mind": rating(chosen.mind),
            "sleep": rating(chosen.sleep_hours),
            "sore": sore(chosen),
            "note": chosen.note,
        }
        fields = [
            Field("body", "exhaustion of the body, 0 to 10", before["body"], "not asked"),
            Field("mind", "exhaustion of the mind, 0 to 10", before["mind"], "not asked"),
            Field("sleep", "sleep, hours", before["sleep"], "not asked"),
            Field("sore", "soreness, site and 0 to 10", before["sore"], "thumb-r 4 low-back 2"),
            Field("note", "note", before["note"]),
        ]

        def save(answers: dict[str, str], _confirmed: bool) -> None:
            said = {key: text for key, text in answers.items() if text != before[key]}
            if "sore" in said:
                said |= sites_said(said.pop("sore"), chosen)
            if said:
                self.desk.wellbeing.edit(chosen.id or 0, said)

        day = human_day(date.fromisoformat(chosen.checked_on), self.desk.today)

        def said(saved: bool | None) -> None:
            if saved:
                self._changed(f"check-in of {day} saved")

        self.app.push_screen(Ask(f"check-in, {day}", fields, save), said)

    def action_remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        day = human_day(date.fromisoformat(chosen.checked_on), self.desk.today)

        def remove(yes: bool | None) -> None:
            if yes:
                with self.in_words():
                    self.desk.wellbeing.remove(chosen.id or 0)
                    self._changed(f"check-in of {day} removed; {TAKE_BACK}")

        self.app.push_screen(Confirm(f"Remove the check-in, {day}?"), remove)

    def _chosen(self) -> CheckIn | None:
        key = self.query_one(Rows).chosen
        return next((each for each in self._check_ins if each.id == key), None)

    def _changed(self, words: str) -> None:
        self.tell(words)
        self.post_message(self.Changed())


def sites_said(text: str, before: CheckIn) -> dict[str, str]:
    """`thumb-r 4 low-back 2` as fields of an edit; a site no longer there is taken away."""
    words = text.replace("=", " ").split()
    said = dict(zip(words[::2], [*words[1::2], ""], strict=False))
    return {site: "" for site in before.soreness if site not in said} | said


# -- a year of days: weeks across, weekdays down, the darker the more hands-on hours

WEEKS_OF_DAYS = 53
_LABELS = 4  # cells for the names of the weekdays
_SHADES = "░▒▓█"  # a quarter of her limit each, so that the last ends at the limit
_NONE, _OVER = "·", "▲"
_CURSOR = "◆"  # reversing a full block would show nothing where there are no colours
_OVER_STYLE = "bold $act"


class Heatmap(Widget, can_focus=True):
    """Days of whole weeks up to this one; arrows or the mouse choose a day, whose hours are said.

    Told apart by the density of the character first, by colour second; `▲` is over her limit.
    """

    DEFAULT_CSS = "Heatmap { height: 11; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-7)", show=False),
        Binding("right", "move(7)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "edge(False)", show=False),
        Binding("end", "edge(True)", show=False),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._days: Sequence[DayLoad] = ()
        self._limit = 240
        self._today = date.min
        self._at = 0

    def show(self, days: Sequence[DayLoad], limit_minutes: int, today: date) -> None:
        """Whole weeks of days; those after `today` stay blank."""
        is_new = not self._days or self._today != today
        self._days, self._limit, self._today = days, limit_minutes, today
        if is_new:
            self._at = self._last
        self.refresh()

    @property
    def day(self) -> DayLoad | None:
        """The chosen day."""
        return self._days[self._at] if self._days else None

    @property
    def _last(self) -> int:
        """The place of today."""
        return max((i for i, each in enumerate(self._days) if each.day <= self._today), default=0)

    # -- drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return 11

    def _layout(self) -> tuple[int, int]:
        """Cells a week, and the place of the first day that there is room for."""
        room = self.content_size.width - _LABELS
        weeks = len(self._days) // 7
        cells = 2 if room >= 2 * weeks else 1
        return cells, 7 * max(weeks - max(room // cells, 1), 0)

    def render(self) -> Content:
        if not self._days:
            return Content("")
        cells, first = self._layout()
        shown = self._days[first:]
        lines = [self._title(shown), Content.styled(_months(shown, cells), "$dim")]
        lines += [self._row(shown, weekday, first, cells) for weekday in range(7)]
        return Content("\n").join([*lines, self._words(), self._legend()])

    def _title(self, shown: Sequence[DayLoad]) -> Content:
        total = sum(each.hands_on_minutes for each in shown)
        return Content.assemble(
            (f"Hands-on by day, {len(shown) // 7} weeks", "bold"),
            (
                f"   {hours(total)}, {long_days(shown, self._limit)}; arrows choose a day",
                "$dim",
            ),
        )

    def _row(self, shown: Sequence[DayLoad], weekday: int, first: int, cells: int) -> Content:
        """One weekday of every week; neighbours of one style are one piece of text."""
        marks = [
            self._mark(each, first + number, cells)
            for number, each in enumerate(shown)
            if number % 7 == weekday
        ]
        name = WEEKDAYS[shown[weekday].day.weekday()][:3].title().ljust(_LABELS)
        parts = [
            ("".join(text for text, _ in run), style)
            for style, run in groupby(marks, key=lambda mark: mark[1])
        ]
        return Content.assemble((name, "$dim"), *parts)

    def _mark(self, each: DayLoad, place: int, cells: int) -> tuple[str, str]:
        glyph, style = self._shade(each)
        if place == self._at and self.has_focus:
            return _CURSOR.ljust(cells), "bold"
        return glyph.ljust(cells), style

    def _shade(self, each: DayLoad) -> tuple[str, str]:
        if each.day > self._today:
            return " ", ""
        if each.hands_on_minutes > self._limit:
            return _OVER, _OVER_STYLE
        if not each.hands_on_minutes:
            return _NONE, "$dim"
        quarter = -(-4 * each.hands_on_minutes // self._limit) - 1
        return _SHADES[quarter], "$one"

    def _words(self) -> Content:
        each = self._days[self._at]
        style = "bold" if self.has_focus else "$dim"
        return Content.styled(f"{' ' * _LABELS}{day_in_short(each, self._limit)}", style)

    def _legend(self) -> Content:
        """`· none  ░ to 1 h  ▒ to 2 h  ▓ to 3 h  █ to 4 h  ▲ over 4 h`"""
        parts: list[str | tuple[str, str]] = [" " * _LABELS, (_NONE, "$dim"), " none"]
        for number, shade in enumerate(_SHADES, 1):
            parts += ["  ", (shade, "$one"), f" to {hours(self._limit * number // 4)}"]
        parts += ["  ", (_OVER, _OVER_STYLE), f" over {hours(self._limit)}"]
        return Content.assemble(*parts)

    # -- keys and mouse

    def action_move(self, days: int) -> None:
        self._choose(self._at + days)

    def action_edge(self, newest: bool) -> None:
        self._choose(self._last if newest else self._layout()[1])

    def on_click(self, event: Click) -> None:
        self._choose_at(event.get_content_offset(self))

    def on_mouse_move(self, event: MouseMove) -> None:
        if self.has_focus:
            self._choose_at(event.get_content_offset(self))

    def _choose_at(self, place: Offset | None) -> None:
        if place is None or not 2 <= place.y < 9 or place.x < _LABELS:
            return
        cells, first = self._layout()
        self._choose(first + (place.x - _LABELS) // cells * 7 + place.y - 2)

    def _choose(self, place: int) -> None:
        if not self._days or place == self._at or not self._layout()[1] <= place <= self._last:
            return
        self._at = place
        self.refresh()


def _months(shown: Sequence[DayLoad], cells: int) -> str:
    """The names of the months above the week in which each begins, where they do not touch."""
    line = " " * _LABELS
    for week in range(0, len(shown), 7):
        start = shown[week].day
        first = next(
            (day for day in (start + timedelta(days=n) for n in range(7)) if day.day == 1), None
        )
        at = _LABELS + week // 7 * cells
        if first is not None and len(line) <= at:
            line = line.ljust(at) + MONTHS[first.month - 1] + " "
    return line
