"""Several sessions on one store."""

from caretui.store.models.people import PersonForm
from caretui.store.store import Changed, Store


def test_another_session_s_unit_is_noticed_once_and_our_own_is_not(store: Store) -> None:
    other = Store.open(store.path, store.key, store.viewer.member, clock=store.clock)
    told: list[Changed] = []
    store.on_commit = told.append
    assert not store.poll()
    with other.work() as work:
        work.add(PersonForm(family_name="Shah"))
    with store.work() as work:
        person = work.add(PersonForm(family_name="Khan"))
    assert store.poll() and not store.poll()
    assert other.poll() and not other.poll()
    assert [change.record for changed in told for change in changed.changes] == [person]
    other.close()


def test_a_draft_of_another_session_wakes_nobody(store: Store) -> None:
    other = Store.open(store.path, store.key, store.viewer.member, clock=store.clock)
    store.poll()
    other.draft("d1", "contact", {"note": "half"}, about=None)
    assert not store.poll()
    assert [d.value["note"] for d in store.drafts()] == ["half"]
    other.drop_draft("d1")
    assert store.drafts() == []
    other.close()
