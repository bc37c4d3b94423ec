"""The incident commands as they are typed: what is said afterwards, evidence, follow-ups."""

from __future__ import annotations

import pytest


class TestAfterwards:
    @pytest.mark.parametrize(
        ("kind", "said", "not_said"),
        [
            ("sexual touch", ["owe no explanation", "insurer at once"], []),
            ("threat", ["owe no explanation", "police", "evidence"], []),
            ("injury to client", ["Admit no fault"], ["explanation"]),
            ("no-show", [], ["insurer", "explanation", "To think of"]),
            ("chargeback", ["Keep the messages"], ["insurer"]),
        ],
    )
    def test_what_to_think_of_by_kind(self, done, kind, said, not_said):
        out = done("incident", "add", "--kind", kind, "--severity", "3", "--at", "09:45").out
        assert "Written 8 h after it happened" in out
        for words in said:
            assert words in out
        for words in not_said:
            assert words not in out
        assert max(map(len, out.splitlines())) <= 80

    def test_an_injury_calls_the_insurer_whatever_the_kind(self, done):
        out = done(
            "incident", "add", "--kind", "no-show", "--severity", "1", "--injury-me", "x"
        ).out
        assert "insurer" in out

    def test_follow_ups_in_the_list_until_they_are_done(self, done, run):
        done("incident", "add", "--kind", "threat", "--severity", "3")
        out = done("incident", "follow-up", "1", "2026-12-01", "ask", "the", "insurer").out
        assert out == "follow-up 1 of incident 1 on 2026-12-01: ask the insurer\n"
        assert "2026-12-01" in done("incident", "list").out
        assert "open" in done("incident", "show", "1").out
        assert done("incident", "done", "1").out == (
            "follow-up 1 of incident 1 is done: ask the insurer\n"
        )
        assert "2026-12-01" not in done("incident", "list").out
        assert "(done 2026-11-23)" in done("incident", "show", "1").out
        assert run("incident", "done", "1").code == 1

    def test_evidence_is_told_where_and_that_a_backup_lacks_it(self, done, run, tmp_path, path):
        done("incident", "add", "--kind", "threat", "--severity", "3")
        assert "evidence file" not in done("backup", tmp_path / "before.db").out
        (tmp_path / "a.png").write_bytes(b"x")
        folder = path.with_name("practice-evidence")
        out = done("incident", "evidence", "1", tmp_path / "a.png").out
        assert out.startswith("evidence 1: a.png, 1 byte, sha256 2d711642b7")
        assert str(folder) in out
        assert done("incident", "evidence", "1", tmp_path / "a.png").out == (
            "a.png is there already\n"
        )
        said = f"  1 evidence file is not in it: copy {folder} too\n"
        assert done("backup", tmp_path / "copy.db").out.endswith(said)
        assert done("export", tmp_path / "out").out.endswith(said)
        found = done("backup", tmp_path / "other.db", "--json").json
        assert (found["evidence_files"], found["evidence_folder"]) == (1, str(folder))
        assert done("incident", "show", "1", "--json").json["evidence"][0]["file_name"] == "a.png"

    def test_restoring_says_what_doctor_would(self, done, tmp_path, path):
        done("incident", "add", "--kind", "threat", "--severity", "3")
        (tmp_path / "a.png").write_bytes(b"x")
        done("incident", "evidence", "1", tmp_path / "a.png")
        done("backup", tmp_path / "copy.db")
        for each in path.with_name("practice-evidence").iterdir():
            each.unlink()
        ran = done("restore", tmp_path / "copy.db", "--yes")
        assert "doctor finds: incidents: evidence 1 of incident 1 (a.png) is missing" in ran.err


def test_doctor_names_the_head_of_the_chain(done):
    done("spend", "5", "oil")
    assert "incidents: none recorded" in done("doctor").out
    done("incident", "add", "--kind", "threat", "--severity", "3")
    [line] = [each for each in done("doctor").out.splitlines() if "incidents" in each]
    assert line.startswith("ok   incidents: 1 sealed, head ")
    assert len(line.split()[-1]) == 64
