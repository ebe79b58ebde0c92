"""Messages that wait, and whose a message may be by its first words or its telephone number."""

import json
import re
from array import array
from collections.abc import Iterator, Sequence
from datetime import date

from caretui.care.identifiers import fold
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.contacts import find_words
from caretui.store.queries.need_to_know import people_seen
from caretui.store.queries.standing import PERSON_NAME
from caretui.store.store import Viewer

_PHONE = re.compile(r"(?<![\w/])\+?\(?\d[\d ()./-]{7,16}\d(?![\w/])")
_FEWEST_DIGITS, _MOST_DIGITS = 9, 14
_LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was taken. `at` is an instant; `person` None: nobody knows yet whose it is."""

    n: int
    id: str
    person: str | None
    person_name: str
    at: str
    by: str
    words: str
    phone: str
    professional: str | None
    state: str
    contact: str | None


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Somebody whose message it may be, and why: their name, a relative's (family), a number."""

    person: str
    name: str
    born: str | None
    why: str


_MESSAGE = (
    f"SELECT m.n, m.id, m.person, coalesce({PERSON_NAME}, ''),"
    " m.at, coalesce(m.by, ''),"
    " coalesce(m.words, ''), coalesce(m.phone, ''), m.professional, coalesce(m.state, ''), m.contact"
    " FROM message m LEFT JOIN person p ON p.id = m.person"
)


def waiting(con: Connection, viewer: Viewer, *, person: str | None = None, mine: bool = False) -> "array[int]":
    """Messages that wait, newest first.

    Of one person, or those for the viewer to answer (named, coordinated, or whose?).
    """
    seen = people_seen(viewer)
    where, parameters = (
        f"m.state = 'waiting' AND m.void IS NULL AND (m.person IS NULL OR {seen.sql})",
        [*seen.parameters],
    )
    if person is not None:
        where += " AND m.person = ?"
        parameters.append(person)
    if mine:
        where += " AND (m.professional = ? OR (m.professional IS NULL AND (m.person IS NULL OR p.coordinator = ?)))"
        parameters += [viewer.professional, viewer.professional]
    found = con.execute(
        f"SELECT m.n FROM message m LEFT JOIN person p ON p.id = m.person WHERE {where} ORDER BY m.at DESC, m.n DESC",
        parameters,
    )
    return array("q", (n for (n,) in found))


def rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> tuple[Message, ...]:
    """The messages with these numbers, in that order."""
    found = {
        row[0]: Message(*row)
        for row in con.execute(f"{_MESSAGE} WHERE m.n IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    }
    return tuple(found[n] for n in ids if n in found)


def one(con: Connection, message: str) -> Message | None:
    """A message by its id."""
    row = con.execute(f"{_MESSAGE} WHERE m.id = ?", (message,)).fetchone()
    return Message(*row) if row else None


def _numbers_in(words: str) -> Iterator[str]:
    for found in _PHONE.finditer(words):
        if _FEWEST_DIGITS <= len(re.sub(r"\D", "", found[0])) <= _MOST_DIGITS:
            yield found[0].strip()


def phone_in(words: str) -> str | None:
    """The first telephone number among the words, as it was written (0... or +...); None when there is none."""
    return next((number for number in _numbers_in(words) if number.lstrip("(")[0] in "0+"), None)


def whose(con: Connection, words: str, viewer: Viewer, *, most: int = 9) -> tuple[Perhaps, ...]:
    """The people whose message it may be: by a telephone or NHS number in it, then by the words it starts with.

    The longest start that is somebody's name or relative's wins ("fatima bibi" before "fatima"). Only
    whole words count, and no word of one letter: "mum fell" is not Mumtaz.
    """
    found: dict[str, Perhaps] = {}
    for perhaps in _candidates(con, words, viewer, most):
        found.setdefault(perhaps.person, perhaps)
        if len(found) == most:
            break
    return tuple(found.values())


def _candidates(con: Connection, words: str, viewer: Viewer, most: int) -> Iterator[Perhaps]:
    for number in _numbers_in(words):
        digits = re.sub(r"\D", "", number)
        national = f"0{digits[2:]}" if number.startswith("+44") else digits
        yield from _found(con, f'numbers: ("{national}" OR "{digits}")', "number", viewer, most)
    start = re.split(r"[:;,.!?]|\s[-–]\s", words, maxsplit=1)[0].split()[:_LONGEST_NAME]
    for count in range(len(start), 0, -1):
        parts = [find_words(word, whole=True) for word in start[:count]]
        if not all(len(part) > len('"x"') for part in parts):
            continue
        match = " AND ".join(parts)
        names = list(_found(con, f"name: ({match})", "name", viewer, most))
        both = _found(con, f"{{name relatives}}: ({match})", "family", viewer, most)
        family = [one for one in both if _has_kin(con, one, start[:count])]
        yield from names
        yield from family
        if names or family:
            return


def _has_kin(con: Connection, perhaps: Perhaps, words: Sequence[str]) -> bool:
    """Whether one of their circle bears these names, perhaps with the family's: "daughter" alone is nobody's name."""
    wanted = {fold(word) for word in words}
    own = _names(perhaps.name)
    rows = con.execute("SELECT name FROM circle WHERE person = ? AND void IS NULL", (perhaps.person,))
    return any((kin := _names(name or "")) & wanted and wanted <= kin | own for (name,) in rows)


def _names(name: str) -> set[str]:
    return set(re.split(r"[\s,()-]+", fold(name)))


def _found(con: Connection, match: str, why: str, viewer: Viewer, most: int) -> Iterator[Perhaps]:
    seen = people_seen(viewer)
    for person, name, born in con.execute(
        f"SELECT p.id, {PERSON_NAME}, p.date_of_birth FROM person p WHERE p.n IN"
        f" (SELECT rowid FROM find_person WHERE find_person MATCH ?) AND p.void IS NULL AND {seen.sql}"
        " ORDER BY p.coordinator IS NOT ?, p.status <> 'open', p.sort_name LIMIT ?",
        (match, *seen.parameters, viewer.professional, most),
    ):
        yield Perhaps(person, name, born, why)
