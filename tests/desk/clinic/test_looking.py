"""What a clinic sees of its shares, and what it can never work out."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
import shares

from mtdesk.desk.clinic.looking import Folder
from mtdesk.errors import MtdeskError, NotFoundError, RefusedError, UsageError
from mtdesk.insight.clinic.views import FACETS
from mtdesk.model.clinic import FEWEST
from mtdesk.say.clinic.team import team_page
from mtdesk.store.clinic import engines, folder

NOW = date(2026, 11, 23)  # a Monday


def at(folder, day=NOW, **more):
    return Folder(
        str(folder), **{"engine": "duckdb", "master": "", "now": NOW, "today": day, **more}
    )


def days(count, *, last=NOW, every=1):
    return [(last - timedelta(days=ago)).isoformat() for ago in range(0, count, every)]


def label(text, **more):
    return shares.about(label=text, visible=True, **more)


# -- Team


def test_each_is_held_against_her_own_usual(tmp_path):
    rows = [shares.session(day) for day in days(60)]
    rows += [shares.session(day, quarter=60, minutes=120) for day in days(7)]
    rows += [shares.session(days(1)[0], quarter=68, minutes=90)]  # begins as one ends
    shares.put(tmp_path, rows, said=label("Ana"))
    shares.put(tmp_path, [shares.session(day) for day in days(20)], said=label("Bea", strain=3))
    shares.put(tmp_path, [shares.session(day) for day in days(60)])
    team = at(tmp_path).team()
    ana, bea = sorted(team.members, key=lambda each: each.person.name)
    assert ana.ratio == pytest.approx(((7 * 180 + 90) / 7) / 60)
    assert (ana.minutes, ana.load) == (7 * 180 + 90, (7 * 180 + 90) * 4)
    assert (ana.days_over, ana.days_off, ana.short_gaps) == (1, 0, 1)
    assert bea.ratio is None  # not known long enough
    assert bea.person.strain == "watch"
    assert team.source.hidden == 1
    assert {each.name for each in team.source.people} == {"Ana", "Bea", ""}


def test_one_booking_goes_to_who_has_room(tmp_path):
    past = [shares.session(day) for day in days(60, every=2)]
    tomorrow = (NOW + timedelta(days=1)).isoformat()

    def booked(quarter, minutes=60, **more):
        return shares.session(tomorrow, status="booked", quarter=quarter, minutes=minutes, **more)

    ana = [*past, booked(32), booked(37), booked(42), booked(47), booked(60, 45)]  # 4 h 45 of 4 h
    full = [*past, booked(60, 200)]
    busy = [*past, booked(60, 30)]
    other_work = [shares.session(day, service=5) for day in days(60, every=2)]
    shares.put(tmp_path, ana, said=label("Ana"))
    shares.put(tmp_path, full, said=label("Full"))
    shares.put(tmp_path, busy, said=label("Busy then"))
    shares.put(tmp_path, other_work, said=label("Other work"))
    shares.put(tmp_path, past, said=shares.about(label="Not to be seen"))
    (move,) = at(tmp_path).team().moves
    assert (move.giver, move.giver_minutes, move.limit) == ("Ana", 285, 240)
    assert (move.taker, move.quarter, move.minutes) == ("Busy then", 32, 60)
    shares.put(tmp_path, past, said=label("Free"))
    (move,) = at(tmp_path).team().moves
    assert (move.taker, move.minutes, move.taker_minutes) == ("Free", 45, 0)


@pytest.mark.parametrize(("ago", "taker"), [(13, "Bea"), (14, None), (50, None)])
def test_nothing_is_given_to_whose_share_may_be_old(tmp_path, ago, taker):
    """What she has by now, and whether she is free, it does not say; a damaged file looks the same."""
    tomorrow = (NOW + timedelta(days=1)).isoformat()
    booked = [
        shares.session(tomorrow, minutes=60, quarter=quarter, status="booked")
        for quarter in (32, 38, 44, 50, 56)
    ]
    shares.put(tmp_path, [*(shares.session(day) for day in days(60)), *booked], said=label("Ana"))
    last = NOW - timedelta(days=ago)
    shares.put(
        tmp_path, [shares.session(day) for day in days(60, last=last, every=2)], said=label("Bea")
    )
    team = at(tmp_path).team()
    (move,) = team.moves
    assert move.taker == taker
    shown = team_page(team)
    row = next(each for each in shown.parts[0].listing.rows if each[0] == "Bea")
    assert (row[1:8] == ("unknown",) * 7) is (ago == 50)
    assert any("Bea shared nothing done" in each for each in shown.notes) is (ago >= 14)


def test_two_labels_alike_are_told_apart_and_said(tmp_path):
    for number in (0x1A2B << 48, 0x3C4D << 48):
        shares.put(tmp_path, [shares.session("2026-11-20")], said=label("Ana"), number=number)
    team = at(tmp_path).team()
    assert {each.person.name for each in team.members} == {"Ana · 1a2b", "Ana · 3c4d"}
    assert team.source.alike == ("Ana",)


# -- sums


def test_sums_and_parts_of_a_week_and_a_year(tmp_path):
    for place in range(6):
        shares.put(tmp_path, [
            shares.session("2026-11-18", setting=1), shares.session("2026-11-19", setting=3, minutes=30, service=1),
            shares.session("2026-11-20", status="no_show"), shares.session("2026-11-26", status="booked"),
            shares.paid("2026-11-18", 9000 + place), shares.paid("2026-11-19", -1000, kind="refund"),
            shares.paid("2026-11-19", 700, kind="sales_tax"),
        ], said=shares.about(offered=600))  # fmt: skip
    week = at(tmp_path, date(2026, 11, 18)).week()
    assert week.split.whole == {"done": 540, "booked": 0, "missed": 360}
    assert {row.key: row.figures["done"] for row in week.split.rows} == {1: 360, 3: 180}
    assert (week.offered, week.offering) == (3600, 6)
    assert at(tmp_path, date(2026, 11, 26)).week().split.whole["booked"] == 360
    year = at(tmp_path).year()
    assert year.split.whole == {
        "sessions": 12,
        "minutes": 540,
        "load": 21600,
        "income": 6 * 8000 + 15,
    }
    assert {row.key: row.figures["minutes"] for row in year.split.rows} == {1: 180, 2: 360}


def test_splits_by_the_terms_of_pay(tmp_path):
    rows = [
        shares.session("2026-11-18", pay=6000, collects=2),
        shares.session("2026-11-19", pay=4000, collects=1),
    ]
    shares.put(tmp_path, rows, said=label("Ana"))
    for _ in range(FEWEST - 1):
        shares.put(tmp_path, rows)
    year = at(tmp_path).year()
    assert [(each.name, each.hers, each.house) for each in year.due] == [("Ana", 6000, 5000)]
    assert (year.due_others.hers, year.due_others.house) == (None, None)
    shares.put(tmp_path, rows)
    assert at(tmp_path).year().due_others.hers == 5 * 6000


def test_money_of_another_currency_is_left_out_and_said(tmp_path):
    for _ in range(5):
        shares.put(tmp_path, [shares.paid("2026-11-18", 100)])
    shares.put(tmp_path, [shares.paid("2026-11-18", 999)], said=shares.about(currency="EUR"))
    year = at(tmp_path).year()
    assert (year.currency, year.split.whole["income"], year.elsewhere) == ("USD", 500, 1)


def test_incidents_by_what_is_known_of_them(tmp_path):
    for place in range(6):
        shares.put(tmp_path, [shares.incident("sexual remark", repeated=place % 2, open=1)])
    shares.put(tmp_path, [shares.incident("threat")])
    safety = at(tmp_path).safety()
    assert (safety.incidents, safety.open) == (7, 6)
    kinds = safety.facets["kind"]
    assert kinds.rows == ()
    assert kinds.together == {"incidents": 7}
    assert safety.facets["severity"].rows[0].figures == {"incidents": 7}


def test_a_done_session_of_tomorrow_is_in_no_sum_and_said(tmp_path):
    for _ in range(5):
        shares.put(
            tmp_path, [shares.session("2026-11-20"), shares.session("2026-12-20", minutes=600)]
        )
    assert at(tmp_path).year().split.whole["minutes"] == 300
    assert at(tmp_path).year().source.ahead_of_time == 5


# -- what can be worked out


def clinic(folder, random, people, visible):
    """Random practices, each person's figures a digit of her own: a sum says who is in it.

    Returns what each has in each week, setting, service, and her incidents.
    """
    for place in range(people):
        digit = 12**place if place < 14 else 0
        rows = []
        for _ in range(random.randint(1, 8)):
            day = (date(2025, 12, 22) + timedelta(days=random.randint(0, 27))).isoformat()
            setting, service = random.randint(1, 4), random.randint(1, 4)
            status = random.choice(("done", "done", "booked", "no_show"))
            rows.append(
                shares.session(
                    day,
                    setting=setting,
                    service=service,
                    status=status,
                    minutes=random.choice((30, 60)),
                )
            )
            rows.append(shares.paid(day, digit, service=service, setting=setting))
            if random.random() < 0.5:
                rows.append(shares.incident(random.choice(("threat", "other", "theft or damage")), setting=setting, quarter=random.choice((40, 80)), severity=random.randint(1, 3), repeated=random.randint(0, 1)))  # fmt: skip
        said = shares.about(
            visible=place in visible, label=f"p{place}", offered=random.choice((None, 600))
        )
        number = 5_000 + place
        for year in (2025, 2026):
            mine = [row for row in rows if row.get("day", f"{year}")[:4] == str(year)]
            if year == 2025:
                mine = [row for row in mine if row["what"] != 4]
            shares.put(folder, mine, year=year, number=number, said=said)


@pytest.mark.parametrize("seed", [0, 1, 3, 9])
def test_no_look_and_no_two_looks_give_away_a_sum_of_fewer_than_five(tmp_path, seed):
    """Every week and both years are looked at; then again with one visible person's share withdrawn.

    Whatever is shown is compared with the truth: of each figure, and of each difference of a whole and
    some of its parts, of a year and some of its weeks, of the looks with and without a visible person,
    it is known how many of the hidden have a part in it.
    """
    random = Random(seed)
    people = random.randint(4, 11)
    visible = set(random.sample(range(people), random.randint(0, 3)))
    clinic(tmp_path, random, people, visible)
    looks = Looks(tmp_path)
    looks.check()
    for place in sorted(visible):
        for path in tmp_path.glob(f"year=*/{5_000 + place:016x}.parquet"):
            path.unlink()
        again = Looks(tmp_path)
        again.check()
        # What is shown of the others is the same with her and without: the difference is hers.
        assert again.shown == looks.shown
        looks = again


class Looks:
    """All that can be asked of a folder, beside the truth of who is in each cell."""

    def __init__(self, folder):
        import duckdb

        with duckdb.connect() as engine:
            self.rows = engine.execute(
                f"""SELECT s.person, what, s.day, status, setting, service, minutes, amount, kind,
                quarter, severity, repeated, visible, s.year FROM
                read_parquet('{folder}/*/*.parquet', hive_partitioning = true) s JOIN
                (SELECT person AS who, min(visible) AS seen FROM read_parquet('{folder}/*/*.parquet') WHERE what = 0 GROUP BY 1)
                ON who = s.person WHERE what <> 0 AND seen = 0"""
            ).fetchall()
        self.folder = folder
        self.shown = {}

    def who(self, *, year, measure, week=None, **fixed):
        """The hidden who have a part in a cell."""
        found = set()
        for (
            person,
            what,
            day,
            status,
            setting,
            service,
            _,
            amount,
            kind,
            quarter,
            severity,
            repeated,
            _,
            of,
        ) in self.rows:
            row = {
                "setting": setting or 0,
                "service": service or 0,
                "kind": kind,
                "quarter": quarter,
                "severity": severity,
                "repeated": repeated,
            }
            if of != year or any(row[name] != value for name, value in fixed.items()):
                continue
            if week is not None and (day is None or day - timedelta(days=day.weekday()) != week):
                continue
            is_done = what == 1 and status == 1 and day <= NOW
            counts = {"minutes": is_done, "done": is_done, "sessions": is_done, "load": is_done,
                      "booked": what == 1 and status == 2, "missed": what == 1 and status in (3, 4, 5),
                      "income": what == 2 and amount and day <= NOW, "incidents": what == 4}  # fmt: skip
            if counts[measure]:
                found.add(person)
        return found

    def part(self, name, shown, who):
        """A shown figure has none of the hidden in it, or five."""
        if shown is not None:
            assert not who or len(who) >= FEWEST, name
        return shown is not None

    def split(self, name, split, measure, keyed, whole_who):
        """Of the whole, less any of the parts that are shown: none of the hidden, or five."""
        whole = split.whole[measure]
        self.part(name, whole, whole_who)
        shown = []
        for row in split.rows:
            who = keyed(row.key)
            if self.part((name, row.key), row.figures[measure], who):
                shown.append(row.key)
        every = {key for key in range(-4, 100) if keyed(key)}
        self.shown[name] = {key for key in shown if keyed(key)} | (
            {"all"} if whole is not None else set()
        )
        if whole is not None:
            for count in range(len(shown) + 1):
                for some in combinations(shown, count):
                    rest = set().union(set(), *(keyed(key) for key in every - set(some)))
                    assert not rest or len(rest) >= FEWEST, (name, some)
        if split.together[measure] is not None:
            rest = set().union(set(), *(keyed(key) for key in every - set(shown)))
            assert not rest or len(rest) >= FEWEST, name

    def check(self):
        for year in (2025, 2026):
            look = at(self.folder, date(year, 12, 31) if year == 2025 else date(2026, 1, 20))
            found = look.year()
            for measure in ("sessions", "minutes", "load", "income"):
                self.split((year, measure), found.split, measure,
                    lambda key, measure=measure, year=year: self.who(year=year, measure=measure, service=key),
                    self.who(year=year, measure=measure))  # fmt: skip
            self.weeks(year, found.split.whole["minutes"])
            self.safety(year, look.safety())

    def weeks(self, year, whole_minutes):
        shown, every = [], {}
        for ago in range(7):
            day = date(2025, 12, 15) + timedelta(days=7 * ago)
            for each in (day, day + timedelta(days=6)):
                if each.year != year or (week := day) in every:
                    continue
                found = at(self.folder, each).week()
                for measure in ("done", "booked", "missed"):
                    self.split((year, week, measure), found.split, measure,
                        lambda key, measure=measure, week=week: self.who(year=year, measure=measure, week=week, setting=key),
                        self.who(year=year, measure=measure, week=week))  # fmt: skip
                every[week] = self.who(year=year, measure="done", week=week)
                if found.split.whole["done"] is not None:
                    shown.append(week)
        if whole_minutes is not None:
            rest = set().union(set(), *(every[week] for week in every if week not in shown))
            assert not rest or len(rest) >= FEWEST, year

    def safety(self, year, safety):
        self.part("incidents", safety.incidents, self.who(year=year, measure="incidents"))
        for facet in FACETS:
            self.split((year, facet), safety.facets[facet], "incidents",
                lambda key, facet=facet: self.who(year=year, measure="incidents", **{facet: key}),
                self.who(year=year, measure="incidents"))  # fmt: skip


# -- bad input


def test_a_folder_that_is_none_or_holds_none(tmp_path):
    with pytest.raises(NotFoundError, match="there is no folder"):
        at(tmp_path / "gone").team()
    with pytest.raises(RefusedError, match="holds no shares"):
        at(tmp_path).team()
    (tmp_path / "year=2026").mkdir()
    (tmp_path / "year=2026" / "x.parquet").write_bytes(b"PAR1 no, a text that is long enough PAR1")
    with pytest.raises(RefusedError, match="holds no shares"):
        at(tmp_path).team()


def test_what_cannot_be_read_is_left_out_and_said(tmp_path):
    shares.put(tmp_path, [shares.session("2026-11-20")], said=label("Ana"))
    shares.put(tmp_path, [], version=2)
    half = tmp_path / "year=2026" / "half.parquet"
    whole = next((tmp_path / "year=2026").glob("*.parquet"))
    half.write_bytes(whole.read_bytes()[:-100])
    (tmp_path / "year=2026" / "other.parquet").write_bytes(half.read_bytes() + b"PAR1")
    (tmp_path / "year=2026" / ".begun.part").write_bytes(b"")
    left = dict(at(tmp_path).team().source.left_out)
    assert left.pop("year=2026/half.parquet") == "is half written or no Parquet file"
    assert left.pop("year=2026/other.parquet") == "is no share"
    assert list(left.values()) == ["is a share of version 2; this mtdesk reads 1"]


def test_what_somebody_wrote_into_a_file_is_only_shown(tmp_path):
    shares.put(
        tmp_path,
        [shares.session("2026-11-20"), shares.paid("2026-11-20", 100)],
        said=label("[red]A\x1b[31m" + "x" * 90, currency="'; DROP VIEW shared; --"),
    )
    name = at(tmp_path).team().members[0].person.name
    assert name == ("[red]A?[31m" + "x" * 90)[:40]
    year = at(tmp_path).year()
    assert (year.currency, year.elsewhere) == ("USD", 1)


def test_a_share_without_its_columns_is_left_out_and_said(tmp_path):
    from mtdesk.exchange.writers import parquet

    shares.put(tmp_path, [shares.session("2026-11-20")], said=label("Ana"))
    odd = tmp_path / "year=2026" / "odd.parquet"
    parquet.write_file(odd, [("what", "VARCHAR")], [("x",)], {"mtdesk_share": "1"})
    assert at(tmp_path).team().source.left_out == (
        ("year=2026/odd.parquet", "lacks columns of a share"),
    )


def test_one_that_withdraws_while_it_is_read(tmp_path, monkeypatch):
    shares.put(tmp_path, [shares.session("2026-11-20")], said=label("Ana"))
    gone = shares.put(tmp_path, [shares.session("2026-11-20")], said=label("Bea"))
    tried = Counter()
    make = engines.DuckDB.__init__

    def withdrawn_meanwhile(self, files):
        make(self, files)
        tried["read"] += 1
        (tmp_path / "year=2026" / f"{gone:016x}.parquet").unlink(missing_ok=True)

    monkeypatch.setattr(engines.DuckDB, "__init__", withdrawn_meanwhile)
    assert [each.person.name for each in at(tmp_path).team().members] == ["Ana"]
    assert tried["read"] == 2


def test_what_goes_while_it_is_looked_through_is_no_fault(tmp_path, monkeypatch):
    shares.put(tmp_path, [shares.session("2026-11-20")], said=label("Ana"))
    gone = shares.put(tmp_path, [shares.session("2026-11-20")], said=label("Bea"))
    look = folder._said_of

    def withdrawn_meanwhile(engine, files):
        (tmp_path / "year=2026" / f"{gone:016x}.parquet").unlink(missing_ok=True)
        return look(engine, files)

    monkeypatch.setattr(folder, "_said_of", withdrawn_meanwhile)
    team = at(tmp_path).team()
    assert [each.person.name for each in team.members] == ["Ana"]
    assert team.source.left_out == ()


@pytest.mark.parametrize(
    ("options", "words"),
    [({"engine": "spark"}, "wants --master"), ({"master": "local[2]"}, "is for Spark"), ({"engine": "hive"}, "no engine")],
)  # fmt: skip
def test_an_engine_that_is_none(tmp_path, options, words):
    with pytest.raises(UsageError, match=words):
        at(tmp_path, **options)


def test_a_place_that_only_spark_reads():
    with pytest.raises(UsageError, match="Spark reads it"):
        at("s3a://bucket/shares")


class TestSparkThatIsNotThere:
    @pytest.fixture(autouse=True)
    def pyspark(self, monkeypatch):
        """A PySpark that would run, if there were anything to run it on."""
        from types import ModuleType

        modules = {name: ModuleType(name) for name in ("pyspark", "pyspark.errors", "pyspark.sql")}
        modules["pyspark.errors"].PySparkException = type("PySparkException", (Exception,), {})
        modules["pyspark.sql"].SparkSession = None
        for name, module in modules.items():
            monkeypatch.setitem(sys.modules, name, module)

    def test_no_pyspark(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "pyspark.errors", None)
        with pytest.raises(RefusedError, match="PySpark is not installed"):
            at(tmp_path, engine="spark", master="local[2]").team()

    @pytest.mark.parametrize("master", ["gibberish", "locally", "local[]", "http://127.0.0.1", "-"])
    def test_no_such_master(self, tmp_path, master):
        with pytest.raises(RefusedError, match="is no master of Spark"):
            at(tmp_path, engine="spark", master=master).team()

    def test_no_java(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("JAVA_HOME", raising=False)
        with pytest.raises(RefusedError, match="no Java is found"):
            at(tmp_path, engine="spark", master="local[2]").team()

    @pytest.mark.parametrize("master", ["spark://127.0.0.1:9", "sc://127.0.0.1:9", "sc://"])
    def test_no_master_that_answers(self, tmp_path, master, monkeypatch):
        monkeypatch.setattr("mtdesk.store.clinic.engines._has_java", lambda: True)
        with pytest.raises(MtdeskError, match="no master answers"):
            at(tmp_path, engine="spark", master=master).team()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "It failed\n: a.SparkException: aborted\nCaused by: a.SparkException: x\nCaused by: a.Exception: f is none",
            "f is none",
        ),
        ('log4j2\nException in thread "main" org.a.SparkException: Could not parse it\n\tat x', "Could not parse it"),
        ("[PATH_NOT_FOUND] Path does not exist: f.", "[PATH_NOT_FOUND] Path does not exist: f"),
        ("", "it did not say why"),
    ],
)  # fmt: skip
def test_of_a_page_of_java_one_sentence(text, words):
    assert engines._reason(text) == words
