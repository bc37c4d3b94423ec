"""Who may ask the server for anything: every route, with the right key, a wrong one and none."""

from __future__ import annotations

import asyncio
import re
import socket
import sys

import aiohttp
import pytest

from mtdesk.errors import MtdeskError, RefusedError, UsageError
from mtdesk.tui.web import server as web_server
from mtdesk.tui.web.listening import listen
from mtdesk.tui.web.server import DashboardServer

ROUTES = ("", "ws", "download/abc", "static/js/textual.js", "static/", "page/page.js", "page/")
FOUND = {"": 200, "ws": 400, "download/abc": 404, "static/js/textual.js": 200, "static/": 403,
         "page/page.js": 200, "page/": 403}  # fmt: skip
ECHO = """
import json, os, sys
from textual._binary_encode import dump
chunks = [b"date,", b"hours", b""]
def write(kind, data):
    os.write(1, kind + len(data).to_bytes(4, "big") + data)
os.write(1, b"__GANGLION__\\n")
write(b"D", ("size " + os.environ["COLUMNS"] + "x" + os.environ["ROWS"] + " " + sys.argv[1]).encode())
while head := os.read(0, 5):
    data = os.read(0, int.from_bytes(head[1:], "big"))
    if head[:1] == b"M" and b"quit" in data:
        write(b"M", b'{"type": "exit"}')
        break
    if head[:1] == b"M" and b"deliver_chunk_request" in data:
        write(b"P", dump(("deliver_chunk", "k1", chunks.pop(0))))
    elif data == b"save":
        write(b"M", json.dumps({"type": "deliver_file_start", "key": "k1", "path": "/x/year.csv",
            "open_method": "download", "mime_type": "text/csv", "encoding": "utf-8"}).encode())
    else:
        write(b"D", data)
"""


class Served:
    """A server on loopback, and what it answers."""

    def __init__(self, server):
        self.server = server
        self.address = server.address
        self.root, self.key = re.fullmatch(
            r"(http://[^/]+)/([0-9a-f]{40})/", server.address
        ).groups()
        self.host = self.root.removeprefix("http://")

    async def status(self, path, **headers):
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self.root}/{path}", headers=headers, allow_redirects=False) as answer,
        ):
            return answer.status

    def websocket(self, session, query="", path=None, **headers):
        path = f"{self.key}/ws" if path is None else path
        asked = {"Origin": self.root, **headers}
        return session.ws_connect(
            f"{self.root}/{path}{query}",
            headers={name: words for name, words in asked.items() if words},
        )

    async def all_gone(self):
        """Until the programs of all tabs have ended."""
        async with asyncio.timeout(5):
            while self.server._open:  # noqa: ASYNC110 - nothing tells a test
                await asyncio.sleep(0.01)


@pytest.fixture
async def served():
    server = DashboardServer(
        listen("127.0.0.1", 0, allow_others=False),
        [sys.executable, "-c", ECHO, "it's a $(name) `here`; %PATH%"],
    )
    runner = aiohttp.web.AppRunner(server.application(), shutdown_timeout=2)
    await runner.setup()
    await aiohttp.web.SockSite(runner, server._listening).start()
    yield Served(server)
    await runner.cleanup()


