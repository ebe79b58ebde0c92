"""The list of a meeting: who is on it and why, and whether each is prepared."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from caretui.care.agenda import Readiness, carried_words, readiness
from caretui.care.dates import say_date
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.coming import Coming, Knower, coming_to, knowers
from caretui.store.queries.standing import LAST_DECISION
from caretui.store.queries.suggestions import Known, known, last_held
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Item:
    """A person on an agenda. Days are `2026-11-20`; `moved_to` names another practice that they are with now.

    `hidden`: a restricted person whom the viewer must not see; then nothing but the place is filled in.
    """

    n: int
    id: str
    meeting: str
    position: int
    person: str
    family_name: str
    given_name: str
    preferred_name: str
    date_of_birth: str | None
    date_of_death: str | None
    nhs_number: str | None
    status: str
    moved_to: str
    source: str
    reasons: tuple[str, ...]
    asked_by: str
    deferred: int
    state: str
    state_why: str
    say: str
    update: str
    view: str
    told: bool
    nothing_to_add: bool
    lead: str | None
    lead_name: str
    seconds: int
    level: str
    onward: str
    back: str
    back_on: str | None
    decided_why: str
    hidden: bool
    ready: Readiness

    @property
    def name(self) -> str:
        """`Duxbury, Alan`."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)


_ITEMS = f"""SELECT i.n, i.id, i.meeting, coalesce(i.position, 0), i.person, coalesce(p.family_name, ''),
    coalesce(p.given_name, ''), coalesce(p.preferred_name, ''), p.date_of_birth, p.date_of_death, p.nhs_number,
    p.status,
    CASE WHEN p.practice IS NOT m.practice AND instr(coalesce(m.also, ''), coalesce(p.practice, 'none')) = 0
      THEN coalesce(q.name, '') ELSE '' END,
    coalesce(i.source, ''), coalesce(i.reasons, ''), coalesce(i.asked_by, ''), coalesce(i.deferred_count, 0),
    coalesce(i.state, 'listed'), coalesce(i.state_why, ''), coalesce(i.say, ''), coalesce(i.update_note, ''),
    coalesce(i.view, ''), coalesce(i.told, 0), coalesce(i.nothing_to_add, 0), i.lead, coalesce(f.name, ''),
    coalesce(i.seconds, 0), coalesce(d.level, ''), coalesce(d.onward, ''), coalesce(d.back, ''), d.back_on,
    coalesce(d.why, ''), coalesce(p.restricted, 0) AND p.coordinator IS NOT :me AND NOT :all
  FROM agenda_item i JOIN person p ON p.id = i.person JOIN meeting m ON m.id = i.meeting
    LEFT JOIN practice q ON q.id = p.practice LEFT JOIN professional f ON f.id = i.lead
    LEFT JOIN decision d ON {LAST_DECISION}
  WHERE i.meeting = :meeting AND i.void IS NULL AND (:left OR i.state NOT IN ('declined', 'removed'))
  ORDER BY i.state IN ('declined', 'removed'), i.position, i.n"""

_READ = tuple(name for name in Item.__dataclass_fields__ if name != "ready")
"""The fields of an item in the order of the columns."""
_NOT_SHOWN = (
    dict.fromkeys(("given_name", "preferred_name", "moved_to", "asked_by", "state_why", "say", "update", "view"), "")
    | dict.fromkeys(("lead_name", "decided_why"), "")
    | dict.fromkeys(("date_of_birth", "date_of_death", "nhs_number"))
    | {"family_name": "(not shown to you)", "reasons": ("",)}
)
"""What stands instead on the line of somebody whom the viewer must not see: the place on the list alone is theirs."""


def items(
    con: Connection, meeting: str, viewer: Viewer, today: date, *, left: bool = False, prepared: bool = True
) -> tuple[Item, ...]:
    """The list in its order, each with reasons in words (those of today while the meeting is to come) and readiness.

    `left` adds at the end those who were declined or taken off; without `prepared` neither today's reasons nor who
    knows them are looked up (the huddle needs every millisecond). Void people are not there.
    """
    found = con.execute(
        _ITEMS,
        {"meeting": meeting, "me": viewer.professional, "all": viewer.role in ("lead", "ig"), "left": left},
    ).fetchall()
    people = [row[4] for row in found]
    status, practice, also = con.execute(
        "SELECT status, practice, also FROM meeting WHERE id = ?", (meeting,)
    ).fetchone() or ("held", None, None)
    coming = prepared and status in ("planned", "running")
    practices = [practice, *(also or "").split()] if practice else []
    now = known(con, people, today, last_held(con, practices)) if coming and people else {}
    knowing = knowers(con, people, today) if people and prepared else {}
    there = coming_to(con, meeting)
    return tuple(_item(row, now, knowing, there, today) for row in found)


