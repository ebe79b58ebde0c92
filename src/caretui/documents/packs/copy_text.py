"""Plain text to copy into another system: a contact as lines, or a short summary of a person."""

from caretui.documents.formats import txt
from caretui.documents.outline import Document
from caretui.documents.packs import parts, person
from caretui.documents.parcel import to_self
from caretui.store.queries import dossier
from caretui.store.store import Store

NEWEST = 500


def of_contact(store: Store, contact: str) -> str:
    """One contact as it stands: when and how, then the words; "" when there is none for this viewer."""
    person_id = dossier.person_of_contact(store.read(), contact)
    return "\n".join(line for one in _log(store, person_id or "") if one.id == contact for line in lines(one))


def contacts(store: Store, record: str) -> str:
    """The newest contacts of a person, as plain lines; what was entered in error is nothing to copy."""
    standing = [one for one in _log(store, record) if not one.error]
    return "\n\n".join("\n".join(lines(one)) for one in standing[:20])


def to_copy(store: Store, record: str) -> tuple[tuple[str, ...], str]:
    """(ids, lines) of the contacts of a person that are not yet in the clinical system, the oldest first."""
    waiting = set(dossier.waiting_to_copy(store.read(), record))
    said = [one for one in reversed(_log(store, record)) if one.id in waiting]
    return tuple(one.id for one in said), "\n\n".join("\n".join(lines(one)) for one in said)


def _log(store: Store, record: str) -> tuple[dossier.Said, ...]:
    """The contacts that the viewer may read, newest first."""
    found = dossier.people(store.read(), (record,)).get(record)
    if found is None:
        return ()
    log = dossier.contacts(store.read(), (record,), newest=NEWEST).get(record, ())
    return parts.readable(log, to_self(store.viewer, "to copy").about(found))


def lines(said: dossier.Said) -> list[str]:
    """The contact's head and words; where it was amended, what stands now and that it was amended."""
    found = [parts.contact_head(said)]
    standing = next((one for one in reversed(said.amendments) if one.note), None)
    if said.error:
        found.append("ENTERED IN ERROR: do not copy.")
    elif standing:
        found += [standing.note, f"({parts.amended_by(standing)})"]
    else:
        found.append(parts.contact_words(said))
    return [line for line in found if line]


def of_person(store: Store, record: str) -> str:
    """The summary as plain text, for the sender's own use. Raises Withheld, and LookupError for nobody."""
    parcel = person.build(store, record, to_self(store.viewer, "to copy"))
    assert isinstance(parcel.document, Document)
    return txt.text(parcel.document)
