"""A processor's file of one's own making: a row of Square for each payment."""

from __future__ import annotations

import csv

COLUMNS = (
    "Date", "Time", "Gift Card Sales", "Tax", "Tip", "Total Collected", "Card", "Cash",
    "Square Gift Card", "Cash App", "Other Tender", "Other Tender Type", "Tender Note", "Fees",
    "Payment ID", "Description", "Event Type", "Customer Name", "Transaction Status",
)  # fmt: skip


def row(
    number, price, tip=0, *, client="", day="2026-11-20", time="10:05:00", cash=0, fee=0, **other
):
    """A payment in minor units; what is not cash is card. `other` are cells by their columns."""
    total = price + tip
    cells = {
        "Date": day, "Time": time, "Tip": _said(tip), "Total Collected": _said(total),
        "Card": _said(total - cash), "Cash": _said(cash), "Fees": _said(-fee),
        "Payment ID": number, "Description": "Massage", "Event Type": "Payment",
        "Customer Name": client, "Transaction Status": "Complete",
    }  # fmt: skip
    return {name: cells.get(name, "$0.00") for name in COLUMNS} | {
        "Other Tender Type": "", "Tender Note": "", **{key.replace("_", " "): v for key, v in other.items()},
    }  # fmt: skip


def write(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _said(minor):
    return f"{'-' if minor < 0 else ''}${abs(minor) // 100}.{abs(minor) % 100:02}"
