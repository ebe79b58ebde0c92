"""A person's own record by hand: added by a name, a register at a time, death, closing, words of an imported sheet."""

from collections.abc import Mapping
from typing import Any

from caretui.store.journal import ChangedMeanwhile, Seen, heads, standing
from caretui.store.models import FORMS
from caretui.store.models.around import ServiceDates
from caretui.store.models.base import Register
from caretui.store.models.contacts import PlannedState
from caretui.store.models.people import Death, PersonForm, Standing
from caretui.store.models.plan import ActionState
from caretui.store.queries.need_to_know import RESTRICTED
from caretui.store.queries.standing import IS_OPEN
from caretui.store.work import Work

ONE_EACH = ("about_me", "plan")
"""Of which a person has exactly one: its id is `journal.child_id(person, entity)`."""


class SameNumber(Exception):
    """The NHS number is already another person's. `person`: whose record; `name`: as they are written, but of the restricted."""

    def __init__(self, person: str, name: str) -> None:
        super().__init__("this NHS number is already on another record")
        self.person, self.name = person, name


def add_person(work: Work, *, coordinator: str | None = None, today: str | None = None, **fields: Any) -> str:
    """Add a person (`family_name` is enough); `coordinator`: the professional who coordinates from `today` on.

    Raises SameNumber; pydantic's ValidationError.
    """
    since = today if coordinator else None
    form = PersonForm(coordinator=coordinator, coordinator_since=since, **fields)
    refuse_same_number(work, form.nhs_number)
    return work.add(form)


def refuse_same_number(work: Work, nhs_number: str | None, person: str = "") -> None:
    """Raise SameNumber when another standing record has this number."""
    row = work.con.execute(
        "SELECT id, CASE WHEN restricted THEN ? ELSE upper(family_name) || coalesce(', ' || given_name, '') END FROM person"
        " WHERE nhs_number = ? AND id <> ? AND void IS NULL",
        (RESTRICTED, nhs_number, person),
    ).fetchone()
    if row is not None:
        raise SameNumber(*row)


def parts_of(entity: str) -> dict[str, type[Register]]:
    """Register name -> its class, of an entity's form."""
    return {cls.__name__: cls for cls in FORMS[entity].__mro__ if Register in cls.__bases__}


def set_registers(
    work: Work,
    entity: str,
    record: str,
    wanted: Mapping[str, Mapping[str, Any]],
    seen: Seen,
    person: str | None = None,
) -> tuple[str, ...]:
    """Write registers of a record (register -> its columns); returns those that changed.

    The About me and the plan, of which a `person` has one, are made when there is none. A column that isn't named stays
    as it was seen. Raises ChangedMeanwhile with every register that somebody else
    changed, SameNumber, and pydantic's ValidationError.
    """
    if person and entity in ONE_EACH and not heads(work.con, record):
        fresh = {column: value for register in wanted.values() for column, value in register.items()}
        work.add(FORMS[entity](**fresh, person=person), record=record)
        return tuple(wanted)
    classes = parts_of(entity)
    stale: dict[str, tuple[list[Any], Any]] = {}
    changed: list[str] = []
    before = standing(seen.heads)
    for name, columns in wanted.items():
        form = classes[name](**{**before.get(name, {}), **columns})
        if entity == "person" and name == "Nhs":
            refuse_same_number(work, form.model_dump()["nhs_number"], record)
        try:
            changed += work.change(record, form, seen=seen)
        except ChangedMeanwhile as both:
            stale |= both.registers
    if stale:
        raise ChangedMeanwhile(record, stale)
    return tuple(changed)


def add_record(work: Work, entity: str, wanted: Mapping[str, Mapping[str, Any]], *, person: str | None = None) -> str:
    """Add a record of an entity from its registers' columns, around a person when one is named; returns its id."""
    columns = {column: value for register in wanted.values() for column, value in register.items()}
    if entity == "person":
        return add_person(work, **columns)
    if person is not None:
        columns["person"] = person
    return work.add(FORMS[entity](**columns))


def close(work: Work, person: str, *, why: str, on: str) -> None:
    """Close the record with a reason; its open actions stay with their agencies."""
    work.put(person, Standing(status="closed", status_reason=why, status_since=on))


def reopen(work: Work, person: str, *, why: str, on: str) -> None:
    """Open the record again."""
    work.put(person, Standing(status="open", status_reason=why, status_since=on))


def died(work: Work, person: str, *, on: str, owed: str | None, stop: bool, today: str) -> dict[str, int]:
    """Note a death. With `stop` what was planned is taken back with care, so that nobody is rung about it.

    Planned visits become cancelled by us, services end on the day, open actions are no longer needed. Returns how many
    of each: visits, services, actions.
    """
    work.put(person, Death(date_of_death=on, kindness_owed=owed or None))
    counts = {"visits": 0, "services": 0, "actions": 0}
    if not stop:
        return counts
    for record in _ids(work, "planned", person, "state = 'planned'"):
        work.put(record, PlannedState(state="we cancelled"))
        counts["visits"] += 1
    for record in _ids(work, "service", person, "(ended IS NULL OR ended > ?)", on):
        work.set_columns(record, ServiceDates, ended=on, ended_why="died")
        counts["services"] += 1
    for record in _ids(work, "action", person, f"status {IS_OPEN}"):
        work.set_columns(record, ActionState, status="not needed", completed_at=today, outcome="died")
        counts["actions"] += 1
    return counts


def kindness_done(work: Work, person: str) -> None:
    """What was owed to the family is done."""
    work.set_columns(person, Death, kindness_owed=None)


def take_off_sheet(work: Work, from_sheet: str, why: str) -> None:
    """What a sheet said was taken over into the record, or is not needed; it stays in the journal."""
    work.void(from_sheet, why)


def _ids(work: Work, table: str, person: str, condition: str, *values: str) -> list[str]:
    sql = f"SELECT id FROM {table} WHERE person = ? AND void IS NULL AND {condition} ORDER BY n"
    return [record for (record,) in work.con.execute(sql, (person, *values)).fetchall()]
