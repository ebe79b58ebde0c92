"""Plans what a sheet tells beside the person: contacts, visits, actions, relatives, and what has no field."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from caretui.care.arrivals import Arrival, Told
from caretui.care.dates import months_after, to_instant
from caretui.care.identifiers import fold
from caretui.care.vocabulary import OPEN_ACTION_STATUS
from caretui.lean import dataclass
from caretui.store.changes.intake import Newcomers, Plan
from caretui.store.changes.intake_meetings import ON_SHEET, Meetings
from caretui.store.changes.intake_owners import Owners
from caretui.store.models.around import CircleForm, ConditionForm, InvolvementForm, WarningForm
from caretui.store.models.base import Register
from caretui.store.models.contacts import ContactForm, PlannedForm
from caretui.store.models.meetings import AgendaItemForm
from caretui.store.models.people import FromSheetForm, IdentifierForm
from caretui.store.models.plan import ActionForm
from caretui.store.queries import intake as reads

SOURCE = "sheet"
_SAID = {
    "contact": "contact",
    "planned": "planned visit",
    "action": "action",
    "note": "entry",
    "circle": "circle of support",
    "condition": "condition",
    "warning": "warning",
    "identifier": "number in another system",
    "involvement": "programme",
    "from_sheet": "from your sheet",
    "meeting day": "team meeting",
}


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a person when their surroundings are planned."""

    person: str
    new: bool
    practice: str | None
    coordinator: str | None
    owners: Owners
    meetings: Meetings
    unplaced: bool = False
    """The sheet names a practice that is not known here."""


def plan_beside(plan: Plan, around: Around, arrival: Arrival, how: Newcomers) -> list[str]:
    """Plan what is new or different beside a person; returns the kinds of what changes, in words."""
    beside = _Beside(plan, around, how)
    changed = [_SAID[told.kind] for told in arrival.told if beside.take(told)]
    if around.unplaced:
        kept = {"heading": arrival.practice_heading, "words": arrival.practice}
        if beside.take(Told("from_sheet", kept, f"from_sheet|{arrival.practice_heading.casefold()}")):
            changed.append(_SAID["from_sheet"])
    return changed


