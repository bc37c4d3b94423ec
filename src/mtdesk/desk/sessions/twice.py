"""Whether what is typed came already with a file."""

from __future__ import annotations

from mtdesk.store.ledger import received
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.model.ledger.alike import Candidate
    from mtdesk.model.session import Visit
    from mtdesk.store.file.book import Book


def looks_like(book: Book, after: Visit) -> Candidate | None:
    """What a file brought that the new money of a visit seems to be; seldom anything."""
    new, session = [each for each in after.payments if each.id is None], after.session
    if not new or not received.is_imported(book, new[0].received_on):
        return None
    from mtdesk.desk.ledger.alike import imported_like

    clock = "" if session.is_placed else session.clock
    return imported_like(book, new, session.client_id, session.client, clock, session.minutes or 0)
