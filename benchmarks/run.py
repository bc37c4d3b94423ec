"""The speed suite: every budget beside what is measured, as a table in Markdown.

    python benchmarks/run.py                        the career of one therapist, 50,000 sessions
    python benchmarks/run.py --sizes solo clinic    also a clinic's file, 1,000,000 sessions
    python benchmarks/run.py --keep                 what is measured becomes what the next run is held beside

Everything is a ratio to something measured in the same minute on the same computer: commands are
run in turn, each beside its peer, and the median of the pairs counts. Nothing here fails; tests
are elsewhere. Data are made once and kept in benchmarks/data.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import make_practice
import peer_bagels
import peer_hledger

HERE = Path(__file__).parent
DATA = HERE / "data"
KEPT = HERE / "figures.json"  # what was measured last, by size and row
PYTHON = sys.executable
MTDESK = str(Path(PYTHON).with_name("mtdesk"))
BARE = [PYTHON, "-c", "pass"]
# What she types between two clients: lines of words alone.
ENTRIES = (
    "log bea benchmark swedish 60m 90+15 card e6 2:30pm", "checkin body 3 mind 4", "spend 12.50 oil",
    "trip 12mi home visit", "time 30 admin",
)  # fmt: skip
ENTRY_WORDS = frozenset(line.split()[0] for line in ENTRIES)
# The day's hands-on and the line to type in, before the rest is filled.
FIRST_FRAME = r"(?s)› .*hands-on"
# What only the finished first area shows: this week's hours, and a finding or that there is none.
FULL_FRAME = r"(?s)needs you.*[▲●○?✓] .*hands-on +\d"
# Every area, days and weeks back and forth, a list, and a line typed in the bar.
PREPARED = 12  # seconds after the first frame from which the dashboard has nothing left to do
KEYS = (
    "esc", "[", "[", "]", "]", "2", "[", "]", "3", "[", "]", "4", "5", "down", "down",
    "down", "up", "6", "down", "7", "down", "1", "[", "]", "l", "a", "n", "a", "space", "6",
    "0", "m", "space", "9", "0", "esc", "2", "3", "4", "5", "6", "7", "1",
)  # fmt: skip
TYPED = range(KEYS.index("a"), len(KEYS) - KEYS[::-1].index("esc") - 1)  # letters of the line
MEBIBYTE = 1024  # ru_maxrss counts kibibytes
FRESH_DAYS = 7  # the data end on the day they were made; older ones are made anew


@dataclass(frozen=True)
class Run:
    """One process from start to end: seconds by the clock, seconds of processor, peak memory."""

    seconds: float
    processor: float
    mebibytes: float


@dataclass(frozen=True)
class Row:
    """A line of the table; `met` is None where there is no budget."""

    what: str
    measured: str
    budget: str = ""
    met: bool | None = None

    def line(self, last: str) -> str:
        mark = {None: "", True: "met", False: "**missed**"}[self.met]
        return f"| {self.what} | {self.budget} | {last} | {self.measured} | {mark} |"


class Practice:
    """The data of one size, and the practice file made of them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = DATA / name
        self.file = self.folder / "practice.db"
        sessions = self.folder / "sessions.csv"
        today = date.today()  # noqa: DTZ011
        self.last_day = date.fromtimestamp(sessions.stat().st_mtime) if sessions.exists() else today  # noqa: DTZ012
        if not sessions.exists() or (today - self.last_day).days > FRESH_DAYS:
            say(f"making the {name} practice")
            self.last_day = today
            make_practice.make(make_practice.SIZES[name], self.folder, today)
        self.week = ["week", str(self.last_day - timedelta(days=7))]
        self.year = ["year", str((self.last_day - timedelta(days=31)).year)]
        self.sessions = make_practice.SIZES[name].sessions
        self.environment = environment(self.file)

    def mtdesk(self, *words: str) -> Run:
        return run([MTDESK, *words], self.environment)


def environment(practice: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    kept["MTDESK_BACKUPS"] = "off"  # a process of its own would share the processor
    return {**kept, "MTDESK_DB": str(practice), "COLORTERM": "truecolor"}


def run(argv: list[str], environment: dict[str, str]) -> Run:
    """Run to its end; its output is thrown away.

    Raises:
        RuntimeError: it failed.
    """
    silent = [(os.POSIX_SPAWN_OPEN, place, os.devnull, os.O_WRONLY, 0) for place in (1, 2)]
    start = time.perf_counter()
    process = os.posix_spawn(argv[0], argv, environment, file_actions=silent)
    _, status, used = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    if status:
        raise RuntimeError(f"{' '.join(argv)} failed ({status})")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / MEBIBYTE)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def forget(file: Path) -> None:
    for path in file.parent.glob(f"{file.name}*"):
        path.unlink()


