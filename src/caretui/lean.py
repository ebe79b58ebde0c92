"""Frozen dataclasses that cost a session a third of what the standard library's would.

`dataclasses.dataclass(frozen=True, slots=True)` writes and compiles some ten methods for each class: 16 KiB and a
millisecond, and a session reads with 150 such classes. Here `__init__` alone is made for the class; comparison, hash and
repr are functions that all of them share. That nobody sets a field is held by the type checker, to which this is the
standard decorator; at run time it is not looked at.
"""

import dataclasses
from dataclasses import field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, **options):
        """As the standard decorator; `frozen=True` makes a lean one."""
        if not frozen:
            return dataclasses.dataclass(cls, **options)

        def make(cls):
            own = vars(cls).keys()
            made = dataclasses.dataclass(repr=False, eq=False, **options)(cls)
            for name, shared in _SHARED.items():
                if name not in own:
                    setattr(made, name, shared)
            return made

        return make if cls is None else make(cls)


_READERS: dict[Any, Any] = {}


def _values(cls: Any) -> Any:
    """What reads the values of a class that are compared, in C."""
    if cls not in _READERS:
        names = [part.name for part in dataclasses.fields(cls) if part.compare]
        _READERS[cls] = attrgetter(*names) if names else lambda self: ()
    return _READERS[cls]


def _same(self: Any, other: Any) -> Any:
    cls: Any = type(self)
    if type(other) is not cls:
        return NotImplemented
    values = _values(cls)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(_values(type(self))(self))


def _words(self: Any) -> str:
    shown = (f"{part.name}={getattr(self, part.name)!r}" for part in dataclasses.fields(self) if part.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


_SHARED = {"__eq__": _same, "__hash__": _hash, "__repr__": _words}
