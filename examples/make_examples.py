"""Write the sample practice into the CSV files of this folder: `python examples/make_examples.py`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from neutral_files import write_neutral

from mtdesk.exchange.sample import sample_practice

TODAY = date(2026, 11, 20)


def make(folder: Path) -> None:
    write_neutral(sample_practice(TODAY), folder)


if __name__ == "__main__":
    make(Path(__file__).parent)
