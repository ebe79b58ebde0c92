"""The contact log: what happened is added, amended, moved from the wrong person's record; never edited, never deleted.

Every verb takes an open Work. Instants are UTC text; `viewer` is who is at the keyboard.
"""

from collections.abc import Collection
from typing import Any

from caretui.care.dates import wall
from caretui.care.lines import Understood
from caretui.care.refused import Refused
from caretui.store import audit
from caretui.store.changes import actions
from caretui.store.models.around import OfPerson
from caretui.store.models.contacts import (
    AmendmentForm,
    ContactForm,
    ContactFrom,
    ContactWith,
    Copying,
    MessageState,
    PlannedState,
)
from caretui.store.models.plan import ActionFrom, OutcomeForm
from caretui.store.queries import agencies
from caretui.store.store import Store, Viewer
from caretui.store.work import Work

_STATE_OF_PLANNED = {
    "yes": "done",
    "no reply": "no reply",
    "they cancelled": "they cancelled",
    "we cancelled": "we cancelled",
}


def log(
    work: Work,
    viewer: Viewer,
    *,
    person: str,
    now: str,
    at: str | None = None,
    method: str,
    professional: str | None = None,
    agency: str | None = None,
    planned: str | None = None,
    message: str | None = None,
    next_step: Understood | None = None,
    **words: Any,
) -> str:
    """Add a contact; returns its id.

    `at`: when it happened, `now`: when it is recorded. `professional`: who did it, the viewer when None; their
    agency is the one that employed them then, unless `agency` (an id) says for whom they came. An agency other than
    the viewer's with nobody named: somebody of theirs. `planned`: the visit or call that this writes up. `message`:
    the one that it answers. `next_step` becomes an action in the same unit. `words`: further fields of ContactForm
    (direction, reached, with_whom, circle, note, own_words, outcome, purpose, minutes, read_by, copying, meeting,
    source).
    Raises Refused when it is still to come.
    """
    at = at or now
    if at > now:
        raise Refused("it is still to come: book it instead")
    contact = work.add(
        ContactForm(
            person=person,
            at=at,
            recorded_at=now,
            method=method,
            planned=planned,
            recorded_by=viewer.member or None,
            **_who(work, viewer, professional, agency, at),
            **words,
        )
    )
    if planned:
        _write_up(work, planned, contact, str(words.get("reached", "yes")))
    if message:
        work.put(message, MessageState(state="answered", answered_at=now, contact=contact))
    if next_step is not None:
        actions.ask(work, viewer, person=person, understood=next_step, today=wall(now).date(), contact=contact)
    return contact


def _who(work: Work, viewer: Viewer, professional: str | None, agency: str | None, at: str) -> dict[str, Any]:
    """The columns of ContactWho but the recorder's."""
    if professional is None and agency in (None, viewer.agency):
        professional = viewer.professional
    known, name = agencies.as_at(work.con, agency, at) if agency else (None, None)
    if professional is None:
        return {"professional": None, "by": name or viewer.name or "not known", "agency": known, "agency_name": name}
    row = work.con.execute("SELECT name FROM professional WHERE id = ?", (professional,)).fetchone()
    if row is None:
        raise Refused("nobody of that name is in the directory")
    if agency is None:
        known, name = agencies.of_professional(work.con, professional, at)
    return {"professional": professional, "by": row[0], "agency": known, "agency_name": name}


def _write_up(work: Work, planned: str, contact: str, reached: str) -> None:
    """The visit is done, or nobody was there; one that a colleague wrote up meanwhile stays as they left it."""
    row = work.con.execute("SELECT state FROM planned WHERE id = ?", (planned,)).fetchone()
    if row is not None and row[0] == "planned":
        work.put(planned, PlannedState(state=_STATE_OF_PLANNED[reached], contact=contact))


# --- afterwards -------------------------------------------------------------------------------------------


def amend(work: Work, viewer: Viewer, contact: str, *, note: str, reason: str, now: str) -> str:
    """Add what stands instead; the original stays readable, struck through. Returns the amendment's id."""
    if not note.strip():
        raise Refused("an amendment needs the words that stand instead")
    return _amendment(work, viewer, contact, kind="amended", note=note, reason=reason, now=now)


