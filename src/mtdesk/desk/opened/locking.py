"""A practice that may be encrypted, and may be locked for as long as nobody should look at it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mtdesk.errors import LockedFileError, MtdeskError, RefusedError
from mtdesk.store.file import first_bytes, places, unlocking
from mtdesk.store.file.book import Book


class Lockable:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_locked = False
        self.leaving: list[Path] = []

    @property
    def book(self) -> Book:
        """The practice for reading."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    @property
    def kept_by(self) -> str:
        """How the key of an encrypted practice is kept (see `unlocking`); nothing of a plain one."""
        salt = first_bytes.salt_of(self.path)
        return unlocking.kind_of(salt) if salt else ""

    def spare(self, target: Path) -> None:
        """Before a file is written: refuse to write over the practice, or into what is kept for it.

        Raises:
            RefusedError: it would lie there.
        """
        if os.path.realpath(target) == os.path.realpath(self.path):
            raise RefusedError(f"{target} is the practice itself; name another file")
        if places.is_ours(self.path, target):
            raise RefusedError(f"{target} is kept for the practice by mtdesk; name another place")
        if target not in self.leaving:
            self.leaving.append(target)
        from mtdesk.store.file import leftovers

        leftovers.remember(self.path, target)

    def handed_out(self) -> list[Path]:
        """Plain files that were written since it was asked last, where the practice is encrypted."""
        found, self.leaving[:] = [*self.leaving], []
        return [each for each in found if _is_plain(each)] if found and self.kept_by else []

    @property
    def needs_passphrase(self) -> bool:
        """Whether it opens only to what has to be typed."""
        salt = first_bytes.salt_of(self.path)
        return salt is not None and not unlocking.opens_by_itself(salt)

    @property
    def key_to_hand_on(self) -> str:
        """For a process of ours that nobody can ask: the key, where a passphrase would open it."""
        key = unlocking.known_key(self.path)
        return key.groups if key is not None and key.kind == "passphrase" else ""

    @staticmethod
    def ask_with(ask: Callable[[Path], str] | None) -> None:
        """Who is asked for the passphrase of a file when it is opened; nobody with None."""
        unlocking.asked_of(ask)

    def lock(self) -> None:
        """Close the practice and forget its key; what asks for it is refused until `unlock`."""
        self.close()
        self.is_locked = True
        unlocking.forget()

    def unlock(self, passphrase: str = "") -> None:
        """Open it again: by a passphrase, or by the key in the keyring or key file.

        Raises:
            LockedFileError: that does not open it.
        """
        self.is_locked = False
        unlocking.asked_of(lambda _: passphrase)
        try:
            if self.path.is_file():
                _ = self.book
        except MtdeskError:
            self.close()
            self.is_locked = True
            raise
        finally:
            unlocking.asked_of(None)

    def lock_others(self) -> None:
        """Ask every program that shows the practice to lock itself: they look at `lock_asked`.

        Raises:
            RefusedError: the folder cannot be written.
        """
        try:
            self._asking.touch(0o600)
            os.utime(self._asking)
        except OSError as error:
            raise RefusedError(f"{self._asking} cannot be written: {error.strerror}") from None

    def lock_asked(self) -> int:
        """A number that changes when somebody asked for it."""
        try:
            return self._asking.stat().st_mtime_ns
        except OSError:
            return 0

    @property
    def _asking(self) -> Path:
        """An empty file beside the practice, whose time is all it says."""
        return self.path.with_name(f".{self.path.name}.lock-asked")

    def refuse_locked(self) -> None:
        """Raises LockedFileError while it is locked."""
        if self.is_locked:
            raise LockedFileError(f"{self.path} is locked")


def _is_plain(path: Path) -> bool:
    """Of a backup it depends: it is encrypted as the practice is, or for others."""
    if path.is_dir():
        return True
    try:
        return not first_bytes.of(path).startswith((first_bytes.ENCRYPTED, first_bytes.AGE))
    except OSError:
        return False
