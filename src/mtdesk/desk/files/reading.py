"""What a practice says of how somebody else's file is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.files import layouts
from mtdesk.exchange.readers import ReaderContext
from mtdesk.model.importing.shown import Plan

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened


def context_of(
    opened: Opened,
    *,
    dates: str | None = None,
    encoding: str | None = None,
    layout: str | Plan | None = None,
) -> ReaderContext:
    """`dates`, `encoding` and `layout` are what the caller says of the file: see `Files.import_files`."""
    settings = opened.settings
    known = layouts.remembered(settings.stored)
    if isinstance(layout, Plan):
        planned = layouts.of_plan(layout)
        known[planned.name], asked = planned, planned.name
    else:
        asked = layouts.asked(settings.stored, layout)
    return ReaderContext(
        settings.currency,
        settings.zone_name,
        opened.now(),
        settings.profile.categories,
        is_month_first=settings.is_month_first,
        dates=dates,
        encoding=encoding,
        therapist=settings.get("therapist_name"),
        layouts=known,
        asked_layout=asked,
    )
