"""A year in words, as tables, as JSON and as what is handed over."""

from mtdesk.say.year.documents import year_document

__all__ = ["year_document"]
