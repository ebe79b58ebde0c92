"""Plans the people of a sheet: who is here already, who is new, who has to be looked at, and what changes of each."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from caretui.care.arrivals import Arrival, Finding, Told
from caretui.care.fields import FIELDS
from caretui.care.identifiers import fold
from caretui.care.identity import Described, compare, described
from caretui.care.practice_names import find_practice, same_practice_words
from caretui.store.changes.intake import Newcomers, Outcome, Plan
from caretui.store.changes.intake_beside import Around, plan_beside
from caretui.store.changes.intake_meetings import Meetings
from caretui.store.changes.intake_owners import Owners
from caretui.store.journal import new_id
from caretui.store.models.people import PersonForm
from caretui.store.models.places import PracticeForm, ProfessionalForm
from caretui.store.queries import intake as reads

_TRUTHS = frozenset({"birth_estimated", "large_print"})
SAME = "same"
NEW = "new"
SKIP = "skip"
LINE = "line:"
CLOSED = "is on this store, but not open to you: ask the team lead"
"""Said of a row that may be somebody whom the member must not see, whatever is decided of it; it tells nothing of them."""


def plan_people(plan: Plan, arrivals: Iterable[Arrival], how: Newcomers) -> None:
    """Plan every arrival; each gets an outcome. Rows of one person come in as one, the first row's cells first."""
    known = _Known(plan, how)
    together: dict[str, Arrival] = {}
    for arrival in arrivals:
        whom = _whom(plan, arrival, how, known)
        if whom in known.closed:
            whom = _closed(plan, arrival)
        if isinstance(whom, Outcome):
            plan.outcomes.append(whom)
            continue
        if arrival.lines[0] in known.decided or not arrival.nhs_number:
            plan.rows[arrival.row] = whom
        if known.holder(arrival.nhs_number) not in (None, whom):
            arrival = _without_number(plan, arrival)
        if whom in together:
            plan.findings.extend(_differences(together[whom], arrival))
            together[whom] = together[whom].joined(arrival)
        else:
            together[whom] = arrival
    for record, arrival in together.items():
        _plan_one(plan, record, arrival, how, known)


def _closed(plan: Plan, arrival: Arrival) -> Outcome:
    """The outcome of a row that is, or may be, somebody whom the member must not see: nobody is named or changed."""
    plan.findings.append(Finding(arrival.lines[0], "", arrival.name, CLOSED, "review"))
    return Outcome(arrival.lines, "review", None, (CLOSED,))


def _without_number(plan: Plan, arrival: Arrival) -> Arrival:
    """The arrival of somebody who was said to be another person than the one who holds this NHS number."""
    reason = "somebody else here has this NHS number, so it was not taken; it is kept in words"
    plan.findings.append(Finding(arrival.lines[0], _label("nhs_number"), arrival.nhs_number, reason, "cell"))
    kept = {"heading": "NHS number, not taken", "words": arrival.nhs_number}
    person = {column: words for column, words in arrival.person.items() if column != "nhs_number"}
    told = Told("from_sheet", kept, f"from_sheet|{kept['heading'].casefold()}")
    return replace(arrival, person=person, told=(*arrival.told, told))


def _differences(first: Arrival, later: Arrival) -> Iterable[Finding]:
    for name, words in later.person.items():
        if name in first.person and first.person[name] != words:
            reason = f"differs from line {first.lines[0]} of the same person, which was taken"
            yield Finding(later.lines[0], _label(name), words, reason, "note")


