"""News since people's last meeting: the decision then, contacts by agency, hospital events."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from caretui.care.dates import say_date
from caretui.care.vocabulary import short_agency
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.need_to_know import contacts_read
from caretui.store.queries.suggestions import LOOK_BACK
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided at a person's last meeting, on its day."""

    day: date
    level: str
    onward: str
    back: str

    @property
    def words(self) -> str:
        """`monitor, refer, back in 3 months`."""
        back = {"next meeting": "next meeting", "3 months": "back in 3 months", "not needed": "not back"}[self.back]
        return ", ".join(part for part in (self.level, self.onward, back) if part)


@dataclass(frozen=True, slots=True)
class Since:
    """News of a person from a day on: contacts that reached them by agency (short word -> count), events by kind."""

    day: date
    last: Decided | None
    contacts: Mapping[str, int]
    events: Mapping[str, int]

    @property
    def contact_count(self) -> int:
        """All contacts that reached the person."""
        return sum(self.contacts.values())

    def event_words(self) -> str:
        """`A&E 1, admitted 1`."""
        short = {"A&E attendance": "A&E", "emergency admission": "admitted", "elective admission": "planned admission"}
        return ", ".join(f"{short.get(kind, kind)} {count}" for kind, count in self.events.items())

    def contact_words(self) -> str:
        """`matron 4, DN 6, GP 1`."""
        return ", ".join(f"{name} {count}" for name, count in self.contacts.items())

    def since_words(self, today: date) -> str:
        """`since 29 Oct`, or the window when the person was never discussed."""
        return f"since {say_date(self.day, today)}" if self.last else f"last {LOOK_BACK} days"


def last_decisions(con: Connection, people: Sequence[str], before: str) -> dict[str, Decided]:
    """Person -> the newest decision at a meeting before a wall moment."""
    found: dict[str, Decided] = {}
    for person, day, level, onward, back in con.execute(
        "SELECT d.person, substr(m.at, 1, 10), d.level, coalesce(d.onward, ''), coalesce(d.back, 'next meeting')"
        " FROM json_each(?) w CROSS JOIN decision d ON d.person = w.value JOIN meeting m ON m.id = d.meeting"
        " WHERE d.void IS NULL AND d.level <> '' AND m.void IS NULL AND m.at < ? ORDER BY m.at DESC, d.n DESC",
        (json.dumps(list(people)), before),
    ):
        found.setdefault(person, Decided(date.fromisoformat(day), level, onward, back))
    return found


def since_last(con: Connection, people: Sequence[str], viewer: Viewer, today: date, before: str) -> dict[str, Since]:
    """Person -> news since their last meeting before a wall moment (without one: of the last month)."""
    decided = last_decisions(con, people, before)
    start = today - timedelta(days=LOOK_BACK)
    days = {person: decided[person].day if person in decided else start for person in people}
    who = json.dumps([[person, day.isoformat()] for person, day in days.items()])
    with_days = "WITH who(id, since) AS (SELECT value ->> 0, value ->> 1 FROM json_each(?)) "
    readable = contacts_read(viewer)
    contacts: dict[str, dict[str, int]] = {}
    for person, kind, name, count in con.execute(
        with_days + "SELECT c.person, coalesce(g.kind, ''), coalesce(c.agency_name, g.name, ''), count(*) FROM who"
        " CROSS JOIN contact c ON c.person = who.id AND c.at >= who.since LEFT JOIN agency g ON g.id = c.agency"
        f" WHERE c.void IS NULL AND c.error = 0 AND c.reached = 'yes' AND {readable.sql}"
        " GROUP BY c.person, coalesce(g.kind, c.agency_name) ORDER BY count(*) DESC, 3",
        (who, *readable.parameters),
    ):
        word = (name if kind in ("", "other") else short_agency(kind)) or "others"
        mine = contacts.setdefault(person, {})
        mine[word] = mine.get(word, 0) + count
    events: dict[str, dict[str, int]] = {}
    for person, kind, count in con.execute(
        with_days + "SELECT e.person, e.kind, count(*) FROM who CROSS JOIN hospital_event e ON e.person = who.id"
        " AND e.at >= who.since WHERE e.void IS NULL GROUP BY e.person, e.kind ORDER BY e.kind",
        (who,),
    ):
        events.setdefault(person, {})[kind] = count
    return {p: Since(days[p], decided.get(p), contacts.get(p, {}), events.get(p, {})) for p in people}
