"""The pages of an encrypted file one by one, whether or not they are as they were written.

SQLCipher gives up a page whose sum is wrong; for what is left of a damaged file that is too careful.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mtdesk.store.file import first_bytes, unlocking

_RESERVED, _IV = 80, 16  # SQLCipher 4: a page ends in its vector and its sum


def pages_of(path: Path) -> Callable[[int, bytes], bytes] | None:
    """What makes a page of its number readable; None of a file that is plain.

    Raises:
        LockedFileError: its key is not here.
    """
    salt = first_bytes.salt_of(path)
    if salt is None:
        return None
    key = unlocking.find(path, salt)
    try:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    except ModuleNotFoundError as error:
        raise unlocking.missing(error.name) from None

    def page(number: int, content: bytes) -> bytes:
        end = len(content) - _RESERVED
        begins = first_bytes.PLAIN if number == 1 else b""
        vector, hidden = content[end : end + _IV], content[len(begins) : end]
        if len(vector) < _IV or not hidden or len(hidden) % _IV:
            return content  # cut off
        cipher = Cipher(algorithms.AES(key.raw), modes.CBC(vector)).decryptor()
        return begins + cipher.update(hidden) + content[end:]

    return page
