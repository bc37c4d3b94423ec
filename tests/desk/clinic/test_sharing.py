"""What leaves a practice, and what does not; files of others are never touched."""

from __future__ import annotations

import re
import threading
from datetime import date
from pathlib import Path

import duckdb
import pytest
import shares

from mtdesk.desk import Desk
from mtdesk.desk.files.demo import sample_desk
from mtdesk.errors import MtdeskError, NotFoundError, RefusedError
from mtdesk.model import clinic
from mtdesk.store.clinic import folder as folders

NASTY = [
    "O'Brien; DROP",
    "=HYPERLINK(1)",
    "Zoë “Łukasz” 山田",
    "year=2026",
    "../../etc",
    "[red]Ana[/]",
]
WORDS = ["trapezius", "whispering", "Maple", "Körperöl", "drunkenly", "Seaside"]


def every_cell(folder):
    """Each text and number of all files, decoded, and what is said of them; and the bytes."""
    cells, raw = set(), b""
    with duckdb.connect() as engine:
        for path in folder.rglob("*.parquet"):
            raw += path.read_bytes()
            found = engine.read_parquet(str(path), hive_partitioning=False)
            for row in found.fetchall():
                cells.update(str(each) for each in row if each is not None)
            for name, value in engine.execute(
                "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(path)]
            ).fetchall():
                cells.update((name, value))
    return cells, raw


def words_of(desk):
    """Every name and word that a practice holds, of at least four letters."""
    book, texts = desk.book, []
    for sql in (
        "SELECT name FROM client", "SELECT name FROM workplace", "SELECT name FROM service",
        "SELECT alias FROM client_alias", "SELECT note FROM session", "SELECT note FROM client",
        "SELECT note FROM payment", "SELECT note FROM check_in", "SELECT modality FROM session",
        "SELECT said || ' ' || saw || ' ' || did || ' ' || place || ' ' || witness || ' ' || told || ' ' || note || ' ' || setting FROM incident",
        "SELECT vendor FROM expense",
    ):  # fmt: skip
        try:
            texts += [row[0] for row in book.rows(sql) if row[0]]
        except Exception as error:
            if "no such" not in str(error):
                raise
    return texts


def assert_nothing_of(desk, folder):
    cells, raw = every_cell(folder)
    assert cells
    shown = "\n".join(cells).casefold()
    for text in words_of(desk):
        if len(text.strip()) >= 4:
            assert text.casefold() not in shown, text
            assert text.encode() not in raw, text
        for word in re.findall(r"(?!\d+\b)\w{4,}", text):  # a year is no secret
            assert word.casefold() not in cells, (word, text)


def test_the_demo_as_it_is_shared_holds_no_name_and_no_word(tmp_path, clock):
    with sample_desk(Desk, clock, zone_name="America/New_York") as desk:
        done = desk.clinic.to_share(tmp_path, label="", with_check_ins=True).write()
        assert [each.done for each in done.years] == ["written", "written"]
        assert done.incidents > 0
        assert_nothing_of(desk, tmp_path)


@pytest.fixture
def nasty(done, desk):
    """A practice whose names and words try to get out."""
    for place, name in enumerate(NASTY):
        done("client", "add", name)
        done(
            "log",
            "--client",
            name,
            "--minutes",
            "60",
            "--price",
            "90",
            "--service",
            "Swedish",
            "--on",
            f"2026-11-{10 + place}",
            "--yes",
            "--",
            WORDS[0],
            WORDS[1],
        )
    done("service", "add", "Maple whispering ritual", "minutes=60", "price=80")
    done("workplace", "add", "Seaside Maple Suites")
    done(
        "log",
        "--client",
        NASTY[0],
        "--service",
        "Maple whispering ritual",
        "--workplace",
        "Seaside Maple Suites",
        "--minutes",
        "60",
        "--price",
        "80",
        "--yes",
    )
    done(
        "incident",
        "add",
        "--kind",
        "sexual remark",
        "--severity",
        "3",
        "--client",
        NASTY[1],
        "--said",
        "drunkenly whispering",
        "--where",
        "Seaside Maple",
        "--yes",
    )
    return desk


