"""The body: exhaustion and soreness as she said them, check-in by check-in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.table import Table
from rich.text import Text
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from mtdesk import charts
from mtdesk.desk import pictures
from mtdesk.model.period import days_before, human_day
from mtdesk.model.wellbeing import SITES
from mtdesk.tui.area import Area
from mtdesk.tui.dialogs.ask import Ask, Field
from mtdesk.tui.dialogs.check_in import CheckInDialog
from mtdesk.tui.dialogs.confirm import Confirm
from mtdesk.tui.widgets.beside import Beside
from mtdesk.tui.widgets.chart import Chart
from mtdesk.tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from mtdesk.model.wellbeing import CheckIn

WEEKS_DRAWN = 12
BAR_CELLS = 8
EMPTY = (
    "No check-in in the last 12 weeks. Press c, or type in the bar on Today: "
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
        ("e", "edit", "edit"),
        ("d", "remove", "remove"),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body-all", can_focus=False):
            yield Static(id="body-words", markup=False)
            with Beside():
                with Vertical(classes="drawn"):
                    yield Chart(id="body-exhaustion")
                    yield Static(pictures.NOT_VALIDATED, classes="about", markup=False)
                yield Static(id="body-sites", markup=False)
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
        self.query_one(Rows).take_focus()

    def show_figures(self) -> None:
        desk, today = self.desk, self.desk.today
        limits = desk.settings.limits
        check_ins = desk.wellbeing.between(days_before(today, 7 * WEEKS_DRAWN + 6))
        self.query_one("#body-words", Static).update(_words(check_ins, today))
        sites = soreness(check_ins, today, limits.sore_days, limits.sore_level)
        self.query_one("#body-sites", Static).update(
            _sites(sites, today, limits.sore_days, limits.sore_level) if check_ins else ""
        )
        self.query_one(Rows).fill((each.id or 0, _row(each, today)) for each in reversed(check_ins))
        drawn = pictures.exhaustion_by_week(
            check_ins, WEEKS_DRAWN, today, desk.settings.first_weekday
        )
        self.call_after_refresh(self.query_one("#body-exhaustion", Chart).show, drawn)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if event.index:  # the first row is under the cursor before she has looked around
            event.rows.scroll_visible()

    # -- keys

    def action_check_in(self) -> None:

        def said(words: str | None) -> None:
            if words:
                self._changed(words)

        self.app.push_screen(CheckInDialog(self.desk), said)

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
        if key is None:
            return None
        shown = self.desk.wellbeing.between(days_before(self.desk.today, 7 * WEEKS_DRAWN + 6))
        return next((each for each in shown if each.id == key), None)

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


def _words(check_ins: Sequence[CheckIn], today: date) -> str:
    if not check_ins:
        return EMPTY
    last = check_ins[-1]
    day = human_day(date.fromisoformat(last.checked_on), today)
    asked = [
        f"{name} {rating:g}"
        for name, rating in (("body", last.body), ("mind", last.mind))
        if rating is not None
    ]
    said = f": {', '.join(asked)} of 10" if asked else ""
    return f"Last check-in {day}{said}; {len(check_ins)} in 12 weeks."


def _sites(sites: list[Soreness], today: date, days: int, level: int) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("soreness of 10", no_wrap=True)
    table.add_column("last", justify="right", no_wrap=True)
    table.add_column("", width=BAR_CELLS, no_wrap=True)
    table.add_column("said", no_wrap=True)
    table.add_column(f"max {days} d", justify="right", no_wrap=True)
    table.add_column(f"{level}+ times", justify="right", no_wrap=True)
    for each in sites:
        table.add_row(
            Text(pictures.site_words(each.site)),
            Text(str(each.last)),
            Text(charts.bar(each.last, 10, BAR_CELLS)),
            Text(human_day(date.fromisoformat(each.last_on), today)),
            Text("–" if each.most is None else str(each.most)),
            Text(str(each.times)),
        )
    if not sites:
        table.add_row(Text("no site named"))
    return table


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