class _Beside:
    """One person's surroundings while a row is planned."""

    def __init__(self, plan: Plan, around: Around, how: Newcomers) -> None:
        self.plan, self.around, self.how = plan, around, how
        self.person, self.practice = around.person, around.practice
        self._standing: dict[str, tuple[dict[str, Any], ...]] = {}

    def take(self, told: Told) -> bool:
        """Plan one thing; whether anything changes."""
        takers: Mapping[str, Callable[[Told], bool]] = {
            "contact": self._contact, "note": self._note, "planned": self._planned, "action": self._action,
            "circle": self._circle, "condition": self._condition, "warning": self._warning,
            "identifier": self._identifier, "involvement": self._involvement, "from_sheet": self._from_sheet,
            "meeting day": self._meeting_day,
        }  # fmt: skip
        return takers[told.kind](told)

    def _stand(self, entity: str) -> tuple[dict[str, Any], ...]:
        if self.around.new:
            return ()
        if entity not in self._standing:
            self._standing[entity] = reads.standing(self.plan.con, entity, self.person)
        return self._standing[entity]

    def _add(self, entity: str, key: str, form: Register) -> bool:
        record = self.plan.once(entity, self.person, key)
        if record is not None:
            self.plan.add(form, record)
        return record is not None

    def _has(self, entity: str, column: str, words: str) -> bool:
        return any(fold(row[column] or "") == fold(words) for row in self._stand(entity))

    # --- what happened and what is to come

    def _contact(self, told: Told) -> bool:
        at = to_instant(datetime.fromisoformat(told.values["at"]))
        if told.values.get("reached") == "yes" and any(
            row["at"][:10] == at[:10] and row["reached"] == "yes" and row["source"] != SOURCE
            for row in self._stand("contact")
        ):
            return False
        return self._add("contact", told.key, self._contact_form(at, told.values))

    def _note(self, told: Told) -> bool:
        """Words of a sheet, dated by their import: how, by whom and whether anyone was reached is not said."""
        values = {
            "note": told.values["words"],
            "purpose": f"{told.values['heading']}, from your sheet",
        }
        return self._add("contact", told.key, self._contact_form(self.how.at, values))

    def _contact_form(self, at: str, values: Mapping[str, str]) -> ContactForm:
        return ContactForm(
            person=self.person,
            at=at,
            recorded_at=self.how.at,
            by=None,
            recorded_by=self.how.member or None,
            method=values.get("method"),
            direction=values.get("direction"),
            reached=values.get("reached"),
            note=values.get("note"),
            purpose=values.get("purpose"),
            source=SOURCE,
            copying="not needed",
        )

    def _planned(self, told: Told) -> bool:
        """A visit to come. One that came from the same column before, and is still to come, moves to the new day."""
        values = told.values
        purpose = values["purpose"]
        lead = f"{values['heading']}, from your sheet"
        for row in self._stand("planned"):
            if row["state"] != "planned" or row["at"][:10] < self.how.today:
                continue
            if row["at"] == values["at"]:
                return False
            if (row["purpose"] or "").startswith(lead):
                changed, _ = self.plan.fill(row["id"], PlannedForm, {"at": values["at"], "purpose": purpose})
                return bool(changed)
        form = PlannedForm(person=self.person, kind=values["kind"], at=values["at"], purpose=purpose)
        return self._add("planned", told.key, form)

    def _action(self, told: Told) -> bool:
        """Something to do. Without an owner in the sheet it is the named coordinator's."""
        words = told.values.get("owner_words", "")
        wanted: dict[str, Any] = self.around.owners.named(words) if words else {}
        if "due" in told.values:
            wanted = wanted | {"due": told.values["due"]}
        for row in self._stand("action"):
            if fold(row["what"]) == fold(told.values["what"]):
                if row["status"] not in OPEN_ACTION_STATUS:
                    return False
                return bool(self.plan.fill(row["id"], ActionForm, wanted)[0])
        if not words and self.around.coordinator:
            wanted |= self.around.owners.professional(self.around.coordinator)
        new = {"person": self.person, "what": told.values["what"], "asked_on": self.how.today}
        return self._add("action", told.key, ActionForm.model_validate(new | wanted))

    def _meeting_day(self, told: Told) -> bool:
        """The day of a meeting to come: on its practice's list of that day, and off the list of the day it was before.

        Kept in words when the practice is not known, or has no meeting on that day that one could come to.
        """
        day, heading = told.values["day"], told.values["heading"]
        item = self.plan.once("agenda_item", self.person, f"{told.key}|{day}")
        if item is None:
            return False
        meeting = self.practice and self.around.meetings.on(self.practice, day, told.values.get("clock", ""))
        if not meeting:
            kept = {"heading": heading, "words": told.values["words"]}
            return self._from_sheet(Told("from_sheet", kept, f"from_sheet|{heading.casefold()}"))
        if not self.around.new and reads.on_agenda(self.plan.con, meeting=meeting.id, person=self.person):
            return False
        ahead = reads.meetings_ahead(self.plan.con, person=self.person, today=self.how.today)
        for row in self._stand("agenda_item"):
            if row["state"] == "listed" and row["reasons"] == ON_SHEET and row["meeting"] in ahead:
                self.plan.fill(
                    row["id"], AgendaItemForm, {"state": "removed", "state_why": "another day on your sheet"}
                )
        self.plan.add(self.around.meetings.item(meeting.id, self.person), item)
        return True

    # --- what stands

    def _condition(self, told: Told) -> bool:
        name = told.values["name"]
        if self._has("condition", "name", name):
            return False
        return self._add("condition", told.key, ConditionForm(person=self.person, name=name))

    def _warning(self, told: Told) -> bool:
        if self._has("warning", "words", told.values["words"]):
            return False
        review = months_after(date.fromisoformat(self.how.today), 12).isoformat()
        form = WarningForm.model_validate(
            {"person": self.person, "review_on": review, "evidence": "from a sheet"} | dict(told.values)
        )
        return self._add("warning", told.key, form)

    def _identifier(self, told: Told) -> bool:
        if any(
            row["kind"] == told.values["kind"] and row["value"] == told.values["value"]
            for row in self._stand("identifier")
        ):
            return False
        return self._add(
            "identifier", told.key, IdentifierForm.model_validate({"person": self.person} | dict(told.values))
        )

    def _involvement(self, told: Told) -> bool:
        if any(row["programme"] == told.values["programme"] and not row["ended"] for row in self._stand("involvement")):
            return False
        return self._add(
            "involvement", told.key, InvolvementForm.model_validate({"person": self.person} | dict(told.values))
        )

    def _circle(self, told: Told) -> bool:
        truths = {name: True for name in ("carer", "next_of_kin") if told.values.get(name)}
        wanted: dict[str, str | bool] = {name: words for name, words in told.values.items() if name not in truths}
        wanted |= truths
        for row in self._stand("circle"):
            if fold(row["name"]) == fold(told.values["name"]):
                return bool(self.plan.fill(row["id"], CircleForm, wanted)[0])
        return self._add("circle", told.key, CircleForm.model_validate({"person": self.person} | wanted))

    def _from_sheet(self, told: Told) -> bool:
        """A column without a field: its newest words, by its heading."""
        for row in self._stand("from_sheet"):
            if row["heading"].casefold() == told.values["heading"].casefold():
                return bool(self.plan.fill(row["id"], FromSheetForm, {"words": told.values["words"]})[0])
        return self._add(
            "from_sheet", told.key, FromSheetForm.model_validate({"person": self.person} | dict(told.values))
        )
