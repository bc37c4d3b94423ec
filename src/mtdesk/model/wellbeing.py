"""How she is: two questions a day in our own words, and where it hurts. Not a validated instrument."""

from __future__ import annotations

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.rules import SLEEP

# In the order of how often practitioners report a disorder there (Jang 2006).
PAIRED_SITES = ("thumb", "shoulder", "wrist", "elbow", "forearm", "hip", "knee", "foot")
SINGLE_SITES = ("neck", "upper-back", "low-back")
SITES = (*(f"{site}-{side}" for site in PAIRED_SITES for side in "lr"), *SINGLE_SITES)
GENERAL = "general"  # soreness without a place, as other programs' files give it


@frozen
class CheckIn:
    """Exhaustion of body and mind and soreness by site, all 0-10; what was not asked is None."""

    checked_on: str
    id: int | None = None
    body: float | None = None
    mind: float | None = None
    sleep_hours: float | None = None
    soreness: dict[str, int]
    note: str = ""

    def completed(self, said: CheckIn) -> CheckIn:
        """With what was said later that day: what is said now stands, the rest stays."""
        return replace(
            self,
            body=self.body if said.body is None else said.body,
            mind=self.mind if said.mind is None else said.mind,
            sleep_hours=self.sleep_hours if said.sleep_hours is None else said.sleep_hours,
            soreness={**self.soreness, **said.soreness},
            note="\n".join(part for part in (self.note, said.note) if part),
        )


def check_site(word: str) -> str:
    """The site a word names: `thumb-r`, `r-thumb`, `thumbr`, `low-back`, `lowback`.

    Raises:
        InvalidError: no such site, or a paired one without its side.
    """
    bare = word.casefold().replace("_", "-").replace(" ", "-")
    for site in SITES:
        place, _, side = site.rpartition("-")
        if bare in {site, site.replace("-", ""), f"{side}-{place}" if len(side) == 1 else site}:
            return site
    if bare in PAIRED_SITES:
        raise InvalidError("site", f"“{word}” has two sides; write {bare}-l or {bare}-r")
    raise InvalidError("site", f"“{word}” is not a site; one of {', '.join(SITES)}")


def site_words(site: str) -> str:
    """`thumb-r` → `right thumb`, `low-back` → `low back`."""
    place, _, side = site.rpartition("-")
    if side in {"l", "r"}:
        return f"{'left' if side == 'l' else 'right'} {place}"
    return site.replace("-", " ")


def hours_slept(text: str) -> float | None:
    """As typed: `7`, `6.5`, `6,5`; None for nothing.

    Raises:
        InvalidError: no number, or not 0 to 24.
    """
    if not text.strip():
        return None
    try:
        hours = float(text.replace(",", "."))
    except ValueError:
        raise InvalidError("sleep", f"“{text[:20]}” {SLEEP.words}") from None
    return SLEEP.check(hours, "sleep")
