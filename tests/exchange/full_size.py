"""Import every nasty file in its full size: each ends as it should, soon, and in bounded memory.

    python tests/exchange/full_size.py [NAME...]

Seconds are of processor time, which waits for nobody; nothing may be written where it is refused.
"""

from __future__ import annotations

import os
import sys
import tempfile
from multiprocessing import Process
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))

import nasty

MOST_SECONDS = 10
MOST_MEBIBYTES = 200
SOURCE = Path(__file__).parents[2] / "src"


def main() -> int:
    failures = 0
    named = set(sys.argv[1:])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for each in nasty.ALL:
            if not named or each.name in named:
                failures += not _try(Path(folder), each)
    print(f"{failures} failed" if failures else "all as they should")
    return 1 if failures else 0


def _try(folder: Path, each: nasty.Nasty) -> bool:
    file, practice, said = folder / each.name, folder / f"{each.name}.db", folder / "said"
    # A process of its own: what this one has held would count as the peak of those it begins.
    made = Process(target=each.make, args=(file, each.full))
    made.start()
    made.join()
    words = ["-m", "mtdesk", "--db", str(practice), "import", str(file), "--json"]
    there = {**os.environ, "PYTHONPATH": str(SOURCE), "MTDESK_BACKUPS": "off"}
    out = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(said), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    process = os.posix_spawn(sys.executable, [sys.executable, *words], there, file_actions=out)
    _, status, used = os.wait4(process, 0)
    code = os.waitstatus_to_exitcode(status)
    seconds, mebibytes = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
    is_clean = "Traceback" not in said.read_text(encoding="utf-8", errors="replace")
    is_kept = code == 0 or not practice.exists()
    is_met = seconds <= MOST_SECONDS and mebibytes <= MOST_MEBIBYTES
    is_fine = code == each.code and is_clean and is_kept and is_met
    size = file.stat().st_size / 1e6
    print(
        f"{'ok    ' if is_fine else 'FAILED'} {each.name:<20} {size:6.1f} MB  exit {code}  "
        f"{seconds:5.1f} s  {mebibytes:4} MiB",
        flush=True,
    )
    file.unlink()
    return is_fine


if __name__ == "__main__":
    sys.exit(main())
