"""The house's own rules: area words, one home for words and sums, no circle, no file too long."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "mtdesk"
MODULES = {
    ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}
AREAS = [
    "sessions",
    "clients",
    "medical",
    "incidents",
    "ledger",
    "credits",
    "income",
    "year",
    "week",
    "findings",
    "wellbeing",
    "practice",
    "files",
    "history",
    "search",
    "clinic",
]
# A frame word is a thing of its layer, never a feature; each with the reason why it stands there.
FRAME = {
    "model": {
        "frozen": "what every value is made with",
        "money": "a value", "period": "a value", "names": "a value", "text": "a value",
        "series": "what charts draw", "colours": "of charts and of the dashboard", "table": "what is shown in rows", "document": "what is printed",
        "keys": "what each key means",
        "rules": "what a record may hold",
        "waiting": "how far a long call is", "ending": "what is said of a call that ends early",
        "reminder": "what the areas hand to the day",
        "importing": "what readers hand to the desk",
        "profile": "a country",
        "entry": "the line that is typed",
        "session": "a row's value", "client": "a row's value", "credit": "a row's value",
        "receipt": "a page's value", "finding": "what the rules yield",
        "questionnaire": "what a user brings",
    },
    "store": {"file": "the SQLite file itself"},
    "insight": {
        "plan": "her weeks drawn again", "takings": "what a period took in", "pace": "an estimate", "ahead": "what is booked",
        "closing": "what a day still asks",
        "terms": "what pay terms come to", "load": "a measure", "change": "a measure",
        "outcome": "a measure", "questionnaire": "a measure", "tax": "a country's sums",
        "mileage": "a country's sums", "profiles": "the countries",
        "matching": "whether two sums are one",
    },
    "exchange": {
        "readers": "files in", "writers": "files out", "sample": "the sample practice",
        "toml": "what both kinds of TOML files share",
    },
    "desk": {"opened": "the ground the areas stand on"},
    "say": {
        "pictures": "series for charts", "document": "how JSON and papers are made of values",
        "unsaid": "what is not known, on every screen and paper", "waiting": "how far a long call is",
    },
    "cli": {
        "apart": "what goes on when she has her answer",
        "commands": "which there are", "call": "what one call knows", "print": "lines and JSON",
        "log": "alone, because it is what she waits for",
        "declared": "what a command is, before click", "parsed": "what click makes of it", "options": "which many commands share",
        "serve": "where the dashboard is shown",
        "waiting": "how far a long call is", "ending": "what is said of a call that ends early",
    },
    "tui": {
        "app": "the frame", "everywhere": "what can be done in any area", "area": "what each area is", "names": "shown or hidden",
        "themes": "colours", "contrast": "whether they can be read",
        "keys": "what each key means here", "commands": "everything by name", "watch": "a look at the file", "parts": "what several areas use",
        "web": "the frame in a browser", "signals": "what ends it from outside",
        "today": "a digit", "money": "a digit", "body": "a digit",
    },
}  # fmt: skip
# What each command belongs to; its module is its area's, or a room of it.
COMMANDS = {
    "sessions": "log done edit remove sessions",
    "clients": "client",
    "medical": "referral function progress outcomes",
    "incidents": "incident",
    "ledger": "pay spend expense trip time outstanding",
    "credits": "credit",
    "income": "income",
    "year": "year look-back report form receipt",
    "week": "today week ahead plan close",
    "findings": "risk acknowledge",
    "wellbeing": "checkin questionnaire",
    "practice": "settings service workplace",
    "files": "import inbox export backup restore doctor encrypt passphrase decrypt lock demo",
    "history": "undo history",
    "search": "search",
    "clinic": "share clinic",
    "serve": "serve",
}
MOST_LINES = 400


@cache
def tree_of(name):
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imports_of(name):
    """Modules of ours that a module imports: at its top, inside functions, and for types alone."""
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for each in node.names:
                inner = f"{node.module}.{each.name}"
                yield inner if inner in MODULES else node.module


def circles():
    """Groups of modules that reach one another (Tarjan's strongly connected components)."""
    graph = {name: sorted(set(imports_of(name)) - {name}) for name in MODULES}
    index, low, stack, found = {}, {}, [], []

    def visit(name):
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in graph[name]:
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            group = []
            while not group or group[-1] != name:
                group.append(stack.pop())
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in index:
            visit(name)
    return found


def test_no_circle_of_files():
    assert not circles()


@pytest.mark.parametrize("layer", sorted(FRAME))
def test_a_room_is_named_after_its_area_or_is_of_the_frame(layer):
    words = {
        path.stem if path.is_file() else path.name
        for path in (SOURCE / layer).iterdir()
        if path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")
    }
    assert words - {"__init__"} <= {*AREAS, *FRAME[layer]}


def test_a_command_is_in_the_module_of_its_area():
    listed = import_module("mtdesk.cli.commands").COMMANDS
    area_of = {command: area for area, words in COMMANDS.items() for command in words.split()}
    assert set(listed) == set(area_of)
    homes = {command: module.partition(".")[0] for command, (module, _) in listed.items()}
    assert homes == {**area_of, "log": "log"}


def test_the_fronts_name_nothing_below_the_desk_not_even_a_type():
    below = ("mtdesk.store", "mtdesk.insight", "mtdesk.exchange")
    assert not [
        (name, other)
        for name in MODULES
        if name.startswith(("mtdesk.cli", "mtdesk.tui"))
        for other in imports_of(name)
        if other.startswith(below)
    ]


def test_no_file_is_too_long():
    lengths = {
        str(path.relative_to(SOURCE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES.values()
    }
    assert not {name: lines for name, lines in lengths.items() if lines > MOST_LINES}


# `"s" if`, `else "s"`.
PLURAL = re.compile(r"""["'](s|es|ies)["']\s+if\b|\belse\s+["'](s|es|ies)["']""")
# A sign put to a number, or whole money made of minor units, in a text.
MONEY = re.compile(r"\{[^{}]*\.symbol[^{}]*\}|[$£€]\{|\{[^{}]*_minor\s*/\s*100")


def lines_with(pattern, *but):
    return {
        str(path.relative_to(SOURCE)): found
        for path in MODULES.values()
        if str(path.relative_to(SOURCE)) not in but
        and (
            found := [
                line.strip()
                for line in path.read_text(encoding="utf-8").splitlines()
                if pattern.search(line)
            ]
        )
    }


def test_what_is_temporary_lies_where_the_platform_says():
    """`/tmp` is no folder everywhere, and not the one that TMPDIR names."""
    root = Path(__file__).parents[1]
    named = re.compile(r"""["']/(?:var/)?tmp\b""")
    scripts = [
        path
        for folder in ("src", "benchmarks", "examples", "docs")
        for path in sorted((root / folder).rglob("*.py"))
    ]
    assert len(scripts) > len(MODULES)
    assert [str(path) for path in scripts if named.search(path.read_text("utf-8"))] == []


def test_a_plural_is_made_in_one_place():
    assert not lines_with(PLURAL, "model/text.py")


def test_money_is_written_in_one_place():
    reads_signs, formats_cells = "exchange/readers/cells.py", "exchange/writers/xlsx.py"
    assert not lines_with(MONEY, "model/money.py", reads_signs, formats_cells)


def sentences_of(name):
    """Texts of at least five words as they stand in a module, placeholders as {}."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree_of(name))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inside = {
        id(part)
        for node in ast.walk(tree_of(name))
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            text = "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) in docs or id(node) in inside:
                continue
            text = node.value
        else:
            continue
        if len([word for word in text.split() if re.search(r"[^\W\d_]{2}", word)]) >= 5:
            yield " ".join(text.split())


def test_a_sentence_stands_in_one_place():
    homes = {}
    for name in MODULES:
        if name.startswith("mtdesk.store"):
            continue  # SQL has its own grammar
        for text in set(sentences_of(name)):
            homes.setdefault(text, []).append(name)
    assert not {text: names for text, names in homes.items() if len(names) > 1}
