"""What a question of a form is: a field with its label and how it is typed, registers of fields, entities of registers."""

from typing import Literal

from caretui.care.fields import FIELDS
from caretui.lean import dataclass

Kind = Literal[
    "text", "note", "flag", "choice", "birth", "past", "day", "nhs", "postcode", "phone", "number", "pattern", "record",
    "party", "agencies", "clock", "repeat", "review", "appointment", "happened",
]  # fmt: skip
"""How a field is typed. `past` and `day` are days behind and ahead; `pattern` fills days, time and words; `record` is
the id of a record of `of`; `party` is someone of the circle, a professional or an agency; `repeat` fills a rhythm and
its end; a `review` is within a year; an `appointment` is a day and time; what `happened` a moment or a day gone by."""


@dataclass(frozen=True)
class Asked:
    """A field of a form.

    `choices` are offered, and with `free` something else may be typed. `of`: the entity of a `record`. `name_field`:
    where the name of a chosen `party` goes.
    """

    name: str
    label: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    free: bool = False
    of: str = ""
    hint: str = ""
    required: bool = False
    name_field: str = ""


@dataclass(frozen=True)
class Register:
    """A register in words."""

    name: str
    words: str
    fields: tuple[Asked, ...]


@dataclass(frozen=True)
class Entity:
    """A kind of record in words: `word` in "add a warning", `named` the field that stands for it in a sentence.

    `fixed`: registers that stay as they were written; what was written wrongly is taken out, and written anew.
    """

    name: str
    word: str
    registers: tuple[Register, ...]
    named: str = ""
    fixed: tuple[str, ...] = ()

    def register(self, name: str) -> Register:
        """The register of this name. Raises KeyError."""
        for register in self.registers:
            if register.name == name:
                return register
        raise KeyError(name)


def a(name: str, label: str = "", kind: Kind = "text", **more: object) -> Asked:
    """A question; its label is the field's own unless one is given."""
    known = FIELDS.get(name)
    return Asked(name, label or (known.label if known else name.replace("_", " ").capitalize()), kind, **more)  # type: ignore[arg-type]


ENDED = Register("Ended", "Ended", (a("ended", "Ended on", "past"), a("ended_why", "Why")))

COLUMNS_OF: dict[str, tuple[str, ...]] = {
    "pattern": ("days", "time", "words"),
    "party": ("agency", "professional", "circle"),
    "repeat": ("repeat", "repeat_until"),
}
"""The columns that a field of these kinds fills (a party also its `name_field`)."""


def columns(asked: Asked) -> tuple[str, ...]:
    """The columns that a field fills."""
    more = COLUMNS_OF.get(asked.kind, (asked.name,))
    return (asked.name_field, *more) if asked.name_field else more
