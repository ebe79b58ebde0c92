"""Find (ctrl+f): people by name, relative, telephone and NHS number; words of contacts and of actions, the newest first."""

from collections.abc import Iterator
from datetime import date

from caretui.care.dates import age, wall
from caretui.care.filters import Filter
from caretui.care.vocabulary import NOT_SAID
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.filtered import NOTHING, matching
from caretui.store.queries.need_to_know import contacts_read, joined, people_seen
from caretui.store.store import Viewer

MOST_PEOPLE = 100
MOST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: a person, or a contact or an action of theirs. `detail` says where it was found."""

    kind: str
    """person, contact or action."""
    person: str
    name: str
    age: int | None
    detail: str
    record: str
    when: str | None = None
    """A wall day for contacts and actions."""
    practice: str = ""

    @property
    def whole(self) -> str:
        """The detail with the practice behind it, where that has no column of its own."""
        return "  ".join(part for part in (self.detail, self.practice) if part)


def find(con: Connection, words: str, viewer: Viewer, today: date) -> tuple[Found, ...]:
    """People first (mine first, open first, then by name), then the newest contacts and actions that have all the words."""
    wanted = Filter(words=tuple(words.split()))
    match = matching(wanted)
    if not wanted.words or match == NOTHING:
        return ()
    return (
        *_people(con, match, viewer, today),
        *_contacts(con, wanted, viewer, today),
        *_actions(con, wanted, viewer, today),
    )


def _people(con: Connection, match: str, viewer: Viewer, today: date) -> Iterator[Found]:
    seen = people_seen(viewer)
    for id, family, given, likes, born, status, nhs, practice, kin in con.execute(
        "SELECT p.id, p.family_name, p.given_name, p.preferred_name, p.date_of_birth, p.status, p.nhs_number, r.name,"
        " (SELECT group_concat(c.name || coalesce(', ' || c.relationship, ''), '; ') FROM circle c WHERE c.person = p.id"
        " AND c.void IS NULL AND c.ended IS NULL AND c.professional IS NULL)"
        " FROM person p LEFT JOIN practice r ON r.id = p.practice"
        " WHERE p.n IN (SELECT rowid FROM find_person WHERE find_person MATCH ? LIMIT 5000) AND p.void IS NULL"
        f" AND {seen.sql} ORDER BY p.coordinator IS NOT ?, p.status <> 'open', p.sort_name LIMIT {MOST_PEOPLE}",
        (match, *seen.parameters, viewer.professional),
    ):
        name = f"{family}, {given}" if given else family
        if likes and likes != given:
            name += f' "{likes}"'
        parts = [nhs and f"{nhs[:3]} {nhs[3:6]} {nhs[6:]}", "closed" if status != "open" else "", kin]
        detail = "  ".join(part for part in parts if part)
        yield Found("person", id, name, _age(born, today), detail, id, practice=practice or "")


def _contacts(con: Connection, wanted: Filter, viewer: Viewer, today: date) -> Iterator[Found]:
    where = joined([people_seen(viewer), contacts_read(viewer)])
    for id, at, note, by, person, family, given, born in con.execute(
        "SELECT c.id, c.at, coalesce(c.note, c.own_words, c.outcome, ''), coalesce(c.by, ?), p.id,"
        " p.family_name, p.given_name, p.date_of_birth"
        " FROM contact c JOIN person p ON p.id = c.person WHERE c.n IN (SELECT rowid FROM find_contact WHERE find_contact MATCH ?"
        f" ORDER BY rowid DESC LIMIT {4 * MOST_WORDS}) AND c.void IS NULL AND p.void IS NULL AND {where.sql}"
        f" ORDER BY c.at DESC LIMIT {MOST_WORDS}",
        (
            NOT_SAID,
            matching(Filter(words=wanted.words)) if len(wanted.digits) < 4 else f'"{wanted.digits}"',
            *where.parameters,
        ),
    ):
        name = f"{family}, {given}" if given else family
        detail = f"{by}: {around(note, wanted.words)}"
        yield Found("contact", person, name, _age(born, today), detail, id, wall(at).date().isoformat())


def _actions(con: Connection, wanted: Filter, viewer: Viewer, today: date) -> Iterator[Found]:
    seen = people_seen(viewer)
    for id, due, what, owner, status, person, family, given, born in con.execute(
        "SELECT a.id, a.due, a.what, coalesce(a.owner_words, f.name, c.name, g.name, ''), a.status, p.id, p.family_name,"
        " p.given_name, p.date_of_birth FROM action a JOIN person p ON p.id = a.person"
        " LEFT JOIN agency g ON g.id = a.agency LEFT JOIN professional f ON f.id = a.professional"
        " LEFT JOIN circle c ON c.id = a.circle WHERE a.n IN (SELECT rowid FROM find_action WHERE find_action MATCH ?"
        f" ORDER BY rowid DESC LIMIT {4 * MOST_WORDS}) AND a.void IS NULL AND p.void IS NULL AND {seen.sql}"
        f" ORDER BY a.due DESC LIMIT {MOST_WORDS}",
        (matching(Filter(words=wanted.words)) if len(wanted.digits) < 4 else f'"{wanted.digits}"', *seen.parameters),
    ):
        name = f"{family}, {given}" if given else family
        detail = f"{owner}: {what} ({status})" if owner else f"{what} ({status})"
        yield Found("action", person, name, _age(born, today), detail, id, due)


def around(text: str, words: tuple[str, ...], before: int = 20) -> str:
    """The text from a little before the first of the words, on one line."""
    flat = " ".join(text.split())
    low = flat.casefold()
    place = min((at for word in words if (at := low.find(word.casefold())) >= 0), default=0)
    start = max(0, place - before)
    return ("..." if start else "") + flat[start:]


def _age(born: str | None, today: date) -> int | None:
    return age(date.fromisoformat(born), today) if born else None
