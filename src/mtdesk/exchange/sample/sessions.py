"""The sessions: how much work a day holds (a calm year, then an overload that nobody decided on),
who comes when, how it went, what was paid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from mtdesk.exchange.sample import cast
from mtdesk.exchange.sample.cast import GUESTS, HEMLOCK, REGULARS, Person, Visit, card_fee, record
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Record
from mtdesk.model.incidents import Incident
from mtdesk.model.ledger.costs import Trip
from mtdesk.model.ledger.payment import Payment, Redemption
from mtdesk.model.names import fold
from mtdesk.model.period import Period, days_before, format_instant, local_instant
from mtdesk.model.practice import EFFORT_OTHERWISE, FIRST_MENU, USUAL_EFFORT
from mtdesk.model.session import Session

OVERLOAD = 98  # days over which the work grows
_LENGTH = 78 * 7  # days, today among them
_TUESDAY, _WEDNESDAY, _SATURDAY = 1, 2, 5

# Minutes of the sessions of a calm week, Monday first.
_CALM_WEEK = ((60, 60, 60, 45), (60, 90, 60), (), (60, 60, 60, 60), (60, 75, 60, 45), (60, 60), ())
# The last 28 days, today last: counted in days rather than weekdays, so that the findings hold
# whatever day today is. Five days pass 4 h; after the last day off come eight working days.
LAST_DAYS = (
    (60, 60, 75), (60, 60, 60, 45), (), (60, 90, 60, 60), (60, 60, 60), (60, 45, 60), (),
    (60, 60, 60, 45), (75, 60, 60), (60, 90, 60, 60), (60, 60, 45, 60), (), (60, 60, 60), (60, 75),
    (60, 60, 60, 45), (60, 60, 60), (60, 90, 60), (60, 60, 60, 45), (60, 60, 20), (), (60, 60, 60),
    (60, 90, 60, 60), (60, 60, 60, 45), (75, 60, 90, 60), (60, 60, 45, 60), (60, 90, 60, 75), (60, 60, 60),
    (60, 45, 45),
)  # fmt: skip


def all_days(today: date) -> Period:
    return days_before(today, _LENGTH)


def overload(ago: int) -> float:
    """0 in the calm year, 1 today; `ago` counts days before today, here as everywhere."""
    return max(0.0, 1 - ago / OVERLOAD)


def slots(day: date, ago: int, random: Random) -> tuple[int, ...]:
    """Minutes of the day's sessions, in order; December and January are busy, August is quiet."""
    if ago < len(LAST_DAYS):
        return LAST_DAYS[-1 - ago]
    calm = _CALM_WEEK[day.weekday()]
    if ago < OVERLOAD:
        return calm + _taken_on(day.weekday(), overload(ago))
    if _is_holiday(day):
        return ()
    if day.month == 8 or random.random() < 0.08:
        return calm[:-1]
    if day.month in {12, 1} and day.weekday() in {_TUESDAY, _SATURDAY}:
        return (*calm, 60)
    return calm


def _taken_on(weekday: int, share: float) -> tuple[int, ...]:
    """What she adds to the calm week: the free Wednesday first, then Saturday, then Tuesday."""
    if weekday == _WEDNESDAY:
        return (60,) * round(4 * share)
    if (weekday == _SATURDAY and share > 0.3) or (weekday == _TUESDAY and share > 0.5):
        return (60,)
    return ()


def _is_holiday(day: date) -> bool:
    """Ten days in spring and nine in autumn; in the overload she takes neither."""
    spring = date(day.year, 4, 10) <= day <= date(day.year, 4, 19)
    autumn = date(day.year, 9, 5) <= day <= date(day.year, 9, 13)
    return spring or autumn


_PURPOSES = {service.name: service.purpose for service in FIRST_MENU}
_GUEST_STAYS_AWAY = 6  # days at least
_GIFT_CARD = max(sale.amount_minor for sale in cast.SALES if sale.kind == "gift_card")


