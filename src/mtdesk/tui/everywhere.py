"""What can be done everywhere and is not the frame's own: to take back, to go somewhere, to save a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.events import Click
from textual.widget import Widget

from mtdesk.desk import Desk
from mtdesk.desk.opened.meanwhile import Eyes
from mtdesk.errors import RefusedError
from mtdesk.tui.area import Area
from mtdesk.tui.keys import with_keys
from mtdesk.tui.names import names_of

if TYPE_CHECKING:
    from textual.command import Provider

    from mtdesk.desk.history import Operation
    from mtdesk.desk.search import Hit


def _by_name() -> type[Provider]:
    from mtdesk.tui.commands import ByName

    return ByName


class Everywhere(App[None]):
    """The dashboard is one of these; whatever is not needed to show the first area is imported here."""

    COMMANDS: ClassVar = {_by_name}
    desk: Desk
    eyes: Eyes
    in_burst: bool

    def refresh_areas(self) -> None:
        """Show the area anew, and the others when they are looked at."""
        raise NotImplementedError

    @property
    def area(self) -> Area:
        """The area that is shown."""
        raise NotImplementedError

    def on_click(self, event: Click) -> None:
        """The keys on the edge of a dialog are pressed by mouse, too; the edge of a panel says other things."""
        if len(self.screen_stack) > 1:
            from mtdesk.tui.parts.edge import key_at

            if key := key_at(self.screen, event):
                self.simulate_key(key)

    def action_undo(self) -> None:
        """What was written last; of what is sealed it is asked first, for that stays, withdrawn."""
        with self.area.in_words():
            found = self.desk.history.next()
            if found and found[1]:
                from mtdesk.tui.parts.dialogs import Confirm

                question = (
                    f"Take back: {found[0].summary}? It is sealed: it stays, marked withdrawn."
                )
                self.push_screen(
                    Confirm(names_of(self).said(question), yes="Take back", no="Keep"),
                    lambda yes: self._undo() if yes else None,
                )
            else:
                self._undo()

    def _undo(self) -> None:
        with self.area.in_words():
            if self.in_burst and (found := self.desk.history.next()):
                self._refuse_past_own(found[0])
            _, undone = self.desk.history.undo()
            again = with_keys(self, "{redo} does it again")
            self.area.tell(f"undone: {undone.summary}; {again}")
            self.refresh_areas()

    def _refuse_past_own(self, target: Operation) -> None:
        """Keys that came at once take back what was written here, and never what stood before."""
        if target.id not in self.eyes.own:
            raise RefusedError(
                f"nothing was taken back: “{target.summary}” was not written by these keys; "
                f"{with_keys(self, '{undo}')} alone takes it back"
            )

    def action_redo(self) -> None:
        with self.area.in_words():
            _, again = self.desk.history.redo()
            self.area.tell(f"done again: {again.summary}")
            self.refresh_areas()

    def action_open(self, place: str, *told: str) -> None:
        self.area.action_open(place, *told)

    def action_goto(self) -> None:
        from mtdesk.tui.parts.moves import ask_day

        ask_day(self.area)

    def action_search(self) -> None:
        from mtdesk.say.search import place_of
        from mtdesk.tui.search import Search

        def chosen(hit: Hit | None) -> None:
            if hit is not None:
                self.area.post_message(Area.Wanted(place_of(hit)))

        self.push_screen(Search(self.desk), chosen)

    def action_jump(self) -> None:
        from mtdesk.tui.parts.moves import Jump

        self.push_screen(Jump(self.screen))

    def action_maximise(self) -> None:
        from mtdesk.tui.parts.moves import maximise

        maximise(self.screen)

    def action_settings(self) -> None:
        from mtdesk.tui.practice import SettingsList

        self.push_screen(SettingsList(self.area))

    def action_look_back(self) -> None:
        from mtdesk.tui.money.look_back import look_back

        with self.area.in_words():
            look_back(self, self.desk, self.desk.today.year)

    def action_picture(self, part: Widget | None = None, name: str = "") -> None:
        from mtdesk.tui.parts.picture import save_picture

        with self.area.in_words():
            save_picture(self, self.desk, name or self.area.title, part)

    def action_picture_here(self) -> None:
        from mtdesk.tui.parts.picture import part_here

        self.action_picture(*part_here(self))

    def action_picture_of(self, chart_id: str) -> None:
        from mtdesk.tui.parts.chart import Chart  # Today needs none

        chart = next((each for each in self.area.query(Chart) if each.id == chart_id), None)
        title = chart.series.title if chart is not None and chart.series else ""
        self.action_picture(chart, title)

    def action_redraw(self) -> None:
        """Every cell anew: another program, or the line, may have written over them."""
        self.refresh(layout=True)

    def action_tour(self) -> None:
        from mtdesk.tui.today.tour import Tour

        self.push_screen(Tour())
