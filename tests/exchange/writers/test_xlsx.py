from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
import workbook
from reports import NASTY, ROW, report_of

from mtdesk.exchange.writers import xlsx


class TestCells:
    def test_amounts_days_and_durations_are_numbers(self):
        sheet = workbook.read(xlsx.content(report_of(ROW)))["Income"]
        # 31 January 2026 is day 46053 of a spreadsheet; 90 minutes are a sixteenth of a day.
        assert sheet[1] == [46053, 7, "oil", 1240.5, 12.4, 3, 0.0625]

    @pytest.mark.parametrize(("code", "shown"), [("JPY", 124_050), ("KWD", 124.05)])
    def test_a_currency_has_its_own_digits(self, code, shown):
        sheet = workbook.read(xlsx.content(report_of(ROW, code=code)))["Income"]
        assert sheet[1][3] == shown

    @pytest.mark.parametrize("text", NASTY)
    def test_no_text_is_a_formula(self, text):
        content = xlsx.content(report_of(("2026-01-31", 7, text, 1, 1, 1, 1)))
        assert all(each.startswith("SUM(") for each in workbook.formulas(content))
        cell = workbook.read(content)["Income"][1][2]
        assert cell.replace("_x000D_", "\r") == text

    def test_the_name_of_the_business_is_no_formula_either(self):
        content = xlsx.content(report_of(ROW))
        assert ["=Studio"] in workbook.read(content)["Summary"]

    def test_a_text_longer_than_a_cell_is_cut_and_the_unknown_is_empty(self):
        row = (None, None, "x" * 40_000, None, None, None, None)
        sheet = workbook.read(xlsx.content(report_of(row)))["Income"]
        assert sheet[1] == [None, None, "x" * 32_767]


class TestShape:
    def test_totals_are_formulas_of_the_rows_above_with_their_value(self):
        content = xlsx.content(report_of(ROW, ROW))
        _, body, totals = workbook.table(workbook.read(content)["Income"])
        assert len(body) == 2
        assert totals == ["total", None, None, 2481, 24.8, 6, 0.125]
        assert "SUM(D2:D3)" in workbook.formulas(content)

    def test_without_rows_there_are_heads_and_a_total_of_nothing(self):
        content = xlsx.content(report_of())
        _, body, totals = workbook.table(workbook.read(content)["Income"])
        assert body == []
        assert totals[3:] == [0, 0, 0, 0]

    def test_heads_stay_in_sight_and_filter_and_there_is_a_chart(self):
        with zipfile.ZipFile(BytesIO(xlsx.content(report_of(ROW)))) as parts:
            sheet = parts.read("xl/worksheets/sheet2.xml").decode()
            chart = parts.read("xl/charts/chart1.xml").decode()
        assert 'state="frozen"' in sheet
        assert '<autoFilter ref="A1:G2"/>' in sheet
        assert "Months!$B$2:$B$3" in chart

    def test_the_same_report_is_the_same_file(self):
        assert xlsx.content(report_of(ROW)) == xlsx.content(report_of(ROW))
