"""The two commands that the README promises are targets, and help lists what there is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this computer")
def test_help_lists_every_target_and_nothing_else():
    said = subprocess.run(
        ["make", "-C", str(ROOT), "--no-print-directory", "help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for target in (
        "demo",
        "test",
        "test-web",
        "test-datasette",
        "test-nasty",
        "clinic-spark",
        "check",
        "bench",
        "faults",
        "screens",
        "simulate",
        "plan-check",
        "replay",
        "site",
    ):
        assert f"make {target}" in said
    assert "exact versions" not in said
