"""The practice encrypted, opened in another way, and plain again, from the dashboard."""

from __future__ import annotations

from mtdesk.desk.files.encrypting import Encrypted, How, has_keyring
from mtdesk.errors import InvalidError, RefusedError
from mtdesk.say.files.encrypting import (
    FINAL,
    PLAIN_AGAIN,
    UNDER_WAY,
    copies_words,
    decrypted_words,
    encrypted_lines,
    plain_lines,
)
from mtdesk.tui.area import Area
from mtdesk.tui.parts.dialogs import Field, ask
from mtdesk.tui.parts.fields import path_of
from mtdesk.tui.parts.told import tell

KINDS = ("keyring", "passphrase", "key file")


def encrypt(area: Area) -> None:
    """Ask how its key is kept; what it is is shown once."""

    def act(said: dict[str, str], _confirmed: bool) -> str:
        done = area.desk.files.encrypting.encrypt(_how(area, said))
        return "\n".join(_told(area, done, is_new=True))

    area.desk.files.encrypting.need_extra()
    title = "encrypt the practice"
    ask(
        area.app,
        title,
        _fields(),
        act,
        lambda words: _shown(area, title, words),
        about=FINAL,
        does="encrypt it",
    )


def change(area: Area) -> None:
    """Another passphrase, or another way to keep the key."""

    def act(said: dict[str, str], _confirmed: bool) -> str:
        done = area.desk.files.encrypting.change(_how(area, said))
        return "\n".join(_told(area, done, is_new=False))

    title = "another passphrase"
    ask(area.app, title, _fields(), act, lambda words: _shown(area, title, words))


def decrypt(area: Area) -> None:
    desk = area.desk

    def carry_out() -> None:
        with area.in_words():
            _refuse_beside_a_job(area)
            files = desk.files.encrypting.decrypt()
            area.tell(decrypted_words(desk.path, files))
            area.post_message(area.Changed())

    about = PLAIN_AGAIN.format(path=desk.path)
    tell(area.app, "make the practice plain again", about, "decrypt it", carry_out, is_final=True)


def _fields() -> list[Field]:
    usual = "keyring" if has_keyring() else "passphrase"
    return [
        Field("kind", "its key is kept by", usual, " or ".join(KINDS), KINDS),
        Field("passphrase", "passphrase", hint="where it is kept by one", is_secret=True),
        Field("again", "once more", is_secret=True),
        Field("file", "key file", hint="a new file, elsewhere than the practice", is_path=True),
    ]


def _how(area: Area, said: dict[str, str]) -> How:
    _refuse_beside_a_job(area)
    kind = said["kind"]
    if kind not in KINDS:
        raise InvalidError("its key is kept by", f"“{kind[:20]}” is none of {', '.join(KINDS)}")
    if said["passphrase"] != said["again"]:
        raise InvalidError("once more", "the two passphrases differ")
    file = path_of(said["file"], "key file") if kind == "key file" else None
    return How(kind=kind, passphrase=said["passphrase"], file=file)


def _refuse_beside_a_job(area: Area) -> None:
    job = getattr(area.app, "job", None)
    if job is not None:
        raise RefusedError(UNDER_WAY.format(what=job.title))


def _told(area: Area, done: Encrypted, *, is_new: bool) -> list[str]:
    return [
        *encrypted_lines(area.desk.path, done, is_new=is_new),
        *plain_lines(done.plain, done.others),
    ]


def _shown(area: Area, title: str, words: str) -> None:
    """To be read and written down; then what is plain beside it may be encrypted, too."""
    area.post_message(area.Changed())
    encrypting = area.desk.files.encrypting

    def carry_out() -> None:
        with area.in_words():
            plain = tuple(encrypting.left_plain()[0])
            left = encrypting.encrypt_copies(plain)
            area.tell(copies_words(len(plain) - len(left), 0, left))

    with area.in_words():
        if encrypting.left_plain()[0]:
            tell(area.app, title, words, "encrypt the plain files, too", carry_out)
        else:
            tell(area.app, title, words)
