"""Writes invented people into a store: one method a kind of record, days told relative to today."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from caretui.care.dates import to_instant
from caretui.care.identifiers import make_test_nhs
from caretui.store.models.around import CircleForm, ConditionForm, InvolvementForm, ServiceForm, WarningForm
from caretui.store.models.contacts import ContactForm, MessageForm, PlannedForm
from caretui.store.models.people import PersonForm
from caretui.store.models.plan import ActionForm
from caretui.store.store import Store
from caretui.store.work import Work


class Maker:
    """One open unit of work, the day it is, and the ids of what has been made, by name."""

    def __init__(self, store: Store, work: Work, random: Random) -> None:
        self.store = store
        self.work = work
        self.random = random
        self.today: date = store.today()
        self.now: datetime = store.wall()
        self.agencies: dict[str, str] = {}
        self.professionals: dict[str, str] = {}
        self.employers: dict[str, str] = {}
        self.practices: dict[str, str] = {}
        self.localities: dict[str, str] = {}
        self._numbers = 0

    # Days and moments -------------------------------------------------------------------------------------

    def day(self, offset: int) -> str:
        """The date `offset` days from today."""
        return (self.today + timedelta(days=offset)).isoformat()

    def working_day(self, offset: int) -> str:
        """The same, moved off a weekend to the Monday."""
        day = self.today + timedelta(days=offset)
        return (day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)).isoformat()

    def at(self, offset: int, clock: str) -> str:
        """A wall moment `offset` days from today at HH:MM."""
        return f"{self.day(offset)}T{clock}"

    def past(self, offset: int, clock: str) -> str:
        """An instant on a day before today (`offset` is negative)."""
        return to_instant(datetime.fromisoformat(self.at(offset, clock)))

    @property
    def admitted(self) -> datetime:
        """The wall moment at which Frank Kenyon was taken in: in the night, or the evening before when it isn't over yet."""
        night = datetime.fromisoformat(self.at(0, "02:40"))
        return night if night < self.now else datetime.fromisoformat(self.at(-1, "21:40"))

    # Records ----------------------------------------------------------------------------------------------

    def person(self, family: str, given: str, age: int, practice: str, coordinator: str | None, **more: Any) -> str:
        """A person of an age, registered with a practice, with a named coordinator or none."""
        self._numbers += 1
        # Ages are told on today: the birthday lies 30 to 330 days back.
        born = self.today.replace(year=self.today.year - age, day=1) - timedelta(days=self.random.randrange(30, 330))
        fields: dict[str, Any] = {
            "family_name": family,
            "given_name": given,
            "date_of_birth": born.isoformat(),
            "nhs_number": make_test_nhs(4000 + self._numbers * 7),
            "practice": self.practices[practice],
            "told_on": self.day(-self.random.randrange(60, 400)),
            "told_how": "face to face",
            "contact_interval": 28,
        }
        if coordinator:
            fields |= {
                "coordinator": self.professionals[coordinator],
                "coordinator_since": self.day(-self.random.randrange(90, 500)),
            }
        return self.work.add(PersonForm(**(fields | more)))

    def contact(
        self,
        person: str,
        by: str,
        offset: int,
        clock: str,
        note: str,
        *,
        method: str = "face to face",
        reached: str = "yes",
        direction: str = "out",
        with_whom: str | None = None,
        **more: Any,
    ) -> str:
        """An entry of the contact log."""
        when = self.past(offset, clock)
        return self.work.add(
            ContactForm(
                person=person,
                at=when,
                recorded_at=when,
                professional=self.professionals[by],
                by=by,
                recorded_by=self.store.viewer.member,
                agency=self.agencies[self.employers[by]],
                agency_name=self.employers[by],
                method=method,
                direction=direction,
                reached=reached,
                with_whom=with_whom,
                note=note,
                **more,
            )
        )

    def action(self, person: str, agency: str | None, what: str, offset: int | None, **more: Any) -> str:
        """An action owned by an agency (None: by who is said in `more`), due `offset` days from today."""
        fields: dict[str, Any] = {
            "person": person,
            "agency": self.agencies[agency] if agency else None,
            "owner_words": agency,
            "what": what,
            "due": None if offset is None else self.day(offset),
            "asked_on": self.day(-self.random.randrange(8, 40)),
            "asked_by": self.store.viewer.professional,
        }
        return self.work.add(ActionForm(**(fields | more)))

    def mine(self, person: str, what: str, offset: int) -> str:
        """An action of whoever sits at the keyboard."""
        viewer = self.store.viewer
        return self.action(
            person, viewer.agency_name or "", what, offset, professional=viewer.professional, owner_words=viewer.name
        )

    def planned(self, person: str, offset: int, clock: str, purpose: str = "", kind: str = "visit", **more: Any) -> str:
        """A planned visit or call of whoever sits at the keyboard."""
        return self.work.add(
            PlannedForm(
                person=person,
                kind=kind,
                purpose=purpose or None,
                at=self.at(offset, clock),
                professional=self.store.viewer.professional,
                **more,
            )
        )

    def message(self, person: str | None, words: str, phone: str | None = None, hours: int = 10) -> str:
        """A message that waits."""
        at = to_instant(self.now - timedelta(hours=hours))
        return self.work.add(MessageForm(person=person, at=at, by="duty desk", words=words, phone=phone))

    def warning(self, person: str, kind: str, words: str, audience: str = "staff who visit") -> str:
        """A warning note with its audience, to be reviewed within the year."""
        return self.work.add(
            WarningForm(
                person=person,
                kind=kind,
                words=words,
                audience=audience,
                agreed_by="Sam Ward",
                told_person=True,
                review_on=self.day(self.random.randrange(30, 300)),
            )
        )

    def circle(self, person: str, name: str, relationship: str, phone: str | None = None, **more: Any) -> str:
        """Someone of the circle of support."""
        return self.work.add(CircleForm(person=person, name=name, relationship=relationship, phone=phone, **more))

    def service(self, person: str, provider: str, days: str, what: str, time: str | None = None, **more: Any) -> str:
        """Who goes in: seven marks Monday first, or words."""
        return self.work.add(
            ServiceForm(
                person=person,
                provider=provider,
                what=what,
                days=days or None,
                time=time,
                started=self.day(-150),
                **more,
            )
        )

    def conditions(self, person: str, names: Sequence[str]) -> None:
        """Conditions on the list."""
        for name in names:
            since = str(self.today.year - self.random.randrange(1, 15))
            self.work.add(ConditionForm(person=person, name=name, since=since))

    def involvement(self, person: str, programme: str = "integrated care", stage: str | None = None) -> str:
        """A programme that the person is in."""
        return self.work.add(InvolvementForm(person=person, programme=programme, stage=stage, started=self.day(-200)))
