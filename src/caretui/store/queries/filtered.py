"""The filter line of people as SQL: the same words on the Caseload screen and behind `--where`."""

from collections.abc import Iterator, Sequence
from datetime import date

from caretui.care.filters import Filter, due_window
from caretui.care.identifiers import fold
from caretui.care.vocabulary import AGENCY_ALIASES, AGENCY_SHORT
from caretui.store.database import Connection
from caretui.store.queries.contacts import find_words
from caretui.store.queries.need_to_know import Clause, joined
from caretui.store.queries.standing import IS_OPEN
from caretui.store.store import Viewer

NOTHING = '""'
_OWNED = f"SELECT a.person FROM action a WHERE a.void IS NULL AND a.status {IS_OPEN}"


def people_where(con: Connection, filter: Filter, viewer: Viewer, today: date, *, scope: str = "all") -> Clause:
    """Which people (alias `p`) the filter and the scope (mine, team, all) let through; closed ones only when asked for."""
    return joined([Clause("p.void IS NULL"), *_scope(scope, viewer), *_asked(con, filter, viewer, today)])


def _scope(scope: str, viewer: Viewer) -> Iterator[Clause]:
    if scope == "mine":
        yield Clause("p.coordinator = ?", (viewer.professional,))
    elif scope == "team" and viewer.locality:
        yield Clause("p.place = ?", (viewer.locality,))


def _asked(con: Connection, filter: Filter, viewer: Viewer, today: date) -> Iterator[Clause]:
    if filter.status != "all":
        yield Clause("p.status = ?", (filter.status or "open",))
    if filter.words:
        yield Clause("p.n IN (SELECT rowid FROM find_person WHERE find_person MATCH ?)", (matching(filter),))
    if filter.loc:
        yield _one_of("p.place", con, "locality", filter.loc)
    if filter.practice:
        yield _one_of("p.practice", con, "practice", filter.practice, also="code")
    if filter.risk:
        yield Clause("p.risk_band = ?", (filter.risk,))
    if filter.coord or "no-coordinator" in filter.flags:
        yield _coordinated(con, "none" if "no-coordinator" in filter.flags else filter.coord)
    if filter.prog:
        yield Clause(
            "p.id IN (SELECT i.person FROM involvement i WHERE i.void IS NULL AND i.ended IS NULL AND i.programme LIKE ? || '%')",
            (filter.prog,),
        )
    if filter.agency:
        owner = owned_by(con, filter.agency)
        yield Clause(f"p.id IN ({_OWNED} AND {owner.sql})", owner.parameters)
    if filter.due:
        yield _due(filter.due, today)
    yield from _flagged(filter, viewer, today)


def _flagged(filter: Filter, viewer: Viewer, today: date) -> Iterator[Clause]:
    if "late" in filter.flags:
        yield Clause("p.next_due < ? AND p.date_of_death IS NULL", (today.isoformat(),))
    if "mine" in filter.flags:
        yield Clause("p.coordinator = ?", (viewer.professional,))
    if "in-hospital" in filter.flags:
        yield Clause("p.in_hospital_since IS NOT NULL")


def matching(filter: Filter) -> str:
    """What full text is asked: all words, each the start of one; digits in any spacing as one number.

    NOTHING, which matches nobody, when the words hold no letter or digit at all.
    """
    if len(filter.digits) >= 4:
        return f'numbers: "{filter.digits}"*'
    return " AND ".join(part for word in filter.words for part in [find_words(word)] if part) or NOTHING


def _one_of(column: str, con: Connection, table: str, words: str, also: str = "name") -> Clause:
    """The column holds one of the records in whose name every word begins one; the tables are small."""
    wanted = fold(words).split()
    found = [
        record
        for record, *names in con.execute(f"SELECT id, name, {also} FROM {table} WHERE void IS NULL")
        if _begin(wanted, " ".join(name for name in names if name))
    ]
    return Clause(f"{column} IN ({', '.join('?' * len(found))})", tuple(found))


def owned_by(con: Connection, words: str) -> Clause:
    """The action's agency is called so, or is commonly ("OT", "heart nurse")."""
    wanted = fold(words).split()
    found = [
        record
        for record, name, short, kind in con.execute("SELECT id, name, short, kind FROM agency WHERE void IS NULL")
        if _begin(wanted, f"{name} {short or ''} {_called(kind)}")
    ]
    return Clause(f"a.agency IN ({', '.join('?' * len(found))})", tuple(found))


def _called(kind: str) -> str:
    """What people call agencies of a kind; nobody calls one "other", which would answer to "ot"."""
    return "" if kind == "other" else f"{kind} {AGENCY_SHORT.get(kind, '')} {' '.join(AGENCY_ALIASES.get(kind, ()))}"


def _begin(wanted: Sequence[str], names: str) -> bool:
    parts = fold(names).replace("-", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in wanted)


def _coordinated(con: Connection, words: str) -> Clause:
    """By a professional of that name; "none" is also somebody whose coordinator has left."""
    if words.casefold() == "none":
        return Clause(
            "(p.coordinator IS NULL OR p.coordinator IN (SELECT id FROM professional WHERE left_on IS NOT NULL))"
        )
    return _one_of("p.coordinator", con, "professional", words)


def _due(words: str, today: date) -> Clause:
    window = due_window(words, today)
    if window is None:
        return Clause("(0)")
    first, last = window
    return Clause(
        f"p.id IN ({_OWNED} AND a.due BETWEEN ? AND ?)", (first.isoformat() if first else "0000", last.isoformat())
    )
