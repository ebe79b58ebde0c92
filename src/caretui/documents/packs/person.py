"""The professional summary of one person."""

from collections import defaultdict
from collections.abc import Sequence

from caretui.care.dates import months_after
from caretui.documents.outline import Block, Column, Facts, Note, Section, Table
from caretui.documents.packs import parts
from caretui.documents.parcel import Parcel, To, cautions, paper, refuse_one
from caretui.store.queries import dossier
from caretui.store.store import Store

LAST_CONTACTS = 10


def build(store: Store, person: str, to: To) -> Parcel:
    """The summary for an agency, a professional or the sender. Raises Withheld, and LookupError for nobody."""
    con, one = store.read(), (person,)
    found = dossier.people(con, one).get(person)
    if found is None:
        raise LookupError("no such person")
    refuse_one(store, found, to)
    sections = [*opening(store, found, to), *_plan(store, found, to)]
    if to.is_care:
        sections += _lately(store, found, to)
    document = paper(
        store,
        to,
        title=f"{found.full_name}: summary",
        kind="Person summary",
        sections=[s for s in sections if s.blocks],
    )
    told = (*cautions(store, one, to), *least(to))
    return Parcel("person summary", document, to, one, cautions=told, person=person)


def least(to: To) -> tuple[str, ...]:
    """What the sender is told when the recipient gets less than health and social care do."""
    if to.is_care:
        return ()
    return (f"{to.words} is not health or social care: no conditions, contacts, relatives, or others' actions.",)


def opening(store: Store, person: dossier.Person, to: To) -> tuple[Section, ...]:
    """Who they are, warnings, About me, conditions, who goes in, who is around them.

    Outside of health and social care: who they are, warnings for everyone, and About me (the minimum necessary).
    """
    con, today, one = store.read(), store.today(), (person.id,)
    told = (
        ", ".join(part for part in (parts.day(person.told_on), person.told_how) if part)
        if person.told_on
        else "not yet"
    )
    first = (
        Section("Who", 1, (Facts((*parts.identity(person, today), ("Told about the team", told))),)),
        Section("Warnings", 1, parts.warnings(dossier.warnings(con, one).get(person.id, ()), to.about(person))),
        Section("About me", 1, facts(dossier.about_me(con, one).get(person.id, ()))),
    )
    if not to.is_care:
        return first
    return (
        *first[:2],
        Section("Situation", 1, parts.paragraphs(person.in_one_line, person.situation)),
        first[2],
        Section("Conditions and papers", 1, _conditions(store, person.id)),
        Section("Who goes in", 1, who_goes_in(dossier.goes_in(con, one, today.isoformat()).get(person.id, ()))),
        Section("Family and others", 1, _circle(dossier.circle(con, one, today.isoformat()).get(person.id, ()))),
    )


