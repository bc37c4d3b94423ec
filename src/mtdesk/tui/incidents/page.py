"""An incident, or a record that is not finished, as a row and as a page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from mtdesk.desk.incidents import next_follow_up, written_after
from mtdesk.model.incidents.questions import QUESTIONS
from mtdesk.model.incidents.record import Entry, facts
from mtdesk.model.period import human_day

if TYPE_CHECKING:
    from mtdesk.model.incidents import FollowUp, Incident
    from mtdesk.model.incidents.questions import Draft
    from mtdesk.model.money import Currency
    from mtdesk.store.file.seals import Chain

_LABELS, _SHORT = 10, 36  # cells of a label, and of it with a fact that stands beside it
_ABOVE = ("happened", "written down", "kind", "severity")  # facts that head the page


def page(incident: Incident, chain: Chain | None, currency: Currency, today: date) -> Content:
    """The whole record, what was added since, and how it is sealed."""
    parts: list[Content | tuple[str, str] | str] = [
        (f"{incident.id}  {incident.kind}, severity {incident.severity} of 5", "bold"),
        "\n",
    ]
    if incident.withdrawn:
        parts += [("withdrawn: it leaves the counts, the record stays", "bold"), "\n"]
    gap = written_after(incident)
    after = f", {gap} after" if gap else ""
    parts += [
        ("happened".ljust(_LABELS), "$text-muted"),
        _moment(incident.occurred_at, today),
        "\n",
    ]
    parts += [
        ("written".ljust(_LABELS), "$text-muted"),
        _moment(incident.recorded_at, today),
        after,
        "\n",
    ]
    above = True  # whether the line above is a short fact, beside its label
    for each in facts(Entry(incident=incident, gap=gap, seal=None), currency):
        if each.label in _ABOVE:
            continue
        short = "\n" not in each.text and len(each.label) + len(each.text) <= _SHORT
        parts += [] if short and above else ["\n"]
        label = each.label.ljust(_LABELS) if short else f"{each.label}\n"
        parts += [(label, "$text-muted"), each.text, "\n"]
        above = short
    for line in incident.addenda:
        parts += ["\n", (f"{line.kind}, {_moment(line.written_at, today)}\n", "$text-muted")]
        parts += [line.text, "\n"]
    for file in incident.evidence:
        parts += [
            "\n",
            ("evidence\n", "$text-muted"),
            f"{file.file_name}, {file.bytes:,} bytes",
        ]
        parts += [(f"\nSHA-256 {file.sha256[:16]}…\n", "$text-muted")]
    for follow_up in incident.follow_ups:
        parts += ["\n", (f"{_due(follow_up, today)}\n", "$text-muted"), follow_up.what, "\n"]
    parts += ["\n", *_sealed(chain)]
    return Content.assemble(*parts)


def _sealed(chain: Chain | None) -> list[tuple[str, str]]:
    if chain is None or not chain.count:
        return []
    if chain.problems:
        said = f"▲ the chain of seals does not hold: {chain.problems[0]}. See mtdesk doctor."
        return [(said, "bold $text-error")]
    about = "It cannot be edited; a adds a note."
    return [
        (f"sealed, {chain.count} in the chain, head {chain.head[:12]}…\n{about}", "$text-muted")
    ]


def row(each: Incident, today: date) -> list[str]:
    waits = next_follow_up(each)
    return [
        human_day(date.fromisoformat(each.local_date), today),
        f"{'withdrawn: ' if each.withdrawn else ''}{each.kind}",
        f"{each.severity} of 5",
        each.client or "–",
        "–" if waits is None else human_day(date.fromisoformat(waits.due_on), today),
    ]


def draft_row(each: Draft, today: date) -> list[str]:
    """What was answered so far; nothing of it is recorded yet."""
    said = each.answers
    return [
        human_day(date.fromisoformat(each.begun_at[:10]), today),
        said.get("kind") or "not said yet",
        f"{said['severity']} of 5" if said.get("severity") else "–",
        said.get("client") or "–",
        "unfinished",
    ]


def draft_page(draft: Draft, today: date) -> Content:
    parts: list[tuple[str, str] | str] = [
        ("unfinished: it is not recorded yet, and can still be changed", "bold"),
        ("\nr goes on with it; at its end it can be recorded or dropped\n", "$text-muted"),
        ("\nbegun  ", "$text-muted"),
        f"{_moment(draft.begun_at, today)}, changed {_moment(draft.changed_at, today)}\n",
    ]
    for each in QUESTIONS:
        text = draft.answers.get(each.key, "").strip()
        if text:
            parts += ["\n", (f"{each.words}\n", "$text-muted"), text, "\n"]
    left = len(draft.open)
    parts += [
        "\n",
        (f"{left} questions are left" if left else "every question was asked", "$text-muted"),
    ]
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
