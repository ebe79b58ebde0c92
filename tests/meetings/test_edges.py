"""Bad input and edges of a meeting: each is met with its place kept, a word, and nothing lost."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from icalendar import Calendar
from tests.meetings.story import tell
from tests.meetings.test_screens import app_on, item, one, opened, order, settled, words

from caretui.care.audience import Recipient
from caretui.care.refused import Refused
from caretui.documents import formats
from caretui.documents.outline import Look
from caretui.documents.packs import agreed, diary
from caretui.documents.packs import meeting as pack
from caretui.documents.packs import minutes as minutes_pack
from caretui.documents.parcel import To
from caretui.store.changes import agenda, meetings
from caretui.store.models.people import Death, Name, RegisteredWith
from caretui.store.models.places import PracticeStanding
from caretui.store.models.plan import ActionForm

GP = To("GP", "preparing the team meeting", Recipient("agency", "x" * 32, "GP"))


@pytest.fixture
def story(store):
    found = tell(store)
    store.done.clear()
    return found


def of_paper(file):
    """The words of a DOCX."""
    from docx import Document

    paper = Document(BytesIO(file))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


@pytest.mark.parametrize("form", ["pdf", "docx", "txt"])
def test_an_empty_agenda_prints_and_says_so(practice, form):
    meeting = practice.meeting()
    store = practice.store
    made = pack.build(store, meeting, GP)
    content = formats.render(made.document, form, Look())
    assert made.people == () and content
    if form != "pdf":
        text = of_paper(content) if form == "docx" else content.decode()
        assert "Nobody is on the agenda for you." in text and "no chair yet" in text
    with store.work("over") as work:
        meetings.end(work, meeting, at=store.now(), today=store.today())
    assert formats.render(minutes_pack.build(store, meeting, GP).document, form, Look())


def test_the_night_when_the_clocks_go_back_has_a_meeting_of_one_hour(practice):
    store = practice.store
    for at in ("2027-10-31T01:30", "2027-10-31T00:30"):
        meeting = practice.meeting(at)
        (event,) = Calendar.from_ical(
            formats.render(diary.invitation(store, meeting, GP).document, "ics", Look())
        ).walk("VEVENT")
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert start.strftime("%Y-%m-%dT%H:%M") == at
        assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=1)


def test_a_time_that_the_clocks_leave_out_is_refused(practice):
    with pytest.raises(Refused, match=r"no 01:30 that night.*Try 02:30"):
        practice.meeting("2027-03-28T01:30")
    meeting = practice.meeting("2027-03-28T02:30")
    with pytest.raises(Refused, match="clocks go forward"), practice.store.work("moved") as work:
        meetings.move(work, meeting, "2027-03-28T01:30", today=practice.store.today())


def test_the_time_of_an_item_is_kept_through_the_night_of_the_clocks(practice, clock):
    clock.now = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)  # 01:30 in London, for the first time
    meeting = practice.meeting("2027-10-31T01:30", people=2)
    store = practice.store
    with store.work("began") as work:
        first = meetings.start(work, meeting, store.now())
    clock.now += timedelta(minutes=45)  # 01:15, for the second time
    with store.work("on") as work:
        meetings.stand_on(work, meeting, None, store.now())
    assert practice.one("SELECT seconds FROM agenda_item WHERE id = ?", first) == (45 * 60,)


def test_a_closed_practice_has_no_new_meeting_and_its_people_go_where_they_went(practice, practices):
    other = practices("Roman Road", "P81998")
    store = practice.store
    november = practice.meeting(people=1)
    with store.work("closed") as work:
        work.put(practice.id, PracticeStanding(status="closed", successor=other.id))
        work.put(practice.people[0], RegisteredWith(practice=other.id))
    with pytest.raises(Refused, match="closed"):
        practice.meeting("2026-12-08T13:00")
    with pytest.raises(Refused, match="closed"), store.work("a group with it") as work:
        meetings.schedule(work, practice=other.id, also=[practice.id], at="2026-12-08T13:00", today=store.today())
    with store.work("not reached") as work:
        meetings.end(work, november, at=store.now(), today=store.today())
    assert other.listed(other.meeting("2026-12-08T14:00")) == practice.people


async def test_sixty_people_are_listed_run_and_carried(practice):
    store = practice.store
    november = practice.meeting(people=60)
    january = practice.meeting("2027-01-07T13:00")
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=november)
        assert "60 people in 55 min: 55 s each" in words(pilot.app)
        await pilot.press("G")
        assert "60 - " in words(pilot.app)
        await opened(pilot.app, pilot, "huddle", meeting=november)
        await pilot.press("p", "3", "n")
        assert " 2 of 60 " in words(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert "NOT REACHED" in words(pilot.app) and "59" in words(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
    assert len(practice.listed(january)) == 60 and practice.listed(january)[:59] == practice.people[1:]


async def test_somebody_who_died_is_spoken_of_with_care(store, story):
    with store.work("died") as work:
        work.put(story["Duxbury"], Death(date_of_death="2026-11-22"))
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=story["november"])
        assert "died Sun 22" in words(pilot.app)
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        assert "Died Sun 22 Nov 2026." in words(pilot.app)


# Two leads ---------------------------------------------------------------------------------------------------


def test_what_another_lead_took_off_or_put_on_meanwhile_is_said_not_overwritten(practice):
    store = practice.store
    meeting = practice.meeting(people=2)
    first, second = (practice.item(meeting, person) for person in practice.people)
    other = practice.person()
    with store.work("the other lead") as work:
        agenda.remove(work, first, why="in hospital far away")
        agenda.put_on(work, meeting, [other])
    for late in (
        lambda work: agenda.move(work, first, 1),
        lambda work: agenda.remove(work, first, why="mine"),
        lambda work: agenda.decline(work, meeting, other, reasons="x", basis="x", why="mine"),
    ):
        with pytest.raises(Refused, match="meanwhile"), store.work("too late") as work:
            late(work)
    assert practice.one("SELECT state_why FROM agenda_item WHERE id = ?", first) == ("in hospital far away",)
    with store.work("nothing to add, by the other lead") as work:
        agenda.told(work, second, yes=False, nothing_to_add=True)
    with store.work("told") as work:
        agenda.told(work, second)
    assert practice.one("SELECT told, nothing_to_add FROM agenda_item WHERE id = ?", second) == (1, 1)


async def test_a_meeting_changed_in_another_window_is_shown_before_it_is_saved_over(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "new_meeting", meeting=story["january"])
        pilot.app.screen.fields["at"].set_text("8/1/2027 13:00")
        with store.work("the other lead") as work:
            meetings.set_chair(work, story["january"], "Dr B Khan")
        await pilot.press("f2")
        await settled(pilot)
        assert "Changed meanwhile: Dr B Khan. F2 saves yours over it, Esc leaves it." in words(pilot.app)
        row = one(store, "SELECT at, chair FROM meeting WHERE id = ?", story["january"])
        assert row == ("2027-01-07T13:00", "Dr B Khan")
        await pilot.press("f2")
        await settled(pilot)
    assert one(store, "SELECT at FROM meeting WHERE id = ?", story["january"]) == ("2027-01-08T13:00",)


# Hostile text ------------------------------------------------------------------------------------------------

HOSTILE = {
    "long": "N" * 200,
    "markup": "[/b][@click=app.quit]O'HERN",
    "urdu": "محمد اقبال",
    "formula": '=cmd|"/c calc"!A1',
    "bidi": "\u202eevil\u2066",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_name_goes_through_prep_huddle_minutes_and_every_paper(store, story, name):
    with store.work("renamed") as work:
        work.put(story["Duxbury"], Name(family_name=name, given_name="[bold]"))
        work.add(ActionForm(person=story["Duxbury"], what=name, owner_words=name, due="2026-12-01"))
    alan = item(store, story, "Duxbury")
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        for screen in ("prep", "huddle"):
            await opened(pilot.app, pilot, screen, meeting=story["november"])
            rows = words(pilot.app).split("\n")
            assert len(rows) == 24 and not any("\x1b" in row or "\u202e" in row for row in rows)
        await pilot.press("s", *"x=[/b]", "enter", "2", "escape", "enter")
        await settled(pilot)
        assert "MINUTES" in words(pilot.app)
    assert order(store, story, "january")
    with store.work("agreed") as work:
        work.add(ActionForm(person=story["Duxbury"], what=name, meeting=story["november"], item=alan, due="2026-12-01"))
    for made in (pack.build(store, story["november"], GP), minutes_pack.build(store, story["november"], GP)):
        text = of_paper(formats.render(made.document, "docx", Look()))
        assert name.replace("\u202e", "").replace("\u2066", "")[:20].casefold() in text.casefold()
        assert formats.render(made.document, "pdf", Look()).startswith(b"%PDF")
    sheet = formats.render(agreed.build(store, story["november"], GP).document, "xlsx", Look())
    from openpyxl import load_workbook

    cells = [cell for row in load_workbook(BytesIO(sheet)).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


# An objection to somebody by name ----------------------------------------------------------------------------


def test_who_objects_to_somebody_asked_to_the_meeting_is_left_out_of_that_agency_s_papers(practice):
    from caretui.documents.packs import agreed as agreed_pack
    from caretui.store.changes import attendance, decisions, directory
    from caretui.store.models.around import SharingForm

    store = practice.store
    meeting = practice.meeting(people=2)
    objector, other = practice.people
    with store.work("an objection to Hamid Raja") as work:
        agency, _ = directory.ensure_agency(work, "mental health", "mental health")
        hamid, _ = directory.ensure_professional(work, "Hamid Raja", role="mental health worker", agency=agency)
        work.add(SharingForm(person=objector, kind="objects to", professional=hamid))
        for person in practice.people:
            where = practice.item(meeting, person)
            work.add(ActionForm(person=person, what="x", meeting=meeting, item=where))
            decisions.decide(work, where, viewer=store.viewer, at=store.now(), level="monitor")
    theirs = To("mental health", "record", Recipient("agency", agency, "mental health"))
    built = (pack.build, minutes_pack.build, agreed_pack.build)
    assert [build(store, meeting, theirs).people for build in built] == [(objector, other)] * 3
    with store.work("Hamid is asked") as work:
        attendance.expect(work, meeting, "Hamid Raja", professional=hamid)
    parcels = [build(store, meeting, theirs) for build in built]
    assert [(parcel.people, parcel.withheld) for parcel in parcels] == [((other,), 1)] * 3
    assert [build(store, meeting, GP).withheld for build in built] == [0] * 3


async def test_a_meeting_whose_time_no_sheet_told_never_stands_at_midnight(store, story):
    practice = one(store, "SELECT practice FROM meeting WHERE id = ?", story["november"])[0]
    with store.work("took in a sheet") as work:
        meeting = meetings.schedule(work, practice=practice, at="2026-12-15T00:00", today=store.today())
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Tue 15 Dec time?" in words(app) and "00:00" not in words(app)
        await opened(app, pilot, "prep", meeting=meeting)
        assert "Tue 15 Dec, time to be set" in words(app) and "00:00" not in words(app)
        await pilot.press("escape")
        await opened(app, pilot, "new_meeting", meeting=meeting)
        assert "Tue 15 Dec 2026" in words(app) and "00:00" not in words(app)
        await pilot.press("f2")
        await settled(pilot)
    assert one(store, "SELECT at FROM meeting WHERE id = ?", meeting) == ("2026-12-15T00:00",), "no time was made up"
    paper = formats.render(pack.build(store, meeting, GP).document, "txt", Look()).decode()
    assert "time to be set" in paper and "00:00" not in paper
    [event] = Calendar.from_ical(formats.render(diary.invitation(store, meeting, GP).document, "ics", Look())).events
    assert event["dtstart"].to_ical() == b"20261215"
