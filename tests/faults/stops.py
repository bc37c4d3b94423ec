"""Stops: at random moments, and at every system call that writes, renames or syncs (with strace)."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from practice import COMMANDS, Bench, Command, says
from told import Verdict

CALLS = (
    "write", "pwrite64", "writev", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link",
    "unlink", "unlinkat", "ftruncate", "fallocate", "sendfile", "copy_file_range", "mkdir", "chmod",
)  # fmt: skip
_DISK = ("pwrite64", "ftruncate", "fallocate", "sendfile", "copy_file_range", "fsync", "fdatasync")
_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(")
_STRACE = ("strace", "-f", "-qq", "--seccomp-bpf", "-o")


def has_strace() -> bool:
    """Whether strace is here, and may trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False).returncode == 0


def at_random(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """SIGKILL at any moment of any command."""
    while True:
        for command in COMMANDS:
            yield partial(_stopped, bench, command, signal.SIGKILL, rng.uniform(0.03, 1.0))


def _stopped(bench: Bench, command: Command, by: signal.Signals, share: float) -> Verdict:
    """Stopped after a share of the time that it takes when left alone."""
    bench.known(command)
    here = bench.place(command)
    process = subprocess.Popen(
        bench.words(command, here),
        env=bench.environment_of(here),
        cwd=here,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        process.wait(share * bench.seconds(command))
    except subprocess.TimeoutExpired:
        process.send_signal(by)
    out, err = process.communicate()
    ended = subprocess.CompletedProcess([], process.returncode, out, err)
    what = f"{by.name} at {share:.2f} of {command.name}"
    return bench.judge(what, command, here, *says(ended))


def at_every_call(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """SIGKILL as a call begins, for every call of every command."""
    for command, call, number in _points(bench, rng, CALLS):
        yield partial(_injected, bench, command, call, "signal=KILL", f"{number}")


def with_signals(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """INT, TERM and HUP as each call of each command begins."""
    for command, call, number in _points(bench, rng, CALLS):
        for name in rng.sample(("INT", "TERM", "HUP"), 3):
            yield partial(_injected, bench, command, call, f"signal={name}", f"{number}")


def with_full_disks(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """From one write on there is no room any more: neither in the file nor in what stands beside it."""
    for command, call, number in _points(bench, rng, _DISK):
        yield partial(_injected, bench, command, call, "error=ENOSPC", f"{number}+")


def _points(
    bench: Bench, rng: random.Random, calls: tuple[str, ...]
) -> Iterator[tuple[Command, str, int]]:
    """Every call of every command once: a command after the other, so that a short run has of each."""
    left: dict[str, list[tuple[str, int]]] = {}
    waiting = rng.sample(COMMANDS, len(COMMANDS))
    while waiting:
        for command in list(waiting):
            if command.name not in left:
                found = calls_of(bench, command)
                points = [(call, n + 1) for call in calls for n in range(found[call])]
                left[command.name] = rng.sample(points, len(points))
            if not left[command.name]:
                waiting.remove(command)
                continue
            yield (command, *left[command.name].pop())


def without_output(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """The answer cannot be printed: standard output is full, closed, or nobody reads it."""
    while True:
        for command in rng.sample(COMMANDS, len(COMMANDS)):
            for ending in ("> /dev/full", "| true", ">&-"):
                yield partial(_unanswered, bench, command, ending, rng.choice("01"))


def _unanswered(bench: Bench, command: Command, ending: str, at_once: str) -> Verdict:
    """`at_once` "1": each line fails as it is printed; else all of them at the end."""
    here = bench.place(command)
    first = "export PYTHONUNBUFFERED=1; " if at_once == "1" else ""
    line = f'{first}"$@" {ending}; exit ${{PIPESTATUS[0]}}'
    ran = bench.run(command, here, ("bash", "-c", line, "-"))
    what = f"output {ending}{' at once' if first else ''}: {command.name}"
    return bench.judge(what, command, here, *says(ran))


_counted: dict[str, Counter[str]] = {}


def calls_of(bench: Bench, command: Command) -> Counter[str]:
    """How often the command makes each call: strace counts each by itself."""
    if command.name not in _counted:
        bench.known(command)
        here = bench.place(command)
        log = here.with_name(f"{here.name}.calls")
        bench.run(command, here, (*_STRACE, str(log), "-e", f"trace={','.join(CALLS)}"))
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        found = [call[1] for line in lines if (call := _CALL.match(line))]
        _counted[command.name] = Counter(each for each in found if each in CALLS)
        log.unlink()
        shutil.rmtree(here)
    return _counted[command.name]


def _injected(bench: Bench, command: Command, call: str, what: str, when: str) -> Verdict:
    here = bench.place(command)
    log = Path(here) / ".calls"
    inject = f"inject={call}:{what}:when={when}"
    ran = bench.run(command, here, (*_STRACE, str(log), "-e", f"trace={call}", "-e", inject))
    log.unlink(missing_ok=True)
    code, out, err = says(ran)
    return bench.judge(f"{what} at {call} {when} of {command.name}", command, here, code, out, err)
