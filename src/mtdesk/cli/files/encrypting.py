"""encrypt, decrypt, passphrase, lock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import Call, is_interactive
from mtdesk.cli.options import writing
from mtdesk.cli.print import printable, say, say_json
from mtdesk.cli.waiting import waiting
from mtdesk.desk.files.encrypting import Encrypted, How, has_keyring
from mtdesk.errors import ANSWER_YES, NeedsConfirmationError, RefusedError, UsageError
from mtdesk.say.files.encrypting import (
    LOCKS,
    PLAIN_AGAIN,
    QUESTION,
    copies_words,
    decrypted_words,
    encrypted_document,
    encrypted_lines,
    plain_document,
    plain_lines,
)
from mtdesk.typed import Any


def kept(function: Callable[..., Any]) -> Any:
    """How the key is kept: the same three options of both commands."""
    for option in (
        declared.option(
            "--key-file", type=declared.Path(path_type=Path), metavar="FILE",
            help="A random key in this new file; keep it elsewhere, such as on a stick.",
        ),
        declared.option("--keyring", is_flag=True, help="A random key in the system's keyring."),
        declared.option("--passphrase", is_flag=True, help="A passphrase, asked for on a terminal."),
    ):  # fmt: skip
        function = option(function)
    return function


@declared.command("encrypt")
@kept
@declared.option(
    "--copies",
    type=declared.Choice(["encrypt", "delete", "keep"]),
    help="What becomes of plain copies beside it (default: asked about, or listed).",
)
@writing
def encrypt_command(
    call: Call, passphrase: bool, keyring: bool, key_file: Path | None, copies: str | None
) -> None:
    """Encrypt the practice, with its evidence and receipts (needs mtdesk[encrypt]).

    Nothing can recover it without its key: a recovery key is shown once, to be written down. What
    you export afterwards is plain, and a backup is encrypted as the practice is.

    Without an option the key goes into the system's keyring, where there is one. For a practice that
    is encrypted already, --copies alone sees to plain copies that are left.

    \b
    mtdesk encrypt
    mtdesk encrypt --passphrase
    mtdesk encrypt --key-file /media/stick/mtdesk.key
    mtdesk encrypt --copies delete
    """
    encrypting, path = call.desk.files.encrypting, call.desk.path
    encrypting.need_extra()
    if copies and call.desk.kept_by and not (passphrase or keyring or key_file):
        plain, others = encrypting.left_plain()
        _see_to(call, copies, tuple(plain))
        if call.json:
            say_json(plain_document(*encrypting.left_plain()))
        else:
            _tell_plain([], others)
        return
    if not call.yes and not call.desk.kept_by and call.desk.exists:
        _confirm(QUESTION.format(path=path))
    how = _how(passphrase=passphrase, keyring=keyring, key_file=key_file)
    with waiting(call):
        done = encrypting.encrypt(how)
    _tell(call, done, is_new=True)
    if copies is None and done.plain and is_interactive() and not call.json:
        copies = declared.prompt(
            "What becomes of them", type=declared.Choice(["encrypt", "delete", "keep"]), err=True
        )
    _see_to(call, copies, done.plain)
    if not call.json:
        say(LOCKS)


@declared.command("passphrase")
@kept
@writing
def passphrase_command(call: Call, passphrase: bool, keyring: bool, key_file: Path | None) -> None:
    """Another passphrase for an encrypted practice, or another way to keep its key.

    The file is written anew under a new key. Copies that were made before open with the old one.

    \b
    mtdesk passphrase
    mtdesk passphrase --keyring
    """
    encrypting = call.desk.files.encrypting
    if call.desk.kept_by:
        _ = call.desk.settings  # what opens it now is asked for first
    asks = passphrase or not (keyring or key_file)
    how = _how(passphrase=asks, keyring=keyring, key_file=key_file)
    with waiting(call):
        done = encrypting.change(how)
    _tell(call, done, is_new=False)


@declared.command("decrypt")
@declared.option(
    "--files-to",
    "folder",
    type=declared.Path(path_type=Path),
    metavar="FOLDER",
    help="Leave it encrypted; write its evidence and receipts, plain, into a new folder.",
)
@writing
def decrypt_command(call: Call, folder: Path | None) -> None:
    """Make an encrypted practice plain again; or take its evidence and receipts out.

    \b
    mtdesk decrypt
    mtdesk decrypt --files-to for-the-lawyer/
    """
    encrypting, path = call.desk.files.encrypting, call.desk.path
    if folder is not None:
        written = encrypting.take_out(folder)
        if call.json:
            say_json({"files": [str(each) for each in written]})
        for file in written if not call.json else ():
            say(printable(f"written to {file}"))
        return
    if not call.yes and call.desk.kept_by:
        _ = call.desk.settings  # as above
        _confirm(PLAIN_AGAIN.format(path=path))
    with waiting(call):
        files = encrypting.decrypt()
    if call.json:
        say_json({"file": str(path), "files": files})
    else:
        say(decrypted_words(path, files))


@declared.command("lock")
@writing
def lock_command(call: Call) -> None:
    """Lock every open dashboard of the practice, in terminals and browsers.

    Of use where the screen is locked by a command, or before somebody else comes to the desk. On the
    dashboard a key does it, and the setting lock_after_minutes.

    \b
    mtdesk lock
    """
    call.desk.lock_others()
    if call.json:
        say_json({"file": str(call.desk.path)})
    else:
        say(f"open dashboards of {call.desk.path} lock themselves within a second")


def _how(*, passphrase: bool, keyring: bool, key_file: Path | None) -> How:
    """What was chosen; the passphrase asked for, twice."""
    if passphrase + keyring + (key_file is not None) > 1:
        raise UsageError("one of --passphrase, --keyring and --key-file is enough")
    if key_file is not None:
        return How(kind="key file", file=key_file)
    if passphrase:
        return How(kind="passphrase", passphrase=_new_passphrase())
    if keyring or has_keyring():
        return How(kind="keyring")
    raise UsageError("there is no system keyring here: choose --passphrase or --key-file FILE")


def _new_passphrase() -> str:
    if not is_interactive():
        raise UsageError(
            "a new passphrase is typed on a terminal", hint="a script uses --key-file FILE"
        )
    first = declared.prompt(
        "New passphrase", hide_input=True, err=True, default="", show_default=False
    )
    again = declared.prompt("Once more", hide_input=True, err=True, default="", show_default=False)
    if first != again:
        raise RefusedError("the two passphrases differ; nothing was changed")
    return str(first)


def _confirm(question: str) -> None:
    if not is_interactive() or not declared.confirm(question, err=True):
        raise NeedsConfirmationError(question, hint=ANSWER_YES)


def _tell(call: Call, done: Encrypted, *, is_new: bool) -> None:
    path = call.desk.path
    if call.json:
        say_json(encrypted_document(path, done))
        return
    for line in encrypted_lines(path, done, is_new=is_new):
        say(line)
    _tell_plain(done.plain, done.others)


def _tell_plain(plain: Any, others: Any) -> None:
    for line in plain_lines(plain, others):
        declared.echo(printable(line), err=True)


def _see_to(call: Call, copies: str | None, plain: tuple[Path, ...]) -> None:
    """What she chose for plain copies; one that cannot be encrypted is told, and stays."""
    if copies in {None, "keep"} or not plain:
        return
    encrypting = call.desk.files.encrypting
    if copies == "delete":
        encrypting.delete_copies(plain)
        words = copies_words(0, len(plain), [])
    else:
        left = encrypting.encrypt_copies(plain)
        words = copies_words(len(plain) - len(left), 0, left)
    if words and not call.json:
        say(words)
