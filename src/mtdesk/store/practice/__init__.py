"""The menu, the workplaces and the settings as rows."""

from __future__ import annotations

from sqlite3 import Row

from mtdesk.errors import NotFoundError
from mtdesk.model.names import fold
from mtdesk.model.practice import Service, Workplace
from mtdesk.store.file.book import Book
from mtdesk.typed import Any

_SERVICE = (
    "name", "purpose", "modality", "minutes", "price_minor", "usual_effort", "procedure_code",
)  # fmt: skip

_WRITTEN = (
    "session", "client", "payment", "expense", "trip", "work_time", "check_in", "incident",
    "incident_draft", "recurring_expense", "questionnaire_response", "import_batch",
)  # fmt: skip


def services(book: Book) -> list[Service]:
    return [_service(row) for row in book.rows("SELECT * FROM service ORDER BY id")]


def service(book: Book, service_id: int) -> Service:
    row = book.row("SELECT * FROM service WHERE id = ?", (service_id,))
    if row is None:
        raise NotFoundError(
            f"there is no service {service_id}; `mtdesk service list` shows the menu"
        )
    return _service(row)


def add_service(book: Book, service: Service) -> int:
    return book.insert("service", _service_values(service))


def change_service(book: Book, service_id: int, service: Service) -> None:
    book.update("service", service_id, _service_values(service))


def workplaces(book: Book) -> list[Workplace]:
    return [
        Workplace(id=row["id"], name=row["name"])
        for row in book.rows("SELECT * FROM workplace ORDER BY id")
    ]


def add_workplace(book: Book, name: str) -> int:
    return book.insert("workplace", {"name": name, "name_key": fold(name)})


def settings(book: Book) -> dict[str, str]:
    return {row["key"]: row["value"] for row in book.rows("SELECT key, value FROM setting")}


def is_furnished(book: Book) -> bool:
    """Whether the first settings have been written."""
    return bool(book.value("SELECT 1 FROM setting LIMIT 1"))


def has_amounts(book: Book) -> bool:
    """Whether any amount of money has been written."""
    return bool(
        book.value(
            "SELECT 1 FROM payment UNION ALL SELECT 1 FROM expense UNION ALL "
            "SELECT 1 FROM recurring_expense UNION ALL "
            "SELECT 1 FROM pay_term WHERE amount_minor IS NOT NULL UNION ALL "
            "SELECT 1 FROM session WHERE price_minor IS NOT NULL LIMIT 1"
        )
    )


def is_empty(book: Book) -> bool:
    """Whether nothing was ever written down but settings, services and workplaces."""
    rows = " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in _WRITTEN)
    return not book.value(f"{rows} LIMIT 1")


def set_setting(book: Book, key: str, value: str | None) -> None:
    """Write one setting; None takes it away, so that its default holds again."""
    if value is None:
        book.execute("DELETE FROM setting WHERE key = ?", (key,))
    elif book.value("SELECT 1 FROM setting WHERE key = ?", (key,)):
        book.execute("UPDATE setting SET value = ? WHERE key = ?", (value, key))
    else:
        book.insert("setting", {"key": key, "value": value})


def _service_values(service: Service) -> dict[str, Any]:
    return {**{name: getattr(service, name) for name in _SERVICE}, "name_key": fold(service.name)}


def _service(row: Row) -> Service:
    return Service(id=row["id"], **{name: row[name] for name in _SERVICE})


def any_year_closed(book: Book) -> bool:
    return bool(book.value("SELECT EXISTS (SELECT 1 FROM closed_year)"))
