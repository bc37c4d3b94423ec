"""The twenty tasks of docs/tasks.md in real terminals: tmux at 80x24, and the page in headless Chromium.

python tests/tui/web/by_hand.py PYTHON FOLDER [--in tmux|chromium] [--by keys|mouse] [--task NAME]

Each is done in a practice of its own, and looked up afterwards in what the command line exports of the
file, or on the screen where the task is to see something. By mouse, nothing is pressed but what ends a
line that was typed. PYTHON is the one with mtdesk; this script's own has selenium and pyte.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pyte
from browser import Page, browser, served
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from tasks import LATER, NOW, SESSIONS, TASKS

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
STILL = 0.6  # seconds without a change, and the program has done what was asked of it
PATIENCE = 60.0
# The program's clock stands still where the table's days are meant.
CLOCK = """
import os
from datetime import datetime
import mtdesk.desk
mtdesk.desk.system_clock = lambda: datetime.fromisoformat(os.environ["MTDESK_TEST_NOW"])
"""
PRACTICE = """
import sys
from contextlib import closing
from pathlib import Path
from mtdesk.desk import Desk
from tasks import NOW, a_practice
with closing(Desk(Path(sys.argv[1]), lambda: NOW)) as desk:
    a_practice(desk)
"""


def rows(tables, table, **wanted):
    return [
        each
        for each in tables.get(table, [])
        if all(each.get(name) == value for name, value in wanted.items())
    ]


def client(tables, begins):
    return next(each["id"] for each in rows(tables, "client") if each["name"].startswith(begins))


# What the file holds afterwards, as the command line exports it.
IN_FILE = {
    "tip": lambda found, _: rows(found, "payment", kind="tip", amount_minor=2000),
    "block": lambda found, _: rows(found, "client", standing="block", standing_why="two no-shows"),
    "import": lambda found, _: len(rows(found, "session", client_id=client(found, "Nora"))) == 2,
    "backup": lambda _, place: len([*place.glob("practice-2026-11-23-*.db")]) == 1,
    "limit": lambda found, _: rows(found, "setting", key="hands_on_minutes_a_day", value="300"),
    "year": lambda _, place: (
        (place / "mtdesk-2026.xlsx").read_bytes()[:2] == b"PK"
        and (place / "mtdesk-2026.pdf").read_bytes()[:4] == b"%PDF"
    ),
    "redeem": lambda found, _: rows(found, "redemption"),
    "move": lambda found, _: rows(
        found, "session", client_id=client(found, "Li"), local_date="2026-11-26", status="booked"
    ),
    "no-show": lambda found, _: rows(
        found, "session", client_id=client(found, "Kofi"), status="no_show"
    ),
    "new": lambda found, _: rows(
        found, "session", client_id=client(found, "mara"), price_minor=9000
    ),
    "price": lambda found, _: rows(found, "service", price_minor=9500),
    "check-in": lambda found, _: rows(found, "check_in", body=6, mind=4),
    "incident": lambda found, _: rows(found, "incident", kind="threat", severity=4),
    "receipt": lambda _, place: (place / "receipt-2026-11-23.pdf").read_bytes()[:4] == b"%PDF",
}
ON_SCREEN = {
    "tips": "$17.00 of tips, with 2 of 2 sessions",
    "note": "14 Apr",
    "finding": "why · strain",
    "undo": "done again",
    "quarter": "2026-Q3",
    "day": "14 Apr",
}
# Words in ‹› are clicked, where they stand first on the screen; what is in quotes is typed, and
# `enter` ends a line of it.
MOUSE = {
    "tip": '‹^p all› "tips" ‹Of a month, session› ‹2026-11-22› "20" ‹enter save›',
    "tips": '‹^p all› "tips" ‹Of a month, session› ‹[ earlier›',
    "block": '‹^p all› "block" ‹Block a client› "josé" enter "two no-shows" ‹ctrl+s save›',
    "import": '‹^p all› "import" ‹Import a file› "sessions.csv" ‹ctrl+s go on› ‹enter import it›',
    "backup": '‹^p all› "back up" ‹Make a backup› ‹enter save›',
    "note": '‹^p all› "search" ‹Names, notes› "trapezius" ‹left trapezius›',
    "limit": '‹^p all› "hours a day" ‹Limit of hands-on› "300" ‹enter save›',
    "year": '‹^p all› "report" ‹Of a month, a quarter› ‹enter show it› ‹x xlsx› ‹ctrl+s save›',
    "redeem": '‹^p all› "redeem" ‹Redeem, give back› ‹enter redeem› ‹ctrl+s save›',
    "move": '‹^p all› "move" ‹Move one› ‹Li Wei› "thu" enter "15:00" ‹ctrl+s save›',
    "no-show": '"kofi no-show" ‹enter save›',
    "finding": "‹7 Findings› ‹i why›",
    "new": '"mara swedish 60m 90 card" ‹enter save› ‹Yes›',
    "price": '‹^p all› "price" ‹Services and prices› ‹Swedish› "95" ‹ctrl+s save›',
    "check-in": '"body 6 mind 4 thumb-r 5" ‹enter save›',
    "incident": '‹^p all› "record" ‹Record an incident› "threat" enter "4" ‹ctrl+s finish› ‹Record it›',
    "undo": '‹^p all› "take back" ‹Undo› ‹^p all› "do again" ‹Redo›',
    "receipt": '‹^p all› "receipt" ‹Receipt for a client› "ana" ‹ctrl+s save› ‹ctrl+s save›',
    "quarter": '‹^p all› "report" ‹Of a month, a quarter› "2026-Q3" ‹enter show it›',
    "day": '‹^p all› "date" ‹Go to a date› "14 apr" ‹enter go there›',
}


class Terminal:
    """What all have: they wait for a screen that stands still."""

    def screen(self):
        raise NotImplementedError

    def settled(self):
        last, since, until = [], time.monotonic(), time.monotonic() + PATIENCE
        while time.monotonic() < until:
            now = self.screen()
            if now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > STILL:
                return now
            time.sleep(0.05)
        raise AssertionError("the screen does not come to rest")

    def shows(self, words):
        until = time.monotonic() + PATIENCE
        while not any(words in line for line in self.screen()):
            assert time.monotonic() < until, f"no “{words}”"
            time.sleep(0.1)

    def find(self, words):
        """Column and row, from 0, of the middle of the words where they stand first."""
        for y, line in enumerate(self.settled()):
            if words in line:
                return line.index(words) + len(words) // 2, y
        raise AssertionError(f"no “{words}” to click")


class Tmux(Terminal):
    KEYS = {"enter": "Enter", "esc": "Escape", "down": "Down", "tab": "Tab"}  # noqa: RUF012

    def __init__(self, python, path, environment):
        self.name = f"by-hand-{path.parent.name}-{os.getpid()}"
        command = [python, "-P", "-m", "mtdesk", "--db", str(path)]
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24",
                   "-c", str(path.parent), *command, env=environment)  # fmt: skip

    def _tmux(self, *arguments, env=None):
        command = ["tmux", "-L", self.name, *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout

    def screen(self):
        return self._tmux("capture-pane", "-p").splitlines()

    def press(self, key):
        key = self.KEYS.get(key, f"C-{key[5:]}" if key.startswith("ctrl+") else key)
        self._tmux("send-keys", key)

    def write(self, words):
        self._tmux("send-keys", "-l", words)

    def click(self, words):
        x, y = self.find(words)
        for end in "Mm":
            self._tmux("send-keys", "-l", f"\x1b[<0;{x + 1};{y + 1}{end}")

    def picture(self, path):
        path.with_suffix(".txt").write_text("\n".join(self.screen()), encoding="utf-8")

    def close(self):
        subprocess.run(["tmux", "-L", self.name, "kill-server"], check=False)


class Web(Terminal):
    """The page of `serve`: what the program draws is read by pyte, as the page's terminal reads it."""

    KEYS = {"enter": Keys.ENTER, "esc": Keys.ESCAPE, "down": Keys.DOWN, "tab": Keys.TAB}  # noqa: RUF012
    # What pyte would print: questions of a terminal, and private ones that only set something.
    UNKNOWN = re.compile(r"\x1b\[[<=>][0-9;]*\w|\x1b\[\?[0-9;]*\$p")

    def __init__(self, driver, address):
        self.page = Page(driver)
        self.driver = driver
        driver.get_log("performance")
        driver.get(address)
        self.emulated = pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.emulated)

    def screen(self):
        self.page.look()
        columns, lines = self.page.size
        if (self.emulated.columns, self.emulated.lines) != (columns, lines):
            self.emulated.resize(lines, columns)
        self.stream.feed(self.UNKNOWN.sub("", self.page.raw))
        self.page.raw = ""
        return list(self.emulated.display)

    def press(self, key):
        keys = ActionChains(self.driver)
        if key.startswith("ctrl+"):
            keys.key_down(Keys.CONTROL).send_keys(key[5:]).key_up(Keys.CONTROL).perform()
        else:
            keys.send_keys(self.KEYS.get(key, key)).perform()

    def write(self, words):
        ActionChains(self.driver).send_keys(words).perform()

    def click(self, words):
        x, y = self.find(words)
        shown = self.driver.find_element(By.CLASS_NAME, "xterm-screen")
        columns, lines = self.page.size
        right = (x + 0.5) * shown.rect["width"] / columns - shown.rect["width"] / 2
        down = (y + 0.5) * shown.rect["height"] / lines - shown.rect["height"] / 2
        ActionChains(self.driver).move_to_element_with_offset(
            shown, round(right), round(down)
        ).click().perform()

    def picture(self, path):
        self.driver.save_screenshot(str(path.with_suffix(".png")))

    def close(self):
        self.driver.get("about:blank")


