"""Keys in their order: each is handled once what the one before it began has settled.

A macro, dictation or a line that lags brings many keys in one read. Left to themselves they all go
to what has the focus when they come: `enter` in a form would move on after the next field's letters
were typed into this one, and `enter` and `ctrl+z` at once would undo what was written before.
"""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump

from mtdesk.tui.parts import pastes

_STEP = 0.001  # seconds between two looks


class InTurn(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self._to_come: deque[tuple[Event, bool]] = deque()
        self._turns: asyncio.Task[None] | None = None
        self._passed: set[MessagePump] = set()
        pastes.read_by(self.driver_class)
        self.in_burst = False  # whether the key that is handled came with others before it

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Paste) and len(event.text) > pastes.MOST:
            self.notify(pastes.TOO_MUCH, severity="warning", markup=False)
            return
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            is_first = self._turns is None or self._turns.done()
            self._to_come.append((event, not is_first))
            if self._turns is None or self._turns.done():
                self._turns = asyncio.create_task(self._take_turns())
        else:
            await super().on_event(event)

    async def _take_turns(self) -> None:
        try:
            while self._to_come:
                event, self.in_burst = self._to_come.popleft()
                await super().on_event(event)
                await self._settle()
        except Exception as error:  # noqa: BLE001 - as of any handler, which this is
            self._handle_exception(error)
        finally:
            self.in_burst = False  # what comes of a click, or of a command by name, is no key of it

    async def _settle(self) -> None:
        """Until nothing waits in the app, the screen, or what has the focus and all that it is in."""
        is_quiet = False
        while not is_quiet and self.is_running:
            around = self._around()
            is_quiet = not any(pump.message_queue_size for pump in around)
            self._passed.clear()
            for pump in around:
                pump.call_later(partial(self._has_passed, pump))
            # One that closes meanwhile never says so, and is no longer waited for.
            while any(pump.is_running and pump not in self._passed for pump in around):  # noqa: ASYNC110
                await asyncio.sleep(_STEP)
            is_quiet = is_quiet and around == self._around()

    def _has_passed(self, pump: MessagePump) -> None:
        """What waited there when it was asked has been handled."""
        self._passed.add(pump)

    def _around(self) -> list[MessagePump]:
        return [*(self.focused or self.screen).ancestors_with_self]
