"""Out to other programs: sums as on the year's page, and no typed word leaves its place."""

from __future__ import annotations

import re
import sys
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import balance
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_once import written_once
from tried import times

from mtdesk.desk import Desk
from mtdesk.exchange.writers import ics
from mtdesk.model.client import Client
from mtdesk.model.ledger.categories import CATEGORIES
from mtdesk.model.ledger.costs import Expense
from mtdesk.model.ledger.payment import Payment
from mtdesk.store import clients, ledger

JOURNALS = ("hledger", "beancount")
FIGURES = (
    "gross_minor", "wages_minor", "tips_minor", "refunds_minor", "chargebacks_minor",
    "processor_fees_minor", "expenses_minor", "sales_tax_minor", "credit_liability_minor",
    "outstanding_minor",
)  # fmt: skip
NASTY = [
    '"; }} {{ \\" 2020-01-01 * "x', "a ; date:1999-01-01", "x | y", "\n2020-01-01 open Assets:X",
    "\n    income:tips  $-5", "(y) ! *", "^", "\n^\nD1/1/2020", "\\", '\\\\"', "a\u2028b\x85c",
    "END:VEVENT\r\nBEGIN:VEVENT", "=1+1", "[2020-01-01]", "  two  blanks  ", "김 🦊 \u202e", "x" * 900,
    "@ 5 USD", "= 0", "include /etc/passwd", "#tag ^link", "\t\tassets:x", "'", "%", "~ monthly",
]  # fmt: skip


def figures(run, year, *first):
    page = run(*first, "year", year, "--json").json
    return {key: page[key] for key in FIGURES}


@written_once
def practice(done):
    """Two years with everything that a ledger knows."""

    def on(day, *line):
        done(*line, "--on", day, "--yes")

    for number, text in enumerate(NASTY):
        on("2025-03-10", "log", "--client", f"C{number}", "--minutes", 60, "--price", 90, "--tip", 5,
           "--method", "card", "--note", text)  # fmt: skip
        on("2025-03-11", "spend", "12.34", "--category", "supplies", "--", text)
    on("2025-05-01", "pay", "C1", "100", "--fee", "3.20", "--kind", "gift_card")
    on("2025-05-02", "credit", "sell", "C2", "200", "--sessions", "3", "--expires", "2025-12-01")
    on("2025-05-03", "credit", "sell", "C3", "150", "--sessions", "2")
    on("2025-05-04", "log", "C3 60m 75 package")
    on("2026-02-04", "log", "C3 60m 75 package")
    on("2025-05-05", "credit", "sell", "C4", "80", "--kind", "gift_card")
    on("2026-01-05", "credit", "refund", "4", "30", "--method", "card")
    on("2025-06-01", "log", "C5 60m 90", "--tax", "7.50")
    on("2025-06-02", "pay", "C5", "5", "--kind", "refund")
    on("2025-06-03", "pay", "C5", "20", "--kind", "chargeback")
    on("2025-07-01", "spend", "4", "--category", "sales_tax", "state")
    on("2026-03-01", "spend", "9.99", "--category", "supplies", "--refund", "sheets")
    on("2026-03-02", "spend", "80", "--category", "phone", "--business", "60", "carrier")
    on("2026-03-03", "pay", "C6", "500", "--kind", "wage")
    on("2026-03-04", "pay", "C6", "45", "--method", "My own way; x")
    on("2026-11-30", "log", "C1 60m 90 booked")
    # Owed by a client, in parts and at once; by an insurer, less than asked; by a workplace, to the end.
    on("2025-08-01", "log", "C7 60m 90 owed")
    on("2025-08-20", "pay", "C7", "40")
    on("2026-01-10", "pay", "C7", "60")
    on("2025-09-01", "log", "C8 60m 110 insurance")
    on("2026-02-01", "pay", "C8", "70", "--kind", "insurance")
    on("2025-09-02", "log", "C8 60m 150 cash 95 later 55")
    term = ("--from", "2025-01-01", "--kind", "split", "--percent", 50, "--collects", "workplace")
    done("workplace", "add", "Spa")
    done("workplace", "terms", "Spa", *term)
    on("2025-10-01", "log", "C9 60m 120+15 @Spa")
    on("2026-04-01", "log", "C9 90m 180 @Spa")
    on("2026-04-10", "pay", "Spa", "60")
    on("2026-05-01", "log", "C3 60m 110 owed", "--tax", "9")
    for year in (2025, 2026):
        assert done("year", year, "--json").json["outstanding_minor"] > 0
    assert done("year", 2025, "--json").json["credit_liability_minor"] > 0


