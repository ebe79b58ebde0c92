"""What stands around a person, by hand: added, ended with a date and a reason, never thrown away."""

from typing import Any

from caretui.store.journal import heads
from caretui.store.models.around import (
    CircleForm,
    ConditionForm,
    Ended,
    Involved,
    KeptDocumentForm,
    ServiceDates,
    ServiceForm,
    SharingDates,
    SharingForm,
    WarningForm,
)
from caretui.store.models.plan import BaselineForm
from caretui.store.work import Work


def end(work: Work, entity: str, record: str, *, on: str, why: str | None = None) -> None:
    """End a record on a day: it leaves the screens and stays in the history. Raises LookupError for what has no end."""
    now = heads(work.con, record)

    def stands(register: str) -> dict[str, Any]:
        return dict([*now[register].values()][-1]) if register in now else {}

    if entity == "service":
        work.put(record, ServiceDates(**{**stands("ServiceDates"), "ended": on, "ended_why": why}))
    elif entity == "involvement":
        work.put(record, Involved(**{**stands("Involved"), "ended": on, "ended_why": why}))
    elif entity == "sharing":
        work.put(record, SharingDates(**{**stands("SharingDates"), "until": on}))
    elif entity in ("warning", "condition", "circle", "kept_document"):
        work.put(record, Ended(ended=on, ended_why=why))
    else:
        raise LookupError(f"a {entity} has no end")


def take_out(work: Work, record: str, *, why: str) -> None:
    """What was written by mistake and has no end (a number, a count, a hospital event, a score); the history keeps it."""
    work.void(record, why)


def add_warning(work: Work, person: str, words: str, **fields: Any) -> str:
    """A warning (`kind`, `audience`, `agencies`, `review_on`...); returns its id."""
    return work.add(WarningForm(person=person, words=words, **fields))


def add_condition(work: Work, person: str, name: str, **fields: Any) -> str:
    """A condition with since when; returns its id."""
    return work.add(ConditionForm(person=person, name=name, **fields))


def add_to_circle(work: Work, person: str, name: str, **fields: Any) -> str:
    """Someone around the person; returns their id."""
    return work.add(CircleForm(person=person, name=name, **fields))


def add_service(work: Work, person: str, provider: str, *, pattern: dict[str, str | None], **fields: Any) -> str:
    """Somebody who goes in; `pattern` as `pattern_columns` gives it; returns the id."""
    return work.add(ServiceForm(person=person, provider=provider, **pattern, **fields))


def add_sharing(work: Work, person: str, kind: str, **fields: Any) -> str:
    """Told, objects to, may be told, consent, share without consent; returns the id."""
    return work.add(SharingForm(person=person, kind=kind, **fields))


def add_kept(work: Work, person: str, kind: str, **fields: Any) -> str:
    """A document and where it is kept; returns the id."""
    return work.add(KeptDocumentForm(person=person, kind=kind, **fields))


def add_baseline(work: Work, person: str, **fields: Any) -> str:
    """A counted fact with its window and source; returns the id."""
    return work.add(BaselineForm(person=person, **fields))
