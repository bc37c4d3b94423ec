"""The body: how sore and how exhausted she said she is, and the hours her hands worked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from mtdesk.charts import spark
from mtdesk.desk import Desk
from mtdesk.desk.wellbeing import soreness_by_week
from mtdesk.model.period import Period, human_day, weeks_up_to
from mtdesk.model.text import counted
from mtdesk.model.wellbeing import CheckIn
from mtdesk.say import pictures
from mtdesk.say.week import days_in_short
from mtdesk.say.wellbeing import (
    NOT_VALIDATED,
    check_in_row,
    large_of_check_in,
    last_check_in,
    rating,
    sore,
    soreness,
)
from mtdesk.say.wellbeing.questionnaires import last_results
from mtdesk.tui.area import Area, Command
from mtdesk.tui.body.check_in import BodyMap
from mtdesk.tui.body.heatmap import ABOUT_DAYS, WEEKS_OF_DAYS, Heatmap
from mtdesk.tui.keys import key, take_back, with_keys
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Ask, Confirm, Field
from mtdesk.tui.parts.order import valued
from mtdesk.tui.parts.panels import Figures, Panel
from mtdesk.tui.parts.panes import Beside, Down, Scrolled, Words
from mtdesk.tui.parts.rows import Cell, Column, Rows, table

WEEKS_SHOWN = (12, 26, 52)  # `w` goes from one to the next
SPARK_CELLS = 13
ABOUT_CHECK_INS = "Your check-ins; the map shows the one you are on."
HOW = "Press {checkin}, or type in the bar on Today: body 5 mind 4 thumb-r 3"


class Body(Area):
    title = "Body"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("checkin", "check_in", "check-in"),
        key("open", "check_in", "check-in", show=False),
        key("edit", "edit", "edit"),
        key("delete", "remove", "remove"),
        key("wider", "weeks", "weeks", tooltip="12, 26 or 52 weeks of check-ins"),
        key("add", "questionnaire", "questionnaire"),
        key("lookback", "app.look_back", "look back", show=False),
    ]
    COMMANDS = (
        Command("Questionnaire", "Take one, an item at a time", "questionnaire", words="survey"),
    )
    HELP = "How worn out and how sore you said you are, and the hours your hands worked."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._weeks = WEEKS_SHOWN[0]
        self._check_ins: list[CheckIn] = []  # of the weeks shown, oldest first
        self._is_seen = False

    def compose(self) -> ComposeResult:
        with Scrolled(id="body-all", can_focus=False):
            with Beside():
                with Panel(
                    id="body-map-panel", classes="flat", foot="arrows site · enter check-in"
                ):
                    yield BodyMap(id="body-map")
                with Panel(id="body-trends", classes="right flat"):
                    yield Figures()
                    yield Words(id="body-words")
                    yield Chart(id="body-exhaustion", titled=False)
            with Panel(id="body-days", classes="flat", about=ABOUT_DAYS):
                yield Heatmap(id="body-year")
            with Beside():
                with Panel(id="body-check-ins", title="check-ins", about=ABOUT_CHECK_INS):
                    yield Rows(
                        Column("day", 11),
                        Column("body", 4, right=True),
                        Column("mind", 4, right=True),
                        Column("sleep", 6, right=True),
                        Column("sore", 28),
                        Column("note", 40),
                        id="body-history",
                        marks=True,
                    )
                with Down(id="body-side", classes="right"):
                    with Panel(id="body-where", title="where"):
                        yield Words(id="body-sites")
                    with Panel(id="body-asked", title="questionnaires", classes="flat"):
                        yield Words(id="body-about")

    def take_focus(self) -> None:
        self.query_one(BodyMap).focus(scroll_visible=False)

    def show_figures(self) -> None:
        desk, today = self.desk, self.desk.today
        first_weekday = desk.settings.first_weekday
        weeks = weeks_up_to(today, self._weeks, first_weekday)
        check_ins = desk.wellbeing.between(Period(weeks.start, today + timedelta(days=1)))
        self._check_ins = check_ins
        last = last_check_in(check_ins, self._weeks, today)
        said = last if check_ins else f"{last} {with_keys(self, HOW)}"
        self.query_one("#body-words", Static).update(
            Content.assemble(said, (f" {NOT_VALIDATED[:1].upper()}{NOT_VALIDATED[1:]}.", "$dim"))
        )
        self.query_one(Rows).fill(
            (each.id or 0, valued(check_in_row(each, today), {0: each.checked_on}))
            for each in reversed(check_ins)
        )
        self._show_map(check_ins[-1] if check_ins else None)
        if not self._is_seen:
            self._is_seen = True
            self.query_one(BodyMap).go_to_sorest()
        self.query_one("#body-sites", Static).update(self._sites())
        taken = last_results(desk.wellbeing.questionnaires.results_up_to(today), today)
        self.query_one("#body-about", Static).update(taken or "none taken yet")
        days = desk.week.days(weeks_up_to(today, WEEKS_OF_DAYS, first_weekday))
        limit = desk.settings.hands_on_minutes_a_day
        self.query_one(Heatmap).show(days, limit, today)
        self.query_one("#body-days", Panel).entitle(days_in_short(days, limit))
        self.query_one(Figures).show(*large_of_check_in(check_ins, today))
        self.query_one("#body-trends", Panel).entitle(f"you, {self._weeks} weeks, 0 to 10")
        drawn = pictures.exhaustion_by_week(check_ins, self._weeks, today, first_weekday)
        self.query_one(Chart).show(drawn)

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
        when = f"soreness, {human_day(day, self.desk.today)}" if day else "soreness"
        self.query_one("#body-map-panel", Panel).entitle(f"{when}, 0 to 10")

    def on_heatmap_opened(self, event: Heatmap.Opened) -> None:
        event.stop()
        self.open_rows("sessions", Period(event.day, event.day + timedelta(days=1)))

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
        """The check-in she is on, or all that are marked, as one."""
        picked = self.query_one(Rows).picked
        found = [each for each in self._check_ins if each.id in picked]
        if not found:
            return
        day = human_day(date.fromisoformat(found[0].checked_on), self.desk.today)
        one, several = f"check-in of {day}", counted(len(found), "check-in")
        what = one if len(found) == 1 else several

        def remove(yes: bool | None) -> None:
            if yes:
                with self.in_words():
                    with self.desk.as_one("remove", f"removal of {what}"):
                        for each in found:
                            self.desk.wellbeing.remove(each.id or 0)
                    self._changed(f"{what} removed; {take_back(self)}")

        question = f"Remove the check-in, {day}?" if len(found) == 1 else f"Remove {several}?"
        self.app.push_screen(Confirm(question), remove)

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
