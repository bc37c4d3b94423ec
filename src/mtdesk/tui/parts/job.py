"""Long jobs: one at a time, in a thread with a connection of its own, while every key goes on working.

A line above the keys says how far it is, and `esc` stops it: what it wrote is rolled back, and a file
it had begun goes. They are started by `jobs`.
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from contextlib import closing
from functools import partial
from time import monotonic
from typing import ClassVar, NamedTuple, TypeVar

from rich.cells import cell_len, set_cell_size
from textual.app import App
from textual.binding import Binding, BindingType
from textual.widgets import ContentSwitcher, Static

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError
from mtdesk.model.waiting import Waiting
from mtdesk.say.waiting import how_far, stopped_words
from mtdesk.tui.names import names_of

Made = TypeVar("Made")
SEEN = 0.4  # seconds after which its line is shown: a quick one shows none
AGAIN = 0.2
_LEAST = 8  # cells of its name
_AROUND = 4  # cells beside the line


class Job(NamedTuple):
    title: str
    waiting: Waiting
    began: float
    can_stop: bool

    def words(self, room: int) -> str:
        """What it is and how far; where there is no room for all, the name of it gives way."""
        waiting = self.waiting
        if waiting.is_stopped:
            return f"{self.title} is being stopped"
        far = how_far(waiting.rows, waiting.share, monotonic() - self.began)
        rest = f"{', esc stops it' if self.can_stop else ''}: {far}"
        spare, title = max(room - len(rest), _LEAST), self.title
        return (title if cell_len(title) <= spare else f"{set_cell_size(title, spare - 1)}…") + rest


class JobLine(Static):
    """What is under way, and how far it is."""

    DEFAULT_CSS = """
    JobLine { height: 1; padding: 0 1; background: $raised; color: $ink; text-wrap: nowrap; text-overflow: ellipsis; }
    .-roomy JobLine { padding: 0 2; }
    """


class Jobs(App[None]):
    """What of the dashboard runs them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop_job", "stop", priority=True, show=False)
    ]
    desk: Desk
    job: Job | None = None

    def refresh_areas(self) -> None:
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a dialog `esc` leaves that; a second time it stops the job."""
        if action == "stop_job":
            return self.job is not None and self.job.can_stop and len(self.screen_stack) == 1
        return super().check_action(action, parameters)

    def action_stop_job(self) -> None:
        if self.job is not None:
            self.job.waiting.stop()

    def start(
        self,
        title: str,
        work: Callable[[Desk], Made],
        done: Callable[[Made], None],
        refused: Callable[[MtdeskError], None] | None = None,
        *,
        writes: bool = True,
        can_stop: bool = True,
    ) -> None:
        """Do `work` with a desk of its own, then `done` with what it made, or `refused` with why not.

        While one that `writes` to the practice is under way, nothing else is written to it. What
        writes more than once is not to be stopped between.
        """
        if self.job is not None:
            self.notify(
                f"{self.job.title} is under way; when it has ended, ask again",
                severity="warning",
                markup=False,
            )
            return
        self.job = Job(title, Waiting(), monotonic(), can_stop)
        if writes:
            self.desk.held_by = title
        self.run_worker(self._run(self.job, work, done, refused))

    async def _run(
        self,
        job: Job,
        work: Callable[[Desk], Made],
        done: Callable[[Made], None],
        refused: Callable[[MtdeskError], None] | None,
    ) -> None:
        own = self.desk.another()
        timer = self.set_interval(AGAIN, partial(self._show, job))
        try:
            waiting = job.waiting if job.can_stop else None
            made, error = await to_thread(_done, own, waiting, work)
        finally:
            job.waiting.stop()  # where the dashboard was quit: the thread ends by itself
            timer.stop()
            is_writing = bool(self.desk.held_by)
            self.job, self.desk.held_by = None, ""
            for screen in self.screen_stack[:1]:  # none is left where it was quit
                screen.query(JobLine).remove()
        if is_writing:
            self.desk.close()  # it may have made the file that this one found absent
            self.refresh_areas()
        if isinstance(error, MtdeskError):
            (refused or self._refuse)(error)
        elif error is not None:
            self.notify(stopped_words(job.title), markup=False)
        else:
            try:
                for each in made:
                    done(each)
            except MtdeskError as fault:
                self._refuse(fault)

    def _show(self, job: Job) -> None:
        if monotonic() - job.began < SEEN:
            return
        words = names_of(self).said(job.words(self.size.width - _AROUND))
        screen = self.screen_stack[0]
        lines = screen.query(JobLine)
        if lines:
            lines.first(JobLine).update(words)
        else:
            line = JobLine(words, markup=False)
            screen.mount(line, after=screen.query_one(ContentSwitcher))

    def _refuse(self, error: MtdeskError) -> None:
        self.notify(error.message, severity="error", markup=False)


def _done(
    desk: Desk, waiting: Waiting | None, work: Callable[[Desk], Made]
) -> tuple[list[Made], BaseException | None]:
    """In the thread: what was made, or what kept it from that."""
    try:
        with closing(desk):
            desk.waited_for(waiting)
            return [work(desk)], None
    except (MtdeskError, KeyboardInterrupt) as error:
        return [], error
