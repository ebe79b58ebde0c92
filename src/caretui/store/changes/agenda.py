"""Who is on the list of a meeting: put on, declined, put in order, prepared; and what waits for one.

An item that goes on from a meeting names the item it went on as (`carried_to`). One that names none yet waits, and
is put on the first fitting meeting of its practice when that is made or moved: nothing that was not reached is lost.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from caretui.care import agenda
from caretui.care.refused import Refused
from caretui.lean import dataclass
from caretui.store.models.meetings import (
    AgendaItemForm,
    ItemLead,
    ItemOnward,
    ItemPlace,
    ItemSay,
    ItemSource,
    ItemState,
    ItemTold,
    ItemView,
)
from caretui.store.work import Work

ON_LIST = ("listed", "discussed", "deferred")
"""States of an item that stands on the agenda."""


@dataclass(frozen=True, slots=True)
class Place:
    """An item as the order needs it."""

    id: str
    source: str
    deferred: int
    position: int


def places(work: Work, meeting: str) -> list[Place]:
    """The items of a meeting's list in order."""
    rows = work.con.execute(
        "SELECT id, source, coalesce(deferred_count, 0), position FROM agenda_item WHERE meeting = ? AND void IS NULL"
        f" AND state IN {ON_LIST} ORDER BY position, n",
        (meeting,),
    )
    return [Place(*row) for row in rows]


def set_order(work: Work, items: Sequence[str]) -> None:
    """Number the items from 1 in this order; only those that moved are written."""
    for position, item in enumerate(items, 1):
        work.put(item, ItemPlace(position=position))


def move(work: Work, item: str, steps: int) -> None:
    """Move an item up (negative) or down its list; at the end of the list it stays."""
    order = [place.id for place in places(work, meeting_of(work, item))]
    _refuse_left(work, item)
    here = order.index(item)
    there = max(0, min(here + steps, len(order) - 1))
    order.insert(there, order.pop(here))
    set_order(work, order)


def _refuse_left(work: Work, item: str) -> None:
    """Raise Refused when somebody else took the person off the list meanwhile."""
    state, why = work.con.execute("SELECT state, state_why FROM agenda_item WHERE id = ?", (item,)).fetchone()
    if state not in ON_LIST:
        raise Refused(f"Taken off the list meanwhile{f': {why}' if why else ''}.")


def meeting_of(work: Work, item: str) -> str:
    """The meeting of an item. Raises Refused when the item is gone or waits for a meeting."""
    row = work.con.execute("SELECT meeting FROM agenda_item WHERE id = ? AND void IS NULL", (item,)).fetchone()
    if row is None or row[0] is None:
        raise Refused("This is on no meeting's list any more.")
    return str(row[0])


def refuse_ended(work: Work, meeting: str) -> None:
    """Raise Refused when a meeting is over: its list is history."""
    row = work.con.execute("SELECT status FROM meeting WHERE id = ? AND void IS NULL", (meeting,)).fetchone()
    if row is None:
        raise Refused("This meeting is not there any more.")
    if row[0] in ("held", "cancelled"):
        raise Refused(f"This meeting was {row[0]}: choose one to come.")


# Putting on ------------------------------------------------------------------------------------------------


def put_on(
    work: Work,
    meeting: str | None,
    people: Iterable[str],
    *,
    reason: str = "",
    asked_by: str | None = None,
    source: str = "by hand",
    basis: str | None = None,
) -> dict[str, str]:
    """Put people on the list of a meeting, or (None) let them wait for their practice's next; person -> item.

    Someone who is on the list already stays once, with the further reason. Raises Refused for a meeting that is over.
    """
    if meeting is not None:
        refuse_ended(work, meeting)
    found: dict[str, str] = {}
    for person in people:
        came = ItemSource(source=source, reasons=reason or None, basis=basis, asked_by=asked_by)
        found[person] = _put(work, meeting, person, came)
    return found