@pytest.mark.parametrize("names", [(), ("--names",)])
@pytest.mark.parametrize("file_format", JOURNALS)
def test_a_journals_sums_are_those_of_the_years_page(practice, run, tmp_path, file_format, names):
    target = tmp_path / "books"
    told = run("export", target, "--format", file_format, *names, "--json").json
    found = balance.entries(target, file_format)
    assert told["rows"] == len(found)
    for year in (2024, 2025, 2026):
        assert balance.page(found, year) == figures(run, year), year
        within = balance.sums(found, f"{year}-01-01", f"{year + 1}-01-01")
        for each in run("year", year, "--json").json["expenses_by_category"]:
            account = "expenses:" + each["key"].replace("_", " ")
            assert within[account] == each["amount_minor"]
    balance.ask_the_programs(target, file_format)


@pytest.mark.parametrize("file_format", JOURNALS)
def test_a_journal_brings_back_the_page_and_says_what_stays_owed(
    practice, run, tmp_path, file_format
):
    target, other = tmp_path / "books", tmp_path / "other.db"
    run("export", target, "--format", file_format)
    found = run("--db", other, "import", target, "--json").json
    for year in (2025, 2026):
        want = {**figures(run, year), "outstanding_minor": 0}
        assert figures(run, year, "--db", other) == want
    still_owed = run("outstanding", "--json").json["total_minor"]
    (said,) = [line for line in found["warnings"] if "receivable" in line]
    amounts = re.findall(r"receivable (?:clients|workplaces|insurers) \$([\d.]+)", said)
    assert len(amounts) == 3
    assert sum(round(float(each) * 100) for each in amounts) == still_owed


@pytest.mark.parametrize("file_format", ["hledger", "beancount", "qif", "ics"])
def test_clients_are_numbers_unless_names_are_asked_for(run, tmp_path, file_format):
    run("log", "--client", "Zoë Quill", "--minutes", 60, "--price", 90, "--note", "zebra", "--yes")
    for number, names in enumerate(((), ("--names",))):
        target = tmp_path / f"out{number}"
        said = run("export", target, "--format", file_format, *names)
        text = target.read_text(encoding="utf-8")
        assert ("Zoë" in text, "client 1" in text) == (bool(names), not names)
        assert ("zebra" in text) == (bool(names) and file_format == "ics")
        assert ("clients are numbers" in said.out) == (not names)


def test_an_export_is_new_or_refused(practice, run, tmp_path):
    target = tmp_path / "books"
    target.write_text("mine", encoding="utf-8")
    done = run("export", target, "--format", "hledger")
    assert done.code != 0
    assert "is there already; name a new one" in done.err
    assert target.read_text(encoding="utf-8") == "mine"


# -- QIF


def test_qif_has_a_block_for_every_payment_and_expense(practice, run, tmp_path):
    target = tmp_path / "books.qif"
    run("export", target, "--format", "qif", "--names")
    lines = target.read_text(encoding="utf-8").split("\n")
    assert lines[:5] == ["!Account", "Nmtdesk", "TBank", "^", "!Type:Bank"]
    income = spent = 0
    block = []
    for line in lines[5:]:
        if line != "^":
            assert line[:1] in {"D", "T", "N", "P", "M", "L", "S", "$", ""}, line
            block.append(line)
            continue
        parts = {each[0]: each[1:] for each in block}
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", parts["D"])
        total = round(float(parts["T"]) * 100)
        splits = [round(float(each[1:]) * 100) for each in block if each[0] == "$"]
        assert not splits or sum(splits) == total
        if parts["N"].startswith("payment"):
            income += total
        else:
            spent -= total
        block = []
    pages = [figures(run, year) for year in (2025, 2026)]
    tax_paid = 400
    assert spent == sum(page["expenses_minor"] for page in pages) + tax_paid
    assert income == tax_paid + pages[-1]["sales_tax_minor"] + sum(
        page["gross_minor"]
        + page["wages_minor"]
        - page["refunds_minor"]
        - page["chargebacks_minor"]
        - page["processor_fees_minor"]
        for page in pages
    )


# -- calendar


def unfolded(path):
    raw = path.read_bytes()
    assert raw.endswith(b"\r\n")
    lines = raw[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    return raw.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def test_a_calendar_has_an_event_for_each_visit(practice, run, tmp_path):
    target = tmp_path / "visits.ics"
    told = run("export", target, "--format", "ics", "--names", "--json").json
    lines = unfolded(target)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    events = lines.count("BEGIN:VEVENT")
    sessions = run("sessions", "--from", "2025-01-01", "--to", "2026-12-31", "--json").json[
        "sessions"
    ]
    assert events == lines.count("END:VEVENT") == told["rows"] == len(sessions)
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == events
    assert all(re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z]+)?:.*", line, re.DOTALL) for line in lines)
    notes = [line.removeprefix("DESCRIPTION:") for line in lines if line.startswith("DESCRIPTION:")]
    assert "END:VEVENT\\nBEGIN:VEVENT" in notes
    assert '"\\; }} {{ \\\\" 2020-01-01 * "x' in notes
    booked = lines[lines.index("CATEGORIES:BOOKED") - 1]
    assert booked == "STATUS:TENTATIVE"


