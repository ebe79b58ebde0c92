"""Into and out of hospital: the event, and since when the person is there or home, in one unit."""

from caretui.care.dates import wall
from caretui.care.refused import Refused
from caretui.care.vocabulary import HOSPITAL_EVENTS
from caretui.store.models.contacts import Discharge, HospitalEventForm
from caretui.store.models.people import Hospital
from caretui.store.work import Work

ADMISSIONS = ("emergency admission", "elective admission")
"""Events after which the person is in hospital."""


def _day(at: str) -> str:
    return wall(at).date().isoformat() if "T" in at else at


def event(
    work: Work,
    *,
    person: str,
    kind: str,
    at: str,
    place: str | None = None,
    reason: str | None = None,
    admission_method: str | None = None,
    source: str | None = None,
) -> str:
    """Write down a hospital event (one of HOSPITAL_EVENTS); an admission also says that the person is in hospital.

    `at`: an instant, or a day when only the day is known. Returns the event's id.
    """
    if kind not in HOSPITAL_EVENTS:
        raise Refused("no such hospital event")
    record = work.add(
        HospitalEventForm(
            person=person,
            kind=kind,
            at=at,
            place=place,
            note=reason,
            admission_method=admission_method,
            source=source,
        )
    )
    if kind in ADMISSIONS:
        work.put(person, Hospital(in_hospital_since=_day(at), hospital=place, hospital_reason=reason))
    return record


def home(work: Work, *, person: str, at: str) -> None:
    """The person is home: ends the admission that is open. `at`: an instant or a day."""
    row = work.con.execute("SELECT in_hospital_since FROM person WHERE id = ?", (person,)).fetchone()
    if row is not None and row[0] and _day(at) < row[0]:
        raise Refused("that is before they went in")
    open_event = work.con.execute(
        "SELECT id FROM hospital_event WHERE person = ? AND void IS NULL AND discharged_at IS NULL"
        f" AND kind IN ({', '.join('?' * len(ADMISSIONS))}) ORDER BY at DESC, n DESC LIMIT 1",
        (person, *ADMISSIONS),
    ).fetchone()
    if open_event:
        work.put(open_event[0], Discharge(discharged_at=at))
    work.put(person, Hospital(home_since=_day(at)))
