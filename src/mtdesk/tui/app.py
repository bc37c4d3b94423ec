"""The dashboard: areas in one frame, the keys that work everywhere, and a look at the file."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import ContentSwitcher

from mtdesk.desk import Desk
from mtdesk.desk.opened.meanwhile import Eyes
from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.keys import chosen
from mtdesk.model.names import LEFT_OUT
from mtdesk.model.period import long_day
from mtdesk.say.unsaid import left_out_words
from mtdesk.tui import themes
from mtdesk.tui.area import AREAS, Area
from mtdesk.tui.everywhere import Everywhere
from mtdesk.tui.keys import key, keymap
from mtdesk.tui.names import Names
from mtdesk.tui.parts.frame import Frame
from mtdesk.tui.parts.ground import Ground
from mtdesk.tui.parts.job import Jobs
from mtdesk.tui.parts.lines import AreasLine, KeysLine
from mtdesk.tui.parts.lock import Locks
from mtdesk.tui.parts.panes import Bare
from mtdesk.tui.parts.prepare import Prepares
from mtdesk.tui.parts.turns import InTurn
from mtdesk.tui.signals import Ended
from mtdesk.tui.today import Today
from mtdesk.tui.today.entry_bar import EntryBar
from mtdesk.tui.watch import Watch

LOOK_SECONDS = 0.5  # how often the file is looked at for what the command line wrote


class Switcher(Bare, ContentSwitcher):
    """The areas, of which one is shown."""


class Dashboard(Locks, Jobs, Prepares, Everywhere, InTurn, Frame):
    TITLE = "mtdesk"
    CSS_PATH = "app.tcss"
    ALLOW_IN_MAXIMIZED_VIEW = "KeysLine, JobLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"area('{title}')", f"go to {title}", show=False)
            for number, title in enumerate(AREAS, 1)
        ),
        key("log", "log", "log"),
        key("help", "help", "help"),
        key("undo", "undo", "undo", show=False),
        key("redo", "redo", "redo", show=False),
        key("goto", "goto", "go to a date", show=False),
        key("search", "search", "search", show=False),
        key("checkin", "check_in", "check-in", show=False),
        key("incident", "incident", "record an incident", show=False),
        key("jump", "jump", "jump to a place by its letter", show=False),
        key("maximise", "maximise", "this panel alone; again: all", show=False),
        key("settings", "settings", "settings", show=False),
        key("picture", "picture_here", "save this panel, or the screen, as a picture", show=False),
        Binding(
            "ctrl+n", "names(True)", "hide names", priority=True, show=False, id="hide-anywhere"
        ),
        Binding("ctrl+n", "names(False)", "show names", priority=True, id="hide-anywhere"),
        key("hide", "toggle_names", "hide or show names", show=False),
        key("lock", "lock", "lock the screen", show=False, priority=True),
        key("redraw", "redraw", "draw the screen anew", show=False, priority=True),
        key("quit", "quit", "quit", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.names = Names(desk)
        self.eyes = desk.eyes = Eyes()
        self.ended = Ended()
        self.given: dict[str, str] = {}  # the keys that she gave to commands
        self._of_table = self._bindings
        self.sorts: dict[str, int | None] = {}  # by which column each table is
        self._is_unseen = False  # whether something was shown anew behind a dialog
        LEFT_OUT.clear()
        self._written: int | None = (
            None  # the last operation after which the day's copy was asked for
        )
        self._watch = Watch(desk)
        self._worn = ""  # the theme of the settings; none is as bright as the terminal
        self.theme = themes.of_terminal()
        self._wear()
        self._take_keys()

    def get_default_screen(self) -> Screen[None]:
        return Ground(id="_default")

    def compose(self) -> ComposeResult:
        self.take_form(self.size)  # before there is anything whose style would have to change
        yield AreasLine(AREAS, is_sample=self.desk.is_sample)
        with Switcher(initial=Today.title.lower()):
            yield Today(self.desk)
        yield KeysLine()

    def on_mount(self) -> None:
        self.query_one(AreasLine).current = Today.title
        self._watch.has_changed()  # from here on
        self._see()
        self._show_day()
        self.area.refresh_if_stale()

    async def on_ready(self) -> None:
        """The day is on the screen: now what stands around it, and then all that can wait."""
        with self.batch_update():
            await self.area.fill()
            self.area.refresh_if_stale()
        self.call_after_refresh(self._was_shown)

    def watch_app_focus(self, focus: bool) -> None:
        """In a browser the first screen is shown before the page has the focus: nothing on it has it."""
        if focus and self.query(ContentSwitcher) and self.screen.focused is None:
            self.area.take_focus()

    def _was_shown(self) -> None:
        self.set_interval(LOOK_SECONDS, self._look)
        self.begin_locking()
        self.call_later(self._tidy)
        if self.is_web:
            from mtdesk.tui.web.tab import end_with_server

            end_with_server(self)
        if not (self.is_headless or self.is_web):  # whose driver heeds them
            self.ended.heed(self)
        if not self.is_headless:  # nobody waits for a digit in a test
            self.begin_preparing()

    # -- the look

    def _wear(self) -> None:
        """The theme chosen for this practice; as bright as the terminal where none was."""
        try:
            chosen = self.desk.settings.get("theme")
        except MtdeskError:
            return  # the area says what is wrong with the file
        if chosen == self._worn:
            return
        self._worn = chosen
        if chosen and chosen not in self.available_themes:
            self.call_later(self.notify, f"There is no theme “{chosen}”; ctrl+p, Theme lists them.")
        self.theme = self._theme_worn

    @property
    def _theme_worn(self) -> str:
        known = self._worn in self.available_themes
        return self._worn if known else themes.of_terminal()

    def watch_theme(self, name: str) -> None:
        """Remember what she chose."""
        if name == self._theme_worn or not self.desk.exists:
            return
        try:
            self.desk.practice.set("theme", name)
            self._worn = name
        except MtdeskError as error:
            self.notify(error.message, severity="error", markup=False)

    def _take_keys(self) -> None:
        """The keys of the settings; what they cannot be is said, and those of the table hold."""
        try:
            self.given = chosen(self.desk.settings.get("keys"))
        except InvalidError as error:
            self.given = {}
            self.call_later(self.notify, f"{error.message}; the keys are as help lists them.")
        except MtdeskError:
            return
        mapped = keymap(self.given)
        # Before the bar is asked which keys are letters to it: Textual asks it of the keys before.
        self._bindings = self._of_table.copy()
        self._bindings.apply_keymap(mapped)
        self.set_keymap(mapped)

    # -- areas

    @property
    def area(self) -> Area:
        """The area that is shown."""
        shown = self.query_one(ContentSwitcher).visible_content
        if not isinstance(shown, Area):
            raise TypeError
        return shown

    async def action_area(self, title: str) -> None:
        switcher = self.query_one(ContentSwitcher)
        if not self.is_built(title):
            await self.build(title)
        switcher.current = title.lower()
        self.query_one(AreasLine).current = title
        self.area.refresh_if_stale()
        self.area.take_focus()

    async def on_areas_line_chosen(self, event: AreasLine.Chosen) -> None:
        await self.action_area(event.title)

    async def on_area_wanted(self, event: Area.Wanted) -> None:
        await self.action_area(event.reminder.area)
        self.area.show_reminder(event.reminder)

    def on_area_changed(self) -> None:
        if self._stands:
            self.refresh_areas()

    def refresh_areas(self) -> None:
        """Show the area anew, and the others when they are looked at."""
        if self.is_covered:
            return  # they are, when it is opened
        self._see()
        for area in self.query(Area):
            area.is_stale = True
        self._wear()
        self._take_keys()
        self._show_day()
        self.area.refresh_if_stale()

    def _see(self) -> None:
        """What is shown from here on is seen; a dialog that is open still shows what it showed."""
        if len(self.screen_stack) == 1:
            self._is_unseen = False
            try:
                self.eyes.look(self.desk.book)
            except MtdeskError:
                return  # the area says what is wrong with the file
        else:
            self._is_unseen = True

    @property
    def _stands(self) -> bool:
        """Not once it is taken down: its widgets go before its timers and messages do."""
        stack = self.screen_stack
        return bool(stack) and any(isinstance(each, AreasLine) for each in stack[0].children)

    def _look(self) -> None:
        if not self._stands:
            return
        if self._is_unseen and len(self.screen_stack) == 1:
            self.refresh_areas()
        if words := self._watch.another(is_free=len(self.screen_stack) == 1):
            self.notify(words, severity="warning", markup=False, timeout=30)
        if self._watch.has_changed():
            self.refresh_areas()
        if self.desk.written != self._written:
            self._written = self.desk.written
            self._copy()

    def _tidy(self) -> None:
        """Take away what was left of what was killed, and say what opening the file found to say."""
        from mtdesk.tui.files import begin

        begin(self)

    def _copy(self) -> None:
        """The day's copy, where it is not there yet."""
        try:
            if self.desk.wants_copy:
                from mtdesk.tui.files import copy

                copy(self)
        except MtdeskError:
            return  # the area says what is wrong with the file

    def _show_day(self) -> None:
        try:
            self.query_one(AreasLine).day = long_day(self.desk.today)
        except MtdeskError:
            self.query_one(AreasLine).day = ""  # the area says what is wrong with the file

    # -- keys that work everywhere

    async def action_log(self) -> None:
        await self.action_area(Today.title)

    async def action_check_in(self) -> None:
        await self.area.run_action("check_in")

    async def action_incident(self) -> None:
        await self.action_area("Incidents")
        await self.area.run_action("record")

    def action_toggle_names(self) -> None:
        self.action_names(not self.names.is_hidden)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of the two things that ctrl+n may do, the one that would change something."""
        if action == "names" and not self.is_covered:
            return self.names.is_hidden is not parameters[0]
        return super().check_action(action, parameters)

    def action_names(self, hide: bool) -> None:
        """Hide every client's name and the words said about them, at once; or show them again."""
        self.names.is_hidden = hide
        for dialog in self.screen_stack[1:]:  # one that was open already keeps what is in it
            dialog.set_class(hide, "-covered")
        self.clear_notifications()
        for bar in self.query(EntryBar):
            bar.names_changed()
        self.refresh_areas()
        self.refresh_bindings()

    def notify(self, message: str, **options: Any) -> None:
        if LEFT_OUT:
            message = f"{message}; {left_out_words(LEFT_OUT)}"
            LEFT_OUT.clear()
        super().notify(self.names.said(message), **options)

    def action_help(self) -> None:
        from mtdesk.tui.parts.help import Help

        self.push_screen(Help.of(self.area, self.focused, self.BINDINGS, self.given))
