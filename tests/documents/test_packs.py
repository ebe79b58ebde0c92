"""What stands in each document, for whom, and what never does."""

import pytest
from tests.documents.record import Story, told

from caretui.documents.formats import txt
from caretui.documents.outline import Diary, Document, Struck
from caretui.documents.packs import (
    actions,
    agreed,
    contacts,
    day_sheet,
    diary,
    letter,
    meeting,
    minutes,
    my_plan,
    person,
)
from caretui.documents.parcel import (
    Parcel,
    To,
    Withheld,
    to_agency,
    to_person,
    to_relative,
    to_self,
)
from caretui.store.models import around, meetings, plan
from caretui.store.models import contacts as logged
from caretui.store.queries import dossier, recipients
from caretui.store.store import Store


@pytest.fixture
def story(store: Store) -> Story:
    return told(store)


def agency(store: Store, record: str) -> To:
    found = recipients.agency(store.read(), record)
    assert found is not None
    return to_agency(found, "direct care")


def own(store: Store) -> To:
    return to_self(store.viewer, "my own work")


def words(parcel: Parcel) -> str:
    assert isinstance(parcel.document, Document)
    return " ".join(txt.text(parcel.document).split())


# --- the summary ---


def test_the_summary_tells_the_story_once(store: Store, story: Story) -> None:
    text = words(person.build(store, story.alan, own(store)))
    for part in (
        "OFFICIAL-SENSITIVE",
        "DUXBURY, Alan",
        "Likes to be called: Al",
        "14 Mar 1964, age 62",
        "NHS number: 999 000 0026",
        "Flat 2, Intack Court, BB1 1AA",
        "01632 960101 (slow to the door)",
        "Sam Ward, community matron",
        "large print, hearing aids",
        "My own bed, and the Rovers with our Jim.",
        "diabetes, heart failure, COPD",
        "kept: kitchen folder",
        "Who: Night care, Hollies When: every day 22:00",
        "Mon Wed",
        "Karen, daughter, carer",
        "May be told: everything",
        "Sleep through the night",
        "second stair rail",
        "LATE, 3d",
        "breathless lying flat",
        "17 hospital visits or admissions in 12 months (1.42 a month), 20 May 2025 to 20 May 2026 (source:",
        "2 hospital visits or admissions in 6 months (0.33 a month)",
        "some fall after a peak is usual",
        "I feel there's someone there now.",
        "Agency: district nursing Contacts: 1",
    ):
        assert part in text, part


def test_warnings_reach_only_their_audience(store: Store, story: Story) -> None:
    own_copy = words(person.build(store, story.alan, own(store)))
    nurses = words(person.build(store, story.alan, agency(store, story.nurses)))
    gym = words(person.build(store, story.alan, agency(store, story.gym)))
    assert "Falls: no rail" in own_copy and "Falls: no rail" in nurses and "Falls: no rail" in gym
    assert "Dog bites" in nurses and "Dog bites" not in gym
    assert "Money taken" in nurses and "Money taken" not in gym
    assert "Ask about drink" in own_copy, "the coordinator's own copy"
    assert "Ask about drink" not in nurses and "Ask about drink" not in gym


def test_a_key_safe_code_stands_in_no_document(store: Store, story: Story) -> None:
    parcels = [
        person.build(store, story.alan, own(store)),
        day_sheet.build(store, own(store)),
        meeting.build(store, story.meeting, own(store)),
        contacts.of_person(store, story.alan, own(store)),
        letter.build(store, story.alan, agency(store, story.nurses), asked="see him"),
    ]
    for parcel in parcels:
        assert "4471C" not in words(parcel), parcel.kind
    assert "Key safe" in words(parcels[0])


def test_contacts_are_read_by_whom_they_are_for(store: Store, story: Story) -> None:
    own_copy = words(person.build(store, story.alan, own(store)))
    nurses = words(person.build(store, story.alan, agency(store, story.nurses)))
    gym = words(person.build(store, story.alan, agency(store, story.gym)))
    assert "blood result" in nurses and "blood result" not in gym
    assert "my own worry" in own_copy
    assert "my own worry" not in nurses and "my own worry" not in gym


def test_an_amended_contact_is_printed_with_its_struck_original(store: Store, story: Story) -> None:
    parcel = person.build(store, story.alan, own(store))
    assert isinstance(parcel.document, Document)
    struck = [block for part in parcel.document.sections for block in part.blocks if isinstance(block, Struck)]
    amended = next(block for block in struck if "left ankle" in block.original)
    assert amended.amendment == "chest clear, right ankle puffy"
    assert "by Sam Ward: wrong side" in amended.amended
    error = next(block for block in struck if "day centre" in block.original)
    assert error.amended.startswith("Entered in error")
    assert error.amendment == ""


