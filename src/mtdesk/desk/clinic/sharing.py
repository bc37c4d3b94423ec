"""Sharing her own figures: made ready, said, and written by her own act."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtdesk.desk.findings import Findings
from mtdesk.desk.opened import Opened
from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.exchange.writers import shares as files
from mtdesk.insight.findings.stories import strain_level
from mtdesk.model import clinic
from mtdesk.model.clinic import Sharing, YearShared
from mtdesk.model.frozen import replace
from mtdesk.model.names import clean
from mtdesk.model.practice.terms import PayTerm, pay_of
from mtdesk.store import practice
from mtdesk.store.clinic import shares
from mtdesk.store.practice import terms

OWN_ID = "share_id"  # the setting that holds it; it lists nowhere, and is hers for good
Row = tuple[Any, ...]


class Share:
    """Her figures as they are now, and the folder that they are for."""

    def __init__(
        self, opened: Opened, folder: Path, *, label: str, visible: bool, with_check_ins: bool
    ) -> None:
        if not opened.exists:
            raise NotFoundError(f"there is no practice at {opened.path} to share from yet")
        _refuse_place(folder)
        self._opened, self._folder = opened, folder
        said = clean(label, "as", most=clinic.MOST_LABEL)
        strain = strain_level(Findings(opened).risk().findings) if with_check_ins else ""
        self._terms = {each.id: each for each in terms.every(opened.book)}
        settings = opened.settings
        self._of_all = {
            "version": clinic.VERSION,
            "label": said or None,
            "visible": int(visible),
            "currency": settings.currency.code,
            "day_limit": settings.hands_on_minutes_a_day,
            "offered": settings.hands_on_minutes_a_week,
        }
        self._years = shares.years(opened.book)
        self._strain = clinic.code("strain", strain)
        self.about = self._counted(said, visible=visible, strain=strain)

    def _counted(self, label: str, *, visible: bool, strain: str) -> Sharing:
        counts: Counter[int] = Counter()
        first = last = None
        for year in self._years:
            for row in self._year(year):
                counts[row["what"]] += 1
                if row["what"] == clinic.SESSION:  # in order of their days
                    first, last = first or row["day"], row["day"]
        return Sharing(
            folder=str(self._folder),
            id=self._opened.settings.stored.get(OWN_ID, ""),
            label=label,
            visible=visible,
            with_check_ins=bool(strain),
            strain=strain,
            first=first,
            last=last,
            sessions=counts[clinic.SESSION],
            payments=counts[clinic.PAYMENT],
            unpaid_days=counts[clinic.UNPAID],
            incidents=counts[clinic.INCIDENT],
        )

    def write(self) -> Sharing:
        """Write the years that changed, take away those that are no more, and say which.

        Raises:
            RefusedError: the folder cannot be written to; what was written before that stays.
        """
        name = _own_id(self._opened)
        here, done = files.of(self._folder, name), []
        for year in self._years:  # a year at a time is held, however long a career
            cells = [self._cells(row, int(name, 16)) for row in self._year(year)]
            digest = _digest(cells)
            is_same = year in here and files.digest(here[year]) == digest
            if not is_same:
                about = {
                    files.MARK: str(clinic.VERSION),
                    files.OWNER: name,
                    files.SEEN: str(self._of_all["visible"]),
                    files.DIGEST: digest,
                }
                files.write(self._folder, year, name, clinic.COLUMNS, cells, about)
            done.append(
                YearShared(year=year, rows=len(cells), done="same" if is_same else "written")
            )
        for year, path in here.items():
            if year not in self._years:
                files.remove(path)
                done.append(YearShared(year=year, rows=0, done="removed"))
        return replace(self.about, id=name, years=tuple(sorted(done, key=lambda each: each.year)))

    @staticmethod
    def _cells(row: dict[str, Any], person: int) -> Row:
        return tuple(person if name == "person" else row.get(name) for name, _ in clinic.COLUMNS)

    # -- rows

    def _year(self, year: int) -> Iterator[dict[str, Any]]:
        book = self._opened.book
        strain = self._strain if year == self._years[-1] else None
        yield {"what": clinic.ABOUT, **self._of_all, "strain": strain}
        for row in shares.sessions(book, year):
            term = self._terms.get(row["term_id"])
            pay = None if term is None else pay_of(term, row["price_minor"], row["minutes"])
            yield {
                "what": clinic.SESSION,
                "day": row["day"],
                "quarter": _quarter(row["clock"]),
                "minutes": row["minutes"],
                "effort": None if row["effort"] is None else round(row["effort"] * 10),
                "estimated": row["effort_estimated"],
                "service": clinic.service_code(row["modality"], row["service"]),
                "setting": _setting(row["workplace"], term),
                "purpose": clinic.code("purpose", row["purpose"]),
                "status": clinic.code("status", row["status"]),
                "price": row["price_minor"],
                "pay": pay,
                "collects": None if term is None else clinic.code("collects", term.collects),
            }
        yield from self._money(year)
        for row in shares.unpaid(book, year):
            yield {"what": clinic.UNPAID, "day": row["day"], "minutes": row["minutes"]}
        for row in shares.incidents(book, year):
            quarter = _quarter(row["clock"])
            yield {
                "what": clinic.INCIDENT,
                "quarter": None if quarter is None else quarter // 4 * 4,  # the hour
                "kind": clinic.code("incident", row["kind"]) or clinic.code("incident", "other"),
                "severity": row["severity"],
                "setting": clinic.setting_code(row["setting"], row["workplace"]),
                "repeated": row["repeated"],
                "open": row["open"],
            }

    def _money(self, year: int) -> Iterator[dict[str, Any]]:
        """Of a day, a kind of payment, of service and of setting together: one row."""
        sums: dict[tuple[Any, ...], int] = {}
        for row in shares.payments(self._opened.book, year):
            key = (
                row["day"],
                clinic.code("payment", row["kind"]),
                clinic.service_code(row["modality"], row["service"]),
                _setting(row["workplace"], self._terms.get(row["term_id"])),
            )
            sums[key] = sums.get(key, 0) + row["amount_minor"]
        for (day, kind, service, setting), amount in sums.items():
            yield {
                "what": clinic.PAYMENT,
                "day": day,
                "kind": kind,
                "service": service,
                "setting": setting,
                "amount": amount,
            }


def withdraw(opened: Opened, folder: Path) -> Sharing:
    """See `Clinic.withdraw`."""
    _refuse_place(folder)
    name = opened.settings.stored.get(OWN_ID, "") if opened.exists else ""
    here = files.of(folder, name) if name else {}
    if not here:
        raise NotFoundError(f"nothing in {folder} was shared from this practice")
    for path in here.values():
        files.remove(path)
    return Sharing(
        folder=str(folder),
        id=name,
        label="",
        visible=False,
        with_check_ins=False,
        strain="",
        first=None,
        last=None,
        sessions=0,
        payments=0,
        unpaid_days=0,
        incidents=0,
        years=tuple(YearShared(year=year, rows=0, done="removed") for year in sorted(here)),
    )


def _own_id(opened: Opened) -> str:
    """Hers, made at the first share and never again: undo leaves it, for it proves what is hers."""
    known = opened.settings.stored.get(OWN_ID)
    if known:
        return known
    with opened.writing("share", "a number of your own for what you share") as writing:
        known = practice.settings(writing.book).get(OWN_ID)
        if known is None:
            known = f"{secrets.randbits(63):016x}"
            practice.set_setting(writing.book, OWN_ID, known)
    opened.forget()
    return known


def _refuse_place(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is a file; name the folder that the clinic shares")
    if not folder.exists() and not folder.parent.is_dir():
        raise NotFoundError(
            f"there is no folder {folder.parent}; is the clinic's folder connected?"
        )


def _quarter(clock: str | None) -> int | None:
    """Of the day, for `14:37`."""
    if not clock or len(clock) < 5 or not (clock[:2] + clock[3:5]).isdecimal():
        return None
    return (int(clock[:2]) * 60 + int(clock[3:5])) // clinic.QUARTER


def _setting(workplace: str | None, term: PayTerm | None) -> int | None:
    """A place by its name; one whose name says nothing is her own room where all of it is hers."""
    found = clinic.setting_code(workplace)
    other = clinic.code("setting", "other")
    if found == other and term is not None and term.kind in {"own", "rent"}:
        return clinic.code("setting", "own room")
    return found


def _digest(rows: list[Row]) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
