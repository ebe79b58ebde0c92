"""To whom something can go: what the send screen offers, the likeliest first."""

from collections.abc import Sequence
from dataclasses import replace

from caretui.care.audience import Recipient
from caretui.documents.making import KINDS, Wanted
from caretui.documents.parcel import To, to_agency, to_person, to_relative, to_self
from caretui.store.queries import dossier
from caretui.store.queries import recipients as found
from caretui.store.store import Store


def offered(store: Store, wanted: Wanted) -> tuple[To, ...]:
    """The recipients that this kind usually has; the purpose is the kind's usual one."""
    purpose = KINDS[wanted.kind].purpose
    con = store.read()
    match wanted.kind:
        case "plan":
            return _of_person(store, wanted.person or "", purpose)
        case "letter":
            return tuple(to_agency(one, purpose) for one in found.agencies_around(con, wanted.person or ""))
        case "person" | "contacts" if wanted.person:
            around = found.agencies_around(con, wanted.person)
            return (to_self(store.viewer, purpose), *(to_agency(one, purpose) for one in around))
        case "invitation":
            return (To("everyone who is asked", purpose, Recipient("agency")), to_self(store.viewer, purpose))
        case "meeting" | "minutes" | "agreed" | "due":
            return (*asked(store, wanted.meeting or "", purpose), to_self(store.viewer, purpose))
        case "actions":
            return (to_self(store.viewer, purpose), *(to_agency(one, purpose) for one in found.agencies_owing(con)))
        case _:
            return (to_self(store.viewer, purpose),)


def asked(store: Store, meeting: str, purpose: str) -> tuple[To, ...]:
    """Each agency that is asked to the meeting: a pack for each."""
    return tuple(to_agency(one, purpose) for one in found.agencies_asked(store.read(), meeting))


def everybody(store: Store, purpose: str) -> tuple[To, ...]:
    """Every agency of the directory."""
    return tuple(to_agency(one, purpose) for one in found.agencies(store.read()))


def with_purpose(recipients: Sequence[To], purpose: str) -> tuple[To, ...]:
    """The same recipients, for another purpose."""
    return tuple(replace(one, purpose=purpose) for one in recipients)


def _of_person(store: Store, person: str, purpose: str) -> tuple[To, ...]:
    con = store.read()
    one = dossier.people(con, (person,)).get(person)
    if one is None:
        return ()
    around = dossier.circle(con, (person,), store.today().isoformat()).get(person, ())
    told = [to_relative(relative, purpose) for relative in around if relative.may_be_told]
    return (to_person(one, purpose), *told)
