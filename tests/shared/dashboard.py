"""The dashboard opened for a test, typed into, and read."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual.events import Paste

from mtdesk.tui.app import Dashboard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from mtdesk.desk import Desk


@asynccontextmanager
async def opened(desk: Desk, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """The dashboard, settled on its first figures. Raises what crashed it, on mount or later."""
    app = Dashboard(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert app.area.is_mounted, "the dashboard is not up"
        assert not app.area.is_stale, "the figures were never shown"
        yield pilot
        shown(pilot)  # whatever is on the screen can be drawn
        assert app.return_code in {None, 0}
        assert app._exception is None


async def typed(pilot: Pilot[None], text: str, *keys: str) -> None:
    """Paste a text where the focus is, as a terminal does, then press keys."""
    if text:
        pilot.app.post_message(Paste(text))
        await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


def shown(pilot: Pilot[None]) -> str:
    """What the screen shows, as lines of plain text."""
    screen = pilot.app.screen
    width, height = screen.size
    strips = screen._compositor.render_strips()
    return "\n".join("".join(part.text for part in strip)[:width] for strip in strips[:height])
