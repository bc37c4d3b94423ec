"""`mtdesk serve` as a process, and what it refuses."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys

import aiohttp
import pytest

DRIVER = "textual.drivers.web_driver:WebDriver"
SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


class Tab:
    """What a browser does: shows what comes, sends what is typed."""

    def __init__(self, websocket):
        self.websocket = websocket
        self.drawn = ""

    async def shows(self, words):
        try:
            async with asyncio.timeout(60):
                while words not in self.drawn:
                    message = await self.websocket.receive()
                    assert message.type is aiohttp.WSMsgType.BINARY, message
                    self.drawn += SEQUENCE.sub("", message.data.decode())
        except TimeoutError:
            pytest.fail(f"no {words!r} in {self.drawn!r}")
        self.drawn = ""

    async def type(self, *keys):
        for key in keys:
            await self.websocket.send_json(["stdin", key])
            await asyncio.sleep(0.2)


def programs(path):
    found = subprocess.run(["ps", "-wweo", "args"], capture_output=True, text=True, check=True)
    return [line for line in found.stdout.splitlines() if f"--db {path}" in line]


async def test_two_tabs_are_two_desks_on_one_file(tmp_path, monkeypatch, done):
    path = tmp_path / "it's a $(name) & `more`.db"
    monkeypatch.setenv("MTDESK_DB", str(path))
    (tmp_path / "json.py").write_text("raise SystemExit('not a library')")
    server = subprocess.Popen(  # noqa: ASYNC220 - it has begun at once
        [sys.executable, "-P", "-m", "mtdesk", "serve"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
    )  # fmt: skip
    try:
        address = re.search(
            r"at (http://127\.0\.0\.1:\d+/[0-9a-f]{40}/)$", server.stdout.readline()
        )[1]
        options = {"origin": "/".join(address.split("/")[:3])}
        where = f"{address}ws?width=120&height=40"
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(where, **options) as first,
            session.ws_connect(where, **options) as second,
        ):
            one, two = Tab(first), Tab(second)
            await one.websocket.send_json(["focus"])
            await one.shows("today")
            await two.shows("today")
            assert len(programs(path)) == 2
            await one.type("Ana swedish 60m 90 card", "\r")
            await one.shows("add them?")
            await one.type("\r")
            await two.shows("Ana")
            [row] = done("sessions", "--json").json["sessions"]
            assert (row["client"], row["minutes"], row["price_minor"]) == ("Ana", 60, 9000)
            server.send_signal(signal.SIGINT)
            out, err = await asyncio.to_thread(server.communicate, timeout=15)
        assert server.returncode == 0
        assert out.endswith("Ended; every tab's desk is closed.\n")
        assert err == ""
        assert "not a library" not in out
        assert not programs(path)
    finally:
        server.kill()
        server.communicate()


async def test_a_tab_ends_though_its_server_was_killed(tmp_path, monkeypatch):
    """Killed it can tell nobody; a log that is under way is whole or not at all, as ever."""
    path = tmp_path / "practice.db"
    monkeypatch.setenv("MTDESK_DB", str(path))
    server = subprocess.Popen(  # noqa: ASYNC220 - it has begun at once
        [sys.executable, "-P", "-m", "mtdesk", "serve"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        address = re.search(r"at (http://\S+/)$", server.stdout.readline())[1]
        options = {"origin": "/".join(address.split("/")[:3])}
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{address}ws?width=120&height=40", **options) as websocket,
        ):
            await Tab(websocket).shows("today")
            await asyncio.sleep(3)  # it draws nothing any more, which would end it by itself
            assert len(programs(path)) == 1
            server.kill()
            for _ in range(100):
                if not programs(path):
                    break
                await asyncio.sleep(0.2)
            assert not programs(path)
    finally:
        server.kill()
        server.communicate()


@pytest.mark.parametrize("command", [(), ("demo",)])
def test_without_a_terminal_it_draws_for_the_browser_that_the_driver_names(command):
    begun = subprocess.Popen(
        [sys.executable, "-m", "mtdesk", *command],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "TEXTUAL_DRIVER": DRIVER},
    )  # fmt: skip
    try:
        assert begun.stdout.readline() == b"__GANGLION__\n"
    finally:
        begun.kill()
        begun.communicate()


def test_another_driver_is_no_browser(done, monkeypatch):
    monkeypatch.setenv("TEXTUAL_DRIVER", "some.other:Driver")
    assert done().out.startswith("There is no practice at ")


@pytest.fixture
def not_run(monkeypatch):
    """A server that ends at once; the address it would have listened at is as asked."""
    from mtdesk.tui.web.server import DashboardServer

    monkeypatch.setattr(DashboardServer, "run", lambda self: self._listening.close())
    monkeypatch.setattr(
        "mtdesk.tui.web.listening.socket.create_server",
        lambda _, family, made=socket.create_server: made(("127.0.0.1", 0), family=family),
    )


def test_the_address_in_json(done, not_run):
    ran = done("serve", "--json")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[0-9a-f]{40}/", ran.json["address"])
    assert ran.err == ""


def test_each_run_has_a_key_of_its_own(done, not_run):
    keys = {done("serve", "--json").json["address"].split("/")[3] for _ in range(5)}
    assert len(keys) == 5


def test_a_warning_where_others_reach_it_and_only_there(done, not_run):
    warned = done("serve", "--host", "192.0.2.1", "--allow-others")
    assert warned.err.startswith("Warning: other machines reach it")
    assert done("serve", "--host", "localhost", "--allow-others").err == ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--host", "192.0.2.1"), 1, "other machines could reach the practice at 192.0.2.1"),
        (("--host", "192.0.2.1", "--allow-others"), 1, "is not an address of this machine"),
        (("--host", "0.0.0.0", "--allow-others"), 2, "every address of this machine"),
        (("--host", "example.com"), 2, "“example.com” is not an address"),
        (("--port", "0"), 2, "'--port': 0 is not in the range"),
        (("--port", "x"), 2, "'--port'"),
    ],
)
def test_refused(run, path, words, code, said):
    ran = run("serve", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.count("\n") == 2  # the sentence, and what to do
    assert not path.exists()


def test_a_port_in_use(run, path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--port", port)
    assert (ran.code, ran.out) == (1, "")
    assert f"port {port} is in use" in ran.err


@pytest.mark.parametrize("missing", ["textual_serve", "aiohttp"])
def test_without_the_extra_it_is_named(run, monkeypatch, missing):
    for name in [
        each for each in sys.modules if each.startswith(("textual_serve", "mtdesk.tui.web"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    ran = run("serve")
    assert (ran.code, ran.out) == (1, "")
    assert "needs the extra “web”" in ran.err
    assert missing in ran.err
    assert "'.[web]'" in ran.err
