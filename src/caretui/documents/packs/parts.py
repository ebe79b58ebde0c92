"""Parts that several documents share: who someone is, warnings for the recipient, contacts with their amendments."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from caretui.care.audience import Recipient, may_read_contact, warning_for, warning_text
from caretui.care.dates import DAY_NAMES, age, is_timed, say_birth, say_full_date, say_late, wall
from caretui.care.identifiers import spoken_nhs
from caretui.care.outcomes import FULL_CAUTION, Counted, before_words, months_between
from caretui.care.vocabulary import NOT_SAID
from caretui.documents.outline import Block, Cell, Column, Facts, Note, Paragraph, Quote, Struck, Table
from caretui.documents.words import minute
from caretui.store.queries import dossier


def day(text: str | None) -> str:
    """A stored wall date (or the date of a stored moment) as `Thu 26 Nov 2026`; "" for none."""
    return say_full_date(date.fromisoformat(text[:10])) if text else ""


def moment(text: str | None) -> str:
    """A stored instant, wall moment or day, as it is printed; of an appointment without a time its day."""
    if not text or not is_timed(text):
        return day(text)
    return minute(wall(text) if text.endswith("Z") else datetime.fromisoformat(text))


def born(person: dossier.Person, today: date) -> str:
    """`14 Mar 1964, 62` with "about" before an estimated date; the age is that at death."""
    if not person.date_of_birth:
        return "date of birth not known"
    birth = date.fromisoformat(person.date_of_birth)
    until = date.fromisoformat(person.date_of_death) if person.date_of_death else today
    about = "about " if person.birth_estimated else ""
    died = f", died {day(person.date_of_death)}" if person.date_of_death else ""
    return f"{about}{say_birth(birth)}, {'aged' if died else 'age'} {age(birth, until)}{died}"


def birth(person: dossier.Person) -> str:
    """`14 Mar 1964`, for a column."""
    if not person.date_of_birth:
        return "not known"
    return f"{'about ' if person.birth_estimated else ''}{say_birth(date.fromisoformat(person.date_of_birth))}"


def nhs(person: dossier.Person) -> str:
    """The number 3-3-4, or that there is none."""
    return spoken_nhs(person.nhs_number) if person.nhs_number else "no NHS number"


def identity(person: dossier.Person, today: date) -> tuple[tuple[str, str], ...]:
    """Who the person is, as labels and values; empty ones are not printed."""
    likes = person.preferred_name if person.preferred_name != person.given_name else ""
    return (
        ("Name", person.full_name),
        ("Likes to be called", likes),
        ("Born", born(person, today)),
        ("NHS number", nhs(person)),
        ("Address", ", ".join(part for part in (one_line(person.address), person.postcode) if part)),
        ("Telephone", telephones(person)),
        ("Lives", ", ".join(part for part in (person.accommodation, person.living_situation) if part)),
        ("GP practice", ", ".join(part for part in (person.practice, person.practice_phone) if part)),
        ("Locality", person.locality),
        ("Named coordinator", coordinator(person)),
        *hospital(person),
        *needs(person),
    )


def one_line(text: str) -> str:
    """An address of several lines on one."""
    return ", ".join(line.strip(" ,") for line in text.split("\n") if line.strip(" ,"))


def telephones(person: dossier.Person) -> str:
    """The numbers with what is to be known before ringing."""
    numbers = ", ".join(part for part in (person.phone, person.mobile) if part)
    return f"{numbers} ({person.phone_note})" if numbers and person.phone_note else numbers


def coordinator(person: dossier.Person) -> str:
    """Name, role, telephone and since when; a missing coordinator is said aloud."""
    if not person.coordinator_id:
        return "NO COORDINATOR"
    since = f"since {say_birth(date.fromisoformat(person.coordinator_since))}" if person.coordinator_since else ""
    return ", ".join(
        part for part in (person.coordinator, person.coordinator_role, person.coordinator_phone, since) if part
    )


def hospital(person: dossier.Person) -> tuple[tuple[str, str], ...]:
    """In hospital since, or home since."""
    if person.in_hospital_since:
        where = ", ".join(part for part in (person.hospital, person.hospital_reason) if part)
        return (("IN HOSPITAL since", f"{day(person.in_hospital_since)}{f' ({where})' if where else ''}"),)
    return (("Home from hospital since", day(person.home_since)),)


def needs(person: dossier.Person) -> tuple[tuple[str, str], ...]:
    """How to write to and speak with the person (Accessible Information Standard)."""
    wanted = [person.communication_needs] if person.communication_needs else []
    if person.large_print and "large print" not in person.communication_needs.lower():
        wanted.insert(0, "large print")
    interpreter = person.interpreter if person.interpreter.lower() not in ("no", "none") else ""
    return (
        ("Communication", ", ".join(wanted)),
        ("Language", person.language),
        ("Interpreter", interpreter),
    )


def warnings(found: Iterable[dossier.Warned], recipient: Recipient) -> tuple[Note, ...]:
    """The warnings for this recipient; a key-safe code never stands in a document."""
    return tuple(
        Note(warning_text(one.kind, one.words), "warning")
        for one in found
        if warning_for(one.audience, one.agencies, recipient)
    )


def readable(found: Iterable[dossier.Said], recipient: Recipient) -> tuple[dossier.Said, ...]:
    """The contacts that the recipient may read."""
    return tuple(one for one in found if may_read_contact(one.read_by, one.professional, recipient))


def contact_head(said: dossier.Said) -> str:
    """`Wed 25 Nov 2026 16:50  telephone, they rang: Karen, daughter. By Sam Ward, community nursing`."""
    way = said.method or NOT_SAID
    if said.direction == "in":
        way += ", they came to us" if said.method == "face to face" else ", from them"
    if said.reached and said.reached != "yes":
        way += f", {said.reached}"
    whom = f": {said.with_whom}" if said.with_whom else ""
    by = ", ".join(part for part in (said.by, said.agency) if part)
    return f"{moment(said.at)}  {way}{whom}. By {by}" if by else f"{moment(said.at)}  {way}{whom}"


def contact_words(said: dossier.Said) -> str:
    """What was said, in their own words, and agreed."""
    parts = [said.note]
    if said.own_words:
        parts.append(f'In their own words: "{said.own_words}"')
    if said.agreed:
        parts.append(f"Agreed: {said.agreed}")
    return "\n".join(part for part in parts if part)


def amended_by(amendment: dossier.Amended) -> str:
    """`Amended Tue 24 Nov 2026 09:00 by Sam Ward: wrong side.`"""
    what = "Entered in error, noted" if amendment.kind == "entered in error" else "Amended"
    return f"{what} {moment(amendment.at)} by {amendment.by}: {amendment.reason}."


def contact(said: dossier.Said) -> tuple[Block, ...]:
    """A contact; where it was amended, the original struck through and what stands instead."""
    head, words = contact_head(said), contact_words(said)
    if not said.amendments:
        return (Facts(((head, words or "-"),)),)
    blocks: list[Block] = []
    for amendment in said.amendments:
        blocks.append(Struck(head, words or "-", amended_by(amendment), amendment.note))
        if amendment.note:
            head, words = "Amendment", amendment.note
    return tuple(blocks)


def action_state(action: dossier.Owed, today: date) -> str:
    """`LATE 3 days`, `waiting on mental health since ...`, or the status."""
    parts = []
    if action.due and date.fromisoformat(action.due) < today and not action.completed_at:
        parts.append(f"LATE, {say_late(date.fromisoformat(action.due), today).removesuffix(' late')}")
    if action.status == "waiting":
        since = f" since {day(action.waiting_since)}" if action.waiting_since else ""
        parts.append(f"waiting on {action.waiting_on or action.owner}{since}")
    elif action.status != "planned":
        parts.append(action.status)
    return "; ".join(parts)


def action_table(actions: Sequence[dossier.Owed], today: date, *, caption: str = "") -> Table:
    """Whose, what, by when, how it stands."""
    columns = (Column("Who", width=16), Column("What", width=32), Column("By", width=14), Column("State", width=14))
    rows: list[tuple[Cell, ...]] = [
        (owner(action), action.what, day(action.due), action_state(action, today)) for action in actions
    ]
    return Table(columns, rows, caption)


def owner(action: dossier.Owed) -> str:
    """Who does it: their words, with the agency where it is not the same; family belong to no agency."""
    if (
        not action.family
        and action.owner
        and action.agency_name
        and action.agency_name.lower() not in action.owner.lower()
    ):
        return f"{action.owner}, {action.agency_name}"
    return action.owner or action.agency_name


def pattern(service: dossier.GoesIn) -> str:
    """`Mon Wed 10:30`, `daily 22:00`, or the words of another rhythm."""
    marked = [name for name, mark in zip(DAY_NAMES, service.days, strict=False) if mark not in (".", " ", "-")]
    days = "every day" if len(marked) == len(DAY_NAMES) else " ".join(marked) or service.words
    return f"{days} {service.time}".strip()


def service_table(services: Sequence[dossier.GoesIn]) -> Table:
    """Who goes in, what for, when."""
    return Table(
        (Column("Who", width=20), Column("What for", width=24), Column("When", width=18)),
        [(one.provider, one.what, pattern(one)) for one in services],
    )


def counted(rows: Sequence[tuple[object, ...]], today: date, plan_date: str | None) -> tuple[Block, ...]:
    """Counts before and since the plan, each with window, source and rate, and the caution beside them."""
    lines: list[tuple[str, str]] = []
    for phase, count, what, since, until, source in rows:
        first, last = date.fromisoformat(str(since)), date.fromisoformat(str(until))
        one = Counted(int(str(count)), months_between(first, last), str(what), last, str(source))
        label = "Before the plan" if phase == "before" else "Since the plan"
        told = f" (source: {one.source})" if one.source else ""
        lines.append((label, f"{before_words(one)}, {say_birth(first)} to {say_birth(last)}{told}"))
    if not lines:
        return ()
    dated = (("Plan made", day(plan_date)),) if plan_date else ()
    return (Facts((*dated, *lines)), Note(FULL_CAUTION))


def quotes(outcomes: Sequence[tuple[object, ...]], most: int = 3) -> tuple[Block, ...]:
    """What changed, in the person's words."""
    return tuple(
        Quote(str(words), ", ".join(part for part in (str(by), day(str(on)) if on else "") if part))
        for words, by, on in outcomes[:most]
    )


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Each text that there is, as a paragraph."""
    return tuple(Paragraph(text) for text in texts if text)
