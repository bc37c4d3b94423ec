"""The practice: its menu of services, its workplaces and their terms of pay, its settings."""

from __future__ import annotations

from functools import cached_property

from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.model import rules
from mtdesk.model.frozen import replace
from mtdesk.model.names import clean, fold, name
from mtdesk.model.practice import NO_PURPOSE, PURPOSES, Service, Workplace
from mtdesk.store import practice
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.desk.practice.terms import Terms
    from mtdesk.model.entry import Vocabulary

HOUR = 60
FIELDS = ("name", "purpose", "modality", "minutes", "price", "effort", "code")


def vocabulary(opened: Opened) -> Vocabulary:
    """What the words of a line can mean in this practice, now; it names no client."""
    from mtdesk.model.entry import Vocabulary  # a week needs none of it

    now, book = opened.now(), opened.book
    return Vocabulary(
        today=now.date(),
        now=now.time(),
        currency=opened.settings.currency,
        clients=(),
        services=opened.remember("services", lambda: tuple(Menu(opened).offered())),
        workplaces=opened.remember("workplaces", lambda: tuple(practice.workplaces(book))),
    )


class Menu:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def services(self) -> list[Service]:
        """All of them, those that are offered no more too."""
        return practice.services(self._opened.book)

    def offered(self) -> list[Service]:
        """What a new line can mean."""
        retired = self._opened.settings.retired_services
        return [each for each in self.services() if each.id not in retired]

    def retire(self, words: str, *, is_back: bool = False) -> Service:
        """Offer a service no more, or again; what is logged of it stays as it is.

        Raises:
            NotFoundError: no such service; RefusedError: several, or it is so already.
        """
        with self._opened.writing("service") as writing:
            service, retired = self.one(words), self._opened.settings.retired_services
            number = service.id or 0
            if (number in retired) is not is_back:
                how = "offered" if is_back else "retired"
                raise RefusedError(f"“{service.name}” is {how} already")
            how = "offered again" if is_back else "retired"
            writing.is_about(f"service {service.name} {how}")
            kept = sorted(retired ^ {number})
            practice.set_setting(writing.book, "retired_services", " ".join(map(str, kept)))
            return service

    def add(self, fields: dict[str, str]) -> Service:
        """Raises InvalidError for a wrong field, RefusedError for the same name and minutes twice."""
        with self._opened.writing("service") as writing:
            service = self._changed(Service(name="?"), {"name": "", **fields})
            self._refuse_twin(service)
            writing.is_about(f"service {service.name} added")
            return replace(service, id=practice.add_service(writing.book, service))

    def edit(self, words: str, fields: dict[str, str]) -> Service:
        with self._opened.writing("service") as writing:
            before = self.one(words)
            after = self._changed(before, fields)
            self._refuse_twin(after)
            writing.is_about(f"edit of service {before.name}")
            practice.change_service(writing.book, before.id or 0, after)
        return after

    def one(self, words: str) -> Service:
        """The service of a number or an exact name.

        Raises:
            NotFoundError: none; RefusedError: several.
        """
        if words.strip().isdigit():
            return practice.service(self._opened.book, rules.read_whole(words, "service"))
        found = [s for s in self.services() if fold(s.name) == fold(words)]
        if not found:
            raise NotFoundError(f"“{words}” is not on the menu; `mtdesk service list` shows it")
        if len(found) > 1:
            raise RefusedError(f"“{words}” is {len(found)} services; give the number")
        return found[0]

    def workplaces(self) -> list[Workplace]:
        return practice.workplaces(self._opened.book)

    def add_workplace(self, text: str) -> Workplace:
        with self._opened.writing("workplace") as writing:
            place = name(text, "workplace")
            if any(fold(known.name) == fold(place) for known in self.workplaces()):
                raise RefusedError(f"there is a workplace “{place}” already")
            writing.is_about(f"workplace {place} added")
            return Workplace(id=practice.add_workplace(writing.book, place), name=place)

    def _refuse_twin(self, service: Service) -> None:
        for other in practice.services(self._opened.book):
            if (
                other.id != service.id
                and fold(other.name) == fold(service.name)
                and other.minutes == service.minutes
            ):
                raise RefusedError(
                    f"“{service.name}” of that length is on the menu already, as number {other.id}"
                )

    def _changed(self, service: Service, fields: dict[str, str]) -> Service:
        for field, text in fields.items():
            if field == "name":
                service = replace(service, name=name(text, field))
            elif field == "purpose":
                if text and text not in PURPOSES:
                    raise InvalidError(field, f"“{text}” {NO_PURPOSE}")
                service = replace(service, purpose=text or None)
            elif field == "modality":
                service = replace(service, modality=clean(text, field, most=200) or None)
            elif field == "minutes":
                minutes = rules.MINUTES.read_whole(text, field) if text else None
                service = replace(service, minutes=minutes)
            elif field == "price":
                service = replace(service, price_minor=self._price(text))
            elif field == "effort":
                service = replace(service, usual_effort=rules.read_effort(text))
            elif field == "code":
                service = replace(service, procedure_code=clean(text, field, most=40) or None)
            else:
                raise InvalidError(field, f"is no field of a service; one of {', '.join(FIELDS)}")
        return service

    def _price(self, text: str) -> int | None:
        if not text.strip():
            return None
        currency = self._opened.settings.currency
        return rules.PRICE.read(text, currency, "price")


