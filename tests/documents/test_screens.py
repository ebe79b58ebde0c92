"""`x`, `y` and the files sent, by keys: what stands in the store and in the folder afterwards."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.documents.record import Story, told
from textual.pilot import Pilot

from caretui.app import CaretuiApp
from caretui.documents import sending, share
from caretui.screens.copy import CopyScreen
from caretui.screens.files import FilesScreen
from caretui.screens.registry import SCREENS
from caretui.screens.send import SendScreen
from caretui.store.queries import dossier, exports
from caretui.store.store import Store
from caretui.widgets.dialogs import KeyDialog


class App(CaretuiApp):
    """The app with nothing behind the screen under test."""

    registry = dict.fromkeys(SCREENS, "caretui.screens.help:HelpScreen")


@pytest.fixture
def story(store: Store, tmp_path: Path) -> Story:
    (tmp_path / "drive").mkdir()
    store.set_setting(sending.FOLDER, str(tmp_path / "drive"))
    return told(store)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    return tmp_path / "drive"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def away(folder: Path) -> None:
    folder.rmdir()


def there(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait for something that another thread does; fails after thirty seconds."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        await pilot.pause(0.02)


async def ready(pilot: Pilot[Any], screen: SendScreen) -> None:
    await until(pilot, lambda: screen.is_mounted and hasattr(screen, "ready") and not screen.busy)


@asynccontextmanager
async def about_to_send(store: Store, **what: str) -> AsyncIterator[tuple[App, Pilot[Any], SendScreen]]:
    """The app with the screen that sends `meeting` or the papers of `person`, when it shows what would go."""
    app = App(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = SendScreen(**what)
        await app.push_screen(screen)
        await ready(pilot, screen)
        yield app, pilot, screen


def preview(screen: SendScreen) -> str:
    return " ".join(getattr(row, "text", str(row)) for row in screen.preview.lines)


async def test_x_enter_sends_the_pack_and_says_who_was_withheld(store: Store, story: Story, drive: Path) -> None:
    async with about_to_send(store, meeting=story.meeting) as (app, pilot, screen):
        assert "2 people withheld" in preview(screen)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not screen)
        assert "2 people withheld" in app.undo.words
        assert not app.undo.possible, "what was sent was sent"
    [line] = exports.made(store.read(), store.viewer)
    assert line.recipient == "district nursing"
    assert files(drive) == [line.file_name]
    assert line.file_name in app.undo.words


async def test_a_pack_goes_in_large_print_by_a_digit(store: Store, story: Story, drive: Path) -> None:
    from docx import Document

    sizes: list[float] = []
    sent: set[str] = set()
    for digit in ("2", "4"):  # docx, then docx in large print
        async with about_to_send(store, meeting=story.meeting) as (app, pilot, screen):
            await pilot.press("tab", "tab", digit)
            await ready(pilot, screen)
            await pilot.press("f2")
            await until(pilot, lambda app=app, screen=screen: app.screen is not screen)
        [name] = set(files(drive)) - sent
        sent.add(name)
        sizes.append(Document(str(drive / name)).styles["Normal"].font.size.pt)
    assert sizes[1] >= 18 > sizes[0]


async def test_each_agency_asked_gets_its_own_pack(store: Store, story: Story, drive: Path) -> None:
    from caretui.store.models.meetings import AttendeeForm

    with store.work("asked") as work:
        work.add(AttendeeForm(meeting=story.meeting, name="PC Lee", agency=story.police))
    async with about_to_send(store, meeting=story.meeting) as (app, pilot, screen):
        await pilot.press("tab", "enter")
        await until(pilot, lambda: app.screen is not screen)
        assert app.undo.words.startswith("Sent 2 files")
    assert {line.recipient for line in exports.made(store.read(), store.viewer)} == {
        "district nursing",
        "neighbourhood police",
    }
    assert len(files(drive)) == 2


async def test_of_a_meeting_that_was_held_the_minutes_come_first(store: Store, story: Story) -> None:
    from caretui.store.models.meetings import MeetingState

    with store.work("held") as work:
        work.put(story.meeting, MeetingState(status="held"))
    async with about_to_send(store, meeting=story.meeting) as (app, pilot, screen):
        assert screen.wanted.kind == "minutes"
        assert screen.form.value == "docx"


async def test_who_objects_is_told_to_the_sender_before_anything_is_sent(
    store: Store, story: Story, drive: Path
) -> None:
    from caretui.store.models.around import ServiceForm

    with store.work("goes in") as work:
        work.add(ServiceForm(person=story.jean, provider="nurses", agency=story.nurses))
    async with about_to_send(store, person=story.jean) as (app, pilot, screen):
        await pilot.press("tab", "3")
        await until(pilot, lambda: "objects to district nursing" in preview(screen))
        await pilot.press("f2")
        await until(pilot, lambda: not screen.sending and "Nothing was sent" in str(screen.status_line.words))
        assert app.screen is screen
    assert files(drive) == []
    assert exports.made(store.read(), store.viewer) == ()


async def test_a_folder_that_is_gone_asks_for_another_try_or_folder(store: Store, story: Story, drive: Path) -> None:
    away(drive)
    async with about_to_send(store, person=story.alan) as (app, pilot, screen):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, KeyDialog))
        there(drive)
        await pilot.press("r")
        await until(pilot, lambda: app.screen is not screen and not isinstance(app.screen, KeyDialog))
    assert len(files(drive)) == 1


async def test_another_folder_is_kept_for_the_next_time(store: Store, story: Story, drive: Path) -> None:
    other = there(drive.with_name("other"))
    away(drive)
    async with about_to_send(store, person=story.alan) as (app, pilot, screen):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, KeyDialog))
        await pilot.press("f")
        await until(pilot, lambda: not isinstance(app.screen, KeyDialog))
        app.screen.query_one("SafeInput").value = str(other)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: bool(files(other)) and app.screen is not screen)
    assert sending.usual_folder(store) == other


async def test_a_purpose_and_a_folder_are_needed(store: Store, story: Story, drive: Path) -> None:
    store.set_setting(sending.FOLDER, "")
    async with about_to_send(store, person=story.alan) as (app, pilot, screen):
        screen.folder.set_text("")
        await pilot.press("enter")
        assert "Folder" in str(screen.status_line.words)
        screen.folder.set_text(str(drive))
        screen.purpose.set_text(" ")
        await pilot.press("f2")
        await pilot.pause()
        assert app.screen is screen
    assert files(drive) == []


async def test_making_a_pdf_never_blocks_the_keys(
    store: Store, story: Story, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caretui.documents.formats import pdf

    go_on = threading.Event()

    def slow(*args: object) -> bytes:
        assert go_on.wait(30), "keys are taken while the file is made"
        return b"%PDF-"

    monkeypatch.setattr(pdf, "write", slow)
    async with about_to_send(store, person=story.alan) as (app, pilot, screen):
        screen.form.pick("pdf")
        await pilot.press("f2")
        await pilot.press("tab", "tab")
        await until(pilot, lambda: "Making the file" in str(screen.status_line.words))
        await pilot.press("f2")
        go_on.set()
        await until(pilot, lambda: app.screen is not screen)
    assert len(files(drive)) == 1, "a second F2 while sending sends nothing twice"


async def test_my_plan_is_set_in_large_print_by_itself(store: Store, story: Story, drive: Path) -> None:
    async with about_to_send(store, person=story.alan) as (app, pilot, screen):
        await pilot.press("2")
        await until(pilot, lambda: "large print" in preview(screen))
        assert screen.form.value == "pdf"
        assert screen.purpose.value == "the person's own copy"


async def test_files_are_taken_off_the_share_by_key(store: Store, story: Story, drive: Path) -> None:
    from caretui.documents.packs import person
    from caretui.documents.parcel import to_self

    parcel = person.build(store, story.alan, to_self(store.viewer, "x"))
    sending.send(store, parcel, folder=drive, form="txt")
    second = sending.send(store, parcel, folder=drive, form="txt")
    app = App(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = FilesScreen()
        await app.push_screen(screen)
        await until(pilot, lambda: len(screen.table.ids) == 2)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, KeyDialog))
        await pilot.press("d")
        await until(pilot, lambda: len(exports.lying(store.read(), store.viewer)) == 1)
        assert files(drive) == [second.path.name]
        await until(pilot, lambda: len(screen.table.ids) == 1 and app.screen is screen)
        share.remove(second.path)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, KeyDialog))
        await pilot.press("g")
        await until(pilot, lambda: not exports.lying(store.read(), store.viewer))
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("slash")
        await until(pilot, lambda: len(screen.table.ids) == 2)


async def test_plain_text_leaves_out_errors_and_space_marks_it_copied(store: Store, story: Story) -> None:
    from caretui.store.models.contacts import Copying

    with store.work("to copy") as work:
        work.put(story.contact, Copying(copying="to copy"))
    app = App(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = CopyScreen(person=story.alan)
        await app.push_screen(screen)
        await until(pilot, lambda: "right ankle" in (screen.pager.text or ""))
        assert "left ankle" not in (screen.pager.text or "")
        await pilot.press("space")
        await until(pilot, lambda: dossier.waiting_to_copy(store.read(), story.alan) == ())
        assert app.undo.possible
        await pilot.press("right")
        await until(pilot, lambda: "82.1 kg" in (screen.pager.text or ""))
        assert "day centre" not in (screen.pager.text or "")
        await pilot.press("right")
        await until(pilot, lambda: "DUXBURY, Alan: summary" in (screen.pager.text or ""))


async def test_one_contact_as_plain_text(store: Store, story: Story) -> None:
    app = App(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = CopyScreen(contact=story.contact)
        await app.push_screen(screen)
        await until(pilot, lambda: "right ankle" in (screen.pager.text or ""))
        await asyncio.sleep(0)
