"""The two commands that the README promises are targets, and help lists what there is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
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


@pytest.mark.parametrize(
    ("told", "code", "said"),
    [
        ({"version": "1", "vulns": []}, 0, "1 of 1 dependencies audited, 0 known holes"),
        ({"skip_reason": "not found"}, 0, "0 of 1 dependencies audited"),
        (
            {"version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]},
            1,
            "a 1: PYSEC-1, mended in 2",
        ),
        (None, 0, "are not audited"),
    ],
)
def test_an_audit_says_what_it_could_not_look_up(tmp_path, told, code, said):
    tool = tmp_path / "pip-audit"
    answer = json.dumps({"dependencies": [{"name": "a", **told}]}) if told else "no network"
    tool.write_text(f"#!/bin/sh\necho '{answer}'\n")
    tool.chmod(0o755)
    ran = subprocess.run(
        [sys.executable, ".ci/audit.py"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, said in ran.stdout) == (code, True), ran.stdout
