"""Typing while somebody else holds the store for writing: no key waits, and the draft is kept as soon as it is free."""

import time

from tests.contacts.conftest import Town
from tests.contacts.keyboard import Desktop, keys

from caretui.screens.keeping import KEPT_AFTER
from caretui.store import database
from caretui.store.store import Store


async def test_a_note_is_typed_while_a_colleague_writes_and_kept_afterwards(store: Store, town: Town) -> None:
    colleague = database.connect(store.path, store.key)
    app = Desktop(store, name="contact", person=town.alan)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_first()
        await pilot.pause()
        await keys(pilot, "t", "1")
        colleague.execute("BEGIN IMMEDIATE")
        await keys(pilot, "'one two'")
        began = time.monotonic()
        await pilot.pause(2 * KEPT_AFTER)  # the draft's turn comes and goes: a write would wait for the colleague
        assert time.monotonic() - began < database.PATIENCE / 1000
        await keys(pilot, "' three'")
        assert store.drafts() == []
        colleague.execute("ROLLBACK")
        await pilot.pause(2 * KEPT_AFTER)
        assert [draft.value["note"] for draft in store.drafts()] == ["one two three"]
    colleague.close()
