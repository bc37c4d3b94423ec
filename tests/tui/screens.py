r"""Pictures of every area on the sample practice, as SVG: `make screens`.

python tests/tui/screens.py FOLDER [--size 120x40] [--theme clay] [--day 2026-11-20]
"""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mtdesk.desk import Desk
from mtdesk.desk.files.demo import sample_desk
from mtdesk.tui.app import AREAS, Dashboard
from mtdesk.tui.parts.picture import svg_of

ZONE = ZoneInfo("America/New_York")


async def draw(folder: Path, size: tuple[int, int], theme: str, day: str) -> None:
    now = datetime.fromisoformat(f"{day}T17:45").replace(tzinfo=ZONE)
    with sample_desk(Desk, lambda: now, zone_name=str(ZONE)) as desk:
        app = Dashboard(desk)
        async with app.run_test(size=size) as pilot:
            app.theme = theme
            for title in AREAS:
                await app.action_area(title)
                for _ in range(5):
                    await pilot.pause(0.05)
                picture = folder / f"{title.lower()}.svg"
                picture.write_text(svg_of(app), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--theme", default="clay")
    parser.add_argument("--day", default="2026-11-20")
    options = parser.parse_args()
    width, _, height = options.size.partition("x")
    options.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(options.folder, (int(width), int(height)), options.theme, options.day))


if __name__ == "__main__":
    main()
