"""Who is expected at a meeting, who came, and whose own people are in the room."""

from caretui.care.refused import Refused
from caretui.store.models.meetings import Attendance, AttendeeForm, AttendeeWho, MeetingHere, Minutes
from caretui.store.work import Work

WORDS = ("expected", "present", "apologies", "substitute", "absent")


def expect(
    work: Work,
    meeting: str,
    name: str,
    *,
    role: str | None = None,
    professional: str | None = None,
    agency: str | None = None,
    circle: str | None = None,
    person: str | None = None,
) -> str:
    """Ask someone: a professional, an agency's place not yet filled by a name, a relative, the person."""
    _refuse_issued(work, meeting)
    row = work.con.execute(
        "SELECT id FROM attendee WHERE meeting = ? AND void IS NULL AND name = ? AND professional IS ? AND agency IS ?"
        " AND circle IS ? AND person IS ?",
        (meeting, name, professional, agency, circle, person),
    ).fetchone()
    if row is not None:
        return str(row[0])
    return work.add(
        AttendeeForm(
            meeting=meeting,
            name=name,
            role=role,
            professional=professional,
            agency=agency,
            circle=circle,
            person=person,
        )
    )


def mark(work: Work, attendee: str, attendance: str, substitute: str | None = None) -> None:
    """Present, apologies, substitute (with their name), absent, or expected again.

    Someone's own people coming in or leaving changes whose names may be seen: see `guests`.
    """
    if attendance not in WORDS:
        raise Refused("Not a word for attendance.")
    if attendance == "substitute" and not (substitute or "").strip():
        raise Refused("Who came in their place?")
    (meeting,) = work.con.execute("SELECT meeting FROM attendee WHERE id = ?", (attendee,)).fetchone()
    _refuse_issued(work, meeting)
    work.put(attendee, Attendance(attendance=attendance, substitute=(substitute or "").strip() or None))
    _set_guests(work, meeting)


def set_role(work: Work, attendee: str, role: str) -> None:
    """In which role somebody comes ("" for none)."""
    work.set_columns(attendee, AttendeeWho, role=role.strip() or None)


def take_off(work: Work, attendee: str) -> None:
    """Not asked after all."""
    (meeting,) = work.con.execute("SELECT meeting FROM attendee WHERE id = ?", (attendee,)).fetchone()
    _refuse_issued(work, meeting)
    work.void(attendee, "not asked")
    _set_guests(work, meeting)


def _refuse_issued(work: Work, meeting: str) -> None:
    """Who was there stands in the minutes: issued ones are amended, approved ones become a draft again."""
    (status,) = work.con.execute("SELECT minutes_status FROM meeting WHERE id = ?", (meeting,)).fetchone()
    if status == "issued":
        raise Refused("The minutes were issued: add an amendment.")
    if status == "approved":
        work.put(meeting, Minutes())


def _set_guests(work: Work, meeting: str) -> None:
    """The people who are in the room themselves or through their family: every other name is hidden while they are."""
    people = [
        person
        for (person,) in work.con.execute(
            "SELECT DISTINCT coalesce(a.person, c.person) FROM attendee a LEFT JOIN circle c ON c.id = a.circle"
            " WHERE a.meeting = ? AND a.void IS NULL AND a.attendance IN ('present', 'substitute')"
            " AND coalesce(a.person, c.person) IS NOT NULL ORDER BY 1",
            (meeting,),
        )
    ]
    work.set_columns(meeting, MeetingHere, guests=" ".join(people) or None)
