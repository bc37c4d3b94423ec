"""Frozen dataclasses whose fields are given by name, and that are quick to define.

`@dataclass` compiles six methods for each class, half a millisecond (less from Python 3.13 on), and
`mtdesk week` needs forty classes. Here one is compiled, with the first value; the others are shared.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, NoReturn, TypeVar, dataclass_transform

    Class = TypeVar("Class")
else:

    def dataclass_transform(**_about: object) -> Any:
        """Tells type checkers what the function below it makes of a class; nothing else."""
        return lambda function: function


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(cls: type[Class]) -> type[Class]:
    """What `@dataclass(frozen=True, slots=True, kw_only=True)` makes of a class."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # or `dataclass` works out a signature to write there
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    facts = attrgetter(*(each.name for each in fields(made) if each.compare))

    def equal(self: Any, other: object) -> bool:
        return other.__class__ is made and facts(self) == facts(other)

    def first(self: Any, **values: Any) -> None:
        made.__init__ = _initializer(made)
        made.__init__(self, **values)

    made.__init__ = first
    made.__eq__ = equal
    made.__hash__ = lambda self: hash(facts(self))
    made.__repr__ = _shown
    made.__reduce__ = _taken_apart
    made.__setattr__ = made.__delattr__ = _refuse
    done: type[Class] = made
    return done


def _initializer(cls: Any) -> Any:
    """`__init__(self, *, name=default, ...)`, which writes each field into its slot."""
    known: dict[str, Any] = {"missing": MISSING}
    parameters, body = [], []
    for each in fields(cls):
        name = each.name
        known[f"set_{name}"] = getattr(cls, name).__set__
        known[f"default_{name}"] = each.default
        known[f"make_{name}"] = each.default_factory
        if each.default_factory is not MISSING:
            parameters.append(f"{name}=missing")
            body.append(f" set_{name}(self, make_{name}() if {name} is missing else {name})\n")
            continue
        parameters.append(name if each.default is MISSING else f"{name}=default_{name}")
        body.append(f" set_{name}(self, {name})\n")
    source = f"def __init__(self, *, {', '.join(parameters)}):\n{''.join(body)}"
    exec(source, known)  # noqa: S102 - names of our own fields, as dataclasses does it
    return known["__init__"]


def _shown(self: Any) -> str:
    facts = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self))
    return f"{type(self).__name__}({facts})"


def _taken_apart(self: Any) -> tuple[Any, ...]:
    """What copy and pickle need, since the slots of a frozen value cannot be set from outside."""
    return _put_together, (
        type(self),
        {each.name: getattr(self, each.name) for each in fields(self)},
    )


def _put_together(cls: Any, facts: dict[str, Any]) -> Any:
    return cls(**facts)


def _refuse(self: Any, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"a {type(self).__name__} is frozen; {name} stays as it is")
