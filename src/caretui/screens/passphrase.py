"""A new passphrase: asked of who came in with one for a single use, or whenever a member wants another."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from caretui.care.passphrases import problem
from caretui.store import keys
from caretui.store.errors import StoreError
from caretui.store.store import Store
from caretui.widgets.dialogs import AskPassphrase, Say

if TYPE_CHECKING:
    from caretui.app import CaretuiApp

ADVICE = "At least 12 characters. Four words that only you would put together are good. It does not expire."


async def must_change(app: "CaretuiApp") -> None:
    """The passphrase was given for one use: without a new one there is no going on (Esc leaves caretui)."""
    if await _take_new(app, "Your passphrase was for one use. Choose your own, for every day from now on."):
        app.store.must_change_passphrase = False
        app.tell("Your passphrase is changed. The one you were given opens nothing any more.")
    else:
        app.exit(return_code=0)


async def change(app: "CaretuiApp") -> None:
    """A member wants another passphrase: the present one is asked first."""
    store = app.store
    if store.demo:
        app.tell("The demo has no passphrase.")
        return
    if not await app.push_screen_wait(AskPassphrase("Your passphrase as it is now", check=present(store))):
        return
    if await _take_new(app, "Your new passphrase"):
        app.tell("Your passphrase is changed.")


def present(store: Store) -> Callable[[str], str]:
    """What is wrong with a passphrase that should be the one in use: "" when it is it."""

    def check(typed: str) -> str:
        try:
            found = keys.unlock(store.path, typed, store.viewer.name)
        except StoreError as wrong:
            return str(wrong)
        return "" if found.member == store.viewer.member else "That is not your passphrase."

    return check


async def _take_new(app: "CaretuiApp", why: str) -> bool:
    store = app.store
    name = store.viewer.name
    while True:
        first = await app.push_screen_wait(AskPassphrase(why, ADVICE, check=lambda typed: problem(typed, name)))
        if not first:
            return False
        again = await app.push_screen_wait(AskPassphrase("The same again"))
        if not again:
            return False
        if again != first:
            await app.push_screen_wait(Say("The two were not the same.", "Nothing was changed. Once more."))
            continue
        await asyncio.to_thread(keys.change, store.path, store.key, store.viewer.member, name, first)
        store.audit("passphrase changed", store.viewer.member)
        return True