@pytest.mark.parametrize("route", ROUTES)
async def test_every_route_wants_the_key_this_address_and_its_own_page(served, route):
    right = f"{served.key}/{route}"
    other = DashboardServer(listen("127.0.0.1", 0, allow_others=False), ["true"])
    assert await served.status(right) == (
        403 if route == "ws" else FOUND[route]
    )  # it wants an Origin
    assert await served.status(right, Origin=served.root) == FOUND[route]
    port = served.host.split(":")[1]
    near = f"http://localhost:{port}"
    assert await served.status(right, Host=f"LOCALHOST:{port}", Origin=near) == FOUND[route]
    for path in (
        route,  # none
        f"{other._key}/{route}",
        f"{served.key[:-1]}/{route}",
        f"{served.key.upper()}x/{route}",
        f"/{served.key}/{route}",
        f"{served.key}%00/{route}",
        f"%ff/{route}",
    ):
        assert await served.status(path) == 404, path
        assert await served.status(path, Origin=served.root) == 404, path
    other._listening.close()
    for origin in ("null", "http://evil.example", "https://" + served.host, "http://127.0.0.1",
                   f"http://localhost:{port}", f"{served.root}.evil.example", ""):  # fmt: skip
        assert await served.status(right, Origin=origin) == 403, origin
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.2:{port}",
                 f"{served.host}.evil.example", ""):  # fmt: skip
        assert await served.status(right, Host=host) == 403, host
        assert await served.status(right, Host=host, Origin=f"http://{host}") == 403, host


async def test_without_the_last_stroke_it_leads_to_the_page(served):
    assert await served.status(served.key) == 308


async def test_a_websocket_is_refused_as_the_page_is(served):
    async with aiohttp.ClientSession() as session:
        for status, options in (
            (404, {"path": "ws"}),
            (404, {"path": f"{'0' * 40}/ws"}),
            (403, {"Origin": "http://evil.example"}),
            (403, {"Origin": "null"}),
            (403, {"Origin": ""}),
            (403, {"Host": "evil.example"}),
        ):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await served.websocket(session, **options)
            assert refused.value.status == status, options
        async with served.websocket(session, "?width=101&height=33") as open_one:
            assert (await open_one.receive(5)).data == b"size 101x33 it's a $(name) `here`; %PATH%"


async def test_a_program_for_each_tab_that_ends_with_it(served):
    async with aiohttp.ClientSession() as session:
        async with served.websocket(session) as one, served.websocket(session) as two:
            assert (await one.receive(5)).data.startswith(b"size 80x24")
            assert (await two.receive(5)).data.startswith(b"size 80x24")
            await one.send_json(["stdin", "eins"])
            await two.send_json(["stdin", "zwei"])
            assert (await one.receive(5)).data == b"eins"
            assert (await two.receive(5)).data == b"zwei"
            assert len(served.server._open) == 2
        await served.all_gone()


@pytest.mark.parametrize(
    "words", ["no JSON", "{}", "[]", '["stdin"]', '["resize", 5]', '["stdin", 5]']
)
async def test_what_our_page_never_sends_ends_that_tab_only(served, words, caplog):
    async with aiohttp.ClientSession() as session:
        async with served.websocket(session) as bad:
            await bad.receive(5)
            await bad.send_str(words)
            assert (await bad.receive(5)).type is aiohttp.WSMsgType.CLOSE
        async with served.websocket(session) as good:
            assert (await good.receive(5)).data.startswith(b"size")
    assert not caplog.records


@pytest.mark.parametrize("query", ["?width=-5&height=x", "?width=²&height=", ""])
async def test_a_size_that_is_none_is_the_usual_one(served, query):
    async with aiohttp.ClientSession() as session, served.websocket(session, query) as tab:
        assert (await tab.receive(5)).data.startswith(b"size 80x24")


async def test_a_program_that_does_not_start_closes_its_page(monkeypatch, served, capsys):
    served.server.command = f"exec {sys.executable} -c 'import sys; sys.exit(\"no disk\")'"
    async with aiohttp.ClientSession() as session, served.websocket(session) as tab:
        assert (await tab.receive(5)).type is aiohttp.WSMsgType.CLOSE
    assert "no disk" in capsys.readouterr().out


async def test_a_program_that_does_not_end_is_ended(monkeypatch, served):
    monkeypatch.setattr(web_server, "PATIENCE_SECONDS", 0.2)
    deaf = "import time; print('__GANGLION__', flush=True); time.sleep(60)"
    served.server.command = f'exec {sys.executable} -c "{deaf}"'
    async with aiohttp.ClientSession() as session:
        async with served.websocket(session):
            await asyncio.sleep(0.3)
        await served.all_gone()