def test_nasty_names_and_words_stay_at_home(nasty, tmp_path):
    folder = tmp_path / "shared"
    nasty.clinic.to_share(folder, label="A; DROP 'x'").write()
    assert_nothing_of(nasty, folder)
    with duckdb.connect() as engine:
        labels = engine.execute(
            f"SELECT DISTINCT label FROM read_parquet('{folder}/*/*.parquet') WHERE label IS NOT NULL"
        ).fetchall()
    assert labels == [("A; DROP 'x'",)]


def test_only_the_label_and_the_currency_are_texts():
    texts = [name for name, kind in clinic.COLUMNS if kind == "VARCHAR"]
    assert texts == ["label", "currency"]


def test_a_second_time_only_what_changed_is_written(done, desk, tmp_path):
    folder = tmp_path / "shared"
    done("log", "ana", "60m", "90", "--on", "2025-11-20", "--yes")
    done("log", "ana", "60m", "90", "--on", "2026-11-20", "--yes")
    desk.clinic.to_share(folder).write()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    assert len(before) == 2
    done("log", "ana", "30m", "50", "--on", "2026-11-21", "--yes")
    told = desk.clinic.to_share(folder).write()
    assert [(each.year, each.done) for each in told.years] == [(2025, "same"), (2026, "written")]
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    assert [path.parent.name for path in after if after[path] != before[path]] == ["year=2026"]
    assert {each.done for each in desk.clinic.to_share(folder).write().years} == {"same"}


def test_a_year_that_is_empty_by_now_is_taken_away(done, desk, tmp_path):
    folder = tmp_path / "shared"
    done("log", "ana", "60m", "90", "--on", "2025-11-20", "--yes")
    number = done("log", "bea", "60m", "90", "--on", "2024-11-20", "--yes", "--json").json["id"]
    desk.clinic.to_share(folder).write()
    done("undo")
    told = desk.clinic.to_share(folder).write()
    assert (2024, "removed") in [(each.year, each.done) for each in told.years], number
    assert not list(folder.glob("year=2024/*"))


def test_an_undo_leaves_the_number_that_proves_what_is_hers(done, run, desk, tmp_path):
    folder = tmp_path / "shared"
    done("log", "ana", "60m", "90", "--yes")
    first = desk.clinic.to_share(folder).write().id
    done("undo")
    done("log", "ana", "60m", "95", "--yes")
    assert desk.clinic.to_share(folder).write().id == first
    number = next(each.id for each in desk.history.latest() if each.kind == "share")
    refused = run("undo", str(number))
    assert refused.code == 1
    assert "proves which shared files are yours" in refused.err


def test_withdrawing_takes_hers_and_nobody_elses(done, desk, tmp_path):
    folder = tmp_path / "shared"
    other = shares.put(folder, [shares.session("2026-11-20")])
    done("log", "ana", "60m", "90", "--yes")
    with pytest.raises(NotFoundError):
        desk.clinic.withdraw(folder)
    desk.clinic.to_share(folder).write()
    assert len(list(folder.rglob("*.parquet"))) == 2
    desk.clinic.withdraw(folder)
    assert [path.stem for path in folder.rglob("*.parquet")] == [f"{other:016x}"]


