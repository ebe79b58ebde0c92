"""Planned visits, calls and appointments: booked, put to another time, cancelled, not answered.

Times are wall times in London.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from caretui.care.refused import Refused
from caretui.store.changes import contacts
from caretui.store.models.contacts import PlannedForm, PlannedState, PlannedWhen
from caretui.store.store import Store, Viewer
from caretui.store.work import Work


def moment(at: datetime) -> str:
    """A wall time as the store keeps it."""
    return at.strftime("%Y-%m-%dT%H:%M")


def book(
    work: Work,
    viewer: Viewer,
    *,
    person: str,
    kind: str,
    times: Sequence[datetime],
    professional: str | None = None,
    **words: Any,
) -> list[str]:
    """Book a visit, call or appointment at each of these times; returns the ids.

    `professional`: who goes, the viewer when None. `words`: purpose, place, minutes, with_whom, circle.
    """
    if not times:
        raise Refused("a time is needed")
    return [
        work.add(
            PlannedForm(
                person=person, kind=kind, at=moment(at), professional=professional or viewer.professional, **words
            )
        )
        for at in times
    ]


def redate(work: Work, store: Store, planned: str, at: datetime) -> None:
    """Put it to another time; how long it takes stays. Refused when it is over."""
    form, seen = store.look(planned, PlannedForm)
    if form.state != "planned":
        raise Refused(f"it is over: {form.state}")
    work.change(planned, PlannedWhen(at=moment(at), minutes=form.minutes), seen=seen)


def cancel(work: Work, planned: str, *, by_us: bool) -> None:
    """It will not happen, and who said so; no contact is logged."""
    row = work.con.execute("SELECT state FROM planned WHERE id = ? AND void IS NULL", (planned,)).fetchone()
    if row is None or row[0] != "planned":
        raise Refused("it is over already")
    work.put(planned, PlannedState(state="we cancelled" if by_us else "they cancelled"))


_METHOD = {"visit": "face to face", "call": "telephone", "appointment": "face to face"}


def no_reply(
    work: Work,
    viewer: Viewer,
    *,
    person: str,
    now: str,
    at: str | None = None,
    method: str | None = None,
    planned: str | None = None,
    next_try: datetime | None = None,
    **words: Any,
) -> tuple[str, str | None]:
    """Log an attempt that reached nobody and book the next try; returns (contact, planned next).

    From a planned visit the next try has its kind, purpose, place and person.
    """
    before = work.con.execute(
        "SELECT kind, purpose, place, professional, with_whom, circle, minutes FROM planned WHERE id = ?", (planned,)
    ).fetchone()
    kind, purpose, place, professional, with_whom, circle, minutes = before or (None,) * 7
    method = method or _METHOD.get(kind or "visit", "face to face")
    words = {"with_whom": with_whom, "circle": circle, "copying": "not needed"} | words
    contact = contacts.log(
        work, viewer, person=person, now=now, at=at, method=method, planned=planned, reached="no reply", **words
    )
    if next_try is None:
        return contact, None
    (again,) = book(
        work,
        viewer,
        person=person,
        kind=kind or ("call" if method == "telephone" else "visit"),
        times=[next_try],
        professional=professional,
        purpose=purpose,
        place=place,
        with_whom=with_whom,
        circle=circle,
        minutes=minutes,
    )
    return contact, again
