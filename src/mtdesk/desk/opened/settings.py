"""The settings in force: currency, zone, week, limits, targets. They are set in `desk.practice`."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property

from mtdesk.errors import DamagedFileError, InvalidError, NotFoundError
from mtdesk.model.money import Currency, currency
from mtdesk.model.period import WEEKDAYS, Period, zone
from mtdesk.model.practice import HANDS_ON_MINUTES_A_DAY
from mtdesk.model.rules import YEARS
from mtdesk.typed import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field
    from typing import Any
    from zoneinfo import ZoneInfo

    from mtdesk.insight.findings.limits import Limits
    from mtdesk.model.profile import MileageRate, Profile

Read = TypeVar("Read")

# key -> (what it is, default). Limits of the findings are added from insight where they are read.
PRACTICE = {
    "currency": ("the practice's one currency, an ISO 4217 code", "USD"),
    "profile": (
        "the country's categories, forms and rates: us, ca, uk, other or a file; empty: as the currency",
        "",
    ),
    "zone": ("time zone, such as America/New_York", "UTC"),
    "week_start": ("the day a week begins on", "monday"),
    "distance_unit": ("mi or km, for trips; by default the profile's", ""),
    "fiscal_year_start": (
        "MM-DD, the day a year of accounts begins on; by default the profile's (04-06 in the UK)",
        "",
    ),
    "therapist_name": ("your name, for what you hand to others; empty for none", ""),
    "licence": ("your licence, as it should be printed; empty for none", ""),
    "business_name": ("the name you trade under; empty for none", ""),
    "address": ("the address of the business, on one line; empty for none", ""),
    "npi": ("your National Provider Identifier, for superbills; empty for none", ""),
    "tax_id": ("your tax number (EIN), for superbills; empty for none", ""),
    "place_of_service": (
        "where you see clients, as a superbill codes it: 11 is an office, 12 a home; empty for none",
        "",
    ),
    "income_target": ("what a year should bring before costs, in whole money; empty for none", ""),
    "take_home_target": (
        "what a working hour should leave you, in whole money; empty for none",
        "",
    ),
    "hours_a_week": ("your own weekly limit of hands-on hours; empty for none", ""),
    "disabled_rules": ("findings switched off, separated by blanks", ""),
    "inbox": ("a text file that your phone adds lines to, for mtdesk inbox; empty for none", ""),
    "retired_services": (
        "services that you offer no more, by their numbers, separated by blanks; `service list` has them",
        "",
    ),
    "backups": (
        "yes: a copy each day the practice was written to, and before an import; or no",
        "yes",
    ),
    "backup_folder": (
        "another folder for those copies, such as a stick or one that is synced; empty for none",
        "",
    ),
    "backup_age": (
        "who can read them: a recipient of age (age1…), several with commas; empty for no encryption",
        "",
    ),
    "theme": (
        "the dashboard's colours: clay (dark), linen (light), contrast; empty: as the terminal is",
        "",
    ),
    "plan": (
        "the plan that Week holds against what happens, as `plan ... --keep` writes it; empty for none",
        "",
    ),
    "keys": (
        "keys of the dashboard that you changed, such as edit=E goto=G; help lists all by name",
        "",
    ),
}
# Whole numbers beside them: key -> (what it is, default, least, most).
COUNTS = {
    "referral_warn_days": ("days before a letter or a referral runs out that it is said", 14, 0, 365),
    "referral_warn_visits": ("authorised visits left from which on it is said", 2, 0, 100),
    "progress_report_visits": (
        "visits after which a payer wants a progress report (Washington 6); 0 for never",
        0, 0, 100,
    ),
    "estimate_percent": (
        "percent of a quarter's net that you put by for tax; 0 for none (ask your accountant)",
        0, 0, 100,
    ),
    "lock_after_minutes": (
        "minutes without a key after which the dashboard locks itself; 0 for never",
        0, 0, 1440,
    ),
    "progress_report_days": (
        "days after which it wants one, when that is sooner; 0 for visits alone",
        30, 0, 365,
    ),
}  # fmt: skip
# Both were of every rise once, in other units, and are of the load alone now. Whoever sets one of
# them since has this stored beside it; whoever had set one before is told.
OF_LOAD = ("rising_watch", "rising_act")
KNOWS_OF_LOAD = "rising_is_of_load"
WELCOMED = "was_welcomed"  # stored once the first questions were answered, or skipped
# What heads a report, in this order, by the names under which it is printed.
ISSUER = {
    "business": "business_name",
    "therapist": "therapist_name",
    "licence": "licence",
    "address": "address",
}
PRINTED = tuple(ISSUER.values())
# What a superbill has beside it.
OF_SUPERBILLS = {"NPI": "npi", "tax number": "tax_id", "place of service": "place_of_service"}


class Settings:
    """What is stored, and what holds where nothing is."""

    def __init__(self, stored: dict[str, str]) -> None:
        self.stored = stored

    def _as(self, key: str, read: Callable[[str], Read], default: str) -> Read:
        """What is stored, read.

        Raises:
            DamagedFileError: it cannot be that; another program wrote it.
        """
        text = self.stored.get(key, default)
        try:
            return read(text)
        except (ValueError, OverflowError):
            raise DamagedFileError(
                f"the setting “{key}” holds “{text[:40]}”, which it cannot be; "
                f"`mtdesk settings {key} VALUE` writes it anew"
            ) from None

    @cached_property
    def currency(self) -> Currency:
        return currency(self.stored.get("currency", "USD"))

    @cached_property
    def zone(self) -> ZoneInfo:
        return zone(self.zone_name)

    @cached_property
    def zone_name(self) -> str:
        if "zone" in self.stored:
            return self.stored["zone"]
        from mtdesk.desk.opened.first_run import system_zone

        return system_zone()

    @property
    def retired_services(self) -> frozenset[int]:
        """Numbers of services that no new line means."""
        return self._as("retired_services", lambda text: frozenset(map(int, text.split())), "")

    @property
    def is_month_first(self) -> bool:
        """Only the United States put the month first; Canada does both, and its programs the day."""
        key = self.profile.key
        return key == "us" or (key not in {"ca", "uk"} and self.currency.code == "USD")

    @property
    def first_weekday(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return self._as("week_start", WEEKDAYS.index, "monday")

    def fiscal_year(self, year: int) -> Period:
        """The year of accounts that begins in `year`.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        if year not in YEARS:
            raise InvalidError("year", f"{year} is not a year of this practice; write it like 2026")
        kept = self.get("fiscal_year_start")
        month, day = self._as("fiscal_year_start", lambda text: map(int, text.split("-")), kept)
        return Period(date(year, month, day), date(year + 1, month, day))

    def year_of(self, day: date) -> int:
        """The year of accounts that a day is in, named by the year it begins in."""
        return day.year if day in self.fiscal_year(day.year) else day.year - 1

    @property
    def printed(self) -> tuple[str, ...]:
        """What heads a report: business, name, licence, address, as far as they are set."""
        return tuple(self.issuer.values())

    @property
    def issuer(self) -> dict[str, str]:
        """The same by their names."""
        return self._said(ISSUER)

    @property
    def of_superbills(self) -> dict[str, str]:
        """What only a superbill says of who gives it."""
        return self._said(OF_SUPERBILLS)

    def _said(self, keys: dict[str, str]) -> dict[str, str]:
        stored = {name: self.stored.get(key, "") for name, key in keys.items()}
        return {name: text for name, text in stored.items() if text}

    @cached_property
    def profile(self) -> Profile:
        """The country's, or her own; where none was chosen, that of the currency."""
        from mtdesk.insight import profiles

        stored = self.stored.get("profile", "")
        if stored.startswith("{"):
            return profiles.read(stored)
        return profiles.known(stored or profiles.of_currency(self.currency.code))

    @property
    def is_in_profile_currency(self) -> bool:
        """Whether the profile's rates and estimates are in the practice's money."""
        return self.profile.currency in {None, self.currency.code}

    @property
    def mileage_rates(self) -> tuple[MileageRate, ...]:
        return self.profile.mileage if self.is_in_profile_currency else ()

    @property
    def no_mileage(self) -> str:
        """Why a trip may have no rate."""
        if self.is_in_profile_currency:
            return self.profile.no_mileage
        return f"the profile's rates are in {self.profile.currency}"

    @property
    def distance_unit(self) -> str:
        return self.stored.get("distance_unit") or self.profile.distance_unit

    @property
    def income_target_minor(self) -> int | None:
        return self._amount("income_target")

    @property
    def take_home_target_minor(self) -> int | None:
        return self._amount("take_home_target")

    def _amount(self, key: str) -> int | None:
        text = self.stored.get(key, "")
        return self.currency.parse(text) if text else None

    @property
    def hands_on_minutes_a_day(self) -> int:
        return self._as("hands_on_minutes_a_day", int, str(HANDS_ON_MINUTES_A_DAY))

    @property
    def hands_on_minutes_a_week(self) -> int | None:
        text = self.stored.get("hours_a_week", "")
        read = self._as("hours_a_week", lambda text: round(float(text or 0) * 60), "")
        return read if text else None

    def count(self, key: str) -> int:
        """The value in force of one of COUNTS."""
        return self._as(key, int, str(COUNTS[key][1]))

    @property
    def limits(self) -> Limits:
        """The thresholds of the findings, hers where she has set them."""
        from mtdesk.insight.findings.limits import Limits

        chosen: dict[str, Any] = {
            key: limit_of(threshold, self.stored[key])
            for key, threshold in thresholds().items()
            if key in self.stored
        }
        return Limits(**chosen, disabled=frozenset(self.stored.get("disabled_rules", "").split()))

    @property
    def meant_otherwise(self) -> dict[str, str]:
        """The thresholds that she set while they meant something else, as she set them."""
        if KNOWS_OF_LOAD in self.stored:
            return {}
        return {key: self.stored[key] for key in OF_LOAD if key in self.stored}

    def all(self) -> list[tuple[str, str, str]]:
        """(key, value in force, what it is) of every setting."""
        words = {
            **{key: about for key, (about, _) in PRACTICE.items()},
            **{key: about for key, (about, *_) in COUNTS.items()},
            **{
                key: f"{threshold.metadata['words']} ({threshold.metadata['unit']})"
                for key, threshold in thresholds().items()
            },
        }
        return [(key, self.get(key), about) for key, about in words.items()]

    def get(self, key: str) -> str:
        """The value in force.

        Raises:
            NotFoundError: no such setting.
        """
        if key == "profile":
            return self.profile.name if self.profile.key == "own" else self.profile.key
        if key in PRACTICE:
            default = self._default(key)
        elif key in COUNTS:
            default = str(COUNTS[key][1])
        elif key in thresholds():
            default = f"{thresholds()[key].default:g}"
        else:
            raise NotFoundError(f"there is no setting “{key}”; `mtdesk settings` lists them")
        return self.stored.get(key, default)

    def _default(self, key: str) -> str:
        if key == "zone":
            return self.zone_name
        if key == "distance_unit":
            return self.profile.distance_unit
        return self.profile.year_start if key == "fiscal_year_start" else PRACTICE[key][1]


@cache
def thresholds() -> dict[str, Field[Any]]:
    """The findings' thresholds that can be set, by key."""
    from mtdesk.insight.findings.limits import Limits
    from mtdesk.model.frozen import fields

    return {field.name: field for field in fields(Limits) if field.metadata}


def limit_of(threshold: Field[Any], text: str) -> float:
    about = threshold.metadata
    whole = isinstance(threshold.default, int)
    try:
        value = int(text) if whole else float(text)
    except ValueError:
        value = -1
    if not about["least"] <= value <= about["most"]:
        raise InvalidError(
            threshold.name,
            f"“{text}” is not {'a whole number ' if whole else ''}"
            f"from {about['least']:g} to {about['most']:g}",
        )
    return value
