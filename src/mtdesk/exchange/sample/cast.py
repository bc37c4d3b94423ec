"""Who and what the sample practice is made of.

Every surname is a tree: nobody here is real. Amounts are in minor units, distances in tenths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mtdesk.model.frozen import frozen
from mtdesk.model.importing import Record
from mtdesk.model.incidents import Incident

STUDIO = "studio"
HOME = "home visit"
ENDED_EARLY = 20  # minutes: the session that Hemlock's conduct ended


@frozen
class Person:
    """A client; one without a service takes what fits the time left free.

    A wellness regular comes `every` so many days. A medical client (`pain` at the first visit)
    comes `weekly` times once a week, then `fortnightly` times every second one, then monthly.
    Who `stays_away` has not come for so many days. `begins` counts days from the practice's first;
    `miles_tenths` is the way to her home and back.
    """

    name: str
    method: str
    service: str = ""
    begins: int = 0
    stays_away: int = 0
    every: int = 0
    weekly: int = 0
    fortnightly: int = 0
    pain: int | None = None
    miles_tenths: int = 0
    notes: tuple[str, ...] = ()


REGULARS = (
    Person(name="Marta Nogal", service="Medical massage", method="venmo", begins=4, pain=7, weekly=18,
           fortnightly=9, notes=("[left] trapezius tight, “like a rope”", "slept through, [/left] side free",
                                 "walks to work again")),
    Person(name="José Álamo Peña", service="Myofascial release", method="card", begins=45, pain=8,
           weekly=14, fortnightly=10, notes=("niño on one hip all day: [QL] short on the right",
                                             "back at fútbol, half an hour", "sitting all day is fine")),
    Person(name="Priya Neem", service="Medical massage", method="card", begins=140, pain=6, weekly=12,
           fortnightly=8, notes=("jaw and neck; dentist sent her <2 visits a month agreed>",)),
    Person(name="Tobias Esche", service="Lymphatic drainage", method="hsa", begins=215, pain=7, weekly=12,
           fortnightly=8, notes=("after knee surgery; girth 41 cm", "girth 38,5 cm; stairs without rail")),
    Person(name="Hana Sakura", service="Swedish", method="card", begins=2, every=14),
    Person(name="Luis Olmo", service="Deep tissue", method="venmo", begins=5, every=21),
    Person(name="Amara Baobab", service="Swedish", method="cash", begins=9, every=21,
           notes=("café-laptop shoulders again",)),
    Person(name="Greta Linde", service="Swedish", method="check", begins=3, every=14, miles_tenths=94),
    Person(name="Wendell Pine", service="Swedish", method="cash", begins=11, every=21, miles_tenths=168),
    Person(name="Samir Cedar", service="Sports", method="card", begins=8, every=14,
           notes=("marathon in eight weeks; calves",)),
    Person(name="Noor Palma", service="Prenatal", method="card", begins=160, every=14),
    Person(name="Oona Koivu", service="Craniosacral", method="venmo", begins=13, every=28),
    Person(name="Kofi Odum", service="Deep tissue", method="card", begins=15, every=14),
    Person(name="Bridget Rowan", service="Deep tissue", method="cash", begins=17, every=28, stays_away=95),
)  # fmt: skip

_GUESTS = (
    "Ines Acácia|Mei-Ling Willow|Dmitri Beryoza|Fatou Karité|Callum Hazel|Yuki Momiji|Rosa Jacaranda|"
    "Ahmet Çınar|Leilani Koa|Björn Ask|Thandi Marula|Pierre Hêtre|Anjali Banyan|Owen Sycamore|Zofia Brzoza|"
    "Mateo Ceibo|Ayla Ladin|Ruth Elm|Kwame Sapele|Sofía Ciprés|Hyun-woo Sol|Nadia Poplar|Enzo Faggio|"
    "Keala Hala|Joan Juniper|Farid Sarv|Imani Moringa|Lars Gran|Chi Camphor|Delphine Orme|Abel Larch|"
    "Tova Alon|Ramón Sauce|Ivy Magnolia|Pavel Javor|Simone Tilleul"
)
_THEIR_METHODS = ("card", "venmo", "card", "cash", "card", "zelle")
GUESTS = tuple(
    Person(name=name, method=_THEIR_METHODS[number % len(_THEIR_METHODS)])
    for number, name in enumerate(_GUESTS.split("|"))
)
GUEST_SERVICES = {
    45: ("Reflexology",),
    60: ("Swedish", "Deep tissue", "Swedish", "Sports"),
    75: ("Hot stone",),
    90: ("Deep tissue", "Thai"),
}
HOURLY_PRICES = {
    "Swedish": 80_00, "Deep tissue": 90_00, "Sports": 90_00, "Prenatal": 85_00, "Hot stone": 90_00,
    "Thai": 90_00, "Reflexology": 80_00, "Craniosacral": 80_00, "Medical massage": 95_00,
    "Myofascial release": 95_00, "Lymphatic drainage": 90_00,
}  # fmt: skip
PRICES_ROSE = 300  # days before today, and then the first of that month
RISE = 10_00
AT_HOME = 25_00
CANCELLATION_FEE = 45_00


@dataclass(frozen=True, slots=True)
class Cost:
    """What falls due on one day of every month, or of the months named; `most` 0 is a fixed sum."""

    day: int
    category: str
    vendor: str
    least: int
    most: int = 0
    months: tuple[int, ...] = ()
    method: str = "card"
    note: str = ""


COSTS = (
    Cost(1, "rent_room", "Linden Court Studios", 620_00, method="transfer"),
    Cost(2, "dues", "Guild of Hands", 79_00, months=(2,)),
    Cost(3, "software", "Bookleaf", 34_00),
    Cost(5, "phone", "Copperline Mobile", 45_00),
    Cost(8, "laundry", "Corner Wash", 21_00, 31_00, method="cash"),
    Cost(10, "insurance", "Practitioners Mutual", 219_00, months=(3,), note="liability, one year"),
    Cost(12, "supplies", "Green Jar", 34_00, 88_00, note="oil, cream, face-cradle covers"),
    Cost(15, "continuing_education", "Riverside School", 185_00, months=(5, 10), note="12 hours"),
    Cost(18, "advertising", "Corner Print", 58_00, months=(6, 11), note="cards and flyers"),
    Cost(22, "laundry", "Corner Wash", 21_00, 31_00, method="cash"),
)
OWN_BODYWORK = Cost(20, "own_bodywork", "The Quiet Room", 95_00, note="my own back")


@dataclass(frozen=True, slots=True)
class Sale:
    """Money that is not a session's, so many days before today."""

    ago: int
    kind: str
    amount_minor: int
    client: str
    note: str


