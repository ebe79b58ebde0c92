"""What is decided and said about one person in the meeting; every key is a unit of its own.

Decisions are append-only: the newest of an item stands, the earlier ones stay readable.
"""

from datetime import date
from typing import Any

from caretui.care.dates import months_after
from caretui.care.refused import Refused
from caretui.care.vocabulary import BACK, LEVELS, ONWARD
from caretui.store.models.meetings import (
    DecisionForm,
    ItemLead,
    ItemOnward,
    ItemSay,
    ItemState,
    ItemUpdate,
    ItemView,
)
from caretui.store.store import Viewer
from caretui.store.work import Work


def decide(
    work: Work,
    item: str,
    *,
    viewer: Viewer,
    at: str,
    level: str | None = None,
    onward: str | None = None,
    back: str | None = None,
    why: str | None = None,
) -> str:
    """Set the level, turn an onward move on or off, or say when the person comes back; the rest stays.

    Returns the decision. The words are those of `care.vocabulary`. A level makes the item discussed; closing means
    not back, another level after closing means the next meeting.
    """
    _refuse_over(work, item)
    person, meeting = work.con.execute("SELECT person, meeting FROM agenda_item WHERE id = ?", (item,)).fetchone()
    was = _newest(work, item)
    new = dict(was)
    if level is not None:
        if level not in LEVELS:
            raise Refused("Not a level of care.")
        new["level"] = level
        if (level == "close") != (was["level"] == "close"):
            new |= {"back": "not needed" if level == "close" else "next meeting", "why": None}
    if onward is not None:
        if onward not in ONWARD:
            raise Refused("Not a move onward.")
        moves = set((was["onward"] or "").split(", ")) ^ {onward}
        new["onward"] = ", ".join(move for move in ONWARD if move in moves) or None
    if back is not None:
        if back not in BACK:
            raise Refused("Not a time to come back.")
        new["back"] = back
    if why is not None:
        new["why"] = why.strip() or None
    new["back_on"] = _back_on(work, meeting, new["back"])
    made = work.add(
        DecisionForm(
            item=item, person=person, meeting=meeting, at=at, by=viewer.name, member=viewer.member or None, **new
        )
    )
    if new["level"]:
        work.put(item, ItemState(state="discussed"))
    return made


def _newest(work: Work, item: str) -> dict[str, Any]:
    names = ("level", "onward", "back", "back_on", "why")
    row = work.con.execute(
        f"SELECT {', '.join(names)} FROM decision WHERE item = ? AND void IS NULL ORDER BY n DESC LIMIT 1", (item,)
    ).fetchone()
    return dict(zip(names, row or ("", None, "next meeting", None, None), strict=True))


def _back_on(work: Work, meeting: str | None, back: str | None) -> str | None:
    if back != "3 months" or meeting is None:
        return None
    (at,) = work.con.execute("SELECT at FROM meeting WHERE id = ?", (meeting,)).fetchone()
    return months_after(date.fromisoformat(at[:10]), 3).isoformat()


def as_last_time(work: Work, item: str, *, viewer: Viewer, at: str) -> str:
    """Take the level and the time to come back of the person's last meeting; returns the decision.

    Raises Refused when nothing was decided before, or the case was closed: then somebody has to say it.
    """
    row = work.con.execute(
        "SELECT d.level, d.back FROM decision d JOIN agenda_item i ON i.id = ? WHERE d.person = i.person"
        " AND d.item <> i.id AND d.void IS NULL AND d.level <> '' ORDER BY d.n DESC LIMIT 1",
        (item,),
    ).fetchone()
    if row is None or row[0] == "close":
        raise Refused("Nothing to take over from last time: 1 to 4 decide.")
    return decide(work, item, viewer=viewer, at=at, level=row[0], back=row[1])


def defer(work: Work, item: str, *, not_before: date | None = None, why: str = "") -> None:
    """Not today: to the next meeting, or to the first from a day on."""
    _refuse_over(work, item)
    work.put(item, ItemState(state="deferred", state_why=why.strip() or None))
    work.put(item, ItemOnward(not_before=not_before.isoformat() if not_before else None))


def bring_back(work: Work, item: str) -> None:
    """Today after all: a deferral is taken back."""
    work.put(item, ItemState(state="listed"))
    work.put(item, ItemOnward())


def note(work: Work, item: str, words: str) -> None:
    """Add a line to what was said in the meeting; what another lead wrote stays."""
    _refuse_issued(work, item)
    work.put(item, ItemUpdate(update_note=_with_line(work, item, "update_note", words)))


def own_words(work: Work, item: str, words: str) -> None:
    """Add a line to the person's or family's view."""
    _refuse_issued(work, item)
    work.put(item, ItemView(view=_with_line(work, item, "view", words)))


def say(work: Work, item: str, words: str) -> None:
    """Add a line to the note for the meeting."""
    work.put(item, ItemSay(say=_with_line(work, item, "say", words)))


def set_lead(work: Work, item: str, professional: str | None) -> None:
    """Who takes the lead on what was agreed."""
    _refuse_issued(work, item)
    work.put(item, ItemLead(lead=professional))


def _with_line(work: Work, item: str, column: str, words: str) -> str:
    (now,) = work.con.execute(f"SELECT {column} FROM agenda_item WHERE id = ?", (item,)).fetchone()
    return "\n".join(part for part in (now, words.strip()) if part)


def _standing(work: Work, item: str) -> tuple[str, str]:
    row = work.con.execute(
        "SELECT m.status, coalesce(m.minutes_status, 'draft') FROM agenda_item i JOIN meeting m ON m.id = i.meeting"
        " WHERE i.id = ? AND i.void IS NULL",
        (item,),
    ).fetchone()
    if row is None:
        raise Refused("This is on no meeting's list any more.")
    return str(row[0]), str(row[1])


def _refuse_issued(work: Work, item: str) -> None:
    if _standing(work, item)[1] == "issued":
        raise Refused("The minutes were issued: add an amendment.")


def _refuse_over(work: Work, item: str) -> None:
    """What is decided settles who is on the next list: after the end it would come too late."""
    status, minutes = _standing(work, item)
    if status in ("held", "cancelled"):
        amend = " Add an amendment to its minutes." if minutes == "issued" else ""
        raise Refused(f"This meeting was {status}.{amend}")
