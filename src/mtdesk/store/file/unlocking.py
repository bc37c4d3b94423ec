"""The keys of encrypted practices: what opens a file, where that is kept, and who is asked for it.

A key is 256 random bits, or made of a passphrase as SQLCipher makes it itself, so that its other
programs open the file by the same passphrase. The first 16 bytes of a file are the salt that
SQLCipher keeps there: here a mark, how the key is kept, and nine random bytes, which name the key.
Copies have them too, so a copy is opened by the key of what it was copied from.

A key that opened a file stays in this process until it is forgotten, and is nowhere else.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from mtdesk.errors import LockedFileError, RefusedError
from mtdesk.store.file import first_bytes
from mtdesk.store.file.first_bytes import ENCRYPTED, SALT_BYTES
from mtdesk.typed import Any

KEY_BYTES = 32
LEAST_LETTERS = 10
NAMED_BY = "MTDESK_KEY_FILE"
KINDS = {b"k": "keyring", b"f": "key file", b"p": "passphrase"}
_SERVICE = "mtdesk"
_ROUNDS = 256_000  # SQLCipher's own
_opened: dict[bytes, bytes] = {}  # the keys that opened a file, by its salt
_asking: list[Callable[[Path], str]] = []


class Key:
    def __init__(self, raw: bytes, salt: bytes) -> None:
        self.raw, self.salt = raw, salt

    def __repr__(self) -> str:
        return f"Key({name_of(self.salt)})"  # the key itself stands in no traceback

    @property
    def kind(self) -> str:
        return kind_of(self.salt)

    @property
    def pragma(self) -> str:
        """As SQLCipher takes a key that nothing has to be made of."""
        return f"\"x'{self.raw.hex()}{self.salt.hex()}'\""

    @property
    def groups(self) -> str:
        """As it is written down: eight groups of eight."""
        text = self.raw.hex()
        return " ".join(text[at : at + 8] for at in range(0, len(text), 8))


def kind_of(salt: bytes) -> str:
    """How the key is kept: `keyring`, `key file`, `passphrase`."""
    return KINDS.get(salt[len(ENCRYPTED) : len(ENCRYPTED) + 1], "")


def name_of(salt: bytes) -> str:
    """By which the keyring and the notes on key files know the key."""
    return salt[len(ENCRYPTED) + 1 :].hex()


def new_salt(kind: str) -> bytes:
    mark = next(each for each, name in KINDS.items() if name == kind)
    begins = ENCRYPTED + mark
    return begins + os.urandom(SALT_BYTES - len(begins))


# -- what opens a file


def asked_of(ask: Callable[[Path], str] | None) -> None:
    """From here on a passphrase is asked of `ask`, which is told the file; of nobody with None."""
    _asking[:] = [ask] if ask else []


def forget() -> None:
    """Every key: what is opened next asks for its own anew."""
    _opened.clear()


def opened(key: Key) -> None:
    """It did open a file, and opens the next without a question."""
    _opened[key.salt] = key.raw


def known(salt: bytes) -> bool:
    return salt in _opened


def key_of(path: Path) -> Key | None:
    """The key by which a practice was opened; None of a plain one.

    Raises:
        LockedFileError: it is encrypted, and was not opened.
    """
    salt = first_bytes.salt_of(path)
    if salt is None:
        return None
    if salt not in _opened:
        raise LockedFileError(f"{path} is encrypted, and locked")
    return Key(_opened[salt], salt)


def known_key(path: Path) -> Key | None:
    """As `key_of`; None, too, of one that was not opened yet."""
    salt = first_bytes.salt_of(path)
    return Key(_opened[salt], salt) if salt in _opened else None


def opens_by_itself(salt: bytes) -> bool:
    """Whether nobody has to type anything."""
    return salt in _opened or kind_of(salt) != "passphrase" or NAMED_BY in os.environ


def find(path: Path, salt: bytes, *, asks: bool = True) -> Key:
    """The key of an encrypted file; `asks` whether a passphrase may be asked for.

    Raises:
        LockedFileError: it is kept somewhere where it is not, or nobody can be asked.
    """
    if salt in _opened:
        return Key(_opened[salt], salt)
    named = os.environ.get(NAMED_BY)
    if named:
        return Key(read_file(Path(named).expanduser()), salt)
    kind = kind_of(salt)
    if kind == "keyring":
        return Key(_of_keyring(path, salt), salt)
    if kind == "key file":
        return Key(read_file(_noted(path, salt)), salt)
    if not (asks and _asking):
        raise LockedFileError(
            f"{path} is encrypted with a passphrase, and nobody is here to be asked for it",
            hint=f"run it on a terminal, or write its recovery key into a file that {NAMED_BY} names",
        )
    return of_passphrase(_asking[0](path), salt)


def of_passphrase(passphrase: str, salt: bytes) -> Key:
    """About a tenth of a second, which is what makes guessing slow."""
    from hashlib import pbkdf2_hmac
    from unicodedata import normalize

    text = normalize("NFC", passphrase).encode()
    return Key(pbkdf2_hmac("sha512", text, salt, _ROUNDS, KEY_BYTES), salt)


def wrong(path: Path, salt: bytes) -> LockedFileError:
    """What is said where a key did not open the file."""
    named = os.environ.get(NAMED_BY)
    if named:
        what = f"the key in {named}"
    else:
        what = {
            "keyring": "the key in the system's keyring",
            "key file": "the key in its key file",
        }.get(kind_of(salt), "that passphrase")
    return LockedFileError(
        f"{what} does not open {path}", hint="or the file is damaged; a backup may open"
    )


def missing(package: str | None) -> LockedFileError:
    return LockedFileError(
        f"an encrypted practice needs the extra “encrypt” ({package} is not installed)",
        hint="install mtdesk with it: pipx install '.[encrypt]' in a copy of its repository",
    )


# -- a new key


def with_passphrase(passphrase: str) -> Key:
    """Raises RefusedError for one that is soon guessed."""
    if len(passphrase.strip()) < LEAST_LETTERS:
        raise RefusedError(
            f"a passphrase has {LEAST_LETTERS} letters or more; four words that nobody else would "
            "put together are good"
        )
    return of_passphrase(passphrase, new_salt("passphrase"))


def in_keyring(practice: Path) -> Key:
    """A random key that the system's keyring keeps, which is asked whether it does.

    Raises:
        RefusedError: there is no keyring, or it does not keep it.
    """
    key = Key(os.urandom(KEY_BYTES), new_salt("keyring"))
    keyring, failed = _keyring()
    try:
        keyring.set_password(_SERVICE, name_of(key.salt), f"{key.raw.hex()} {practice}")
        kept = keyring.get_password(_SERVICE, name_of(key.salt)) or ""
    except failed as error:
        raise RefusedError(
            f"the system's keyring does not keep a key here ({_short(error)})",
            hint="choose --passphrase, or --key-file FILE",
        ) from None
    if kept.split(" ")[0] != key.raw.hex():
        raise RefusedError("the system's keyring gave back another key than it was given")
    return key


def in_file(file: Path, practice: Path) -> Key:
    """A random key in a new file, 0600; where that is, is noted for this person on this machine.

    Raises:
        RefusedError: the place is taken, or cannot be written.
    """
    key = Key(os.urandom(KEY_BYTES), new_salt("key file"))
    written = f"# the key of {practice.name} (mtdesk): whoever has it can read the practice\n"
    note = _note(key.salt)
    try:
        note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_new(file, f"{written}{key.groups}\n")
        note.write_text(f"{file.absolute()}\n", encoding="utf-8")
    except FileExistsError:
        raise RefusedError(f"{file} is there already; name a new file for the key") from None
    except OSError as error:
        raise RefusedError(f"{file} cannot be written: {error.strerror}") from None
    return key


def has_keyring() -> bool:
    """Whether the system has a keyring that keeps what it is given."""
    keyring, failed = _keyring()
    try:
        return float(keyring.get_keyring().priority) > 0
    except failed:
        return False


def give_up(key: Key, file: Path | None) -> None:
    """Take a new key away that nothing was encrypted with."""
    if key.kind == "keyring":
        keyring, failed = _keyring()
        try:
            keyring.delete_password(_SERVICE, name_of(key.salt))
        except failed:
            return
    if key.kind == "key file" and file is not None:
        file.unlink(missing_ok=True)
        _note(key.salt).unlink(missing_ok=True)


def read_file(file: Path) -> bytes:
    """The key that stands in a file: 64 hexadecimal digits, in groups or not; `#` begins a comment.

    Raises:
        LockedFileError: it is not there, others may read it, or there is no key in it.
    """
    try:
        found = file.stat()
        if os.name == "posix" and stat.S_IMODE(found.st_mode) & 0o077:
            raise LockedFileError(
                f"others may read the key file {file}",
                hint=f"make it yours alone: chmod 600 {file}",
            )
        text = file.read_text(encoding="utf-8") if found.st_size < 10_000 else ""
    except OSError as error:
        raise LockedFileError(f"the key file {file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        text = ""
    digits = "".join(line for line in text.splitlines() if not line.startswith("#"))
    try:
        raw = bytes.fromhex(digits.replace("-", ""))
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise LockedFileError(f"there is no key in {file}; it holds 64 digits of 0-9 and a-f")
    return raw


def _write_new(file: Path, text: str) -> None:
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _note(salt: bytes) -> Path:
    """Where it is noted in which file a key is."""
    data = os.environ.get("XDG_DATA_HOME")
    base = Path(data) if data and Path(data).is_absolute() else Path.home() / ".local" / "share"
    return base / "mtdesk" / "keys" / name_of(salt)


def _noted(path: Path, salt: bytes) -> Path:
    try:
        return Path(_note(salt).read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        raise LockedFileError(
            f"{path} is encrypted with a key file, and this machine does not know which",
            hint=f"name it: {NAMED_BY}=/path/to/the/key mtdesk …",
        ) from None


def _of_keyring(path: Path, salt: bytes) -> bytes:
    keyring, failed = _keyring()
    try:
        kept = keyring.get_password(_SERVICE, name_of(salt))
    except failed as error:
        raise LockedFileError(
            f"{path} is encrypted, and the system's keyring does not give its key ({_short(error)})",
            hint=f"unlock the keyring, or write the recovery key into a file that {NAMED_BY} names",
        ) from None
    try:
        raw = bytes.fromhex((kept or "").split(" ")[0])
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise LockedFileError(
            f"{path} is encrypted, and the system's keyring has no key of it",
            hint=f"write the recovery key into a file that {NAMED_BY} names",
        )
    return raw


def _keyring() -> tuple[Any, tuple[type[Exception], ...]]:
    """The library, slow to load and only here; and what it may raise."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ModuleNotFoundError as error:
        raise missing(error.name) from None
    return keyring, (KeyringError, RuntimeError, OSError)


def _short(error: Exception) -> str:
    return str(error).split(". ")[0].split("\n")[0] or type(error).__name__
