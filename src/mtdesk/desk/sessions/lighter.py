"""Where in its week a booking would cost less."""

from __future__ import annotations

from datetime import date, datetime

from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.insight.plan.place import Place
    from mtdesk.model.session import Session


def lighter_place(opened: Opened, session: Session) -> Place | None:
    """For a booking that is still to come; None where no day of its week costs less."""
    day = date.fromisoformat(session.local_date)
    if session.status != "booked" or not session.minutes or day < opened.today:
        return None
    from mtdesk.insight.plan.place import Taken, place  # a line that is no booking needs none of it
    from mtdesk.model.period import week_of
    from mtdesk.model.practice import estimated_effort
    from mtdesk.store import practice, sessions

    book, week = opened.book, week_of(day, opened.settings.first_weekday)
    menu = {each.id: each for each in practice.services(book)}
    taken = []
    for each in sessions.between(book, week):
        if each.status not in {"done", "booked"} or each.id == session.id:
            continue
        kind = each.service_id, each.modality
        effort = each.effort
        if effort is None:
            earlier = sessions.earlier_efforts(book, each.local_date, *kind)
            effort = estimated_effort(earlier, menu.get(each.service_id), each.modality)
        taken.append(
            Taken(
                day=date.fromisoformat(each.local_date),
                minutes=each.minutes or 0,
                effort=effort,
                starts=datetime.fromisoformat(each.started_at) if each.started_at else None,
                who=each.client or "",
            )
        )
    days = [each for each in week.days() if each > opened.today]
    limit = opened.settings.hands_on_minutes_a_day
    return place(day, session.minutes, taken, days, limit)
