"""Actions: asked of somebody by a day, waited on and chased, handed over, finished or stopped; each is one unit.

Every verb takes an open Work. What has ended meanwhile refuses: nobody finishes what a colleague has finished.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from caretui.care.actions import CHASE_AFTER, due_of, next_turn, repeat_columns, stored_repeat
from caretui.care.lines import Party, Understood
from caretui.care.refused import Refused
from caretui.care.vocabulary import AGENCY_SHORT, OPEN_ACTION_STATUS
from caretui.store.changes import directory
from caretui.store.models.plan import (
    ActionChased,
    ActionDue,
    ActionForm,
    ActionHandedOver,
    ActionOwner,
    ActionState,
)
from caretui.store.store import Viewer
from caretui.store.work import Work


def ask(
    work: Work,
    viewer: Viewer,
    *,
    person: str,
    understood: Understood,
    today: date,
    contact: str | None = None,
    meeting: str | None = None,
    item: str | None = None,
    goal: str | None = None,
    owned: Mapping[str, str | None] | None = None,
) -> str:
    """Make an action of a typed line; an agency that is not known yet is added. Returns the action's id.

    `contact`, `meeting`, `item`: where it was agreed (ids). `owned`: the columns of ActionOwner, when they are known
    better than the line says. Raises Refused when it isn't clear what or who is meant.
    """
    if not understood.complete:
        raise Refused("it isn't clear who is meant" if understood.candidates else "there is nothing to do in it")
    due, review = due_of(understood, today)
    repeat, until = repeat_columns(understood.repeat)
    return work.add(
        ActionForm(
            person=person,
            what=understood.what,
            goal=goal,
            due=_text(due),
            repeat=repeat,
            repeat_until=until,
            review_on=_text(review),
            asked_on=today.isoformat(),
            asked_by=viewer.professional,
            contact=contact,
            meeting=meeting,
            item=item,
            **(owned or owner_columns(work, viewer, understood)),
        )
    )


def owner_columns(work: Work, viewer: Viewer, understood: Understood) -> dict[str, Any]:
    """The columns of ActionOwner for the owner of a typed line; an unknown name becomes an agency."""
    if understood.owner is None:
        name = (understood.unknown_owner or "").strip()
        return _owner(directory.ensure_agency(work, name)[0], name)
    return _party(work, viewer, understood.owner)


def _party(work: Work, viewer: Viewer, owner: Party) -> dict[str, Any]:
    if owner.kind == "me":
        return _owner(viewer.agency, viewer.name, professional=viewer.professional)
    if owner.kind == "agency":
        kind = owner.name if owner.name in AGENCY_SHORT else "other"
        return _owner(owner.id or directory.ensure_agency(work, owner.name, kind)[0], owner.name)
    if owner.kind == "professional":
        row = work.con.execute("SELECT agency FROM professional WHERE id = ?", (owner.id,)).fetchone()
        return _owner(row[0] if row else None, owner.name, professional=owner.id)
    return _owner(None, owner.name, circle=owner.id if owner.kind == "family" else None)


def _owner(
    agency: str | None, words: str, *, professional: str | None = None, circle: str | None = None
) -> dict[str, Any]:
    return {"agency": agency, "professional": professional, "circle": circle, "owner_words": words}


# --- ended --------------------------------------------------------------------------------------------------


def finish(work: Work, viewer: Viewer, action: str, *, now: str, today: date, outcome: str | None = None) -> str | None:
    """Done, with what came of it; returns the id of the next one of a repeat, None when there is none.

    `now` is an instant. The next one is not made for somebody who has died. Raises Refused when it has ended already.
    """
    was = _open(work, action)
    work.put(action, ActionState(status="done", completed_at=now, outcome=_words(outcome)))
    return _again(work, viewer, was, today)


def stop(work: Work, action: str, *, status: str, now: str, why: str | None = None) -> None:
    """Refused by the person or the agency, or not needed any more; a repeat ends with it. Raises Refused."""
    if status not in ("refused", "not needed"):
        raise ValueError(status)
    _open(work, action)
    work.put(action, ActionState(status=status, completed_at=now, outcome=_words(why)))


def reopen(work: Work, action: str) -> None:
    """It isn't done after all: planned again, its outcome stays in the history."""
    (status,) = _row(work, action, "status")
    if status in OPEN_ACTION_STATUS:
        raise Refused("it is open already")
    work.put(action, ActionState(status="planned"))


_COPIED = (
    "person", "what", "goal", "agency", "professional", "circle", "owner_words", "repeat", "repeat_until", "confidence",
    "review_on",
)  # fmt: skip