def _put(work: Work, meeting: str | None, person: str, came: ItemSource, *, say: str | None = None) -> str:
    item = _there(work, meeting, person)
    if item is None:
        form = AgendaItemForm(meeting=meeting, person=person, carries=meeting is None, say=say, **came.model_dump())
        item = work.add(form)
    else:
        work.put(item, _joined(work, item, came))
        state, said = work.con.execute("SELECT state, say FROM agenda_item WHERE id = ?", (item,)).fetchone()
        if state in ("declined", "removed"):
            work.put(item, ItemState(state="listed"))
            work.put(item, ItemPlace(position=0))
        work.put(item, ItemSay(say=_lines(say, said)))
    if meeting is not None:
        _insert(work, meeting, item)
    return item


def _there(work: Work, meeting: str | None, person: str) -> str | None:
    """The item of a person on a meeting's list, or waiting; one that stands before one that was taken off."""
    row = work.con.execute(
        "SELECT id FROM agenda_item WHERE meeting IS ? AND person = ? AND void IS NULL AND carried_to IS NULL"
        f" ORDER BY state IN {ON_LIST} DESC, n DESC LIMIT 1",
        (meeting, person),
    ).fetchone()
    return None if row is None else str(row[0])


def _joined(work: Work, item: str, came: ItemSource) -> ItemSource:
    """What stands of why an item is here, with what came: carried before late before the rest, every reason once."""
    source, reasons, basis, asked, carried, deferred = work.con.execute(
        "SELECT source, reasons, basis, asked_by, carried_from, deferred_count FROM agenda_item WHERE id = ?", (item,)
    ).fetchone()
    rank = {"carried": 0, "late item": 1, "by hand": 2}
    return ItemSource(
        source=min(source, came.source, key=lambda word: rank.get(word, 3)),
        reasons=_lines(reasons, came.reasons),
        basis=_lines(basis, came.basis),
        asked_by=came.asked_by or asked,
        carried_from=came.carried_from or carried,
        deferred_count=max(deferred or 0, came.deferred_count),
    )


def _lines(*texts: str | None) -> str | None:
    """Lines of texts under each other, each once."""
    return "\n".join(dict.fromkeys(line for text in texts for line in (text or "").splitlines())) or None


def _insert(work: Work, meeting: str, item: str) -> None:
    """Give an item its place: carried ones first, the oftenest deferred before; late ones next; others at the end."""
    order = places(work, meeting)
    new = next(place for place in order if place.id == item)
    rest = [place for place in order if place.id != item]
    if new.position and new.source != "carried":
        return
    before = [place for place in rest if _group(place) <= _group(new)]
    after = [place for place in rest if _group(place) > _group(new)]
    if new.source == "carried":
        while before and before[-1].deferred < new.deferred:
            after.insert(0, before.pop())
    set_order(work, [place.id for place in (*before, new, *after)])


def _group(place: Place) -> int:
    return {"carried": 0, "late item": 1}.get(place.source, 2)


# Suggestions and leaving -----------------------------------------------------------------------------------


def decline(work: Work, meeting: str, person: str, *, reasons: str, basis: str, why: str) -> str:
    """Leave a suggested person off, with the reason: not suggested again until something changes. Returns the item."""
    if not why.strip():
        raise Refused("Declining needs a reason.")
    refuse_ended(work, meeting)
    if work.con.execute(
        f"SELECT 1 FROM agenda_item WHERE meeting = ? AND person = ? AND void IS NULL AND state IN {ON_LIST}",
        (meeting, person),
    ).fetchone():
        raise Refused("Put on the list meanwhile: - on their line takes them off.")
    return work.add(
        AgendaItemForm(
            meeting=meeting,
            person=person,
            source="suggested",
            reasons=reasons or None,
            basis=basis,
            state="declined",
            state_why=why.strip(),
        )
    )


