"""Questionnaires at the desk: brought, taken, left and gone on with, compared, undone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.errors import ConflictError, DamagedFileError, InvalidError, NotFoundError, RefusedError
from mtdesk.model.questionnaire import WORSE
from mtdesk.store.file.opening import VERSION

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "examples" / "questionnaire.toml"
SCHEMAS = ROOT / "tests" / "data" / "schemas"


@pytest.fixture
def on(path):
    """`on(3)`: the desk as it is on the 3rd of November, at noon in New York."""
    opened = []

    def on(day, *, month=11, hour=12):
        now = datetime(2026, month, day, hour, tzinfo=timezone(timedelta(hours=-5)))
        opened.append(Desk(path, lambda: now))
        return opened[-1]

    yield on
    for desk in opened:
        desk.close()


def answer_all(sitting, score):
    while sitting.item_id is not None:
        sitting.answer(sitting.item_id, score)
    return sitting.finish()


def scores(result):
    return {part.scale: part.score for part in result.scales}


def test_a_new_practice_offers_our_own_and_reading_it_makes_no_file(desk):
    [listed] = desk.wellbeing.questionnaires.all()
    assert listed.built_in
    assert listed.last_taken is None
    assert desk.wellbeing.questionnaires.get("OWN").questionnaire == listed.questionnaire
    assert desk.wellbeing.questionnaires.history() == []
    desk.wellbeing.questionnaires.start()
    assert not desk.exists


def test_taken_whole(desk):
    sitting = desk.wellbeing.questionnaires.start("own words")
    result = answer_all(sitting, 75)
    # the reversed one of my four clients' items counts 25
    assert scores(result) == {"me": 75, "my work": 75, "my clients": 62.5}
    assert result.complete
    assert all(part.change == "" for part in result.scales)
    [listed] = desk.wellbeing.questionnaires.all()
    assert (listed.last_taken, listed.unfinished_today) == ("2026-11-23", False)
    assert desk.wellbeing.questionnaires.history("own words") == [result]


def test_one_sitting_is_one_operation_and_undo_takes_it_back_whole(desk, path, tables):
    desk.writable()
    before = tables(path)
    sitting = desk.wellbeing.questionnaires.start()
    answer_all(sitting, 50)
    assert len(desk.history.latest(10)) == 2  # the practice's start, and the sitting
    desk.history.undo(sitting.operation)
    assert tables(path) == before
    desk.history.undo(desk.history.latest(1)[0].id)
    assert len(desk.wellbeing.questionnaires.history()) == 1


def test_left_half_way_it_is_kept_and_goes_on_the_same_day(on):
    first = on(3).wellbeing.questionnaires.start()
    given = {}
    for score in (100, None, 25):
        given[first.item_id] = score
        first.answer(first.item_id, score)
    [unfinished] = on(3).wellbeing.questionnaires.history()
    assert (unfinished.complete, unfinished.answered) == (False, 2)
    again = on(3, hour=18).wellbeing.questionnaires.start()
    assert again.is_resumed
    assert again.order == first.order
    assert again.place == 3
    assert again.response.answers == given
    answer_all(again, 0)
    assert on(3).wellbeing.questionnaires.history()[0].complete
    assert len(on(3).wellbeing.questionnaires.history()) == 1


def test_the_next_day_begins_anew_and_the_half_is_still_there(on):
    begun = on(3).wellbeing.questionnaires.start()
    begun.answer("me-1", 100)
    begun.answer("me-2", 50)
    next_day = on(4).wellbeing.questionnaires.start()
    assert not next_day.is_resumed
    answer_all(next_day, 0)
    half, whole = on(4).wellbeing.questionnaires.history()
    assert (half.complete, half.taken_on, scores(half)["me"]) == (False, "2026-11-03", 75)
    assert (whole.complete, whole.taken_on) == (True, "2026-11-04")
    assert whole.scales[0].before is None  # half a response is nothing to compare with
    assert [
        each.response_id for each in on(4).wellbeing.questionnaires.results_up_to(date(2026, 11, 4))
    ] == [whole.response_id]


def test_a_second_one_of_a_day_is_kept_beside_the_first(on):
    answer_all(on(3).wellbeing.questionnaires.start(), 0)
    second = on(3).wellbeing.questionnaires.start()
    assert second.taken_that_day
    assert not second.is_resumed
    answer_all(second, 100)
    first, last = on(3).wellbeing.questionnaires.history()
    assert last.scales[0].before == first.scales[0].score == 0


def test_back_skip_and_giving_an_answer_anew(desk):
    sitting = desk.wellbeing.questionnaires.start()
    sitting.back()  # before the first there is nothing
    assert sitting.place == 0
    first = sitting.item_id
    sitting.answer(first, 100)
    sitting.skip()
    sitting.back()
    sitting.back()
    assert sitting.item_id == first
    sitting.answer(first, 0)
    assert sitting.place == 1
    assert sitting.response.answers[first] == 0
    assert sitting.response.answers[sitting.order[1]] is None
    assert sitting.answered == 1


def test_passing_by_leaves_an_answer_as_it_is(desk):
    sitting = desk.wellbeing.questionnaires.start()
    sitting.answer(sitting.item_id, 75)
    sitting.pass_by()  # open: skipped
    sitting.back()
    sitting.back()
    sitting.pass_by()
    sitting.pass_by()
    assert [sitting.response.answers[key] for key in sitting.order[:2]] == [75, None]
    assert sitting.place == 2


def test_the_order_mixes_the_scales_and_differs_from_sitting_to_sitting(on):
    orders = [on(day).wellbeing.questionnaires.start().order for day in range(1, 9)]
    assert len(set(orders)) == 8
    assert {frozenset(order) for order in orders} == {frozenset(orders[0])}
    plain = tuple(on(1).wellbeing.questionnaires.get().questionnaire.items)
    assert plain not in orders


def test_what_is_no_answer_is_refused_and_nothing_written(desk):
    sitting = desk.wellbeing.questionnaires.start()
    with pytest.raises(InvalidError, match="30 is not one of 100, 75, 50, 25, 0"):
        sitting.answer("me-1", 30)
    with pytest.raises(InvalidError, match="“me-9” is not one of me-1"):
        sitting.answer("me-9", 50)
    with pytest.raises(InvalidError):
        sitting.finish({"me-1": 50, "me-2": 101})
    assert not desk.exists
    with pytest.raises(InvalidError, match="still to come"):
        desk.wellbeing.questionnaires.start(on="2026-11-24")


def test_no_score_under_the_minimum(desk):
    desk.wellbeing.questionnaires.add_file(TEMPLATE)
    given = {f"personal-{n}": 75.0 for n in (1, 2)}
    given |= {f"work-{n}": 100.0 for n in (1, 2, 3, 7)}
    given |= {f"client-{n}": 25.0 for n in (4, 5, 6)}
    result = desk.wellbeing.questionnaires.start("three").finish(given)
    assert scores(result) == {"personal": None, "work": 75, "client": 25}
    assert [part.answered for part in result.scales] == [2, 4, 3]


def test_reliably_worse_where_there_are_norms(on):
    on(1).wellbeing.questionnaires.add_file(TEMPLATE)
    for day, score in ((1, 25.0), (10, 50.0), (20, 50.0)):
        sitting = on(day).wellbeing.questionnaires.start("three scales")
        sitting.finish({f"personal-{n}": score for n in range(1, 7)})
    results = on(20).wellbeing.questionnaires.history("three scales")
    assert [each.scales[0].change for each in results] == ["", WORSE, "within measurement noise"]
    [found] = on(20).wellbeing.questionnaires.results_up_to(date(2026, 11, 15))
    assert found.taken_on == "2026-11-10"
    assert (found.scales[0].before, found.scales[0].before_on) == (25, "2026-11-01")
    assert on(20).wellbeing.questionnaires.results_up_to(date(2026, 10, 31)) == []
    personal, work, client = on(20).wellbeing.questionnaires.scores_up_to(date(2026, 11, 15))
    assert personal.scores == (("2026-11-01", 25), ("2026-11-10", 50))
    assert (personal.sd, personal.reliability, personal.higher_is_worse) == (20, 0.85, True)
    assert [score for _, score in work.scores + client.scores] == [None] * 4


def test_a_day_before_can_be_written_down_and_stands_in_its_place(on):
    on(1).wellbeing.questionnaires.start().finish({"me-1": 100, "me-2": 100})
    on(20).wellbeing.questionnaires.start(on="2026-10-05").finish({"me-1": 0, "me-2": 0})
    earlier, later = on(20).wellbeing.questionnaires.history()
    assert (earlier.taken_on, later.scales[0].before) == ("2026-10-05", 0)


def test_a_new_version_leaves_earlier_answers_with_theirs(desk, tmp_path):
    added, _, is_new_version = desk.wellbeing.questionnaires.add_file(TEMPLATE)
    assert not is_new_version
    with pytest.raises(RefusedError, match="word for word"):
        desk.wellbeing.questionnaires.add_file(TEMPLATE)
    desk.wellbeing.questionnaires.start("three").finish({f"work-{n}": 100.0 for n in range(1, 5)})
    text = TEMPLATE.read_text(encoding="utf-8")
    later = tmp_path / "later.toml"
    later.write_text(text.replace("= 75", "= 60").replace("Second work", "2nd work"), "utf-8")
    _, _, is_new_version = desk.wellbeing.questionnaires.add_file(later)
    assert is_new_version
    assert [each.questionnaire.name for each in desk.wellbeing.questionnaires.all()] == [
        "own words",
        added.name,
    ]
    desk.wellbeing.questionnaires.start("three").finish({f"work-{n}": 60.0 for n in range(1, 5)})
    first, second = desk.wellbeing.questionnaires.history("three")
    assert (scores(first)["work"], scores(second)["work"]) == (100, 60)
    assert second.scales[1].before is None  # other words, nothing to compare
    assert second.scales[0].items == 6
    assert [each.scores for each in desk.wellbeing.questionnaires.scores_up_to(desk.today)][1] == (
        ("2026-11-23", 60),
    )


def test_our_own_name_is_taken(desk, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        TEMPLATE.read_text(encoding="utf-8").replace('"three scales"', '"Own Words"'), "utf-8"
    )
    with pytest.raises(RefusedError, match="name of our own"):
        desk.wellbeing.questionnaires.add_file(path)
    assert not desk.exists


def test_a_name_or_its_beginning(desk, tmp_path):
    text = TEMPLATE.read_text(encoding="utf-8")
    for name in ("three", "thrice"):
        path = tmp_path / f"{name}.toml"
        path.write_text(text.replace('"three scales"', f'"{name}"'), "utf-8")
        desk.wellbeing.questionnaires.add_file(path)
    assert desk.wellbeing.questionnaires.get("THREE").questionnaire.name == "three"
    with pytest.raises(NotFoundError, match="begins several questionnaires: three, thrice"):
        desk.wellbeing.questionnaires.get("thr")
    with pytest.raises(NotFoundError, match="there are: own words, three, thrice"):
        desk.wellbeing.questionnaires.get("four")
    assert desk.wellbeing.questionnaires.get().questionnaire.name == "thrice"  # the one added last
    desk.wellbeing.questionnaires.start("own").finish({"me-1": 50})
    assert (
        desk.wellbeing.questionnaires.get().questionnaire.name == "own words"
    )  # the one taken last
    desk.wellbeing.questionnaires.start("three").answer("work-1", 50)
    assert (
        desk.wellbeing.questionnaires.get().questionnaire.name == "three"
    )  # the one left unfinished


def test_adding_is_undone_unless_it_was_answered(desk):
    _, operation, _ = desk.wellbeing.questionnaires.add_file(TEMPLATE)
    sitting = desk.wellbeing.questionnaires.start("three")
    sitting.answer("work-1", 50)
    with pytest.raises(ConflictError):
        desk.history.undo(operation)
    desk.history.undo(sitting.operation)
    desk.history.undo(operation)
    assert len(desk.wellbeing.questionnaires.all()) == 1


def test_a_sitting_that_was_taken_back_elsewhere_says_so(on):
    here, there = on(3), on(3)
    sitting = here.wellbeing.questionnaires.start()
    sitting.answer("me-1", 50)
    other = there.wellbeing.questionnaires.start()
    other.answer("me-2", 50)
    with pytest.raises(ConflictError, match="from elsewhere"):
        sitting.answer("me-3", 50)
    there.history.undo(other.operation)
    sitting.answer("me-3", 25)  # as it was when this sitting wrote last
    there.history.undo(sitting.operation)
    with pytest.raises(ConflictError, match="from elsewhere"):
        sitting.finish()
    assert there.wellbeing.questionnaires.history() == []


def test_a_practice_of_the_first_version_is_copied_and_takes_questionnaires(path, clock):
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript((SCHEMAS / "schema-1.sql").read_text(encoding="utf-8"))
        conn.execute("PRAGMA user_version = 1")
        conn.execute("PRAGMA application_id = 0x6D746465")
    with closing(Desk(path, clock)) as desk:
        clients = len(desk.clients.find())
        answer_all(desk.wellbeing.questionnaires.start(), 50)
        assert len(desk.wellbeing.questionnaires.history()) == 1
        assert len(desk.clients.find()) == clients == 1
    copy = path.with_name(f"{path.name}.before-version-{VERSION}")
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (1,)
        names = {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
        assert "questionnaire" not in names


def test_export_and_import_lose_nothing(desk, tmp_path, clock, tables):
    desk.wellbeing.questionnaires.add_file(TEMPLATE)
    desk.wellbeing.questionnaires.start("three").answer("work-1", 50)
    answer_all(desk.wellbeing.questionnaires.start("own"), 25)
    for name in ("csv", "json", "jsonl"):
        target = tmp_path / f"export-{name}"
        desk.files.export(target, name)
        other = tmp_path / f"{name}.db"
        with closing(Desk(other, clock)) as copy:
            copy.files.import_files([target])
            assert copy.wellbeing.questionnaires.history(
                "three"
            ) == desk.wellbeing.questionnaires.history("three")
            assert copy.wellbeing.questionnaires.history(
                "own"
            ) == desk.wellbeing.questionnaires.history("own")
            assert copy.wellbeing.questionnaires.start("three").is_resumed


def test_a_definition_that_another_program_spoiled_is_told_in_words(desk, path):
    desk.wellbeing.questionnaires.add_file(TEMPLATE)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE questionnaire SET definition = '[1]'")
        conn.commit()
    with pytest.raises(DamagedFileError, match="“three scales” cannot be read"):
        desk.wellbeing.questionnaires.all()


@times(10)
@given(
    steps=st.lists(
        st.sampled_from((100.0, 75.0, 50.0, 25.0, 0.0, None, "back", "leave")), max_size=25
    )
)
def test_however_it_is_gone_through_the_last_answer_to_each_item_is_kept(steps, tmp_path_factory):
    clock = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=-5)))
    with closing(Desk(tmp_path_factory.mktemp("q") / "practice.db", lambda: clock)) as desk:
        sitting, wanted = desk.wellbeing.questionnaires.start(), {}
        for step in steps:
            if step == "back":
                sitting.back()
            elif step == "leave":
                sitting = desk.wellbeing.questionnaires.start()
            elif sitting.item_id is not None:
                wanted[sitting.item_id] = step
                sitting.answer(sitting.item_id, step)
        kept = desk.wellbeing.questionnaires.start().response.answers
        assert kept == wanted
        scored = desk.wellbeing.questionnaires.start().finish()
        assert scored.answered == sum(answer is not None for answer in wanted.values())
        for part in scored.scales:
            assert (part.score is None) == (part.answered < part.minimum)
