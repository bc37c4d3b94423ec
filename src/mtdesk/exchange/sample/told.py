"""What the therapist of the sample has written down beside her days: who a client is to her."""

from __future__ import annotations

from datetime import date, timedelta

from mtdesk.model.frozen import frozen
from mtdesk.model.medical import Referral
from mtdesk.model.medical.functions import FunctionNote

HEMLOCK_WARNED = 157  # days before today: the day after his remark
FOLLOW_UP_IN = 2  # days after today
FOLLOW_UP = "ask the insurer for the number of the case"


@frozen
class Told:
    """What is known of one client; `client_id` of the referral and the notes is not known yet."""

    client: str
    facts: dict[str, str]
    referral: Referral | None = None
    notes: tuple[FunctionNote, ...] = ()


def told(today: date) -> tuple[Told, ...]:
    """Of the clients whose story the sample tells."""

    def ago(days: int) -> str:
        return (today - timedelta(days=days)).isoformat()

    def noted(
        days: int, measure: str, part: str = "", value: float | None = None, unit: str = "",
        note: str = "",
    ) -> FunctionNote:  # fmt: skip
        return FunctionNote(
            client_id=0, noted_on=ago(days), measure=measure, part=part, value=value, unit=unit,
            note=note,
        )  # fmt: skip

    return (
        Told(
            client="Dale Hemlock",
            facts={
                "standing": "warn",
                "standing_why": "a remark about my body; door ajar, ends at the next one",
                "standing_since": ago(HEMLOCK_WARNED),
            },
        ),
        Told(
            client="Marta Nogal",
            facts={
                "legal_name": "Marta Isabel Nogal",
                "complaint": "Neck and left shoulder tight for two years, worst at the desk.",
                "goal": "A working day without stopping for the pain.",
                "next_step": "Once a month; goes on with her own stretches.",
            },
            referral=Referral(
                client_id=0, referred_on=ago(530), referred_by="Dr. Olga Abeto",
                reason="massage for neck and shoulder pain", condition="cervicalgia",
                payer="Harbor Health", procedure_code="97124", visits_authorised=60,
                valid_until=ago(-75),
            ),
            notes=(
                noted(524, "range of motion", "neck-rotation-left", 45, "deg"),
                noted(524, "sitting", value=20, unit="min"),
                noted(520, "medication", note="ibuprofen most days"),
                noted(300, "range of motion", "neck-rotation-left", 60, "deg"),
                noted(60, "range of motion", "neck-rotation-left", 70, "deg"),
                noted(60, "sitting", value=90, unit="min"),
                noted(60, "medication", note="none since spring"),
            ),
        ),
        Told(
            client="Priya Neem",
            facts={"complaint": "Jaw and neck.", "goal": "Chew and yawn without pain."},
            referral=Referral(
                client_id=0, referred_on=ago(350), referred_by="Dr. Piet Iep, dentist",
                reason="jaw and neck, twice a month", letter_until=ago(-12),
                letter_frequency="twice a month", procedure_code="97140",
            ),
        ),
    )  # fmt: skip
