"""An invented list of transactions in the places of Vagaro's columns, as a workbook."""

from __future__ import annotations

from datetime import datetime

import xlsxwriter

# Place of a column counted from 0: what a row may say.
PLACES = {
    "checkout": 0, "id": 2, "customer": 4, "item": 5, "type": 6, "qty": 10, "price": 11, "tax": 12,
    "tip": 13, "discount": 14, "paid": 15, "cash": 16, "check": 17, "gift": 18, "package": 19,
    "membership": 20, "card": 21, "bank": 22, "later": 23, "other": 24, "iou": 25, "change": 31,
}  # fmt: skip
ROWS = (
    {"checkout": datetime(2025, 1, 3, 15, 20), "id": 9001, "customer": "José Núñez",
     "item": "Deep Tissue 60", "type": "Service", "price": 105, "tip": 15, "paid": 120, "card": 120},
    {"checkout": datetime(2025, 1, 4, 12, 0), "id": 9002, "customer": "Tilda Jansson",
     "item": "Gift Card", "type": "Gift Card", "price": 150, "paid": 150, "cash": 160, "change": 10},
    {"checkout": datetime(2025, 2, 6, 10, 5), "id": 9003, "customer": "=Eve Sumner",
     "item": "Swedish 60", "type": "Service", "price": 95, "paid": 95, "gift": 95},
    {"checkout": datetime(2025, 2, 7, 9, 0), "id": 9004, "customer": "Bo Lind",
     "item": "Swedish 60", "type": "Service", "price": 95, "paid": 95, "iou": 95},
    {"checkout": datetime(2025, 2, 8, 9, 0), "id": 9005, "customer": "Ana",
     "item": "Oil", "type": "Product", "price": 20, "tax": 2, "paid": 22, "cash": 22},
    {"checkout": datetime(2025, 2, 8, 9, 0), "id": 9005, "customer": "Ana",
     "item": "Oil", "type": "Product", "price": 20, "tax": 2, "paid": 22, "cash": 22},
)  # fmt: skip


def write(path, rows=ROWS):
    with xlsxwriter.Workbook(path, {"default_date_format": "mm/dd/yyyy hh:mm"}) as book:
        sheet = book.add_worksheet("Transactions")
        sheet.write_string(0, 0, "Transaction List")
        for at, row in enumerate(rows, start=23):
            for place in PLACES.values():
                if place > 9:
                    sheet.write_number(at, place, 0)
            for name, value in row.items():
                sheet.write(at, PLACES[name], value) if not isinstance(
                    value, str
                ) else sheet.write_string(at, PLACES[name], value)
        sheet.write_string(23 + len(rows), 0, "Total")
        sheet.write_number(23 + len(rows), PLACES["paid"], 504)
    return path
