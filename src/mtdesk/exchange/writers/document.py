"""A document printed in the format asked for, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.model.document import Document

SCHEMA = 1


def content(document: Document, file_format: str) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn."""
    if file_format == "pdf":
        from mtdesk.exchange.writers import pdf

        return pdf.content(document)
    if file_format == "xlsx":
        from mtdesk.exchange.writers import xlsx

        return xlsx.content(document), True
    if file_format == "md":
        from mtdesk.exchange.writers import markdown

        return markdown.content(document).encode(), True
    if file_format == "json":
        import json

        facts = {"schema": SCHEMA, **(document.data or {})}
        return f"{json.dumps(facts, ensure_ascii=False, indent=2)}\n".encode(), True
    raise AssertionError(f"no document is printed as {file_format}")
