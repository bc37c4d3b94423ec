"""A year in words, as tables, as JSON and as what is handed over."""

from mtdesk.say.year.documents import tax_form_document, year_document

__all__ = ["tax_form_document", "year_document"]
