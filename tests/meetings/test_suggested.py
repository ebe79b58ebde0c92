"""Nobody for whom something speaks is missed, however few of a large practice are looked at closely."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretui.care.identifiers import make_test_nhs
from caretui.care.vocabulary import RISK_BANDS
from caretui.store.models.contacts import ContactForm, HospitalEventForm, RiskScoreForm
from caretui.store.models.people import PersonForm
from caretui.store.models.plan import ActionForm
from caretui.store.queries import suggestions

DAYS = st.integers(-60, 5)
NOTHING = {
    "interval": None,
    "contact": None,
    "no_reply": None,
    "event": None,
    "action": None,
    "home": None,
    "alone": False,
    "risk": (),
}
LIFE = st.one_of(  # one cause at a time: what another cause lets by would hide what this one misses
    st.fixed_dictionaries(
        {"interval": st.sampled_from([7, 28]), "contact": st.sampled_from([None, 0, -7, -8, -28, -29])}
    ),
    st.fixed_dictionaries({"contact": st.integers(-9, 0), "no_reply": st.integers(-9, 0)}),
    st.fixed_dictionaries(
        {"event": st.tuples(DAYS, st.sampled_from(["A&E attendance", "emergency admission", "elective admission"]))}
    ),
    st.fixed_dictionaries({"action": DAYS}),
    st.fixed_dictionaries({"home": DAYS}),
    st.just({"alone": True}),
    st.fixed_dictionaries({"risk": st.lists(st.sampled_from(RISK_BANDS), min_size=1, max_size=2)}),
).map(lambda cause: NOTHING | cause)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=st.lists(LIFE, min_size=1, max_size=6))
def test_whoever_has_a_reason_is_suggested(practice, lives):
    store, today = practice.store, practice.store.today()

    def day(offset):
        return (today + timedelta(days=offset)).isoformat()

    people = []
    with store.work("lives") as work:
        for number, life in enumerate(lives):
            person = work.add(
                PersonForm(
                    family_name=f"Someone {number}",
                    given_name="Al",
                    nhs_number=make_test_nhs(number),
                    practice=practice.id,
                    contact_interval=life["interval"],
                    coordinator=None if life["alone"] else store.viewer.professional,
                    home_since=None if life["home"] is None else day(life["home"]),
                )
            )
            people.append(person)
            for reached, when in (("yes", life["contact"]), ("no reply", life["no_reply"])):
                if when is not None:
                    at = f"{day(min(when, 0))}T08:00:00Z"
                    work.add(
                        ContactForm(
                            person=person,
                            at=at,
                            recorded_at=at,
                            by="x",
                            reached=reached,
                            method="telephone",
                            agency_name="x",
                        )
                    )
            if life["event"] is not None:
                when, kind = life["event"]
                work.add(HospitalEventForm(person=person, kind=kind, at=f"{day(min(when, 0))}T02:00:00Z"))
            for place, band in enumerate(life["risk"]):
                work.add(RiskScoreForm(person=person, tool="list", band=band, run_date=day(place - 9)))
            if life["action"] is not None:
                work.add(ActionForm(person=person, what="x", due=day(life["action"])))
    con = store.read()
    with store.work("a meeting") as work:
        from caretui.store.changes import meetings

        meeting = meetings.schedule(work, practice=practice.id, at="2026-12-08T13:00", today=today)
    found = {one.person: one.reasons for one in suggestions.suggestions(con, meeting, store.viewer, today)}
    known = suggestions.known(con, people, today, suggestions.last_held(con, [practice.id]))
    wanted = {person: tuple(reason.words for reason in known[person].reasons) for person in people}
    assert {person: found.get(person, ()) for person in people} == wanted


def test_a_large_store_is_not_gone_through_for_one_practice(practice):
    """The plan names the index of the practice: by other statistics it would look at everybody who is open."""
    con, store = practice.store.read(), practice.store
    meeting = practice.meeting()
    seen = []
    con.set_trace_callback(seen.append)
    try:
        suggestions.suggestions(con, meeting, store.viewer, store.today())
    finally:
        con.set_trace_callback(None)
    (query,) = [sql for sql in seen if "date_of_birth" in sql]
    plan = " ".join(row[3] for row in con.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert "person_practice_open (practice=?)" in plan and "person_listed" not in plan
