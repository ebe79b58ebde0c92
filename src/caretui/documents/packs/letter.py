"""A letter that asks another agency for help: made from the record, so that nobody tells the story again."""

from caretui.documents.outline import Facts, Paragraph, Section
from caretui.documents.packs import parts
from caretui.documents.packs.person import least, opening, own_actions
from caretui.documents.parcel import Parcel, To, cautions, paper, refuse_one
from caretui.store.queries import dossier
from caretui.store.store import Store


def build(store: Store, person: str, to: To, *, asked: str) -> Parcel:
    """The letter; `asked` is what the agency is asked to do. Raises Withheld, and LookupError for nobody."""
    con, today, one = store.read(), store.today(), (person,)
    found = dossier.people(con, one).get(person)
    if found is None:
        raise LookupError("no such person")
    refuse_one(store, found, to)
    viewer = store.viewer
    sender = ", ".join(part for part in (viewer.name, viewer.job, viewer.agency_name) if part)
    actions = own_actions(dossier.open_actions(con, one).get(person, ()), to)
    sections = [
        Section("What we ask", 1, (Paragraph(asked), Facts((("From", sender), ("Reply to", sender))))),
        *opening(store, found, to),
        Section("Already agreed with others", 1, (parts.action_table(actions, today),) if actions else ()),
    ]
    document = paper(
        store,
        to,
        title=f"Referral to {to.words}: {found.full_name}",
        kind="Referral letter",
        sections=[section for section in sections if section.blocks],
    )
    told = (*cautions(store, one, to), *least(to))
    return Parcel("referral letter", document, to, one, cautions=told, person=person)
