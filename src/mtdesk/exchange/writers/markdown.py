"""A document as Markdown: for who reads on in an editor, or pastes it into a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdesk.model.document import (
    Abreast,
    Beside,
    Blanks,
    Block,
    Document,
    Facts,
    Figures,
    Points,
    Section,
    Text,
)
from mtdesk.model.money import Currency
from mtdesk.model.table import Table, in_words

# What Markdown would obey in the middle of a line, and at the beginning of one.
_OBEYED = re.compile(r"[\\`*_<>|~&]|(?<=\])\(|\[(?!(?:client(?: \d+)?|name|phone|email)\])")
_OBEYED_FIRST = re.compile(r"^(\s*)(#|[-+=:](?=[\s=+-]|$)|\d+[.)](?=\s|$))")
_BLANK = "\\_" * 20


def content(document: Document) -> str:
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"# {_flat(document.title)}"
    before: Block | None = None
    for page in document.pages:
        for block in page:
            if not (isinstance(block, Facts) and isinstance(before, Facts)):
                yield ""  # a list goes on under its last line
            yield from _block(block, document.currency)
            before = block


def _block(block: Block, currency: Currency) -> Iterator[str]:
    if isinstance(block, Text):
        yield _plain(block.text)
    elif isinstance(block, Points):
        yield from (f"- {_flat(each)}" for each in block.points)
    elif isinstance(block, Facts):
        yield from _facts(block)
    elif isinstance(block, Blanks):
        yield from (f"{_flat(label)}: {_flat(text) or _BLANK}" for label, text in block.facts)
    elif isinstance(block, Figures):
        yield from (
            f"- {_flat(each.label)}: {_flat(in_words(each.value, each.kind, currency))}"
            for each in block.figures
        )
    elif isinstance(block, Table):
        yield from _table(block, currency)
    elif isinstance(block, Abreast):
        yield from _table(block.table, currency)
    elif isinstance(block, Section):
        yield f"## {_flat(block.heading)}"
        yield from _several(block.blocks, currency)
    elif isinstance(block, Beside):
        yield from _several((*block.left, *block.right), currency)


def _several(blocks: tuple[Block, ...], currency: Currency) -> Iterator[str]:
    """Blocks with a line between them; what is only drawn is none."""
    for block in blocks:
        lines = list(_block(block, currency))
        if lines:
            yield from ("", *lines)


def _facts(block: Facts) -> Iterator[str]:
    if not block.at_length:
        yield from (f"- **{_flat(label)}:** {_flat(text)}" for label, text in block.facts)
        return
    for number, (label, text) in enumerate(block.facts):
        yield from ([""] if number else [])
        yield f"**{_flat(label)}**  "
        yield _plain(text)


def _table(table: Table, currency: Currency) -> Iterator[str]:
    yield from (f"## {_flat(table.name)}", "")
    kinds = [kind for _, kind in table.columns]
    yield f"| {' | '.join(head for head, _ in table.columns)} |"
    yield f"|{'|'.join(['---'] * len(kinds))}|"
    for row in table.rows:
        cells = (
            _flat(in_words(cell, kind, currency)) for cell, kind in zip(row, kinds, strict=True)
        )
        yield f"| {' | '.join(cells)} |"


def _flat(text: str) -> str:
    """What people typed on one line, obeyed by no reader of Markdown."""
    return _escaped(" ".join(text.split())).replace("#", "\\#")


def _plain(text: str) -> str:
    """Typed text that Markdown takes for nothing but text; its lines stay lines."""
    return "  \n".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    escaped = _escaped(text.strip())
    return _OBEYED_FIRST.sub(lambda found: f"{found[1]}\\{found[2]}", escaped) or "&nbsp;"


def _escaped(text: str) -> str:
    return _OBEYED.sub(lambda found: f"\\{found.group()}", text)
