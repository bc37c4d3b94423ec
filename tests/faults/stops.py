"""Stops: at random moments, and at every call that writes, renames or syncs (see `calls.c`)."""

from __future__ import annotations

import random
import signal
import subprocess
from collections.abc import Callable, Iterator
from functools import partial

from forked import Ended, Point
from practice import COMMANDS, Bench, Command
from told import Verdict

MOST_CALLS = 100_000  # that one command is struck at; of more, a sample
_FRESH = 10  # one in so many is killed in a process that has just been started


def at_random(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """SIGKILL at any moment of any command; in some, while its modules are loaded."""
    number = 0
    while True:
        for command in COMMANDS:
            number += 1
            kill = _killed_fresh if number % _FRESH == 0 else _killed
            yield partial(kill, bench, command, rng.uniform(0.0, 1.0))


def _killed(bench: Bench, command: Command, share: float) -> Verdict:
    """Killed after a share of the time that it takes when left alone."""
    here = bench.place(command)
    after = share * bench.alone(command).ended.seconds
    ended = bench.fork(command, here, stopped=(signal.SIGKILL, after))
    return bench.judge(f"KILL at {share:.2f} of {command.name}", command, here, ended)


def _killed_fresh(bench: Bench, command: Command, share: float) -> Verdict:
    here = bench.place(command, copied=False)
    process = subprocess.Popen(
        bench.words(command, here),
        env=bench.environment_of(here),
        cwd=here,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        process.wait(share * bench.fresh_seconds(command))
    except subprocess.TimeoutExpired:
        process.kill()
    out, err = process.communicate()
    ended = subprocess.CompletedProcess([], process.returncode, out, err)
    what = f"KILL at {share:.2f} of {command.name}, just started"
    return bench.judge(what, command, here, ended)


def at_every_call(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """SIGKILL as a call begins, for every call of every command."""
    for command, number in _points(bench, rng, lambda ended: ended.calls):
        yield partial(_struck, bench, command, Point(number, signal.SIGKILL))


def interrupted(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """INT as each call of each command begins."""
    for command, number in _points(bench, rng, lambda ended: ended.calls):
        yield partial(_struck, bench, command, Point(number, signal.SIGINT))


def hung_up(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """TERM or HUP at calls of each command: what it has not said it handles ends it as KILL does."""
    for command, number in _points(bench, rng, lambda ended: ended.calls):
        yield partial(
            _struck, bench, command, Point(number, rng.choice((signal.SIGTERM, signal.SIGHUP)))
        )


def with_full_disks(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    """From one write on there is no room any more: neither in the file nor in what stands beside it."""
    for command, number in _points(bench, rng, lambda ended: ended.roomy):
        yield partial(_struck, bench, command, Point(number))


def _points(
    bench: Bench, rng: random.Random, calls: Callable[[Ended], int]
) -> Iterator[tuple[Command, int]]:
    """Every call of every command once: a command after the other, so that a short run has of each."""
    left: dict[str, list[int]] = {}
    waiting = rng.sample(COMMANDS, len(COMMANDS))
    while waiting:
        for command in list(waiting):
            if command.name not in left:
                found = calls(bench.alone(command).ended)
                left[command.name] = rng.sample(range(1, found + 1), min(found, MOST_CALLS))
            if not left[command.name]:
                waiting.remove(command)
                continue
            yield command, left[command.name].pop()


def _struck(bench: Bench, command: Command, point: Point) -> Verdict:
    here = bench.place(command)
    ended = bench.fork(command, here, point)
    return bench.judge(f"{point.words} of {command.name}", command, here, ended)


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
    return bench.judge(what, command, here, ran)
