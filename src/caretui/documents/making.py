"""Everything that can be sent, by name, with its formats: one way for the command line and the screen."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import Final

from caretui.documents.parcel import Parcel, To
from caretui.lean import dataclass
from caretui.store.store import Store


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that can be sent: its words, its formats with the usual one first, the usual purpose."""

    name: str
    words: str
    formats: tuple[str, ...]
    purpose: str
    about: str
    """"person", "meeting", or "list"."""


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("person", "summary", ("docx", "pdf", "txt", "json"), "direct care", "person"),
        Kind("plan", "my plan", ("pdf", "docx", "txt"), "the person's own copy", "person"),
        Kind("letter", "referral letter", ("docx", "pdf", "txt"), "referral for direct care", "person"),
        Kind("contacts", "contact log", ("xlsx", "pdf", "csv"), "direct care", "person"),
        Kind("caseload", "caseload", ("xlsx", "csv", "json"), "planning the team's work", "list"),
        Kind("actions", "open actions", ("xlsx", "csv", "json"), "chasing agreed actions", "list"),
        Kind("meeting", "meeting pack", ("pdf", "docx"), "preparing the team meeting", "meeting"),
        Kind("minutes", "minutes", ("docx", "pdf", "txt"), "record of the team meeting", "meeting"),
        Kind("agreed", "actions agreed", ("xlsx", "csv", "json"), "actions of the team meeting", "meeting"),
        Kind("invitation", "invitation", ("ics",), "inviting to the team meeting", "meeting"),
        Kind("due", "due dates", ("ics",), "actions of the team meeting", "meeting"),
        Kind("diary", "my diary", ("ics",), "my own diary", "list"),
        Kind("day", "day sheet", ("pdf", "docx", "txt"), "visits of the day", "list"),
    )
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made: a name of KINDS and whom or what it is about.

    `people` narrows a caseload or a contact log; None is the sender's own people. `actions` (ids) narrows the list of
    open actions; None is everyone's. `asked` is the request of a letter.
    """

    kind: str
    person: str | None = None
    meeting: str | None = None
    people: tuple[str, ...] | None = None
    actions: frozenset[str] | None = None
    asked: str = ""
    on: date | None = None


def make(store: Store, wanted: Wanted, to: To) -> Parcel:
    """Build the document. Raises Withheld, and LookupError when the person or meeting is not there."""
    pack = import_module(f"caretui.documents.packs.{_MODULES.get(wanted.kind, wanted.kind)}")
    parcel: Parcel
    match wanted.kind:
        case "person" | "plan":
            parcel = pack.build(store, _given(wanted.person), to)
        case "letter":
            parcel = pack.build(store, _given(wanted.person), to, asked=wanted.asked)
        case "contacts" if wanted.person:
            parcel = pack.of_person(store, wanted.person, to)
        case "contacts":
            parcel = pack.of_people(store, _own(store, wanted.people), to)
        case "caseload":
            parcel = pack.build(store, _own(store, wanted.people), to)
        case "actions":
            agency = to.recipient.agency if to.recipient.kind == "agency" else None
            parcel = pack.build(store, to, agency=agency, only=wanted.actions)
        case "invitation":
            parcel = pack.invitation(store, _given(wanted.meeting), to)
        case "due":
            parcel = pack.due_dates(store, _given(wanted.meeting), to)
        case "meeting" | "minutes" | "agreed":
            parcel = pack.build(store, _given(wanted.meeting), to)
        case "day":
            parcel = pack.build(store, to, wanted.on)
        case "diary":
            parcel = pack.build(store, to)
        case _:
            raise ValueError(f"{wanted.kind!r} cannot be sent")
    return parcel


_MODULES: Final = {"plan": "my_plan", "day": "day_sheet", "invitation": "diary", "due": "diary"}


def _given(record: str | None) -> str:
    if record is None:
        raise LookupError("nobody was named")
    return record


def _own(store: Store, people: Sequence[str] | None) -> tuple[str, ...]:
    if people is not None:
        return tuple(people)
    from caretui.store.queries import caseload_sheet

    return caseload_sheet.caseload_ids(store.read(), store.viewer.professional or "")
