"""Every practice of the tests encrypted from its first write: MTDESK_ENCRYPTED=1, `make encrypted`."""

from __future__ import annotations

from mtdesk.store.file import opening, rewriting
from mtdesk.store.file.unlocking import KEY_BYTES, Key, new_salt


def install():
    plain = opening.new

    def new(path):
        is_new = not path.exists()
        book = plain(path)
        if not is_new:
            return book
        book.close()
        rewriting.rewrite(path, Key(bytes(KEY_BYTES), new_salt("key file")))
        return opening.existing(path)

    opening.new = new
