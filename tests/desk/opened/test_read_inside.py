"""What an area writes was read inside `writing`: else two who write at once would lose something.

Decided by the source alone. A name is *stale* where it is bound outside `with ….writing(…)` by what reads
the practice: `.book`, a function of the desk that reads it, or another stale name. Which function is
meant is known by its import, its class (`self.name`, `Area(…).name`), or, of what an object holds
(`self.bookings.name`), by its name in any area. No stale name stands inside the `with`, and none is
handed to a function that writes, but for those named here. A private function that is called inside
alone is inside. The clock and the settings, which are the ground that areas stand on, are read at
any time.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mtdesk.desk

DESK = Path(mtdesk.desk.__file__).parent
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# (module, function, name): why what was read before may be used all the same.
MAY = {
    (
        "clients.identity",
        "Purge.carry_out",
        "number",
    ): "what she said yes to; who it is, is read anew",
    ("wellbeing", "Wellbeing.check_in", "said"): "what she typed, by the names that she could type",
}


def is_writing(node):
    return isinstance(node, ast.With) and any(
        isinstance(item.context_expr, ast.Call)
        and isinstance(item.context_expr.func, ast.Attribute)
        and item.context_expr.func.attr in {"writing", "as_one"}
        for item in node.items
    )


def inside_of(function):
    """Every node that stands in a `with ….writing(…)` of it."""
    return {
        id(each)
        for node in ast.walk(function)
        if is_writing(node)
        for part in node.body
        for each in ast.walk(part)
    }


def is_private(key):
    name = key[1].rpartition(".")[2]
    return name.startswith("_") and not name.startswith("__")


def pairs(assign):
    """Each target of an assignment with its value: those of `a, b = 1, 2` one by one."""
    for target in assign.targets:
        if (
            isinstance(target, ast.Tuple)
            and isinstance(assign.value, ast.Tuple)
            and len(target.elts) == len(assign.value.elts)
        ):
            yield from zip(target.elts, assign.value.elts, strict=True)
        else:
            yield target, assign.value


def names(nodes, context):
    return {
        each.id
        for node in nodes
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, context)
    }


class Module:
    """A file of the desk: its functions as `name` or `Class.name`, and where its names come from."""

    def __init__(self, name, source):
        self.name = name
        tree = ast.parse(source)
        self.imported, self.functions, self.classes = {}, {}, set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mtdesk.desk"):
                came_from = node.module.removeprefix("mtdesk.desk").lstrip(".")
                for each in node.names:
                    self.imported[each.asname or each.name] = (came_from, each.name)
        for node in tree.body:
            if isinstance(node, FUNCTIONS):
                self.functions[node.name] = node
            elif isinstance(node, ast.ClassDef):
                self.classes.add(node.name)
                for each in node.body:
                    if isinstance(each, FUNCTIONS):
                        self.functions[f"{node.name}.{each.name}"] = each


class House:
    def __init__(self, sources):
        self.modules = {name: Module(name, source) for name, source in sources.items()}
        self.functions = {
            (module.name, name): node
            for module in self.modules.values()
            for name, node in module.functions.items()
        }
        self.methods = {}
        for key in self.functions:
            if "." in key[1]:
                self.methods.setdefault(key[1].partition(".")[2], set()).add(key)
        self.writers = {
            key
            for key, node in self.functions.items()
            if any(is_writing(each) for each in ast.walk(node))
        }
        self.readers = set()
        while more := {
            key
            for key in self.functions.keys() - self.readers - self.writers
            if self.reads(self.functions[key], key)
        }:
            self.readers |= more

    def meant(self, node, key):
        """The functions of the desk that a call or an attribute may mean."""
        module, own = self.modules[key[0]], key[1].partition(".")[0]
        target = node.func if isinstance(node, ast.Call) else node
        if isinstance(target, ast.Name):
            return {module.imported.get(target.id, (module.name, target.id))}
        if not isinstance(target, ast.Attribute):
            return set()
        of = target.value
        if isinstance(of, ast.Name) and of.id == "self":
            return {(module.name, f"{own}.{target.attr}")}
        if isinstance(of, ast.Call) and isinstance(of.func, ast.Name):
            where, name = module.imported.get(of.func.id, (module.name, of.func.id))
            if (where, f"{name}.{target.attr}") in self.functions:
                return {(where, f"{name}.{target.attr}")}
            return set()
        if isinstance(of, ast.Name) and of.id in module.imported:
            where, name = module.imported[of.id]
            return {(f"{where}.{name}".strip("."), target.attr)}
        holds = isinstance(of, ast.Attribute) and not of.attr.startswith("_")
        return self.methods.get(target.attr, set()) if holds else set()

    def reads(self, node, key):
        return any(
            (isinstance(each, ast.Attribute) and each.attr == "book")
            or (isinstance(each, ast.Call | ast.Attribute) and self.meant(each, key) & self.readers)
            for each in ast.walk(node)
        )

    def called_inside(self):
        """Private functions that nobody calls outside of `writing`."""
        within, without = set(), set()
        for key, function in self.functions.items():
            inside = inside_of(function)
            for node in ast.walk(function):
                if isinstance(node, ast.Call | ast.Attribute):
                    calls = within if id(node) in inside else without
                    calls |= {(key, meant) for meant in self.meant(node, key) if is_private(meant)}
        found = {meant for _, meant in within}
        while gone := {
            meant for caller, meant in without if meant in found and caller not in found
        }:
            found -= gone
        return found

    def stale(self, key):
        """What a function binds outside of `writing` to what it reads: by name, how."""
        function = self.functions[key]
        inside, found = inside_of(function), {}

        def bound(targets, value):
            if self.reads(value, key) or names([value], ast.Load) & found.keys():
                for name in names(targets, ast.Store):
                    found.setdefault(name, ast.unparse(value))

        for node in ast.walk(function):
            if id(node) in inside:
                continue
            if isinstance(node, ast.Assign):
                for target, value in pairs(node):
                    bound([target], value)
            elif isinstance(node, ast.AnnAssign | ast.NamedExpr | ast.AugAssign) and node.value:
                bound([node.target], node.value)
            elif isinstance(node, ast.For | ast.comprehension):
                bound([node.target], node.iter)
        return found

    def faults(self):
        inside = self.called_inside()
        for key, function in self.functions.items():
            if key in inside:
                continue
            stale = self.stale(key)
            if not stale:
                continue
            for node in ast.walk(function):
                if is_writing(node):
                    used = names(node.body, ast.Load) - names(node.body, ast.Store)
                elif isinstance(node, ast.Call) and self.meant(node, key) & self.writers:
                    used = names([*node.args, *node.keywords], ast.Load)
                else:
                    continue
                for name in sorted(used & stale.keys()):
                    yield (*key, name), f"line {node.lineno}: {name} = {stale[name]}"


def sources():
    """Those of every area; `opened` is the ground."""
    for path in sorted(DESK.rglob("*.py")):
        name = ".".join(path.relative_to(DESK).with_suffix("").parts).removesuffix(".__init__")
        if not name.startswith("opened"):
            yield name, path.read_text(encoding="utf-8")


def test_what_is_written_is_read_inside():
    found = dict(House(dict(sources())).faults())
    assert {place: how for place, how in found.items() if place not in MAY} == {}
    assert not MAY.keys() - found.keys(), "no more needed"


AREA = """
class Area:
    def one(self, number):
        return rows.get(self._opened.book, number)

    def edit(self, number, text):
        {before}
        with self._opened.writing("edit") as writing:
            {inside}

    def _again(self, number, text):
        row = self.one(number)
        self.edit(number, row.text)

    def whole(self, number):
        {whole}
"""
INSIDE = "with self._opened.as_one('all') as whole: self._again(number, '')"


@pytest.mark.parametrize(
    ("before", "inside", "whole", "faults"),
    [
        ("clean(text)", "row = self.one(number); rows.change(writing.book, row)", INSIDE, set()),
        ("row = self.one(number)", "rows.change(writing.book, row)", INSIDE, {"row"}),
        ("row = self._opened.book.row(1)", "rows.change(writing.book, row)", INSIDE, {"row"}),
        ("row = self.one(number); said = row.text + text", "rows.add(said)", INSIDE, {"said"}),
        ("for row in self.one(number): pass", "rows.add(row)", INSIDE, {"row"}),
        ("pass", "row = 1; rows.add(row)", "self._again(number, '')", {"row"}),
    ],
)
def test_what_is_read_before_is_found(before, inside, whole, faults):
    """The rule itself: read inside, read before, handed on, handed to a function that writes."""
    house = House({"area": AREA.format(before=before, inside=inside, whole=whole)})
    assert {place[2] for place, _ in house.faults()} == faults
