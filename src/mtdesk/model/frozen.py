"""Frozen dataclasses whose fields are given by name, and that are quick to define.

`@dataclass` compiles six methods for each class, half a millisecond (less from Python 3.13 on), and loads
`inspect` for it; `mtdesk week` needs forty classes. Here one is compiled, where many values are made; the others
are shared, and `dataclasses` is loaded when something asks for the fields.
"""

from __future__ import annotations

from itertools import count
from operator import attrgetter

from mtdesk.typed import TYPE_CHECKING

__all__ = ["field", "fields", "frozen", "replace"]

if TYPE_CHECKING:
    from dataclasses import field, fields, replace
    from typing import Any, NoReturn, TypeVar, dataclass_transform

    Class = TypeVar("Class")
else:

    def dataclass_transform(**_about: object) -> Any:
        """Tells type checkers what the function below it makes of a class; nothing else."""
        return lambda function: function

    def field(**about: Any) -> Any:
        """As `dataclasses.field`, of which a default, a factory, `compare` and `metadata` are known here."""
        return _Field(**about)

    def fields(kind: Any, /) -> tuple[Any, ...]:
        """As `dataclasses.fields` of a frozen class: name, default and metadata of each."""
        found = []
        for name in kind._names:  # noqa: SLF001 - of a class made below
            stated = kind._defaults.get(name, _MISSING)  # noqa: SLF001
            each = stated if isinstance(stated, _Field) else _Field(default=stated)
            each.name = name
            found.append(each)
        return tuple(found)

    def replace(value: Any, /, **changes: Any) -> Any:
        """As `dataclasses.replace`: the same value but for `changes`."""
        names = getattr(value, "_names", None)
        if names is None:  # a dataclass of the standard library's
            from dataclasses import replace as replaced

            return replaced(value, **changes)
        return type(value)(**dict(zip(names, value._facts(value), strict=True)) | changes)  # noqa: SLF001


_MISSING = object()
FEW = 24  # values of a class, up to which compiling takes longer than filling them does


class _Field:
    """What is said of a field beside its kind."""

    def __init__(self, **about: Any) -> None:
        self.about = about
        self.default = about.get("default", _MISSING)
        self.make = about.get("default_factory", _MISSING)
        self.compare = about.get("compare", True)
        self.metadata = about.get("metadata", {})

    def unsaid(self) -> Any:
        """The value where none is given."""
        return self.default if self.make is _MISSING else self.make()


class _Fields:
    """`__dataclass_fields__` of a class, for `fields`, `asdict` and `is_dataclass`: made when asked for."""

    def __get__(self, _value: object, cls: Any) -> Any:
        import dataclasses

        stated: dict[str, Any] = {"__annotations__": dict(cls._names)}
        for name, default in cls._defaults.items():
            is_field = isinstance(default, _Field)
            stated[name] = dataclasses.field(**default.about) if is_field else default
        twin: Any = dataclasses.dataclass(kw_only=True)(type(cls.__name__, (), stated))
        cls.__dataclass_fields__ = twin.__dataclass_fields__
        return cls.__dataclass_fields__


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(cls: type[Class]) -> type[Class]:
    """What `@dataclass(frozen=True, slots=True, kw_only=True)` makes of a class."""
    stated = dict(vars(cls))
    own = {
        name: kind
        for name, kind in stated.get("__annotations__", {}).items()
        if not kind.startswith("ClassVar")
    }
    above = cls.__mro__[1]
    names = {**getattr(above, "_names", {}), **own}
    defaults = {
        **getattr(above, "_defaults", {}),
        **{name: stated.pop(name) for name in own if name in stated},
    }
    if any(type(default).__name__ == "Field" for default in defaults.values()):
        raise TypeError(f"{cls.__name__} takes `field` from here, not from dataclasses")
    stated.pop("__dict__", None)
    stated.pop("__weakref__", None)
    compared = attrgetter(*(name for name in names if getattr(defaults.get(name), "compare", True)))

    def equal(self: Any, other: object) -> bool:
        return other.__class__ is self.__class__ and compared(self) == compared(other)

    stated.update(
        __slots__=tuple(own),
        __dataclass_fields__=_Fields(),
        _names=names,
        _defaults=defaults,
        _facts=staticmethod(_all_of(names)),
        _made=count(1),
        _built=None,
        __init__=_filled,
        __eq__=equal,
        __hash__=lambda self: hash(compared(self)),
        __repr__=_shown,
        __reduce__=_taken_apart,
        __setattr__=_refuse,
        __delattr__=_refuse,
    )
    return type(cls.__name__, cls.__bases__, stated)


def _all_of(names: Any) -> Any:
    """What gives all fields of a value, in their order and as one tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _filled(self: Any, **values: Any) -> None:
    """`__init__` of the first few of a class, field by field; where many are made, one is compiled."""
    cls = type(self)
    for name, default in cls._defaults.items():
        if name not in values:
            values[name] = default.unsaid() if isinstance(default, _Field) else default
    if next(cls._made) > FEW or values.keys() != cls._names.keys():
        cls.__init__ = _initializer(cls)  # which also says what is wrong
        cls.__init__(self, **values)
        return
    for name in cls._names:
        object.__setattr__(self, name, values[name])


def _initializer(cls: Any) -> Any:
    """`__init__(self, *, name=default, ...)`, which writes each field into its slot."""
    known: dict[str, Any] = {"missing": _MISSING}
    parameters, body = [], []
    for name in cls._names:
        known[f"set_{name}"] = getattr(cls, name).__set__
        default = cls._defaults.get(name, _MISSING)
        if isinstance(default, _Field):
            if default.make is not _MISSING:
                known[f"make_{name}"] = default.make
                parameters.append(f"{name}=missing")
                body.append(f" set_{name}(self, make_{name}() if {name} is missing else {name})\n")
                continue
            default = default.default
        known[f"default_{name}"] = default
        parameters.append(name if default is _MISSING else f"{name}=default_{name}")
        body.append(f" set_{name}(self, {name})\n")
    source = f"def __init__(self, *, {', '.join(parameters)}):\n{''.join(body)}"
    exec(source, known)  # noqa: S102 - names of our own fields, as dataclasses does it
    return known["__init__"]


def _shown(self: Any) -> str:
    facts = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._names)
    return f"{type(self).__name__}({facts})"


def _taken_apart(self: Any) -> tuple[Any, ...]:
    """What copy and pickle need, since the slots of a frozen value cannot be set from outside."""
    return _put_together, (type(self), self._facts(self))


def _put_together(cls: Any, facts: tuple[Any, ...]) -> Any:
    if cls._built is None:
        cls._built = _builder(cls)
    return cls._built(*facts)


def _builder(cls: Any) -> Any:
    """What makes a value of all its facts in their order: half a file may be put away and read again."""
    known: dict[str, Any] = {"new": object.__new__, "cls": cls}
    known |= {f"set_{name}": getattr(cls, name).__set__ for name in cls._names}
    body = "".join(f" set_{name}(self, {name})\n" for name in cls._names)
    source = f"def build({', '.join(cls._names)}):\n self = new(cls)\n{body} return self\n"
    exec(source, known)  # noqa: S102 - names of our own fields
    return known["build"]


def _refuse(self: Any, name: str, *_: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"a {type(self).__name__} is frozen; {name} stays as it is")