# -- the command line


def commands(practice: Practice, repeats: int, slack: float) -> list[Row]:
    """Entry lines and readings beside bare Python, in turn; `slack` widens the budgets."""
    say("commands")
    practice.mtdesk("log", "Bea Benchmark", "swedish", "60m", "--yes")
    asked = {line.split()[0]: line.split() for line in ENTRIES}
    asked |= {"week": practice.week, "year": practice.year, "today": ["today"], "risk": ["risk"]}
    runs: dict[str, list[Run]] = {name: [] for name in ("bare", *asked)}
    for back in range(repeats):
        runs["bare"].append(run(BARE, practice.environment))
        day = str(
            practice.last_day - timedelta(days=40 + back)
        )  # else each lies over the one before
        for name, words in asked.items():
            runs[name].append(practice.mtdesk(*words, *([day] if name == "log" else [])))
    rows = []
    for name in asked:
        budget = (4.5 if name in ENTRY_WORDS else 7) * slack
        pairs = list(zip(runs[name], runs["bare"], strict=True))
        clock = median(one.seconds / bare.seconds for one, bare in pairs)
        processor = median(one.processor / bare.processor for one, bare in pairs)
        took = median(one.seconds for one, _ in pairs)
        has_budget = name != "year" or slack == 1
        rows.append(
            Row(
                f"`mtdesk {name}`, whole process",
                f"{clock:.1f}x bare Python (processor time {processor:.1f}x; {took * 1000:.0f} ms)",
                f"{budget:g}x" if has_budget else "grows with its own rows",
                clock <= budget if has_budget else None,
            )
        )
    peak = max(each.mebibytes for name in asked for each in runs[name])
    rows.append(Row("peak memory, command line", f"{peak:.0f} MiB", "24 MiB", peak <= 24))
    return rows


def sell_packages(practice: Practice) -> int:
    """A package for every fiftieth session, used up but for the newest: what a career leaves behind."""
    with closing(sqlite3.connect(practice.file)) as book, book:
        if book.execute("SELECT 1 FROM credit").fetchone() is None:
            found = book.execute(
                "SELECT client_id, local_date FROM session WHERE id % 50 = 0 AND status = 'done' "
                "AND client_id IS NOT NULL ORDER BY local_date"
            ).fetchall()
            for number, (client, day) in enumerate(found, start=1):
                paid = book.execute(
                    "INSERT INTO payment (client_id, received_on, kind, amount_minor, method) "
                    "VALUES (?, ?, 'package', 40000, 'card')",
                    (client, day),
                )
                credit = book.execute(
                    "INSERT INTO credit (payment_id, client_id, sessions) VALUES (?, ?, 5)",
                    (paid.lastrowid, client),
                )
                book.executemany(
                    "INSERT INTO redemption (client_id, credit_id, redeemed_on, amount_minor) "
                    "VALUES (?, ?, ?, 8000)",
                    [(client, credit.lastrowid, day)] * (5 if number <= len(found) - 30 else 2),
                )
        owner: int = book.execute("SELECT client_id FROM credit ORDER BY id DESC").fetchone()[0]
    return owner


def money(practice: Practice, repeats: int) -> list[Row]:
    """The commands of money beside bare Python, each at its fastest; they have no budget."""
    say("money")
    year, file = practice.year[1], str(practice.folder / "year.xlsx")
    client = str(sell_packages(practice))
    asked = {
        "income": ["income", year],
        "outstanding": ["outstanding"],
        "credit list": ["credit", "list"],
        "receipt": ["receipt", client, "--from", f"{year}-01-01"],
        "report quarter": ["report", "quarter", f"{year}-Q1"],
        "year --xlsx": ["year", year, "--xlsx", file, "--yes"],
    }
    rows = []
    bare = min(run(BARE, practice.environment).processor for _ in range(repeats))
    for name, words in asked.items():
        found = [practice.mtdesk(*words) for _ in range(repeats)]
        least = min(each.processor for each in found)
        peak = max(each.mebibytes for each in found)
        is_book = name == "year --xlsx"
        took = f"{least / bare:.1f}x bare Python by processor time, {least * 1000:.0f} ms"
        budget, met = ("80 MiB", peak <= 80) if is_book else ("", None)
        rows.append(Row(f"`mtdesk {name}`", f"{took}, {peak:.0f} MiB", budget, met))
    Path(file).unlink()
    return rows


