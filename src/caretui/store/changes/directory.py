"""Localities, practices, agencies, professionals and members: made, found by name, retired."""

from typing import Any

from caretui.care.identifiers import fold
from caretui.care.vocabulary import kind_of_agency
from caretui.store.models.base import Register
from caretui.store.models.places import (
    AgencyForm,
    AgencyStanding,
    Dates,
    LocalityForm,
    MemberForm,
    PracticeForm,
    PracticeStanding,
    ProfessionalForm,
    Tenure,
)
from caretui.store.work import Work


def _named(work: Work, entity: str, name: str) -> str | None:
    """The id of the standing record whose name reads the same, folded."""
    wanted = fold(name)
    for record, found in work.con.execute(f"SELECT id, name FROM {entity} WHERE void IS NULL ORDER BY n"):
        if fold(found or "") == wanted:
            return str(record)
    return None


def _ensure(work: Work, form: Register, name: str) -> tuple[str, bool]:
    if found := _named(work, form.entity, name):
        return found, False
    return work.add(form), True


def ensure_locality(work: Work, name: str, source: str | None = None) -> tuple[str, bool]:
    """(id, was it added) of the locality of this name."""
    return _ensure(work, LocalityForm(name=name, source=source), name)


def ensure_agency(work: Work, name: str, kind: str = "other") -> tuple[str, bool]:
    """(id, was it added) of the agency of this name; its kind is read off the name when none is given."""
    return _ensure(work, AgencyForm(name=name, kind=kind_of_agency(name) if kind == "other" else kind), name)


def ensure_professional(
    work: Work, name: str, *, role: str | None = None, agency: str | None = None
) -> tuple[str, bool]:
    """(id, was it added) of the professional of this name; `agency` is their employer's id."""
    return _ensure(work, ProfessionalForm(name=name, role=role, agency=agency), name)


def ensure_practice(work: Work, name: str, **fields: Any) -> tuple[str, bool]:
    """(id, was it added) of the practice of this name."""
    return _ensure(work, PracticeForm(name=name, **fields), name)


def add_member(
    work: Work,
    name: str,
    *,
    job: str,
    agency: str,
    agency_kind: str = "other",
    locality: str | None = None,
    role: str = "coordinator",
) -> str:
    """A member of this store, with professional record, agency and locality found or made; returns the member's id."""
    employer, _ = ensure_agency(work, agency, agency_kind)
    place = ensure_locality(work, locality)[0] if locality else None
    professional, _ = ensure_professional(work, name, role=job, agency=employer)
    return work.add(MemberForm(name=name, role=role, professional=professional, locality=place))


def retire(work: Work, entity: str, record: str, *, on: str, successor: str | None = None) -> None:
    """Close a practice, agency or locality on a day, or note that a professional left; old records keep the name.

    `successor` is the id of the practice or agency that took over.
    """
    if entity == "professional":
        work.set_columns(record, Tenure, left_on=on)
        return
    work.set_columns(record, Dates, closed=on)
    if entity == "practice":
        work.put(record, PracticeStanding(status="closed", successor=successor))
    elif entity == "agency" and successor:
        work.set_columns(record, AgencyStanding, successor=successor)


def people_of(work: Work, professional: str) -> list[str]:
    """The open people whose named coordinator this professional is: they need another one when they leave."""
    rows = work.con.execute(
        "SELECT id FROM person WHERE coordinator = ? AND status = 'open' AND void IS NULL ORDER BY n", (professional,)
    )
    return [person for (person,) in rows]
