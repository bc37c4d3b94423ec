"""Files that belong to a record: copied beside the practice, sealed by their content."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtdesk.desk.incidents import reading
from mtdesk.model.incidents import Evidence
from mtdesk.store import incidents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtdesk.desk.opened import Opened
    from mtdesk.model.incidents import Incident


class EvidenceFiles:
    _opened: Opened

    def add_evidence(
        self, incident_id: int, sources: Sequence[Path]
    ) -> tuple[Incident, list[Evidence], list[str], int | None]:
        """Copy files beside the practice and name them in the record; all of them or none.

        Returns the record, what was added, the names of those that were there already, and the
        operation (None when nothing was added).

        Raises:
            NotFoundError: no such incident, no such file; RefusedError: one cannot be copied.
        """
        from mtdesk.store.incidents import evidence  # hashing and copying cost Today's first frame

        incidents.get(self._opened.book, incident_id)  # nothing is copied for a record that is not
        folder = evidence.folder_of(self._opened.path)
        copied: list[evidence.Copied] = []
        try:
            # Before the practice is written to: a long film would keep others waiting.
            copied.extend(evidence.copy(source, folder) for source in sources)
            about = f"evidence on incident {incident_id}"
            with self._opened.writing("incident", about) as writing:
                there = incidents.get(writing.book, incident_id).evidence
                known = {each.sha256 for each in there}
                added: list[Evidence] = []
                already: list[str] = []
                for each in copied:
                    if each.sha256 in known:
                        already.append(each.name)
                        continue
                    known.add(each.sha256)
                    file = Evidence(
                        file_name=each.name,
                        stored_as=each.stored_as,
                        sha256=each.sha256,
                        bytes=each.bytes,
                        added_at=reading.this_moment(self._opened),
                    )
                    number = incidents.add_evidence(writing.book, incident_id, file)
                    added.append(replace(file, id=number))
                incident = incidents.get(writing.book, incident_id)
        except BaseException:
            for each in copied:
                if each.is_new:
                    evidence.discard(self._opened.book, each.stored_as)
            raise
        return incident, added, already, writing.operation if added else None

    def evidence_folder(self) -> tuple[Path, int]:
        """The folder beside the practice, and how many files of hers are in it."""
        from mtdesk.store.incidents import evidence

        return evidence.folder_of(self._opened.path), evidence.count(self._opened.book)
