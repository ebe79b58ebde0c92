"""A practice with people, professionals and a meeting, all invented."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from caretui.care.identifiers import make_test_nhs
from caretui.store.changes import directory, meetings
from caretui.store.models.people import PersonForm
from caretui.store.store import Store

FAMILIES = ("Duxbury", "Entwistle", "Kenyon", "Hussain", "Patel", "Bibi", "Shah", "Whittle", "Khan", "Yates", "Riley")
FAMILIES += ("Sharples", "Iqbal", "O'Hara", "Marsh", "Holden", "Aspinall", "[with daughter]")


@dataclass
class Practice:
    """A practice of a store, with short ways to make what a test needs."""

    store: Store
    id: str
    people: list[str] = field(default_factory=list)

    def person(self, family: str = "", **fields: object) -> str:
        """One more person of the practice."""
        n = len(self.people)
        form = {
            "family_name": family or FAMILIES[n % len(FAMILIES)],
            "given_name": "Al" + "abcdefghijklmnopqrstuvwxyz"[n % 26],
            "nhs_number": make_test_nhs(n),
            "practice": self.id,
            "date_of_birth": "1945-02-02",
        } | fields
        with self.store.work("added a person") as work:
            made = work.add(PersonForm.model_validate(form))
        self.people.append(made)
        return made

    def meeting(self, at: str = "2026-11-26T13:00", people: int = 0, **fields: object) -> str:
        """A meeting of the practice with so many people on its list."""
        with self.store.work("made a meeting") as work:
            made = meetings.schedule(work, practice=self.id, at=at, today=self.store.today(), **fields)
        if people:
            from caretui.store.changes import agenda

            who = [self.person() for _ in range(people)]
            with self.store.work("put people on a meeting") as work:
                agenda.put_on(work, made, who)
        return made

    def one(self, sql: str, *parameters: object) -> tuple:
        """The first row of a query."""
        return self.store.read().execute(sql, parameters).fetchone()

    def all(self, sql: str, *parameters: object) -> list[tuple]:
        """The rows of a query."""
        return self.store.read().execute(sql, parameters).fetchall()

    def listed(self, meeting: str) -> list[str]:
        """The people on a meeting's list, in order."""
        rows = self.all(
            "SELECT person FROM agenda_item WHERE meeting = ? AND void IS NULL"
            " AND state IN ('listed', 'discussed', 'deferred') ORDER BY position",
            meeting,
        )
        return [person for (person,) in rows]

    def item(self, meeting: str, person: str) -> str:
        """The item of a person on a meeting's list."""
        row = self.one("SELECT id FROM agenda_item WHERE meeting = ? AND person = ? AND void IS NULL", meeting, person)
        return str(row[0])


@pytest.fixture
def practices(store: Store) -> Callable[..., Practice]:
    """Makes practices of Blackburn East."""

    def make(name: str = "Higher Croft Surgery", code: str = "P81999") -> Practice:
        with store.work("added a practice") as work:
            place, _ = directory.ensure_locality(work, "Blackburn East")
            practice, _ = directory.ensure_practice(work, name, code=code, locality=place)
        return Practice(store, practice)

    return make


@pytest.fixture
def practice(practices: Callable[..., Practice]) -> Practice:
    return practices()
