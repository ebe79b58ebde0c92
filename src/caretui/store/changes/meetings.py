"""A team meeting's life: scheduled (alone or in a series), moved, cancelled, begun, ended with all carried on."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from caretui.care.agenda import Item, outcome_at_end
from caretui.care.dates import LONDON, day_of, next_working_day
from caretui.care.recurrence import meeting_series, read_repeat, turns_from
from caretui.care.refused import Refused
from caretui.lean import dataclass, replace
from caretui.store.changes import agenda
from caretui.store.models.meetings import (
    AttendeeForm,
    ItemThen,
    ItemTime,
    ItemTold,
    MeetingChair,
    MeetingForm,
    MeetingGroup,
    MeetingHere,
    MeetingList,
    MeetingState,
    MeetingWhen,
    MeetingWhere,
    Series,
)
from caretui.store.models.places import Rollout
from caretui.store.queries import dossier, huddle
from caretui.store.queries.standing import LAST_DECISION
from caretui.store.work import Work

SERIES_AHEAD = 6
"""How many meetings of a series are made at a time; the end of the last one makes the next."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What the end of a meeting carried on: where each item went, how many wait for a meeting that isn't made yet."""

    carried: dict[str, str]
    waiting: int
    not_reached: int
    next_meeting: str | None


# Scheduling ------------------------------------------------------------------------------------------------


def schedule(
    work: Work,
    *,
    practice: str | None,
    at: str,
    today: date,
    minutes: int = 60,
    chair: str | None = None,
    chair_professional: str | None = None,
    place: str | None = None,
    kind: str = "integrated care team meeting",
    also: Iterable[str] = (),
    series: str | None = None,
) -> str:
    """Make a meeting at a wall moment; whoever waits for one of this practice comes first on its list. Returns its id.

    Who was asked to the practice's last meeting is expected again. Raises Refused for a closed practice.
    """
    also = tuple(dict.fromkeys(one for one in also if one != practice))
    for one in (practice, *also):
        _refuse_closed(work, one)
    meeting = work.add(
        MeetingForm(
            practice=practice,
            kind=kind,
            place=place or None,
            also=" ".join(also) or None,
            at=_moment(at),
            minutes=minutes,
            chair=chair or None,
            chair_professional=chair_professional,
            series=series,
        )
    )
    settle_new(work, meeting=meeting, today=today)
    return meeting


def settle_new(work: Work, *, meeting: str, today: date) -> None:
    """What a meeting just made takes over: who was asked to the practice's last one, and whoever waits for one."""
    (practice,) = work.con.execute("SELECT practice FROM meeting WHERE id = ?", (meeting,)).fetchone()
    before = _last_meeting(work, practice, meeting)
    if before is not None:
        _expect_again(work, before, meeting)
    for one in _practices_of(work, meeting):
        _roll_out(work, one, "scheduled")
    _place(work, meeting, today)


def schedule_series(
    work: Work, *, practice: str | None, series: str, first: str, today: date, count: int = SERIES_AHEAD, **more: Any
) -> list[str]:
    """Make the next meetings of a rhythm in words ("monthly, second Tuesday"); one on a bank holiday moves on a day.

    `first` is a wall moment: the first meeting is on that day or, when it is none of the rhythm, on the next that is.
    """
    repeat = read_repeat(series)
    if repeat is None:
        raise Refused("Not read as a rhythm. Try: monthly, second Tuesday.")
    begin = datetime.fromisoformat(_moment(first))
    days = (next_working_day(turn) for turn in islice(turns_from(repeat, begin.date()), count))
    return [
        schedule(work, practice=practice, at=f"{day}T{begin:%H:%M}", today=today, series=series, **more) for day in days
    ]


def schedule_rota(
    work: Work, *, practices: Sequence[str], series: str, first: str, today: date, **more: Any
) -> list[str]:
    """Meetings of one rhythm that go round practices, one a time: each practice gets a series of its own.

    With three practices and "second Tuesday of month" each meets on the second Tuesday of every third month. Raises
    Refused for a rhythm that has no turns (several days of a week).
    """
    repeat = read_repeat(series)
    if repeat is None or len(repeat.weekdays) > 1 or repeat.unit == "day":
        raise Refused("No rhythm that can go round. Try: second Tuesday of month, every 2 weeks.")
    own = replace(repeat, every=repeat.every * len(practices)).words
    begin = datetime.fromisoformat(_moment(first))
    made: list[str] = []
    for practice, turn in zip(practices, turns_from(repeat, begin.date()), strict=False):
        at = f"{turn}T{begin:%H:%M}"
        count = max(1, round(SERIES_AHEAD / len(practices)))
        made += schedule_series(work, practice=practice, series=own, first=at, today=today, count=count, **more)
    return made