def steps(task, by):
    """(what is done, with what) one after another."""
    if by == "keys":
        for each in TASKS[task].parts:
            yield ("write", each[1:-1]) if each.startswith('"') else ("press", each)
    else:
        for each in re.findall(r'"[^"]*"|‹[^›]*›|\S+', MOUSE[task]):
            kind = {'"': "write", "‹": "click"}.get(each[0])
            yield (kind, each[1:-1]) if kind else ("press", each)


def done(terminal, task, by):
    """Whether it was; each step waits for what came of the one before."""
    terminal.shows("log")
    terminal.settled()
    for kind, what in steps(task, by):
        getattr(terminal, kind)(what)
        terminal.settled()


def looked_up(python, path, environment, task, terminal):
    if task in ON_SCREEN:
        assert any(ON_SCREEN[task] in line for line in terminal.settled())
        return
    written = path.with_name("looked-up.json")
    written.unlink(missing_ok=True)
    subprocess.run(
        [python, "-m", "mtdesk", "--db", str(path), "export", str(written), "--format", "json"],
        env=environment, capture_output=True, check=True,
    )  # fmt: skip
    found = json.loads(written.read_text(encoding="utf-8"))["tables"]
    until = time.monotonic() + PATIENCE
    while not holds(task, found, path.parent):  # a file may still be written
        assert time.monotonic() < until, "the file does not hold it"
        time.sleep(0.1)


