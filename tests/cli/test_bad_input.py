"""Wrong arguments to every command: one sentence, the right exit code, nothing written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.cli.commands import COMMANDS

HUGE = "9" * 30
ENDLESS = "9" * 5000
WRONG = [
    # log
    "log", "log ana", "log 60m card e11", "log ana 60m e-1", "log ana 60m e5.3", "log ana 60m r6",
    "log ana 60m r0", "log ana 60m p11-3", "log ana 60m p7", "log ana 60m p7-3 p6-2", "log ana 0m",
    "log ana 721m", "log ana 13h", "log ana 60m 90 80", "log ana 60m 0", "log ana 60m 90.999",
    "log ana 60m 99999", "log ana 60m -90", "log ana 60m tomorrow", "log ana 60m 2026-02-30",
    "log ana 60m 13-40", "log ana 60m 25:00", "log ana 60m 2:30am 2026-03-08", "log ana 60m @nowhere",
    "log ana 60m card cash", "log ana 60m no-show booked", "log ana swedish thai 60m",
    "log ana 60m --minutes 60", "log ana --minutes x", "log ana --minutes -5", "log ana --minutes 1e3",
    f"log ana --minutes {HUGE}", f"log ana --minutes {ENDLESS}", "log ana 60m --price ten",
    "log ana 60m --price -1", f"log ana 60m --price {HUGE}", "log ana 60m --price 1,00",
    "log ana 60m --tip 9.999", "log ana 60m --effort eleven", "log ana 60m --effort nan",
    "log ana 60m --effort inf", "log ana 60m --pressure 9", "log ana 60m --pain 7",
    "log ana 60m --pain 7-x", "log ana 60m --pain 70-3", "log ana 60m --at noon-ish",
    "log ana 60m --at 25:00", "log ana 60m --at 2030-01-01T10:00", "log ana 60m --on 2030-01-01",
    "log ana 60m --on 2026-02-29", "log ana 60m --on someday", "log ana 60m --status maybe",
    "log ana 60m --workplace nowhere", "log ana 60m --service juggling", "log ana 60m --nothing",
    f"log {'ana ' * 30}60m", "log ana 60m --client", f"log ana 60m --client {'x' * 300}",
    # lists
    "sessions --from yesterday", "sessions --to 2026-13-01", "sessions --from 2026-02-01 --to 2026-01-01",
    "sessions --limit -1", "sessions --limit x", "sessions --client nobody", "sessions extra",
    "history --limit 0", "history --limit x", "history extra",
    # edit and remove
    "edit", "edit 1", "edit x minutes=60", "edit 1 minutes", "edit 1 =60", "edit 99 minutes=60",
    "edit 1 minutes=0", "edit 1 minutes=x", "edit 1 effort=11", "edit 1 pain=7", "edit 1 price=-1",
    "edit 1 colour=red", "edit 1 minutes=60 minutes=70", "edit 1 status=maybe", "edit 1 on=never",
    "edit 1 on=2030-01-01", "edit 1 at=99:99", "edit 1 client=Nobody", "edit 1 service=juggling",
    "edit 1 workplace=nowhere", "edit 1 purpose=fun", "edit 1 feedback=maybe", "edit 1 tip=x",
    f"edit {HUGE} minutes=60", "edit -1 minutes=60", "edit 1 amount=5 --of nothing",
    "edit 1 amount=x --of expense", "edit 9 amount=5 --of expense", "edit 1 kind=bribe --of payment",
    "edit 1 distance=0 --of trip", "edit 1 body=11 --of checkin", "edit 9 body=1 --of checkin",
    "remove", "remove x", "remove 99", f"remove {HUGE}", "remove 9 --of trip", "remove 1 --of incident",
    # clients, menu, settings
    "client", "client nothing", "client add", "client add --phone 5", "client add ana",
    "client show", "client show nobody", f"client show {HUGE}", "client show ²", "client show 0",
    "client edit ana", "client edit ana colour=red", "client edit nobody name=x", "client edit ana name=",
    f"client add {'x' * 201}", "client list --limit 0",
    "service", "service add", "service add Swedish minutes=60", "service add X price=x",
    "service add X minutes=0", "service add X purpose=fun", "service add X effort=11",
    "service add X colour=red", "service edit juggling price=5", "service edit ² price=5",
    f"service edit {HUGE} price=5", "service edit swedish",
    "workplace", "workplace add", "workplace add spa", "workplace terms", "workplace terms nowhere",
    "workplace terms 99", f"workplace terms {HUGE}", "workplace terms ²", "workplace terms spa --kind",
    "workplace terms spa --kind barter", "workplace terms spa --percent 50",
    "workplace terms spa --from 2026-01-01", "workplace terms spa --kind split",
    "workplace terms spa --kind split --percent 101", "workplace terms spa --kind split --percent -1",
    "workplace terms spa --kind split --percent 100.01", "workplace terms spa --kind split --percent x",
    "workplace terms spa --kind split --percent 33.333", f"workplace terms spa --kind split --percent {HUGE}",
    "workplace terms spa --kind split --percent ٥", "workplace terms spa --kind split --percent nan",
    "workplace terms spa --kind split --percent 50 --amount 30", "workplace terms spa --kind hourly",
    "workplace terms spa --kind hourly --amount 0", "workplace terms spa --kind hourly --amount -5",
    "workplace terms spa --kind hourly --amount x", "workplace terms spa --kind hourly --amount 9.999",
    f"workplace terms spa --kind rent --amount {HUGE}", "workplace terms spa --kind hourly --percent 5",
    "workplace terms spa --kind per_session", "workplace terms spa --kind own --amount 5",
    "workplace terms spa --kind own --percent 100", "workplace terms spa --kind own --employed",
    "workplace terms spa --kind rent --amount 600 --employed", "workplace terms spa --employed",
    "workplace terms spa --kind own --from x", "workplace terms spa --kind own --from 2026-02-30",
    "workplace terms spa --kind own --from 0001-01-01", "workplace terms spa --remove-latest",
    "workplace terms spa --remove-latest --kind own", "workplace terms nowhere --remove-latest",
    "workplace terms nowhere --kind own",
    "settings nothing", "settings currency XXX", "settings zone Mars/Base", "settings week_start someday",
    "settings distance_unit furlong", "settings hours_a_week 999", "settings hours_a_week x",
    "settings income_target -5", f"settings income_target {HUGE}", "settings disabled_rules nonsense",
    "settings hands_on_minutes_a_day 5", "settings hands_on_minutes_a_day x",
    "settings usual_watch nan", "settings currency EUR", "settings a b c",
    # money
    "pay", "pay ana", "pay nobody 10", "pay ana x", "pay ana 0", "pay ana -10", "pay ana 10 --kind bribe",
    "pay ana 10 --on 2030-01-01", "pay ana 10 --on x", "pay ana 10 --fee 11", f"pay ana {HUGE}",
    "spend", "spend oil", "spend 0 oil", "spend 10 20 oil", "spend 10 oil --category fun",
    "spend 10 oil --on 2030-01-01", f"spend {HUGE} oil", "spend 10 oil tomorrow", "spend 1.999 oil",
    "trip", "trip home", "trip 0 home", "trip 12.34mi home", f"trip {HUGE} home", "trip 12 13 home",
    "time 45", "time x admin", "time 0 admin", "time 45 napping", "time 45 admin --on 2030-01-01",
    # body
    "checkin", "checkin body", "checkin body 11", "checkin body x", "checkin elbow 5", "checkin toe 5",
    "checkin body 5 body 6", "checkin sleep 25", "checkin neck 2.5", "checkin body 5 --on 2030-01-01",
    # incidents
    "incident", "incident add", "incident add --kind nothing --severity 3",
    "incident add --kind threat", "incident add --kind threat --severity 6",
    "incident add --kind threat --severity x", "incident add --kind threat --severity 3 --session 99",
    "incident add --kind threat --severity 3 --at 2030-01-01",
    "incident add --kind threat --severity 3 --at soon",
    "incident add --kind threat --severity 3 --lost x", "incident note", "incident note 1",
    "incident add --kind threat --severity 3 --ended soon",
    "incident add --kind threat --severity 3 --paid maybe",
    "incident add --kind threat --severity 3 --follow-up soon",
    "incident add --kind threat --severity 3 --follow-up 2020-01-01",
    "incident add --kind threat --severity 3 --client 99",
    "incident resume", "incident resume 9", "incident resume x", "incident drop", "incident drop 9",
    "incident evidence", "incident evidence 1", "incident evidence 1 /nowhere.png",
    "incident evidence 99 /nowhere.png", "incident evidence 1 .", "incident evidence x y",
    "incident follow-up 1", "incident follow-up 1 soon", "incident follow-up 99 2030-01-01 x",
    "incident done 1", "incident done 99", "incident done 1 9", f"incident done 1 {HUGE}",
    "incident note 99 text", "incident show 99", "incident show x", f"incident show {HUGE}",
    # looking back
    "week x", "week 2026-13-01", "week 0001-01-01", "week 9999-12-31", "week --today x",
    "week 2026-01-01 extra", "risk --as-of x", "risk --as-of 0001-01-01", "year", "year x",
    "income x", "income 1", "income 99999", f"income {HUGE}", "income 2026 2025", "income --top 0",
    "year 1", "year 99999", f"year {HUGE}", "year 2026 --csv", "year 2026 --csv file/at/all.csv",
    "year 2026 --csv - --json",
    # files
    "import", "import /nowhere.csv", "import . --as nothing", "import .", "export", "export file/at/all",
    "export .", "export x.json --format xml", "undo x", "undo 99", f"undo {HUGE}", "undo 1", "undo -1",
    "backup file/at/all.db", "backup .", "restore", "restore /nowhere.db --yes", "restore . --yes",
    "acknowledge", "acknowledge nothing", "acknowledge hands_on_day --today x", "questionnaire",
    "questionnaire take nothing", "questionnaire show nothing", "questionnaire add",
    "questionnaire add /nowhere.toml", "questionnaire add file",
    "demo --plane", "doctor extra", "nothing", "--nothing", "--db", "week --db",
]  # fmt: skip
# Words that hold blanks or what no shell would split.
WRONG_WORDS = [
    ("log", ""), ("log", "  "), ("log", "\0", "60m"), ("log", "ana\0", "60m", "--yes"),
    ("log", "ana", "60m", "--note", "a\0b"), ("log", "\udcff", "60m", "--yes"),
    ("log", "ana", "60m", "--", "\udcff\udcfe"), ("log", "ana", "60m", "--", "x" * 100_001),
    ("log", '"ana', "60m", "extra", '"', "juggling", "--yes"), ("client", "add", ""),
    ("client", "add", " \t "), ("client", "add", "\udc80"), ("client", "add", "a\0"),
    ("edit", "1", "note=\udc80"), ("edit", "1", "client=\0"),
    ("spend", "10", "\0"), ("spend", "10", "oil", "--", "\udcff"), ("spend", ""), ("trip", "", ""),
    ("checkin", ""), ("incident", "note", "1", ""),
    ("incident", "note", "1", " ", " "), ("pay", "", "10"), ("pay", "ana", ""),
    ("settings", "", "x"), ("settings", "zone", "../../etc/passwd"), ("settings", "zone", "/etc/passwd"),
    ("settings", "zone", "\0"), ("settings", "zone", ""), ("settings", "currency", ""),
    ("week", " 2026-11-20 "), ("week", "２０２６-11-20"), ("workplace", "add", ""), ("workplace", "terms", ""),
    ("workplace", "terms", "spa", "--kind", ""), ("workplace", "terms", "spa", "--kind", "own", "--note", "a\0"),
    ("workplace", "terms", "spa", "--kind", "own", "--note", "x" * 1001), ("service", "add", ""), ("time", "", "admin"), ("time", "٥", ""),
    ("import", ""), ("incident", "add", "--kind", "", "--severity", ""), ("undo", ""), ("",),
    ("client", "show", ""), ("sessions", "--client", ""),
]  # fmt: skip


def nowhere(tmp_path, monkeypatch):
    """A folder to work in, with a file where some arguments want a folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("precious")


