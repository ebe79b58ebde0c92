"""Who can be asked to do something for a person: what the typed line `who: what, when` understands as *who*."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from caretui.care.lines import Party
from caretui.care.vocabulary import AGENCY_ALIASES, AGENCY_KINDS, AGENCY_SHORT
from caretui.store.database import Connection
from caretui.store.queries import objections
from caretui.store.store import Viewer

_KINDS = tuple(kind for kind in AGENCY_KINDS if kind not in ("family", "other"))


def me(viewer: Viewer) -> Party:
    """Whoever sits at the keyboard."""
    return Party("me", viewer.professional, viewer.name, ("me",))


def staff(con: Connection) -> tuple[Party, ...]:
    """Professionals who have not left."""
    found = con.execute(
        "SELECT id, name FROM professional WHERE void IS NULL AND left_on IS NULL AND name IS NOT NULL ORDER BY n"
    )
    return tuple(Party("professional", record, name) for record, name in found)


def parties(con: Connection, person: str) -> tuple[Party, ...]:
    """Who can be asked to do something for this person: family, themselves, professionals, agencies, kinds of agency.

    "OT" or "heart nurse" is the one agency of that kind; of several, the one that is around this person already, else
    each of them: then the line asks which. A kind of which there is none yet is made when it is asked.
    """
    row = con.execute("SELECT preferred_name, given_name, family_name FROM person WHERE id = ?", (person,)).fetchone()
    called = next((name for name in row or () if name), "the person")
    family = con.execute(
        "SELECT id, name || coalesce(', ' || relationship, ''), coalesce(relationship, '') FROM circle"
        " WHERE person = ? AND void IS NULL AND ended IS NULL AND name IS NOT NULL AND professional IS NULL ORDER BY n",
        (person,),
    )
    found = [Party("family", record, words, (kin,) if kin else ()) for record, words, kin in family]
    found.append(Party("person", person, called, tuple(name for name in row or () if name and name != called)))
    return (*found, *staff(con), *_agencies(con, person))


def _agencies(con: Connection, person: str) -> Iterator[Party]:
    known = con.execute(
        "SELECT id, name, coalesce(short, ''), coalesce(kind, '') FROM agency WHERE void IS NULL AND closed IS NULL"
        " AND name IS NOT NULL ORDER BY n"
    ).fetchall()
    around = {
        record
        for (record,) in con.execute(
            "SELECT agency FROM action WHERE person = ?1 AND void IS NULL"
            " UNION SELECT agency FROM service WHERE person = ?1 AND void IS NULL AND ended IS NULL"
            " UNION SELECT agency FROM circle WHERE person = ?1 AND void IS NULL"
            " UNION SELECT * FROM (SELECT agency FROM contact WHERE person = ?1 AND void IS NULL ORDER BY at DESC LIMIT 200)"
            " UNION SELECT a.id FROM person p JOIN practice g ON g.id = p.practice"
            " JOIN agency a ON a.name = g.name COLLATE NOCASE WHERE p.id = ?1",
            (person,),
        )
    }
    count = Counter(kind for *_, kind in known)
    near = Counter(kind for record, *_, kind in known if record in around)
    for record, name, short, kind in known:
        meant = count[kind] == 1 or near[kind] == 0 or (near[kind] == 1 and record in around)
        also = (kind, AGENCY_SHORT[kind], *AGENCY_ALIASES.get(kind, ())) if meant and kind in _KINDS else ()
        yield Party("agency", record, name, tuple(word for word in (short, *also) if word))
    names = {name.casefold() for _, name, *_ in known}
    for kind in _KINDS:
        if not count[kind] and kind.casefold() not in names:
            yield Party("agency", None, kind)


def objects_to(con: Connection, person: str, owner: Party | None, today: date) -> bool:
    """Whether the person objects to this owner's being told of them, or to the agency that employs the owner."""
    if owner is None or owner.id is None or owner.kind == "person":
        return False
    professional = owner.id if owner.kind in ("professional", "me") else None
    agency = owner.id if owner.kind == "agency" else None
    if professional is not None:
        row = con.execute("SELECT agency FROM professional WHERE id = ?", (professional,)).fetchone()
        agency = row[0] if row else None
    circle = owner.id if owner.kind == "family" else None
    found = objections.objectors(con, (person,), today=today, agency=agency, professional=professional, circle=circle)
    return bool(found)
