"""Today: the entry bar, the day's sessions, the week in short, and what needs her."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from mtdesk.desk import Desk
from mtdesk.desk.sessions import Logged
from mtdesk.desk.week import Week
from mtdesk.model.money import Currency
from mtdesk.model.period import Period, human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.session import Visit
from mtdesk.say.ledger import spent_words
from mtdesk.say.sessions import FIRST_STEP, remove_question, removed_words
from mtdesk.say.week import NO_CHECK_IN as NONE_TODAY
from mtdesk.say.week import NOTHING_NEEDED, day_sentence, week_in_short, which_week
from mtdesk.say.wellbeing import check_in_words
from mtdesk.tui.area import AREAS, Area
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import TAKE_BACK
from mtdesk.tui.today import lines
from mtdesk.tui.today.day_sessions import DaySessions
from mtdesk.tui.today.entry_bar import EntryBar
from mtdesk.tui.today.needs import Needs

TYPE_IT = f"Type your first session above, for example:\n\n  {FIRST_STEP}"
NO_CHECK_IN = Reminder(level="", text=f"{NONE_TODAY}: press c")


class Today(Area):
    title = "Today"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("left_square_bracket,left", "move(-1)", "day"),
        ("right_square_bracket,right", "move(1)", "day"),
        ("t", "today", "today"),
        ("c", "check_in", "check-in"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day: date | None = None  # None is today, whichever day that is by now

    @property
    def day(self) -> date:
        return self._day or self.desk.today

    def compose(self) -> ComposeResult:
        yield EntryBar(self.desk)
        yield DaySessions(id="day")
        needs = Needs(id="needs")
        needs.border_title = "needs you"
        yield needs
        yield Static(id="week-so-far", markup=False)

    def take_focus(self) -> None:
        self.query_one(EntryBar).line.focus()

    def tell(self, words: str) -> None:
        self.query_one(EntryBar).rest_on(words)

    # -- figures

    def show_figures(self) -> None:
        desk, day = self.desk, self.day
        visits = desk.sessions.visits(day)
        listed = self.query_one(DaySessions)
        listed.show(visits, desk.settings.currency, self._beside(is_empty=not visits))
        when = human_day(day, desk.today)
        listed.border_title = f"{when} · {day_sentence(desk.week.day(day))}"
        listed.border_subtitle = _keys(visits)
        week = desk.week.of(day)
        shown = self.query_one("#week-so-far", Static)
        shown.border_title = which_week(week, desk.today)
        shown.update(
            _week_lines(week, desk.settings.currency, desk.settings.income_target_minor, desk.today)
        )
        digits = {title: place for place, title in enumerate(AREAS, 1)}
        self.query_one(Needs).show(self._needs(), digits)

    def _beside(self, *, is_empty: bool) -> str:
        """Below the sessions: the day's check-in and expenses; what to do where there are none."""
        desk, day = self.desk, self.day
        found = []
        if is_empty:
            is_new = not desk.sessions.between(limit=1)
            found.append(TYPE_IT if is_new else "no sessions on this day\n")
        check_in = desk.wellbeing.of_day(day)
        if check_in is not None:
            found.append(f"check-in  {check_in_words(check_in)}")
        for expense in desk.ledger.expenses(Period(day, day + timedelta(days=1))):
            words = spent_words(expense, desk.settings.currency, desk.settings.profile)
            found.append(f"spent     {words}")
        return names_of(self).said("\n".join(found))

    def _needs(self) -> list[Reminder]:
        """What needs her, and a check-in not made."""
        names = names_of(self)
        found = self.desk.week.reminders.needs()
        if names.is_hidden:
            found = [replace(each, text=names.said(each.text)) for each in found]
        if self.desk.wellbeing.of_day(self.desk.today) is None:
            found.append(NO_CHECK_IN)
        return found or [Reminder(level="", text=NOTHING_NEEDED)]

    def on_needs_pointed(self, event: Needs.Pointed) -> None:
        self.query_one(EntryBar).show_beside(event.text)

    def on_needs_chosen(self, event: Needs.Chosen) -> None:
        """Go to where it is dealt with: another area, a day here, or the check-in."""
        chosen = event.reminder
        if chosen is NO_CHECK_IN:
            self.action_check_in()
        elif chosen.area == self.title and chosen.day:
            day = date.fromisoformat(chosen.day)
            self._show_day(None if day == self.desk.today else day)
            listed = self.query_one(DaySessions)
            listed.focus()
            listed.highlight(chosen.subject or 0)
        elif chosen.area:
            self.post_message(self.Wanted(chosen))

    # -- days

    def action_move(self, days: int) -> None:
        moved = self.day + timedelta(days=days)
        self._show_day(None if moved == self.desk.today else moved)

    def action_today(self) -> None:
        self._show_day(None)

    def _show_day(self, day: date | None) -> None:
        self._day = day
        self.is_stale = True
        self.refresh_if_stale()

    # -- what the widgets ask for

    def on_entry_bar_saved(self) -> None:
        self.post_message(self.Changed())

    def on_entry_bar_left(self) -> None:
        self.query_one(DaySessions).focus()

    def on_entry_bar_form_wanted(self, event: EntryBar.FormWanted) -> None:
        from mtdesk.tui.today.form import SessionForm

        self.app.push_screen(SessionForm.of_line(self.desk, event.text), self._was_logged)

    def on_day_sessions_picked(self, event: DaySessions.Picked) -> None:
        if event.what == "remove":
            self._ask_remove(event.session.id or 0)
        elif event.what == "settle" and event.session.local_date <= self.desk.today.isoformat():
            self.query_one(EntryBar).begin(f"done {event.session.id} ")
        else:
            from mtdesk.tui.today.form import SessionForm

            with self.in_words():
                visit = self.desk.sessions.visit(event.session.id or 0)
                self.app.push_screen(SessionForm.of_visit(self.desk, visit), self._was_logged)

    def _was_logged(self, logged: Logged | None) -> None:
        if logged is not None:
            self.query_one(EntryBar).show_written(lines.logged(self.desk, logged, names_of(self)))
            self.post_message(self.Changed())

    def _ask_remove(self, session_id: int) -> None:
        from mtdesk.tui.parts.dialogs import Confirm

        with self.in_words():
            session = names_of(self).veiled(self.desk.sessions.get(session_id))
            question = remove_question(session, self.desk.today)
            self.app.push_screen(
                Confirm(question, yes="Remove", no="Keep"),
                lambda yes: self._remove(session_id) if yes else None,
            )

    def _remove(self, session_id: int) -> None:
        with self.in_words():
            session, _ = self.desk.sessions.remove(session_id)
            self.tell(f"removed {removed_words(session)}; {TAKE_BACK}")
            self.post_message(self.Changed())

    def action_check_in(self) -> None:
        from mtdesk.tui.body.check_in import open_check_in

        def written(words: str) -> None:
            self.tell(f"✓ {words}   {TAKE_BACK}")
            self.post_message(self.Changed())

        open_check_in(self.app, self.desk, written)


def _keys(visits: list[Visit]) -> str:
    if not visits:
        return "[ ] other days"
    settle = "enter done · " if any(each.session.status == "booked" for each in visits) else ""
    return f"[ ] day · {settle}e edit · d remove"


def _week_lines(week: Week, currency: Currency, target_minor: int | None, today: date) -> Content:
    """The week's figures, one a line: name, figure, what it is held against."""
    from mtdesk.charts import spark

    worked = [day.hands_on_minutes if day.day <= today else None for day in week.days]
    (name, figure, _), *others = week_in_short(week, currency, target_minor)
    rows = [(name, figure, spark(worked) if any(worked) else ""), *others]
    size = max(len(figure) for _, figure, _ in rows)
    parts: list[str | tuple[str, str]] = []
    for name, figure, beside in rows:
        parts += [
            (f"{name:<10}", "$dim"), (f"{figure:<{size}}", "bold"),
            (f"  {beside}\n", "$dim"),
        ]  # fmt: skip
    return Content.assemble(*parts).rstrip()