def entered_in_error(work: Work, viewer: Viewer, contact: str, *, reason: str, now: str) -> str:
    """Say that the entry should not have been made; it stays readable, struck through, and counts no more."""
    return _amendment(work, viewer, contact, kind="entered in error", note=None, reason=reason, now=now)


def _amendment(work: Work, viewer: Viewer, contact: str, *, kind: str, note: str | None, reason: str, now: str) -> str:
    if not reason.strip():
        raise Refused("an amendment needs a reason")
    row = work.con.execute("SELECT error FROM contact WHERE id = ? AND void IS NULL", (contact,)).fetchone()
    if row is None:
        raise Refused("there is no such entry")
    if row[0]:
        raise Refused("it was entered in error: nothing more is added to it")
    return work.add(
        AmendmentForm(
            contact=contact,
            kind=kind,
            note=note,
            reason=reason.strip(),
            by=viewer.name or "not known",
            member=viewer.member or None,
            at=now,
        )
    )


def set_copying(work: Work, contacts: Collection[str], copying: str) -> None:
    """Say that entries are copied into the clinical system, still to copy, or need not be."""
    for contact in contacts:
        work.put(contact, Copying(copying=copying))


def move(work: Work, store: Store, contact: str, *, to: str, along: Collection[str] = ()) -> None:
    """Put an entry of the wrong person's record into the right one's.

    It leaves the wrong record's screens, searches and copies; the audit trail keeps both ends. `along`: its follow-up
    actions (ids) that go with it; the others stay and no longer name the entry. A visit or message of the wrong person
    that it had settled waits again. The relative's link is cut, the words of With stay.
    """
    row = work.con.execute("SELECT person, planned FROM contact WHERE id = ? AND void IS NULL", (contact,)).fetchone()
    if row is None:
        raise Refused("there is no such entry")
    wrong, planned = row
    if wrong == to:
        raise Refused("it is in this person's record already")
    work.move(contact, "OfPerson", {"person": to})
    form, _ = store.look(contact, ContactWith)
    work.move(contact, "ContactWith", form.model_copy(update={"circle": None}).model_dump(mode="json"))
    if planned:
        source, _ = store.look(contact, ContactFrom)
        work.move(contact, "ContactFrom", source.model_copy(update={"planned": None}).model_dump(mode="json"))
    _part(work, contact, along, to)
    audit.append(
        work.con,
        at=store.now(),
        member=store.viewer.member,
        session=store.session,
        event="moved",
        subject=contact,
        **{"from": wrong, "to": to},
    )


def _part(work: Work, contact: str, along: Collection[str], to: str) -> None:
    """What hung on a moved entry: actions go along or let go of it; visits and messages wait again."""
    for (action,) in work.con.execute(
        "SELECT id FROM action WHERE contact = ? AND void IS NULL", (contact,)
    ).fetchall():
        if action in along:
            work.put(action, OfPerson(person=to))
        else:
            work.set_columns(action, ActionFrom, contact=None)
    for (visit,) in work.con.execute("SELECT id FROM planned WHERE contact = ?", (contact,)).fetchall():
        work.put(visit, PlannedState(state="planned", contact=None))
    for (message,) in work.con.execute("SELECT id FROM message WHERE contact = ?", (contact,)).fetchall():
        work.put(message, MessageState(state="waiting", answered_at=None, contact=None))


def erase(work: Work, contact: str, why: str) -> None:
    """Blank an entry and its amendments in journal, tables and search; a stub with the reason stays. Not undoable."""
    if not why.strip():
        raise Refused("erasing needs a reason")
    for (amendment,) in work.con.execute("SELECT id FROM amendment WHERE contact = ?", (contact,)).fetchall():
        work.erase(amendment, why)
    work.erase(contact, why)
    work.forget_words()


def keep_own_words(
    work: Work, *, person: str, words: str, said_by: str | None, said_on: str, goal: str | None = None
) -> str:
    """Keep what somebody said of how it goes, in their own words: an outcome of the plan. Returns its id."""
    if not words.strip():
        raise Refused("there are no words")
    return work.add(OutcomeForm(person=person, words=words.strip(), said_by=said_by, said_on=said_on, goal=goal))
