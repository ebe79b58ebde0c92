"""Alan Duxbury with his family, and a second person, in Sam Ward's store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from caretui.care.identifiers import make_test_nhs
from caretui.store.changes import directory
from caretui.store.models.around import CircleForm
from caretui.store.models.people import PersonForm
from caretui.store.store import Store


@dataclass(frozen=True)
class Town:
    """Ids of who lives in the test store."""

    alan: str
    doris: str
    karen: str
    jim: str
    nurse: str
    """Lynn Haslam, a district nurse."""


def wall_time(words: str) -> datetime:
    """A time on the wall in London, without a zone as appointments are."""
    return datetime.fromisoformat(words)


def add_person(store: Store, family: str, given: str, n: int, **fields: object) -> str:
    with store.work("added somebody") as work:
        return work.add(
            PersonForm(
                family_name=family,
                given_name=given,
                nhs_number=make_test_nhs(n),
                coordinator=store.viewer.professional,
                **fields,
            )
        )


def settle(store: Store) -> Town:
    alan = add_person(
        store, "Duxbury", "Alan", 1, preferred_name="Al", date_of_birth="1964-03-14", phone="01632 960118"
    )
    doris = add_person(store, "Entwistle", "Doris", 2, date_of_birth="1942-05-02")
    with store.work("added the family") as work:
        karen = work.add(CircleForm(person=alan, name="Karen", relationship="daughter", phone="07700 900123"))
        jim = work.add(CircleForm(person=alan, name="Jim", relationship="brother"))
        nursing, _ = directory.ensure_agency(work, "district nursing", "district nursing")
        nurse, _ = directory.ensure_professional(work, "Lynn Haslam", role="district nurse", agency=nursing)
    store.done.clear()
    return Town(alan, doris, karen, jim, nurse)


@pytest.fixture
def town(store: Store) -> Town:
    return settle(store)


@pytest.fixture
def log(store: Store, town: Town) -> Callable[..., str]:
    """Logs a contact with Alan unless told otherwise; returns its id."""
    from caretui.store.changes import contacts

    def add(**fields: object) -> str:
        fields = {"person": town.alan, "method": "telephone", "now": store.now()} | fields
        with store.work("logged a contact") as work:
            return contacts.log(work, store.viewer, **fields)  # type: ignore[arg-type]

    return add
