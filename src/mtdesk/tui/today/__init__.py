"""Today: the entry bar, the day's sessions, the week in short, and what needs her."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import OptionList

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.say.sessions import FIRST_STEP, remove_question, removed_words
from mtdesk.say.week import day_sentence, large_of_day
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key, take_back
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.panels import Figures, Panel, is_roomy, keys
from mtdesk.tui.parts.panes import Across, Down
from mtdesk.tui.today.day_sessions import DaySessions
from mtdesk.tui.today.entry_bar import EntryBar

if TYPE_CHECKING:
    from mtdesk.desk.sessions import Logged
    from mtdesk.model.wellbeing import CheckIn
    from mtdesk.tui.today.around import Around
    from mtdesk.tui.today.closing import ClosingPane
    from mtdesk.tui.today.needs import Needs

CLOCK_SECONDS = 60
TYPE_IT = f"Type your first session above, for example:\n\n  {FIRST_STEP}"
BORDER = 4  # cells of a panel's edge that its name cannot have
ABOUT_DAY = (
    "The day's sessions, in order of time. enter opens one, and settles a booking; a pause under "
    "15 min stands between two. ~ is an estimate: of effort where you said none, of a price never said."
)


class Today(Area):
    title = "Today"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("earlier", "move(-1)", "day"),
        key("later", "move(1)", "day"),
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        key("now", "today", "today"),
        key("checkin", "check_in", "check-in"),
        key("add", "add", "add", tooltip="a session, as a form"),
    ]
    HELP = "The day: log in the bar, see its sessions, and what needs you."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day: date | None = None  # None is today, whichever day that is by now
        self._around: Around | None = None
        self._drawn_at: Size | None = None
        self._said = ("", "")  # the day, and how full it is
        self._figures: tuple[tuple[str, ...], ...] = ()  # what is large of it

    @property
    def day(self) -> date:
        return self._day or self.desk.today

    def compose(self) -> ComposeResult:
        """What is seen first: the line to type in and the day."""
        yield EntryBar(self.desk)
        with Across(classes="columns"):
            with (
                Down(classes="column main", id="today-main"),
                Panel(id="day-panel", classes="fill", about=ABOUT_DAY),
            ):
                yield Figures()
                yield DaySessions(id="day")
            yield Down(classes="column side")

    async def fill(self) -> None:
        """What stands around the day."""
        from mtdesk.tui.today.around import Around

        around = Around(self)
        await around.mount()
        self._around = around
        self.is_stale = True

    def on_mount(self) -> None:
        self.set_interval(CLOCK_SECONDS, self._look_at_the_clock)

    def _look_at_the_clock(self) -> None:
        """A booking's time passes, and the evening comes, without anything being written."""
        with suppress(MtdeskError):  # the area says what is wrong with the file
            if self._around and self._around.is_late:
                self.is_stale = True
        if self.display:
            self.refresh_if_stale()

    def take_focus(self) -> None:
        self.query_one(EntryBar).line.focus()

    def tell(self, words: str) -> None:
        """Under the line, where nothing covers it."""
        if self.app.screen is self.screen:
            self.query_one(EntryBar).rest_on(words)
        else:
            super().tell(words)

    # -- figures

    def show_figures(self) -> None:
        desk, day = self.desk, self.day
        visits = desk.sessions.visits(day)
        listed = self.query_one(DaySessions)
        self._welcome(is_new=not visits and desk.practice.is_new)
        currency, of_day = desk.settings.currency, desk.week.day(day)
        listed.show(visits, currency, self._beside(of_day.check_in, is_empty=not visits))
        self._figures = tuple(large_of_day(of_day, visits, currency)) if visits else ()
        self._said = (human_day(day, desk.today), day_sentence(of_day))
        self._name_day()
        panel = self.query_one("#day-panel", Panel)
        panel.foot(keys(("enter", "done")) if of_day.booked_minutes else "")
        if self._around is not None:
            self._around.show(day)

    def on_resize(self, event: Resize) -> None:
        if event.size != self._drawn_at:  # it comes, too, when the area is shown again
            self._drawn_at = event.size
            self.call_after_refresh(self._name_day)
            if self._around is not None:
                self._around.draw()

    def _name_day(self) -> None:
        """The day and how full it is, on the edge of its panel; below its figures where that is too long."""
        (when, sentence), panel = self._said, self.query_one("#day-panel", Panel)
        is_long = is_roomy(self.app) and len(when) + len(sentence) > panel.size.width - BORDER
        panel.entitle(when if is_long else f"{when} · {sentence}")
        self.query_one(Figures).show(*self._figures, words=sentence if is_long else "")

    def _beside(self, check_in: CheckIn | None, *, is_empty: bool) -> str:
        """Below the sessions: the day's check-in and expenses; what to do where there are none."""
        found = []
        if is_empty:
            is_new = not self.desk.sessions.between(limit=1)
            found.append(TYPE_IT if is_new else "no sessions on this day\n")
        if check_in is not None:
            from mtdesk.say.wellbeing import check_in_words

            found.append(f"check-in  {check_in_words(check_in)}")
        if self._around is not None:
            found += self._around.spent(self.day)
        return names_of(self).said("\n".join(found))

    def on_needs_pointed(self, event: Needs.Pointed) -> None:
        self.query_one(EntryBar).show_beside(event.text)

    def on_needs_chosen(self, event: Needs.Chosen) -> None:
        """Go to where it is dealt with: another area, a day here, or the check-in."""
        from mtdesk.tui.today.needs import CHECK_IN

        chosen = event.reminder
        if chosen.sign == CHECK_IN:
            self.action_check_in()
        elif chosen.area == self.title and chosen.day:
            self.show_reminder(chosen)
        elif chosen.area:
            self.post_message(self.Wanted(chosen))

    def show_reminder(self, reminder: Reminder) -> None:
        """Its day, and the session whose number it names."""
        if reminder.day:
            self.go_to(date.fromisoformat(reminder.day))
            self.query_one(DaySessions).highlight(reminder.subject or 0)

    # -- the first time

    def _welcome(self, *, is_new: bool) -> None:
        """The first questions stand on top until they were answered or skipped."""
        if is_new == self.has_class("-new"):
            return
        self.set_class(is_new, "-new")
        if is_new:
            from mtdesk.tui.today.welcome import Welcome

            self.query_one("#today-main").mount(Welcome(self), before=0)
        else:
            self.query("Welcome").remove()
            self.take_focus()

    def on_entry_bar_nothing_typed(self) -> None:
        """Enter in an empty bar answers the first questions, where they are asked."""
        if self._to_welcome():
            self.query_one("Questions", OptionList).action_select()

    def _to_welcome(self) -> bool:
        asked = self.query("Questions")
        asked.focus()
        return bool(asked)

    # -- closing the day

    def on_asked_left(self) -> None:
        self.query_one(EntryBar).line.focus()

    def on_closing_pane_written(self, event: ClosingPane.Written) -> None:
        self.tell(f"✓ {event.words}   {take_back(self)}")
        self.post_message(self.Changed())

    def on_closing_pane_wanted(self, event: ClosingPane.Wanted) -> None:
        if event.asked.kind == "check_in":
            self.action_check_in()
        else:
            self.query_one(EntryBar).begin(f"done {event.asked.session} ")

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
        if not self._to_welcome():
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

    def on_day_sessions_picked_several(self, event: DaySessions.PickedSeveral) -> None:
        from mtdesk.tui.today.several import ask_of, remove

        (remove if event.what == "remove" else ask_of)(self, event.visits, self._did)

    def _did(self, words: str) -> None:
        """Something was done to all that were marked."""
        self.query_one(DaySessions).unmark()
        self.tell(f"{words}; {take_back(self)}")
        self.post_message(self.Changed())

    def _was_logged(self, logged: Logged | None) -> None:
        if logged is not None:
            from mtdesk.tui.today import lines

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
            self.tell(f"removed {removed_words(session)}; {take_back(self)}")
            self.post_message(self.Changed())

    def action_add(self) -> None:
        from mtdesk.tui.today.form import SessionForm

        self.app.push_screen(SessionForm.of_line(self.desk, ""), self._was_logged)

    def go_to(self, day: date) -> None:
        self._show_day(None if day == self.desk.today else day)
        self.query_one(DaySessions).focus()