def _moment(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise Refused("Not a day and time. Try: 2026-12-02 13:00.") from None
    there = moment.replace(tzinfo=LONDON).astimezone(UTC).astimezone(LONDON).replace(tzinfo=None)
    if there != moment.replace(tzinfo=None):
        raise Refused(f"There is no {moment:%H:%M} that night: the clocks go forward. Try {there:%H:%M}.")
    return moment.strftime("%Y-%m-%dT%H:%M")


def _refuse_closed(work: Work, practice: str | None) -> None:
    row = work.con.execute("SELECT status FROM practice WHERE id = ?", (practice,)).fetchone()
    if row is not None and row[0] == "closed":
        raise Refused("This practice is closed: its people's meeting is with the practice that took them on.")


def _last_meeting(work: Work, practice: str | None, new: str) -> str | None:
    row = work.con.execute(
        "SELECT id FROM meeting WHERE practice IS ? AND void IS NULL AND status <> 'cancelled' AND id <> ?"
        " ORDER BY at DESC, n DESC LIMIT 1",
        (practice, new),
    ).fetchone()
    return None if row is None else str(row[0])


def _expect_again(work: Work, before: str, meeting: str) -> None:
    """The professionals and agencies asked last time; not the people and families, who come for themselves."""
    names = ("name", "role", "professional", "agency")
    for row in work.con.execute(
        f"SELECT {', '.join(names)} FROM attendee WHERE meeting = ? AND void IS NULL"
        " AND circle IS NULL AND person IS NULL AND"
        " (professional IS NULL OR professional NOT IN (SELECT id FROM professional WHERE left_on IS NOT NULL))"
        " ORDER BY n",
        (before,),
    ).fetchall():
        work.add(AttendeeForm(meeting=meeting, **dict(zip(names, row, strict=True))))


def _roll_out(work: Work, practice: str | None, status: str, live: date | None = None) -> None:
    """A practice's meeting goes from not started over scheduled to live, never back by itself."""
    order = ("not started", "scheduled", "live")
    for now, target in work.con.execute(
        "SELECT coalesce(meeting_status, 'not started'), meeting_target FROM practice WHERE id = ?", (practice,)
    ).fetchall():
        if practice is not None and order.index(status) > order.index(now):
            since = live.isoformat() if live else None
            work.put(practice, Rollout(meeting_status=status, meeting_target=target, meeting_live=since))


def roll_out(work: Work, practice: str, *, status: str, target: str | None) -> None:
    """Set how far the meeting of a practice is (not started, scheduled, live) and by when it should be live."""
    row = work.con.execute("SELECT meeting_live FROM practice WHERE id = ?", (practice,)).fetchone()
    live = row[0] if status == "live" else None
    work.put(practice, Rollout(meeting_status=status, meeting_target=target, meeting_live=live))


def _place(work: Work, meeting: str, today: date) -> dict[str, str]:
    """Put what waits for the meeting's practices on their meetings."""
    placed: dict[str, str] = {}
    for practice in _practices_of(work, meeting):
        placed |= agenda.place_waiting(work, practice, today)
    return placed


def _practices_of(work: Work, meeting: str) -> tuple[str | None, ...]:
    """The practice, and those of the same group; (None,) for a meeting of no practice."""
    practice, also = work.con.execute("SELECT practice, also FROM meeting WHERE id = ?", (meeting,)).fetchone()
    return (practice, *(also or "").split())


# Changing what is planned ----------------------------------------------------------------------------------


def _status(work: Work, meeting: str) -> str:
    row = work.con.execute("SELECT status FROM meeting WHERE id = ? AND void IS NULL", (meeting,)).fetchone()
    if row is None:
        raise Refused("This meeting is not there any more.")
    return str(row[0])


def move(work: Work, meeting: str, at: str, *, today: date) -> None:
    """Another day or time. The list goes along; everyone has to be told again, and the list sent again."""
    if _status(work, meeting) != "planned":
        raise Refused("Only a meeting to come can be moved.")
    if not work.set_columns(meeting, MeetingWhen, at=_moment(at)):
        return
    for (item,) in work.con.execute(
        "SELECT id FROM agenda_item WHERE meeting = ? AND void IS NULL AND told = 1", (meeting,)
    ).fetchall():
        work.set_columns(item, ItemTold, told=False)
    work.put(meeting, MeetingList(list_sent_at=None))
    _place(work, meeting, today)


def arrange(
    work: Work,
    meeting: str,
    *,
    minutes: int,
    place: str | None,
    kind: str,
    also: Iterable[str],
    series: str | None,
    today: date,
) -> None:
    """How long, where, what kind, whose people besides, which rhythm. Who waits for one of the practices comes on it."""
    (practice,) = work.con.execute("SELECT practice FROM meeting WHERE id = ?", (meeting,)).fetchone()
    work.set_columns(meeting, MeetingWhen, minutes=minutes)
    work.set_columns(meeting, MeetingWhere, kind=kind, place=place or None)
    work.put(meeting, Series(series=series or None))
    besides = " ".join(one for one in also if one != practice) or None
    if work.put(meeting, MeetingGroup(also=besides)):
        for one in _practices_of(work, meeting):
            _roll_out(work, one, "scheduled")
        _place(work, meeting, today)


def set_chair(work: Work, meeting: str, chair: str | None, professional: str | None = None) -> None:
    """Who chairs, by name and, when they are in the directory, by record."""
    work.put(meeting, MeetingChair(chair=chair or None, chair_professional=professional))


def list_sent(work: Work, meeting: str, at: str) -> None:
    """The list went out at this instant (24 hours before is the rule)."""
    work.put(meeting, MeetingList(list_sent_at=at))


def cancel(work: Work, meeting: str, *, why: str, today: date) -> Ended:
    """It does not take place: everyone on its list goes on to the practice's next meeting, deferred once more."""
    if _status(work, meeting) != "planned":
        raise Refused("Only a meeting to come can be cancelled; end one that has begun.")
    if not why.strip():
        raise Refused("Cancelling needs a reason.")
    work.put(meeting, MeetingState(status="cancelled", why=why.strip()))
    return _carry_on(work, meeting, today)


# Running ---------------------------------------------------------------------------------------------------


def start(work: Work, meeting: str, at: str) -> str | None:
    """Begin, or come back in: the item on which the huddle stands.

    Raises Refused for a meeting that is over, and for one to come with nobody on its list: it could only be ended.
    """
    status, item = work.con.execute("SELECT status, item FROM meeting WHERE id = ?", (meeting,)).fetchone()
    if status in ("held", "cancelled"):
        raise Refused(f"This meeting was {status}.")
    order = [place.id for place in agenda.places(work, meeting)]
    if status == "planned":
        if not order:
            raise Refused("Nobody is on the list of this meeting yet: + there puts somebody on.")
        work.put(meeting, MeetingState(status="running", started_at=at))
    if item not in order:
        item = order[0] if order else None
    work.set_columns(meeting, MeetingHere, item=item, here_since=at)
    return None if item is None else str(item)


def stand_on(work: Work, meeting: str, item: str | None, at: str) -> None:
    """Go to another item; the one that is left keeps the time that it took."""
    left, since = work.con.execute("SELECT item, here_since FROM meeting WHERE id = ?", (meeting,)).fetchone()
    if left is not None and left != item and since:
        spent = int((datetime.fromisoformat(at) - datetime.fromisoformat(since)).total_seconds())
        (before,) = work.con.execute("SELECT coalesce(seconds, 0) FROM agenda_item WHERE id = ?", (left,)).fetchone()
        work.put(left, ItemTime(seconds=before + max(0, spent)))
    work.set_columns(meeting, MeetingHere, item=item, here_since=at)


def end(work: Work, meeting: str, *, at: str, today: date) -> Ended:
    """The meeting is over, however early: all that was not reached or comes back is on the next list at once."""
    if _status(work, meeting) not in ("planned", "running"):
        raise Refused("This meeting is over already.")
    stand_on(work, meeting, None, at)
    (started,) = work.con.execute("SELECT started_at FROM meeting WHERE id = ?", (meeting,)).fetchone()
    work.put(meeting, MeetingState(status="held", started_at=started or at, ended_at=at))
    (day,) = work.con.execute("SELECT substr(at, 1, 10) FROM meeting WHERE id = ?", (meeting,)).fetchone()
    for practice in _practices_of(work, meeting):
        _roll_out(work, practice, "live", date.fromisoformat(day))
    return _carry_on(work, meeting, today, held=True)


ITEMS = f"""SELECT i.id, i.person, i.source, i.state, i.state_why, i.not_before, d.level, d.back, d.back_on,
    coalesce(i.update_note, '') <> '' OR EXISTS ({huddle.SAID_THERE})
      OR EXISTS (SELECT 1 FROM action a WHERE a.item = i.id AND a.void IS NULL)
  FROM agenda_item i LEFT JOIN decision d
    ON {LAST_DECISION}
  WHERE i.meeting = ? AND i.void IS NULL ORDER BY i.position, i.n"""


def _carry_on(work: Work, meeting: str, today: date, *, held: bool = False) -> Ended:
    """Settle every item, then put on other meetings what goes on; the next of a series is made when there is none."""
    day = work.con.execute("SELECT substr(at, 1, 10) FROM meeting WHERE id = ?", (meeting,)).fetchone()[0]
    missed = 0
    for item, person, source, state, why, not_before, level, back, back_on, spoken in work.con.execute(
        ITEMS, (meeting,)
    ).fetchall():
        if state == "listed" and spoken and held:
            state = "discussed"  # notes or actions without a decision: an open case
        stands = Item(
            person=person,
            source=source,
            state=state,
            level=level or "",
            back=back or "",
            back_on=day_of(not_before if state == "deferred" else back_on),
        )
        if state == "discussed" and held:
            _keep_as_it_stood(work, item, person, today)
        outcome = outcome_at_end(stands, meeting_day=date.fromisoformat(day))
        missed += outcome.state == "not reached"
        agenda.close_item(work, item, outcome, why=why)
    _next_of_series(work, meeting, today)
    carried = _place(work, meeting, today)
    (waiting,) = work.con.execute(
        "SELECT count(*) FROM agenda_item WHERE meeting = ? AND carries = 1 AND carried_to IS NULL AND void IS NULL",
        (meeting,),
    ).fetchone()
    following = _following(work, meeting, today)
    return Ended(carried, waiting, missed, following)


def _keep_as_it_stood(work: Work, item: str, person: str, today: date) -> None:
    """The record goes on after the meeting; what the minutes tell of it does not."""
    about = dossier.people(work.con, [person]).get(person)
    row = work.con.execute(
        "SELECT max(substr(m.at, 1, 10)) FROM decision d JOIN meeting m ON m.id = d.meeting WHERE d.person = ?"
        " AND d.void IS NULL AND d.item <> ?",
        (person, item),
    ).fetchone()
    since = date.fromisoformat(row[0]) if row[0] else today - timedelta(days=31)
    if about is not None:
        situation = huddle.situation(work.con, about, today, lasting=True)
        done = huddle.to_date(work.con, person, today, since=since)
        work.put(item, ItemThen(situation_then=situation, to_date_then=done))


def _following(work: Work, meeting: str, today: date) -> str | None:
    """The practice's next planned meeting from today on."""
    row = work.con.execute(
        "SELECT n.id FROM meeting m JOIN meeting n ON n.practice IS m.practice AND n.id <> m.id WHERE m.id = ?"
        " AND n.void IS NULL AND n.status = 'planned' AND substr(n.at, 1, 10) >= ? ORDER BY n.at, n.n LIMIT 1",
        (meeting, today.isoformat()),
    ).fetchone()
    return None if row is None else str(row[0])


def _next_of_series(work: Work, meeting: str, today: date) -> None:
    """The last planned meeting of a series makes the next, unless its practice has closed."""
    names = ("practice", "kind", "place", "minutes", "chair", "chair_professional", "series")
    row = work.con.execute(f"SELECT {', '.join(names)}, at, also FROM meeting WHERE id = ?", (meeting,)).fetchone()
    *values, at, also = row
    fields = dict(zip(names, values, strict=True))
    repeat = read_repeat(fields["series"] or "")
    if repeat is None or _following(work, meeting, today) is not None:
        return
    (closed,) = work.con.execute(
        "SELECT count(*) FROM practice WHERE id = ? AND status = 'closed'", (fields["practice"],)
    ).fetchone()
    day = next(meeting_series(repeat, max(date.fromisoformat(at[:10]), today)), None)
    if day is not None and not closed:
        schedule(work, at=f"{day}T{at[11:16]}", today=today, also=(also or "").split(), **fields)
