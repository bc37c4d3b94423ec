"""The practice encrypted at rest: made so, opened, locked, and plain again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.errors import MtdeskError, NotFoundError, RefusedError
from mtdesk.model.frozen import frozen
from mtdesk.model.text import counted
from mtdesk.store.file import unlocking
from mtdesk.store.file.backup import Check

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.store.file.restoring import Ready
    from mtdesk.store.file.unlocking import Key


@frozen
class How:
    """How the key of a practice is kept: `keyring`, `key file` (in `file`) or `passphrase`."""

    kind: str
    passphrase: str = ""
    file: Path | None = None


@frozen
class Encrypted:
    """`recovery` is the key itself, in groups: it opens the practice wherever the key is lost.

    `plain` are plain copies that mtdesk made, `others` plain practices under other names; `files`
    counts evidence and receipts.
    """

    kind: str
    recovery: str
    files: int
    key_file: Path | None
    plain: tuple[Path, ...]
    others: tuple[Path, ...]


class Encrypting:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @staticmethod
    def need_extra() -> None:
        """Raises LockedFileError where the extra is not installed, before anything is asked."""
        from mtdesk.store.file import encrypted

        encrypted.library()

    def encrypt(self, how: How) -> Encrypted:
        """Encrypt a plain practice, with its evidence and receipts.

        Raises:
            NotFoundError: there is none yet. RefusedError: it is encrypted already, it is open in
            another program, or the key cannot be kept as wished.
        """
        if self._kind:
            raise RefusedError(
                f"{self._opened.path} is encrypted already",
                hint="`mtdesk passphrase` changes what opens it, `mtdesk decrypt` makes it plain",
            )
        return self._anew(how)

    def change(self, how: How) -> Encrypted:
        """Another key for an encrypted practice; copies made before keep the old one.

        Raises:
            RefusedError: it is not encrypted; and as `encrypt`.
        """
        if not self._kind:
            raise RefusedError(
                f"{self._opened.path} is not encrypted", hint="`mtdesk encrypt` encrypts it"
            )
        return self._anew(how)

    def decrypt(self) -> int:
        """Make it plain again; returns how many files beside it became plain, too.

        Raises:
            RefusedError: it is plain, or open in another program.
        """
        from mtdesk.store.file import rewriting

        if not self._kind:
            raise RefusedError(f"{self._opened.path} is not encrypted; nothing was changed")
        self._opened.look_anew()
        return rewriting.rewrite(self._opened.path, None, self._opened.waiting)

    def take_out(self, folder: Path) -> list[Path]:
        """Evidence and receipts, plain, in a new folder: to look at or to hand over.

        Raises:
            RefusedError: the folder is there already, or cannot be written.
        """
        from mtdesk.store.file import copies, whole
        from mtdesk.store.file.unlocking import key_of
        from mtdesk.store.incidents import evidence
        from mtdesk.store.ledger import attachments

        book, path = self._opened.book, self._opened.path
        key, written = key_of(path), []
        kept = (
            (evidence.folder_of(path), evidence.named(book)),
            (attachments.folder_of(path), attachments.named(book)),
        )
        with whole.folder(folder) as made:
            for home, found in kept:
                for name, stored_as in found:
                    try:
                        content = copies.pieces(home, stored_as, key)
                        copies.write(made / name, content, None, str)
                    except FileNotFoundError:
                        raise NotFoundError(f"{name} is missing in {home}") from None
                    written.append(folder / name)
        return written

    def left_plain(self) -> tuple[list[Path], list[Path]]:
        """Plain copies beside an encrypted practice: what mtdesk made, and what is only told."""
        if not self._kind:
            return [], []
        from mtdesk.desk.files.backups import Backups
        from mtdesk.store.file import rewriting

        second = Backups(self._opened).second
        return rewriting.plain_copies(self._opened.path, *([second] if second else []))

    @contextmanager
    def followed(self, copy: Ready) -> Iterator[None]:
        """While a copy takes the practice's place: evidence and receipts come under its key."""
        keys = [unlocking.known_key(each) for each in (self._opened.path, copy.path)]
        is_readable = keys[0] is not None or not self._opened.kept_by
        if keys[0] == keys[1] or not is_readable:
            yield
            return
        from mtdesk.store.file import rewriting

        with rewriting.followed(self._opened.path, *keys):
            yield

    def checks(self) -> list[Check]:
        """What `doctor` says of an encrypted practice; nothing of a plain one."""
        if not self._opened.kept_by:
            return []
        plain, _ = self.left_plain()
        detail = f"opened by its {self._opened.kept_by}"
        if plain:
            detail += f"; {counted(len(plain), 'plain file')} of it beside it, see `mtdesk encrypt --copies`"
        return [Check(name="encrypted", ok=True, detail=detail)]

    def encrypt_copies(self, files: tuple[Path, ...]) -> list[Path]:
        """Encrypt plain copies with the practice's key; returns those that can only be deleted."""
        from mtdesk.store.file import rewriting

        _ = self._opened.book
        key = unlocking.key_of(self._opened.path)
        if key is None:
            return list(files)
        return [each for each in files if not rewriting.encrypt_copy(each, key)]

    @staticmethod
    def delete_copies(files: tuple[Path, ...]) -> None:
        """Delete plain copies, written over first."""
        from mtdesk.store.file import rewriting

        for each in files:
            rewriting.take_away(each)

    @property
    def _kind(self) -> str:
        if not self._opened.exists:
            raise NotFoundError(f"there is no practice at {self._opened.path} to encrypt yet")
        return self._opened.kept_by

    def _anew(self, how: How) -> Encrypted:
        from mtdesk.store.file import rewriting

        self.need_extra()
        _ = self._opened.book  # a passphrase that is asked for is asked for first
        key = self._new_key(how)
        self._opened.look_anew()
        try:
            files = rewriting.rewrite(self._opened.path, key, self._opened.waiting)
        except BaseException:
            if not unlocking.known(key.salt):
                unlocking.give_up(key, how.file)
            raise
        plain, others = self.left_plain()
        return Encrypted(
            kind=how.kind,
            recovery=key.groups,
            files=files,
            key_file=how.file,
            plain=tuple(plain),
            others=tuple(others),
        )

    def _new_key(self, how: How) -> Key:
        make: dict[str, Callable[[], Key]] = {
            "passphrase": lambda: unlocking.with_passphrase(how.passphrase),
            "keyring": lambda: unlocking.in_keyring(self._opened.path),
            "key file": lambda: unlocking.in_file(how.file or Path(), self._opened.path),
        }
        return make[how.kind]()


def has_keyring() -> bool:
    """Whether the system keeps keys."""
    try:
        return unlocking.has_keyring()
    except MtdeskError:
        return False