def test_an_amendment_of_an_amendment_strikes_both(store: Store, story: Story) -> None:
    with store.work("again") as work:
        work.add(
            logged.AmendmentForm(contact=story.contact, note="both ankles", reason="looked again", by="Sam Ward",
                                 at="2026-11-25T09:00:00Z")
        )  # fmt: skip
    parcel = person.build(store, story.alan, own(store))
    assert isinstance(parcel.document, Document)
    struck = [block for part in parcel.document.sections for block in part.blocks if isinstance(block, Struck)]
    assert [block.original for block in struck if "right ankle" in block.original] == ["chest clear, right ankle puffy"]
    assert "both ankles" in [block.amendment for block in struck]


def test_nothing_goes_to_whom_the_person_objects(store: Store, story: Story) -> None:
    with pytest.raises(Withheld, match="objects"):
        person.build(store, story.jean, agency(store, story.nurses))
    person.build(store, story.jean, own(store))
    person.build(store, story.jean, agency(store, story.police))


def test_the_sender_is_told_of_an_objection_to_one_who_works_there(store: Store, story: Story) -> None:
    with store.work("her ex-husband works there") as work:
        from caretui.store.changes import directory

        lisa = directory.ensure_professional(work, "L Haslam", role="district nurse", agency=story.nurses)[0]
        work.add(around.SharingForm(person=story.alan, kind="objects to", professional=lisa))
    parcel = meeting.build(store, story.meeting, agency(store, story.nurses))
    assert parcel.people == (story.alan,), "the agency itself may be told"
    assert "1 person objects to L Haslam of district nursing being told" in parcel.said_to_sender[1]
    assert "L Haslam of" not in words(parcel)
    her = recipients.professional(store.read(), lisa)
    assert her is not None
    with pytest.raises(Withheld):
        person.build(store, story.alan, to_agency(her, "direct care"))


def test_an_objection_follows_an_agency_into_its_successor(store: Store, story: Story) -> None:
    with store.work("merged") as work:
        from caretui.store.models.places import AgencyForm, AgencyStanding

        trust = work.add(AgencyForm(name="community trust", kind="district nursing"))
        work.put(story.nurses, AgencyStanding(successor=trust))
    with pytest.raises(Withheld):
        person.build(store, story.jean, agency(store, trust))


def test_an_objection_that_has_ended_holds_no_longer(store: Store, story: Story) -> None:
    (record,) = store.read().execute("SELECT id FROM sharing WHERE kind = 'objects to'").fetchone()
    with store.work("ended") as work:
        work.put(record, around.SharingDates(since="2026-01-01", until="2026-11-25"))
    assert "WHITTLE, Jean" in words(person.build(store, story.jean, agency(store, story.nurses)))


def test_the_papers_of_a_demo_say_that_its_people_are_invented(store: Store, story: Story) -> None:
    store.demo = True
    assert words(person.build(store, story.alan, own(store))).startswith("OFFICIAL-SENSITIVE: INVENTED PEOPLE")


def test_nobody_has_no_summary(store: Store) -> None:
    with pytest.raises(LookupError):
        person.build(store, "0" * 32, own(store))


def test_those_outside_of_care_get_the_minimum_and_the_sender_knows(store: Store, story: Story) -> None:
    with store.work("swim") as work:
        work.add(plan.ActionForm(person=story.alan, what="free swim", agency=story.gym))
    summary = person.build(store, story.alan, agency(store, story.gym))
    asked = letter.build(store, story.alan, agency(store, story.gym), asked="swim")
    for parcel in (summary, asked):
        text = words(parcel)
        assert "DUXBURY, Alan" in text and "My own bed" in text and "free swim" in text
        for kept in ("COPD", "Karen", "chest clear", "stair rail", "17 hospital", "kitchen folder", "Lonely"):
            assert kept not in text, kept
        assert any("not health or social care" in caution for caution in parcel.cautions)
        assert any("no consent" in caution for caution in parcel.cautions)
    with store.work("agreed") as work:
        work.add(around.SharingForm(person=story.alan, kind="consent", agency=story.gym))
    again = person.build(store, story.alan, agency(store, story.gym))
    assert not any("no consent" in caution for caution in again.cautions)


# --- my plan ---


