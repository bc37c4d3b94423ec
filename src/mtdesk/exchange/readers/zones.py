"""Time zones by the names that programs print: IANA's own, and those of Rails, which Square uses."""

from __future__ import annotations

from datetime import datetime

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers.cells import shown
from mtdesk.model import period
from mtdesk.model.names import fold

_CALLED = {
    "international date line west": "Etc/GMT+12", "american samoa": "Pacific/Pago_Pago",
    "midway island": "Pacific/Midway", "hawaii": "Pacific/Honolulu", "alaska": "America/Juneau",
    "pacific time (us & canada)": "America/Los_Angeles", "tijuana": "America/Tijuana",
    "mountain time (us & canada)": "America/Denver", "arizona": "America/Phoenix",
    "central time (us & canada)": "America/Chicago", "saskatchewan": "America/Regina",
    "mexico city": "America/Mexico_City", "eastern time (us & canada)": "America/New_York",
    "indiana (east)": "America/Indiana/Indianapolis", "bogota": "America/Bogota",
    "atlantic time (canada)": "America/Halifax", "puerto rico": "America/Puerto_Rico",
    "newfoundland": "America/St_Johns", "brasilia": "America/Sao_Paulo", "azores": "Atlantic/Azores",
    "dublin": "Europe/Dublin", "edinburgh": "Europe/London", "lisbon": "Europe/Lisbon",
    "london": "Europe/London", "amsterdam": "Europe/Amsterdam", "belgrade": "Europe/Belgrade",
    "berlin": "Europe/Berlin", "bern": "Europe/Zurich", "brussels": "Europe/Brussels",
    "budapest": "Europe/Budapest", "copenhagen": "Europe/Copenhagen", "madrid": "Europe/Madrid",
    "paris": "Europe/Paris", "prague": "Europe/Prague", "rome": "Europe/Rome",
    "stockholm": "Europe/Stockholm", "vienna": "Europe/Vienna", "warsaw": "Europe/Warsaw",
    "zagreb": "Europe/Zagreb", "zurich": "Europe/Zurich", "athens": "Europe/Athens",
    "helsinki": "Europe/Helsinki", "jerusalem": "Asia/Jerusalem", "singapore": "Asia/Singapore",
    "hong kong": "Asia/Hong_Kong", "perth": "Australia/Perth", "osaka": "Asia/Tokyo",
    "sapporo": "Asia/Tokyo", "tokyo": "Asia/Tokyo", "seoul": "Asia/Seoul",
    "adelaide": "Australia/Adelaide", "darwin": "Australia/Darwin",
    "brisbane": "Australia/Brisbane", "canberra": "Australia/Canberra", "guam": "Pacific/Guam",
    "hobart": "Australia/Hobart", "melbourne": "Australia/Melbourne", "sydney": "Australia/Sydney",
    "auckland": "Pacific/Auckland", "wellington": "Pacific/Auckland",
}  # fmt: skip


# What Windows, and so Outlook, calls the zones of those who are likely to write a calendar in it.
_OF_WINDOWS = {
    "pacific standard time": "America/Los_Angeles", "mountain standard time": "America/Denver",
    "us mountain standard time": "America/Phoenix", "central standard time": "America/Chicago",
    "eastern standard time": "America/New_York", "atlantic standard time": "America/Halifax",
    "newfoundland standard time": "America/St_Johns", "alaskan standard time": "America/Anchorage",
    "hawaiian standard time": "Pacific/Honolulu", "canada central standard time": "America/Regina",
    "us eastern standard time": "America/Indiana/Indianapolis", "gmt standard time": "Europe/London",
    "greenwich standard time": "Atlantic/Reykjavik", "w. europe standard time": "Europe/Berlin",
    "romance standard time": "Europe/Paris", "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw", "e. europe standard time": "Europe/Chisinau",
    "fle standard time": "Europe/Kyiv", "gtb standard time": "Europe/Bucharest",
    "aus eastern standard time": "Australia/Sydney", "e. australia standard time": "Australia/Brisbane",
    "cen. australia standard time": "Australia/Adelaide", "w. australia standard time": "Australia/Perth",
    "new zealand standard time": "Pacific/Auckland", "tokyo standard time": "Asia/Tokyo",
    "singapore standard time": "Asia/Singapore", "india standard time": "Asia/Kolkata",
    "utc": "UTC",
}  # fmt: skip


def called(name: str) -> str:
    """The IANA name of a zone as Rails or Windows calls it; any other name stays."""
    form = fold(name)
    return _CALLED.get(form) or _OF_WINDOWS.get(form, name)


class Zone:
    """A column of names of zones; what it holds beside the practice's own zone is said."""

    def __init__(self, own: str) -> None:
        self._own = own
        self._other: set[str] = set()
        self._unknown: set[str] = set()

    def __call__(self, cell: str, _column: str) -> str | None:
        """The IANA name of a zone that is not the practice's own; None where days stay as printed."""
        called = cell.strip()
        if not called:
            return None
        name = _CALLED.get(fold(called), called)
        try:
            period.zone(name)
        except InvalidError:
            self._unknown.add(shown(called))
            return None
        if name == self._own:
            return None
        self._other.add(name)
        return name

    def words(self) -> list[str]:
        told = [
            f"its times are in {name}; days are those of {self._own}, your own zone"
            for name in sorted(self._other)
        ]
        return told + [
            f"the time zone “{called}” is not known; its days stay as printed"
            for called in sorted(self._unknown)
        ]


class Short(Zone):
    """A column of short names, like PST. One may be of several zones: days stay as printed.

    Those of the practice's own zone need no word.
    """

    def __init__(self, own: str) -> None:
        super().__init__(own)
        zone = period.zone(own)
        self._own_names = {datetime(2026, month, 1, tzinfo=zone).tzname() for month in (1, 7)}

    def __call__(self, cell: str, _column: str) -> None:
        called = cell.strip()
        if called and called.upper() not in self._own_names:
            self._unknown.add(shown(called))
