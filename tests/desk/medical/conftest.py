"""A client in medical massage."""

from __future__ import annotations

import pytest


@pytest.fixture
def ana(desk):
    """Ana, with medical visits on 1, 8 and 15 November, a wellness one, a missed and a booked one."""
    for day in ("01", "08", "15"):
        desk.sessions.log(f"ana medical massage 60m 90 card 2026-11-{day}", confirmed=True)
    desk.sessions.log("ana swedish 60m 90 card 2026-11-16")
    desk.sessions.log("ana no-show 2026-11-17")
    desk.sessions.log("ana medical massage 60m booked 2026-11-30 10:00")
    return desk