class Appointments:
    """Her appointment book while it fills, one day after the other."""

    def __init__(self, today: date, zone: str, random: Random) -> None:
        self.today = today
        self.zone = zone
        self.random = random
        first = all_days(today).start
        rise = today - timedelta(days=cast.PRICES_ROSE)
        self.prices_rose = rise.replace(day=1)
        self.due = {person.name: first + timedelta(days=person.begins) for person in REGULARS}
        self.last_seen: dict[str, date] = {}
        self.visits: Counter[str] = Counter()
        self.guests_seen: Counter[int] = Counter()  # by minutes
        self.hemlock = list(cast.HEMLOCK_VISITS)
        self.has_gift_card = True

    def on(self, day: date, slots: tuple[int, ...]) -> Iterator[Record]:
        """A day's sessions, with the trips and incidents that belong to them."""
        ago = (self.today - day).days
        if ago == cast.STRAINED:
            at = local_instant(day, time(8, 0), self.zone)
            yield self.incident(cast.STRAIN, at, timedelta(hours=11))
        instant = local_instant(day, time(8, 30) if ago < len(LAST_DAYS) else time(9, 0), self.zone)
        pause = 25 - 5 * round(3 * overload(ago))
        was_away = False
        for number, minutes in enumerate(slots):
            person = self.next_client(day, minutes)
            is_away = bool(person.miles_tenths)
            if number:
                instant += timedelta(minutes=45 if is_away or was_away else pause)
            if number == 3:
                instant += timedelta(minutes=30)
            is_owed = number == 0 and ago in cast.UNPAID
            yield from self.session(person, instant, minutes, is_owed=is_owed)
            was_away = is_away
            instant += timedelta(minutes=minutes)

    def ahead(self) -> Iterator[Record]:
        """This afternoon and what the next days hold; nobody has kept a day free yet."""
        regulars = sorted(
            (
                person
                for person in REGULARS
                if person.pain is None and not person.miles_tenths and not person.stays_away
            ),
            key=lambda person: self.due[person.name],
        )
        guests = iter(sorted(GUESTS, key=lambda guest: self.last_seen.get(guest.name, date.min)))
        for days, clock, minutes in cast.AHEAD:
            person = regulars.pop(0) if minutes == 60 and regulars else next(guests)
            instant = local_instant(
                self.today + timedelta(days=days), time.fromisoformat(clock), self.zone
            )
            session = self.appointment(person, instant, minutes, "booked")
            yield record(f"sample:session:{session.started_at}", session=session)

    # --- who comes ----------------------------------------------------------------------------

    def next_client(self, day: date, minutes: int) -> Person:
        """Whoever is due takes an hour; what is left goes to guests, some more often than others."""
        ago = (self.today - day).days
        if self.hemlock and self.hemlock[0].ago >= ago and self.hemlock[0].minutes == minutes:
            return HEMLOCK
        due = [
            person
            for person in REGULARS
            if self.due[person.name] <= day
            and ago >= person.stays_away
            and not (ago == 0 and person.miles_tenths)
        ]
        if due and minutes == 60:
            return min(due, key=lambda person: self.due[person.name])
        while True:
            guest = GUESTS[int(len(GUESTS) * self.random.random() ** 2)]
            if (day - self.last_seen.get(guest.name, date.min)).days > _GUEST_STAYS_AWAY:
                return guest

    def days_to_next(self, person: Person, day: date) -> int:
        if person.pain is None:
            season = {8: 1.5, 12: 0.8, 1: 0.8}.get(day.month, 1.0)
            return round(person.every * season) + self.random.choice((-1, 0, 0, 1))
        visits = self.visits[person.name]
        if visits < person.weekly:
            return 7
        return 14 if visits < person.weekly + person.fortnightly else 30

    # --- one session --------------------------------------------------------------------------

    def session(
        self, person: Person, instant: datetime, minutes: int, *, is_owed: bool
    ) -> Iterator[Record]:
        ago = (self.today - instant.date()).days
        visit = self.hemlock.pop(0) if person is HEMLOCK else Visit(ago)
        status = visit.status
        if not person.service and ago >= len(LAST_DAYS) and self.random.random() < 0.04:
            status = self.random.choice(("late_cancel", "no_show"))
        session = self.appointment(person, instant, minutes, status)
        redemption = None
        if status == "done":
            session = self.as_done(session, person, ago)
            if self.pays_with_gift_card(session, person, ago):
                redemption = Redemption(
                    redeemed_on=session.local_date, amount_minor=session.price_minor or 0
                )
                session = replace(session, price_minor=0, note="paid with a gift card")
        if minutes == cast.ENDED_EARLY:
            session = replace(session, price_minor=0, note="ended early, see the incident")
        payments = () if is_owed else self.payments(session, person)
        key = f"sample:session:{session.started_at}"
        yield record(key, session=session, payments=payments, redemption=redemption)
        if person.miles_tenths and status == "done":
            yield _trip(person, session)
        if visit.incident:
            at = instant + timedelta(minutes=visit.minutes_in)
            yield self.incident(visit.incident, at, timedelta(minutes=50), key)

    def appointment(self, person: Person, instant: datetime, minutes: int, status: str) -> Session:
        """What is known when it is booked; the next visit is planned as well."""
        day = instant.date()
        service = person.service or self.guest_service(minutes)
        self.last_seen[person.name] = day
        if person.name in self.due:
            self.due[person.name] = day + timedelta(days=self.days_to_next(person, day))
        is_charged = status in {"done", "booked"}
        return Session(
            local_date=day.isoformat(),
            started_at=format_instant(instant),
            minutes=minutes,
            client=person.name,
            service=service,
            workplace=cast.HOME if person.miles_tenths else cast.STUDIO,
            purpose=_PURPOSES[service],
            modality=service,
            price_minor=self.price(person, service, minutes, day) if is_charged else None,
            status=status,
        )

    def guest_service(self, minutes: int) -> str:
        """In turn rather than by chance, so that no week is heavier by luck of the draw."""
        services = cast.GUEST_SERVICES[minutes]
        self.guests_seen[minutes] += 1
        return services[self.guests_seen[minutes] % len(services)]

    def price(self, person: Person, service: str, minutes: int, day: date) -> int:
        """Minor units, in steps of five dollars."""
        price = round(cast.HOURLY_PRICES[service] * minutes / 60 / 500) * 500
        price += cast.RISE if day >= self.prices_rose else 0
        return price + (cast.AT_HOME if person.miles_tenths else 0)

    def as_done(self, session: Session, person: Person, ago: int) -> Session:
        """The session with what she knows of it afterwards."""
        visit = self.visits[person.name]
        self.visits[person.name] += 1
        usual = USUAL_EFFORT.get(fold(session.service or ""), EFFORT_OTHERWISE)
        # Her own efforts lie nearer together than those of a table made for everybody.
        own = (EFFORT_OTHERWISE + usual) / 2
        effort = own + overload(ago) + self.random.choice((-0.5, 0, 0, 0.5))
        is_estimated = self.random.random() < 0.06
        before, after = self.pain(person, visit)
        has_note = person.notes and visit % 5 == 0
        return replace(
            session,
            effort=round((own if is_estimated else effort) * 2) / 2,
            effort_estimated=is_estimated,
            pressure=min(5, round(usual * 0.6 + 1)),
            pain_before=before,
            pain_after=after,
            asked_feedback=before is not None and self.random.random() < 0.4,
            note=person.notes[visit // 5 % len(person.notes)] if has_note else "",
        )

    def pain(self, person: Person, visit: int) -> tuple[int | None, int | None]:
        """Before and after: down to 2 by the time a medical client comes once a month."""
        if person.pain is None:
            return None, None
        course = min(1.0, visit / (person.weekly + person.fortnightly))
        wobble = self.random.choice((-1, 0, 0, 0, 1)) if visit else 0
        level = round(person.pain - (person.pain - 2) * course) + wobble
        before = min(person.pain, max(1, level))
        return before, max(0, before - self.random.choice((2, 2, 3)))

    def pays_with_gift_card(self, session: Session, person: Person, ago: int) -> bool:
        is_used = (
            self.has_gift_card
            and not person.service
            and ago <= cast.GIFT_CARD_USED
            and (session.price_minor or 0) <= _GIFT_CARD
        )
        self.has_gift_card = self.has_gift_card and not is_used
        return is_used

    def payments(self, session: Session, person: Person) -> tuple[Payment, ...]:
        """What came in on the day: the price and a tip, or the fee for a late cancellation."""
        if session.status == "late_cancel" and person is not HEMLOCK:
            return (_payment(session, person.method, "cancellation_fee", cast.CANCELLATION_FEE),)
        if session.status != "done" or session.minutes == cast.ENDED_EARLY:
            return ()
        tips = (0, 0, 0, 5_00) if session.purpose == "medical" else (0, 10_00, 15_00, 15_00, 20_00)
        parts = (("session", session.price_minor or 0), ("tip", self.random.choice(tips)))
        return tuple(
            _payment(session, person.method, kind, amount) for kind, amount in parts if amount
        )

    def incident(
        self, told: Incident, at: datetime, until_written: timedelta, session_key: str | None = None
    ) -> Record:
        occurred_at = format_instant(at)
        incident = replace(
            told,
            occurred_at=occurred_at,
            local_date=at.date().isoformat(),
            recorded_at=format_instant(at + until_written),
        )
        return record(f"sample:incident:{occurred_at}", incident=incident, session_key=session_key)


def _trip(person: Person, session: Session) -> Record:
    trip = Trip(
        travelled_on=session.local_date,
        distance_tenths=person.miles_tenths,
        unit="mi",
        purpose=f"home visit, {person.name}",
    )
    return record(f"sample:trip:{session.started_at}", trip=trip)


def _payment(session: Session, method: str, kind: str, amount: int) -> Payment:
    is_card = method in {"card", "hsa"}
    return Payment(
        received_on=session.local_date,
        kind=kind,
        amount_minor=amount,
        fee_minor=card_fee(amount, is_tip=kind == "tip") if is_card else 0,
        client=session.client,
        method=method,
        on_1099=is_card,
        voluntary=True if kind == "tip" else None,
    )