def facts(pairs: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    """Labels and values as a block, nothing for nothing."""
    return (Facts(tuple(pairs)),) if pairs else ()


def who_goes_in(services: Sequence[dossier.GoesIn]) -> tuple[Block, ...]:
    """The table of who goes in, nothing for nobody."""
    return (parts.service_table(services),) if services else ()


def _conditions(store: Store, person: str) -> tuple[Block, ...]:
    con = store.read()
    conditions = [
        f"{name} (since {since})" if since else name
        for name, since in dossier.conditions(con, (person,)).get(person, ())
    ]
    papers = [
        (
            kind,
            "; ".join(
                part
                for part in (
                    parts.day(dated),
                    f"kept: {where}" if where else "where it is kept is not known",
                    f"attorney: {attorney}" if attorney else "",
                )
                if part
            ),
        )
        for kind, dated, where, attorney in dossier.kept_documents(con, (person,)).get(person, ())
    ]
    return facts([*([("Has", ", ".join(conditions))] if conditions else []), *papers])


def _circle(circle: Sequence[dossier.Around]) -> tuple[Block, ...]:
    if not circle:
        return ()
    columns = (Column("Who", width=24), Column("Telephone", width=14), Column("May be told", width=16), Column("Note"))
    rows = []
    for one in circle:
        roles = [word for word, holds in (("carer", one.carer), ("next of kin", one.next_of_kin)) if holds]
        who = ", ".join(part for part in (one.name, one.relationship, *roles) if part)
        rows.append((who, one.phone, one.may_be_told or "not written down", one.note))
    return (Table(columns, rows),)


def own_actions(actions: Sequence[dossier.Owed], to: To) -> tuple[dossier.Owed, ...]:
    """All of them for health and social care; for another agency its own."""
    return tuple(action for action in actions if to.is_care or action.agency == to.recipient.agency)


def _plan(store: Store, person: dossier.Person, to: To) -> tuple[Section, ...]:
    con, today, one = store.read(), store.today(), (person.id,)
    actions = own_actions(dossier.open_actions(con, one).get(person.id, ()), to)
    to_do = Section("To do", 1, (parts.action_table(actions, today),) if actions else ())
    if not to.is_care:
        return (to_do,)
    plan = dossier.plans(con, one).get(person.id, ((None, "", None, None, ""),))[0]
    plan_date, agreed_with, agreed_on, review_on, review_by = plan
    made = facts(
        [
            (label, value)
            for label, value in (
                ("Agreed with", f"{agreed_with} {parts.day(agreed_on)}".strip()),
                ("Review", f"{parts.day(review_on)} {review_by}".strip()),
            )
            if value
        ]
    )
    goals = [
        (
            f"Goal{f' (importance {importance} of 10)' if importance else ''}",
            f"{goal}{f' - need: {need}' if need else ''}",
        )
        for goal, need, importance in dossier.goals(con, one).get(person.id, ())
    ]
    needs = [("Need", need) for (need,) in dossier.needs(con, one).get(person.id, ())] if not goals else []
    return (
        Section("Plan", 1, (*made, *facts([*needs, *goals]))),
        to_do,
        Section("If worse", 1, if_worse(dossier.contingencies(con, one).get(person.id, ()))),
        Section(
            "Before and since the plan",
            1,
            parts.counted(dossier.baselines(con, one).get(person.id, ()), today, plan_date),
        ),
        Section("In their own words", 1, parts.quotes(dossier.outcomes(con, one).get(person.id, ()))),
    )


def if_worse(rows: Sequence[tuple[str, ...]]) -> tuple[Block, ...]:
    """Contingency: what to look out for, what to do, whom to contact."""
    labels = ("If", "Do", "Contact", "What helps", "Early signs", "Advance statement")
    return tuple(
        Facts(tuple((label, words) for label, words in zip(labels, row, strict=True) if words)) for row in rows
    )


def _lately(store: Store, person: dossier.Person, to: To) -> tuple[Section, ...]:
    con, today = store.read(), store.today()
    year_ago = months_after(today, -12).isoformat()
    all_said = parts.readable(dossier.contacts(con, (person.id,), since=year_ago).get(person.id, ()), to.about(person))
    recent = [block for said in all_said[:LAST_CONTACTS] for block in parts.contact(said)]
    more = len(all_said) - LAST_CONTACTS
    if more > 0:
        recent.append(Note(f"{more} more in the last 12 months are in the record."))
    return (
        Section("Agencies in the last 12 months", 1, _agencies(all_said)),
        Section("Last contacts", 1, tuple(recent)),
    )


def _agencies(contacts: Sequence[dossier.Said]) -> tuple[Block, ...]:
    """Each agency's view: how often it was in touch, and what it saw last."""
    by_agency: dict[str, list[dossier.Said]] = defaultdict(list)
    for said in contacts:
        if not said.error and said.reached == "yes":
            by_agency[said.agency or "not said"].append(said)
    if not by_agency:
        return ()
    columns = (
        Column("Agency", width=18),
        Column("Contacts", "number", width=7),
        Column("Last", width=14),
        Column("Saw"),
    )
    rows = []
    for agency, entries in by_agency.items():
        last = entries[0]
        words = last.amendments[-1].note if last.amendments and last.amendments[-1].note else last.note
        rows.append((agency, len(entries), parts.day(last.at), shortened(words)))
    return (Table(columns, rows),)


def shortened(text: str, most: int = 160) -> str:
    """The first words of a long text, cut between words and said to be cut."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + " ..."
