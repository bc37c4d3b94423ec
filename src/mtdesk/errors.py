"""Everything that can go wrong, as one tree.

    MtdeskError                     exit code 1: it cannot be done
    ├── NotFoundError               no such row, client, file
    ├── RefusedError                it can be understood, and is refused for a reason
    │   ├── ConflictError           it would contradict what was written since
    │   ├── ReplacedError           another file lies where the practice was
    │   ├── ClosedYearError         it would change a year that was closed
    │   ├── ChangedError            others changed what the person saw: both versions are said
    │   └── RepeatedError           its key was given before: what it says is written already
    ├── InvalidError                a value is wrong: which field, and what it may be
    │   └── EntryError              a word of an entry line is wrong: where it stands
    ├── NeedsConfirmationError      it wants a yes first
    ├── ExtraError                  it needs a package that is installed with an extra
    ├── ImportRefusedError          a file has problems, listed by line and column
    │   └── ImportQuestionsError    some of its rows want a decision first
    ├── UsageError                  exit code 2: the command itself is wrong
    └── FileError                   exit code 3: the practice file is damaged or newer
        ├── DamagedFileError
        ├── NewerFileError
        └── LockedFileError     it is encrypted, and no key opens it

Each message is one sentence for the person at the keyboard: what, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtdesk.typed import Any

INTERRUPTED = 130  # the exit code of what ctrl+c ended
NOTHING = "nothing was changed"


class MtdeskError(Exception):
    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotFoundError(MtdeskError):
    pass


class RefusedError(MtdeskError):
    pass


class ConflictError(RefusedError):
    def __init__(self, message: str, *, operations: Sequence[int] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.operations = tuple(operations)


class UnwrittenError(RefusedError):
    """The file could not be written to, whatever it was to hold."""


class ReplacedError(RefusedError):
    pass


class ClosedYearError(RefusedError):
    """A year that was closed would change. `question` is what to ask whoever may overrule that."""

    def __init__(self, message: str, *, question: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.question = question


class ChangedError(RefusedError):
    pass


class RepeatedError(RefusedError):
    """`operation` wrote what was said with this key; it stands, and nothing is added."""

    def __init__(self, operation: int) -> None:
        super().__init__(
            f"operation {operation} was written with this key; nothing was added",
            hint="give another key to what is new",
        )
        self.operation = operation


class ExtraError(MtdeskError):
    """`what` is asked for, and the package is not installed that comes with the extra."""

    def __init__(self, what: str, extra: str, package: str | None) -> None:
        super().__init__(
            f"{what} needs the extra “{extra}” ({package} is not installed)",
            hint=f"install mtdesk with it: pipx install '.[{extra}]' in a copy of its repository",
        )


class InvalidError(MtdeskError):
    """`field` is the name that stands in the message, as the command line words it."""

    def __init__(self, field: str, message: str, *, hint: str = "") -> None:
        super().__init__(f"{field}: {message}", hint=hint)
        self.field = field


class EntryError(InvalidError):
    """`start` and `end` are offsets into the line as given, half-open."""

    def __init__(
        self,
        field: str,
        message: str,
        *,
        start: int = 0,
        end: int = 0,
        choices: Sequence[str] = (),
        hint: str = "",
    ) -> None:
        super().__init__(field, message, hint=hint)
        self.start = start
        self.end = end
        self.choices = tuple(choices)


ANSWER_YES = "answer yes, or add --yes"  # the hint of most questions


class NeedsConfirmationError(MtdeskError):
    """The question to put; the same call with `confirmed=True` goes through.

    `why` is what she once wrote about it herself, and not for other eyes.
    """

    def __init__(self, message: str, *, hint: str = "", why: str = "") -> None:
        super().__init__(message, hint=hint)
        self.why = why

    @property
    def question(self) -> str:
        return f"{self.message} ({self.why})" if self.why else self.message


class ImportRefusedError(MtdeskError):
    """`problems` and `tallies` are those of `model.importing`: what is wrong, and what was counted.

    Of one that `is_table`, saying which column is what may help.
    """

    def __init__(
        self,
        message: str,
        *,
        problems: Sequence[Any] = (),
        tallies: Sequence[Any] = (),
        hint: str = "",
        is_table: bool = False,
    ) -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(problems)
        self.tallies = tuple(tallies)
        self.is_table = is_table


class ImportQuestionsError(ImportRefusedError):
    def __init__(self, tallies: Sequence[Any]) -> None:
        super().__init__("some rows want a decision first", tallies=tallies)


class UsageError(MtdeskError):
    exit_code = 2


class FileError(MtdeskError):
    exit_code = 3


class DamagedFileError(FileError):
    pass


class NewerFileError(FileError):
    pass


class LockedFileError(FileError):
    pass
