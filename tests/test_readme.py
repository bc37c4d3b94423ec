"""The README's own commands, run one after the other as a reader would."""

from __future__ import annotations

import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mtdesk.cli import main
from mtdesk.cli.commands import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_every_command_of_the_readme_works(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTDESK_DB", str(tmp_path / "practice.db"))
    monkeypatch.setenv("TZ", "America/New_York")
    lines = commands()
    assert len(lines) > 8
    for line in lines:
        name, *words = shlex.split(line)
        assert name == "mtdesk"
        code = main(words, clock=lambda: datetime(2026, 11, 23, 22, 45, tzinfo=UTC))
        shown = capsys.readouterr()
        assert code == 0, f"{line}\n{shown.out}{shown.err}"


def test_pictures_and_pages_that_the_readme_names_are_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command, capsys):
    assert main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Usage: mtdesk" in shown
    if "Commands:" not in shown:
        assert "mtdesk " in shown.partition("\n")[2] or command in {"doctor", "history", "demo"}