def holds(task, found, place):
    with suppress(FileNotFoundError):
        return IN_FILE[task](found, place)
    return False


@contextmanager
def opened(kind, python, path, environment, driver):
    if kind == "tmux":
        terminal = Tmux(python, path, environment)
        try:
            yield terminal
        finally:
            terminal.close()
    else:
        with served(python, path, environment, path.parent) as (_, address):
            terminal = Web(driver, address)
            try:
                yield terminal
            finally:
                terminal.close()


def run_all(python, folder, kind, by, wanted, driver=None):
    """What did not work, each with its reason."""
    failed = []
    with TemporaryDirectory() as made:
        place = Path(made)
        (place / "clock").mkdir()
        (place / "clock" / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
        start = {"HOME": made, "XDG_DATA_HOME": made, "TZ": "America/New_York",
                 "LANG": "C.UTF-8", "MTDESK_BACKUPS": "off"}  # fmt: skip
        outside = {**os.environ, **start}
        outside["PYTHONPATH"] = os.pathsep.join(
            filter(None, [str(place / "clock"), str(SHARED), os.environ.get("PYTHONPATH")])
        )
        outside["MTDESK_TEST_NOW"] = NOW.isoformat()
        first = place / "practice.db"
        subprocess.run([python, "-c", PRACTICE, str(first)], env=outside, check=True)
        for task in wanted:
            here = place / task
            here.mkdir()
            path = here / "practice.db"
            shutil.copyfile(first, path)
            (here / "sessions.csv").write_text(SESSIONS, encoding="utf-8")
            now = NOW + LATER[task] if task in LATER else NOW
            environment = {**outside, "MTDESK_TEST_NOW": now.isoformat()}
            with opened(kind, python, path, environment, driver) as terminal:
                try:
                    done(terminal, task, by)
                    looked_up(python, path, environment, task, terminal)
                except Exception as error:  # noqa: BLE001 - each is named, and the others go on
                    failed.append(f"{TASKS[task].what}, {kind}, by {by}: {error}")
                    terminal.picture(folder / f"{task}-{kind}-{by}")
                    print("\n".join(terminal.screen()))
                print(f"{kind}, {by}: {TASKS[task].what}", flush=True)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("python")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--in", dest="kind", choices=("tmux", "chromium"))
    parser.add_argument("--by", choices=("keys", "mouse"))
    parser.add_argument("--task", dest="tasks", action="append", choices=TASKS)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    failed = []
    for by in [options.by] if options.by else ("keys", "mouse"):
        wanted = [each for each in options.tasks or TASKS if by == "keys" or each in MOUSE]
        if options.kind in {None, "tmux"}:
            failed += run_all(options.python, options.folder, "tmux", by, wanted)
        if options.kind in {None, "chromium"}:
            with browser() as driver:
                failed += run_all(options.python, options.folder, "chromium", by, wanted, driver)
    print(*failed, f"{len(failed)} did not work", sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