def test_times_of_a_calendar_are_utc_and_days_without_a_time_are_whole():
    stamp = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)
    visit = {
        "id": 1, "day": "2026-11-20", "started_at": "2026-11-20T23:30:00-05:00", "is_placed": 0,
        "minutes": 60, "status": "late_cancel", "what": "", "workplace": None, "client_id": None,
        "client": None, "note": "",
    }  # fmt: skip
    lines = "".join(ics.lines([visit, {**visit, "is_placed": 1}], stamp, with_names=False))
    assert "DTSTART:20261121T043000Z\r\nDTEND:20261121T053000Z\r\nSUMMARY:session\r\n" in lines
    assert "DTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261121\r\n" in lines
    assert lines.count("STATUS:CANCELLED\r\n") == 2


@given(st.text())
def test_a_folded_line_is_the_line(text):
    line = f"SUMMARY:{ics.escaped(text)}"
    parts = ics.folded(line).encode().split(b"\r\n")
    assert parts.pop() == b""
    assert all(len(part) <= 75 for part in parts)
    assert b"".join([parts[0], *(part[1:] for part in parts[1:])]).decode() == line


# -- Parquet


@pytest.mark.parametrize(
    "words",
    [
        ("export", "OUT", "--format", "hledger"),
        ("export", "OUT", "--format", "beancount"),
        ("export", "OUT", "--format", "qif"),
        ("export", "OUT", "--format", "ics"),
        ("export", "OUT", "--format", "parquet"),
        ("year", "2026", "--csv", "OUT.csv"),
        ("year", "2026", "--xlsx", "OUT.xlsx"),
    ],
    ids=lambda words: words[-1] if isinstance(words, tuple) else words,
)
def test_who_stands_in_free_words_is_a_number_too(done, tmp_path, words):
    """A vendor, a purpose, a place may be a client: what leaves the house names nobody."""
    done("client", "add", "Jörg Quill")
    done("client", "alias", "jörg", "Quillo")
    place = "studio" if "year" in words else "joerg quill's home"  # which is a payer's name there
    done("workplace", "add", place)
    done("log", "--client", "1", "--minutes", 60, "--price", 90, "--workplace", place)
    done("spend", "12", "flowers for JÖRG QUILL")
    done("spend", "13", "Quillo", "--category", "supplies")
    done("trip", "12mi", "visit to Joerg  Quill", "--from", "quillo", "--to", "Jörg Quill")
    if words[-1] == "parquet":
        pytest.importorskip("duckdb")
    done(*(str(tmp_path / word) if word.startswith("OUT") else word for word in words))
    written = [*tmp_path.glob("OUT*"), *tmp_path.glob("OUT*/**/*")]
    text = b"".join(unzipped(file) for file in written if file.is_file())
    assert text
    assert b"quill" not in text.lower()


