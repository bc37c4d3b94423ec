"""The server behind `serve`: textual-serve's programs and pipes, our page, and who may ask for anything.

textual-serve has no lock of its own and its page takes a font from elsewhere. So every route is below
a key of this run, which only whoever started it knows; the request must name this very address (a page
elsewhere that has its own name lead here does not), and come from our own page where it says from where.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shlex
import signal
import socket
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import textual_serve
from aiohttp import WSCloseCode, web
from aiohttp.typedefs import Handler
from textual_serve.app_service import AppService
from textual_serve.server import Server

PAGE = Path(__file__).parent / "page"
STATIC = Path(textual_serve.__file__).parent / "static"
PATIENCE_SECONDS = 5  # for a program to end when its tab is closed
MOST_CELLS = 1000
FRAME_BYTES = 500  # a screen takes more, what is said before the first takes less

# The terminal of the page makes its style sheets as it goes. The word is the policy's own.
INLINE = "'unsafe-inline'"
# What a browser is told: nothing but this server may be asked, by nobody but this page.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' {inline}; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self' ws://{host}; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # the address holds the key
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Tab(AppService):
    """The program of one tab: the page is told when it has ended, and it ends with the page."""

    _has_focus = False
    _reminders = 20

    async def focus(self) -> None:
        self._has_focus = True
        await super().focus()

    async def blur(self) -> None:
        self._has_focus = False
        await super().blur()

    async def on_data(self, payload: bytes) -> None:
        await super().on_data(payload)
        if len(payload) > FRAME_BYTES:
            await self._remind()

    async def send_bytes(self, data: bytes) -> bool:
        await self._remind()
        return await super().send_bytes(data)

    async def _remind(self) -> None:
        """Say again that the page has the focus: a program that is starting takes it that it has not."""
        if self._has_focus and self._reminders:
            self._reminders -= 1
            await super().focus()

    async def run(self) -> None:
        await super().run()
        await self.remote_close()

    async def stop(self) -> None:
        """Ask it to end, and end it when it does not."""
        ending = asyncio.create_task(self._end())
        await asyncio.wait([ending], timeout=PATIENCE_SECONDS)
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        await ending

    async def _end(self) -> None:
        await super().stop()
        if self._process is not None:
            await self._process.wait()


class DashboardServer(Server):
    """Serves what a command draws, at an address whose first segment is the key."""

    def __init__(self, listening: socket.socket, command: Sequence[str]) -> None:
        self._listening = listening
        self._key = secrets.token_hex(20)
        host, port = listening.getsockname()[:2]
        named = f"[{host}]" if ":" in host else host
        end = "" if port == 80 else f":{port}"  # browsers leave it out
        super().__init__(_quoted(command), named, port, title="mtdesk")
        self._hosts = {f"{named}{end}"}
        if ip_address(host).is_loopback:
            self._hosts.add(f"localhost{end}")
        self.address = f"http://{named}{end}/{self._key}/"
        self._open: set[web.WebSocketResponse] = set()

    def run(self) -> None:
        """Until ctrl+c, or the terminal is closed."""
        web.run_app(
            self.application(),
            sock=self._listening,
            print=None,
            access_log=None,  # it would tell the key
            shutdown_timeout=2 * PATIENCE_SECONDS,
        )

    def application(self) -> web.Application:
        desk = web.Application()
        desk.add_routes(
            [
                web.get("/", self.handle_index),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/page", PAGE),
                web.static("/static", STATIC),
            ]
        )
        guarded = web.Application(middlewares=[self._guard])
        guarded.router.add_get(f"/{self._key}", self._with_slash)
        guarded.add_subapp(f"/{self._key}", desk)
        guarded.on_startup.append(self.on_startup)
        guarded.on_shutdown.append(self.on_shutdown)
        guarded.on_response_prepare.append(self._tell_browser)
        return guarded

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        host, origin = request.headers.get("Host", "").casefold(), request.headers.get("Origin")
        if host not in self._hosts:
            raise web.HTTPForbidden(text="This is not the address that mtdesk serve printed.\n")
        if origin is not None and origin.casefold() != f"http://{host}":
            raise web.HTTPForbidden(text="A page elsewhere has no access.\n")
        first = request.path.split("/")[1].encode(errors="replace")
        if not secrets.compare_digest(first, self._key.encode()):
            raise web.HTTPNotFound(text="There is nothing here.\n")
        return await handler(request)

    @staticmethod
    async def _with_slash(request: web.Request) -> web.Response:
        raise web.HTTPPermanentRedirect(f"{request.path}/")

    @staticmethod
    async def _tell_browser(request: web.Request, response: web.StreamResponse) -> None:
        for name, words in HEADERS.items():
            response.headers[name] = words.format(
                host=request.headers.get("Host", ""), inline=INLINE
            )

    async def handle_index(self, request: web.Request) -> Any:  # noqa: ARG002 - a route's shape
        return web.FileResponse(PAGE / "index.html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        if "Origin" not in request.headers:  # every browser says it
            raise web.HTTPForbidden(text="Only the page of this server has a desk.\n")
        websocket = web.WebSocketResponse(heartbeat=15)
        await websocket.prepare(request)

        async def close() -> None:
            await websocket.close()

        tab = Tab(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        self._open.add(websocket)
        try:
            await tab.start(_cells(request, "width", 80), _cells(request, "height", 24))
            await self._process_messages(websocket, tab)
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
            await websocket.close(code=WSCloseCode.UNSUPPORTED_DATA)  # our page sends no such thing
        finally:
            await tab.stop()
            self._open.discard(websocket)
        return websocket

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002 - a signal's shape
        with suppress(AttributeError, NotImplementedError):  # Windows has neither
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self.request_exit)

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - as above
        for websocket in list(self._open):
            await websocket.close(code=WSCloseCode.GOING_AWAY)


def _quoted(command: Sequence[str]) -> str:
    """The command as a line for the shell by which textual-serve starts it."""
    return subprocess.list2cmdline(command) if os.name == "nt" else f"exec {shlex.join(command)}"


def _cells(request: web.Request, name: str, usual: int) -> int:
    asked = request.query.get(name, "")
    return min(max(int(asked), 1), MOST_CELLS) if asked.isdecimal() else usual
