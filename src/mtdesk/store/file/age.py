"""Copies that only their owner can read: age's format, by pyrage (the extra `backup`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mtdesk.errors import ExtraError, InvalidError, NotFoundError, RefusedError
from mtdesk.store.file import first_bytes

BEGINS = b"age-encryption.org/v1"
_KEY = "AGE-SECRET-KEY-"
_SSH = "-----BEGIN OPENSSH"


def is_age(path: Path) -> bool:
    try:
        return first_bytes.of(path, len(BEGINS)) == BEGINS
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error.strerror}") from None


def recipients(text: str) -> list[Any]:
    """Who may read: `age1...` or an SSH public key, several of them each on its line or after a comma.

    Raises:
        InvalidError: one is none; ExtraError: pyrage is missing.
    """
    pyrage = _pyrage()
    found = []
    for each in (part.strip() for part in text.replace("\n", ",").split(",")):
        if not each:
            continue
        kind = pyrage.ssh if each.startswith("ssh-") else pyrage.x25519
        try:
            found.append(kind.Recipient.from_str(each))
        except Exception:  # noqa: BLE001 - its errors are its own
            if each.startswith(_KEY):
                raise InvalidError(
                    "age", "that is the secret key; name the recipient, which begins with age1"
                ) from None
            raise InvalidError(
                "age", f"“{each[:70]}” is no recipient, such as age1… or ssh-ed25519 …"
            ) from None
    if not found:
        raise InvalidError("age", "name a recipient, such as age1…")
    return found


def encrypt(plain: Path, target: Path, text: str) -> None:
    """Write what is in `plain` for these recipients."""
    whom = recipients(text)
    _pyrage().encrypt_file(str(plain), str(target), whom)


def decrypt(source: Path, target: Path, identity: Path | None) -> None:
    """Write what is in `source` to `target`, by the key in the file `identity`.

    Raises:
        NotFoundError: no such key file; RefusedError: none is given, or it opens another file.
    """
    pyrage = _pyrage()
    if identity is None:
        raise RefusedError(
            f"{source} is encrypted with age; name the file that holds your key with --identity FILE"
        )
    try:
        text = identity.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {identity}") from None
    except (OSError, UnicodeDecodeError):
        raise RefusedError(f"{identity} cannot be read as a key") from None
    try:
        if text.startswith(_SSH):
            keys = [pyrage.ssh.Identity.from_buffer(text.encode())]
        else:
            lines = (line.strip() for line in text.splitlines())
            keys = [
                pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith(_KEY)
            ]
    except Exception:  # noqa: BLE001 - its errors are its own
        raise RefusedError(f"{identity} holds no key of age or SSH that can be read") from None
    try:
        pyrage.decrypt_file(str(source), str(target), keys)
    except Exception:  # noqa: BLE001 - as above
        raise RefusedError(
            f"{source} cannot be opened with the key in {identity}; it is for another, or damaged"
        ) from None


def _pyrage() -> Any:
    try:
        import pyrage
    except ImportError:
        raise ExtraError("a copy that is encrypted with age", "backup", "pyrage") from None
    return pyrage
