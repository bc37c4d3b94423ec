"""The dashboard in a real browser, headless: `make test-web`.

python tests/tui/web/browser.py PYTHON FOLDER

PYTHON is the one with mtdesk and its extra `web`; this script's own has selenium. In FOLDER are then
the pictures of every area. It serves the sample practice, logs a session by keyboard, sees it in the file,
closes one of two tabs, ends the server, and fails when the page asked for anything but the server.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

AREAS = (
    "Week",
    "Money",
    "Body",
    "Clients",
    "Incidents",
    "Findings",
    "Today",
)  # Today is shown first
KEYS = "2345671"
SAMPLE = """
import sys
from pathlib import Path
from mtdesk.desk import Desk, system_clock
from mtdesk.desk.files.demo import sample_desk
with sample_desk(Desk, system_clock) as desk:
    desk.files.back_up(Path(sys.argv[1]))
"""
SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


@contextmanager
def served(python, path, environment=None, folder=None):
    """The server, started in a folder, and its address."""
    environment = {**(environment or os.environ), "MTDESK_DB": str(path)}
    command = [python, "-m", "mtdesk", "serve"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder
    )
    try:
        address = re.search(r"http://\S+", server.stdout.readline())[0]
        yield server, address
    finally:
        server.kill()
        server.wait()


@contextmanager
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for option in (
        "headless=new", "no-sandbox", "disable-dev-shm-usage", "window-size=1280,900",
        "disable-background-networking", "disable-component-update", "no-first-run",
        "enable-unsafe-swiftshader",
        "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ):  # fmt: skip
        options.add_argument(f"--{option}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


class Page:
    """What the browser asked for and was told, gathered from its log."""

    def __init__(self, driver):
        self.driver = driver
        self.asked = []
        self.drawn = ""
        self.raw = ""  # the same, with what places and colours it
        self.size = (80, 24)  # columns and lines, as the page told the program

    def look(self):
        for entry in self.driver.get_log("performance"):
            event = json.loads(entry["message"])["message"]
            about = event["params"]
            if event["method"] == "Network.requestWillBeSent":
                self.asked.append(about["request"]["url"])
            elif event["method"] == "Network.webSocketCreated":
                self.asked.append(about["url"])
                self._sized(re.findall(r"(?:width|height)=(\d+)", about["url"]))
            elif event["method"] == "Network.webSocketFrameSent":
                told = about["response"]["payloadData"]
                if '"resize"' in told:
                    self._sized(re.findall(r'"(?:width|height)":(\d+)', told))
            elif event["method"] == "Network.webSocketFrameReceived":
                is_drawing = about["response"]["opcode"] == 2
                frame = base64.b64decode(about["response"]["payloadData"]) if is_drawing else b""
                self.raw += frame.decode()
                self.drawn += SEQUENCE.sub("", frame.decode())

    def _sized(self, said):
        if len(said) == 2:
            self.size = (int(said[0]), int(said[1]))

    def shows(self, words, seconds=60):
        """Wait for words that the program draws, and forget what it drew until then."""
        until = time.monotonic() + seconds
        while words not in self.drawn:
            assert time.monotonic() < until, f"no “{words}” within {seconds} s: {self.drawn[-500:]}"
            time.sleep(0.1)
            self.look()
        self.drawn = ""

    def press(self, *keys):
        for key in keys:
            ActionChains(self.driver).send_keys(key).pause(0.3).perform()


def sessions(python, path):
    """What the command line finds in the file that was logged here."""
    listed = subprocess.run(
        [python, "-m", "mtdesk", "--db", str(path), "sessions", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        (each["minutes"], each["price_minor"], each["note"])
        for each in json.loads(listed.stdout)["sessions"]
        if each["client"] == "Browser Test"
    ]


def wait_for(what, seconds=30):
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.1)
    return found


def programs(path):
    """The dashboards that run on this file."""
    found = subprocess.run(["ps", "-wweo", "pid,args"], capture_output=True, text=True, check=True)
    return [line for line in found.stdout.splitlines() if f"--db {path}" in line]


@contextmanager
def pictured(driver, folder):
    """Where it fails, a picture of what was there."""
    try:
        yield
    except Exception:
        driver.save_screenshot(str(folder / "failed.png"))
        raise


def main(python, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "sample.db"
        subprocess.run([python, "-c", SAMPLE, str(path)], check=True)
        with (
            served(python, path) as (server, address),
            browser() as driver,
            pictured(driver, folder),
        ):
            page = Page(driver)
            driver.get(address)
            page.shows("Today")
            assert driver.title == "mtdesk"
            log_by_keyboard(page, python, path)
            draw_areas(page, folder)
            two_tabs(page, address, path)
            refused(driver, address)
            downloads(driver, address)
            leave(page)
            end(server, path)
            page.look()
            elsewhere = {
                url
                for url in page.asked
                if urlsplit(url).netloc != urlsplit(address).netloc
                and urlsplit(url).scheme not in {"data", "chrome", "about"}
            }
            assert not elsewhere, elsewhere
            assert any(url.startswith("ws:") for url in page.asked)
            print(f"{len(page.asked)} requests, all to this server")


def leave_bar(page):
    """Until the line of keys says so: esc and a letter read at once would be alt and that letter."""
    page.look()
    page.drawn = ""
    page.press(Keys.ESCAPE)
    page.shows("l log")


def log_by_keyboard(page, python, path):
    leave_bar(page)
    page.press("l")
    page.press("Browser Test swedish 60m 90 card e4 -- typed in a browser", Keys.ENTER)
    time.sleep(1)
    page.press(Keys.ENTER)  # a new name asks once
    row = wait_for(lambda: sessions(python, path))
    assert row == [(60, 9000, "typed in a browser")], row
    print("a session by keyboard: in the file")


def draw_areas(page, folder):
    seen = set()
    leave_bar(page)  # it takes digits as words
    for key, title in zip(KEYS, AREAS, strict=True):
        page.look()
        page.drawn = ""
        page.press(key)
        page.shows(f"▸{key} {title}")
        time.sleep(1.5)  # until the browser has painted it
        picture = page.driver.get_screenshot_as_png()
        assert len(picture) > 20_000, f"{title} is all but empty"
        assert picture not in seen, f"{title} looks like another area"
        seen.add(picture)
        (folder / f"{title.lower()}.png").write_bytes(picture)
    print(f"a picture of each of {len(AREAS)} areas: {folder}")


def two_tabs(page, address, path):
    driver, first = page.driver, page.driver.current_window_handle
    assert len(programs(path)) == 1
    driver.switch_to.new_window("tab")
    page.drawn = ""
    driver.get(address)
    page.shows("Today")
    wait_for(lambda: len(programs(path)) == 2)
    driver.close()
    driver.switch_to.window(first)
    wait_for(lambda: len(programs(path)) == 1)
    print("two tabs: two desks on one file, and one goes with its tab")


def refused(driver, address):
    """A wrong key and another name for this server get nothing, in a browser as well."""
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    root = f"http://{urlsplit(address).netloc}/"
    for wrong in (root, f"{root}{'0' * 40}/", f"{root}static/js/textual.js"):
        driver.get(wrong)
        assert "nothing here" in driver.page_source, wrong
    driver.close()
    driver.switch_to.window(first)
    print("a wrong key, and none: nothing there")


def downloads(driver, address):
    """textual-serve's script asks at the root; the page sends it below the key."""
    first = driver.current_window_handle
    driver.execute_script("window.open(location.origin + '/download/abc', '_blank')")
    wait_for(lambda: len(driver.window_handles) == 2)
    driver.switch_to.window(next(each for each in driver.window_handles if each != first))
    wait_for(lambda: driver.current_url == f"{address}download/abc")
    driver.close()
    driver.switch_to.window(first)
    print("a download: below the key")


def leave(page):
    keys = ActionChains(page.driver)
    keys.key_down(Keys.CONTROL).send_keys("q").key_up(Keys.CONTROL).perform()
    wait_for(lambda: page.driver.find_element(By.CLASS_NAME, "ended").is_displayed())
    page.driver.find_element(By.ID, "again").click()
    page.drawn = ""
    page.shows("Today")
    print("left by key, and opened again")


def end(server, path):
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=10) == 0
    assert not programs(path)
    print("ctrl+c: the server and its programs are gone")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
