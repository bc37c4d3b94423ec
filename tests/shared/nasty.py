"""Files that are wrong, endless or far too large, each of any size: small ones for the suite."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

EXPENSES = "id,date,category,vendor,amount,payment_method,note\n"
SESSIONS = (
    "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,"
    "pain_before,pain_after,note\n"
)
SQUARE = (
    "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,"
    "Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Installment,Other Tender,"
    "Other Tender Type,Other Tender Note,Fees,Net Total,Transaction ID,Payment ID,Card Brand,"
    "PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,"
    "Dining Option,Customer ID,Customer Name\n"
)


@dataclass(frozen=True)
class Nasty:
    """A file by its name; `size` is how many of what it is made of, in full and in the suite.

    `code` is how its import ends, and `says` what it says then.
    """

    name: str
    make: Callable[[Path, int], None]
    full: int
    small: int
    code: int
    says: str


def _write(path: Path, parts: Iterable[str], encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        file.writelines(parts)


def _day(number: int) -> str:
    return f"2025-{number % 12 + 1:02}-{number // 12 % 28 + 1:02}"


def _expense(number: int, note: str = "") -> str:
    return f"E{number},{_day(number)},supplies,Oils,7.50,card,{note}\n"


def _bank(path: Path, size: int, payee: str) -> None:
    _write(path, ["!Type:Bank\n"])
    with path.open("a", encoding="utf-8", newline="") as file:
        for n in range(size):
            year, month, day = _day(n).split("-")
            head = f"D{month}/{day}/{year}\nT{n % 900 + 1}.50\nN{n:08}\n"
            file.write(f"{head}P{payee} {n:08}\nMACH CREDIT REFERENCE {n:012} ONLINE BANKING\n^\n")


def qif(path: Path, size: int) -> None:
    """A bank's account of that many payouts."""
    _bank(path, size, "STRIPE PAYOUT")


def asked(path: Path, size: int) -> None:
    """A bank's account of that many lines which nobody but her can tell."""
    _bank(path, size, "CORNER SHOP")


def journal(path: Path, size: int) -> None:
    """A journal of that many transactions, each of two postings."""
    _write(
        path,
        (
            f"{_day(n)} * ({n}) client {n % 90}\n"
            f"    assets:cash  {n % 90 + 30}.00 USD\n    income:sessions\n\n"
            for n in range(size)
        ),
    )


def unclosed(path: Path, size: int) -> None:
    """A quotation mark that nobody closed, and equal rows below it."""
    _write(path, [EXPENSES, _expense(1, '"open'), _expense(2).replace("E2", "") * size])


def only_quotes(path: Path, size: int) -> None:
    """Rows of which each begins a cell with a quotation mark and goes on behind the second."""
    _write(path, [EXPENSES, 'E1,"2025"-03-01,supplies,"Oils,7.50,card,\n' * size])


def equals(path: Path, size: int) -> None:
    """Rows without an id that are all one and the same."""
    _write(path, [EXPENSES, _expense(2).replace("E2", "") * size])


def for_ever(path: Path, size: int) -> None:
    """An event that recurs for ever, its text folded into that many lines."""
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:19700101T090000\r\n"
    rule = "RRULE:FREQ=DAILY\r\nSUMMARY:Swedish - Ana\r\nDESCRIPTION:x\r\n"
    _write(path, [head, rule, " abcdefghij\r\n" * size, "END:VEVENT\r\nEND:VCALENDAR\r\n"])


def columns(path: Path, size: int) -> None:
    """A header and a row of that many columns."""
    _write(path, [",".join(f"c{n}" for n in range(size)), "\n", ",".join(["1"] * size), "\n"])


def known_columns(path: Path, size: int) -> None:
    """The columns of expenses, and that many beside them."""
    more = "".join(f",x{n}" for n in range(size))
    _write(path, [EXPENSES.strip() + more + "\n", _expense(1).strip() + ",1" * size + "\n"])


