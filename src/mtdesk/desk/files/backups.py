"""Copies of the practice that make themselves: each day it was written to, and before an import."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from mtdesk.desk.opened import Opened
from mtdesk.errors import MtdeskError, NotFoundError, RefusedError
from mtdesk.insight.files import kept
from mtdesk.store.file import backup, daily, places, turns, whole

_MOMENT = "%Y-%m-%d-%H%M%S"
_DATED = re.compile(r"\d{4}-\d\d-\d\d-\d{6}")


class Backups:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._practice = opened.path

    def daily(self) -> Path | None:
        """The copy of today, unless it is there, or another process is at it. What fails is noted."""
        if not self._opened.wants_copy:
            return None
        where = self._made_folder()
        handle = os.open(where, os.O_RDONLY)
        try:
            if not turns.take(handle) or not self._opened.wants_copy:
                return None
            today = self._opened.today.isoformat()
            try:
                made = self._make(where)
            except (MtdeskError, OSError) as error:
                daily.note(self._practice, daily.Last(today, "", _words(error)))
                return None
            trouble = self._second(made)
            daily.note(self._practice, daily.Last(today, self._change(), trouble))
            whole.sweep(places.folders(self._practice))
            return made
        finally:
            os.close(handle)

    def before(self) -> Path | None:
        """A copy before much changes at once, unless the last one holds all that is there.

        Raises:
            RefusedError: it cannot be made.
        """
        opened = self._opened
        if not (opened.exists and opened.keeps_copies):
            return None
        tried = daily.last(self._practice)
        if tried.change and tried.change == self._change():
            return None
        try:
            made = self._make(self._made_folder())
        except RefusedError as error:
            raise RefusedError(
                f"no copy could be made before it, so nothing was imported: {error.message}",
                hint="mtdesk settings backups no does without such copies",
            ) from None
        daily.note(self._practice, daily.Last(tried.day, self._change(), tried.error))
        return made

    @property
    def second(self) -> Path | None:
        """The other folder that copies go to."""
        chosen = self._opened.settings.get("backup_folder")
        return Path(chosen) if chosen else None

    def all(self) -> list[Path]:
        """Every copy that mtdesk made here, and in the other folder."""
        return places.copies(self._practice, *([self.second] if self.second else []))

    def latest(self) -> Path | None:
        """The one whose name says the latest moment."""
        dated = {found[0]: each for each in self.all() if (found := _DATED.findall(each.name))}
        return dated[max(dated)] if dated else None

    def words(self) -> str:
        """For `doctor`: how many there are, and what went wrong the last time."""
        tried = daily.last(self._practice)
        found = daily.made(self._practice, daily.folder(self._practice))
        if not self._opened.keeps_copies and not found:
            return "none make themselves: mtdesk settings backups yes"
        latest = max(found, default="")[:10]
        said = f"{len(found)} in {daily.folder(self._practice)}, the latest of {latest or 'no day'}"
        return f"{said}; on {tried.day} it failed: {tried.error}" if tried.error else said

    def _make(self, where: Path) -> Path:
        recipients = self._opened.settings.get("backup_age")
        moment = self._opened.now()
        name = daily.name(self._practice, f"{moment:{_MOMENT}}", places.AGE if recipients else "")
        backup.copy(self._opened.book, where / name, recipients)
        self._thin(where)
        return where / name

    def _second(self, made: Path) -> str:
        """Put it into the other folder, too; what kept it from that."""
        second = self.second
        if second is None:
            return ""
        try:
            if not second.is_dir():
                raise NotFoundError(f"there is no folder {second}")
            with whole.file(second / made.name, over=False) as part:
                shutil.copyfile(made, part.path)
            self._thin(second)
            whole.sweep([second], made.name)
        except (MtdeskError, OSError) as error:
            return _words(error)
        return ""

    def _thin(self, where: Path) -> None:
        found = {
            datetime.strptime(moment, _MOMENT): path  # noqa: DTZ007 - names in the practice's zone
            for moment, path in daily.made(self._practice, where).items()
        }
        stay = kept(found)
        for moment, path in found.items():
            if moment not in stay:
                with suppress(OSError):
                    path.unlink()
        whole.sync(where)

    def _made_folder(self) -> Path:
        where = daily.folder(self._practice)
        try:
            where.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise RefusedError(f"{where} cannot be made: {error.strerror}") from None
        return where

    def _change(self) -> str:
        return str(self._opened.book.value("SELECT max(id) FROM change"))


def _words(error: MtdeskError | OSError) -> str:
    return error.message if isinstance(error, MtdeskError) else str(error.strerror or error)
