"""A referral and a function note, written down as tests of several rooms do."""

from __future__ import annotations


def refer(desk, **fields):
    given_fields = {"by": "Dr. Kim", "on": "2026-11-01", **fields}
    return desk.medical.referrals.refer("ana", given_fields)[0]


def function(desk, line, note="", **more):
    return desk.medical.functions.note(line, note, **more)[0]