def against_hledger(practice: Practice, repeats: int) -> list[Row]:
    program = shutil.which("hledger")
    if program is None:
        return [Row("`mtdesk year` beside hledger", "hledger is not installed")]
    say("hledger")
    journal = practice.folder / "practice.journal"
    if not journal.exists():
        peer_hledger.write(practice.folder, journal)
    statement = [program, "-f", str(journal), "incomestatement", "-p", practice.year[1]]
    rows = []
    for words in (practice.week, practice.year):
        pairs = [
            (run(statement, practice.environment), practice.mtdesk(*words)) for _ in range(repeats)
        ]
        ratio = median(peer.seconds / ours.seconds for peer, ours in pairs)
        what = f"`mtdesk {words[0]}` beside hledger's income statement"
        rows.append(Row(what, f"{ratio:.0f}x faster", "10x", ratio >= 10))
    return rows


# -- import, export, undo


def imports(practice: Practice, repeats: int) -> list[Row]:
    """sessions.csv by mtdesk and by plain Python into files that mtdesk made; then the rest."""
    say("import")
    peer_file = practice.folder / "peer.db"
    peer = [PYTHON, str(HERE / "peer_import.py"), str(practice.folder / "sessions.csv")]
    pairs = []
    for _ in range(repeats):
        for file in (practice.file, peer_file):
            forget(file)
            run([MTDESK, "settings", "week_start", "monday"], environment(file))
        theirs = run([*peer, str(peer_file)], practice.environment)
        pairs.append((theirs, practice.mtdesk("import", str(practice.folder / "sessions.csv"))))
    forget(peer_file)
    others = [
        str(practice.folder / f"{name}.csv") for name in ("expenses", "incidents", "checkins")
    ]
    practice.mtdesk("import", *others)
    rate = median(peer.seconds / ours.seconds for peer, ours in pairs)
    processor = median(peer.processor / ours.processor for peer, ours in pairs)
    took = median(ours.seconds for _, ours in pairs)
    peak = max(ours.mebibytes for _, ours in pairs)
    return [
        Row(
            "import of sessions.csv",
            f"{rate:.0%} of the rate of csv + executemany (by processor time {processor:.0%}; "
            f"{practice.sessions / took:,.0f} sessions a second)",
            "50 %",
            rate >= 0.5,
        ),
        Row("peak memory, import", f"{peak:.0f} MiB", "100 MiB", peak <= 100),
    ]


def out_and_back(practice: Practice) -> list[Row]:
    """Export, and undo of one session and of the whole import, on a copy."""
    say("export and undo")
    folder, copy = practice.folder / "export", practice.folder / "copy.db"
    shutil.rmtree(folder, ignore_errors=True)
    forget(copy)
    export = practice.mtdesk("export", str(folder))
    shutil.rmtree(folder)
    shutil.copy(practice.file, copy)
    there = environment(copy)
    run([MTDESK, "log", "Bea Benchmark", "swedish", "60m", "--yes"], there)
    small = run([MTDESK, "undo"], there)
    run([MTDESK, "undo"], there)  # the expenses, incidents and check-ins
    whole = run([MTDESK, "undo"], there)
    forget(copy)
    return [
        Row("export as CSV", f"{export.seconds:.1f} s, {export.mebibytes:.0f} MiB"),
        Row("undo of one session", f"{small.seconds * 1000:.0f} ms"),
        Row("undo of the whole import", f"{whole.seconds:.1f} s, {whole.mebibytes:.0f} MiB"),
    ]


# -- the dashboard


def dashboard(practice: Practice, repeats: int, slack: float) -> list[Row]:
    """First frame, keys, a held key and idle time, seen from a terminal."""
    say("dashboard")
    from terminal import Terminal

    for _ in range(5):
        practice.mtdesk(*["log", "bea", "benchmark", "swedish", "60m", "90", "card", "today"])
    minimal = [PYTHON, str(HERE / "minimal_app.py")]
    frames, filled, lags, peaks = [], [], [], []
    keys: dict[str, list[float]] = {"others": [], "esc": [], "letters": []}
    for _ in range(repeats):
        with Terminal(minimal, practice.environment) as terminal:
            least = terminal.first_frame("Ready")
        with Terminal([MTDESK], practice.environment) as terminal:
            frames.append(terminal.first_frame(FIRST_FRAME) / least)
        with Terminal([MTDESK], practice.environment) as terminal:
            filled.append(terminal.first_frame(FULL_FRAME) / least)
            for place, name in enumerate(KEYS):
                took = terminal.key(name)
                kind = "esc" if name == "esc" else "letters" if place in TYPED else "others"
                if took is not None:
                    keys[kind].append(took * 1000)
            terminal.key("5")
            lags.append(terminal.held("down", count=60, rate=30) * 1000)
            peaks.append(terminal.peak_mebibytes())
    with Terminal([MTDESK], practice.environment) as terminal:
        terminal.first_frame(FULL_FRAME)
        terminal.idle(PREPARED)  # the panes of the other areas are made ready meanwhile
        idle = terminal.idle(10)
    most = {kind: sorted(found)[int(len(found) * 0.95)] for kind, found in keys.items()}
    usual = median(keys["others"])
    frame, full, lag, peak = median(frames), median(filled), median(lags), max(peaks)
    still = idle.processor <= 0.01 and idle.written == 0
    return [
        Row(
            "first frame, the day and the line to type in",
            f"{frame:.2f}x a minimal Textual app",
            f"{1.3 * slack:g}x",
            frame <= 1.3 * slack,
        ),
        Row(
            "everything filled",
            f"{full:.2f}x a minimal Textual app",
            f"{1.6 * slack:g}x",
            full <= 1.6 * slack,
        ),
        Row(
            "key to settled screen, first openings included",
            f"p95 {most['others']:.0f} ms, median {usual:.0f} ms of {len(keys['others'])} keys",
            f"p95 {40 * slack:g}, median {20 * slack:g} ms",
            most["others"] <= 40 * slack and usual <= 20 * slack,
        ),
        Row("`esc`", f"p95 {most['esc']:.0f} ms", "130 ms", most["esc"] <= 130),
        Row(
            "a letter typed in the bar",
            f"p95 {most['letters']:.1f} ms",
            "16.7 ms",
            most["letters"] <= 16.7,
        ),
        Row("a key held at 30 a second", f"lag {lag:.0f} ms", "33 ms", lag <= 33),
        Row(
            "idle",
            f"{idle.processor:.1%} of a processor, {idle.written} bytes written",
            "1 %, none",
            still,
        ),
        Row("peak memory, dashboard", f"{peak:.0f} MiB", "64 MiB", peak <= 64),
    ]


