"""What each setting can be."""

from __future__ import annotations

from mtdesk.desk.opened.settings import COUNTS, PRINTED, Settings, limit_of, thresholds
from mtdesk.errors import InvalidError
from mtdesk.model import keys
from mtdesk.model.medical import check_npi
from mtdesk.model.money import Currency, currency
from mtdesk.model.names import clean
from mtdesk.model.period import WEEKDAYS, month_and_day, zone
from mtdesk.model.rules import TARGET, read_whole, read_yes


def checked(settings: Settings, key: str, text: str) -> str:
    """A value as it is stored, when the setting can have it.

    Raises:
        InvalidError: it cannot.
    """
    if key == "currency":
        return currency(text).code
    if key == "profile":
        return _profile(text, settings.currency)
    if key == "zone":
        zone(text)
        return text
    if key == "week_start":
        names = [day for day in WEEKDAYS if text and day.startswith(text.casefold())]
        if len(names) != 1:
            raise InvalidError(key, f"“{text}” is not a weekday such as monday or sunday")
        return names[0]
    if key == "distance_unit":
        if text not in {"mi", "km"}:
            raise InvalidError(key, f"“{text}” is neither mi nor km")
        return text
    if key in {"income_target", "take_home_target"}:
        if not text:
            return ""
        return settings.currency.plain(TARGET.read(text, settings.currency, key))
    if key == "fiscal_year_start":
        return month_and_day(text, key)
    if key == "npi":
        return check_npi(text)
    if key == "place_of_service":
        if text and not (len(text) == 2 and text.isascii() and text.isdigit()):
            raise InvalidError(key, f"“{text[:40]}” is not a code of two digits such as 11 or 12")
        return text
    if key in {*PRINTED, "tax_id"}:
        return " ".join(clean(text, key, most=200).split())
    if key == "hours_a_week":
        return _hours(key, text) if text else ""
    if key == "inbox":
        return _file(clean(text, key, most=1000))
    if key == "backups":
        return "yes" if read_yes(text, key) else "no"
    if key == "backup_folder":
        return _folder(key, _file(clean(text, key, most=1000)))
    if key == "backup_age":
        return _recipients(clean(text, key, most=2000))
    if key == "theme":
        return " ".join(clean(text, key, most=40).casefold().split())
    if key == "plan":
        return _plan(text) if text else ""
    if key == "keys":
        return keys.written(keys.chosen(text))
    if key == "disabled_rules":
        return _rules(key, text)
    if key == "retired_services":
        return _numbers(key, text)
    if key in COUNTS:
        return _count(key, text)
    return f"{limit_of(thresholds()[key], text):g}"


def _plan(text: str) -> str:
    from mtdesk.model.practice.target import read  # seldom set

    return read(clean(text, "plan", most=1000)).written


def _numbers(key: str, text: str) -> str:
    """Each once, in order."""
    return " ".join(map(str, sorted({read_whole(word, key) for word in text.split()})))


def _profile(text: str, money: Currency) -> str:
    """A known profile's name as stored, or what a file says as JSON."""
    from mtdesk.model.profile import NAMES

    name = {"gb": "uk"}.get(text.casefold(), text.casefold())
    if not name or name in NAMES:
        return name
    from pathlib import Path

    path = Path(text).expanduser()
    if not path.exists():
        raise InvalidError("profile", f"“{text}” is none of {', '.join(NAMES)}, and no file there")
    import json

    from mtdesk.exchange.readers import profile
    from mtdesk.insight.profiles import known

    document = profile.read(path, money, lambda base: known(base).categories)
    return json.dumps(document, ensure_ascii=False)


def _file(text: str) -> str:
    """A file by its whole path, wherever the command is given from."""
    from pathlib import Path

    return str(Path(text).expanduser().absolute()) if text else ""


def _folder(key: str, text: str) -> str:
    from pathlib import Path

    if text and not Path(text).is_dir():
        raise InvalidError(key, f"there is no folder {text}; make it, or plug it in, first")
    return text


def _recipients(text: str) -> str:
    if text:
        from mtdesk.store.file.age import recipients

        recipients(text)
    return text


def shown_profile(value: str) -> str:
    """How a stored profile is called in the history."""
    if not value.startswith("{"):
        return value or "as the currency"
    import json

    return str(json.loads(value)["name"])


def _rules(key: str, text: str) -> str:
    from mtdesk.insight.findings import RULES

    rules = text.replace(",", " ").split()
    for rule in rules:
        if rule not in RULES:
            raise InvalidError(key, f"“{rule}” is not a rule; one of {', '.join(RULES)}")
    return " ".join(rules)


def _count(key: str, text: str) -> str:
    _, _, least, most = COUNTS[key]
    if not (text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most):
        raise InvalidError(key, f"“{text[:40]}” is not a whole number from {least} to {most}")
    return str(int(text))


def _hours(key: str, text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 1 <= value <= 100:
        raise InvalidError(key, f"“{text}” is not 1 to 100 hours")
    return f"{value:g}"
