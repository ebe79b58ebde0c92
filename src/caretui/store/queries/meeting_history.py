"""How the meetings of a year went: who comes and who does not, how many people an hour, what waits, when it is done."""

from datetime import date, timedelta
from statistics import median

from caretui.care.agenda import times
from caretui.care.counts import several
from caretui.care.vocabulary import OPEN_ACTION_STATUS
from caretui.lean import dataclass
from caretui.store.database import Connection

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How often an agency was asked to meetings that were held, and came (itself or by a substitute)."""

    n: int
    agency: str
    asked: int
    came: int
    apologies: int

    @property
    def missed(self) -> int:
        """Times of which nothing was noted, or that nobody came without a word."""
        return self.asked - self.came - self.apologies


@dataclass(frozen=True, slots=True)
class Figures:
    """A year of meetings. `per_hour` counts people discussed in the time the meetings took (None: no times kept).

    `waited` people came on a list at least once without being reached before, `most` times at most. `done_days` is the
    median of days from the meeting to the outcome of what was agreed there, of `done` actions; `open` are not yet done.
    """

    meetings: int
    discussed: int
    per_hour: float | None
    waited: int
    most: int
    done_days: int | None
    done: int
    open: int


_HELD = "m.void IS NULL AND m.status = 'held' AND m.at >= ?"


def patterns(con: Connection, today: date) -> tuple[Pattern, ...]:
    """Agencies asked to the meetings of the last year, those that miss most first."""
    rows = con.execute(
        "SELECT coalesce(g.n, 0), coalesce(g.name, 'no agency'), count(*),"
        " sum(t.attendance IN ('present', 'substitute')), sum(t.attendance = 'apologies') FROM attendee t"
        " JOIN meeting m ON m.id = t.meeting LEFT JOIN professional f ON f.id = t.professional"
        " LEFT JOIN agency g ON g.id = coalesce(t.agency, f.agency)"
        f" WHERE t.void IS NULL AND t.circle IS NULL AND t.person IS NULL AND {_HELD} GROUP BY g.id",
        (_since(today),),
    )
    found = [Pattern(*row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.came / one.asked, -one.asked, one.agency)))


def figures(con: Connection, today: date) -> Figures:
    """The figures of the last year."""
    since = (_since(today),)
    meetings, hours = con.execute(
        "SELECT count(*), sum(CASE WHEN m.started_at IS NOT NULL AND m.ended_at > m.started_at"
        f" THEN 24 * (julianday(m.ended_at) - julianday(m.started_at)) END) FROM meeting m WHERE {_HELD}",
        since,
    ).fetchone()
    discussed, timed, waited, most = con.execute(
        "SELECT coalesce(sum(i.state = 'discussed'), 0),"
        " coalesce(sum(i.state = 'discussed' AND m.started_at IS NOT NULL AND m.ended_at > m.started_at), 0),"
        " coalesce(sum(i.deferred_count > 0), 0), coalesce(max(i.deferred_count), 0)"
        f" FROM agenda_item i JOIN meeting m ON m.id = i.meeting WHERE i.void IS NULL AND {_HELD}",
        since,
    ).fetchone()
    agreed = con.execute(
        "SELECT a.status, julianday(substr(a.completed_at, 1, 10)) - julianday(substr(m.at, 1, 10)) FROM action a"
        f" JOIN meeting m ON m.id = a.meeting WHERE a.void IS NULL AND {_HELD}",
        since,
    ).fetchall()
    days = [int(days) for status, days in agreed if status == "done" and days is not None and days >= 0]
    still = sum(status in OPEN_ACTION_STATUS for status, _ in agreed)
    per_hour = timed / hours if hours else None
    return Figures(meetings, discussed, per_hour, waited, most, int(median(days)) if days else None, len(days), still)


def _since(today: date) -> str:
    return (today - YEAR).isoformat()


def lines(found: Figures) -> tuple[str, ...]:
    """The figures in words, a line each: how many people, how they waited, how long what was agreed took."""
    if not found.meetings:
        return ("No meeting was held in the last year.",)
    held = f"{several(found.meetings, 'meeting')} held"
    pace = f", {found.per_hour:.0f} an hour" if found.per_hour is not None else ""
    rows = [f"{held}, {several(found.discussed, 'person', 'people')} discussed{pace}."]
    if found.waited:
        rows.append(f"Deferred: {several(found.waited, 'person', 'people')} had waited, {times(found.most)} at most.")
    agreed = []
    if found.done_days is not None:
        days = several(found.done_days, "day")
        agreed.append(f"{found.done} done, half within {days} of the decision")
    if found.open:
        agreed.append(f"{found.open} still open")
    if agreed:
        rows.append(f"Agreed there: {'; '.join(agreed)}.")
    return tuple(rows)
