"""What people see, word for word, held against files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def golden(request):
    def compare(name, text):
        if "MTDESK_ENCRYPTED" in os.environ:  # says one thing more, and that on standard error
            lines = text.splitlines(keepends=True)
            text = "".join(each for each in lines if "plain, as the practice is not" not in each)
        file = GOLDEN / f"{name}.txt"
        if os.environ.get("MTDESK_REWRITE"):
            GOLDEN.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
