"""The list of a meeting: who is on it and why, whether each is prepared, who comes and who is missing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from caretui.care.agenda import Readiness, carried_words, readiness
from caretui.care.dates import say_date
from caretui.care.vocabulary import short_agency
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.suggestions import Known, known, last_held
from caretui.store.store import Viewer

KNOWS_DAYS = 90
"""A professional who reached a person within these days knows them."""
COMING = ("expected", "present", "substitute")


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


_ITEMS = """SELECT i.n, i.id, i.meeting, coalesce(i.position, 0), i.person, coalesce(p.family_name, ''),
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
    LEFT JOIN decision d ON d.n = (SELECT max(x.n) FROM decision x WHERE x.item = i.id AND x.void IS NULL)
  WHERE i.meeting = :meeting AND i.void IS NULL AND (:left OR i.state NOT IN ('declined', 'removed'))
  ORDER BY i.state IN ('declined', 'removed'), i.position, i.n"""


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
    knowing: Mapping[str, tuple["Knower", ...]],
    there: "Coming",
    today: date,
) -> Item:
    fields: list[Any] = list(row[:-1])
    hidden = row[-1]
    person, source, deferred, died = fields[4], fields[13], fields[16], fields[9]
    live = tuple(reason.words for reason in now[person].reasons) if person in now else ()
    stored = tuple(fields[14].splitlines())
    reasons: Iterable[str] = (carried_words(deferred),) if source == "carried" else ()
    reasons = (*reasons, *(() if source == "suggested" and live else stored), *live)
    if died:
        reasons = (f"died {say_date(date.fromisoformat(died), today)}", *reasons)
    by_hand = f"asked for by {fields[15]}" if fields[15] else "put on by hand"
    fields[14] = tuple(dict.fromkeys(word for word in reasons if word)) or (by_hand,)
    fields[22], fields[23] = bool(fields[22]), bool(fields[23])
    if hidden:
        fields[5], fields[6], fields[7], fields[14] = "(not shown to you)", "", "", ("",)
        fields[8] = fields[9] = fields[10] = None
        for place in (12, 15, 18, 19, 20, 21, 25, 31):
            fields[place] = ""
    ready = readiness(
        known_by_someone_coming=any(one.comes_with(there) for one in knowing.get(person, ())),
        told=fields[22],
        has_note=bool(fields[19]),
        nothing_to_add=fields[23],
    )
    return Item(*[*fields, bool(hidden), ready])


# Who knows whom, who comes ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Knower:
    """A professional (or only their agency) who knows a person; `rank` 0 is the named coordinator."""

    rank: int
    professional: str | None
    name: str
    agency: str | None
    agency_kind: str

    def comes_with(self, there: "Coming") -> bool:
        """Whether they, or without a name somebody of their agency, come."""
        if self.professional is not None and self.professional in there.professionals:
            return True
        return self.agency is not None and self.agency in (
            there.agencies if self.professional is None else there.unnamed
        )

    @property
    def words(self) -> str:
        """`L Haslam, DN`; an agency alone in words."""
        short = short_agency(self.agency_kind)
        return f"{self.name}, {short}" if self.professional and short else self.name


@dataclass(frozen=True, slots=True)
class Coming:
    """Who is expected or here: professionals, the agencies they stand for, agencies asked without a name."""

    professionals: frozenset[str]
    agencies: frozenset[str]
    unnamed: frozenset[str]
    kinds: frozenset[str]


def coming_to(con: Connection, meeting: str) -> Coming:
    """Who is expected at a meeting, or there."""
    rows = con.execute(
        "SELECT t.professional, coalesce(t.agency, f.agency), coalesce(g.kind, '') FROM attendee t"
        " LEFT JOIN professional f ON f.id = t.professional LEFT JOIN agency g ON g.id = coalesce(t.agency, f.agency)"
        f" WHERE t.meeting = ? AND t.void IS NULL AND t.attendance IN {COMING}",
        (meeting,),
    ).fetchall()
    return Coming(
        frozenset(who for who, _, _ in rows if who),
        frozenset(agency for _, agency, _ in rows if agency),
        frozenset(agency for who, agency, _ in rows if agency and not who),
        frozenset(kind for *_, kind in rows if kind),
    )


_KNOW = """WITH who(id) AS (SELECT value FROM json_each(:people)), k(person, rank, professional, agency) AS (
    SELECT p.id, 0, p.coordinator, NULL FROM who JOIN person p ON p.id = who.id WHERE p.coordinator IS NOT NULL
    UNION ALL SELECT v.person, 1, v.case_manager, NULL FROM who CROSS JOIN involvement v ON v.person = who.id
      WHERE v.case_manager IS NOT NULL AND v.void IS NULL AND v.ended IS NULL
    UNION ALL SELECT c.person, 2, c.professional, NULL FROM who CROSS JOIN circle c ON c.person = who.id
      WHERE c.professional IS NOT NULL AND c.void IS NULL AND c.ended IS NULL
    UNION ALL SELECT s.person, 3, s.professional, s.agency FROM who CROSS JOIN service s ON s.person = who.id
      WHERE (s.professional IS NOT NULL OR s.agency IS NOT NULL) AND s.void IS NULL AND s.ended IS NULL
    UNION ALL SELECT c.person, 4, c.professional, NULL FROM who CROSS JOIN contact c ON c.person = who.id
      WHERE c.at >= :since AND c.professional IS NOT NULL AND c.reached = 'yes' AND c.void IS NULL AND c.error = 0)
  SELECT k.person, min(k.rank), k.professional, coalesce(f.name, g.name, ''), g.id, coalesce(g.kind, '') FROM k
    LEFT JOIN professional f ON f.id = k.professional LEFT JOIN agency g ON g.id = coalesce(f.agency, k.agency)
    GROUP BY k.person, k.professional, CASE WHEN k.professional IS NULL THEN k.agency END
    ORDER BY 2, count(*) DESC, 4"""


def knowers(con: Connection, people: Sequence[str], today: date) -> dict[str, tuple[Knower, ...]]:
    """Who knows each person: the coordinator, case manager, circle, who goes in, who reached them lately."""
    found: dict[str, list[Knower]] = {}
    since = (today - timedelta(days=KNOWS_DAYS)).isoformat()
    for person, *knower in con.execute(_KNOW, {"people": json.dumps(list(people)), "since": since}):
        found.setdefault(person, []).append(Knower(*knower))
    return {person: tuple(rows) for person, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Missing:
    """An agency that has something to do for people on the list and sends nobody."""

    agency: str
    name: str
    kind: str
    people: int


def missing(con: Connection, meeting: str) -> tuple[Missing, ...]:
    """Agencies with open actions or services for people of the list and nobody expected, those with most first."""
    there = coming_to(con, meeting)
    rows = con.execute(
        "SELECT g.id, coalesce(g.name, ''), coalesce(g.kind, ''), count(DISTINCT w.person) FROM ("
        " SELECT a.person, coalesce(a.agency, f.agency) AS agency FROM agenda_item i CROSS JOIN action a"
        "   ON a.person = i.person AND a.void IS NULL AND a.status IN ('planned', 'in progress', 'waiting')"
        "   LEFT JOIN professional f ON f.id = a.professional WHERE i.meeting = ?1 AND i.void IS NULL AND"
        " i.state = 'listed'"
        " UNION SELECT s.person, coalesce(s.agency, f.agency) FROM agenda_item i CROSS JOIN service s"
        "   ON s.person = i.person AND s.void IS NULL AND s.ended IS NULL LEFT JOIN professional f ON f.id ="
        " s.professional"
        "   WHERE i.meeting = ?1 AND i.void IS NULL AND i.state = 'listed') w JOIN agency g ON g.id = w.agency"
        " GROUP BY g.id ORDER BY 4 DESC, g.name",
        (meeting,),
    )
    found = (Missing(*row) for row in rows)
    return tuple(one for one in found if one.agency not in there.agencies and one.kind not in there.kinds)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone asked to a meeting; `of_person` is the person of the list whom they are, or whose family they are."""

    n: int
    id: str
    name: str
    role: str
    professional: str | None
    agency: str | None
    agency_name: str
    agency_kind: str
    circle: str | None
    of_person: str | None
    of_person_name: str
    attendance: str
    substitute: str


