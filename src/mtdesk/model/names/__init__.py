"""Names as people type them: compared folded, shown as typed.

Found, imported, blocked, hidden and purged is whoever folds alike. Taking names out of a text is
`matching` (whole names) and `redaction` (whatever may be one).
"""

from mtdesk.model.names.folding import (
    LEFT_OUT,
    as_typed,
    check_text,
    clean,
    fold,
    name,
    name_key,
    name_keys,
    spelled_first,
    unobeyed,
)

__all__ = [
    "LEFT_OUT",
    "as_typed",
    "check_text",
    "clean",
    "fold",
    "name",
    "name_key",
    "name_keys",
    "spelled_first",
    "unobeyed",
]
