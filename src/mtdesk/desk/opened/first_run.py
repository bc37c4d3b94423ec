"""What a new practice file holds before its first row: settings from the system, a menu."""

from __future__ import annotations

import os
from pathlib import Path

from mtdesk.model.period import zone
from mtdesk.model.practice import FIRST_MENU
from mtdesk.store import practice
from mtdesk.store.file.book import Book

# Where the system's locale names no country we know, the default profile's currency.
_CURRENCY_OTHERWISE = "USD"
_CURRENCY_OF_COUNTRY = {
    "US": "USD", "CA": "CAD", "GB": "GBP", "AU": "AUD", "NZ": "NZD", "JP": "JPY", "IN": "INR",
    "CH": "CHF", "SE": "SEK", "NO": "NOK", "DK": "DKK", "PL": "PLN", "MX": "MXN", "BR": "BRL",
    "ZA": "ZAR", "KR": "KRW", "SG": "SGD", "HK": "HKD", "IL": "ILS", "PH": "PHP",
    **dict.fromkeys(
        ("DE", "AT", "FR", "ES", "IT", "NL", "BE", "FI", "IE", "PT", "GR", "SK", "SI", "EE", "LV",
         "LT", "LU", "MT", "CY", "HR"), "EUR"),
}  # fmt: skip


def furnish(book: Book, at: str) -> None:
    """Write the first settings and the first menu, as one operation."""
    country = _country()
    with book.transaction("start", "a new practice", at):
        if practice.is_furnished(book):
            return  # another process was first
        practice.set_setting(book, "zone", system_zone())
        currency = _CURRENCY_OF_COUNTRY.get(country)
        practice.set_setting(book, "currency", currency or _CURRENCY_OTHERWISE)
        if country and currency is None:  # dollars for want of a better one, and no miles for it
            practice.set_setting(book, "distance_unit", "km")
        for service in FIRST_MENU:
            practice.add_service(book, service)


def system_zone() -> str:
    """The IANA name of the computer's time zone, or UTC where it does not say."""
    candidates = [os.environ.get("TZ", "").lstrip(":")]
    try:
        target = str(Path("/etc/localtime").resolve())
        candidates.append(target.partition("zoneinfo/")[2])
        candidates.append(Path("/etc/timezone").read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        pass
    for name in candidates:
        if name:
            try:
                zone(name)
            except ValueError:
                continue
            except Exception:  # noqa: BLE001, S112 - any name the system has wrong: try the next
                continue
            return name
    return "UTC"


def _country() -> str:
    """The country of the locale (`en_US.UTF-8` → US), or an empty string."""
    for variable in ("LC_ALL", "LC_MONETARY", "LANG"):
        language, _, country = os.environ.get(variable, "").partition(".")[0].partition("_")
        if language and country:
            return country.upper()
    return ""
