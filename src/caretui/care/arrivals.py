"""A row of somebody's sheet after checking: what it says about one person, in the field's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """Something that stands beside the person: `kind` is an entity of the store, or "note", "meeting day".

    `values` are its columns as text. Two equal ones are the same thing told twice.
    """

    kind: str
    values: Mapping[str, str]

    @property
    def key(self) -> str:
        """The same text whenever the same thing is told again."""
        return "\x1f".join(f"{name}={self.values[name]}" for name in sorted(self.values))


@dataclass(frozen=True, slots=True)
class Arrival:
    """One person as a sheet tells of them.

    `person` holds columns of the person as text ("yes" for a truth); a blank cell is absent and erases
    nothing. `practice` and `coordinator` are as written: the directory says who is meant. `lines` are the
    rows of the sheet.
    """

    lines: tuple[int, ...]
    person: Mapping[str, str]
    practice: str = ""
    coordinator: str = ""
    told: tuple[Told, ...] = field(default=())

    @property
    def nhs_number(self) -> str:
        """Ten digits, or "" when the sheet has none."""
        return self.person.get("nhs_number", "")