class _Known:
    """Who and what is here, those planned a moment ago included."""

    def __init__(self, plan: Plan, how: Newcomers) -> None:
        self.plan = plan
        self.people: dict[str, Described] = {}
        self.line_of: dict[str, int] = {}
        self.new_at: dict[int, str] = {}
        self.coordinated: dict[str, str | None] = {}
        self.practice_of: dict[str, str | None] = {}
        self.decided: set[int] = set()
        self.owners = Owners(plan)
        self.meetings = Meetings(plan, how.today)
        self.closed = reads.closed_to(plan.con, how.viewer)
        self._by_number: dict[str, str] = {}
        self._by_born: dict[str, list[str]] = {}
        self._by_family: dict[str, list[str]] = {}
        for person in reads.known_people(plan.con):
            self.put(person.id, person.who)
            self.coordinated[person.id] = person.coordinator
            self.practice_of[person.id] = person.practice
        self.practices = [(practice.id, practice.code, practice.name) for practice in reads.known_practices(plan.con)]
        self.professionals = {fold(name): record for record, name in reversed(reads.known_professionals(plan.con))}

    def put(self, record: str, who: Described) -> None:
        self.people[record] = who
        if who.nhs_number:
            self._by_number.setdefault(who.nhs_number, record)
        if who.born:
            self._by_born.setdefault(who.born, []).append(record)
        for name in {who.family, who.given}:
            self._by_family.setdefault(name, []).append(record)

    def put_new(self, line: int, who: Described) -> str:
        """Somebody whom a line of this sheet brings; returns the id they will have."""
        record = new_id()
        self.put(record, who)
        self.line_of[record] = line
        self.new_at[line] = record
        return record

    def where(self, record: str) -> str:
        """Where somebody was met, for a question."""
        return f"line {self.line_of[record]} of this sheet" if record in self.line_of else "here already"

    def of_row(self, row: str) -> str | None:
        """Whom this very row became before; not when that import was undone since."""
        if (found := reads.person_of_row(self.plan.con, row)) is None:
            return None
        person, unit = found
        return None if unit in self.plan.undone else person

    def holder(self, number: str) -> str | None:
        """Who holds an NHS number."""
        return self._by_number.get(number) if number else None

    def match(self, who: Described) -> tuple[str, str, str]:
        """(verdict, id, reason) of the person whom this describes, or ("other", "", ""); of several first one closed to
        the member, so that nobody is added beside them.
        """
        if who.nhs_number and (record := self._by_number.get(who.nhs_number)):
            verdict, reason = compare(who, self.people[record])
            return verdict, record, reason
        near = {*self._by_born.get(who.born, ()), *self._by_family.get(who.family, ())}
        for record in sorted(near, key=lambda record: (record not in self.closed, record)):
            verdict, reason = compare(who, self.people[record])
            if verdict == "review":
                return verdict, record, f"{reason} ({self.where(record)})"
        return "other", "", ""


def _plan_one(plan: Plan, record: str, arrival: Arrival, how: Newcomers, known: _Known) -> None:
    new = record in known.line_of
    wanted = _wanted(plan, arrival, how, known, None if new else record)
    around = Around(
        record,
        new,
        wanted.get("practice") or known.practice_of.get(record),
        wanted.get("coordinator") or known.coordinated.get(record),
        known.owners,
        known.meetings,
        unplaced=bool(arrival.practice) and not wanted.get("practice"),
    )
    if wanted.get("status") == "closed":
        wanted["status_since"] = how.today
    if new:
        plan.add(PersonForm.model_validate(wanted), record)
        plan_beside(plan, around, arrival, how)
        plan.outcomes.append(Outcome(arrival.lines, "added", record))
        return
    changed, left = plan.fill(record, PersonForm, wanted)
    for column in left:
        words, reason = str(wanted[column] or ""), "it was this before and was changed here since; left as it is now"
        plan.findings.append(Finding(arrival.lines[0], _label(column), words, reason, "note"))
    changed += plan_beside(plan, around, arrival, how)
    labels = tuple(dict.fromkeys(_label(column) for column in changed))
    plan.outcomes.append(Outcome(arrival.lines, "updated" if changed else "unchanged", record, labels))


def _label(column: str) -> str:
    return FIELDS[column].label if column in FIELDS else column.replace("_", " ")


