"""What stands at a day or time: hospital events behind, planned visits and calls ahead."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.dossier.grouping import STANDING_OF, grouped


@dataclass(frozen=True, slots=True)
class Event:
    """A hospital event."""

    kind: str
    at: str
    discharged_at: str | None
    place: str


def events(con: Connection, ids: Sequence[str], since: str) -> dict[str, tuple[Event, ...]]:
    """Hospital events from a day on, newest first."""
    return grouped(
        con,
        ids,
        "SELECT t.person, coalesce(t.kind, ''), t.at, t.discharged_at, coalesce(t.place, '') FROM hospital_event t"
        f" WHERE t.person {STANDING_OF} AND t.at >= ? ORDER BY t.at DESC, t.n DESC",
        Event,
        since,
    )


def planned(
    con: Connection, *, first: str, last: str, professional: str | None = None, people: Iterable[str] | None = None
) -> tuple[tuple[Any, ...], ...]:
    """Planned visits and calls from `first` to before `last` (wall times), in order of time.

    (id, person, kind, purpose, at, minutes, place, with whom, state). Of one professional or, without one, of all;
    of some people, or of all.
    """
    only = None if people is None else json.dumps(list(people))
    return tuple(
        con.execute(
            "SELECT t.id, t.person, coalesce(t.kind, 'visit'), coalesce(t.purpose, ''), t.at, t.minutes,"
            " coalesce(t.place, ''), coalesce(t.with_whom, ''), t.state FROM planned t"
            " LEFT JOIN person p ON p.id = t.person WHERE t.void IS NULL AND t.at >= ? AND t.at < ?"
            " AND (? IS NULL OR t.professional = ? OR (t.professional IS NULL AND p.coordinator = ?))"
            " AND (? IS NULL OR t.person IN (SELECT value FROM json_each(?))) ORDER BY t.at, t.n",
            (first, last, professional, professional, professional, only, only),
        )
    )
