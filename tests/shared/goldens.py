"""What people see, word for word, held against files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def golden(request):
    def compare(name, text):
        file = GOLDEN / f"{name}.txt"
        if os.environ.get("MTDESK_REWRITE"):
            GOLDEN.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
