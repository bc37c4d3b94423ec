"""The house keeps its shape: which room may use which, and what stands at the top."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "mtdesk"
ROOMS = {
    "model",
    "store",
    "insight",
    "exchange",
    "desk",
    "say",
    "cli",
    "tui",
    "questionnaires",
    "charts",
}
MODULES = sorted(SOURCE.rglob("*.py"))


def test_arrows_point_down():
    code = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_house_has_these_rooms_only():
    found = {each.name for each in SOURCE.iterdir() if each.is_dir() and each.name != "__pycache__"}
    assert found == ROOMS
    files = {each.name for each in SOURCE.glob("*.py")}
    assert files == {"__init__.py", "__main__.py", "errors.py", "typed.py"}


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "base", "core"}
    assert not [each for each in MODULES if each.stem in drawers]


def imported(path):
    """Top-level names that a module imports, wherever in it; not those for type checkers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_checkers = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_checkers:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


PURE = [
    *(SOURCE / "model").rglob("*.py"),
    *(SOURCE / "insight").rglob("*.py"),
    SOURCE / "errors.py",
]


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_pure_rooms_use_the_standard_library_only_and_no_clock(path):
    for name in imported(path):
        top = name.partition(".")[0]
        assert top == "mtdesk" or top in sys.stdlib_module_names, name
        assert top not in {"os", "io", "sqlite3", "socket", "subprocess", "random"}, name
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not {
        each for each in calls if each.endswith((".now", ".today", ".utcnow")) or each == "open"
    }


def test_the_clock_is_read_in_one_place():
    readers = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"datetime.now", "date.today", "datetime.today", "time.time"}
    ]
    assert readers == ["desk/opened/__init__.py"]


def test_no_words_that_claim_what_this_is_not():
    """It compares her with herself; it does not tell her what she has."""
    # A blank line on a superbill, for what others wrote.
    asked_of_others = "diagnosis, as given by the referring provider"
    word_of_browsers = "'unsafe-inline'"  # in the policy that their page gets
    claims = ("diagnos", "injury risk", "predict", "unsafe")
    said = [
        (path.name, claim)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for claim in claims
        if claim in node.value.casefold() and node.value not in {asked_of_others, word_of_browsers}
    ]
    assert not said
