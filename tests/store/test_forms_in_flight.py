"""However many forms are open at once: no value that a form did not see is replaced, and registers that nobody touched merge."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretui.store.journal import ChangedMeanwhile, Seen
from caretui.store.models.people import Address, LikesToBeCalled, PersonForm, Title
from caretui.store.store import Store

REGISTERS = {
    "LikesToBeCalled": (LikesToBeCalled, "preferred_name"),
    "Title": (Title, "title"),
    "Address": (Address, "address"),
}
STEP = st.tuples(
    st.sampled_from(["open", "save"]),
    st.integers(0, 3),
    st.sampled_from(sorted(REGISTERS)),
    st.text("abc", min_size=1, max_size=3),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=25))
def test_no_unseen_value_is_replaced(stores: Callable[[], Store], steps: list[tuple[str, int, str, str]]) -> None:
    store = _the_one(stores)
    with store.work() as work:
        person = work.add(PersonForm(family_name="Rigby"))
    forms: dict[int, tuple[PersonForm, Seen]] = {}
    shown: dict[int, dict[str, Any]] = {}
    stands: dict[str, Any] = dict.fromkeys(REGISTERS)
    for what, who, register, value in steps:
        if what == "open":
            forms[who] = store.look(person, PersonForm)
            shown[who] = dict(stands)
        elif who in forms:
            form, seen = forms[who]
            column = REGISTERS[register][1]
            try:
                with store.work() as work:
                    work.change(person, form.model_copy(update={column: value}), seen=seen)
            except ChangedMeanwhile:
                assert stands[register] != shown[who][register]
            else:
                if value != shown[who][register]:
                    assert stands[register] in (shown[who][register], value)
                    stands[register] = value
                forms.pop(who)
        columns = ", ".join(column for _, column in REGISTERS.values())
        row = store.read().execute(f"SELECT {columns} FROM person WHERE id = ?", (person,)).fetchone()
        assert dict(zip(REGISTERS, row, strict=True)) == stands


_KEPT: dict[int, Store] = {}


def _the_one(stores: Callable[[], Store]) -> Store:
    """One store for all of hypothesis' examples: making one costs more than the example."""
    if id(stores) not in _KEPT:
        _KEPT[id(stores)] = stores()
    return _KEPT[id(stores)]
