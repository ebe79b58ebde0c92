"""A small store with Alan Duxbury's story and two neighbours, for documents to tell of."""

from dataclasses import dataclass

from caretui.store.changes import directory
from caretui.store.journal import child_id
from caretui.store.models import around, contacts, meetings, people, places, plan
from caretui.store.store import Store
from caretui.store.work import Work


@dataclass(frozen=True)
class Story:
    """The ids of what was made."""

    alan: str
    jean: str
    tom: str
    karen: str
    nurses: str
    gym: str
    police: str
    meeting: str
    contact: str


def told(store: Store) -> Story:
    """Alan (everything), Jean (objects to district nursing), Tom (restricted); a meeting with all three."""
    with store.work("a story") as work:
        nurses = directory.ensure_agency(work, "district nursing", "district nursing")[0]
        gym = directory.ensure_agency(work, "Shadsworth leisure centre", "leisure")[0]
        police = directory.ensure_agency(work, "neighbourhood police", "police")[0]
        practice = work.add(
            places.PracticeForm(
                name="Higher Croft Surgery",
                locality=directory.ensure_locality(work, "Blackburn East")[0],
            )
        )
        alan = _alan(work, store, practice, nurses)
        karen = work.add(
            around.CircleForm(person=alan, name="Karen", relationship="daughter", phone="07700 900123", carer=True)
        )
        work.add(around.SharingForm(person=alan, kind="may be told", circle=karen, scope="everything"))
        jean = work.add(
            people.PersonForm(
                family_name="Whittle",
                given_name="Jean",
                nhs_number="9990000018",
                practice=practice,
                coordinator=store.viewer.professional,
            )
        )
        work.add(
            around.SharingForm(person=jean, kind="objects to", agency=nurses, since="2026-01-01", reason="private")
        )
        tom = work.add(
            people.PersonForm(
                family_name="Rigby", given_name="Tom", practice=practice, restricted=True, restricted_reason="staff"
            )
        )
        meeting = work.add(meetings.MeetingForm(practice=practice, at="2026-11-26T13:00", chair="Dr A Farrow"))
        for position, person in enumerate((jean, alan, tom), start=1):
            work.add(
                meetings.AgendaItemForm(
                    meeting=meeting,
                    person=person,
                    position=position,
                    source="added",
                    reasons="risk high to very high",
                    say="keep the night care" if person == alan else None,
                )
            )
        work.add(meetings.AttendeeForm(meeting=meeting, name="L Haslam", agency=nurses))
        contact = _contacts(work, store, alan, nurses)
    return Story(alan, jean, tom, karen, nurses, gym, police, meeting, contact)  # fmt: skip


def _alan(work: Work, store: Store, practice: str, nurses: str) -> str:
    alan = work.add(
        people.PersonForm(
            family_name="Duxbury", given_name="Alan", preferred_name="Al", date_of_birth="1964-03-14",
            nhs_number="9990000026", address="Flat 2\nIntack Court", postcode="BB1 1AA", phone="01632 960101",
            phone_note="slow to the door", accommodation="assisted living", living_situation="alone",
            communication_needs="hearing aids", large_print=True, access="ring first, wait", key_safe="4471C",
            practice=practice, coordinator=store.viewer.professional, coordinator_since="2026-05-21",
            told_on="2026-05-14", told_how="at home", situation="Lonely; anxious at night.",
        )
    )  # fmt: skip
    warning = around.WarningForm
    work.add(warning(person=alan, kind="falls", words="Falls: no rail on 2nd stair"))
    work.add(warning(person=alan, kind="key safe", words="Key safe by the door, code 4471C"))
    work.add(warning(person=alan, kind="dog", words="Dog bites strangers", audience="staff who visit"))
    work.add(
        warning(person=alan, kind="safeguarding", words="Money taken by a friend", audience="named agencies",
                agencies=nurses)
    )  # fmt: skip
    work.add(warning(person=alan, kind="other", words="Ask about drink", audience="coordinator only"))
    for condition in ("diabetes", "heart failure", "COPD"):
        work.add(around.ConditionForm(person=alan, name=condition))
    work.add(around.KeptDocumentForm(person=alan, kind="ReSPECT", where_kept="kitchen folder"))
    work.add(around.ServiceForm(person=alan, provider="Night care, Hollies", days="xxxxxxx", time="22:00"))
    work.add(around.ServiceForm(person=alan, provider="District nursing", agency=nurses, what="weight", days="x.x...."))
    work.add(
        plan.AboutMeForm(person=alan, matters="My own bed, and the Rovers with our Jim."),
        record=child_id(alan, "about_me"),
    )
    work.add(
        plan.PlanForm(person=alan, plan_date="2026-05-20", agreed_with="Al", agreed_on="2026-05-20"),
        record=child_id(alan, "plan"),
    )
    work.add(
        plan.BaselineForm(person=alan, count=17, what="hospital visits or admissions", since="2025-05-20",
                          until="2026-05-20", source="told by the practice")
    )  # fmt: skip
    work.add(
        plan.BaselineForm(person=alan, phase="since", count=2, what="hospital visits or admissions",
                          since="2026-05-20", until="2026-11-20", source="told by the practice")
    )  # fmt: skip
    work.add(plan.GoalForm(person=alan, words="Sleep through the night", importance=9))
    work.add(plan.ActionForm(person=alan, what="second stair rail", agency=nurses, owner_words="OT", due="2026-11-23"))
    work.add(plan.ContingencyForm(person=alan, trigger="breathless lying flat", do="heart nurse", whom="01632 960177"))
    work.add(plan.OutcomeForm(person=alan, words="I feel there's someone there now.", said_by="Al",
                              said_on="2026-11-20"))  # fmt: skip
    work.add(
        contacts.PlannedForm(person=alan, kind="visit", at="2026-11-26T15:00", purpose="weekly",
                             professional=store.viewer.professional)
    )  # fmt: skip
    return alan


def _contacts(work: Work, store: Store, alan: str, nurses: str) -> str:
    def said(at: str, note: str, read_by: str = "team", **more: str) -> str:
        return work.add(
            contacts.ContactForm(
                person=alan, at=at, recorded_at=at, professional=store.viewer.professional, by="Sam Ward",
                agency_name="community nursing", method="face to face", note=note, read_by=read_by, **more,
            )
        )  # fmt: skip

    first = said("2026-11-23T10:30:00Z", "chest clear, left ankle puffy", own_words="I'm champion")
    work.add(
        contacts.AmendmentForm(contact=first, note="chest clear, right ankle puffy", reason="wrong side",
                               by="Sam Ward", at="2026-11-24T09:00:00Z")
    )  # fmt: skip
    wrong = said("2026-11-24T10:30:00Z", "seen at the day centre")
    work.add(
        contacts.AmendmentForm(contact=wrong, kind="entered in error", reason="another man of that name",
                               by="Sam Ward", at="2026-11-24T11:00:00Z")
    )  # fmt: skip
    said("2026-11-22T10:30:00Z", "blood result high", read_by="health only")
    said("2026-11-21T10:30:00Z", "my own worry", read_by="only me")
    work.add(
        contacts.ContactForm(
            person=alan, at="2026-11-20T09:00:00Z", recorded_at="2026-11-20T09:00:00Z", by="L Haslam", agency=nurses,
            agency_name="district nursing", method="telephone", direction="in", note="82.1 kg",
        )
    )  # fmt: skip
    return first
