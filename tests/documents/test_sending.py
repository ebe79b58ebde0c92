"""Sending: the file and its line in the ledger come together or not at all."""

from pathlib import Path

import openpyxl
import pytest
from tests.documents.record import Story, told

from caretui.documents import sending, share
from caretui.documents.making import KINDS, Wanted, make
from caretui.documents.packs import person
from caretui.documents.parcel import to_agency, to_self
from caretui.store.errors import NotAllowed, StoreError, StoreInUse
from caretui.store.queries import exports, recipients
from caretui.store.queries.ending import ending
from caretui.store.store import Store, Viewer


@pytest.fixture
def story(store: Store) -> Story:
    return told(store)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    folder.mkdir()
    return folder


def everything(store: Store, story: Story) -> dict[str, Wanted]:
    return {
        name: Wanted(
            name,
            person=story.alan if kind.about == "person" else None,
            meeting=story.meeting if kind.about == "meeting" else None,
            asked="see him",
        )
        for name, kind in KINDS.items()
    }


def test_everything_goes_out_in_every_format(store: Store, story: Story, drive: Path) -> None:
    sent = []
    for name, wanted in everything(store, story).items():
        parcel = make(store, wanted, to_self(store.viewer, KINDS[name].purpose))
        sent += [sending.send(store, parcel, folder=drive, form=form) for form in KINDS[name].formats]
    assert len(list(drive.iterdir())) == len(sent) == sum(len(kind.formats) for kind in KINDS.values())
    ledger = exports.made(store.read(), store.viewer)
    assert {line.file_name for line in ledger} == {one.path.name for one in sent}
    for one in sent:
        assert one.path.stat().st_size > 60
        for name in ("duxbury", "alan", "9990000026", "whittle", "jean"):
            assert name not in one.path.name.lower(), "no personal data in a file's name"


HOSTILE = "[/b] =cmd() #eval(1) $x$ O'HERN \u202egnp عمر 👍 {{7*7}} <w:p> _x0041_ %s" + "x" * 100


