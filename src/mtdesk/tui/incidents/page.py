"""An incident, or a record that is not finished, as a row and as a page; where they gather, as one page."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from mtdesk.desk.incidents.record import Chain, Patterns
from mtdesk.model.incidents import QUESTIONS, Draft, FollowUp, Incident
from mtdesk.model.money import Currency
from mtdesk.model.period import human_day
from mtdesk.say.incidents import (
    draft_cells,
    incident_cells,
    open_words,
    pattern_tables,
    pattern_words,
    severity_by_quarter,
)
from mtdesk.say.incidents.record import WITHDRAWN, chain_trouble, facts, file_words, heading
from mtdesk.tui.area import Area
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.order import valued
from mtdesk.tui.parts.panes import Words
from mtdesk.tui.parts.rows import listed

_LABELS, _SHORT = 10, 36  # cells of a label, and of it with a fact that stands beside it


def page(incident: Incident, chain: Chain | None, currency: Currency, today: date) -> Content:
    """The whole record, what was added since, and how it is sealed."""
    gap = incident.written_after
    parts: list[Content | tuple[str, str] | str] = [(f"{heading(incident)}\n", "bold")]
    if incident.withdrawn:
        parts += [(f"{WITHDRAWN}\n", "bold")]
    for label, text in (
        ("happened", _moment(incident.occurred_at, today)),
        ("written", f"{_moment(incident.recorded_at, today)}{f', {gap} after' if gap else ''}"),
    ):
        parts += [(label.ljust(_LABELS), "$dim"), text, "\n"]
    above = True  # whether the line above is a short fact, beside its label
    for label, text in facts(incident, currency):
        short = "\n" not in text and len(label) + len(text) <= _SHORT
        parts += [] if short and above else ["\n"]
        parts += [(label.ljust(_LABELS) if short else f"{label}\n", "$dim"), text, "\n"]
        above = short
    for line in incident.addenda:
        parts += _part(f"{line.kind}, {_moment(line.written_at, today)}", line.text)
    for file in incident.evidence:
        parts += _part("evidence", file_words(file))
        parts += [(f"SHA-256 {file.sha256[:16]}…\n", "$dim")]
    for follow_up in incident.follow_ups:
        parts += _part(_due(follow_up, today), follow_up.what)
    parts += ["\n", *_sealed(chain)]
    return Content.assemble(*parts)


def _part(label: str, text: str) -> list[tuple[str, str] | str]:
    return ["\n", (f"{label}\n", "$dim"), text, "\n"]


def _sealed(chain: Chain | None) -> list[tuple[str, str]]:
    if chain is None or not chain.count:
        return []
    if trouble := chain_trouble(chain):
        return [(f"▲ {trouble}", "bold $act")]
    about = "It cannot be edited, only added to."
    return [(f"sealed, {chain.count} in the chain, head {chain.head[:12]}…\n{about}", "$dim")]


def row(each: Incident, today: date) -> list[str]:
    day, kind, *rest = incident_cells(each, lambda text: _moment(text, today))
    cells = [day, f"withdrawn: {kind}" if each.withdrawn else kind, *(cell or "–" for cell in rest)]
    planned = None if each.withdrawn else each.next_follow_up
    return valued(cells, {0: each.local_date, 4: planned.due_on if planned else None})


def draft_row(each: Draft, today: date) -> list[str]:
    cells = draft_cells(each, lambda text: _moment(text, today))
    return valued([cell or "–" for cell in cells], {0: each.begun_at[:10]})


def draft_page(draft: Draft, today: date) -> Content:
    parts: list[tuple[str, str] | str] = [
        ("unfinished: it is not recorded yet, and can still be changed", "bold"),
        ("\nenter goes on with it; at its end it can be recorded or dropped\n", "$dim"),
        ("\nbegun  ", "$dim"),
        f"{_moment(draft.begun_at, today)}, changed {_moment(draft.changed_at, today)}\n",
    ]
    for each in QUESTIONS:
        text = draft.answers.get(each.key, "").strip()
        parts += _part(each.words, text) if text else []
    parts += ["\n", (open_words(draft), "$dim")]
    return Content.assemble(*parts)


def _due(follow_up: FollowUp, today: date) -> str:
    if follow_up.done_on:
        return f"follow-up, done {human_day(date.fromisoformat(follow_up.done_on), today)}"
    late = follow_up.due_on < today.isoformat()
    when = human_day(date.fromisoformat(follow_up.due_on), today)
    return f"{'● ' if late else ''}follow-up, {'was due' if late else 'due'} {when}"


def _moment(text: str, today: date) -> str:
    """`Sat 14 Nov 11:43`; a day alone where no time is known."""
    if not text:
        return "not known"
    day = human_day(date.fromisoformat(text[:10]), today)
    return f"{day} {text[11:16]}".rstrip()


class Gathered(VerticalScroll):
    """Where incidents gather: in words, by quarter, and as tables."""

    DEFAULT_CSS = """
    Gathered { height: auto; max-height: 1fr; scrollbar-size-vertical: 1; }
    Gathered Static { height: auto; }
    Gathered Chart { height: 9; margin: 1 0; }
    """

    def __init__(self) -> None:
        self._words, self._tables = Words(id="patterns-words"), Words(id="patterns-tables")
        self._chart = Chart(id="patterns-chart")
        super().__init__(self._words, self._chart, self._tables)

    def show(self, found: Patterns, currency: Currency) -> None:
        words = Content("\n").join(map(Content, pattern_words(found, currency)))
        self._words.update(words)
        self._chart.display = bool(found.by_quarter)
        if found.by_quarter:
            self._chart.show(severity_by_quarter(found))
        tables = (
            Content.assemble((f"{title}\n", "$dim"), listed(each))
            for title, each in pattern_tables(found, currency)
        )
        self._tables.update(Content("\n\n").join(tables))


class PatternsPage(ModalScreen[None]):
    CSS_PATH = DIALOG_STYLE
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,i,q", "dismiss(None)", "leave")]

    def __init__(self, area: Area, found: Patterns) -> None:
        super().__init__()
        self._area, self._found = area, found
        self._currency = area.desk.settings.currency

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = "patterns"
            box.border_subtitle = SCROLL
            yield Gathered()

    def on_mount(self) -> None:
        self.query_one(Gathered).focus()
        self.query_one(Gathered).show(self._found, self._currency)

    def on_chart_opened(self, event: Chart.Opened) -> None:
        self._area.on_chart_opened(event)
