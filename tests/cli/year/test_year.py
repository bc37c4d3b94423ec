from __future__ import annotations

import subprocess
import sys

import pytest
from made_once import written_once


@written_once
def practice(done):
    done("settings", "currency", "USD")
    done("log", "ana", "deep", "tissue", "60m", "90+15", "card", "11-20", "--yes")
    done("spend", "42.50", "oil", "supplies", "--on", "2026-11-02")
    done("trip", "12mi", "home", "visit", "ana", "--on", "2026-11-03")


class TestFiles:
    def test_several_at_once_each_named_on_the_other_stream(self, practice, done, tmp_path):
        targets = [tmp_path / f"year.{suffix}" for suffix in ("csv", "xlsx", "pdf")]
        options = [part for each in targets for part in (f"--{each.suffix[1:]}", each)]
        ran = done("year", "2026", *options)
        assert ran.out == ""
        assert [line.rpartition(" ")[2] for line in ran.err.splitlines()] == [
            str(each) for each in targets
        ]
        assert [each.read_bytes()[:4] for each in targets] == [
            b"\xef\xbb\xbfs",
            b"PK\x03\x04",
            b"%PDF",
        ]

    @pytest.mark.parametrize("name", ["csv", "xlsx", "pdf"])
    def test_an_existing_file_wants_a_yes(self, practice, run, done, tmp_path, name):
        target = tmp_path / "taken"
        target.write_text("mine")
        ran = run("year", "2026", f"--{name}", target)
        assert ran.code == 1
        assert ran.err.startswith(f"mtdesk: {target} is there already; write over it?")
        assert target.read_text() == "mine"
        done("year", "2026", f"--{name}", target, "--yes")
        assert target.read_bytes()[:4] != b"mine"

    @pytest.mark.parametrize("name", ["xlsx", "pdf"])
    def test_only_csv_goes_to_the_output(self, practice, run, name):
        ran = run("year", "2026", f"--{name}", "-")
        assert (ran.code, ran.out) == (2, "")

    @pytest.mark.parametrize("name", ["csv", "xlsx", "pdf"])
    def test_json_and_a_file_exclude_each_other(self, practice, run, tmp_path, name):
        assert run("year", "2026", "--json", f"--{name}", tmp_path / "y").code == 2

    def test_no_practice_yet_gives_empty_files(self, run, tmp_path, path):
        assert run("year", "2026", "--pdf", tmp_path / "y.pdf").code == 0
        assert run("year", "2026", "--xlsx", tmp_path / "y.xlsx").code == 0
        assert not path.exists()


class TestPage:
    def test_rows_stand_behind_the_sums_when_asked_for(self, practice, done):
        page = done("year", "2026").out
        rows = done("year", "2026", "--rows").out
        assert "home visit" not in page
        assert "home visit client 1" in rows
        assert "total" in rows

    def test_a_month_and_a_quarter(self, practice, done):
        month = done("report", "month", "2026-11", "--json").json
        quarter = done("report", "quarter", "2026-Q4", "--json").json
        year = done("year", "2026", "--json").json
        assert month["gross_minor"] == quarter["gross_minor"] == year["gross_minor"] == 10_500
        assert (month["period"], month["period_start"], month["period_end"]) == (
            "2026-11", "2026-11-01", "2026-11-30",
        )  # fmt: skip
        assert (quarter["period"], quarter["period_end"]) == ("2026-Q4", "2026-12-31")
        assert set(month) == set(quarter) == set(year)
        assert done("report", "month", "2026-11").out.startswith(
            "2026-11, 2026-11-01 to 2026-11-30, cash basis, USD\n"
        )

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("month", "2026"), 1),
            (("quarter", "2026-11"), 1),
            (("week", "2026-11"), 2),
            (("month",), 2),
            ((), 2),
        ],
    )
    def test_what_cannot_be_reported(self, run, arguments, code):
        ran = run("report", *arguments)
        assert (ran.code, ran.out) == (code, "")
        assert ran.err.startswith("mtdesk: ")


class TestJson:
    def test_the_estimate_with_its_days_and_source(self, practice, done):
        done("log", "ana", "swedish", "60m", "9000", "cash", "11-19")
        year = done("year", "2026", "--json").json
        # 9105.00 - 42.50 - 12 x 0.76 = 9053.38; x 92.35 % = 8360.80
        assert year["net_minor"] == 905_338
        # 12.4 % of 8360.80 is 1036.74, 2.9 % is 242.46; half of 1279.20 is 639.60
        assert [each["amount_minor"] for each in year["tax_estimate"].pop("quarters")] == [None] * 4
        assert year["tax_estimate"] == {
            "percent": 0,
            "self_employment_tax_minor": 127_920,
            "deductible_half_minor": 63_960,
            "base_minor": 836_080,
            "net_minor": 905_338,
            "estimate": True,
            "source": year["tax_estimate"]["source"],
            "note": year["tax_estimate"]["note"],
            "due": ["2026-04-15", "2026-06-15", "2026-09-15", "2027-01-15"],
        }
        assert "benefit base 2026" in year["tax_estimate"]["source"]
        assert "An estimate, for your accountant to check" in year["tax_estimate"]["note"]
        assert year["tax_estimate_reason"] is None

    def test_without_figures_for_the_year_it_is_null_and_says_why(self, practice, done):
        year = done("year", "2019", "--json").json
        assert year["tax_estimate"] is None
        assert "2019" in year["tax_estimate_reason"]

    def test_tips_and_reconciliation(self, practice, done):
        year = done("year", "2026", "--json").json
        assert year["tips"]["received_minor"] == year["tips"]["voluntary_minor"] == 1_500
        assert year["tips"]["voluntary_on_1099_minor"] == 0
        [row] = year["reconciliation"]
        assert row == {
            "key": "card", "payments": 2, "gross_minor": 10_500, "tips_minor": 1_500,
            "on_1099_minor": 0, "given_back_minor": 0, "processor_fees_minor": 0,
            "sales_tax_minor": 0, "form": None, "form_minor": None, "difference_minor": None,
        }  # fmt: skip


def test_the_page_loads_nothing_that_only_files_need(practice, path):
    code = (
        "import sys; from mtdesk.cli import main; main(['year', '2026']); "
        "main(['year', '2026', '--json']); "
        "print([each for each in ('xlsxwriter', 'reportlab', 'sqlite_utils', 'PIL') "
        "if each in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


@pytest.mark.parametrize("file_format", ["--csv", "--xlsx", "--pdf"])
def test_the_practice_itself_is_never_written_over(run, done, path, file_format):
    done("log", "--yes", "ana swedish 60m 90 card yesterday")
    before = path.read_bytes()
    ran = run("year", "2026", file_format, path, "--yes")
    assert ran.code == 1
    assert "is the practice itself" in ran.err
    assert path.read_bytes() == before
