"""Findings: what the figures say, each with its evidence, its rule and source, and one thing to do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mtdesk.model.finding import LEVELS, MARKS
from mtdesk.model.period import Period, days_before, short_day
from mtdesk.say import pictures
from mtdesk.tui.area import Area
from mtdesk.tui.parts.beside import Beside
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.hanging import Hanging, Said
from mtdesk.tui.parts.level import LEVEL_CELLS, STYLES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from mtdesk.desk import Desk
    from mtdesk.insight.findings import Changes
    from mtdesk.model.finding import Finding
    from mtdesk.model.reminder import Reminder
    from mtdesk.model.series import Series
    from mtdesk.tui.findings.dialogs import Answer

_FAINT = "$text-muted"
WEEKS_DRAWN = 26  # of what rises over weeks
FEWEST_DAYS = 14  # of a row of days worked, so that the days off before it are seen


def said(finding: Finding) -> Said:
    """`● watch`, and beside it the sentence, whole however long."""
    mark = f"{MARKS[finding.level]} {finding.level}".ljust(LEVEL_CELLS)
    return Said(mark, finding.message, STYLES[finding.level])


class Findings(Area):
    title = "Findings"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("a", "acknowledge", "acknowledge"),
        ("e", "explain", "why"),
        ("s", "settings", "rule"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rules: list[Rule] = []  # those shown now: a query still finds the ones being removed

    def compose(self) -> ComposeResult:
        yield VerticalScroll(id="findings-list", can_focus=False)

    def take_focus(self) -> None:
        if self._rules:
            self._rules[0].focus()

    def show_reminder(self, reminder: Reminder) -> None:
        """The finding that says what the reminder says."""
        for rule in self._rules:
            if isinstance(rule, Block) and rule.finding.message == reminder.text:
                rule.focus()

    def show_figures(self) -> None:
        desk = self.desk
        changes = desk.findings.changes()
        found = sorted((*changes.new, *changes.still), key=_order)
        new = {(each.rule, each.subject) for each in changes.new}
        rules: list[Rule] = [
            Block(
                finding,
                None if finding.acknowledged else evidence(desk, finding, desk.today),
                is_new=(finding.rule, finding.subject) in new,
            )
            for finding in found
        ]
        rules += [Off(rule) for rule in desk.settings.get("disabled_rules").split()]
        gone = [Hanging([_gone(each)]) for each in changes.gone]
        heading = Static(_heading(desk, changes), classes="heading", markup=False)
        place = self._place
        self._rules = rules
        scroll = self.query_one("#findings-list", VerticalScroll)
        with self.app.batch_update():
            scroll.remove_children()
            scroll.mount_all([heading, *rules, *gone])
        if place is not None and rules:
            self.call_after_refresh(rules[min(place, len(rules) - 1)].focus)

    @property
    def _chosen(self) -> Rule | None:
        """The finding that has the focus, or the first."""
        rules = self._rules
        return next((each for each in rules if each.has_focus), rules[0] if rules else None)

    @property
    def _place(self) -> int | None:
        """Where the focus is, as a place among the findings; None while it is elsewhere."""
        return next((i for i, each in enumerate(self._rules) if each.has_focus), None)

    # -- keys

    def action_acknowledge(self) -> None:
        from mtdesk.tui.findings.dialogs import Acknowledge

        chosen = self._chosen
        if not isinstance(chosen, Block):
            return
        finding = chosen.finding

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                with self.in_words():
                    self._acknowledge(finding, answer)

        weeks = int(self.desk.settings.limits.snooze_weeks)
        self.app.push_screen(Acknowledge(finding.message, weeks), answered)

    def _acknowledge(self, finding: Finding, answer: Answer) -> None:
        self.desk.findings.acknowledge(
            finding.rule, finding.subject, note=answer.note, new_usual=answer.new_usual
        )
        what = "called your new usual" if answer.new_usual else "acknowledged"
        self.tell(f"{finding.rule} {what}; ctrl+z undoes it")
        self.post_message(self.Changed())

    def action_explain(self) -> None:
        from mtdesk.tui.findings.dialogs import Explain

        chosen = self._chosen
        if chosen is not None:
            with self.in_words():
                self.app.push_screen(Explain(self.desk.findings.explain(chosen.rule)))

    def action_settings(self) -> None:
        from mtdesk.tui.findings.dialogs import rule_settings

        def answered(saved: bool | None) -> None:
            if saved:
                self.post_message(self.Changed())

        chosen = self._chosen
        if chosen is not None:
            with self.in_words():
                self.app.push_screen(rule_settings(self.desk, chosen.rule), answered)


class Rule(Vertical, can_focus=True):
    """Something on the list that a rule stands behind; arrows go from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [  # here, before the list's own arrows, which scroll
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, rule: str, classes: str) -> None:
        super().__init__(classes=classes)
        self.rule = rule