def test_my_plan_is_plain_and_holds_nothing_of_the_staffs(store: Store, story: Story) -> None:
    alan = dossier.people(store.read(), (story.alan,))[story.alan]
    parcel = my_plan.build(store, story.alan, to_person(alan, "your own copy"))
    text = words(parcel)
    for part in (
        "My plan: Al",
        "Sam Ward, community matron looks after the whole plan.",
        "Night care, Hollies: every day 22:00",
        "OT, district nursing: second stair rail, by Mon 23 Nov 2026",
        "If you notice: breathless lying flat",
        "made on Wed 20 May 2026",
    ):
        assert part in text, part
    for staff in ("Dog", "Money taken", "blood result", "LATE", "17 hospital", "999 000 0026", "4471C"):
        assert staff not in text, staff
    assert parcel.large_print, "the person reads large print"


def test_the_sender_is_told_which_form_this_file_is_not(store: Store, story: Story) -> None:
    from caretui.store.models.people import Language, Needs

    with store.work("needs") as work:
        work.put(story.alan, Needs(communication_needs="Easy read, braille"))
        work.put(story.alan, Language(language="Urdu"))
    alan = dossier.people(store.read(), (story.alan,))[story.alan]
    parcel = my_plan.build(store, story.alan, to_person(alan, "your own copy"))
    assert parcel.said_to_sender == (
        "They need easy read: this file is not that.",
        "They need braille: this file is not that.",
        "They read Urdu: this file is in English.",
    )
    assert not parcel.large_print


def test_a_relative_gets_the_plan_only_when_they_may_be_told(store: Store, story: Story) -> None:
    circle = dossier.circle(store.read(), (story.alan,), "2026-11-26")[story.alan]
    karen = to_relative(circle[0], "so that she can help")
    assert "The plan of Al" in words(my_plan.build(store, story.alan, karen))
    (record,) = store.read().execute("SELECT id FROM sharing WHERE circle = ?", (story.karen,)).fetchone()
    with store.work("taken back") as work:
        work.void(record, "taken back")
    circle = dossier.circle(store.read(), (story.alan,), "2026-11-26")[story.alan]
    with pytest.raises(Withheld, match="may be told"):
        my_plan.build(store, story.alan, to_relative(circle[0], "so that she can help"))


# --- the log ---


def test_the_log_strikes_rows_and_says_why(store: Store, story: Story) -> None:
    parcel = contacts.of_person(store, story.alan, agency(store, story.nurses))
    assert isinstance(parcel.document, Document)
    [table] = parcel.document.tables()
    notes = [row[8] for row in table.rows]
    assert notes == [
        "seen at the day centre",
        "",
        "chest clear, left ankle puffy",
        "chest clear, right ankle puffy",
        "blood result high",
        "82.1 kg",
    ]
    assert table.struck == {0, 2}
    assert "wrong side" in str(table.rows[3][11])


def test_the_log_of_many_leaves_out_who_objects(store: Store, story: Story) -> None:
    parcel = contacts.of_people(store, (story.alan, story.jean, story.tom), agency(store, story.nurses))
    assert parcel.people == (story.alan,)
    assert parcel.withheld == 2
    assert parcel.said_to_sender == ("2 people withheld",)
    assert "withheld" not in words(parcel)


# --- actions ---


def test_a_relative_who_does_something_belongs_to_no_agency(store: Store, story: Story) -> None:
    with store.work("Karen") as work:
        work.add(
            plan.ActionForm(
                person=story.alan, what="shop", agency=story.nurses, circle=story.karen, owner_words="Karen"
            )
        )
        work.add(plan.ActionForm(person=story.alan, what="weigh", agency=story.nurses, owner_words="L Haslam"))
    text = words(person.build(store, story.alan, own(store)))
    assert "Who: Karen What: shop" in text
    assert "Who: L Haslam, district nursing What: weigh" in text


def test_actions_of_one_agency(store: Store, story: Story) -> None:
    parcel = actions.build(store, agency(store, story.nurses), agency=story.nurses)
    text = words(parcel)
    assert "second stair rail" in text and "LATE" in text
    assert actions.build(store, agency(store, story.gym), agency=story.gym).people == ()


# --- the meeting ---


def test_the_pack_numbers_afresh_and_never_says_who_is_left_out(store: Store, story: Story) -> None:
    parcel = meeting.build(store, story.meeting, agency(store, story.nurses))
    text = words(parcel)
    assert "1. DUXBURY, Alan" in text
    assert "WHITTLE" not in text and "RIGBY" not in text
    assert "2." not in text.split("1. DUXBURY")[1][:3]
    assert parcel.withheld == 2
    assert parcel.said_to_sender == ("2 people withheld",)
    assert "withheld" not in text.lower() and "object" not in text.lower()
    assert "keep the night care" not in text, "what to say is the lead's"
    own_pack = words(meeting.build(store, story.meeting, own(store)))
    assert "keep the night care" in own_pack
    assert "1. WHITTLE" in own_pack and "3. RIGBY" in own_pack, "a lead's own copy has everyone"


