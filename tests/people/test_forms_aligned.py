"""The forms of people, colleagues and meetings: all values begin in one column, and all hints in another."""

import re
from typing import Any

import pytest

from caretui.care.registers import ENTITIES
from caretui.store.changes import directory, meetings
from caretui.store.store import Store
from caretui.widgets.fields import Field, NoteArea, ReadField

FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "add a person": ("add_person", {}),
    "add a member": ("add_member", {}),
    "a meeting": ("new_meeting", {}),
    **{entity: ("register", {"entity": entity}) for entity in ENTITIES},
}


@pytest.mark.parametrize(("name", "what"), FORMS.values(), ids=FORMS)
async def test_hints_stand_in_one_column(store: Store, al: str, app_on: Any, name: str, what: dict[str, Any]) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(name, **what, **({"person": al} if name == "register" else {}))
        await pilot.pause()
        fields = [field for field in app.screen.query(Field) if not isinstance(field, NoteArea)]
        hinted = [field.hints.virtual_region.x for field in fields if field.hint.strip()]
        assert len(set(hinted)) <= 1, {field.label: field.hints.virtual_region.x for field in fields}
        assert len({field.mark.size.width for field in fields}) == 1
        assert not [
            field.hint for field in fields for row in field.hint.split("\n") if len(row) > 80 - max(hinted, default=0)
        ]


DATED: dict[str, tuple[str, dict[str, Any], int]] = {
    "when to chase a referral": ("refer", {}, 1),
    "a warning's review": ("register", {"entity": "warning"}, 1),
    "a programme's begin": ("register", {"entity": "involvement"}, 2),
    "a meeting": ("new_meeting", {}, 1),
}


@pytest.mark.parametrize(("name", "what", "count"), DATED.values(), ids=DATED)
async def test_a_day_that_stands_in_a_form_is_written_as_it_is_read(
    store: Store, al: str, app_on: Any, name: str, what: dict[str, Any], count: int
) -> None:
    """`Sat 5 Dec 2026`, whole in its field: one day, one way to write it."""
    if name == "new_meeting":
        with store.work("a meeting") as work:
            practice, _ = directory.ensure_practice(work, "Higher Croft Surgery")
            at = "2027-11-26T13:00"
            what = {"meeting": meetings.schedule(work, practice=practice, at=at, today=store.today())}
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(name, **what, **({} if name == "new_meeting" else {"person": al}))
        await pilot.pause()
        fields = [one for one in app.screen.query(ReadField) if re.search(r"\b20\d\d\b", one.input.value)]
        assert [one.input.value for one in fields] == [one.hints.words for one in fields]
        assert len(fields) == count
        assert all(len(one.input.value) < one.input.content_size.width for one in fields)
