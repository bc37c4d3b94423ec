"""What is said of a practice that is encrypted, or is to be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtdesk.desk.files.encrypting import Encrypted
from mtdesk.model.text import counted, joined, worded

FINAL = (
    "Nothing and nobody can recover an encrypted practice without its key: not mtdesk, not its "
    "maker. What opens it otherwise is the recovery key, shown once."
)
QUESTION = f"{FINAL} Encrypt {{path}}?"
PLAIN_AGAIN = "Whoever gets hold of the file can read {path} again, with its evidence and receipts. Decrypt it?"
KEPT = {
    "keyring": "its key is in the system's keyring, which opens it by itself",
    "key file": "its key is in {file}, which opens it by itself: keep it elsewhere than the practice",
    "passphrase": "its passphrase is asked for",
}
BESIDE_ITS_KEY = "The key lies in the practice's own folder: whoever takes the folder has both."
FOR_OLDER = "Copies that were made before keep the key they had."
LOCKS = "`mtdesk settings lock_after_minutes 10` lets the dashboard lock itself."
LEAVES_PLAIN = "{what} plain, as the practice is not: whoever gets hold of it can read it"
_SHOWN = 8


def encrypted_lines(path: Path, done: Encrypted, *, is_new: bool) -> list[str]:
    """What was done, the recovery key, and what beside it is still plain."""
    kept = KEPT[done.kind].format(file=done.key_file)
    files = f", with {counted(done.files, 'file')} beside it" if done.files else ""
    lines = [
        f"{path} is encrypted{'' if is_new else ' anew'}{files}; {kept}",
        "",
        "The recovery key, shown this once. Write it down and keep it apart:",
        f"  {done.recovery}",
    ]
    if done.key_file is not None and done.key_file.absolute().parent == path.absolute().parent:
        lines.append(BESIDE_ITS_KEY)
    return lines if is_new else [*lines, FOR_OLDER]


def plain_lines(plain: Sequence[Path], others: Sequence[Path]) -> list[str]:
    """What is still plain beside an encrypted practice."""
    lines = []
    if plain:
        held = (
            f"{counted(len(plain), 'plain file')} beside it {worded(len(plain), 'holds', 'hold')}"
        )
        lines += [
            f"{held} clients still:",
            *_listed(plain),
            "  `mtdesk encrypt --copies encrypt` encrypts them, `--copies delete` deletes them",
        ]
    if others:
        lines += [
            "Plain, too, and another practice or a copy under a name of yours:",
            *_listed(others),
        ]
    return lines


def _listed(files: Sequence[Path]) -> list[str]:
    more = len(files) - _SHOWN
    return [
        *(f"  {file}" for file in files[:_SHOWN]),
        *([f"  and {more:,} more"] if more > 0 else []),
    ]


def encrypted_document(path: Path, done: Encrypted) -> dict[str, Any]:
    return {
        "file": str(path),
        "kind": done.kind.replace(" ", "_"),
        "key_file": str(done.key_file) if done.key_file else None,
        "recovery_key": done.recovery,
        "files": done.files,
        **plain_document(done.plain, done.others),
    }


def plain_document(plain: Sequence[Path], others: Sequence[Path]) -> dict[str, Any]:
    return {
        "plain_copies": [str(each) for each in plain],
        "plain_others": [str(each) for each in others],
    }


def decrypted_words(path: Path, files: int) -> str:
    beside = f", with {counted(files, 'file')} beside it" if files else ""
    return f"{path} is plain again{beside}; copies that were made meanwhile are encrypted still"


def copies_words(encrypted: int, deleted: int, left: Sequence[Path]) -> str:
    """What was done with plain copies."""
    done = [
        *([f"{counted(encrypted, 'plain file')} encrypted"] if encrypted else []),
        *([f"{counted(deleted, 'plain file')} deleted"] if deleted else []),
    ]
    if left:
        names = joined([each.name for each in left])
        done.append(f"{names} cannot be encrypted, for there is no whole practice in it")
    return "; ".join(done)


def plain_words(files: Sequence[Path]) -> str:
    """What left an encrypted practice in plain files; empty where nothing did."""
    if not files:
        return ""
    names = joined([str(each) for each in files])
    return LEAVES_PLAIN.format(what=f"{names} {worded(len(files), 'is', 'are')}")


def passphrase_question(path: Path) -> str:
    return f"Passphrase of {path}"


# -- the lock screen

LOCKED = "mtdesk is locked"
OPENS_BY = {
    "": (
        "This practice is not encrypted: whoever is at this keyboard may press enter, and whoever "
        "has the file can read it. The screen is covered, no more."
    ),
    "keyring": "The system's keyring opens it: press enter.",
    "key file": "Its key file opens it: press enter.",
    "passphrase": "Type its passphrase, then enter.",
}
CLOSED = "The file is closed; what was half typed is kept, and shown again."
UNDER_WAY = "{what} is under way; the dashboard can be locked when it has ended"
