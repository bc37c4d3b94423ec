"""One person under several names, and two clients who are one person."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.errors import (
    EntryError,
    InvalidError,
    MtdeskError,
    NeedsConfirmationError,
    NotFoundError,
    RefusedError,
)


@pytest.fixture
def ana(desk):
    return desk.sessions.log('"Ana Pérez" swedish 60m 90+15 card', confirmed=True).session.client_id


class TestAliases:
    @pytest.mark.parametrize("typed", ["anita", "ANITA", "Ánita p.", "anita p.", "p."])
    def test_a_line_finds_the_client(self, desk, ana, typed):
        desk.clients.identity.add_alias(ana, "Anita  P.")
        draft = desk.sessions.understand(f"{typed} swedish")
        assert (draft.session.client_id, draft.session.client) == (ana, "Ana Pérez")

    def test_a_word_of_each_name_is_no_name(self, desk, ana):
        desk.clients.identity.add_alias(ana, "Anita")
        with pytest.raises(EntryError):
            desk.sessions.understand("anita pérez swedish")

    @pytest.mark.parametrize("alias", ["김민지", "さくら", "Zoë", "مريم", "👩‍🦰 Ana", "d'Arc-Lê"])
    def test_in_any_script_and_either_unicode_form(self, desk, ana, alias):
        desk.clients.identity.add_alias(ana, unicodedata.normalize("NFD", alias))
        for form in ("NFC", "NFD", "NFKC"):
            typed = unicodedata.normalize(form, alias)
            assert desk.clients.one(typed).id == ana
            assert desk.sessions.understand(f'"{typed}" swedish').session.client_id == ana
            assert [each.id for each in desk.clients.find(typed)] == [ana]
        assert desk.clients.one(alias).aliases == (unicodedata.normalize("NFC", alias),)

    def test_one_name_in_two_unicode_forms_is_one_name(self, desk):
        one, other = (unicodedata.normalize(form, "Zoë Nuñez") for form in ("NFC", "NFD"))
        assert one != other
        desk.clients.add({"name": one})
        with pytest.raises(RefusedError, match="already"):
            desk.clients.add({"name": other})
        assert not desk.sessions.understand(f'"{other}" swedish').is_new_client

    def test_completion_offers_it(self, desk, ana):
        desk.clients.identity.add_alias(ana, "Nita")
        assert desk.sessions.completions("ni", 2) == ("Nita",)

    def test_search_finds_it(self, desk, ana):
        desk.clients.identity.add_alias(ana, "Nita")
        assert [each.name for each in desk.clients.find("nit")] == ["Ana Pérez"]

    def test_an_import_finds_it(self, desk, ana, tmp_path):
        desk.clients.identity.add_alias(ana, "A. Perez")
        file = tmp_path / "sessions.csv"
        head = (
            "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting"
        )
        file.write_text(
            f"{head},pain_before,pain_after,note\n"
            "1,2026-11-20T10:30:00-05:00,A. Pérez,60,Swedish,,,90,,card,clinic,,,\n"
        )
        desk.files.import_files([file])
        assert {each.client_id for each in desk.sessions.between()} == {ana}

    def test_undo_takes_both_back(self, desk, ana, tables, path):
        before = tables(path)
        _, added = desk.clients.identity.add_alias(ana, "Nita")
        _, removed = desk.clients.identity.remove_alias(ana, "nitá")
        desk.history.undo(removed)
        assert desk.clients.one("nita").id == ana
        desk.history.undo(added)
        assert tables(path) == before

    @pytest.mark.parametrize(
        ("alias", "error"),
        [
            ("ana  perez", RefusedError),
            ("nitá", RefusedError),
            ("12", InvalidError),
            ("#1", InvalidError),
            ("  ", InvalidError),
            ("n\0ita", InvalidError),
            ("n" * 201, InvalidError),
        ],
    )
    def test_refused(self, desk, ana, tables, path, alias, error):
        desk.clients.identity.add_alias(ana, "Nita")
        before = tables(path)
        with pytest.raises(error):
            desk.clients.identity.add_alias(ana, alias)
        assert tables(path) == before

    def test_what_names_somebody_else_asks(self, desk, ana):
        bo = desk.clients.add({"name": "Bo"})
        with pytest.raises(NeedsConfirmationError, match=f"also {bo.id} Bo; give it to Ana Pérez"):
            desk.clients.identity.add_alias(ana, "bo")
        desk.clients.identity.add_alias(ana, "bo", confirmed=True)
        with pytest.raises(RefusedError, match=f"{bo.id} Bo, {ana} Ana Pérez"):
            desk.clients.one("bo")

    def test_none_of_that_name_to_remove(self, desk, ana):
        with pytest.raises(NotFoundError, match="there is: none"):
            desk.clients.identity.remove_alias(ana, "Nita")


class TestTwoOfOneName:
    @pytest.fixture
    def twins(self, desk):
        return [desk.clients.add({"name": "Kim Ng"}, confirmed=True).id for _ in range(2)]

    def test_the_line_lists_both_and_takes_the_number(self, desk, twins):
        with pytest.raises(EntryError) as caught:
            desk.sessions.understand("kim swedish")
        one, two = twins
        assert caught.value.choices == (f"Kim Ng (#{one})", f"Kim Ng (#{two})")
        assert "say more of the name, or its number" in caught.value.message
        for number in twins:
            draft = desk.sessions.understand(f"#{number} swedish 60m 90 card")
            assert draft.session.client_id == number

    @pytest.mark.parametrize("line", ["#9 swedish", "# swedish", "#99999999999999999999 x"])
    def test_a_number_that_is_nobody(self, desk, twins, line):
        with pytest.raises(EntryError):
            desk.sessions.understand(line)

    def test_every_command_that_takes_a_name_says_so_and_takes_the_number(self, run, done):
        done("client", "add", "Kim Ng")
        done("client", "add", "Kim Ng", "--yes")
        done("client", "add", "Bo")
        for arguments in (
            ("client", "show", "{}"),
            ("client", "edit", "{}", "phone=1"),
            ("client", "standing", "{}", "warn"),
            ("client", "block", "{}"),
            ("client", "release", "{}"),
            ("client", "alias", "{}", "Kimmy"),
            ("pay", "{}", "10"),
            ("log", "--client", "{}", "--service", "swedish", "--yes"),
            ("edit", "1", "client={}"),
            ("receipt", "{}"),
            ("credit", "sell", "{}", "100", "--sessions", "2"),
            ("client", "merge", "Bo", "{}", "--yes"),
        ):
            asked = [each.format("Kim Ng") for each in arguments]
            ran = run(*asked)
            assert ran.code == 1, (asked, ran)
            assert "1 Kim Ng, 2 Kim Ng" in ran.err, (asked, ran.err)
            assert "give the number" in ran.err
            ran = run(*(each.format("2") for each in arguments))
            assert "Kim Ng, 2 Kim Ng" not in ran.err, (arguments, ran.err)


class TestMerging:
    @pytest.fixture
    def two(self, desk, ana):
        """Ana Pérez, and what a booking program made of her."""
        other = desk.clients.add({"name": "A. Perez", "phone": "555 0100", "note": "left knee"}).id
        desk.clients.edit(ana, {"phone": "555 0199", "email": "ana@example.org"})
        desk.sessions.log("#2 swedish 60m p6-3 11-20 10:00 90 card")
        desk.credits.sell("2", "300", sessions_sold="3")
        desk.sessions.log("#2 swedish package")
        desk.clients.identity.add_alias(other, "Anita")
        desk.clients.standing.agree(other, "warn", why="late twice")
        desk.incidents.add({"kind": "late arrival", "severity": "1", "client": "A. Perez"})
        return other, ana

    def test_it_says_first_what_moves(self, desk, two, tables, path):
        before = tables(path)
        with pytest.raises(NeedsConfirmationError) as asked:
            desk.clients.identity.merge(*two)
        assert asked.value.message == (
            "Merge 2 A. Perez into 1 Ana Pérez? What moves: 2 sessions, 2 payments, 1 use of a "
            "credit, 1 package or gift card. 1 incident stays as recorded and counts for them. "
            "The name becomes an alias."
        )
        assert tables(path) == before

    def test_all_of_both_is_one_and_every_sum_stays(self, desk, two, path, tables):
        year, sealed = desk.year.figures.year(2026), tables(path)["incident"]
        kept, _, _ = desk.clients.identity.merge(*two, confirmed=True)
        assert (kept.name, kept.aliases) == ("Ana Pérez", ("A. Perez", "Anita"))
        assert (kept.phone, kept.email) == ("555 0199", "ana@example.org")
        assert kept.note == "left knee\nphone of A. Perez: 555 0100"
        assert (kept.standing, kept.standing_why) == ("warn", "late twice")
        assert {each.client_id for each in desk.sessions.between()} == {1}
        assert [each.client_id for each in desk.credits.find("anita")] == [1]
        assert [each.id for each in desk.clients.find()] == [1]
        assert desk.year.figures.year(2026) == year
        assert tables(path)["incident"] == sealed

    def test_incidents_of_both_count_for_the_one_and_their_seals_hold(self, desk, two):
        desk.incidents.add({"kind": "threat", "severity": "3", "client": "Ana Pérez"})
        desk.clients.identity.merge(*two, confirmed=True)
        assert {each.client_id for each in desk.incidents.between()} == {1}
        assert desk.incidents.get(1).client_id == 1
        assert desk.clients.page(1).summary.incidents.count == 2
        risk = next(each for each in desk.findings.risk().findings if each.rule == "incident")
        assert risk.evidence["repeat_client"]
        assert all(check.ok for check in desk.files.check())
        desk.history.undo()
        assert [each.client_id for each in desk.incidents.between()] == [1, 2]

    @pytest.mark.parametrize("typed", ["2", "a. perez", "anita", "Ana Pérez", "1"])
    def test_whatever_they_were_called_finds_them(self, desk, two, typed):
        desk.clients.identity.merge(*two, confirmed=True)
        assert desk.clients.one(typed).id == 1

    def test_nothing_is_left_of_the_other_but_name_and_pointer(self, desk, two, tables, path):
        desk.clients.identity.merge(*two, confirmed=True)
        assert desk.clients.one("2").id == 1
        row = next(row for row in tables(path)["client"] if row[0] == 2)
        assert "555 0100" not in row
        assert "left knee" not in row

    def test_undo_and_redo_are_complete(self, desk, two, tables, path):
        before = tables(path)
        _, _, operation = desk.clients.identity.merge(*two, confirmed=True)
        merged = tables(path)
        undone, _ = desk.history.undo(operation)
        assert tables(path) == before
        desk.history.undo(undone)
        assert tables(path) == merged

    def test_of_several_the_last_one_kept_has_all(self, desk, two):
        third = desk.clients.add({"name": "Ana Pérez-Ruiz"}).id
        desk.clients.identity.merge(*two, confirmed=True)
        desk.clients.identity.merge(two[1], third, confirmed=True)
        for number in ("1", "2", "3"):
            assert desk.clients.one(number).id == third
        assert desk.clients.one("3").aliases == ("A. Perez", "Ana Pérez", "Anita")

    def test_not_into_itself_nor_into_what_it_was_merged_into(self, desk, two):
        with pytest.raises(RefusedError, match="into itself"):
            desk.clients.identity.merge(1, 1, confirmed=True)
        desk.clients.identity.merge(*two, confirmed=True)
        with pytest.raises(RefusedError, match="into itself"):
            desk.clients.identity.merge(*two, confirmed=True)

    def test_two_of_one_name_need_no_alias(self, desk):
        one, two = (desk.clients.add({"name": "Kim"}, confirmed=True).id for _ in range(2))
        kept, _, _ = desk.clients.identity.merge(two, one, confirmed=True)
        assert kept.aliases == ()


names = st.sampled_from(["Ana", "Bo", "Zoë"])
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("log"), names, st.sampled_from(["", " 90 card", " booked tomorrow"])),
        st.tuples(st.just("pay"), names, st.just("")),
        st.tuples(st.just("alias"), names, st.sampled_from(["Nita", "Ana", "Bo", "B."])),
        st.tuples(st.just("merge"), names, names),
    ),
    max_size=10,
)


@times(15)
@given(deeds)
def test_any_merge_is_undone_whole(tmp_path_factory, clock, tables, done_deeds):
    path = tmp_path_factory.mktemp("practice") / "practice.db"
    desk = Desk(path, clock)
    desk.sessions.log("Ana swedish 60m 90 card", confirmed=True)
    merges = []
    for what, name, more in done_deeds:
        before = tables(path)
        try:
            who = desk.clients.one(name).id
            if what == "log":
                desk.sessions.log(f"#{who} swedish 60m{more}", confirmed=True)
            elif what == "pay":
                desk.ledger.pay(str(who), "10")
            elif what == "alias":
                desk.clients.identity.add_alias(who, more, confirmed=True)
            else:
                _, _, operation = desk.clients.identity.merge(
                    who, desk.clients.one(more).id, confirmed=True
                )
                merges.append(operation)
                desk.history.undo(operation)
                assert tables(path) == before
                desk.history.undo()
        except MtdeskError:
            assert tables(path) == before
    desk.close()


WRITES = {
    "edit": lambda clients, number: clients.edit(number, {"note": "quiet"}),
    "alias": lambda clients, number: clients.identity.add_alias(number, "Annie"),
    "alias removed": lambda clients, number: clients.identity.remove_alias(number, "Ana Pérez"),
    "standing": lambda clients, number: clients.standing.agree(number, "warn", why="late"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
class TestMeanwhile:
    """Whoever still has the number of a client who was merged away or purged by another."""

    def test_the_one_who_is_kept_has_it(self, desk, ana, write, tables, path):
        bo = desk.clients.add({"name": "Bo"}, confirmed=True).id
        desk.clients.identity.merge(ana, bo, confirmed=True)
        before = tables(path)
        write(desk.clients, ana)
        after = tables(path)
        assert after != before
        for table, of in (("client", 0), ("client_alias", 1)):
            assert {row[of] for row in {*after[table]} ^ {*before[table]}} <= {bo}

    def test_who_was_purged_stays_so(self, desk, ana, write, tables, path):
        desk.clients.identity.add_alias(ana, "Ana P.")
        desk.clients.purge.carry_out(ana, confirmed=True)
        before = tables(path)
        with pytest.raises(RefusedError, match="was purged"):
            write(desk.clients, ana)
        assert tables(path) == before


def test_who_was_purged_is_merged_into_nobody(desk, ana):
    bo = desk.clients.add({"name": "Bo"}, confirmed=True).id
    desk.clients.purge.carry_out(ana, confirmed=True)
    for pair in ((ana, bo), (bo, ana)):
        with pytest.raises(RefusedError, match="was purged"):
            desk.clients.identity.merge(*pair, confirmed=True)


def test_who_was_merged_away_since_the_plan_takes_nobody_along(
    desk, ana, tables, path, monkeypatch
):
    bo = desk.clients.add({"name": "Bo"}, confirmed=True).id
    plan = desk.clients.purge.plan(ana)
    desk.clients.identity.merge(ana, bo, confirmed=True)
    before = tables(path)
    monkeypatch.setattr(type(desk.clients.purge), "plan", lambda *_: plan)
    with pytest.raises(RefusedError, match=f"is {bo} Bo now"):
        desk.clients.purge.carry_out(ana, confirmed=True)
    assert tables(path) == before


def test_of_two_who_purge_at_once_one_is_told(desk, ana, tables, path, monkeypatch):
    """Both have read who it is before either writes."""
    plan = desk.clients.purge.plan(ana)
    desk.clients.purge.carry_out(ana, confirmed=True)
    before = tables(path)
    monkeypatch.setattr(type(desk.clients.purge), "plan", lambda *_: plan)
    with pytest.raises(RefusedError, match="was purged"):
        desk.clients.purge.carry_out(ana, confirmed=True)
    assert tables(path) == before
