"""Alan Duxbury with his family and team, Doris Entwistle, and the typed line in Sam Ward's store."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from caretui.app import CaretuiApp
from caretui.care.identifiers import make_test_nhs
from caretui.care.lines import Understood, understand
from caretui.store.changes import actions, directory
from caretui.store.models.around import CircleForm
from caretui.store.models.people import PersonForm
from caretui.store.queries.parties import me, parties
from caretui.store.store import Store


@dataclass(frozen=True)
class House:
    """Ids of who lives in the test store."""

    alan: str
    doris: str
    karen: str
    nurse: str
    """Lynn Haslam, a district nurse."""
    nursing: str
    ot: str


@pytest.fixture
def house(store: Store) -> House:
    coordinator = store.viewer.professional
    with store.work("made a house") as work:
        alan = work.add(
            PersonForm(
                family_name="Duxbury",
                given_name="Alan",
                preferred_name="Al",
                nhs_number=make_test_nhs(1),
                date_of_birth="1964-03-14",
                coordinator=coordinator,
            )
        )
        doris = work.add(
            PersonForm(
                family_name="Entwistle", given_name="Doris", nhs_number=make_test_nhs(2), coordinator=coordinator
            )
        )
        karen = work.add(CircleForm(person=alan, name="Karen", relationship="daughter"))
        nursing, _ = directory.ensure_agency(work, "district nursing", "district nursing")
        ot, _ = directory.ensure_agency(work, "occupational therapy", "occupational therapy")
        nurse, _ = directory.ensure_professional(work, "Lynn Haslam", role="district nurse", agency=nursing)
    store.done.clear()
    return House(alan, doris, karen, nurse, nursing, ot)


@pytest.fixture
def read(store: Store, house: House) -> Callable[..., Understood]:
    """How a typed line is understood for Alan, or for another person."""

    def understood(line: str, person: str | None = None) -> Understood:
        who = parties(store.read(), person or house.alan)
        return understand(line, parties=who, today=store.today(), me=me(store.viewer))

    return understood


@pytest.fixture
def ask(store: Store, house: House, read: Callable[..., Understood]) -> Callable[..., str]:
    """Types an action line for Alan, or for another person; returns the action's id."""

    def add(line: str, person: str | None = None, **more: str) -> str:
        with store.work("asked for an action") as work:
            return actions.ask(
                work,
                store.viewer,
                person=person or house.alan,
                understood=read(line, person),
                today=store.today(),
                **more,
            )

    return add


@pytest.fixture
def app_on() -> Callable[..., CaretuiApp]:
    """The app on a store, beginning with the Actions area."""

    def make(store: Store, first: str = "actions") -> CaretuiApp:
        return CaretuiApp(store, first=first)

    return make
