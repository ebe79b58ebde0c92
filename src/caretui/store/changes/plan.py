"""The plan by hand: About me, its date and review, one register at a time; what of it no longer holds."""

from collections.abc import Mapping
from typing import Any

from caretui.store.changes import people
from caretui.store.journal import Seen, child_id, heads
from caretui.store.models.plan import Closed
from caretui.store.work import Work


def write(
    work: Work, entity: str, person: str, wanted: Mapping[str, Mapping[str, Any]], seen: Seen | None = None
) -> tuple[str, ...]:
    """Set registers of the person's "about_me" or "plan", made when there is none; returns those that changed.

    `wanted`: register -> columns. Without `seen`, what stands now is what was seen. Raises ChangedMeanwhile.
    """
    record = child_id(person, entity)
    return people.set_registers(
        work, entity, record, wanted, seen or Seen(record, heads(work.con, record)), person=person
    )


def close(work: Work, record: str, *, on: str | None) -> None:
    """A need or goal is met or no longer wanted, an "if worse" no longer holds; None opens it again."""
    work.put(record, Closed(closed_on=on))
