"""Real names in every encoding: read as they were written, or refused; never as something else."""

from __future__ import annotations

import os
import tracemalloc
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import ImportRefusedError, InvalidError
from mtdesk.exchange.readers import ReaderContext, Source, open_source
from mtdesk.exchange.readers.encodings import reading_of
from mtdesk.model.importing import Problem
from mtdesk.model.money import currency

NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))
HEADER = "id,date,category,vendor,amount,payment_method,note\n"
COMPETING = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman")
CLEAR = (
    "José Núñez", "Zoë Ackermann", "Zoë O’Brien", "François Lefèvre", "Jürgen Müller",
    "Søren Kjær", "Åsa Öberg", "Björn Sjöström", "Anaïs Benoît", "Léa Gonçalves", "João Simões",
    "María García", "Martínez", "Peña", "Muñoz", "Castañeda", "Gómez", "López", "Ramón",
    "Hernández", "Ibáñez", "Ángel", "Köln", "Strauß", "Weiß", "Günther Schäfer", "Ødegård",
    "Åberg", "Ærø", "Šimon", "Dušan", "Žofie", "Ježek", "Jan Škoda", "Petra Štefan", "Élodie",
    "Émile", "Éric", "Hélène", "Chloé", "Noël", "Loïc", "Maïté", "Côme", "Jérôme", "Gisèle",
    "Íñigo", "Óscar", "Sofía", "Álvaro", "Begoña", "Conceição", "Inês", "Magalhães", "Araújo",
    "Nicolò", "Cantù", "Mosè", "Guðrún", "Þóra", "Ýmir", "Ólafur", "Özil", "Übel", "Çelik",
    "Göran", "Linnéa", "Hämäläinen", "MÜLLER", "JOSÉ", "Seán", "Siobhán", "Pádraig", "Áine",
    "Æbleskiver", "Œuvre", "sœur", "café", "don’t", "“relaxed” she said", "l’été", "client’s",
    "pain – better", "10–12", "50 €", "£50", "crème brûlée", "déjà vu", "wait…", "Saúl Ibárruri",
    "Agnès", "Zürich", "Malmö", "Tromsø", "Reykjavík", "Besançon", "Nîmes", "Logroño", "São Paulo",
)  # fmt: skip
# Each is somebody's name in two encodings.
EITHER = ("Solís", "Luís", "Škoda", "pain—gone", "Ó Briain")


def written(*vendors: str) -> str:
    rows = (f"{n},2025-03-04,laundry,{vendor},12.40,cash,\n" for n, vendor in enumerate(vendors))
    return HEADER + "".join(rows)


def read(path: Path, content: bytes, encoding: str | None = None) -> tuple[Source, list[Any]]:
    path.write_bytes(content)
    context = ReaderContext(currency("USD"), "America/New_York", NOW, encoding=encoding)
    source = open_source(path, context)
    return source, list(source.records())


def vendors(found: list[Any]) -> list[str]:
    return [record.expense.vendor for record in found]


def refusal_or(path: Path, content: bytes) -> str | list[Any]:
    """What a file's refusal says, or its records."""
    try:
        return read(path, content)[1]
    except ImportRefusedError as error:
        return error.message


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "money.csv"


@pytest.mark.parametrize("encoding", COMPETING)
@pytest.mark.parametrize("name", CLEAR)
def test_a_name_alone_in_a_file_is_read_as_it_was_written(
    path: Path, name: str, encoding: str
) -> None:
    try:
        content = written(name).encode(encoding)
    except UnicodeEncodeError:
        return  # it cannot have been written so
    source, found = read(path, content)
    assert vendors(found) == [name]
    # What is the same in both is read as the more common one.
    told = encoding.partition("-sig")[0].removesuffix("-le").removesuffix("-be")
    assert source.encoding == told or name == "£50"


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
@pytest.mark.parametrize("name", EITHER)
def test_a_name_that_may_be_two_is_refused_or_right_and_read_when_told(
    path: Path, name: str, encoding: str
) -> None:
    try:
        content = written(name).encode(encoding)
    except UnicodeEncodeError:
        return
    found = refusal_or(path, content)
    if isinstance(found, str):
        assert "money.csv line 2, column " in found
        assert "--encoding" in found
    else:
        assert vendors(found) == [name]
    assert vendors(read(path, content, encoding)[1]) == [name]


@given(
    names=st.lists(st.sampled_from(CLEAR), min_size=1, max_size=12, unique=True),
    encoding=st.sampled_from(COMPETING),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_names_together_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], encoding: str, ending: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"names-{os.getpid()}.csv"
    text = written(*names).replace("\n", ending)
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        return
    assert vendors(read(path, content)[1]) == names


LETTERS = st.text(st.sampled_from("abdeinorstuéèüöäåøñçíóáêîïôœšžßÉÖÄ’–“”€ "), max_size=12)


@given(text=LETTERS, encoding=st.sampled_from(["cp1252", "mac-roman"]))
def test_no_byte_of_a_jumble_is_dropped(
    tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str
) -> None:
    """Whichever reading wins, what was read says all that stood there."""
    path = tmp_path_factory.getbasetemp() / f"jumble-{os.getpid()}.csv"
    try:
        path.write_bytes(written(text).encode(encoding))
        reading = reading_of(path, None)
    except (UnicodeEncodeError, ImportRefusedError):
        return
    with path.open(encoding=reading.codec, errors="surrogateescape", newline="") as file:
        again = file.read().encode(reading.name, "surrogateescape")
    assert again == path.read_bytes()


