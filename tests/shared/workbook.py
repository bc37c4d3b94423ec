"""Reads an .xlsx file as any other program would: the zip, the XML, the cached values."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]+)(\d+)")


def read(content):
    """Sheets by name, each a list of rows of str, float or None."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        strings = [
            "".join(text.text or "" for text in each.iter(f"{_MAIN}t"))
            for each in ET.fromstring(parts.read("xl/sharedStrings.xml"))
        ]
        book = ET.fromstring(parts.read("xl/workbook.xml"))
        names = [each.get("name") for each in book.iter(f"{_MAIN}sheet")]
        return {
            name: _rows(parts.read(f"xl/worksheets/sheet{number}.xml"), strings)
            for number, name in enumerate(names, start=1)
        }


def formulas(content):
    """Every formula of a workbook."""
    found = []
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                sheet = ET.fromstring(parts.read(name))
                found += [each.text for each in sheet.iter(f"{_MAIN}f")]
    return found


def _rows(sheet, strings):
    rows = []
    for row in ET.fromstring(sheet).iter(f"{_MAIN}row"):
        cells = []
        for cell in row.iter(f"{_MAIN}c"):
            letters, number = _PLACE.fullmatch(cell.get("r")).groups()
            place = 0
            for letter in letters:
                place = place * 26 + ord(letter) - 64
            value = cell.find(f"{_MAIN}v")
            cells += [None] * (place - len(cells))
            if value is not None:
                is_text = cell.get("t") == "s"
                cells[place - 1] = strings[int(value.text)] if is_text else float(value.text)
        rows += [[]] * (int(number) - len(rows))
        rows[int(number) - 1] = cells
    return rows


def table(rows):
    """A sheet with one row of heads: (heads, rows of the table, totals or None)."""
    heads = rows[0]
    body = []
    for row in rows[1:]:
        padded = row + [None] * (len(heads) - len(row))
        if padded[0] == "total":
            return heads, body, padded
        if not any(cell is not None for cell in padded):
            continue
        body.append(padded)
    return heads, body, None