def test_who_comes_for_somebody_who_objects_is_not_named_to_those_they_object_to(store: Store, story: Story) -> None:
    with store.work("asked them") as work:
        brother = work.add(around.CircleForm(person=story.jean, name="Walter Whittle", relationship="brother"))
        for name, who in (("Karen", story.karen), ("Walter Whittle", brother)):
            work.add(meetings.AttendeeForm(meeting=story.meeting, name=name, circle=who, attendance="present"))
    for pack in (meeting, minutes):
        theirs = words(pack.build(store, story.meeting, agency(store, story.nurses)))
        assert "Karen" in theirs and "a guest" in theirs and "Walter" not in theirs
        assert "Walter Whittle" in words(pack.build(store, story.meeting, own(store)))


def test_those_outside_of_care_get_only_whom_they_work_with(store: Store, story: Story) -> None:
    assert meeting.build(store, story.meeting, agency(store, story.police)).people == ()
    with store.work("police help") as work:
        work.add(plan.ActionForm(person=story.jean, what="fit a door chain", agency=story.police))
        work.add(plan.ActionForm(person=story.jean, what="weigh weekly", agency=story.nurses))
    parcel = meeting.build(store, story.meeting, agency(store, story.police))
    text = words(parcel)
    assert parcel.people == (story.jean,)
    assert "door chain" in text and "weigh weekly" not in text
    assert parcel.cautions == (
        "1 person has no consent or decision to share with neighbourhood police written down (Sharing).",
    )
    assert parcel.withheld == 0


def test_an_empty_agenda_still_prints(store: Store, story: Story) -> None:
    with store.work("another") as work:
        empty = work.add(meetings.MeetingForm(at="2026-12-01T09:00"))
    text = words(meeting.build(store, empty, own(store)))
    assert "Nobody is on the agenda" in text and "no chair yet" in text


def test_the_pack_says_why_and_what_was_decided_last_time(store: Store, story: Story) -> None:
    with store.work("before") as work:
        before = work.add(meetings.MeetingForm(at="2026-10-29T13:00"))
        item = work.add(meetings.AgendaItemForm(meeting=before, person=story.alan, state="discussed"))
        work.add(
            meetings.DecisionForm(item=item, person=story.alan, meeting=before, level="monitor",
                                  at="2026-10-29T13:05:00Z", by="Sam Ward")
        )  # fmt: skip
    text = words(meeting.build(store, story.meeting, own(store)))
    assert "Why: risk high to very high" in text
    assert "Last decision: Thu 29 Oct 2026: monitor, back next meeting" in text
    assert "Since Thu 29 Oct 2026: community nursing 3, district nursing 1" in text


@pytest.fixture
def held(store: Store, story: Story) -> Story:
    items = dict(store.read().execute("SELECT person, id FROM agenda_item").fetchall())
    with store.work("held") as work:
        work.put(items[story.alan], meetings.ItemState(state="discussed"))
        work.put(items[story.alan], meetings.ItemUpdate(update_note="Bad nights since Sunday."))
        work.put(items[story.alan], meetings.ItemView(view="Keep the night care."))
        work.put(items[story.jean], meetings.ItemState(state="not reached"))
        work.add(
            meetings.DecisionForm(item=items[story.alan], person=story.alan, meeting=story.meeting,
                                  level="case-manage", onward="refer", at="2026-11-26T13:03:00Z", by="Sam Ward")
        )  # fmt: skip
        work.add(
            plan.ActionForm(person=story.alan, what="weigh him daily", agency=story.nurses,
                            owner_words="district nursing", due="2026-11-27", meeting=story.meeting)
        )  # fmt: skip
        work.add(
            plan.ActionForm(person=story.alan, what="free swim", agency=story.gym, owner_words="gym",
                            due="2026-11-30", meeting=story.meeting, item=items[story.alan])
        )  # fmt: skip
    return story


def test_minutes_have_the_four_headings_and_what_was_not_reached(store: Store, held: Story) -> None:
    text = words(minutes.build(store, held.meeting, own(store)))
    for part in (
        "! DRAFT: not yet approved by the chair.",
        "L Haslam",
        "1. DUXBURY, ALAN",
        "Situation: Lonely; anxious at night.",
        "Action to date: Night care, Hollies every day 22:00",
        "Update: Bad nights since Sunday.",
        '"Keep the night care."',
        "Next steps: case-manage, refer; back next meeting",
        "weigh him daily",
        "WHITTLE, Jean, not reached; comes back at the next meeting",
    ):
        assert part in text, part