def remove(work: Work, item: str, *, why: str) -> None:
    """Take someone off a list, with the reason; whoever was carried leaves in no other way."""
    if not why.strip():
        raise Refused("Leaving the list needs a reason.")
    meeting = meeting_of(work, item)
    refuse_ended(work, meeting)
    _refuse_left(work, item)
    work.put(item, ItemState(state="removed", state_why=why.strip()))
    set_order(work, [place.id for place in places(work, meeting)])


# Preparing -------------------------------------------------------------------------------------------------


def told(work: Work, item: str, yes: bool = True, *, nothing_to_add: bool | None = None) -> None:
    """The person was told of the meeting (or not yet); whether there is nothing to add (None: as it stands)."""
    also = {} if nothing_to_add is None else {"nothing_to_add": nothing_to_add}
    work.set_columns(item, ItemTold, told=yes, **also)


def say(work: Work, item: str, words: str) -> None:
    """What to say at the meeting, in place of what stands (a screen that had it open uses `Work.change`)."""
    work.put(item, ItemSay(say=words.strip() or None))


# Going on --------------------------------------------------------------------------------------------------

WAITING = """SELECT i.id, i.person, i.not_before, i.state, coalesce(i.deferred_count, 0), i.say, i.reasons,
    i.asked_by, i.basis, i.meeting, i.lead, i.view
  FROM agenda_item i LEFT JOIN meeting m ON m.id = i.meeting LEFT JOIN practice q ON q.id = m.practice
    JOIN person p ON p.id = i.person
  WHERE i.carries = 1 AND i.carried_to IS NULL AND i.void IS NULL AND m.void IS NULL
    AND (coalesce(m.practice, p.practice) IS :practice OR q.successor = :practice
         OR (q.status = 'closed' AND q.successor IS NULL AND p.practice = :practice))
  ORDER BY i.position, i.n"""


def place_waiting(work: Work, practice: str | None, today: date) -> dict[str, str]:
    """Put every item that waits for a meeting of the practice on the first that fits; item -> meeting."""
    meetings = work.con.execute(
        "SELECT id, substr(at, 1, 10) FROM meeting WHERE void IS NULL AND status = 'planned' AND substr(at, 1, 10) >= ?"
        " AND (practice IS ? OR instr(coalesce(also, ''), ?) > 0) ORDER BY practice IS NOT ?, at, n",
        (today.isoformat(), practice, practice or "none", practice),
    ).fetchall()
    meetings.sort(key=lambda row: row[1])
    placed = {}
    for row in work.con.execute(WAITING, {"practice": practice}).fetchall():
        item, not_before = row[0], row[2]
        fits = next((m for m, day in meetings if not not_before or day >= not_before), None)
        if fits is not None:
            _carry(work, row, fits)
            placed[item] = fits
    return placed


def _carry(work: Work, row: tuple[Any, ...], meeting: str) -> None:
    """Put one waiting item on a meeting; what was prepared for someone who was not reached goes along."""
    item, person, _, state, deferred, say, reasons, asked_by, basis, origin, lead, view = row
    again = state != "discussed"
    came = ItemSource(
        source="carried" if origin is not None else "by hand",
        reasons=reasons if again else None,
        basis=basis if again else None,
        asked_by=asked_by if again else None,
        carried_from=item,
        deferred_count=deferred + 1 if again and origin is not None else 0,
    )
    target = _put(work, meeting, person, came, say=say if again else None)
    if lead:
        work.put(target, ItemLead(lead=lead))
    if view and again:
        (has,) = work.con.execute("SELECT view FROM agenda_item WHERE id = ?", (target,)).fetchone()
        work.put(target, ItemView(view=_lines(has, view)))
    work.set_columns(item, ItemOnward, carries=True, carried_to=target)


def close_item(work: Work, item: str, outcome: agenda.Carried, *, why: str | None = None) -> None:
    """Write what a meeting's end made of an item: its state, and whether and from when it goes on."""
    not_before = outcome.not_before.isoformat() if outcome.not_before else None
    work.put(item, ItemState(state=outcome.state, state_why=why))
    work.put(item, ItemOnward(carries=outcome.goes_on, not_before=not_before))
