"""What the guide of incidents refuses, question by question; every door is asked the same."""

from __future__ import annotations

from mtdesk.model.incidents import QUESTIONS

_WRONG = {
    "kind": "nonsense", "severity": "9", "at": "2027-01-01", "client": "99", "setting": "x" * 201,
    "ended": "721", "paid": "maybe", "lost": "ninety", "follow-up": "2026-11-22: past",
}  # fmt: skip
NO_TEXT = "a\ud800b"  # what can be wrong with words: half a character
WRONG = {each.key: _WRONG.get(each.key, NO_TEXT) for each in QUESTIONS}
