"""The forms by hand ask for every column of every register, and every question has words."""

import pytest

from caretui.care.registers import AROUND, ENTITIES, WHO_THEY_ARE, columns
from caretui.store.models import FORMS
from caretui.store.work import registers

ELSEWHERE = {("person", "Coordinator"), ("member", "Membership"), ("practice", "PracticeListed")}
"""Set by their own commands: l names a coordinator, - removes a member, an import says of which day its list is."""


BY_HAND = ("person", *AROUND, "locality", "practice", "agency", "professional", "member")


@pytest.mark.parametrize("name", BY_HAND)
def test_every_column_of_a_record_is_asked_for_by_hand(name: str) -> None:
    asked = {
        register.name: sorted(column for field in register.fields for column in columns(field))
        for register in ENTITIES[name].registers
    }
    stored = {
        register: sorted(its)
        for register, its in registers(FORMS[name]).items()
        if not register.endswith("Of") and register != "OfPerson" and (name, register) not in ELSEWHERE
    }
    assert asked == stored


@pytest.mark.parametrize("name", ENTITIES)
def test_a_form_asks_no_question_twice_and_each_fits_its_column(name: str) -> None:
    labels = [field.label for register in ENTITIES[name].registers for field in register.fields]
    assert all(0 < len(label) <= 34 for label in labels)
    names = [field.name for register in ENTITIES[name].registers for field in register.fields]
    if name != "person":
        assert len(set(names)) == len(names)


def test_the_form_after_a_new_name_fits_24_rows() -> None:
    fields = sum(len(ENTITIES["person"].register(name).fields) for name in WHO_THEY_ARE)
    assert fields <= 20
    assert set(AROUND) < set(ENTITIES)
