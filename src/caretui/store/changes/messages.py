"""Messages: taken in a breath, before anyone knows whose they are.

Given to somebody later with their words kept; answered.
"""

from caretui.care.refused import Refused
from caretui.store.models.around import OfPerson
from caretui.store.models.contacts import MessageForm, MessageState
from caretui.store.store import Viewer
from caretui.store.work import Work


def take(
    work: Work,
    viewer: Viewer,
    *,
    words: str,
    now: str,
    person: str | None = None,
    phone: str | None = None,
    professional: str | None = None,
) -> str:
    """Keep a message; returns its id. `person` None: whose it is can wait. `professional`.

    Who should answer, else the coordinator.
    """
    if not words.strip():
        raise Refused("there are no words")
    return work.add(
        MessageForm(
            person=person,
            at=now,
            by=viewer.name or "not known",
            member=viewer.member or None,
            words=words.strip(),
            phone=phone,
            professional=professional,
        )
    )


def assign(work: Work, message: str, person: str | None) -> None:
    """Say whose it is; None: not theirs after all. The words stay as they were taken."""
    work.put(message, OfPerson(person=person))


def answer(work: Work, message: str, *, now: str, contact: str | None = None) -> None:
    """It was answered, by a contact when one is named."""
    _settle(work, message, MessageState(state="answered", answered_at=now, contact=contact))


def not_needed(work: Work, message: str, *, now: str) -> None:
    """Nobody needs to answer it."""
    _settle(work, message, MessageState(state="not needed", answered_at=now))


def _settle(work: Work, message: str, state: MessageState) -> None:
    row = work.con.execute("SELECT state FROM message WHERE id = ? AND void IS NULL", (message,)).fetchone()
    if row is None or row[0] != "waiting":
        raise Refused("a colleague settled it meanwhile")
    work.put(message, state)
