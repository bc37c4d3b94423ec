"""Lines and columns on a terminal."""

from __future__ import annotations

from rich.cells import cell_len

from mtdesk.charts.texts import cells_of
from mtdesk.cli.print import table, wrapped

NAMES = (
    "Ana Pérez", "Łukasz Żak", "Ελένη Παππά", "Ольга Ким", "김민지", "山田太郎", "ก้อง ใจดี",
    "प्रिया शर्मा", "أحمد علي", "שרה כהן", "👩‍👧 Ana", "e\u0301le\u0300ve",
)  # fmt: skip


def test_columns_stand_under_their_heads_in_any_script():
    lines = table(("client", "service", "price"), [(name, "Swedish", "$90") for name in NAMES])
    places = {
        cell_len(line[: line.index("S" if number else "service")])
        for number, line in enumerate(lines[1:], 1)
    }
    assert len(places) == 1
    assert cell_len(lines[0][: lines[0].index("service")]) == places.pop()


def test_both_fronts_count_cells_alike():
    assert [cells_of(name) for name in NAMES] == [cell_len(name) for name in NAMES]
    assert cells_of("👩‍👧 Ana") == 6


def test_a_duration_is_not_broken_over_two_lines():
    for words in range(60, 100):
        lines = list(wrapped(f"{'x' * words} 66 h 06 hands-on and 45 min more, 12 sessions"))
        assert not [line for line in lines if line.endswith((" 66", " h", " 45"))]
        assert not [line for line in lines if "\u00a0" in line]
        assert "66 h 06" in " ".join(lines)
