"""A year as it is handed over, asked for in parts."""

from __future__ import annotations

from mtdesk.exchange import writers
from mtdesk.say import year as said
from mtdesk.say.document import written
from mtdesk.say.year import words, year_file, year_log, year_pages


def shown(figures):
    """Figures by their labels, each with its line of the form."""
    return {each.label: (each.value, each.form_line) for each in figures}


def table(report, name):
    (found,) = [each for each in said.tables(report) if each.name == name]
    return found


def row_tables(desk, report):
    """The tables of every row, by name."""
    return {each.name: each for each in said.row_tables(report, desk.year.rows(report))}


def notes(report):
    return " ".join(words.notes(report))


def csv_text(desk, report):
    return "".join(desk.year.lines(year_log(report, desk.year.rows(report))))


def xlsx(desk, report):
    return writers.content(year_pages(report, desk.year.rows(report)), "xlsx")[0]


def write(desk, report, target, file_format, **confirmed):
    """Write it as the fronts do; what they say of it."""
    document = year_file(report, desk.year.rows(report), file_format)
    done = desk.year.write(document, target, file_format, **confirmed)
    return written(document, [target], done)
