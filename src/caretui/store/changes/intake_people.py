"""Plans the people of a sheet: who is here already, who is new, who has to be looked at, and what changes of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from caretui.care.arrivals import Arrival, Finding
from caretui.care.fields import FIELDS
from caretui.care.identifiers import fold
from caretui.care.identity import Described, compare, described
from caretui.care.practice_names import find_practice, same_practice_words
from caretui.store.changes.intake import Outcome, Plan
from caretui.store.changes.intake_beside import plan_beside
from caretui.store.models.people import PersonForm
from caretui.store.models.places import PracticeForm, ProfessionalForm
from caretui.store.queries import intake as reads

_TRUTHS = frozenset({"birth_estimated", "large_print"})
NEW = "new"
SKIP = "skip"


@dataclass(slots=True)
class Newcomers:
    """How a sheet's people are taken in: by whom, when, and what somebody decided about the doubtful ones.

    `mine`: they become coordinator (`me`, a professional) of those whose row names none and who have none.
    `decisions`: line of a doubtful row -> the id of the person it is, NEW, or SKIP.
    """

    today: str
    at: str
    by: str
    member: str
    me: str | None = None
    mine: bool = False
    decisions: Mapping[int, str] = field(default_factory=dict)


def plan_people(plan: Plan, arrivals: Iterable[Arrival], how: Newcomers) -> None:
    """Plan every arrival; each gets an outcome."""
    known = _Known(plan)
    for arrival in arrivals:
        _plan_one(plan, arrival, how, known)


class _Known:
    """Who and what is here, those planned a moment ago included."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.people: dict[str, tuple[Described, str]] = {}
        self.coordinated: dict[str, str | None] = {}
        self.practice_of: dict[str, str | None] = {}
        self._by_number: dict[str, str] = {}
        self._by_born: dict[str, list[str]] = {}
        self._by_family: dict[str, list[str]] = {}
        for person in reads.known_people(plan.con):
            self.put(person.id, person.who, "here")
            self.coordinated[person.id] = person.coordinator
            self.practice_of[person.id] = person.practice
        self.practices = [(practice.id, practice.code, practice.name) for practice in reads.known_practices(plan.con)]
        self.professionals = {fold(name): record for record, name in reversed(reads.known_professionals(plan.con))}

    def put(self, record: str, who: Described, where: str) -> None:
        self.people[record] = (who, where)
        if who.nhs_number:
            self._by_number.setdefault(who.nhs_number, record)
        if who.born:
            self._by_born.setdefault(who.born, []).append(record)
        for name in {who.family, who.given}:
            self._by_family.setdefault(name, []).append(record)

    def match(self, who: Described) -> tuple[str, str, str]:
        """(verdict, id, reason) of the person whom this describes, or ("other", "", "")."""
        if who.nhs_number and (record := self._by_number.get(who.nhs_number)):
            verdict, reason = compare(who, self.people[record][0])
            return verdict, record, reason
        near = {*self._by_born.get(who.born, ()), *self._by_family.get(who.family, ())}
        for record in sorted(near):
            verdict, reason = compare(who, self.people[record][0])
            if verdict == "review":
                return verdict, record, f"{reason} ({self.people[record][1]})"
        return "other", "", ""


def _plan_one(plan: Plan, arrival: Arrival, how: Newcomers, known: _Known) -> None:
    person = arrival.person
    who = described(
        nhs_number=person.get("nhs_number"),
        family=person.get("family_name"),
        given=person.get("given_name"),
        born=None if person.get("birth_estimated") else person.get("date_of_birth"),
        postcode=person.get("postcode"),
    )
    record = _whom(plan, arrival, who, how, known)
    if isinstance(record, Outcome):
        plan.outcomes.append(record)
        return
    wanted = _wanted(plan, arrival, how, known, record)
    if record is None:
        status = {"status_since": how.today} if wanted.get("status") == "closed" else {}
        record = plan.add(PersonForm.model_validate(wanted | status))
        known.put(record, who, f"line {arrival.lines[0]} of this sheet")
        known.practice_of[record] = wanted.get("practice")
        plan_beside(plan, record, arrival, how, practice=wanted.get("practice"), new=True)
        plan.outcomes.append(Outcome(arrival.lines, "added", record))
    else:
        changed, left = plan.fill(record, PersonForm, wanted)
        for column in left:
            words, reason = (
                str(wanted[column] or ""),
                "it was this before and was changed here since; left as it is now",
            )
            plan.findings.append(Finding(arrival.lines[0], _label(column), words, reason, "note"))
        practice = wanted.get("practice") or known.practice_of.get(record)
        changed += plan_beside(plan, record, arrival, how, practice=practice, new=False)
        labels = tuple(dict.fromkeys(_label(column) for column in changed))
        plan.outcomes.append(Outcome(arrival.lines, "updated" if changed else "unchanged", record, labels))
    if not arrival.nhs_number:
        plan.rows[arrival.row] = record


def _label(column: str) -> str:
    return FIELDS[column].label if column in FIELDS else column.replace("_", " ")


def _whom(plan: Plan, arrival: Arrival, who: Described, how: Newcomers, known: _Known) -> str | Outcome | None:
    """The id of the person, None for somebody new, or the outcome when it stays undecided."""
    if not arrival.nhs_number and arrival.row in plan.rows:
        plan.findings.append(Finding(arrival.lines[0], "", "", "the very same as a row above", "note"))
        return Outcome(arrival.lines, "unchanged", plan.rows[arrival.row])
    if not arrival.nhs_number and (again := reads.person_of_row(plan.con, arrival.row)):
        return again
    verdict, record, reason = known.match(who)
    decided = how.decisions.get(arrival.lines[0]) if verdict == "review" else None
    if decided == SKIP:
        return Outcome(arrival.lines, "review", None, (reason,), record)
    if decided is not None:
        return None if decided == NEW else decided
    if verdict == "review":
        name = f"{arrival.person.get('family_name', '')}, {arrival.person.get('given_name', '')}".strip(", ")
        plan.findings.extend(Finding(line, "", name, reason, "review") for line in arrival.lines)
        return Outcome(arrival.lines, "review", None, (reason,), record)
    return record if verdict == "same" else None


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
    elif how.mine and how.me and not (record and known.coordinated.get(record)) and wanted.get("status") != "closed":
        wanted |= {"coordinator": how.me} | ({} if record else {"coordinator_since": how.today})
    return wanted


def _practice(plan: Plan, arrival: Arrival, known: _Known) -> str | None:
    """The practice that the sheet means. One that is not in the official list is kept in words and reported.

    Where no official list has come in yet, the name makes a practice; the list will find it by its name.
    """
    if found := find_practice(arrival.practice, known.practices):
        return found
    if not any(code for _, code, _ in known.practices):
        record = plan.add(PracticeForm(name=arrival.practice[:200]))
        known.practices.append((record, None, arrival.practice[:200]))
        plan.made.append(f"the practice {arrival.practice[:200]}")
        return record
    near = same_practice_words(arrival.practice, known.practices)
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
