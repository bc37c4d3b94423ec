from __future__ import annotations

import csv
import io
import os
import tracemalloc
from collections.abc import Generator, Iterable
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import ImportRefusedError, InvalidError, MtdeskError, NotFoundError
from mtdesk.exchange.readers import ReaderContext, Source, open_source
from mtdesk.exchange.readers.table import normal, numbered
from mtdesk.model.importing import Problem, Record
from mtdesk.model.money import currency

NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))
CONTEXT = ReaderContext(currency("USD"), "America/New_York", NOW)
HEADER = ["id", "date", "category", "vendor", "amount", "payment_method", "note"]


def read(
    path: Path, content: bytes | str, as_format: str | None = None
) -> tuple[Source, list[Any]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    source = open_source(path, CONTEXT, as_format)
    return source, list(source.records())


def expense(number: int = 1, note: str = "", vendor: str = "Suds") -> list[str]:
    return [str(number), "2025-03-04", "laundry", vendor, "12.40", "cash", note]


def written(rows: Iterable[list[str]], *, delimiter: str = ",", ending: str = "\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return text.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "money.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(path: Path, delimiter: str, ending: str) -> None:
    rows = [HEADER, expense(1, "a, b; c\td | e"), expense(2)]
    _, found = read(path, written(rows, delimiter=delimiter, ending=ending))
    assert [record.line for record in found] == [2, 3]
    assert found[0].expense.note == "a, b; c\td | e"


def test_decimal_commas_between_semicolons(path: Path) -> None:
    row = expense()
    row[4] = "1.012,40"
    _, (record,) = read(path, written([HEADER, row], delimiter=";"))
    assert record.expense.amount_minor == 101240


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_encodings(path: Path, encoding: str) -> None:
    _, (record,) = read(path, written([HEADER, expense(vendor="Café Über")]).encode(encoding))
    assert record.expense.vendor == "Café Über"


def test_latin_1_is_noticed_however_late_it_comes(path: Path) -> None:
    rows = [HEADER, *(expense(number) for number in range(30_000)), expense(vendor="Über")]
    _, found = read(path, written(rows).encode("latin-1"))
    assert found[-1].expense.vendor == "Über"


def test_a_character_cut_in_two_at_the_end_spoils_nothing_else(path: Path) -> None:
    content = written([HEADER, expense(vendor="Café"), expense(note="Über")]).encode()
    _, found = read(path, content[: content.index("Über".encode()) + 1])
    assert found[0].expense.vendor == "Café"
    assert [item.line for item in found[1:]] == [3]
    assert found[1].column == "note"


def test_banners_stand_above_the_header(path: Path) -> None:
    banner = 'My practice\n"a\nb",c\n\n' * 9
    _, (record,) = read(path, banner + written([HEADER, expense()]))
    assert record.line == 9 * 4 + 2


def test_a_header_beyond_the_first_thirty_rows_is_not_looked_for(path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="My practice"):
        read(path, "My practice\n" * 31 + written([HEADER, expense()]))


def test_blank_rows_are_nothing(path: Path) -> None:
    rows = [HEADER, [""] * 7, expense(), [" "] * 3, [], expense(2)]
    _, found = read(path, written(rows))
    assert [record.line for record in found] == [3, 6]


def test_a_column_that_comes_twice_is_named_and_left_out(path: Path) -> None:
    source, (record,) = read(path, written([[*HEADER, "Amount"], [*expense(), "99"]]))
    assert record.expense.amount_minor == 1240
    assert source.warnings == ["left out the column “Amount”"]


def test_several_columns_left_out_are_all_named(path: Path) -> None:
    rows = [[*HEADER, "therapist", "mood\x1b[2J"], [*expense(), "T1", "x"]]
    source, _ = read(path, written(rows))
    assert source.warnings == ["left out the columns “therapist”, “mood�[2J”"]


def test_names_are_compared_in_a_common_form() -> None:
    assert normal("\ufeffSTART_DATE*") == "start date"
    assert normal("Amount (total)") == normal("amount_total") == "amount total"
    assert normal("Paid?") == "paid"
    assert numbered(iter(["paid", "charge", "paid", "paid"])) == (
        "paid", "charge", "paid 2", "paid 3",
    )  # fmt: skip


def test_birthdate_is_no_date(path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="lacks the column date"):
        read(path, "birthdate,category,amount\n2000-01-01,oil,3\n")


@pytest.mark.parametrize(
    ("content", "column", "reason"),
    [
        ("5,2025-03-04,oil,,3.0", "amount", "the last line is cut off"),
        ('5,2025-03-04,oil,"Sud', "vendor", "the last line is cut off"),
        ("5,2025-03-04,oil,,3.00\n", "payment_method", "the row ends before this column"),
        ("5,2025-03-04,oil,Suds, Co,3.00,cash,x\n", "note", "the row has 8 cells and the header 7"),
        ('5,2025-03-04,oil,"Sud"s,3,cash,\n', "", "quotation mark"),
        ('5,2025-03-04,"oil,Suds,3,cash,\n', "category", "quotation mark"),
    ],
)
def test_a_row_out_of_shape_is_a_problem(
    path: Path, content: str, column: str, reason: str
) -> None:
    _, found = read(path, written([HEADER, expense()]) + content)
    record, problem = found
    assert isinstance(record, Record)
    assert (problem.line, problem.column) == (3, column)
    assert reason in problem.reason


def test_rows_after_a_stray_quotation_mark_are_read(path: Path) -> None:
    _, found = read(path, written([HEADER]) + '"a"b,c\n' + written([expense()]))
    assert [type(item) for item in found] == [Problem, Record]
    assert [item.line for item in found] == [2, 3]


def test_a_quotation_mark_never_closed_does_not_swallow_the_file(path: Path) -> None:
    rows = written([expense(number) for number in range(40_000)])
    _, found = read(path, written([HEADER]) + '1,2025-03-04,"laundry,x,1,cash,\n' + rows)
    assert isinstance(found[0], Problem)
    assert found[0].line == 2
    assert len(found) > 5_000


def test_cells_after_the_last_column_may_be_blank(path: Path) -> None:
    _, (record,) = read(path, written([HEADER, [*expense(), "", " "]]))
    assert record.expense.amount_minor == 1240


def test_a_cell_may_be_long(path: Path) -> None:
    _, (record,) = read(path, written([HEADER, expense(note="x" * 99_000)]))
    assert len(record.expense.note) == 99_000


def test_a_header_alone_holds_no_records(path: Path) -> None:
    source, found = read(path, ",".join(HEADER))
    assert found == []
    assert source.format == "expenses.csv"


@pytest.mark.parametrize("content", [b"", b"\n\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(path: Path, content: bytes) -> None:
    with pytest.raises(ImportRefusedError, match=r"money\.csv: the file is empty"):
        read(path, content)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no file"):
        open_source(tmp_path / "gone.csv", CONTEXT)
    with pytest.raises(ImportRefusedError, match="is a folder"):
        open_source(tmp_path, CONTEXT)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ImportRefusedError, match="save it first"):
        open_source(tmp_path / "pipe", CONTEXT)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(path: Path) -> None:
    path.touch(mode=0)
    with pytest.raises(ImportRefusedError, match="cannot be read: Permission denied"):
        open_source(path, CONTEXT)


def test_an_unknown_header_is_shown_with_the_known_formats(path: Path) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        read(path, "\nbanana,split\x1b[2J\n1,2\n")
    assert "“banana,split�[2J”" in caught.value.message
    assert "sessions.csv" in caught.value.message
    assert "square_transactions_2025" in caught.value.message


def test_a_file_that_is_no_table_is_refused(path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="looks like no text"):
        read(path, bytes(range(128)) * 100)


def test_a_near_miss_says_what_is_lacking(path: Path) -> None:
    with pytest.raises(
        ImportRefusedError, match=r"does not fit sessions\.csv: it lacks the column fee"
    ):
        read(path, "id,started_at,client,minutes\n")


def test_a_format_asked_for_is_held_to(path: Path) -> None:
    source, found = read(path, written([HEADER, expense()]), as_format="expenses.csv")
    assert (source.format, len(found)) == ("expenses.csv", 1)
    with pytest.raises(ImportRefusedError, match="lacks the columns fee, minutes, started at"):
        open_source(path, CONTEXT, as_format="sessions.csv")
    with pytest.raises(InvalidError, match=r"“quicken” is none of sessions\.csv"):
        open_source(path, CONTEXT, as_format="quicken")


def test_progress_runs_from_nothing_to_the_size(path: Path) -> None:
    path.write_text(written([HEADER, *(expense(n) for n in range(5_000))]), encoding="utf-8")
    source = open_source(path, CONTEXT)
    assert source.position == 0
    positions = [source.position for _ in source.records()]
    assert positions == sorted(positions)
    assert 0 < positions[0] < source.size // 4
    assert source.position == source.size == path.stat().st_size


def test_a_source_can_be_read_again_and_left_halfway(path: Path) -> None:
    path.write_text(written([HEADER, *(expense(n) for n in range(50))]), encoding="utf-8")
    source = open_source(path, CONTEXT)
    halfway = cast("Generator[object]", source.records())
    next(halfway)
    halfway.close()
    assert source.position == source.size
    assert list(source.records()) == list(source.records())


def test_a_long_file_is_not_held_in_memory(path: Path) -> None:
    rows = (expense(number, f"note {number} " + "x" * 150) for number in range(15_000))
    path.write_text(written([HEADER, *rows]), encoding="utf-8")
    assert path.stat().st_size > 3_000_000
    tracemalloc.start()
    source = open_source(path, CONTEXT)
    count = sum(1 for _ in source.records())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 15_000
    assert peak < 4_000_000


NOTE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"),
    max_size=30,
)


@given(notes=st.lists(NOTE, min_size=1, max_size=8), is_open=st.booleans())
def test_lines_count_as_an_editor_counts_them(
    tmp_path_factory: pytest.TempPathFactory, notes: list[str], is_open: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / f"lines-{os.getpid()}.csv"
    content, expected = written([HEADER]), []
    for number, note in enumerate(notes):
        expected.append(content.count("\n") + 1)
        content += written([expense(number, note)])
    _, found = read(path, content.removesuffix("\n") if is_open else content)
    assert [item.line for item in found] == expected
    assert all(isinstance(item, Record) for item in found)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"bytes-{os.getpid()}.csv"
    for start in (b"", b"id,date,category,amount\n"):
        with suppress(MtdeskError):
            _, found = read(path, start + content)
            assert all(item.line >= 2 for item in found)
