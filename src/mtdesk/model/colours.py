"""Our colours by their tokens, on a dark ground and on a light one: of charts and of the dashboard."""

from __future__ import annotations

COLOURS = {
    "ink": ("#efe7dd", "#2b211a"),
    "dim": ("#b5a89b", "#67594d"),
    "raised": ("#37291f", "#f6e3d0"),
    "warm": ("#f0a876", "#a2441a"),
    "act": ("#ff7480", "#b01346"),
    "one": ("#62b2e6", "#165f99"),
    "two": ("#2fb38a", "#0a7a5a"),
    "three": ("#d493b9", "#96477a"),
    "one-soft": ("#4b7fa0", "#4d87b6"),
    "two-soft": ("#3d846d", "#419079"),
    "three-soft": ("#9a6f88", "#a87193"),
    "act-soft": ("#b55f68", "#c65d7c"),
}
