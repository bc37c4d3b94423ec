"""examples/plan.md, a page of parts: each script writes between its own two marks."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).parents[1] / "plan.md"


def write_part(part: str, text: str) -> None:
    """Put `text` where the page has `<!-- part -->`, up to `<!-- /part -->`; all else stays."""
    begin, end = f"<!-- {part} -->\n", f"<!-- /{part} -->\n"
    page = PAGE.read_text("utf-8")
    if begin not in page or end not in page:
        raise SystemExit(
            f"{PAGE.name} has no part “{part}”: write {begin.strip()} and {end.strip()}"
        )
    before, rest = page.split(begin, 1)
    PAGE.write_text(before + begin + text.strip() + "\n" + end + rest.split(end, 1)[1], "utf-8")