def test_hostile_words_everywhere_go_out_whole_in_every_format(
    store: Store, story: Story, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is written into a temporary folder on the way."""
    from caretui.store.models import around, contacts, people, plan

    with store.work("hostile") as work:
        work.put(story.alan, people.Name(family_name=HOSTILE, given_name=HOSTILE))
        work.put(story.alan, people.Situation(situation=HOSTILE))
        work.add(around.WarningForm(person=story.alan, words=HOSTILE))
        work.add(plan.ActionForm(person=story.alan, what=HOSTILE, owner_words=HOSTILE, due="2026-11-27"))
        work.add(
            contacts.ContactForm(
                person=story.alan, at="2026-11-25T10:00:00Z", recorded_at="2026-11-25T10:00:00Z", by="=1+1",
                method="letter", note=HOSTILE, agency_name=HOSTILE,
            )
        )  # fmt: skip
    monkeypatch.setenv("TMPDIR", str(drive / "no-such-folder"))
    monkeypatch.setattr("tempfile.tempdir", str(drive / "no-such-folder"))
    for name, wanted in everything(store, story).items():
        parcel = make(store, wanted, to_self(store.viewer, HOSTILE))
        for form in KINDS[name].formats:
            sent = sending.send(store, parcel, folder=drive, form=form)
            if form in ("txt", "json") and parcel.person:
                assert "O'HERN" in sent.path.read_text()
            if form == "xlsx":
                book = openpyxl.load_workbook(sent.path)
                kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
                assert kinds <= {"s", "n", "d"}


def test_the_ledger_says_who_what_to_whom_where_why_when_and_how_many(store: Store, story: Story, drive: Path) -> None:
    nurses = recipients.agency(store.read(), story.nurses)
    assert nurses is not None
    parcel = make(store, Wanted("meeting", meeting=story.meeting), to_agency(nurses, "preparing the meeting"))
    sent = sending.send(store, parcel, folder=drive, form="pdf")
    [line] = exports.made(store.read(), store.viewer)
    assert (line.kind, line.format, line.file_name, line.folder) == ("meeting pack", "pdf", sent.path.name, str(drive))
    assert (line.by, line.at, line.recipient, line.purpose) == (
        "Sam Ward", "2026-11-26T08:41:00Z", "district nursing", "preparing the meeting",
    )  # fmt: skip
    assert (line.people, line.withheld, line.expires) == (1, 2, "2026-12-24")
    [lying] = ending(store.read(), store.viewer, store.wall()).of("share")
    assert lying.when == "Thu 24 Dec", "whole in its 13 columns"
    assert sent.said == ("2 people withheld",)
    assert store.read().execute("SELECT list_sent_at FROM meeting").fetchone() == ("2026-11-26T08:41:00Z",)
    assert sent.path.name.startswith("meeting-pack-2026-11-26-district-nursing-")
    assert [one.id for one in exports.told_of(store.read(), story.alan)] == [line.id]
    assert exports.told_of(store.read(), story.jean) == ()
    audit = store.read().execute("SELECT subject, detail FROM audit WHERE event = 'exported'").fetchall()
    assert audit == [(line.id, '{"people":1,"withheld":2}')]


def test_undo_never_takes_a_line_out_of_the_ledger(store: Store, story: Story, drive: Path) -> None:
    store.done.clear()
    sending.send(store, person.build(store, story.alan, to_self(store.viewer, "x")), folder=drive, form="txt")
    assert store.undo() is None
    assert len(exports.made(store.read(), store.viewer)) == 1


def test_a_file_that_cannot_be_written_down_is_taken_away_again(
    store: Store, story: Story, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = person.build(store, story.alan, to_self(store.viewer, "x"))

    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("caretui.store.changes.exports.record", fails)
    with pytest.raises(StoreError, match="taken away again"):
        sending.send(store, parcel, folder=drive, form="txt")
    assert list(drive.iterdir()) == []

    def busy(*args: object, **kwargs: object) -> None:
        raise StoreInUse("busy")

    monkeypatch.setattr("caretui.store.changes.exports.record", busy)
    with pytest.raises(StoreInUse):
        sending.send(store, parcel, folder=drive, form="txt")
    assert list(drive.iterdir()) == []
    assert exports.made(store.read(), store.viewer) == ()


def test_a_folder_that_is_gone_writes_nothing_down(store: Store, story: Story, drive: Path) -> None:
    parcel = person.build(store, story.alan, to_self(store.viewer, "x"))
    with pytest.raises(share.ShareProblem, match="is not there"):
        sending.send(store, parcel, folder=drive / "gone", form="txt")
    assert exports.made(store.read(), store.viewer) == ()


def test_a_reader_sends_nothing(store: Store, story: Story, drive: Path) -> None:
    parcel = person.build(store, story.alan, to_self(store.viewer, "x"))
    before = store.viewer
    store.viewer = Viewer(before.member, before.name, "reader")
    with pytest.raises(NotAllowed):
        sending.send(store, parcel, folder=drive, form="txt")
    store.viewer = before
    assert list(drive.iterdir()) == []


def test_files_are_chased_until_they_are_off_the_share(store: Store, story: Story, drive: Path) -> None:
    parcel = person.build(store, story.alan, to_self(store.viewer, "x"))
    first = sending.send(store, parcel, folder=drive, form="txt")
    second = sending.send(store, parcel, folder=drive, form="txt")
    assert [line.id for line in exports.lying(store.read(), store.viewer)] == [first.export, second.export]
    assert sending.is_there(first.path) is True
    sending.take_away(store, first.export, first.path)
    assert not first.path.exists()
    assert [line.id for line in exports.lying(store.read(), store.viewer)] == [second.export]
    second.path.unlink()
    assert sending.is_there(second.path) is False
    sending.mark_removed(store, second.export)
    assert exports.lying(store.read(), store.viewer) == ()
    removed = exports.one(store.read(), second.export)
    assert removed is not None and removed.removed_at == "2026-11-26T08:41:00Z"
    assert removed.expires == "2026-12-24", "what was said before is kept"
    drive.rmdir()
    assert sending.is_there(second.path) is None


def test_a_file_is_late_after_its_days(store: Store, story: Story, drive: Path) -> None:
    from datetime import date

    store.set_setting(sending.KEPT_DAYS, "7")
    sending.send(store, person.build(store, story.alan, to_self(store.viewer, "x")), folder=drive, form="txt")
    [line] = exports.lying(store.read(), store.viewer)
    assert not line.is_late(date(2026, 12, 3))
    assert line.is_late(date(2026, 12, 4))


def test_an_agency_is_found_by_name_beginning_or_kind_and_never_guessed(store: Store, story: Story) -> None:
    def names(words: str) -> list[str]:
        return [one.name for one in recipients.find_agency(store.read(), words)]

    assert names("District  Nursing") == ["district nursing"]
    assert names("shads") == ["Shadsworth leisure centre"]
    assert names("police") == ["neighbourhood police"]
    assert names("nobody") == []
    assert names("") == []
    with store.work("another") as work:
        from caretui.store.changes import directory

        directory.ensure_agency(work, "Shadsworth school", "school")
    assert names("shads") == ["Shadsworth leisure centre", "Shadsworth school"]