def _again(work: Work, viewer: Viewer, was: dict[str, Any], today: date) -> str | None:
    repeat = stored_repeat(was["repeat"], was["repeat_until"], today)
    if repeat is None or was["date_of_death"]:
        return None
    turn = next_turn(repeat, date.fromisoformat(was["due"]) if was["due"] else None, today)
    if turn is None:
        return None
    columns = {name: was[name] for name in _COPIED}
    if was["left_on"] and was["left_on"] <= today.isoformat():  # it survives a leaver: the agency has it
        columns |= {"professional": None, "owner_words": was["agency_name"]}
    return work.add(
        ActionForm(due=turn.isoformat(), asked_on=today.isoformat(), asked_by=viewer.professional, **columns)
    )


# --- under way ----------------------------------------------------------------------------------------------


def wait(work: Work, action: str, *, on: str | None, today: date, chase_on: date | None = None) -> date:
    """It waits on somebody since today (or since it began to); returns the day to chase, two weeks on unless said.

    `on` in words, its owner when None. The day to chase becomes the action's day: then it stands among what is due.
    """
    was = _open(work, action)
    chase = chase_on or today + CHASE_AFTER
    words = (on or "").strip() or was["owner_words"] or was["agency_name"]
    since = was["waiting_since"] if was["status"] == "waiting" and was["waiting_on"] == words else today.isoformat()
    work.put(
        action,
        ActionState(status="waiting", waiting_on=words, waiting_since=since, chase_on=chase.isoformat()),
    )
    work.put(action, ActionDue(due=chase.isoformat()))
    return chase


def chase(work: Work, action: str, *, today: date, words: str | None = None, next_on: date | None = None) -> date:
    """Asked how it goes: what was heard, and when to ask again (returned).

    What was planned begins to wait on its owner.
    """
    times, *_ = _row(work, action, "chased_times")
    day = wait(work, action, on=_row(work, action, "waiting_on")[0], today=today, chase_on=next_on)
    work.put(
        action, ActionChased(chased_on=today.isoformat(), chased_words=_words(words), chased_times=(times or 0) + 1)
    )
    return day


def begin(work: Work, action: str) -> None:
    """In progress: whoever it waited on has answered, or it is being done."""
    _open(work, action)
    work.put(action, ActionState(status="in progress"))


def redate(work: Work, action: str, due: date | None) -> None:
    """Another day, or none; of one that waits, the day to chase."""
    was = _open(work, action)
    work.put(action, ActionDue(due=_text(due)))
    if was["status"] == "waiting":
        work.put(
            action,
            ActionState(
                status="waiting", waiting_on=was["waiting_on"], waiting_since=was["waiting_since"], chase_on=_text(due)
            ),
        )


def hand_over(work: Work, viewer: Viewer, action: str, understood: Understood, *, today: date) -> None:
    """To another owner, with the reason (the line's *what*); a day in the line is the new day. It no longer waits.

    Raises Refused without a reason, or when it isn't clear to whom.
    """
    was = _open(work, action)
    if not understood.complete:
        raise Refused("it isn't clear who is meant" if understood.candidates else "say why: who: the reason")
    wanted = owner_columns(work, viewer, understood)
    if all(wanted[column] == was[column] for column in ("agency", "professional", "circle")) and any(wanted.values()):
        raise Refused("it is theirs already")
    work.put(action, ActionOwner(**wanted))
    work.put(
        action,
        ActionHandedOver(
            handed_from=was["owner_words"] or was["agency_name"],
            handed_on=today.isoformat(),
            handed_why=understood.what,
        ),
    )
    if was["status"] == "waiting":
        work.put(action, ActionState(status="planned"))
    if understood.due is not None:
        work.put(action, ActionDue(due=understood.due.isoformat()))


# --- what stands --------------------------------------------------------------------------------------------

_STANDS = (
    *_COPIED, "due", "status", "waiting_on", "waiting_since", "chase_on",
)  # fmt: skip


def _open(work: Work, action: str) -> dict[str, Any]:
    """The action as it stands within this unit. Raises Refused when it has ended or is gone."""
    row = work.con.execute(
        f"SELECT {', '.join(f'a.{name}' for name in _STANDS)}, coalesce(g.name, ''), f.left_on, p.date_of_death"
        " FROM action a LEFT JOIN agency g ON g.id = a.agency LEFT JOIN professional f ON f.id = a.professional"
        " LEFT JOIN person p ON p.id = a.person WHERE a.id = ? AND a.void IS NULL",
        (action,),
    ).fetchone()
    if row is None:
        raise Refused("there is no such action any more")
    was = dict(zip((*_STANDS, "agency_name", "left_on", "date_of_death"), row, strict=True))
    if was["status"] not in OPEN_ACTION_STATUS:
        raise Refused(f"it is {was['status']} already")
    return was


def _row(work: Work, action: str, *columns: str) -> tuple[Any, ...]:
    row = work.con.execute(
        f"SELECT {', '.join(columns)} FROM action WHERE id = ? AND void IS NULL", (action,)
    ).fetchone()
    if row is None:
        raise Refused("there is no such action any more")
    return tuple(row)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _words(words: str | None) -> str | None:
    return words.strip() or None if words else None
