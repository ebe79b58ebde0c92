"""What is about to be sent: the document, whom it tells of, how many were left out, and by which rules."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from caretui import settings
from caretui.care.audience import Recipient, withheld_words
from caretui.care.counts import several
from caretui.care.vocabulary import is_health_agency
from caretui.documents.outline import Diary, Document, Section
from caretui.lean import dataclass, replace
from caretui.store.queries import dossier, objections, recipients
from caretui.store.store import Store, Viewer

_CARE: Final = frozenset({"adult social care", "children's social care", "home care", "night care", "care home"})


class Withheld(Exception):
    """The one person that was to be told of objects to the recipient, or nothing says that they may be told."""


@dataclass(frozen=True, slots=True)
class To:
    """To whom something goes, and why. `words` is the recipient as printed."""

    words: str
    purpose: str
    recipient: Recipient
    circle: str | None = None

    @property
    def is_own_use(self) -> bool:
        """Whether the sender makes it for themselves."""
        return self.recipient.kind == "member"

    @property
    def is_care(self) -> bool:
        """Whether health or social care gets it: they share under direct care, others need a basis of their own."""
        kind = self.recipient.agency_kind or ""
        return self.is_own_use or is_health_agency(kind) or kind in _CARE

    def about(self, person: dossier.Person) -> Recipient:
        """The recipient, knowing whether they coordinate this person's care."""
        mine = self.recipient.professional is not None and self.recipient.professional == person.coordinator_id
        return replace(self.recipient, is_coordinator=self.is_own_use and mine)


def to_self(viewer: Viewer, purpose: str) -> To:
    """For the sender's own use."""
    return To(
        f"{viewer.name} (own use)",
        purpose,
        Recipient("member", viewer.agency, viewer.agency_kind, viewer.professional),
    )


def to_agency(addressee: recipients.Addressee, purpose: str) -> To:
    """For an agency, or one professional of it."""
    return To(
        addressee.name if addressee.professional is None else f"{addressee.name}, {addressee.agency_name or ''}",
        purpose,
        Recipient("agency", addressee.agency, addressee.agency_kind, addressee.professional),
    )


def to_person(person: dossier.Person, purpose: str) -> To:
    """For the person themselves."""
    return To("you" if person.called == "" else person.called, purpose, Recipient("person"))


def to_relative(relative: dossier.Around, purpose: str) -> To:
    """For someone of the person's circle."""
    words = f"{relative.name}, {relative.relationship}" if relative.relationship else relative.name
    return To(words, purpose, Recipient("family", may_be_told=bool(relative.may_be_told)), relative.id)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document ready to be sent, and what the ledger writes down about it.

    `kind` names it in the ledger and in the file's name. `withheld` and `cautions` are for the sender only.
    """

    kind: str
    document: Document | Diary
    to: To
    people: tuple[str, ...]
    withheld: int = 0
    cautions: tuple[str, ...] = ()
    person: str | None = None
    meeting: str | None = None
    large_print: bool = False
    actions: int = 0
    """How many actions a list of them holds."""

    @property
    def said_to_sender(self) -> tuple[str, ...]:
        """What the sender is told and the document never says."""
        words = withheld_words(self.withheld)
        return (*((words,) if words else ()), *self.cautions)


def paper(
    store: Store,
    to: To,
    *,
    title: str,
    kind: str,
    sections: Sequence[Section],
    landscape: bool = False,
) -> Document:
    """A document with the store's marking, the sender and the moment."""
    viewer = store.viewer
    return Document(
        title=title,
        kind=kind,
        marking=marking(store),
        purpose=to.purpose,
        recipient=to.words,
        made_at=made_at(store),
        made_by=f"{viewer.name}, {viewer.job}" if viewer.job else viewer.name,
        sections=tuple(sections),
        landscape=landscape,
    )


def marking(store: Store) -> str:
    """The marking of documents: the store's, else this computer's; a demo's say that the people are invented."""
    marked = store.setting("documents.marking") or settings.load().marking
    return f"{marked}: INVENTED PEOPLE" if store.demo else marked


def made_at(store: Store) -> datetime:
    """This moment, to the second."""
    return datetime.fromisoformat(store.now()).astimezone(UTC)


def sift(store: Store, people: Sequence[str], to: To, *, meeting: str | None = None) -> tuple[tuple[str, ...], int]:
    """(who stays, in order; how many are left out) when a list of people goes to `to`.

    Left out: those who object to the recipient, and restricted people, but that their coordinator, a lead or the
    information-governance lead keeps them in a list for their own use. Of a `meeting`'s papers also who objects to
    somebody who is asked to it for the agency: it is they who read its copy.
    """
    out = set(_objecting(store, people, to))
    if meeting is not None and to.recipient.agency and not to.is_own_use:
        con, today = store.read(), store.today()
        for reader in recipients.asked_for(con, meeting, to.recipient.agency):
            out |= objections.objectors(con, people, today=today, professional=reader)
    if not (to.is_own_use and store.viewer.role in ("lead", "ig")):
        own = store.viewer.professional if to.is_own_use else None
        out |= recipients.restricted(store.read(), people, own)
    kept = tuple(person for person in people if person not in out)
    return kept, len(people) - len(kept)


def cautions(store: Store, people: Sequence[str], to: To) -> tuple[str, ...]:
    """What the sender should know: who objects to somebody who works there, and who has no basis written down."""
    if to.recipient.kind != "agency" or not to.recipient.agency:
        return ()
    con, today, agency = store.read(), store.today(), to.recipient.agency
    told = [
        f"{several(count, 'person objects', 'people object')} to {name} of {to.words} being told:"
        " see that it stays away from them."
        for name, count in objections.objectors_to_staff(con, people, today=today, agency=agency)
    ]
    lacking = () if to.is_care else recipients.without_basis(con, people, today=today, agency=agency)
    if lacking:
        count = several(len(lacking), "person has", "people have")
        told.append(f"{count} no consent or decision to share with {to.words} written down (Sharing).")
    return tuple(told)


def refuse_one(store: Store, person: dossier.Person, to: To) -> None:
    """Raise Withheld when this one person may not be told of to the recipient."""
    if _objecting(store, (person.id,), to):
        raise Withheld(f"The person objects to {to.words} being told. Nothing was made; Sharing shows it.")
    if to.recipient.kind == "family" and not to.recipient.may_be_told:
        raise Withheld(f"Nothing says that {to.words} may be told. Write it down under Sharing first.")
    viewer = store.viewer
    if viewer.role not in ("lead", "ig") and recipients.restricted(store.read(), (person.id,), viewer.professional):
        raise Withheld("This record is restricted: its coordinator or a lead can send from it.")


def _objecting(store: Store, people: Sequence[str], to: To) -> frozenset[str]:
    if to.is_own_use:
        return frozenset()
    return objections.objectors(
        store.read(),
        people,
        today=store.today(),
        agency=to.recipient.agency,
        professional=to.recipient.professional,
        circle=to.circle,
    )
