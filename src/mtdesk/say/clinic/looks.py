"""What a clinic sees, each look as a page: a sentence, tables, and what is to be known of them."""

from __future__ import annotations

from mtdesk.insight.clinic.views import Safety, Team, Week, Year
from mtdesk.say.clinic.parts import Page, Part
from mtdesk.say.clinic.sums import safety_page, week_page, year_page
from mtdesk.say.clinic.team import team_page

__all__ = ["TITLES", "Look", "Page", "Part", "page"]

TITLES = ("Team", "Week", "Year", "Safety")
Look = Team | Week | Year | Safety


def page(look: Look) -> Page:
    if isinstance(look, Team):
        return team_page(look)
    if isinstance(look, Week):
        return week_page(look)
    return year_page(look) if isinstance(look, Year) else safety_page(look)
