"""Which words, days and sums of each table are searched."""

from __future__ import annotations

from mtdesk.model.frozen import frozen
from mtdesk.store.clients.identity import LISTED


@frozen
class Source:
    """A table whose words are searched; columns of its own, and of `joined` where they are named so.

    `shown` is the number by which the row is known outside, `amount` what a sum is asked of. `owners`
    are the columns of those whose names are searched with it: a client, a service. `always`: those
    names are enough, also without a word of its own. `kept`: of which rows.
    """

    words: tuple[str, ...]
    day: str | None = None
    owners: tuple[str, ...] = ()
    shown: str = "id"
    amount: str | None = None
    joined: str = ""
    always: bool = False
    kept: str = "true"


_OF_INCIDENT = "JOIN incident AS record ON record.id = own.incident_id"
SOURCES: dict[str, Source] = {
    "client": Source(
        words=(
            "name", "legal_name", "phone", "email", "complaint", "goal", "next_step", "standing_why",
            "note",
        ),
        kept=LISTED.replace("client.", "own."),
    ),
    "client_alias": Source(words=("alias",), owners=("client_id",), shown="client_id"),
    "service": Source(words=("name", "modality", "procedure_code")),
    "workplace": Source(words=("name",)),
    "pay_term": Source(
        words=("note",), day="valid_from", owners=("workplace_id",), shown="workplace_id"
    ),
    "questionnaire": Source(words=("name",)),
    "session": Source(
        words=("modality", "note", "insurer"), day="local_date",
        owners=("client_id", "service_id", "workplace_id"), amount="price_minor", always=True,
    ),
    "payment": Source(
        words=("note", "insurer"), day="received_on", owners=("client_id",), amount="amount_minor"
    ),
    "redemption": Source(
        words=("note",), day="redeemed_on", owners=("client_id",), amount="amount_minor"
    ),
    "credit": Source(words=("code",), owners=("client_id",)),
    "expense": Source(
        words=("vendor", "category_text", "category", "note"), day="spent_on", amount="amount_minor"
    ),
    "recurring_expense": Source(words=("vendor", "category"), amount="amount_minor"),
    "expense_attachment": Source(
        words=("file_name",), day="paid.spent_on", shown="expense_id",
        joined="JOIN expense AS paid ON paid.id = own.expense_id",
    ),
    "trip": Source(words=("purpose", "from_place", "to_place"), day="travelled_on"),
    "work_time": Source(words=("kind", "note"), day="worked_on"),
    "timer": Source(words=("kind", "note")),
    "tax_form": Source(words=("payer", "note"), amount="amount_minor"),
    "referral": Source(
        words=(
            "referred_by", "reason", "condition", "condition_code", "payer", "procedure_code",
            "letter_frequency", "note",
        ),
        day="referred_on", owners=("client_id",), shown="client_id",
    ),
    "function_note": Source(
        words=("measure", "part", "unit", "note"), day="noted_on", owners=("client_id",),
        shown="client_id",
    ),
    "incident": Source(
        words=(
            "kind", "client", "place", "setting", "said", "saw", "did", "witness", "told", "body_part",
            "injury_to_me", "injury_to_client", "source_kind", "note",
        ),
        day="local_date", owners=("client_id",), amount="lost_minor",
    ),
    "incident_addendum": Source(
        words=("text",), day="record.local_date", shown="incident_id", joined=_OF_INCIDENT
    ),
    "incident_follow_up": Source(words=("what",), day="due_on", shown="incident_id"),
    "incident_evidence": Source(
        words=("file_name",), day="record.local_date", shown="incident_id", joined=_OF_INCIDENT
    ),
    "check_in": Source(words=("note",), day="checked_on"),
    "acknowledgement": Source(words=("rule", "subject", "note"), day="acknowledged_on"),
    "import_batch": Source(words=("format", "file_name")),
}  # fmt: skip
