"""What a file looks like that no reader knows, and the one thing to do next."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from mtdesk.errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SAVE = "save the sheet as CSV, or as .xlsx"
# How a file begins -> what it is, and what to do.
_BEGINS = (
    (b"%PDF", "a PDF", "programs offer the same report as CSV or Excel: export that"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls)", f"open it and {_SAVE}"),
    (b"\xff\xd8\xff", "a picture", "export the report as CSV"),
    (b"\x89PNG", "a picture", "export the report as CSV"),
    (b"GIF8", "a picture", "export the report as CSV"),
    (b"\x1f\x8b", "a packed file (.gz)", "unpack it first"),
    (b"Rar!", "a packed file", "unpack it first"),
    (b"7z\xbc\xaf", "a packed file", "unpack it first"),
    (b"SQLite format 3\0", "a database; if it is a practice of mtdesk,", "open it with --db"),
    (b"{\\rtf", "a document", "copy its table into a spreadsheet and save it as CSV"),
)
_PAGES = (b"<!doctype", b"<html", b"<?xml")
# Where a program has the export that is read, by the start of the format's name.
_MENUS = {
    "square_items": "Square Dashboard > Payments > Transactions > Export > Items detail CSV",
    "square": "Square Dashboard > Payments > Transactions > Export > Transactions CSV",
    "stripe": "Stripe > Reports > Balance > Download, itemised",
    "paypal": "PayPal > Activity > Download > Balance affecting, CSV",
    "venmo": "Venmo > Statements > Download CSV",
    "cashapp": "cash.app > Documents > Account statements > Export CSV",
    "jane": "Jane > Reports > the report > Export to CSV",
    "acuity": "Acuity > Reports > Appointments > Export",
    "simplepractice": "SimplePractice > Reports > Appointment Status > Export",
    "fresha": "Fresha > Reports > Appointments > Export CSV",
    "vagaro": "Vagaro > Reports > Transaction List > Export to Excel",
    "massagebook": "MassageBook > Reports > Income > Export",
    "mileiq": "MileIQ > Reports > Download CSV",
    "everlance": "Everlance > Export > CSV",
    "google": "Google Calendar > Settings > Import & export > Export",
}
OF_STATEMENTS = {
    "balance", "debit", "withdrawals", "withdrawal", "running balance", "posting date", "posted date",
    "value date", "account number", "saldo", "buchungstag",
}  # fmt: skip
BY_MAP = 'if it is a table of your own, say which column is what: --map "date=Day,client=Who,amount=Paid"'


def refuse_what_is_no_text(path: Path) -> None:
    """Raises ImportRefusedError where a file is plainly something else than a table or a calendar."""
    with path.open("rb") as file:
        begin = file.read(8_192)
    for start, what, to_do in _BEGINS:
        if begin.startswith(start):
            raise _refusal(path, what, to_do)
    bare = begin.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if bare.startswith(_PAGES):
        raise _refusal(
            path, "a web page", "sign in where it came from, and download the file again"
        )
    if bare[:1] in {b"{", b"["} and b'"' in bare[:200]:
        raise _refusal(
            path,
            "JSON",
            "export the same as CSV; an export of mtdesk is read by its whole folder or file",
        )
    if begin.startswith(b"PK\x03\x04"):
        raise _refusal(path, *_packed(path))
    is_wide = begin[:2] in {b"\xff\xfe", b"\xfe\xff"} or begin.count(0) > len(begin) / 4
    odd = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a\x1b\0" for byte in begin)
    if not is_wide and odd > len(begin) / 50:
        raise _refusal(path, "no text", "export the report as CSV or Excel")


def _packed(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()[:1_000]
    except (zipfile.BadZipFile, OSError, ValueError):
        return "a damaged packed file", "download it again"
    if any(name.endswith(".iwa") for name in names):
        return "a Numbers spreadsheet", "in Numbers: File > Export To > CSV"
    if "mimetype" in names or "content.xml" in names:
        return "an OpenDocument spreadsheet", _SAVE
    if any(name.startswith("word/") for name in names):
        return "a document", "copy its table into a spreadsheet and save it as CSV"
    return "a packed file (.zip)", "unpack it first, and name the files in it"


def _refusal(path: Path, what: str, to_do: str) -> ImportRefusedError:
    return ImportRefusedError(f"{path.name} looks like {what}", hint=to_do)


def menu_of(name: str) -> str:
    """Where the program of a format has its export; empty where that is not known."""
    found = (path for start, path in _MENUS.items() if name.startswith(start))
    return next((f"the export that is read: {path}" for path in found), "")


def is_statement(headers: Iterable[tuple[str, ...]]) -> bool:
    """Whether some header is one of a bank account's."""
    return any(
        OF_STATEMENTS & set(names) and any("date" in name or "tag" in name for name in names)
        for names in headers
    )
