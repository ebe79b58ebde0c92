"""The plan by hand: About me, needs, goals, outcomes, if worse, its date and review; one register at a time."""

from collections.abc import Mapping
from typing import Any

from caretui.care.refused import Refused
from caretui.store.changes import people
from caretui.store.journal import Seen, child_id, heads
from caretui.store.models.plan import Closed, GoalForm, NeedForm
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


def add_need(work: Work, person: str, words: str) -> str:
    """What gets in the person's way, in their words or ours; returns its id."""
    return work.add(NeedForm(person=person, words=_said(words)))


def add_goal(work: Work, person: str, words: str, *, need: str | None = None, importance: int | None = None) -> str:
    """What the person wants, how much it matters to them (1 to 10), for which need; returns its id."""
    if importance is not None and not 1 <= importance <= 10:
        raise Refused("importance goes from 1 to 10")
    return work.add(GoalForm(person=person, words=_said(words), need=need, importance=importance))


def close(work: Work, record: str, *, on: str | None) -> None:
    """A need or goal is met or no longer wanted, an "if worse" no longer holds; None opens it again."""
    work.put(record, Closed(closed_on=on))


def _said(words: str) -> str:
    if not words.strip():
        raise Refused("there are no words")
    return words.strip()
