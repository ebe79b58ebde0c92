"""The contact log as it is read: lists of entries newest first with their amendments, what waits to be copied.

A list is `ids` and `rows`. What the viewer may not read (read by, restricted people) is in none of them.
"""

import json
import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from caretui.care.dates import with_offset
from caretui.care.filters import Filter, due_window
from caretui.care.vocabulary import MECHANISM_CODES, MECHANISM_CODES_VERSION, METHODS
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.entries import SAID, Amended, Said, amendments
from caretui.store.queries.need_to_know import Clause, contacts_read, joined, people_seen
from caretui.store.queries.standing import PERSON_NAME
from caretui.store.store import Viewer

_WORD = re.compile(r"[^\W_]+")
_DROPPED = str.maketrans("", "", "'’ʼ`" + "".join(map(chr, range(0x300, 0x370))))
"""Apostrophes and the accents that stand after their letter: full text knows words without them."""


@dataclass(frozen=True, slots=True)
class Entry(Said):
    """A contact in a list, with whose it is. `recorded_at` is an instant."""

    n: int
    person: str
    person_name: str
    nhs_number: str | None
    recorded_at: str
    minutes: int | None
    recorded_by: str
    purpose: str
    copying: str
    source: str
    planned: str | None

    @property
    def stands(self) -> str:
        """The words that stand now: the newest amendment's, else the note. "" when it was entered in error."""
        if self.error:
            return ""
        later = [amended.note for amended in self.amendments if amended.kind == "amended"]
        return later[-1] if later else self.note

    @property
    def amended(self) -> bool:
        """Whether the note is struck through: other words stand, or none."""
        return bool(self.amendments)


_ENTRY = (
    f"SELECT {', '.join(SAID)}, c.n, c.person, {PERSON_NAME}, p.nhs_number, c.recorded_at, c.minutes, coalesce(m.name, ''),"
    " coalesce(c.purpose, ''), coalesce(c.copying, ''), coalesce(c.source, ''), c.planned"
    " FROM contact c JOIN person p ON p.id = c.person LEFT JOIN member m ON m.id = c.recorded_by"
)
_STANDS = Clause("c.void IS NULL AND p.void IS NULL")


def find_words(word: str, *, whole: bool = False) -> str:
    """A typed word as full text looks for it: the starts of its parts, apostrophes left out; "" when nothing is left.

    Accents fold by themselves. "O'Hara" is kept in the index both as two words and as one. `whole`: not only the start.
    """
    parts = _WORD.findall(unicodedata.normalize("NFC", word).translate(_DROPPED))
    return " ".join(f'"{part}"' if whole else f'"{part}"*' for part in parts)


def _like(value: str) -> str:
    return f"%{value.replace('%', '').replace('_', '')}%"


def _has_word(con: Connection, word: str) -> Clause:
    """The word is in what was written, or in a name of who did it, of their agency, or in how."""
    like = _like(word)
    known = con.execute(
        "SELECT EXISTS (SELECT 1 FROM professional WHERE name LIKE ?1) OR EXISTS (SELECT 1 FROM agency WHERE name LIKE ?1)",
        (like,),
    ).fetchone()
    wanted = find_words(word)
    if wanted and not known[0] and not any(word.casefold() in method for method in METHODS):
        return Clause("c.n IN (SELECT rowid FROM find_contact WHERE find_contact MATCH ?)", (wanted,))
    named = "c.by LIKE ? OR c.agency_name LIKE ? OR c.method LIKE ?"
    if not wanted:
        return Clause(f"({named})", (like, like, like))
    return Clause(
        f"(c.n IN (SELECT rowid FROM find_contact WHERE find_contact MATCH ?) OR {named})",
        (wanted, like, like, like),
    )


def _of_someone_named(con: Connection, word: str) -> Clause:
    wanted, said = find_words(word), _has_word(con, word)
    if not wanted:
        return said
    return Clause(
        f"({said.sql} OR p.n IN (SELECT rowid FROM find_person WHERE find_person MATCH ?))",
        (*said.parameters, wanted),
    )


