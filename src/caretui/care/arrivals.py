"""What comes in from somebody's sheet after checking: people, practices, and what was found wrong on the way."""

from collections.abc import Mapping
from typing import Literal

from caretui.lean import dataclass, field, replace

Weight = Literal["row", "cell", "note", "review"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the line as the spreadsheet numbers it, the column's heading, the cell, a plain reason.

    Weight "row": the row was not taken. "cell": the row was, without this cell's field (its words are kept on the
    person). "review": somebody has to say whether two are the same person. "note": taken as said.
    """

    line: int
    column: str
    value: str
    reason: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Told:
    """Something that stands beside the person: `kind` is an entity of the store, or "note", "meeting day".

    `values` are its columns as text; `key` is the same whenever the same thing is told again.
    """

    kind: str
    values: Mapping[str, str]
    key: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One person as a sheet tells of them.

    `person` holds columns of the person as text ("yes" for a truth); a blank cell is absent and erases nothing.
    `practice` and `coordinator` are as written: the directory says who is meant. `lines` are the rows of the sheet,
    `row` is all that the first of them says, so that the very same row is known again.
    """

    lines: tuple[int, ...]
    person: Mapping[str, str]
    practice: str = ""
    practice_heading: str = ""
    coordinator: str = ""
    told: tuple[Told, ...] = field(default=())
    row: str = ""

    def joined(self, later: "Arrival") -> "Arrival":
        """This and another row of the same person: its own cells win, the later one fills what it left blank."""
        seen = {told.key for told in self.told}
        return replace(
            self,
            lines=(*self.lines, *later.lines),
            person={**later.person, **self.person},
            practice=self.practice or later.practice,
            practice_heading=self.practice_heading or later.practice_heading,
            coordinator=self.coordinator or later.coordinator,
            told=(*self.told, *(told for told in later.told if told.key not in seen)),
        )

    @property
    def name(self) -> str:
        """How the row is called in a report: "Ward, Sam"."""
        return f"{self.person.get('family_name', '')}, {self.person.get('given_name', '')}".strip(", ")

    @property
    def nhs_number(self) -> str:
        """Ten digits, or "" when the sheet has none."""
        return self.person.get("nhs_number", "")


@dataclass(frozen=True, slots=True)
class PracticeArrival:
    """One practice as an official list tells of it: columns as text, and the locality that its network stands for."""

    line: int
    values: Mapping[str, str]
    locality: str = ""
    locality_reason: str = ""