def test_an_agencys_minutes_hold_only_what_it_may_see(store: Store, held: Story) -> None:
    nurses = words(minutes.build(store, held.meeting, agency(store, held.nurses)))
    assert "weigh him daily" in nurses and "WHITTLE" not in nurses and "RIGBY" not in nurses
    gym = minutes.build(store, held.meeting, agency(store, held.gym))
    assert gym.people == (held.alan,)
    assert "free swim" in words(gym) and "weigh him daily" not in words(gym)
    assert minutes.build(store, held.meeting, agency(store, held.police)).people == ()


def test_the_actions_agreed_go_out_as_a_sheet_and_as_due_dates(store: Store, held: Story) -> None:
    everyone = agreed.build(store, held.meeting, own(store))
    assert isinstance(everyone.document, Document)
    assert [row[2] for row in everyone.document.tables()[0].rows] == ["weigh him daily", "free swim"]
    gym = agreed.build(store, held.meeting, agency(store, held.gym))
    assert isinstance(gym.document, Document)
    assert [row[2] for row in gym.document.tables()[0].rows] == ["free swim"]
    due = diary.due_dates(store, held.meeting, agency(store, held.nurses))
    assert isinstance(due.document, Diary)
    assert [(event.start.day, event.all_day) for event in due.document.events] == [(27, True), (30, True)]
    assert due.document.events[0].summary == "due, district nursing: A Duxbury"


def test_what_was_agreed_of_who_objects_stays_out(store: Store, held: Story) -> None:
    with store.work("for jean") as work:
        work.add(
            plan.ActionForm(
                person=held.jean, what="ring her", agency=held.nurses, due="2026-11-27", meeting=held.meeting
            )
        )
    for parcel in (
        agreed.build(store, held.meeting, agency(store, held.nurses)),
        diary.due_dates(store, held.meeting, agency(store, held.nurses)),
    ):
        assert (parcel.people, parcel.withheld) == ((held.alan,), 1)


def test_an_invitation_names_nobody_who_is_discussed(store: Store, story: Story) -> None:
    parcel = diary.invitation(store, story.meeting, own(store))
    assert isinstance(parcel.document, Diary)
    [event] = parcel.document.events
    assert event.summary == "integrated care team meeting: Higher Croft Surgery"
    assert event.description == "Chair: Dr A Farrow"
    assert parcel.people == ()


# --- diary, day sheet, letter ---


def test_the_diary_has_visits_and_meetings_without_full_names(store: Store, story: Story) -> None:
    with store.work("asked") as work:
        work.add(meetings.AttendeeForm(meeting=story.meeting, name="Sam Ward", professional=store.viewer.professional))
    parcel = diary.build(store, own(store))
    assert isinstance(parcel.document, Diary)
    assert [event.summary for event in parcel.document.events] == [
        "visit: A Duxbury",
        "integrated care team meeting: Higher Croft Surgery",
    ]
    assert parcel.document.events[0].start.isoformat() == "2026-11-26T15:00:00"
    assert "Intack" not in parcel.document.events[0].place


def test_the_day_sheet_has_what_one_needs_at_the_door(store: Store, story: Story) -> None:
    text = words(day_sheet.build(store, own(store)))
    for part in (
        "15:00 VISIT: DUXBURY, ALAN",
        "! Dog bites strangers",
        "Where: Flat 2, Intack Court, BB1 1AA",
        "Access: ring first, wait; key safe",
        "Telephone: 01632 960101 (slow to the door)",
        "Last contact: Mon 23 Nov 2026 10:30",
        "second stair rail",
        "______",
    ):
        assert part in text, part
    assert "right ankle" in text and "left ankle" not in text, "what stands, not what was amended"


def test_a_day_without_visits_prints(store: Store, story: Story) -> None:
    from datetime import date

    assert "NOTHING IS PLANNED" in words(day_sheet.build(store, own(store), date(2026, 12, 24)))


def test_a_letter_asks_and_tells_what_is_agreed(store: Store, story: Story) -> None:
    text = words(letter.build(store, story.alan, agency(store, story.gym), asked="Please offer him a free swim."))
    assert "Please offer him a free swim." in text
    assert "Sam Ward, community matron, community nursing" in text
    assert "Money taken" not in text