async def test_what_the_browser_is_told(served):
    async with aiohttp.ClientSession() as session:
        for path in ("", "static/js/textual.js", "none"):
            async with session.get(served.address + path) as answer:
                rules = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in rules
                assert f"connect-src 'self' ws://{served.host};" in rules
                assert "frame-ancestors 'none'" in rules
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert answer.headers["Cache-Control"] == "no-store"
                assert "Access-Control-Allow-Origin" not in answer.headers


async def test_the_page_names_neither_a_client_nor_a_file_nor_the_key(served):
    async with aiohttp.ClientSession() as session, session.get(served.address) as answer:
        page = await answer.text()
    assert "<title>mtdesk</title>" in page
    assert served.key not in page
    assert "name" not in re.sub(r"<[^>]*>", "", page)


def test_nothing_of_the_page_is_from_elsewhere():
    for path in (*web_server.PAGE.iterdir(), web_server.STATIC / "css" / "xterm.css"):
        for link in re.findall(
            r"""(?:src|href)="([^"]*)"|url\(["']?([^"')]*)""", path.read_text("utf-8")
        ):
            target = next(filter(None, link))
            assert ":" not in target.removeprefix("data:"), (path.name, target)
            assert not target.startswith("//"), (path.name, target)
            if not target.startswith("data:"):
                place = web_server.PAGE if path.suffix == ".html" else path.parent
                where = web_server.STATIC.parent if "static/" in target else web_server.PAGE.parent
                name = target.removeprefix("../")
                assert (where / name).is_file() or (place / name).is_file(), (path.name, target)
    script = (web_server.STATIC / "js" / "textual.js").read_text("utf-8")
    assert not re.findall(r"https?://(?!www\.w3\.org/)[\w.]+", script)
    # What page.js stands on: this page's own handling of a download, and a ready terminal.
    assert "${window.location.origin}/download/${" in script
    assert 'classList.add("-loaded")' in script
    assert "xterm-helper-textarea" in script


class TestListening:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.9"])
    def test_this_machine_needs_no_word(self, host):
        with listen(host, 0, allow_others=False) as listening:
            assert listening.getsockname()[0].startswith("127.0.0.")

    def test_others_are_refused_unless_they_are_allowed(self):
        with pytest.raises(RefusedError) as refused:
            listen("192.0.2.1", 0, allow_others=False)
        assert "--allow-others" in refused.value.hint

    def test_an_address_that_is_not_this_machines(self):
        with pytest.raises(MtdeskError, match=r"192\.0\.2\.1 is not an address of this machine"):
            listen("192.0.2.1", 0, allow_others=True)

    @pytest.mark.parametrize("host", ["0.0.0.0", "::"])
    @pytest.mark.parametrize("allow_others", [True, False])
    def test_every_address_at_once_is_refused(self, host, allow_others):
        with pytest.raises(UsageError, match="every address"):
            listen(host, 0, allow_others=allow_others)

    @pytest.mark.parametrize(
        "host", ["example.com", "", "127.1", "fe80::1%lo", "127.0.0.1:80", "a b"]
    )
    def test_what_is_no_address(self, host):
        with pytest.raises(UsageError, match="is not an address"):
            listen(host, 0, allow_others=True)

    def test_a_port_in_use(self):
        with (
            listen("127.0.0.1", 0, allow_others=False) as first,
            pytest.raises(MtdeskError, match=f"port {first.getsockname()[1]} is in use"),
        ):
            listen("127.0.0.1", first.getsockname()[1], allow_others=False)

    @pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
    def test_an_address_of_version_6_stands_in_brackets(self):
        try:
            listening = listen("::1", 0, allow_others=False)
        except MtdeskError:
            pytest.skip("no IPv6 here")
        with listening:
            assert DashboardServer(listening, ["true"]).address.startswith("http://[::1]:")