class Practice:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def menu(self) -> Menu:
        return Menu(self._opened)

    @cached_property
    def terms(self) -> Terms:
        from mtdesk.desk.practice.terms import Terms

        return Terms(self._opened)

    @property
    def is_new(self) -> bool:
        """Whether nothing is in it yet, and the first questions were neither answered nor skipped."""
        from mtdesk.desk.opened.settings import WELCOMED

        opened = self._opened
        if opened.is_sample or WELCOMED in opened.settings.stored:
            return False
        return practice.is_empty(opened.book)

    def begin(self, answers: dict[str, str]) -> list[str]:
        """Write the first answers as one operation, and that they were asked; what was set, in words.

        Keys are those of settings; `hour` is the price of each service of an hour that has none.
        What is empty is left as it is, and with nothing said only that it was asked is written.

        Raises:
            InvalidError: an answer is not one the setting can have; nothing is written then.
        """
        from mtdesk.desk.opened.settings import WELCOMED

        said = {key: text.strip() for key, text in answers.items() if text.strip()}
        with self._opened.as_one("settings", "the first questions skipped") as whole:
            done = [self._answered(key, text) for key, text in said.items()]
            if done:
                whole.is_about(f"first answers: {', '.join(done)}")
            practice.set_setting(whole.book, WELCOMED, "yes")
        return done

    def _answered(self, key: str, text: str) -> str:
        if key != "hour":
            return f"{key} = {self.set(key, text)}"
        currency = self._opened.settings.currency
        price = rules.PRICE.read(text, currency, "price")
        for service in self.menu.services():
            if service.minutes == HOUR and service.price_minor is None:
                self.menu.edit(str(service.id), {"price": text})
        return f"an hour {currency.format(price)}"

    def set(self, key: str, text: str, *, confirmed: bool = False) -> str:
        """Change one setting and return the value in force.

        A profile brings its currency, where no amount is written yet.

        Raises:
            InvalidError: the value is not one it can have.
            RefusedError: the currency of amounts that are already written.
        """
        from mtdesk.desk.opened.settings import KNOWS_OF_LOAD, OF_LOAD
        from mtdesk.desk.practice.settings import checked, shown_profile

        if key != "profile":
            self._opened.settings.get(key)  # there is such a setting
        with self._opened.writing("settings") as writing:
            settings, book = self._opened.settings, writing.book
            value = checked(settings, key, text.strip())
            if (
                key == "currency"
                and value != settings.stored.get("currency")
                and not confirmed
                and practice.has_amounts(book)
            ):
                raise RefusedError(
                    "the amounts already written would keep their figures under another currency; "
                    "add --yes if that is meant"
                )
            shown = shown_profile(value) if key == "profile" else value
            writing.is_about(f"{key} = {shown or 'none'}")
            practice.set_setting(book, key, value or None if key == "profile" else value)
            if key in OF_LOAD:
                practice.set_setting(book, KNOWS_OF_LOAD, "yes")
            if key == "profile" and value and not practice.has_amounts(book):
                brought = self._opened.settings.profile.currency
                if brought:
                    practice.set_setting(book, "currency", brought)
        return self._opened.settings.get(key) if key == "profile" else value
