"""The few lines below or beside the caseload: who the person is, whom to ring, what happened last, what is to do."""

from datetime import date

from caretui.care.dates import say_birth, say_date, wall
from caretui.care.identifiers import spoken_nhs
from caretui.care.vocabulary import NOT_SAID
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.need_to_know import contacts_read
from caretui.store.queries.standing import IS_OPEN
from caretui.store.store import Viewer

HOW = {"face to face": "visit", "telephone": "call"}


@dataclass(frozen=True, slots=True)
class Peek:
    """The person of the line, in words."""

    name: str
    born: str
    nhs: str
    coordinator: str
    practice: str
    family: tuple[str, ...]
    last: tuple[str, ...]
    """Contacts, the newest first."""
    todo: tuple[str, ...]
    late: tuple[bool, ...]


def peek(con: Connection, n: int, viewer: Viewer, today: date, *, most: int = 1) -> Peek | None:
    """About one person, by record number; a few indexed look-ups (under 2 ms). `most`: of family, and of contacts."""
    row = con.execute(
        "SELECT p.id, p.family_name, p.given_name, p.preferred_name, p.date_of_birth, p.nhs_number, f.name, r.name"
        " FROM person p LEFT JOIN professional f ON f.id = p.coordinator LEFT JOIN practice r ON r.id = p.practice WHERE p.n = ?",
        (n,),
    ).fetchone()
    if row is None:
        return None
    person, family, given, likes, born, nhs, coordinator, practice = row
    name = (family or "").upper() + (f", {given}" if given else "")
    if likes and likes != given:
        name += f' "{likes}"'
    todo = _todo(con, person, today, most=max(most, 4))
    return Peek(
        name=name,
        born=f"born {say_birth(date.fromisoformat(born))}" if born else "birth date not known",
        nhs=f"NHS {spoken_nhs(nhs)}" if nhs else "no NHS number",
        coordinator=coordinator or "NO COORDINATOR",
        practice=practice or "practice not known",
        family=_family(con, person, most),
        last=_last(con, person, viewer, today, most),
        todo=tuple(words for words, _ in todo),
        late=tuple(late for _, late in todo),
    )


def _family(con: Connection, person: str, most: int) -> tuple[str, ...]:
    rows = con.execute(
        "SELECT c.name, c.relationship, c.phone, (SELECT s.scope FROM sharing s WHERE s.circle = c.id AND s.kind = 'may be told'"
        " AND s.void IS NULL AND s.until IS NULL) FROM circle c WHERE c.person = ? AND c.void IS NULL AND c.ended IS NULL"
        " AND c.professional IS NULL ORDER BY c.emergency_contact DESC, c.next_of_kin DESC, c.carer DESC, c.n LIMIT ?",
        (person, most),
    )
    return tuple(_relative(*row) for row in rows)


def _relative(name: str, relationship: str | None, phone: str | None, told: str | None) -> str:
    words = ", ".join(part for part in (name, relationship, phone) if part)
    return f"{words}: may be told {told}" if told else words


def _last(con: Connection, person: str, viewer: Viewer, today: date, most: int) -> tuple[str, ...]:
    may = contacts_read(viewer)
    rows = con.execute(
        "SELECT c.at, c.method, c.reached, c.by, coalesce(c.note, c.outcome, c.own_words, '') FROM contact c WHERE c.person = ?"
        f" AND c.void IS NULL AND c.error = 0 AND {may.sql} ORDER BY c.at DESC, c.n DESC LIMIT ?",
        (person, *may.parameters, most),
    )
    return tuple(_contact(today, *row) for row in rows)


def _contact(today: date, at: str, how: str | None, reached: str | None, by: str | None, note: str) -> str:
    what = reached if reached not in ("yes", None) else HOW.get(how or "", how) or NOT_SAID
    lead = ", ".join(part for part in (what, by) if part)
    return f"{say_date(wall(at).date(), today)} {lead}: {' '.join(note.split())}"


def _todo(con: Connection, person: str, today: date, *, most: int) -> list[tuple[str, bool]]:
    found = []
    for what, due, owner in con.execute(
        "SELECT a.what, a.due, coalesce(a.owner_words, f.name, c.name, g.name, '') FROM action a"
        " LEFT JOIN agency g ON g.id = a.agency LEFT JOIN professional f ON f.id = a.professional"
        " LEFT JOIN circle c ON c.id = a.circle"
        f" WHERE a.person = ? AND a.void IS NULL AND a.status {IS_OPEN} ORDER BY a.due IS NULL, a.due LIMIT ?",
        (person, most),
    ):
        day = date.fromisoformat(due) if due else None
        said = f"{owner}: {what}" if owner else what
        if day and day < today:
            late = (today - day).days
            found.append((f"LATE {late} day{'s' * (late != 1)}, {said}", True))
        else:
            found.append((said + (f" {say_date(day, today)}" if day else ""), False))
    return found