def bomb(path: Path, size: int) -> None:
    """A workbook that unfolds to that many million bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        with parts.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(size):
                sheet.write(b"<row><c><v>1</v></c></row>   " * 34_483)


def cells(path: Path, size: int) -> None:
    """That many rows, each with a note of 60 KB."""
    note = "long hands " * 5_500
    _write(path, [EXPENSES, *(_expense(n, note) for n in range(size))])


def nul(path: Path, size: int) -> None:
    """Every third row with a NUL in it."""
    _write(path, [EXPENSES, *(_expense(n, "a\0b" if n % 3 == 0 else "") for n in range(size))])


def mixed(path: Path, size: int) -> None:
    """Rows in UTF-8 and rows in cp1252."""
    with path.open("wb") as file:
        file.write(EXPENSES.encode())
        for n in range(size):
            file.write(_expense(n, "Chloé Brontë").encode("cp1252" if n % 5 == 0 else "utf-8"))


def truncated(path: Path, size: int) -> None:
    """The last row is cut off."""
    _write(path, [EXPENSES, *(_expense(n) for n in range(size)), f"E{size},2025-0"])


def shuffled(path: Path, size: int) -> None:
    """The columns in another order: all of it is read."""
    _write(path, ["note,amount,vendor,id,payment_method,category,date\n"])
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f",7.50,Oils,E{n},card,supplies,{_day(n)}\n" for n in range(size))


def binary(path: Path, size: int) -> None:
    """That many thousand bytes of nothing that means anything."""
    path.write_bytes(random.Random(13).randbytes(size * 1_000))


def one_line(path: Path, size: int) -> None:
    """One line of that many thousand characters."""
    _write(path, ["abcdefghi " * 100] * size)


def blanks(path: Path, size: int) -> None:
    """A header, and that many lines of nothing but delimiters."""
    _write(path, [EXPENSES, ",,,,,,\n" * size])


def bad_rows(path: Path, size: int) -> None:
    """Every row is refused: a day that does not exist."""
    _write(path, [EXPENSES, "E1,2025-02-30,supplies,Oils,7.50,card,\n" * size])


ALL = (
    Nasty("bank.qif", qif, 500_000, 2_000, 0, "no income"),
    Nasty("asked.qif", asked, 500_000, 501, 1, "lines that only you can say"),
    Nasty("books.journal", journal, 100_000, 2_000, 0, "2,000 new"),
    Nasty("unclosed.csv", unclosed, 200_000, 2_000, 1, "quotation mark"),
    Nasty("quotes.csv", only_quotes, 750_000, 2_000, 1, "quotation mark"),
    Nasty("equals.csv", equals, 200_000, 2_000, 0, "2,000 new"),
    Nasty("for_ever.ics", for_ever, 2_000_000, 20_000, 0, "more often than is read"),
    Nasty("columns.csv", columns, 1_000_000, 20_000, 1, "no known format"),
    Nasty("known_columns.csv", known_columns, 30_000, 10_000, 0, "9,900 more"),
    Nasty("bomb.xlsx", bomb, 2_000, 100, 1, "too large"),
    Nasty("cells.csv", cells, 800, 10, 0, "10 new"),
    Nasty("nul.csv", nul, 200_000, 300, 1, "100 rows have problems"),
    Nasty("mixed.csv", mixed, 200_000, 300, 1, ""),
    Nasty("truncated.csv", truncated, 200_000, 300, 1, "cut off"),
    Nasty("shuffled.csv", shuffled, 100_000, 300, 0, "300 new"),
    Nasty("binary.csv", binary, 50_000, 100, 1, "no text"),
    Nasty("one_line.csv", one_line, 50_000, 1_000, 1, ""),
    Nasty("blanks.csv", blanks, 3_000_000, 2_000, 0, "0 read"),
    Nasty("bad_rows.csv", bad_rows, 500_000, 300, 1, "300 rows have problems"),
)
