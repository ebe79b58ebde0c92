"""The one named coordinator of a person: assigned, taken over, handed over; of many people in one unit."""

from collections.abc import Iterable

from caretui.store.models.people import Coordinator
from caretui.store.work import Work


def assign(work: Work, people: Iterable[str], professional: str | None, *, today: str, note: str = "") -> list[str]:
    """Make a professional (or nobody) the named coordinator of these people from today; returns whose it changed."""
    changed = []
    for person in people:
        now = work.con.execute("SELECT coordinator FROM person WHERE id = ?", (person,)).fetchone()
        if now and now[0] == professional:
            continue
        since = today if professional else None
        if work.put(person, Coordinator(coordinator=professional, coordinator_since=since, handover_note=note or None)):
            changed.append(person)
    return changed
