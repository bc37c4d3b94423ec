"""Builds the wheel, installs it in a fresh environment of each Python named, and uses it from there.

    python tests/package/try_wheel.py [PYTHON...]

Run by `make package` and in CI; no test of the suite, for it needs the packages that mtdesk stands on.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
MOST_BYTES = 1_340_000  # what it weighs, and why: docs/decisions/size.md
SHARED = (
    "man/man1/mtdesk.1",
    "bash-completion/completions/mtdesk",
    "zsh/site-functions/_mtdesk",
    "fish/vendor_completions.d/mtdesk.fish",
)


def run(*words: str | Path, **more: str) -> str:
    """What a command prints; its failure ends this."""
    ran = subprocess.run(
        list(map(str, words)),
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        sys.exit(f"{' '.join(map(str, words))}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def try_on(python: str, wheel: Path, place: Path) -> str:
    """Install and use it: its version, the sample, a session logged and read back."""
    run(python, "-m", "venv", place)
    run(place / "bin" / "pip", "install", "-q", "--disable-pip-version-check", wheel)
    mtdesk = place / "bin" / "mtdesk"
    # The day's copy is made by a process of its own, which would still write while the place is removed.
    practice = {"MTDESK_DB": str(place / "practice.db"), "MTDESK_BACKUPS": "off"}
    version = run(mtdesk, "--version").strip()
    if "A sample practice" not in run(mtdesk, "demo", "--plain", **practice):
        sys.exit(f"{python}: the sample says nothing")
    run(mtdesk, "log", "ana", "swedish", "60m", "90", "card", "--yes", **practice)
    if "90" not in run(mtdesk, "sessions", "--json", **practice):
        sys.exit(f"{python}: what was logged is not there")
    missing = [name for name in SHARED if not (place / "share" / name).is_file()]
    if missing:
        sys.exit(f"{python}: the wheel brings no {', '.join(missing)}")
    return version


def main() -> int:
    pythons = sys.argv[1:] or [sys.executable]
    with TemporaryDirectory() as folder:
        built = Path(folder) / "dist"
        run(sys.executable, "-m", "build", "--outdir", built, ROOT)
        (wheel,) = built.glob("*.whl")
        size = wheel.stat().st_size
        if size > MOST_BYTES:
            sys.exit(f"the wheel is {size:,} bytes; at most {MOST_BYTES:,} were wanted")
        for number, python in enumerate(pythons):
            version = try_on(python, wheel, Path(folder) / f"used-{number}")
            sys.stdout.write(f"{version} from {wheel.name}, {size:,} bytes, works on {python}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
