"""Esc while a file is being made: nothing is put anywhere, nothing stands in the ledger, and the keys answer meanwhile."""

import time
from pathlib import Path

import pytest
from tests.documents.record import Story, told
from tests.documents.test_screens import about_to_send, until

from caretui.documents import sending
from caretui.documents.formats import render
from caretui.documents.making import Wanted, make
from caretui.documents.parcel import to_self
from caretui.documents.pulse import Stopped, heard_by
from caretui.screens.send import SendScreen
from caretui.store.queries import exports
from caretui.store.store import Store


@pytest.fixture
def story(store: Store) -> Story:
    return told(store)


@pytest.mark.parametrize(("kind", "form"), [("caseload", "xlsx"), ("meeting", "pdf")], ids=["workbook", "pack"])
def test_a_making_tells_how_far_it_is_and_stops_where_it_is_told(
    store: Store, story: Story, kind: str, form: str, tmp_path: Path
) -> None:
    wanted = Wanted(kind, meeting=story.meeting, people=(story.alan,) if kind == "caseload" else None)
    heard: list[str] = []
    with heard_by(lambda done, total, words: heard.append(words)):
        parcel = make(store, wanted, to_self(store.viewer, "own use"))
        render(parcel.document, form)
    assert heard[0] == "people read"

    def stop_at_the_last(done: int, total: int, words: str) -> None:
        if words == "putting it into the folder":
            raise Stopped

    with heard_by(stop_at_the_last), pytest.raises(Stopped):
        sending.send(store, parcel, folder=tmp_path, form=form)
    assert list(tmp_path.glob(f"*.{form}*")) == []
    assert not exports.made(store.read(), store.viewer)


def test_pages_that_are_not_wanted_any_more_end_their_child_process(store: Store, story: Story) -> None:
    parcel = make(store, Wanted("meeting", meeting=story.meeting), to_self(store.viewer, "own use"))
    from caretui.documents.formats import pdf

    def stop(done: int, total: int, words: str) -> None:
        raise Stopped

    looked = pdf.LOOK
    pdf.LOOK = 0.0  # type: ignore[misc] - looked at once, however fast this machine sets pages
    try:
        with heard_by(stop), pytest.raises(Stopped):
            render(parcel.document, "pdf")
    finally:
        pdf.LOOK = looked  # type: ignore[misc]


async def test_esc_stops_what_is_being_sent(
    store: Store, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    store.set_setting(sending.FOLDER, str(drive))
    heard = SendScreen._heard

    def slowly(screen: SendScreen, done: int, total: int, words: str) -> None:
        end = time.monotonic() + 30
        while not screen.stopping and time.monotonic() < end:  # somebody needs a moment to press Esc
            time.sleep(0.01)
        heard(screen, done, total, words)

    monkeypatch.setattr(SendScreen, "_heard", slowly)
    async with about_to_send(store, meeting=story.meeting) as (app, pilot, screen):
        await pilot.press("enter")
        await until(pilot, lambda: screen.sending)
        await pilot.press("escape")
        await until(pilot, lambda: not screen.sending)
        assert "Stopped: nothing was sent." in str(screen.status_line.words)
        assert app.screen is screen
    assert list(drive.iterdir()) == []
    assert not exports.made(store.read(), store.viewer)