SALES = (
    Sale(230, "gift_card", 120_00, "Hana Sakura", "for her sister"),
    Sale(75, "refund", 50_00, "Samir Cedar", "felt faint, left after half the time"),
    Sale(45, "gift_card", 100_00, "Oona Koivu", "for a colleague"),
)
GIFT_CARD_USED = 200  # days before today, or the next guest after
UNPAID = {17, 11, 4}  # days before today whose first session is still owed
STRAINED = 325  # days before today

HEMLOCK = Person(name="Dale Hemlock", method="cash", service="Deep tissue")
LATE = Incident(
    occurred_at="", local_date="", kind="late cancel", severity=1, client=HEMLOCK.name, place=STUDIO,
    saw="Did not come; a text 40 minutes before, the second time without a day's notice.",
    did="Answered with the cancellation policy.", lost_minor=90_00,
)  # fmt: skip
REMARK = Incident(
    occurred_at="", local_date="", kind="sexual remark", severity=2, client=HEMLOCK.name, place=STUDIO,
    said="“You must get lonely, working with your hands all day.” Then a remark about my body.",
    saw="Lying face up, draped, laughing.",
    did="Said that such remarks end the session. He apologised; finished the hour, door ajar.",
    told="A colleague, the next day.",
)  # fmt: skip
TOUCH = Incident(
    occurred_at="", local_date="", kind="sexual touch", severity=4, client=HEMLOCK.name, place=STUDIO,
    said="“Nobody has to know.”",
    saw="He pushed the drape aside, took hold of my wrist and pulled my hand towards him.",
    did="Pulled free, stepped back, said the session was over and left the room. Waited in the hall "
        "with the landlady until he had gone. Ended after 20 of 60 minutes; charged nothing.",
    witness="The landlady, in the hall afterwards.",
    told="The insurer by phone the same day; the landlady.", lost_minor=100_00,
)  # fmt: skip
STRAIN = Incident(
    occurred_at="", local_date="", kind="injury to me", severity=2, place=HOME, body_part="low back",
    days_off=0, source_kind="strain", did="Lifted the table out of the car with one hand. Two hands since.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of Hemlock's: due `ago` days before today, and what happened so many minutes in."""

    ago: int
    status: str = "done"
    incident: Incident | None = None
    minutes_in: int = 0
    minutes: int = 60


TOUCH_AGO = 9
HEMLOCK_VISITS = (
    Visit(480), Visit(452, "late_cancel"), Visit(421), Visit(395, "no_show"),
    Visit(350, "late_cancel", LATE), Visit(322), Visit(280), Visit(243, "no_show"), Visit(210, "late_cancel"),
    Visit(158, "done", REMARK, 35), Visit(129, "late_cancel"), Visit(94, "no_show"),
    Visit(61, "late_cancel"), Visit(40, "late_cancel"), Visit(TOUCH_AGO, "done", TOUCH, 18, ENDED_EARLY),
)  # fmt: skip


# What is booked: days from today, when, minutes. The day after tomorrow passes 4 h.
AHEAD = (
    (0, "14:30", 60), (1, "09:30", 60), (1, "11:00", 60), (2, "09:00", 60), (2, "10:10", 90),
    (2, "12:30", 90), (2, "14:15", 90), (3, "10:00", 60), (4, "09:30", 60), (4, "11:00", 60),
    (6, "10:00", 60), (7, "09:00", 60), (7, "10:30", 90), (9, "09:30", 60), (10, "10:00", 90),
)  # fmt: skip


def card_fee(amount: int, *, is_tip: bool = False) -> int:
    """2.6 % and ten cents a payment; a tip rides along with it."""
    return (amount * 26 + 500) // 1000 + (0 if is_tip else 10)


def record(key: str, **values: Any) -> Record:
    """A record whose place in the file and digest are not known yet."""
    return Record(key=key, digest="", line=0, **values)