class Off(Rule):
    """A rule that is switched off."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule, classes="-off")

    def compose(self) -> ComposeResult:
        yield Hanging([Said("off".ljust(LEVEL_CELLS), f"{self.rule}; s switches it on", _FAINT)])


class Block(Rule):
    """One finding: the sentence, what to do, its rule and source, and its evidence drawn."""

    def __init__(self, finding: Finding, series: Series | None, *, is_new: bool) -> None:
        super().__init__(finding.rule, f"-{'seen' if finding.acknowledged else finding.level}")
        self.finding = finding
        self._series = series
        self._is_new = is_new

    def compose(self) -> ComposeResult:
        with Beside():
            yield Hanging(self._said())
            if self._series is not None:
                yield Chart()

    def on_mount(self) -> None:
        if self._series is not None:
            self.query_one(Chart).show(self._series)

    def _said(self) -> list[Said]:
        finding = self.finding
        if finding.acknowledged:
            return [
                Said("seen", finding.message, _FAINT, _FAINT),
                Said("", finding.standing, "", _FAINT),
            ]
        new = ", new since last week" if self._is_new else ""
        since = short_day(date.fromisoformat(finding.since))
        return [
            said(finding),
            Said("to do", finding.advice),
            Said("rule", f"{finding.rule}, evidence since {since}{new}", _FAINT, _FAINT),
            Said("source", finding.source, _FAINT, _FAINT),
        ]


def evidence(desk: Desk, finding: Finding, as_of: date) -> Series | None:
    """What the finding was read from, drawn, where a drawing shows it."""
    settings = desk.settings
    limit = settings.hands_on_minutes_a_day
    if finding.rule == "hands_on_day":
        return pictures.hours_by_day(desk.week.days(days_before(as_of, 28)), limit, as_of)
    if finding.rule == "no_rest_day":
        days = max((as_of - date.fromisoformat(finding.since)).days + 7, FEWEST_DAYS)
        return pictures.hours_by_day(desk.week.days(days_before(as_of, days)), limit, as_of)
    if finding.rule == "against_usual":
        return pictures.load_by_day(desk.week.days(days_before(as_of, 28)), as_of)
    if finding.rule == "rising_load":
        return pictures.load_by_week(desk.week.weeks(WEEKS_DRAWN, as_of), as_of)
    if finding.rule == "take_home":
        return _take_home(desk, as_of)
    if finding.rule == "sore_site":
        limits = settings.limits
        since = as_of - timedelta(days=limits.sore_days - 1)
        check_ins = desk.wellbeing.between(Period(since, as_of + timedelta(days=1)))
        return pictures.soreness_of_site(check_ins, finding.subject, limits.sore_level)
    if finding.rule in {"rising_body", "rising_mind", "rising_soreness"}:
        first_weekday = settings.first_weekday
        since = pictures.weeks_up_to(as_of, WEEKS_DRAWN, first_weekday)[0]
        check_ins = desk.wellbeing.between(Period(since, as_of + timedelta(days=1)))
        if finding.rule == "rising_soreness":
            by_week = pictures.check_ins_by_week(check_ins, WEEKS_DRAWN, as_of, first_weekday)
            return pictures.soreness_of_weeks(by_week, finding.subject, settings.limits.sore_level)
        asked = [finding.rule.removeprefix("rising_")]
        return pictures.exhaustion_by_week(check_ins, WEEKS_DRAWN, as_of, first_weekday, asked)
    return None


def _take_home(desk: Desk, as_of: date) -> Series:
    """Take-home per working hour of the last twelve months."""
    months = desk.year.figures.months(
        Period(as_of.replace(day=1) - timedelta(days=330), as_of + timedelta(days=1))
    )
    unpaid = pictures.unpaid_by_month(desk, months)
    return pictures.take_home_by_month(months, unpaid, desk.settings.currency, as_of)


# -- words


def _order(finding: Finding) -> tuple[bool, int]:
    """The most pressing first, what she has acknowledged last."""
    return finding.acknowledged, -LEVELS.index(finding.level)


def _heading(desk: Desk, changes: Changes) -> Content:
    changed = f"since last week: {len(changes.new)} new, {len(changes.gone)} gone"
    standing = sum(not each.acknowledged for each in (*changes.new, *changes.still))
    if standing:
        count = "1 finding" if standing == 1 else f"{standing} findings"
        return Content.assemble(
            (f"{count} today", "bold"), f"; {changed}. Words about your figures, no verdict."
        )
    if not desk.sessions.between(limit=1):
        return Content(
            "Nothing to say yet. Log a session in the bar on Today, for example: "
            "ana swedish 60m 90+15 card e4"
        )
    return Content(f"{MARKS['clear']} clear   no rule has anything to say today; {changed}")


def _gone(finding: Finding) -> Said:
    return Said("gone".ljust(LEVEL_CELLS), finding.message, "$text-success", _FAINT)
