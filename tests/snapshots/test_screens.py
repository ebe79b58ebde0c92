"""How the screens look on invented people on Thursday 26 November 2026: pictures that a change must not alter unseen.

`make test T="tests/snapshots --snapshot-update"` takes new ones after a change that was looked at.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import FixedClock

from caretui.app import CaretuiApp
from caretui.demo import house, people
from caretui.store.store import Store

DUXBURY = ("2", "down", "down")
SMALL, LARGE = (80, 24), (120, 36)
SCENES: dict[str, tuple[str, ...]] = {
    "today": (),
    "caseload": ("2",),
    "filter": ("2", "slash", *"khan"),
    "person": (*DUXBURY, "enter"),
    "contacts": (*DUXBURY, "enter", "right"),
    "plan": (*DUXBURY, "enter", "right", "right"),
    "team": (*DUXBURY, "enter", "right", "right", "right"),
    "contact": (*DUXBURY, "c", "t", "2"),
    "action": (*DUXBURY, "a", *"district nursing: weigh him fri"),
    "find": ("ctrl+f", *"kar"),
    "meetings": ("3",),
    "prep": ("3", "enter"),
    "actions": ("4",),
    "directory": ("5",),
    "keys": ("question_mark",),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Read by every scene; none of them writes."""
    made = house.founded(tmp_path_factory.mktemp("snapshots") / "demo.caretui", FixedClock())
    people.fill(made)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def no_drafts(store: Store) -> Iterator[None]:
    """What a scene types is kept as a draft: the next scene does not show it."""
    yield
    for draft in store.drafts():
        store.drop_draft(draft.id)


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No colour wishes, theme or home of whoever runs the tests."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "COLUMNS", "LINES", "CARETUI_OUTPUT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_screen_looks_as_it_did(snap_compare: Any, store: Store, scene: str, size: tuple[int, int]) -> None:
    async def settled(pilot: Any) -> None:
        for _ in range(4):  # an answer may ask again: a page beside the list; the peek waits until the cursor rests
            await pilot.app.workers.wait_for_complete()
            await pilot.pause(0.1)
            while getattr(pilot.app.screen, "looking", False):  # for whom to suggest
                await pilot.pause(0.05)

    app = CaretuiApp(store, demo=True)
    assert snap_compare(app, press=SCENES[scene], terminal_size=size, run_before=settled)