def attendees(con: Connection, meeting: str) -> tuple[Attendee, ...]:
    """Everyone asked, in the order in which they were."""
    rows = con.execute(
        "SELECT t.n, t.id, coalesce(t.name, ''), coalesce(t.role, f.role, c.relationship, ''), t.professional,"
        " coalesce(t.agency, f.agency), coalesce(g.name, ''), coalesce(g.kind, ''), t.circle,"
        " coalesce(t.person, c.person),"
        " coalesce(p.family_name, ''), coalesce(t.attendance, 'expected'), coalesce(t.substitute, '') FROM attendee t"
        " LEFT JOIN professional f ON f.id = t.professional LEFT JOIN agency g ON g.id = coalesce(t.agency, f.agency)"
        " LEFT JOIN circle c ON c.id = t.circle LEFT JOIN person p ON p.id = coalesce(t.person, c.person)"
        " WHERE t.meeting = ? AND t.void IS NULL ORDER BY t.n",
        (meeting,),
    )
    return tuple(Attendee(*row) for row in rows)


def could_come(con: Connection, meeting: str) -> tuple[tuple[str, str, str, str | None, str | None], ...]:
    """(kind, id, name, agency or relationship, person) of who could be asked: professionals, agencies,
    people and family.

    `kind` is professional, agency, circle or person; those already asked are left out.
    """
    return tuple(
        con.execute(
            "SELECT 'professional', f.id, f.name, coalesce(g.name, f.role), NULL FROM professional f LEFT JOIN"
            " agency g"
            "   ON g.id = f.agency WHERE f.void IS NULL AND f.left_on IS NULL AND f.id NOT IN (SELECT"
            " professional FROM"
            "   attendee WHERE meeting = ?1 AND void IS NULL AND professional IS NOT NULL)"
            " UNION ALL SELECT 'circle', c.id, c.name, coalesce(c.relationship, 'family'), c.person FROM"
            " agenda_item i"
            "   JOIN circle c ON c.person = i.person AND c.void IS NULL AND c.ended IS NULL AND c.professional"
            " IS NULL"
            "   WHERE i.meeting = ?1 AND i.void IS NULL AND i.state NOT IN ('declined', 'removed')"
            " UNION ALL SELECT 'person', p.id, trim(coalesce(p.given_name, '') || ' ' ||"
            " coalesce(p.family_name, '')),"
            "   'themselves', p.id FROM agenda_item i JOIN person p ON p.id = i.person"
            "   WHERE i.meeting = ?1 AND i.void IS NULL AND i.state NOT IN ('declined', 'removed')"
            " UNION ALL SELECT 'agency', g.id, g.name, 'somebody of theirs', NULL FROM agency g WHERE g.void IS NULL"
            "   AND g.closed IS NULL",
            (meeting,),
        )
    )


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
