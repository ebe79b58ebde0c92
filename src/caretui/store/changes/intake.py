"""Takes a checked sheet into the store: first a plan that says what would change, then one transaction that does it.

The rules: a blank erases nothing; a value that the record had before, and that somebody replaced since, is not put
back; what came in once is not added again; anything in doubt is left for a person to say.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal

from caretui.care.arrivals import Finding
from caretui.lean import dataclass, field
from caretui.store.database import Connection
from caretui.store.journal import child_id, heads, new_id, standing
from caretui.store.models.base import Register
from caretui.store.queries import intake as reads
from caretui.store.store import Viewer
from caretui.store.work import Ready, Work, registers
from caretui.store.work import make_ready as ready

Result = Literal["added", "updated", "unchanged", "review"]
UNDONE = "undone"
_AT_A_TIME = 250
_FIRST = ("locality", "agency", "practice", "professional", "person", "meeting")
"""Written before the rest, which is counted on the person, and the list of a meeting by its day."""
FOLLOWS = {
    "status_reason": "status",
    "status_since": "status",
    "coordinator_since": "coordinator",
    "handover_note": "coordinator",
}
"""Columns that only say more of another: they change when that one does, and not without it."""


@dataclass(frozen=True, slots=True)
class Newcomers:
    """How a sheet's people are taken in: by whom, when, and what somebody decided about the doubtful ones.

    `mine`: they become coordinator (`me`, a professional) of those whose row names none and who have none.
    `decisions`: line of a doubtful row -> the id of the person it is, LINE and the line of this sheet that brings
    them, NEW, or SKIP.
    """

    today: str
    at: str
    by: str
    member: str
    viewer: Viewer
    """Whom they may not see, their sheet doesn't change."""
    me: str | None = None
    mine: bool = False
    decisions: Mapping[int, str] = field(default_factory=dict)
    otherwise: str = ""
    """For every doubtful row without a decision: SAME as whom it may be, NEW, SKIP, or "" (it waits)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One write: a new record from a form, or registers of an existing one."""

    record: str
    form: Register
    new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one person or practice: of which lines, which record, and what differs in plain words."""

    lines: tuple[int, ...]
    result: Result
    record: str | None = None
    differences: tuple[str, ...] = ()
    candidate: str | None = None
    """Whom a review is about: somebody of the store, or of `candidate_line` of this sheet."""
    candidate_line: int | None = None


@dataclass(slots=True)
class Plan:
    """Everything that an import would do. Nothing is written until `apply`."""

    con: Connection
    unit: int
    """The last change of the store when the plan was made: a later one makes it stale."""
    undone: frozenset[str]
    """The units of the store that are undone."""
    steps: list[Step] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    """What the directory gains, in words: "the professional J Moss"."""
    rows: dict[str, str] = field(default_factory=dict)
    """Row of the sheet -> the person it became, for those without an NHS number."""

    then: list[Callable[[Work], object]] = field(default_factory=list)
    """What is done once all steps are written, in the same transaction."""

    _new: set[str] = field(default_factory=set)

    def count(self, result: Result) -> int:
        """How many rows of the sheet came to this. Further rows of an added person count as updates."""
        count = 0
        for outcome in self.outcomes:
            if outcome.result == result == "added":
                count += 1
            elif outcome.result == "added" and result == "updated":
                count += len(outcome.lines) - 1
            elif outcome.result == result:
                count += len(outcome.lines)
        return count

    def add(self, form: Register, record: str | None = None) -> str:
        """Plan a new record; returns the id it will have."""
        record = record or new_id()
        self.steps.append(Step(record, form, new=True))
        self._new.add(record)
        return record

    def fill(self, record: str, form: type[Register], wanted: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        """Plan what `wanted` changes of an existing record, register by register.

        Returns (the columns that will change, the columns left because the record held that value before).
        """
        now = standing(heads(self.con, record))
        stand = {column: value for columns in now.values() for column, value in columns.items()}
        differing = {column: value for column, value in wanted.items() if stand.get(column) != value}
        if not differing:
            return [], []
        before = reads.held(self.con, record, self.undone)
        left = [
            column
            for column, value in differing.items()
            if column not in FOLLOWS and json.dumps(value) in before.get(column, frozenset())
        ]
        fresh = {column: value for column, value in differing.items() if column not in left}
        fresh = {column: value for column, value in fresh.items() if FOLLOWS.get(column, column) in fresh}
        classes = {cls.__name__: cls for cls in form.__mro__ if Register in cls.__bases__}
        for name, columns in registers(form).items():
            if changed := {column: fresh[column] for column in columns if column in fresh}:
                value = {column: stand[column] for column in columns if column in stand} | changed
                self.steps.append(Step(record, classes[name](**value), new=False))
        return list(fresh), left

    def once(self, entity: str, person: str, key: str) -> str | None:
        """The id for something told of a person, or None when it came in before (also when it was voided since).

        After an undone import the same thing may come in again, under the next id.
        """
        for again in range(1_000):
            record = child_id(person, f"{key}|{again}" if again else key)
            fate = reads.fate(self.con, entity, record)
            if fate is None:
                return None if record in self._new else record
            if fate != UNDONE:
                return None
        return None


def new_plan(con: Connection) -> Plan:
    """An empty plan on what stands now."""
    return Plan(con, reads.newest_unit(con), reads.undone(con))


@dataclass(frozen=True, slots=True)
class Written:
    """A plan made ready to be written: all that needs no store is done."""

    plan: Plan
    new: tuple[Ready, ...]
    changed: tuple[Step, ...]
    rows: tuple[tuple[str, str], ...]

    @property
    def steps(self) -> int:
        """How many records it writes."""
        return len(self.new) + len(self.changed)


def make_ready(plan: Plan, progress: Callable[[int, int], None] | None = None) -> Written:
    """Make a plan ready before the transaction is opened: the longer half of the work, during which others may save."""
    new = []
    for done, step in enumerate(plan.steps):
        if progress is not None and done % 1000 == 0:
            progress(0, len(plan.steps))
        if step.new:
            new.append(ready(step.form, step.record))
    rows = tuple((reads.row_hash(plan.con, row), person) for row, person in plan.rows.items())
    new.sort(key=lambda one: _FIRST.index(one.entity) if one.entity in _FIRST else len(_FIRST))
    return Written(plan, tuple(new), tuple(step for step in plan.steps if not step.new), rows)


def apply(work: Work, written: Written, progress: Callable[[int, int], None] | None = None) -> None:
    """Write a plan in the open transaction; `progress(done, of)` is called now and then.

    Raises Stale when somebody changed the store since the plan was made.
    """
    plan = written.plan
    if reads.newest_unit(work.con) != plan.unit:
        raise Stale
    tell = progress or (lambda done, of: None)
    work.add_ready(written.new, lambda done: tell(done, written.steps))
    for done, step in enumerate(written.changed):
        if done % _AT_A_TIME == 0:
            tell(len(written.new) + done, written.steps)
        work.put(step.record, step.form)
    for follow in plan.then:
        follow(work)
    work.con.executemany(
        "INSERT OR REPLACE INTO intake_row(row, person, unit) VALUES (?, ?, ?)",
        [(row, person, work.unit) for row, person in written.rows],
    )
    tell(written.steps, written.steps)


class Stale(Exception):
    """The store changed between the plan and its writing: plan again."""