def test_two_who_share_at_the_same_moment_lose_nothing(tmp_path, clock):
    """And one who shares again and again and withdraws, while another reads."""
    folder, faults = tmp_path / "shared", []
    shares.put(
        folder, [shares.session("2026-11-20")], said=shares.about(label="Stays", visible=True)
    )
    begin = threading.Barrier(4)

    def in_thread(work):
        def guarded():
            begin.wait()
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told below
                faults.append(error)

        thread = threading.Thread(target=guarded)
        thread.start()
        return thread

    def practice(name):
        made = Desk(tmp_path / f"{name}.db", clock)
        made.sessions.log("ana swedish 60m 90 card", confirmed=True)
        made.close()

    for name in ("one", "two", "three"):
        practice(name)

    def sharing(name, *, withdraws=False):
        own = Desk(tmp_path / f"{name}.db", clock)
        for turn in range(6):
            own.clinic.to_share(folder, label=f"{name} {turn}").write()
            if withdraws:
                own.clinic.withdraw(folder)
        own.close()

    def reading():
        own = Desk(tmp_path / "nobody.db", clock)
        for _ in range(12):
            team = own.clinic.folder(str(folder)).team()
            assert [each.person.name for each in team.members] == ["Stays"]

    threads = [
        in_thread(lambda: sharing("one")),
        in_thread(lambda: sharing("two")),
        in_thread(lambda: sharing("three", withdraws=True)),
        in_thread(reading),
    ]
    for thread in threads:
        thread.join()
    assert not faults
    assert len(list(folder.rglob("*.parquet"))) == 3
    assert not [path for path in folder.rglob("*") if path.name.endswith(".part")]
    assert not folders.found(folder).left_out


def test_a_folder_that_cannot_be_used_changes_nothing(done, desk, tmp_path):
    done("log", "ana", "60m", "90", "--yes")
    there = tmp_path / "a file"
    there.write_text("mine")
    for place in (there, tmp_path / "gone" / "shared"):
        with pytest.raises(MtdeskError):
            desk.clinic.to_share(place)
    assert there.read_text() == "mine"
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "year=2026").write_text("no folder")
    with pytest.raises(RefusedError, match="cannot be made"):
        desk.clinic.to_share(blocked).write()


def test_what_is_shared_is_coarse(done, desk, tmp_path):
    folder = tmp_path / "shared"
    done(
        "log",
        "ana",
        "swedish",
        "60m",
        "90+15",
        "card",
        "2:37pm",
        "e6.5",
        "--on",
        "2026-11-20",
        "--yes",
    )
    desk.clinic.to_share(folder, label="Ana").write()
    with duckdb.connect() as engine:
        rows = engine.execute(
            f"SELECT day, quarter, minutes, effort, estimated, service, status, price FROM read_parquet('{folder}/*/*.parquet') WHERE what = 1"
        ).fetchall()
        paid = engine.execute(
            f"SELECT kind, amount FROM read_parquet('{folder}/*/*.parquet') WHERE what = 2 ORDER BY 1"
        ).fetchall()
    assert rows == [
        (date(2026, 11, 20), 14 * 4 + 2, 60, 65, 0, clinic.code("service", "swedish"), 1, 9000)
    ]
    assert paid == [(1, 9000), (2, 1500)]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("Deep Tissue 90", "deep tissue"), ("MLD", "lymphatic drainage"), ("Maria's blend", "other"), (None, "")],
)  # fmt: skip
def test_a_typed_service_is_its_kind(typed, kind):
    assert clinic.word("service", clinic.service_code(typed)) == kind


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("Harbor Spa", "spa or salon"), ("my space", "other"), ("home visit", "home visit"), ("studio", "own room"), ("St Mary's Hospital", "hospital")],
)  # fmt: skip
def test_a_typed_place_is_its_kind(typed, kind):
    assert clinic.word("setting", clinic.setting_code(typed)) == kind


def test_files_are_named_by_her_number_and_year(done, desk, tmp_path):
    folder = tmp_path / "shared"
    done("log", "ana", "60m", "90", "--yes")
    told = desk.clinic.to_share(folder).write()
    assert [path.relative_to(folder) for path in folder.rglob("*.parquet")] == [
        Path(f"year=2026/{told.id}.parquet")
    ]
    assert re.fullmatch(r"[0-9a-f]{16}", told.id)
