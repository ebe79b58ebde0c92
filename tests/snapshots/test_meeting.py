"""The meeting in pictures, in 16 colours: the list and its brief, the huddle as it is projected, its end, the year."""

from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorType
from tests.meetings.story import tell

from caretui.app import CaretuiApp
from caretui.store.changes import attendance, decisions, meetings
from caretui.store.models.plan import ActionForm
from caretui.store.store import Store

PREP = ("enter",)
HUDDLE = (*PREP, "H")
SCENES: dict[str, tuple[str, ...]] = {
    "prep": PREP,
    "huddle": HUDDLE,
    "decided": (*HUDDLE, "2", "5", "9"),
    "action": (*HUDDLE, "a", *"district nursing: weigh him fri"),
    "guest": (*HUDDLE, "n"),
    "ending": (*HUDDLE, "enter", "2", "n", "d", "escape"),
    "history": ("right", "right", "right"),
}
SIZES = {"80x24": (80, 24), "120x36": (120, 36), "160x48": (160, 48)}


@pytest.fixture
def told(store: Store, request: pytest.FixtureRequest) -> Store:
    """Fifteen people; in the scene of the guest Karen, Alan Duxbury's daughter, is in the room."""
    found = tell(store)
    if request.node.callspec.params["scene"] == "guest":
        with store.work("Karen came") as work:
            attendance.mark(work, attendance.expect(work, found["november"], "Karen", circle=found["Karen"]), "present")
    if request.node.callspec.params["scene"] == "history":
        hold(store, found)
    store.done.clear()
    return store


def hold(store: Store, found: dict[str, str]) -> None:
    """The meeting of today is over: some came, twelve were discussed, one thing of two was done eight days later."""
    meeting = found["november"]
    with store.work("held") as work:
        asked = work.con.execute("SELECT id FROM attendee WHERE meeting = ? ORDER BY n", (meeting,)).fetchall()
        for (attendee,), word in zip(asked, ("present", "apologies"), strict=True):
            attendance.mark(work, attendee, word)
        for name in ("mental health", "occupational therapy"):
            (agency,) = work.con.execute("SELECT id FROM agency WHERE name = ?", (name,)).fetchone()
            attendance.expect(work, meeting, name, agency=agency)
        meetings.start(work, meeting, "2026-11-26T13:00:00Z")
        items = work.con.execute("SELECT id, person FROM agenda_item WHERE meeting = ? ORDER BY position", (meeting,))
        for item, _ in (listed := items.fetchall())[:12]:
            decisions.decide(work, item, viewer=store.viewer, at=store.now(), level="monitor")
        for (item, person), done in zip(listed, ("2026-12-04T10:00:00Z", None), strict=False):
            status = "done" if done else "planned"
            work.add(ActionForm(person=person, what="x", meeting=meeting, item=item, status=status, completed_at=done))
        meetings.end(work, meeting, at="2026-11-26T13:55:00Z", today=store.today())


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No colour wishes, theme or home of whoever runs the tests."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "COLUMNS", "LINES", "CARETUI_OUTPUT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


async def settled(pilot: Any) -> None:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.05)
    for _ in range(100):
        if not getattr(pilot.app.screen, "looking", False):
            break
        await pilot.pause(0.05)
    strips = pilot.app.screen._compositor.render_strips()
    colours = {
        colour for strip in strips for part in strip if part.style for colour in (part.style.color, part.style.bgcolor)
    }
    assert {colour.type for colour in colours if colour} <= {ColorType.STANDARD, ColorType.DEFAULT}, "16 colours"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("scene", sorted(SCENES))
def test_the_meeting_looks_as_it_did(snap_compare: Any, told: Store, scene: str, size: tuple[int, int]) -> None:
    app = CaretuiApp(told, first="meetings")
    assert snap_compare(app, press=SCENES[scene], terminal_size=size, run_before=settled)
