"""Findings: what the figures say, each with its evidence, its rule and source, and one thing to do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mtdesk.desk import pictures
from mtdesk.model.finding import MARKS
from mtdesk.model.period import Period, days_before
from mtdesk.tui.area import Area
from mtdesk.tui.widgets.chart import Chart
from mtdesk.tui.widgets.finding import LEVEL_CELLS, STYLES

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from mtdesk.desk import Desk
    from mtdesk.desk.review import Risk
    from mtdesk.model.finding import Finding
    from mtdesk.model.series import Series


def finding_words(finding: Finding) -> Content:
    """`● watch    5 of the last 28 days were over your 4 h hands-on …`, whole however long."""
    mark = f"{MARKS[finding.level]} {finding.level}".ljust(LEVEL_CELLS)
    return Content.assemble((mark, STYLES[finding.level]), "  ", finding.message)


class Findings(Area):
    title = "Findings"
    BINDINGS: ClassVar[list[BindingType]] = [("e", "explain", "explain")]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._explained = False

    def compose(self) -> ComposeResult:
        yield VerticalScroll(id="findings-list")

    def take_focus(self) -> None:
        self.query_one("#findings-list").focus()

    def show_figures(self) -> None:
        risk = self.desk.review.risk()
        blocks = [
            Block(
                finding,
                evidence(self.desk, finding, risk.as_of),
                _details(finding, self.desk.settings.limits.disabled),
            )
            for finding in risk.findings
        ]
        scroll = self.query_one("#findings-list", VerticalScroll)
        with self.app.batch_update():
            scroll.remove_children()
            scroll.mount_all([Static(_heading(risk), classes="heading"), *blocks])
            scroll.set_class(self._explained, "-explained")

    def action_explain(self) -> None:
        self._explained = not self._explained
        self.query_one("#findings-list").set_class(self._explained, "-explained")


class Block(Vertical):
    """One finding: the sentence, its evidence drawn, what to do, its source; explained, all of it."""

    def __init__(self, finding: Finding, series: Series | None, details: Content) -> None:
        super().__init__(classes=f"-{finding.level}")
        self._finding = finding
        self._series = series
        self._details = details

    def compose(self) -> ComposeResult:
        yield Static(finding_words(self._finding))
        if self._series is not None:
            yield Chart()
        yield Static(_advice(self._finding), classes="advice")
        yield Static(self._details, classes="details")

    def on_mount(self) -> None:
        if self._series is not None:
            self.call_after_refresh(self.query_one(Chart).show, self._series)


def evidence(desk: Desk, finding: Finding, as_of: date) -> Series | None:
    """What the finding was read from, drawn, where a drawing shows it."""
    last_28 = days_before(as_of, 28)
    if finding.rule == "hands_on_day":
        limit = desk.settings.hands_on_minutes_a_day
        return pictures.hours_by_day(desk.review.days(last_28), limit, as_of)
    if finding.rule == "against_usual":
        return pictures.load_by_day(desk.review.days(last_28), as_of)
    if finding.rule == "sore_site":
        limits = finding.evidence["limits"]
        since = as_of - timedelta(days=limits["sore_days"] - 1)
        check_ins = desk.wellbeing.between(Period(since, as_of + timedelta(days=1)))
        return pictures.soreness_of_site(check_ins, finding.evidence["site"], limits["sore_level"])
    return None


def _heading(risk: Risk) -> Content:
    if risk.findings:
        count = "1 finding" if len(risk.findings) == 1 else f"{len(risk.findings)} findings"
        return Content.assemble(
            (count, "bold"), " today, the most pressing first; words about your figures, no verdict"
        )
    if risk.level == "unknown":
        return Content(
            "Nothing to say yet. Log a session in the bar on Today, for example: "
            "ana swedish 60m 90+15 card e4"
        )
    return Content(f"{MARKS['clear']} clear   no rule has anything to say today")


def _advice(finding: Finding) -> Content:
    return Content.assemble(
        ("to do   ", "bold"), finding.advice, "\n", ("source  ", "bold"), finding.source
    )


def _details(finding: Finding, disabled: frozenset[str]) -> Content:
    """The rule, its evidence in figures, its thresholds as settings, and how to switch it off."""
    figures = ", ".join(
        f"{key.replace('_', ' ')} {_figure(value)}"
        for key, value in finding.evidence.items()
        if key != "limits" and value is not None
    )
    limits = finding.evidence.get("limits", {})
    thresholds = ", ".join(f"{key} {value:g}" for key, value in limits.items())
    off = " ".join(sorted({*disabled, finding.rule}))
    return Content.assemble(
        ("rule    ", "bold"),
        f"{finding.rule}, evidence since {finding.since}\n",
        ("from    ", "bold"),
        f"{figures}\n",
        ("limits  ", "bold"),
        f"{thresholds}; to change one: mtdesk settings KEY VALUE\n",
        ("off     ", "bold"),
        f'mtdesk settings disabled_rules "{off}"',
    )


def _figure(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value)
