"""The body: how sore and how exhausted she said she is, and the hours her hands worked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mtdesk.charts import spark
from mtdesk.model.period import Period, human_day, week_of
from mtdesk.model.wellbeing import SITES
from mtdesk.say import pictures
from mtdesk.tui.area import Area
from mtdesk.tui.body.body_map import BodyMap
from mtdesk.tui.body.heatmap import WEEKS as WEEKS_OF_DAYS
from mtdesk.tui.body.heatmap import Heatmap
from mtdesk.tui.parts.ask import Ask, Field
from mtdesk.tui.parts.beside import Beside
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.confirm import Confirm
from mtdesk.tui.parts.rows import Column, Rows
from mtdesk.tui.parts.table import Cell, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from mtdesk.desk import Desk
    from mtdesk.model.questionnaire import Result
    from mtdesk.model.wellbeing import CheckIn
    from mtdesk.tui.app import Dashboard

WEEKS_SHOWN = (12, 26, 52)  # `w` goes from one to the next
SPARK_CELLS = 13
EMPTY = (
    "No check-in in the last {} weeks. Press c, or type in the bar on Today: "
    "body 5 mind 4 thumb-r 3"
)


class Soreness(NamedTuple):
    """A site: what was said last and when, the most of the latest days, and how often it counted."""

    site: str
    last: int
    last_on: str
    most: int | None
    times: int


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
        first_weekday, limits = desk.settings.first_weekday, desk.settings.limits
        weeks = pictures.weeks_up_to(today, self._weeks, first_weekday)
        check_ins = desk.wellbeing.between(Period(weeks[0], today + timedelta(days=1)))
        self._check_ins = check_ins
        self.query_one("#body-words", Static).update(_words(check_ins, self._weeks, today))
        self.query_one(Rows).fill((each.id or 0, _row(each, today)) for each in reversed(check_ins))
        self._show_map(check_ins[-1] if check_ins else None)
        if not self._is_seen:
            self._is_seen = True
            self.query_one(BodyMap).go_to_sorest()
        by_week = pictures.check_ins_by_week(check_ins, self._weeks, today, first_weekday)
        sites = soreness(check_ins, today, limits.sore_days, limits.sore_level)
        self.query_one("#body-sites", Static).update(
            _sites(sites, list(by_week.values()), limits.sore_days, limits.sore_level)
        )
        self.query_one("#body-about", Static).update(
            f"{pictures.NOT_VALIDATED}{_questionnaires(desk.wellbeing.questionnaires.results_up_to(today), today)}"
        )
        year = week_of(today, first_weekday)
        days = desk.week.days(Period(year.end - timedelta(weeks=WEEKS_OF_DAYS), year.end))
        self.query_one(Heatmap).show(days, desk.settings.hands_on_minutes_a_day, today)
        drawn = pictures.exhaustion_by_week(check_ins, self._weeks, today, first_weekday)
        self.query_one("#body-exhaustion", Chart).show(drawn)

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

        open_questionnaire(cast("Dashboard", self.app), self.desk)

    def action_edit(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        before = {
            "body": _rating(chosen.body),
            "mind": _rating(chosen.mind),
            "sleep": _rating(chosen.sleep_hours),
            "sore": _sore(chosen),
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
                    self._changed(f"check-in of {day} removed; ctrl+z brings it back")

        self.app.push_screen(Confirm(f"Remove the check-in, {day}?"), remove)

    def _chosen(self) -> CheckIn | None:
        key = self.query_one(Rows).chosen
        return next((each for each in self._check_ins if each.id == key), None)

    def _changed(self, words: str) -> None:
        self.tell(words)
        self.post_message(self.Changed())


# -- soreness


def soreness(check_ins: Sequence[CheckIn], today: date, days: int, level: int) -> list[Soreness]:
    """The sites named in these check-ins (oldest first), the sorest of the latest `days` first."""
    since = (today - timedelta(days=days - 1)).isoformat()
    named = {site for each in check_ins for site in each.soreness}
    found = []
    for site in named:
        said = [each for each in check_ins if site in each.soreness]
        recent = [each.soreness[site] for each in said if each.checked_on >= since]
        found.append(
            Soreness(
                site=site,
                last=said[-1].soreness[site],
                last_on=said[-1].checked_on,
                most=max(recent, default=None),
                times=sum(rating >= level for rating in recent),
            )
        )
    order = {site: number for number, site in enumerate(SITES)}
    return sorted(found, key=lambda each: (-(each.most or 0), order.get(each.site, len(order))))


def sites_said(text: str, before: CheckIn) -> dict[str, str]:
    """`thumb-r 4 low-back 2` as fields of an edit; a site no longer there is taken away."""
    words = text.replace("=", " ").split()
    said = dict(zip(words[::2], [*words[1::2], ""], strict=False))
    return {site: "" for site in before.soreness if site not in said} | said


# -- words


def _words(check_ins: Sequence[CheckIn], weeks: int, today: date) -> str:
    if not check_ins:
        return EMPTY.format(weeks)
    last = check_ins[-1]
    day = human_day(date.fromisoformat(last.checked_on), today)
    asked = [
        f"{name} {rating:g}"
        for name, rating in (("body", last.body), ("mind", last.mind))
        if rating is not None
    ]
    said = f": {', '.join(asked)} of 10" if asked else ""
    return f"Last check-in {day}{said}; {len(check_ins)} in {weeks} weeks."


def _sites(
    sites: list[Soreness], weeks: Sequence[Sequence[CheckIn]], days: int, level: int
) -> Content:
    """A row a site: what was said last, the most of each week, and how often it counted."""
    per_cell = -(-len(weeks) // SPARK_CELLS)
    cells = [
        [each for week in weeks[at : at + per_cell] for each in week]
        for at in range(0, len(weeks), per_cell)
    ]
    rows: list[list[Cell]] = [
        [f"sore, {len(weeks)} weeks", " " * len(cells), "last", f"{days} d", f"{level}+"]
    ]
    for each in sites:
        sore = each.most is not None and each.most >= level
        rows.append(
            [
                (pictures.site_words(each.site), "bold" if sore else ""),
                spark([10, *pictures.soreness_by_week(cells, each.site)])[1:],
                str(each.last),
                "–" if each.most is None else str(each.most),
                f"{each.times}x" if each.times else "–",
            ]
        )
    if not sites:
        rows.append(["no site named", "", "", "", ""])
    return table(rows, [False, False, True, True, True], header=True, gap=1)


def _questionnaires(results: Iterable[Result], today: date) -> str:
    """A line for each questionnaire she took: its day, and the score of each scale."""
    lines = []
    for result in results:
        scores = ", ".join(
            f"{part.scale} {'–' if part.score is None else f'{part.score:.1f}'}"
            + (f", {part.change}" if part.change else "")
            for part in result.scales
        )
        day = human_day(date.fromisoformat(result.taken_on), today)
        lines.append(f"\n{result.questionnaire}, {day}: {scores}")
    return "".join(lines)


def _row(each: CheckIn, today: date) -> list[str]:
    return [
        human_day(date.fromisoformat(each.checked_on), today),
        _rating(each.body) or "–",
        _rating(each.mind) or "–",
        f"{each.sleep_hours:g} h" if each.sleep_hours is not None else "–",
        _sore(each) or "–",
        each.note,
    ]


def _sore(each: CheckIn) -> str:
    return " ".join(f"{site} {level}" for site, level in each.soreness.items())


def _rating(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
