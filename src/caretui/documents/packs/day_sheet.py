"""The day sheet: the day's visits and calls in order, with what one needs at the door and lines to write on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from caretui.care.dates import is_timed
from caretui.documents.outline import Block, Facts, Lines, Paragraph, Section
from caretui.documents.packs import parts
from caretui.documents.packs.person import shortened
from caretui.documents.parcel import Parcel, To, paper, sift
from caretui.lean import dataclass
from caretui.store.queries import dossier
from caretui.store.store import Store

WRITING_LINES = 4


@dataclass(frozen=True, slots=True)
class _Known:
    """What stands in the record of the day's people, by person."""

    warnings: Mapping[str, tuple[dossier.Warned, ...]]
    contacts: Mapping[str, tuple[dossier.Said, ...]]
    actions: Mapping[str, tuple[dossier.Owed, ...]]


def build(store: Store, to: To, on: date | None = None) -> Parcel:
    """The sender's own visits and calls of a day (today), for their own use."""
    con, today = store.read(), store.today()
    day = on or today
    planned = dossier.planned(
        con,
        first=day.isoformat(),
        last=(day + timedelta(days=1)).isoformat(),
        professional=store.viewer.professional or "",
    )
    mine = [row for row in planned if row[8] == "planned"]
    ids, withheld = sift(store, tuple(dict.fromkeys(row[1] for row in mine if row[1])), to)
    standing = [row for row in mine if row[1] is None or row[1] in ids]
    people = dossier.people(con, ids)
    known = _Known(dossier.warnings(con, ids), dossier.contacts(con, ids, newest=5), dossier.open_actions(con, ids))
    sections = [_visit(row, people.get(row[1]), known, to, today) for row in standing]
    if not sections:
        sections = [Section("Nothing is planned for this day", 1, (Lines(WRITING_LINES),))]
    document = paper(store, to, title=f"Day sheet, {parts.day(day.isoformat())}", kind="Day sheet", sections=sections)
    return Parcel("day sheet", document, to, ids, withheld)


def _visit(
    row: tuple[object, ...],
    person: dossier.Person | None,
    known: _Known,
    to: To,
    today: date,
) -> Section:
    _, _, kind, purpose, at, _, place, with_whom, _ = (str(value or "") for value in row)
    clock = at[11:] if is_timed(at) else "any time"
    if person is None:
        return Section(
            f"{clock}  {kind}", 1, (Facts((("With", with_whom), ("What for", purpose))), Lines(WRITING_LINES))
        )
    actions = known.actions.get(person.id, ())
    access = "; ".join(part for part in (person.access, "key safe" if person.has_key_safe else "") if part)
    blocks: list[Block] = [
        *parts.warnings(known.warnings.get(person.id, ()), to.about(person)),
        Facts(
            (
                ("What for", purpose),
                ("With", with_whom),
                ("Born", parts.born(person, today)),
                ("NHS number", parts.nhs(person)),
                ("Where", place or ", ".join(x for x in (parts.one_line(person.address), person.postcode) if x)),
                ("Telephone", parts.telephones(person)),
                ("Access", access),
                *parts.needs(person),
                *parts.hospital(person),
                ("Last contact", _last(known.contacts.get(person.id, ()), to, person)),
            )
        ),
    ]
    if actions:
        blocks.append(parts.action_table(actions, today, caption="Open actions"))
    blocks.append(Paragraph("Seen, said, agreed:"))
    blocks.append(Lines(WRITING_LINES))
    return Section(f"{clock}  {kind}: {person.full_name}", 1, tuple(blocks))


def _last(said: Sequence[dossier.Said], to: To, person: dossier.Person) -> str:
    for one in parts.readable(said, to.about(person)):
        if not one.error:
            words = one.amendments[-1].note if one.amendments and one.amendments[-1].note else one.note
            return f"{parts.contact_head(one)}. {shortened(words)}".strip()
    return ""