def _item(
    row: Sequence[Any],
    now: Mapping[str, Known],
    knowing: Mapping[str, tuple[Knower, ...]],
    there: Coming,
    today: date,
) -> Item:
    stands: dict[str, Any] = dict(zip(_READ, row, strict=True))
    stands |= {flag: bool(stands[flag]) for flag in ("told", "nothing_to_add", "hidden")}
    stands["reasons"] = _reasons(stands, now.get(stands["person"]), today)
    if stands["hidden"]:
        stands |= _NOT_SHOWN
    ready = readiness(
        known_by_someone_coming=any(one.comes_with(there) for one in knowing.get(stands["person"], ())),
        told=stands["told"],
        has_note=bool(stands["say"]),
        nothing_to_add=stands["nothing_to_add"],
    )
    return Item(**stands, ready=ready)


def _reasons(stands: Mapping[str, Any], now: Known | None, today: date) -> tuple[str, ...]:
    """Why they are on the list, each reason once: a death first, then what was carried, what was noted, what is so now."""
    live = [reason.words for reason in now.reasons] if now else []
    died = stands["date_of_death"]
    found = [
        f"died {say_date(date.fromisoformat(died), today)}" if died else "",
        carried_words(stands["deferred"]) if stands["source"] == "carried" else "",
        *([] if stands["source"] == "suggested" and live else stands["reasons"].splitlines()),
        *live,
    ]
    by_hand = f"asked for by {stands['asked_by']}" if stands["asked_by"] else "put on by hand"
    return tuple(dict.fromkeys(word for word in found if word)) or (by_hand,)


def ready_counts(con: Connection, meetings: Sequence[str], viewer: Viewer, today: date) -> dict[str, tuple[int, int]]:
    """Meeting -> (people ready, people with something to do) for a list of meetings to come."""
    counts = {}
    for meeting in meetings:
        ready = [item.ready.ready for item in items(con, meeting, viewer, today) if item.state == "listed"]
        counts[meeting] = (sum(ready), len(ready) - sum(ready))
    return counts


def minutes_since(start: str | None, now: datetime) -> int:
    """Whole minutes from an instant to an aware moment; 0 without a start."""
    return max(0, int((now - datetime.fromisoformat(start)).total_seconds() // 60)) if start else 0


@dataclass(frozen=True, slots=True)
class About:
    """Whom an item is about and why it is on its list."""

    item: str
    meeting: str | None
    person: str
    name: str
    reasons: tuple[str, ...]
    state: str
    say: str


def item(con: Connection, record: str) -> About:
    """One item by its id. Raises LookupError."""
    row = con.execute(
        "SELECT i.id, i.meeting, i.person, coalesce(p.family_name, ''), coalesce(p.given_name, ''), i.source,"
        " coalesce(i.deferred_count, 0), coalesce(i.reasons, ''), i.state, coalesce(i.say, '') FROM agenda_item"
        " i JOIN person p ON"
        " p.id = i.person"
        " WHERE i.id = ?",
        (record,),
    ).fetchone()
    if row is None:
        raise LookupError("no such item")
    record, meeting, person, family, given, source, deferred, reasons, state, said = row
    carried = (carried_words(deferred),) if source == "carried" else ()
    name = ", ".join(part for part in (family, given) if part)
    return About(record, meeting, person, name, (*carried, *reasons.splitlines()) or ("put on by hand",), state, said)


def next_item_of(con: Connection, person: str) -> str | None:
    """The item of a person on their next meeting's list, or the one that waits for a meeting, or None."""
    row = con.execute(
        "SELECT i.id FROM agenda_item i LEFT JOIN meeting m ON m.id = i.meeting WHERE i.person = ? AND i.void IS NULL"
        " AND ((m.status IN ('planned', 'running') AND i.state IN ('listed', 'deferred'))"
        "   OR (i.meeting IS NULL AND i.carries = 1 AND i.carried_to IS NULL)) ORDER BY m.at IS NULL, m.at LIMIT 1",
        (person,),
    ).fetchone()
    return None if row is None else str(row[0])


def known_to(con: Connection, meeting: str) -> frozenset[str]:
    """Everyone whom a meeting's list knows: on it, declined or taken off."""
    rows = con.execute("SELECT person FROM agenda_item WHERE meeting = ? AND void IS NULL", (meeting,))
    return frozenset(person for (person,) in rows)