def test_the_whole_file_is_evidence(path: Path) -> None:
    """A name that might be two is what its neighbours make it, however late they come."""
    plain = [f"Suds {number}" for number in range(20_000)]
    for encoding in ("cp1252", "mac-roman"):
        _, found = read(path, written("Luís", *plain, "José Núñez", "Müller").encode(encoding))
        assert vendors(found)[0] == "Luís"
        assert vendors(found)[-1] == "Müller"


def test_marks_of_cp1252_live_in_what_is_called_latin_1(path: Path) -> None:
    text = "she’s “fine” – 50 €… it’s"
    content = written(text).encode("cp1252")
    for encoding in (None, "latin-1", "iso-8859-1", "cp1252"):
        source, found = read(path, content, encoding)
        assert vendors(found) == [text]
        assert source.encoding == "cp1252"


def test_every_character_of_an_encoding_survives_when_it_is_named(path: Path) -> None:
    for encoding in ("cp1252", "mac-roman"):
        letters = bytes(range(0xA1, 0x100)).decode(encoding)
        if encoding == "cp1252":
            letters += "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
        row = f"{HEADER}1,2025-03-04,laundry,Suds,12.40,cash,{letters}\n"
        _, (record,) = read(path, row.encode(encoding), encoding)
        assert record.expense.note == letters


BAD = [
    (written("Café", "Über").encode() + b"9,2025-03-04,oil,Caf\xe9,1,cash,\n", None, 4, "vendor"),
    (written("Café").encode() + b"9,2025-03-04,oil,x,1,cash,Caf\xc3", None, 3, "note"),
    (written("Café").encode("cp1252"), "utf-8", 2, "vendor"),
    (written("x").encode() + b"9,2025-03-04,oil,a\x81b,1,cash,\n", "cp1252", 3, "vendor"),
    (b"\xef\xbb\xbf" + written("x").encode() + b"9,2025-03-04,oil,\xff,1,,\n", None, 3, "vendor"),
]


@pytest.mark.parametrize(("content", "encoding", "line", "column"), BAD)
def test_a_byte_that_is_no_text_is_named_by_line_and_column(
    path: Path, content: bytes, encoding: str | None, line: int, column: str
) -> None:
    _, found = read(path, content, encoding)
    (problem,) = (item for item in found if isinstance(item, Problem))
    assert (problem.line, problem.column) == (line, column)
    assert "is no text in" in problem.reason


@pytest.mark.parametrize(
    "content",
    [
        written("Дмитрий Иванов").encode("cp1251"),
        written("Dvořák Čapek Růžička").encode("cp1250"),
        written("Γιώργος Παπαδόπουλος").encode("iso8859-7"),
        written("José Núñez").encode("cp1252") + "9,2025-03-04,oil,José Núñez,1,,\n".encode(),
        written("José").encode("cp1252") + "9,2025-03-04,oil,José,1,,\n".encode("mac-roman"),
        written("東京太郎").encode("shift-jis"),
        bytes(range(128, 256)) * 100,
    ],
)
def test_what_is_in_another_encoding_or_in_two_is_refused(path: Path, content: bytes) -> None:
    found = refusal_or(path, content)
    if isinstance(found, str):
        assert "money.csv line " in found
        assert ", column " in found
    else:
        assert any(isinstance(item, Problem) for item in found)


def test_another_encoding_can_be_named_and_an_unknown_one_is_refused(path: Path) -> None:
    _, found = read(path, written("Dvořák").encode("cp1250"), "cp1250")
    assert vendors(found) == ["Dvořák"]
    for encoding in ("klingon", "base64", "a\0b", ""):
        with pytest.raises(InvalidError, match=r"encoding: .* is not known"):
            read(path, b"x", encoding)


def test_utf_16_without_a_mark_is_known_by_its_zeros(path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        source, found = read(path, written("王芳", "佐藤 美咲", "Ana").encode(encoding))
        assert vendors(found) == ["王芳", "佐藤 美咲", "Ana"]
        assert [record.line for record in found] == [2, 3, 4]
        assert source.encoding == "utf-16"


def test_a_few_zeros_make_no_utf_16(path: Path) -> None:
    source, found = read(path, written("a\0b", "Café").encode())
    assert source.encoding == "utf-8"
    assert [type(item).__name__ for item in found] == ["Problem", "Record"]


def test_the_last_line_of_utf_16_may_be_cut(path: Path) -> None:
    _, found = read(path, written("Ana").encode("utf-16-le") + "9,2025-03".encode("utf-16-le"))
    assert [type(item).__name__ for item in found] == ["Record", "Problem"]
    assert found[1].reason == "the last line is cut off"


def test_the_evidence_is_not_held_in_memory(path: Path) -> None:
    names = (f"Zoë{chr(97 + n % 26)}{n:x} Müller" for n in range(60_000))
    path.write_text(written(*names), encoding="cp1252")
    tracemalloc.start()
    assert reading_of(path, None).name == "cp1252"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 7_000_000