def of_person(con: Connection, person: str, viewer: Viewer, words: str = "") -> "array[int]":
    """The entries of one person, newest first; with `words`, those that have all of them."""
    where = joined(
        [
            Clause("c.person = ?", (person,)),
            Clause("c.void IS NULL"),
            contacts_read(viewer),
            *(_has_word(con, word) for word in words.split()),
        ]
    )
    if not may_see(con, person, viewer):
        return array("q")
    found = con.execute(f"SELECT c.n FROM contact c WHERE {where.sql} ORDER BY c.at DESC, c.n DESC", where.parameters)
    return array("q", (n for (n,) in found))


def may_see(con: Connection, person: str, viewer: Viewer) -> bool:
    """Whether the person's record is one that this viewer may open."""
    seen = people_seen(viewer)
    return bool(
        con.execute(f"SELECT 1 FROM person p WHERE p.id = ? AND {seen.sql}", (person, *seen.parameters)).fetchone()
    )


def ids(con: Connection, filter: Filter, viewer: Viewer, today: date) -> "array[int]":
    """All entries that the viewer may read, newest first. Words look into people's names and relatives too.

    Of the keys `agency:` is the entry's own (as at its date), `coord: loc: practice: status:` and `mine` are the
    person's;
    `due:` is the day on which it happened.
    """
    where = joined([_STANDS, people_seen(viewer), contacts_read(viewer), *_asked(con, filter, viewer, today)])
    found = con.execute(
        "SELECT c.n FROM contact c JOIN person p ON p.id = c.person LEFT JOIN professional o ON o.id = p.coordinator"
        " LEFT JOIN locality l ON l.id = p.place LEFT JOIN practice g ON g.id = p.practice"
        f" WHERE {where.sql} ORDER BY c.at DESC, c.n DESC",
        where.parameters,
    )
    return array("q", (n for (n,) in found))


def _asked(con: Connection, filter: Filter, viewer: Viewer, today: date) -> Iterator[Clause]:
    if len(filter.digits) > 2:
        digits = f'"{filter.digits}"*'
        yield Clause("p.n IN (SELECT rowid FROM find_person WHERE find_person MATCH ?)", (f"numbers: {digits}",))
    else:
        yield from (_of_someone_named(con, word) for word in filter.words)
    for value, column in (
        (filter.agency, "c.agency_name"),
        (filter.loc, "l.name"),
        (filter.practice, "g.name"),
        (filter.status, "p.status"),
    ):
        if value:
            yield Clause(f"{column} LIKE ?", (_like(value),))
    if filter.coord == "none" or "no-coordinator" in filter.flags:
        yield Clause("p.coordinator IS NULL")
    elif filter.coord:
        yield Clause("o.name LIKE ?", (_like(filter.coord),))
    if "mine" in filter.flags:
        yield Clause("p.coordinator = ?", (viewer.professional,))
    if "in-hospital" in filter.flags:
        yield Clause("p.in_hospital_since IS NOT NULL")
    if filter.risk:
        yield Clause("p.risk_band = ?", (filter.risk,))
    if filter.prog:
        yield Clause(
            "EXISTS (SELECT 1 FROM involvement i WHERE i.person = p.id AND i.void IS NULL AND i.ended IS NULL"
            " AND i.programme LIKE ?)",
            (_like(filter.prog),),
        )
    if filter.due and (window := due_window(filter.due, today)):
        first, last = window
        yield Clause("substr(c.at, 1, 10) BETWEEN ? AND ?", (first.isoformat() if first else "", last.isoformat()))


def rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> tuple[Entry, ...]:
    """The entries with these numbers, in that order, with their amendments; one that is gone is left out."""
    where = joined(
        [_STANDS, contacts_read(viewer), Clause("c.n IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))]
    )
    found = {row[len(SAID)]: row for row in con.execute(f"{_ENTRY} WHERE {where.sql}", where.parameters)}
    later = amendments(con, [row[0] for row in found.values()])
    return tuple(_entry(found[n], later) for n in ids if n in found)


def _entry(row: tuple[Any, ...], later: Mapping[str, tuple[Amended, ...]]) -> Entry:
    *said, error = row[: len(SAID)]
    return Entry(*[*said, bool(error), later.get(row[0], ()), *row[len(SAID) :]])


def last(con: Connection, person: str, viewer: Viewer, today: date, *, count: int = 1) -> tuple[Entry, ...]:
    """The newest entries of a person that stand: what was entered in error is passed over."""
    where = joined([Clause("c.person = ? AND c.void IS NULL AND c.error = 0", (person,)), contacts_read(viewer)])
    found = con.execute(
        f"SELECT c.n FROM contact c WHERE {where.sql} ORDER BY c.at DESC, c.n DESC LIMIT ?", (*where.parameters, count)
    )
    return rows(con, [n for (n,) in found], viewer, today)


def one(con: Connection, contact: str, viewer: Viewer, today: date) -> Entry | None:
    """An entry by its id; None when it is gone or not for this viewer."""
    row = con.execute("SELECT n, person FROM contact WHERE id = ?", (contact,)).fetchone()
    if row is None or not may_see(con, row[1], viewer):
        return None
    return next(iter(rows(con, [row[0]], viewer, today)), None)


def to_copy(con: Connection, viewer: Viewer) -> "array[int]":
    """My entries that are not yet in the clinical system, oldest first."""
    seen = people_seen(viewer)
    found = con.execute(
        "SELECT c.n FROM contact c JOIN person p ON p.id = c.person WHERE c.copying = 'to copy' AND c.professional = ?"
        f" AND c.void IS NULL AND c.error = 0 AND p.void IS NULL AND {seen.sql} ORDER BY c.at, c.n",
        (viewer.professional, *seen.parameters),
    )
    return array("q", (n for (n,) in found))


def follow_ups(con: Connection, contact: str) -> tuple[tuple[str, str], ...]:
    """(id, what) of the actions that were asked for in an entry and stand."""
    found = con.execute(
        "SELECT id, coalesce(what, '') FROM action WHERE contact = ? AND void IS NULL ORDER BY n", (contact,)
    )
    return tuple((record, what) for record, what in found)


def json_rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> Iterator[Mapping[str, Any]]:
    """The entries as the command line prints them, each followed by its amendments (`amends` holds the entry's id)."""
    for start in range(0, len(ids), 500):
        for entry in rows(con, ids[start : start + 500], viewer, today):
            yield _json(entry)
            for amended in entry.amendments:
                yield _json_amendment(entry, amended)


def _json(entry: Entry) -> dict[str, Any]:
    code = MECHANISM_CODES.get(entry.method)
    return {
        "id": entry.id,
        "person_id": entry.person,
        "nhs_number": entry.nhs_number,
        "person": entry.person_name,
        "at": with_offset(entry.at),
        "recorded_at": with_offset(entry.recorded_at),
        "by": entry.by or None,
        "recorded_by": entry.recorded_by or None,
        "agency": entry.agency or None,
        "method": entry.method or None,
        "method_code": code,
        "method_code_list": MECHANISM_CODES_VERSION if code else None,
        "reached": entry.reached or None,
        "direction": entry.direction or None,
        "with_whom": entry.with_whom or None,
        "note": entry.note or None,
        "own_words": entry.own_words or None,
        "outcome": entry.agreed or None,
        "purpose": entry.purpose or None,
        "minutes": entry.minutes,
        "read_by": entry.read_by or None,
        "copying": entry.copying or None,
        "amends": None,
        "reason": None,
        "amended_by": entry.amendments[-1].id if entry.amendments else None,
        "entered_in_error": entry.error,
    }


def _json_amendment(entry: Entry, amended: Amended) -> dict[str, Any]:
    return _json(entry) | {
        "id": amended.id,
        "recorded_at": with_offset(amended.at),
        "by": amended.by or None,
        "recorded_by": amended.by or None,
        "note": amended.note or None,
        "own_words": None,
        "outcome": None,
        "purpose": None,
        "minutes": None,
        "amends": entry.id,
        "reason": amended.reason or None,
        "amended_by": None,
        "entered_in_error": False,
    }
