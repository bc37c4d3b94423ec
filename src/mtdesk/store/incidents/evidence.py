"""Evidence: copies of files in a folder beside the practice; `practice.db` has `practice-evidence/`."""

from __future__ import annotations

from mtdesk.store.file.copies import Copied
from mtdesk.store.file.kept import Kept

__all__ = ["Copied", "copy", "count", "discard", "folder_of", "named", "problems"]

_KEPT = Kept(
    table="incident_evidence",
    folder="evidence",
    owner="incident",
    called="evidence {id} of incident {incident_id} ({file_name})",
)
folder_of, copy, discard = _KEPT.folder_of, _KEPT.copy, _KEPT.discard
problems, named, count = _KEPT.problems, _KEPT.named, _KEPT.count
