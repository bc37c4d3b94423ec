"""What several areas of the dashboard use."""

from __future__ import annotations

from pathlib import Path

DIALOG_STYLE = Path(__file__).with_name("dialogs.tcss")