@pytest.fixture
def practice(path, done, monkeypatch, tmp_path):
    nowhere(tmp_path, monkeypatch)
    done("log", "ana", "swedish", "60m", "90+15", "card", "--yes")
    done("spend", "10", "oil")
    done("trip", "3", "bank")
    done("checkin", "body", "3")
    done("workplace", "add", "Spa")
    done("incident", "add", "--kind", "other", "--severity", "1")
    return path


def refused(run, words):
    ran = run(*words)
    assert ran.code in {1, 2}, ran
    assert "Traceback" not in ran.err
    assert "should not have" not in ran.err, ran.err
    said = [line for line in ran.err.splitlines() if line.startswith("mtdesk: ")]
    assert len(said) == 1, ran.err
    assert said[0].endswith((".", "?"))
    assert len(said[0]) < 1500
    assert "\x1b" not in ran.err
    assert "\0" not in ran.err
    return ran


def everything(folder):
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


TABLE = [*(tuple(line.split()) for line in WRONG), *WRONG_WORDS]


def test_each_is_refused_with_a_sentence_and_nothing_changes(practice, run, tmp_path):
    """One practice for the whole table: nothing may change, so nothing has to be made anew."""
    before, wrong = everything(tmp_path), []
    for words in TABLE:
        try:
            refused(run, words)
            assert everything(tmp_path) == before
        except AssertionError as error:
            wrong.append(f"{words}: {error}")
    assert not wrong, "\n\n".join(each[:600] for each in wrong)


