"""From one therapist to a clinic: what she shares, and what many shares together say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.opened import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from mtdesk.desk.clinic.looking import Folder
    from mtdesk.desk.clinic.sharing import Share
    from mtdesk.model.clinic import Sharing

__all__ = ["Clinic"]


class Clinic:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def to_share(
        self, folder: Path, *, label: str = "", visible: bool = False, with_check_ins: bool = False
    ) -> Share:
        """Her figures made ready to be shared: `about` says what they are, `write` writes them.

        Raises:
            NotFoundError: there is no practice; RefusedError: the folder cannot be used.
        """
        from mtdesk.desk.clinic.sharing import Share

        return Share(
            self._opened, folder, label=label, visible=visible, with_check_ins=with_check_ins
        )

    def withdraw(self, folder: Path) -> Sharing:
        """Take her files out of a folder, and nobody else's.

        Raises:
            NotFoundError: there is none of hers in it.
        """
        from mtdesk.desk.clinic.sharing import withdraw

        return withdraw(self._opened, folder)

    def folder(self, place: str, *, engine: str = "duckdb", master: str = "") -> Folder:
        """The shares of a folder, to be asked; whoever asks needs no practice of her own.

        Raises:
            NotFoundError: there is no such folder; RefusedError: it holds no share that can be read.
        """
        from mtdesk.desk.clinic.looking import Folder

        opened = self._opened
        return Folder(
            place, engine=engine, master=master, now=opened.now().date(), today=opened.today
        )