def _whom(plan: Plan, arrival: Arrival, how: Newcomers, known: _Known) -> str | Outcome:
    """The id of the person, a fresh one for somebody new, or the outcome when it stays undecided."""
    line = arrival.lines[0]
    if not arrival.nhs_number and arrival.row in plan.rows:
        plan.findings.append(Finding(line, "", "", "the very same as a row above", "note"))
        return Outcome(arrival.lines, "unchanged", plan.rows[arrival.row])
    if not arrival.nhs_number and (again := known.of_row(arrival.row)):
        return again
    who = _who(arrival)
    verdict, record, reason = known.match(who)
    if verdict == "same":
        return record
    if verdict != "review":
        return known.put_new(line, who)
    if again := known.of_row(arrival.row):
        return again
    if record in known.closed:
        return record
    decided = how.decisions.get(line, how.otherwise)
    if decided == NEW:
        known.decided.add(line)
        return known.put_new(line, who)
    if decided == SAME:
        decided = record
    if decided.startswith(LINE):
        decided = known.new_at.get(int(decided.removeprefix(LINE)), "")
    if decided in known.people:
        known.decided.add(line)
        return decided
    if decided != SKIP:
        plan.findings.append(Finding(line, "", arrival.name, reason, "review"))
    return Outcome(arrival.lines, "review", None, (reason,), record, known.line_of.get(record))


def _who(arrival: Arrival) -> Described:
    person = arrival.person
    return described(
        nhs_number=person.get("nhs_number"),
        family=person.get("family_name"),
        given=person.get("given_name"),
        born=None if person.get("birth_estimated") else person.get("date_of_birth"),
        postcode=person.get("postcode"),
    )


def _wanted(plan: Plan, arrival: Arrival, how: Newcomers, known: _Known, record: str | None) -> dict[str, Any]:
    """The columns of the person that the sheet speaks of."""
    wanted: dict[str, Any] = {
        column: True if column in _TRUTHS else int(words) if column == "contact_interval" else words
        for column, words in arrival.person.items()
    }
    if "date_of_birth" in wanted:
        wanted.setdefault("birth_estimated", False)
    if arrival.practice and (practice := _practice(plan, arrival, known)):
        wanted["practice"] = practice
    if arrival.coordinator:
        wanted["coordinator"] = _professional(plan, arrival.coordinator, how, known)
        if record:
            wanted |= {"coordinator_since": how.today, "handover_note": None}
    elif how.mine and how.me and not (record and known.coordinated.get(record)) and wanted.get("status") != "closed":
        wanted |= {"coordinator": how.me, "coordinator_since": how.today}
    return wanted


def _practice(plan: Plan, arrival: Arrival, known: _Known) -> str | None:
    """The practice that the sheet means. One that is not in the official list is kept in words and reported.

    Where no official list has come in yet, the name makes a practice; the list will find it by its name.
    """
    if found := find_practice(arrival.practice, known.practices):
        return found
    listed = any(code for _, code, _ in known.practices)
    near = same_practice_words(arrival.practice, known.practices, alike=75 if listed else 90)
    if not listed and not near:
        name = arrival.practice[:200]
        record = plan.add(PracticeForm(name=name))
        known.practices.append((record, None, name))
        plan.made.append(f"the practice {name}")
        return record
    reason = "no practice of this name or code here" + (f"; did they mean {near}?" if near else "")
    plan.findings.append(Finding(arrival.lines[0], arrival.practice_heading, arrival.practice, reason, "cell"))
    return None


def _professional(plan: Plan, words: str, how: Newcomers, known: _Known) -> str:
    """The professional of this name, in either order of its parts; one who is not known is added, and that is said."""
    family, comma, given = words.partition(",")
    name = f"{given.strip()} {family.strip()}" if comma and given.strip() else words.strip()
    name = name[:200]
    if fold(name) in ("me", "myself") and how.me:
        return how.me
    if (found := known.professionals.get(fold(name))) is None:
        found = known.professionals[fold(name)] = plan.add(ProfessionalForm(name=name))
        plan.made.append(f"the professional {name}")
    return found
