"""What can be done everywhere and is not the frame's own: to go somewhere, to look, to save a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.events import Click
from textual.widget import Widget

from mtdesk.desk import Desk
from mtdesk.tui.area import Area

if TYPE_CHECKING:
    from textual.command import Provider

    from mtdesk.desk.search import Hit


def _by_name() -> type[Provider]:
    from mtdesk.tui.commands import ByName

    return ByName


class Everywhere(App[None]):
    """The dashboard is one of these; whatever is not needed to show the first area is imported here."""

    COMMANDS: ClassVar = {_by_name}
    desk: Desk

    @property
    def area(self) -> Area:
        """The area that is shown."""
        raise NotImplementedError

    def on_click(self, event: Click) -> None:
        """The keys on the edge of a dialog are pressed by mouse, too."""
        from mtdesk.tui.parts.edge import key_at

        if key := key_at(self.screen, event):
            self.simulate_key(key)

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
