"""How often what is made at random is tried: quickly on every run, long and hard by `make fuzz`.

The counts at the tests are those of an hour to spare; a run has time for half of them.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

FACTOR = float(os.environ.get("MTDESK_TRIES", "0.5"))


def times(count: int, **more: object) -> settings:
    """Settings of a test that tries this many examples, and as often more as is asked for."""
    return settings(
        max_examples=scaled(count), deadline=None, suppress_health_check=list(HealthCheck), **more
    )


def scaled(count: int) -> int:
    return max(1, round(count * FACTOR))
