"""Copies that a sync service set beside the practice, because two devices wrote to it at once.

A service knows nothing of what is in the file: it keeps one under its name, and the other under a name
of its own making. By that name it is found here.
"""

from __future__ import annotations

import re
from pathlib import Path

from mtdesk.model.text import pattern
from mtdesk.store.file import opening

# What stands where a service puts it: after the name of the file, and before its suffix.
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Dropbox", pattern(r" \(.*conflicted copy.*\)| \(case conflict.*\)", re.IGNORECASE)),
    ("Syncthing", pattern(r"\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}", re.IGNORECASE)),
    ("ownCloud", pattern(r"_conflict-\d{8}-\d{6}", re.IGNORECASE)),
    ("Google Drive", pattern(r" ?\(\d{1,3}\)")),
    ("iCloud", pattern(r" \d{1,3}")),
    # OneDrive adds the device's name, which has a capital letter or a digit after letters.
    ("OneDrive", pattern(r"-(?=[^a-z]*[A-Z])[A-Z0-9][A-Za-z0-9-]{2,30}")),
)
# Folders that a service keeps equal on several devices, and what marks one from within.
_SYNCED = (
    ("Dropbox", pattern(r"dropbox( \(.+\))?", re.IGNORECASE)),
    ("OneDrive", pattern(r"onedrive( ?- ?.+)?", re.IGNORECASE)),
    ("Google Drive", pattern(r"google ?drive(-.+)?|my drive", re.IGNORECASE)),
    ("iCloud", pattern(r"com~apple~clouddocs|icloud ?drive", re.IGNORECASE)),
    ("Nextcloud", pattern(r"nextcloud\d?", re.IGNORECASE)),
    ("ownCloud", pattern(r"owncloud", re.IGNORECASE)),
    ("Syncthing", pattern(r"syncthing", re.IGNORECASE)),
)
_MARKED_BY = {".stfolder": "Syncthing", ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox"}


def apart(practice: Path) -> list[tuple[Path, str]]:
    """Copies beside the practice that were set apart, and by which service."""
    found, is_plain = [], opening.is_practice(practice)
    try:
        names = sorted(practice.parent.iterdir())
    except OSError:
        return []
    for each in names:
        if each == practice or each.suffix != practice.suffix:
            continue
        if not each.stem.startswith(practice.stem):
            continue
        added = each.stem[len(practice.stem) :]
        service = next((name for name, mark in _MARKS if mark.fullmatch(added)), None)
        # What is encrypted does not say what it is: there the name is all there is to know.
        if service and (opening.is_practice(each) or not is_plain):
            found.append((each, service))
    return found


def synced_by(practice: Path) -> str | None:
    """The service that keeps the practice's folder on several devices; None where none is known."""
    for folder in practice.absolute().parents:
        for service, name in _SYNCED:
            if name.fullmatch(folder.name):
                return service
        for mark, service in _MARKED_BY.items():
            if (folder / mark).exists():
                return service
    return None
