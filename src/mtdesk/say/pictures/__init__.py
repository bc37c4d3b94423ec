"""What is drawn: figures of the desk as Series, the same for the command line and the dashboard."""

from __future__ import annotations

from mtdesk.say.pictures.body import exhaustion_by_week, soreness_of_site, soreness_of_weeks
from mtdesk.say.pictures.clients import pain_by_visit
from mtdesk.say.pictures.money import income_by_month, income_by_week, take_home_by_month
from mtdesk.say.pictures.work import hours_by_day, load_by_day, load_by_week

__all__ = [
    "exhaustion_by_week",
    "hours_by_day",
    "income_by_month",
    "income_by_week",
    "load_by_day",
    "load_by_week",
    "pain_by_visit",
    "soreness_of_site",
    "soreness_of_weeks",
    "take_home_by_month",
]
