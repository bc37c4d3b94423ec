"""The pages of docs/: their commands run as a reader would type them; the reference says what is."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mtdesk.cli import main
from mtdesk.cli.commands import COMMANDS
from mtdesk.store.file import opening

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "decisions" not in path.parts)


def steps(page: Path):
    """(moment, command) in the order of the page; `<!-- on DAY TIME -->` sets the clock (New York)."""
    moment = None
    marks = r"<!-- on (\d{4}-\d\d-\d\d \d\d:\d\d) -->|```sh\n(.*?)```"
    for found in re.finditer(marks, page.read_text(encoding="utf-8"), re.DOTALL):
        if found[1]:
            moment = datetime.fromisoformat(found[1]).replace(tzinfo=UTC) + timedelta(hours=5)
            continue
        yield from ((moment, line) for line in found[2].splitlines() if line.strip())


@pytest.mark.parametrize("name", ["guide.md", "tutorial.md", "recipes.md"])
def test_every_command_of_the_page_works(name, tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("MTDESK_DB", str(tmp_path / "practice.db"))
    lines = list(steps(DOCS / name))
    assert len(lines) > 15
    for moment, line in lines:
        assert moment is not None
        command, *words = shlex.split(line)
        assert command == "mtdesk"
        code = main(words, clock=lambda moment=moment: moment)
        shown = capsys.readouterr()
        assert code == 0, f"{line}\n{shown.out}{shown.err}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def reference():
    return made_in_docs("make_reference")


def made_in_docs(name):
    """A module of docs/, which is no package; those that it imports stand beside it."""
    if str(DOCS) not in sys.path:
        sys.path.insert(0, str(DOCS))
    return importlib.import_module(name)


def test_the_reference_is_what_the_program_says():
    for path, text in reference().made().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make docs`"


def test_every_table_and_column_of_the_file_has_its_words(path):
    words, make = made_in_docs("file_words"), made_in_docs("make_file")
    with closing(opening.new(path)) as book:
        there = {
            row[0]: {column[1] for column in book.rows(f"PRAGMA table_xinfo({row[0]})")}
            for row in book.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row[0] not in make._OWN and not row[0].startswith("search")
        }
    assert set(words.TABLES) == set(there)
    without = [
        f"{table}.{column}"
        for table, columns in there.items()
        for column in columns
        if not make.words_of(table, column)
    ]
    assert not without
    gone = {table: set(each) - there[table] for table, each in words.COLUMNS.items()}
    assert not {table: each for table, each in gone.items() if each}
    page = (DOCS / "file.md").read_text(encoding="utf-8")
    assert "minor units" in page
    assert not re.findall(r"\| *\|$", page, re.MULTILINE)


def test_the_reference_and_the_man_page_name_every_command():
    commands = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    page = (DOCS / "share" / "man" / "man1" / "mtdesk.1").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"\n## mtdesk {name}\n" in commands
        escaped = name.replace("-", r"\-")
        assert f"\n.B {escaped}\n" in page


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_ask_the_program(shell):
    (script,) = [
        path for path in (DOCS / "share").rglob("*") if path.is_file() and shell in str(path)
    ]
    assert f"_MTDESK_COMPLETE={shell}_complete" in script.read_text(encoding="utf-8")
    if shell == "bash":
        assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
        asked = {"COMP_WORDS": "mtdesk ri", "COMP_CWORD": "1", "_MTDESK_COMPLETE": "bash_complete"}
        told = subprocess.run(
            [sys.executable, "-m", "mtdesk"], env={**os.environ, **asked}, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
        assert told.stdout == "plain,risk\n"


def test_the_site_names_pages_that_are_there_and_nothing_from_elsewhere():
    site = (DOCS / "site.yml").read_text(encoding="utf-8")
    pages = re.findall(r": (\S+\.md)$", site, re.MULTILINE)
    assert len(pages) > 12
    assert not [page for page in pages if not (ROOT / page).is_file()]
    assert "font: false" in site