def unzipped(file):
    """What a file says; of a workbook all its parts, of columns all their values."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            return b"".join(map(book.read, book.namelist()))
    if file.suffix == ".parquet":
        import duckdb

        with duckdb.connect() as engine:
            return repr(engine.read_parquet(str(file)).fetchall()).encode()
    return file.read_bytes()


def test_without_duckdb_parquet_is_refused_by_the_extras_name(practice, run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    done = run("export", tmp_path / "columns", "--format", "parquet")
    assert done.code != 0
    assert "DuckDB" in done.err
    assert "mtdesk[clinic]" in done.err
    assert list(tmp_path.glob("*columns*")) == []


def test_parquet_is_every_row_by_year(practice, run, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    target = tmp_path / "columns"
    told = run("export", target, "--format", "parquet", "--names", "--json").json
    with duckdb.connect() as engine:
        files = str(target / "payment" / "*" / "*.parquet")
        for year in (2025, 2026):
            page = figures(run, year)
            paid = engine.read_parquet(files, hive_partitioning=True).filter(f"year = {year}")
            assert paid.aggregate("sum(fee_minor)").fetchall()[0][0] == page["processor_fees_minor"]
        files = str(target / "session" / "*" / "*.parquet")
        notes = {row[0] for row in engine.read_parquet(files).project("note").fetchall()}
        assert set(NASTY[:3]) <= notes
        count = sum(
            engine.read_parquet(str(folder / "*" / "*.parquet"))
            .aggregate("count(*)")
            .fetchall()[0][0]
            for folder in target.iterdir()
        )
        assert count == told["rows"]
    run("export", tmp_path / "numbers", "--format", "parquet")
    with duckdb.connect() as engine:
        columns = engine.read_parquet(
            str(tmp_path / "numbers" / "session" / "*" / "*.parquet")
        ).columns
    assert not {"client", "note"} & set(columns)


# -- there and back

TEXT = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60),
)
DAYS = st.dates(datetime(2024, 1, 1).date(), datetime(2026, 11, 20).date()).map(str)
MINOR = st.integers(1, 500_000)
KINDS = ("session", "tip", "package", "gift_card", "product", "cancellation_fee", "wage",
         "insurance", "sales_tax")  # fmt: skip
METHOD = st.sampled_from([None, "cash", "card", "hsa", "insurance", "other", "her own; way"])


@st.composite
def payment(draw):
    kind = draw(st.sampled_from((*KINDS, "refund", "chargeback")))
    minor = draw(MINOR)
    is_back = kind in {"refund", "chargeback"}
    fee = draw(st.integers(0, 2_000 if is_back else min(2_000, minor)))
    return Payment(
        received_on=draw(DAYS),
        kind=kind,
        amount_minor=minor,
        fee_minor=0 if is_back else fee,
        method=draw(METHOD),
        gives_back=draw(st.sampled_from((None, *KINDS))) if is_back else None,
        note=draw(TEXT),
    )


@st.composite
def expense(draw):
    return Expense(
        spent_on=draw(DAYS),
        category=draw(st.sampled_from(sorted(CATEGORIES))),
        amount_minor=draw(MINOR),
        vendor=draw(TEXT.filter(str.strip)),
        method=draw(METHOD),
        is_refund=draw(st.booleans()),
        note=draw(TEXT),
    )


def made(path, clock, payments, expenses, name):
    with closing(Desk(path, clock)) as desk:
        with desk.writing("test", "rows") as writing:
            client = clients.add(writing.book, Client(name=name))
            for each in payments:
                ledger.add_payment(writing.book, each)
            for each in expenses:
                ledger.add_expense(writing.book, each)
            assert client
        return pages(desk)


def pages(desk):
    found = []
    for year in (2024, 2025, 2026):
        summary = desk.year.figures.year(year)
        money = summary.money
        found.append((
            money.session_fees_minor, money.tips_minor, money.other_income_minor,
            money.wages_minor, money.refunds_minor, money.chargebacks_minor,
            money.refunded_tips_minor, money.processor_fees_minor, money.expenses_minor,
            money.sales_tax_minor, summary.sales_tax_minor,
            sorted((each.category, each.amount_minor) for each in summary.expenses_by_category if each.amount_minor),
        ))  # fmt: skip
    return found


LEDGERS = {
    "payments": st.lists(payment(), max_size=8), "expenses": st.lists(expense(), max_size=6),
    "name": TEXT.filter(lambda text: text.strip() and text.isprintable()),
}  # fmt: skip


@pytest.mark.parametrize("file_format", JOURNALS)
@times(20)
@given(**LEDGERS)
def test_a_ledger_comes_back_from_a_journal_with_the_same_sums(
    tmp_path_factory, clock, file_format, payments, expenses, name
):
    folder = tmp_path_factory.mktemp("there")
    before = made(folder / "one.db", clock, payments, expenses, name)
    target = folder / "books"
    with closing(Desk(folder / "one.db", clock)) as desk:
        desk.files.export(target, file_format, with_names=True)
    found = balance.entries(target, file_format)
    rows = len(payments) + len(expenses)
    assert len(found) >= rows
    if rows:
        with closing(Desk(folder / "two.db", clock)) as desk:
            (tally,) = desk.files.import_files([target], as_format="hledger")
            assert tally.new == rows
            assert pages(desk) == before


@pytest.mark.parametrize("file_format", ["csv", "json", "jsonl"])
@times(10)
@given(**LEDGERS)
def test_everything_comes_back_from_its_own_export(
    tmp_path_factory, clock, tables, file_format, payments, expenses, name
):
    folder = tmp_path_factory.mktemp("there")
    made(folder / "one.db", clock, payments, expenses, name)
    target = folder / "out"
    with closing(Desk(folder / "one.db", clock)) as desk:
        desk.files.export(target, file_format)
    with closing(Desk(folder / "two.db", clock)) as desk:
        desk.files.import_files([target])
    assert tables(folder / "two.db") == tables(folder / "one.db")
