"""Names as people type them: compared folded, shown as typed.

Found, imported, blocked, hidden and purged is whoever folds alike. Taking names out of a text is
`matching` (whole names) and `redaction` (whatever may be one).
"""

from mtdesk.model.names.folding import (
    as_typed,
    clean,
    fold,
    name,
    name_key,
    name_keys,
    spelled_first,
)

__all__ = ["as_typed", "clean", "fold", "name", "name_key", "name_keys", "spelled_first"]