def test_none_of_them_makes_a_file(path, run, tmp_path, monkeypatch):
    nowhere(tmp_path, monkeypatch)
    made = []
    for words in TABLE:
        accepted = run(*words).code == 0  # some are wrong only beside what is there already
        found = [each for each in tmp_path.rglob("*") if each.is_file() and each.name != "file"]
        if found and not accepted:
            made.append(words)
        for each in found:
            each.unlink()
    assert not made


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_it_does_not_know(run, path, command):
    ran = refused(run, (command, "--no-such-option"))
    assert ran.code == 2
    assert not path.exists()


pieces = st.one_of(
    st.sampled_from(
        ["ana", "swedish", "60m", "90+15", "card", "e6", "p7-3", "yesterday", "--json", "--yes", "-y",
         "--", "1", "minutes=60", "--of", "expense", "2026-11-20", "--on", "body", "neck", "add",
         "list", "show", "edit", "--limit", "0", "-1", "\x1b[31m", "\u202e", "=1+1", "'; --", "%s"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.text(st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF), max_size=2),
    st.text(st.characters(categories=["Nd", "Cf"]), max_size=4),
)  # fmt: skip
commands = st.sampled_from([each for each in COMMANDS if each not in {"demo", "restore", "serve"}])


@times(100)
@given(command=commands, words=st.lists(pieces, max_size=6))
def test_any_words_end_in_an_answer_or_a_sentence(run, tmp_path, monkeypatch, command, words):
    monkeypatch.chdir(tmp_path)
    ran = run(command, *words)
    assert ran.code in {0, 1, 2}, ran
    assert "Traceback" not in ran.err
    assert "should not have" not in ran.err, ran.err
    assert "\x1b" not in ran.out + ran.err
    if ran.code:
        assert "mtdesk: " in ran.err


class TestNames:
    @pytest.mark.parametrize(
        "name",
        ["Zoë", "Łukasz Żak", "김민지", "أحمد", "שרה", "🦊 Fox", "ก้อง", "=1+1", "-5", "@home", "%s",
         "'; DROP TABLE client; --", "[red]Ana[/red]", "../../x", "ana\\n", "می‌خواهم", "👩‍👧 Ana"],
    )  # fmt: skip
    def test_any_script_is_kept_and_shown_as_typed(self, done, name):
        done("log", "--client", name, "--minutes", "60", "--yes")
        assert done("sessions", "--json").json["sessions"][0]["client"] == name
        assert name in done("sessions").out
        assert name in done("client", "list").out

    @pytest.mark.parametrize("hidden", ["\x1b[31m", "\u202e", "\x07", "\x9b", "\u200b", "\x7f"])
    def test_controls_are_kept_out_or_shown_as_what_they_are(self, run, done, hidden):
        done("client", "add", "Ana")
        run("log", "--client", f"Bo{hidden}b", "--minutes", "60", "--yes")
        run("log", "ana", "60m", "--", f"left{hidden}side")
        run("settings", f"zone{hidden}", "x")
        for command in (("sessions",), ("history",), ("client", "list"), ("client", "show", "ana")):
            assert hidden not in done(*command).out
        assert hidden not in run("client", "show", f"x{hidden}").err
        assert hidden not in run(f"x{hidden}").err

    def test_a_note_of_a_very_long_note(self, done):
        note = "é" * 99_000
        done("log", "ana", "60m", "--yes", "--", note)
        assert done("sessions", "--json").json["sessions"][0]["note"] == note
        assert max(len(line) for line in done("sessions").out.splitlines()) < 300

    def test_a_note_keeps_its_lines_and_a_table_its_rows(self, done):
        done("log", "ana", "60m", "--yes", "--", "one\ntwo\r\nthree")
        assert len(done("sessions").out.splitlines()) == 2
