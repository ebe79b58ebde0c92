"""Who comes to a meeting, whom they know there, and which agency with something to do sends nobody."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from caretui.care.vocabulary import short_agency
from caretui.lean import dataclass, replace
from caretui.store.database import Connection
from caretui.store.queries.need_to_know import people_seen
from caretui.store.queries.standing import IS_OPEN
from caretui.store.store import Viewer

KNOWS_DAYS = 90
"""A professional who reached a person within these days knows them."""
HERE = ("present", "substitute")
COMING = ("expected", *HERE)


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
        f"   ON a.person = i.person AND a.void IS NULL AND a.status {IS_OPEN}"
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

    @property
    def is_here(self) -> bool:
        """In the room, or somebody in their place is."""
        return self.attendance in HERE


def guests(those: Iterable[Attendee]) -> dict[str, str]:
    """The people of the list who are in the room, themselves or by their family, with who came: others' names are hidden."""
    return {one.of_person: one.name for one in those if one.of_person and one.is_here}


HIDDEN_GUEST = "(a guest)"
"""Who comes for a restricted person, to those who must not know of them."""


def attendees(con: Connection, meeting: str, viewer: Viewer) -> tuple[Attendee, ...]:
    """Everyone asked, in the order in which they were; who comes for somebody the viewer must not see has no name."""
    seen = people_seen(viewer)
    rows = con.execute(
        "SELECT t.n, t.id, coalesce(t.name, ''), coalesce(t.role, f.role, c.relationship, ''), t.professional,"
        " coalesce(t.agency, f.agency), coalesce(g.name, ''), coalesce(g.kind, ''), t.circle,"
        " coalesce(t.person, c.person),"
        " coalesce(p.family_name, ''), coalesce(t.attendance, 'expected'), coalesce(t.substitute, ''),"
        f" p.id IS NULL OR {seen.sql} FROM attendee t"
        " LEFT JOIN professional f ON f.id = t.professional LEFT JOIN agency g ON g.id = coalesce(t.agency, f.agency)"
        " LEFT JOIN circle c ON c.id = t.circle LEFT JOIN person p ON p.id = coalesce(t.person, c.person)"
        " WHERE t.meeting = ? AND t.void IS NULL ORDER BY t.n",
        (*seen.parameters, meeting),
    )
    return tuple(_named(Attendee(*row), bool(is_seen)) for *row, is_seen in rows)


def _named(one: Attendee, is_seen: bool) -> Attendee:
    if is_seen:
        return one
    return replace(one, name=HIDDEN_GUEST, role="", of_person_name="", substitute=one.substitute and HIDDEN_GUEST)


def could_come(
    con: Connection, meeting: str, viewer: Viewer
) -> tuple[tuple[str, str, str, str | None, str | None], ...]:
    """(kind, id, name, agency or relationship, person) of who could be asked: professionals, agencies,
    people and family.

    `kind` is professional, agency, circle or person; those already asked are left out.
    """
    seen = people_seen(viewer)
    return tuple(
        con.execute(
            "WITH asked(meeting) AS (SELECT ?), listed(id) AS (SELECT DISTINCT p.id FROM agenda_item i"
            "   JOIN asked ON asked.meeting = i.meeting JOIN person p ON p.id = i.person WHERE i.void IS NULL"
            f"   AND i.state NOT IN ('declined', 'removed') AND p.void IS NULL AND {seen.sql})"
            " SELECT 'professional', f.id, f.name, coalesce(g.name, f.role), NULL FROM professional f"
            "   LEFT JOIN agency g ON g.id = f.agency WHERE f.void IS NULL AND f.left_on IS NULL AND f.id NOT IN"
            "   (SELECT t.professional FROM attendee t JOIN asked USING (meeting)"
            "   WHERE t.void IS NULL AND t.professional IS NOT NULL)"
            " UNION ALL SELECT 'circle', c.id, c.name, coalesce(c.relationship, 'family'), c.person FROM listed"
            "   JOIN circle c ON c.person = listed.id AND c.void IS NULL AND c.ended IS NULL AND c.professional IS NULL"
            " UNION ALL SELECT 'person', p.id, trim(coalesce(p.given_name, '') || ' ' || coalesce(p.family_name, '')),"
            "   'themselves', p.id FROM listed JOIN person p ON p.id = listed.id"
            " UNION ALL SELECT 'agency', g.id, g.name, 'somebody of theirs', NULL FROM agency g WHERE g.void IS NULL"
            "   AND g.closed IS NULL",
            (meeting, *seen.parameters),
        )
    )
