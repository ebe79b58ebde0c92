"""The forms of people, colleagues and meetings: all values begin in one column, and all hints in another."""

from typing import Any

import pytest

from caretui.care.registers import ENTITIES
from caretui.store.store import Store
from caretui.widgets.fields import Field, NoteArea

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