def other_dashboards(practice: Practice, repeats: int) -> list[Row]:
    """The first frame of others that show the same practice, of those that are on the path."""
    from terminal import Terminal

    shown = {}
    if hledger_ui := shutil.which("hledger-ui"):
        journal = practice.folder / "practice.journal"
        if not journal.exists():
            peer_hledger.write(practice.folder, journal)
        shown["hledger-ui"] = ([hledger_ui, "-f", str(journal)], "income:")
    if bagels := shutil.which("bagels"):
        place = practice.folder / "bagels"
        argv = [bagels, "--at", str(place)]
        if not place.exists():
            place.mkdir()
            with Terminal(argv, practice.environment) as terminal:
                terminal.first_frame("Insights")  # which makes its tables
            peer_bagels.fill(practice.folder, place)
        shown["Bagels"] = (argv, "Insights")
    rows = []
    for name, (argv, pattern) in shown.items():
        pairs = []
        for _ in range(repeats):
            with Terminal(argv, practice.environment) as terminal:
                theirs = terminal.first_frame(pattern)
                peak = terminal.peak_mebibytes()
            with Terminal([MTDESK], practice.environment) as terminal:
                pairs.append((theirs, terminal.first_frame(FULL_FRAME)))
        ratio = median(theirs / ours for theirs, ours in pairs)
        took = median(theirs for theirs, _ in pairs)
        measured = f"{took:.1f} s, {ratio:.1f}x as long as ours with everything; {peak:.0f} MiB"
        rows.append(Row(f"first frame of {name}, the same practice", measured))
    return rows


# -- the table


def facts() -> str:
    hledger = shutil.which("hledger")
    version = ""
    if hledger:
        told = subprocess.run([hledger, "--version"], capture_output=True, text=True, check=False)
        version = f", {told.stdout.split(',')[0]}"
    return (
        f"{date.today()}, {os.cpu_count()} cores, {platform.system()}, "  # noqa: DTZ011
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}{version}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", nargs="+", choices=make_practice.SIZES, default=["solo"])
    parser.add_argument("--repeats", type=int, default=31, help="of each command")
    parser.add_argument("--frames", type=int, default=7, help="dashboards that are opened")
    parser.add_argument("--keep", action="store_true", help="the next run stands beside this one")
    arguments = parser.parse_args()
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    print(facts())
    for name in arguments.sizes:
        practice = Practice(name)
        slack = 1.5 if name == "clinic" else 1.0
        rows = imports(practice, repeats=1 if name in {"old", "clinic"} else 3)
        rows += out_and_back(practice)
        rows += commands(practice, arguments.repeats, slack)
        rows += money(practice, repeats=3 if name == "clinic" else 9)
        if name != "clinic":
            rows += against_hledger(practice, repeats=3)
        if find_spec("pyte"):
            rows += dashboard(practice, arguments.frames, slack)
            rows += other_dashboards(practice, repeats=3)
        print(f"\n{practice.sessions:,} sessions\n")
        print("| what | budget | before | now | |\n|---|---|---|---|---|")
        last = kept.get(name, {})
        print(*(row.line(last.get(row.what, "")) for row in rows), sep="\n", flush=True)
        kept[name] = {row.what: row.measured for row in rows}
    if arguments.keep:
        KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
