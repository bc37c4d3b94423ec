"""What JSON documents hold, key by key: the contract that scripts rely on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mtdesk.desk.findings import Changes, Explanation, Risk
    from mtdesk.desk.review import Group, Week, Year
    from mtdesk.insight.ahead import Ahead
    from mtdesk.model.annual import Report, TaxEstimate
    from mtdesk.model.finding import Finding
    from mtdesk.model.importing import Tally
    from mtdesk.model.incident import Evidence, Incident
    from mtdesk.model.ledger import Payment, Redemption
    from mtdesk.model.reminder import Reminder
    from mtdesk.model.session import Session
    from mtdesk.model.tax_form import TaxForm
    from mtdesk.model.wellbeing import CheckIn


def session_document(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "started_at": session.started_at,
        "local_date": session.local_date,
        "client": session.client,
        "service": session.service,
        "purpose": session.purpose,
        "modality": session.modality,
        "minutes": session.minutes,
        "price_minor": session.price_minor,
        "effort": session.effort,
        "effort_estimated": session.effort_estimated,
        "pressure": session.pressure,
        "pain_before": session.pain_before,
        "pain_after": session.pain_after,
        "asked_feedback": session.asked_feedback,
        "status": session.status,
        "workplace": session.workplace,
        "note": session.note,
    }


def payment_document(payment: Payment) -> dict[str, Any]:
    return {
        "id": payment.id,
        "received_on": payment.received_on,
        "kind": payment.kind,
        "amount_minor": payment.amount_minor,
        "fee_minor": payment.fee_minor,
        "method": payment.method,
        "client": payment.client,
        "session": payment.session_id,
        "on_1099": payment.on_1099,
        "voluntary": payment.voluntary,
        "refunded_credit": payment.refunded_credit_id,
        "note": payment.note,
    }


def redemption_document(redemption: Redemption) -> dict[str, Any]:
    return {
        "id": redemption.id,
        "redeemed_on": redemption.redeemed_on,
        "amount_minor": redemption.amount_minor,
        "credit": redemption.credit_id,
        "kind": redemption.kind,
        "session": redemption.session_id,
        "note": redemption.note,
    }


def check_in_document(check_in: CheckIn) -> dict[str, Any]:
    return {
        "id": check_in.id,
        "date": check_in.checked_on,
        "body": check_in.body,
        "mind": check_in.mind,
        "sleep_hours": check_in.sleep_hours,
        "soreness": check_in.soreness,
        "note": check_in.note,
    }


def incident_document(incident: Incident) -> dict[str, Any]:
    from mtdesk.desk.incidents import minutes_after

    return {
        "id": incident.id,
        "occurred_at": incident.occurred_at,
        "recorded_at": incident.recorded_at,
        "written_after_minutes": minutes_after(incident),
        "local_date": incident.local_date,
        "kind": incident.kind,
        "severity": incident.severity,
        "client": incident.client,
        "session": incident.session_id,
        "where": incident.place,
        "setting": incident.setting,
        "said": incident.said,
        "saw": incident.saw,
        "did": incident.did,
        "ended_minute": incident.ended_minute,
        "paid": incident.paid,
        "injury_to_me": incident.injury_to_me,
        "injury_to_client": incident.injury_to_client,
        "witness": incident.witness,
        "told": incident.told,
        "lost_minor": incident.lost_minor,
        "body_part": incident.body_part,
        "days_off": incident.days_off,
        "source_kind": incident.source_kind,
        "source_severity": incident.source_severity,
        "note": incident.note,
        "withdrawn": incident.withdrawn,
        "addenda": [
            {"written_at": line.written_at, "kind": line.kind, "text": line.text}
            for line in incident.addenda
        ],
        "follow_ups": [
            {"id": each.id, "due_on": each.due_on, "what": each.what, "done_on": each.done_on}
            for each in incident.follow_ups
        ],
        "evidence": [evidence_document(each) for each in incident.evidence],
    }


def evidence_document(evidence: Evidence) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "file_name": evidence.file_name,
        "stored_as": evidence.stored_as,
        "sha256": evidence.sha256,
        "bytes": evidence.bytes,
        "added_at": evidence.added_at,
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "since": finding.since,
        "evidence": finding.evidence,
        "source": finding.source,
        "advice": finding.advice,
        "subject": finding.subject,
        "acknowledged": finding.acknowledged,
    }


def reminder_document(reminder: Reminder) -> dict[str, Any]:
    return {
        "level": reminder.level,
        "text": reminder.text,
        "date": reminder.day,
        "area": reminder.area or None,
        "subject": reminder.subject,
    }


def ahead_document(ahead: Ahead) -> dict[str, Any]:
    """Days from today on; `load` and its parts are estimates where something is booked."""
    return {
        "from": ahead.days[0].day.isoformat(),
        "to": ahead.days[-1].day.isoformat(),
        "booked_minutes": ahead.booked_minutes,
        "booked_load": plain(ahead.booked_load),
        "days": [
            {
                "date": day.day.isoformat(),
                "sessions": day.done_sessions,
                "booked": day.sessions,
                "hands_on_minutes": day.done_minutes,
                "booked_minutes": day.booked_minutes,
                "load": plain(day.done_load),
                "booked_load": plain(day.booked_load),
            }
            for day in ahead.days
        ],
        "weeks": [
            {
                "week_start": week.start.isoformat(),
                "as_booked_minutes": week.minutes,
                "as_booked_load": plain(week.load),
                "ratio": week.ratio,
            }
            for week in ahead.weeks
        ],
        "ahead": [finding_document(finding) for finding in ahead.findings],
    }


def risk_document(risk: Risk) -> dict[str, Any]:
    return {
        "as_of": risk.as_of.isoformat(),
        "level": risk.level,
        "findings": [finding_document(finding) for finding in risk.findings],
    }


def changes_document(changes: Changes) -> dict[str, Any]:
    return {
        name: [{"rule": finding.rule, "subject": finding.subject} for finding in found]
        for name, found in (
            ("new", changes.new),
            ("still", changes.still),
            ("gone", changes.gone),
        )
    }


def explanation_document(why: Explanation) -> dict[str, Any]:
    return {
        "rule": why.rule,
        "about": why.about,
        "formula": why.formula,
        "numbers": list(why.numbers),
        "findings": list(why.findings),
        "thresholds": [
            {"key": each.key, "value": plain(each.value), "unit": each.unit, "words": each.words}
            for each in why.thresholds
        ],
        "source": why.source,
        "limits": why.caveats,
        "commands": list(why.commands),
    }


def week_document(week: Week, currency: str) -> dict[str, Any]:
    return {
        "week_start": week.start.isoformat(),
        "week_end": week.last.isoformat(),
        "sessions": week.sessions,
        "hands_on_minutes": week.hands_on_minutes,
        "load": plain(week.load),
        "estimated_load": plain(week.estimated_load),
        "usual_load": plain(week.usual_load),
        "ratio": week.ratio,
        "monotony": week.monotony,
        "strain": week.strain,
        "rest_days": week.rest_days,
        "short_gaps": week.short_gaps,
        "unpaid_minutes": week.unpaid_minutes,
        "currency": currency,
        "gross_minor": week.money.gross_minor,
        "tips_minor": week.money.tips_minor,
        "expenses_minor": week.money.expenses_minor,
        "wages_minor": week.money.wages_minor,
        "take_home_minor": week.money.take_home_minor,
        "take_home_per_hour_minor": week.take_home_per_hour_minor,
        "days": [
            {
                "date": day.day.isoformat(),
                "sessions": day.sessions,
                "hands_on_minutes": day.hands_on_minutes,
                "load": plain(day.load),
            }
            for day in week.days
        ],
        "findings": [finding_document(finding) for finding in week.findings],
        **({} if week.is_over else _booked(week.ahead)),
    }


def _booked(ahead: Ahead | None) -> dict[str, Any]:
    """What is still booked in a week that runs or is to come."""
    return {
        "booked_minutes": ahead.booked_minutes if ahead else 0,
        "booked_load": plain(ahead.booked_load) if ahead else 0,
        "ahead": [finding_document(finding) for finding in ahead.findings] if ahead else [],
    }


def year_document(year: Year, report: Report) -> dict[str, Any]:
    """A year, or a part of one: `period_start` and `period_end` are inclusive."""
    money = year.money
    return {
        "year": year.year,
        "period": report.heading,
        "period_start": year.period.start.isoformat(),
        "period_end": year.period.last.isoformat(),
        "basis": "cash",
        "profile": report.profile,
        "currency": report.currency.code,
        "gross_minor": money.gross_minor,
        "session_fees_minor": money.session_fees_minor,
        "tips_minor": money.tips_minor,
        "wages_minor": money.wages_minor,
        "other_income_minor": money.other_income_minor,
        "refunds_minor": money.refunds_minor,
        "chargebacks_minor": money.chargebacks_minor,
        "processor_fees_minor": money.processor_fees_minor,
        "expenses_minor": money.expenses_minor,
        "deductible_expenses_minor": money.deductible_expenses_minor,
        "mileage": {
            "distance": plain(year.distance_tenths / 10),
            "unit": year.distance_unit,
            "deduction_minor": year.mileage_deduction_minor,
        },
        "mileage_reason": report.no_mileage or None,
        "net_minor": money.net_minor,
        "take_home_minor": money.take_home_minor,
        "take_home_per_hour_minor": year.take_home_per_hour_minor,
        "outstanding_minor": year.outstanding_minor,
        "credit_liability_minor": year.credit_liability_minor,
        "sessions": year.sessions,
        "hands_on_minutes": year.hands_on_minutes,
        "unpaid_minutes": year.unpaid_minutes,
        "by_month": [_group(group, "month") for group in year.by_month],
        "by_purpose": [_group(group, "key") for group in year.by_purpose],
        "by_service": [_group(group, "key") for group in year.by_service],
        "by_method": [_group(group, "key") for group in year.by_method],
        "by_workplace": [
            {**_group(group, "key"), "earned_minor": group.earned_minor}
            for group in year.by_workplace
        ],
        "expenses_by_category": [
            {
                "key": row.category,
                "amount_minor": row.amount_minor,
                "deductible_minor": row.deductible_minor,
            }
            for row in year.expenses_by_category
        ],
        "tips": _tips(report),
        "reconciliation": _reconciliation(report),
        "reconciliation_by_payer": _by_payer(report),
        "tax_forms": _forms(report),
        "tax_estimate": _estimate(report.estimate),
        "tax_estimate_reason": report.no_estimate or None,
        "notes": list(report.notes),
    }


def _tips(report: Report) -> dict[str, Any]:
    table = report.table("Tips")
    received, voluntary, on_1099 = table.column("amount")
    return {
        "received_minor": received,
        "voluntary_minor": voluntary,
        "voluntary_on_1099_minor": on_1099,
        "note": table.note,
    }


def _reconciliation(report: Report) -> list[dict[str, Any]]:
    keys = (
        "key", "payments", "gross_minor", "tips_minor", "on_1099_minor", "given_back_minor",
        "processor_fees_minor",
    )  # fmt: skip
    beside = ("form_minor", "difference_minor")
    return [
        {
            **dict(zip(keys, row, strict=False)),
            **{key: _known(row, place) for place, key in enumerate(beside, start=len(keys))},
        }
        for row in report.table("Reconciliation").rows
    ]


def _known(row: tuple[Any, ...], place: int) -> int | None:
    """The figure at a place; None where the row is shorter, or says in words that there is none."""
    cell = row[place] if place < len(row) else None
    return cell if isinstance(cell, int) else None


def _by_payer(report: Report) -> list[dict[str, Any]]:
    keys = ("key", "book_minor", "form_minor", "difference_minor")
    return [
        dict(zip(keys, row, strict=True))
        for each in report.tables
        if each.name == "Wages and payers"
        for row in each.rows
    ]


def _forms(report: Report) -> list[dict[str, Any]]:
    keys = ("form", "id", "payer", "method", "amount_minor")
    return [
        dict(zip(keys, row, strict=True))
        for each in report.tables
        if each.name == "Tax forms"
        for row in each.rows
    ]


def tax_form_document(form: TaxForm) -> dict[str, Any]:
    return {
        "id": form.id,
        "year": form.year,
        "form": form.form,
        "payer": form.payer,
        "method": form.method,
        "amount_minor": form.amount_minor,
        "note": form.note,
    }


def _estimate(estimate: TaxEstimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {
        "self_employment_tax_minor": estimate.self_employment_tax_minor,
        "deductible_half_minor": estimate.deductible_half_minor,
        "base_minor": estimate.base_minor,
        "net_minor": estimate.net_minor,
        "estimate": True,
        "source": estimate.source,
        "note": estimate.note,
        "due": [day.isoformat() for day in estimate.due],
    }


def _group(group: Group, name: str) -> dict[str, Any]:
    return {
        name: group.key,
        "gross_minor": group.money.gross_minor,
        "tips_minor": group.money.tips_minor,
        "net_minor": group.money.net_minor,
        "sessions": group.sessions,
        "hands_on_minutes": group.hands_on_minutes,
    }


def import_document(tallies: list[Tally], operation: int | None) -> dict[str, Any]:
    """One document for all files of a call; `files` holds each when there are several."""
    formats = {tally.format for tally in tallies}
    return {
        "format": formats.pop() if len(formats) == 1 else "several",
        **_counts(tallies),
        "batch": next((tally.batch for tally in tallies if tally.batch), None),
        "operation": operation,
        "warnings": [warning for tally in tallies for warning in tally.warnings],
        "files": [
            {"format": tally.format, **_counts([tally]), "batch": tally.batch} for tally in tallies
        ],
    }


def _counts(tallies: list[Tally]) -> dict[str, Any]:
    return {
        "read": sum(tally.read for tally in tallies),
        "new": sum(tally.new for tally in tallies),
        "duplicate": sum(tally.duplicate for tally in tallies),
        "skipped": sum(tally.skipped for tally in tallies),
        "problem_count": sum(tally.problem_count for tally in tallies),
        "problems": [
            {
                "line": problem.line,
                "column": problem.column,
                "value": problem.value,
                "reason": problem.reason,
            }
            for tally in tallies
            for problem in tally.problems
        ],
    }


def plain(number: float | None) -> float | int | None:
    """A whole float as an integer, so that JSON shows 3960 and not 3960.0."""
    if number is None or number % 1:
        return number
    return int(number)
