"""*My plan*: the plan in plain English for the person themselves, or for a relative who may be told."""

from collections.abc import Sequence

from caretui.care.vocabulary import CHANGES_DOCUMENTS
from caretui.documents.outline import Block, Bullets, Facts, Paragraph, Section
from caretui.documents.packs import parts
from caretui.documents.packs.person import facts
from caretui.documents.parcel import Parcel, To, paper, refuse_one
from caretui.store.queries import dossier
from caretui.store.store import Store


def build(store: Store, person: str, to: To) -> Parcel:
    """The plan for the person or a relative; large print where the person needs it. Raises Withheld, LookupError."""
    con, one = store.read(), (person,)
    found = dossier.people(con, one).get(person)
    if found is None:
        raise LookupError("no such person")
    refuse_one(store, found, to)
    own = to.recipient.kind != "family"
    sections = (
        Section("Your coordinator" if own else "The coordinator", 1, _coordinator(found)),
        Section("What you told us" if own else "What matters", 1, facts(dossier.about_me(con, one).get(person, ()))),
        Section("What you want" if own else "Goals", 1, _goals(dossier.goals(con, one).get(person, ()))),
        Section("Who comes to see you" if own else "Who comes", 1, _visits(store, person)),
        Section("What people have promised to do", 1, _promises(dossier.open_actions(con, one).get(person, ()))),
        Section("If you feel worse" if own else "If things get worse", 1, _worse(store, person)),
        Section("Dates", 1, _dates(store, person, own=own)),
    )
    document = paper(
        store,
        to,
        title=f"My plan: {found.called}" if own else f"The plan of {found.called}",
        kind="My plan",
        sections=[section for section in sections if section.blocks],
    )
    large = found.large_print or "large print" in found.communication_needs.lower()
    return Parcel("my plan", document, to, one, cautions=_other_forms(found), person=person, large_print=large)


def _other_forms(person: dossier.Person) -> tuple[str, ...]:
    """What this file is not and the person needs (Accessible Information Standard): told to the sender."""
    needed = [
        form for form in CHANGES_DOCUMENTS if form != "large print" and form in person.communication_needs.lower()
    ]
    told = [f"They need {form}: this file is not that." for form in needed]
    if person.language and person.language.lower() != "english":
        told.append(f"They read {person.language}: this file is in English.")
    return tuple(told)


def _coordinator(person: dossier.Person) -> tuple[Block, ...]:
    if not person.coordinator_id:
        return (Paragraph("Nobody has been named yet. Please ask us who it will be."),)
    role = f", {person.coordinator_role}" if person.coordinator_role else ""
    ring = f" You can ring them on {person.coordinator_phone}." if person.coordinator_phone else ""
    return (Paragraph(f"{person.coordinator}{role} looks after the whole plan.{ring}"),)


def _goals(goals: Sequence[tuple[object, ...]]) -> tuple[Block, ...]:
    return (Bullets(tuple(str(goal) for goal, _, _ in goals)),) if goals else ()


def _visits(store: Store, person: str) -> tuple[Block, ...]:
    services = dossier.goes_in(store.read(), (person,), store.today().isoformat()).get(person, ())
    visits = dossier.planned(
        store.read(), first=store.wall().isoformat(timespec="minutes"), last="9999", people=(person,)
    )
    lines = [
        f"{one.provider}{f', for {one.what}' if one.what else ''}: {parts.pattern(one)}".rstrip(": ")
        for one in services
    ]
    lines += [
        f"{kind.capitalize()}: {parts.moment(at)}"
        for _, _, kind, _, at, _, _, _, state in visits[:5]
        if state == "planned"
    ]
    return (Bullets(tuple(lines)),) if lines else ()


def _promises(actions: Sequence[dossier.Owed]) -> tuple[Block, ...]:
    lines = []
    for action in actions:
        by = f", by {parts.day(action.due)}" if action.due else ""
        lines.append(f"{parts.owner(action) or 'We'}: {action.what}{by}")
    return (Bullets(tuple(lines)),) if lines else ()


def _worse(store: Store, person: str) -> tuple[Block, ...]:
    labels = ("If you notice", "Do this", "Ring", "What helps you", "Early signs", "What you have written down")
    rows = dossier.contingencies(store.read(), (person,)).get(person, ())
    return tuple(
        Facts(tuple((label, words) for label, words in zip(labels, row, strict=True) if words)) for row in rows
    )


def _dates(store: Store, person: str, *, own: bool) -> tuple[Block, ...]:
    found = dossier.plans(store.read(), (person,)).get(person)
    if not found:
        return ()
    plan_date, agreed_with, agreed_on, review_on, review_by = found[0]
    with_whom = f" with {agreed_with}" if agreed_with else ""
    look = "We look at this plan again with you" if own else "The plan is looked at again"
    lines = [
        f"The plan was made on {parts.day(plan_date)}." if plan_date else "",
        f"It was agreed{with_whom} on {parts.day(agreed_on)}." if agreed_on else "",
        f"{look} on {parts.day(review_on)}{f' ({review_by})' if review_by else ''}." if review_on else "",
    ]
    return parts.paragraphs(*lines)
