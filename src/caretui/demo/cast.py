"""The people of the first screens, each with a reason to be seen today; Robert's story is told of Alan Duxbury."""

from caretui.care.dates import to_instant
from caretui.demo.maker import Maker
from caretui.store.journal import child_id
from caretui.store.models.around import KeptDocumentForm, SharingForm
from caretui.store.models.contacts import HospitalEventForm, RiskScoreForm
from caretui.store.models.plan import (
    AboutMeForm,
    BaselineForm,
    ContingencyForm,
    GoalForm,
    NeedForm,
    OutcomeForm,
    PlanForm,
)

ME = "Sam Ward"
SURGERY = "Higher Croft Surgery"


def duxbury(m: Maker) -> str:
    """Alan Duxbury: 17 hospital visits or admissions in 12 months, then a plan, then 2 in 6 months."""
    al = m.person(
        "Duxbury",
        "Alan",
        62,
        SURGERY,
        ME,
        preferred_name="Al",
        address="4 Intack Court, Blackburn",
        postcode="BB1 3HT",
        phone="01632 960141",
        communication_needs="hearing aids",
        large_print=True,
        accommodation="assisted living",
        living_situation="alone",
        access="Key safe by the side door",
        key_safe="2741",
        contact_interval=7,
        told_on=m.day(-196),
        coordinator_since=m.day(-189),
        in_one_line="Lives alone in assisted living; heart failure, COPD and diabetes; anxious at night.",
        situation="Assisted living, alone. Diabetes, heart failure, COPD. Lonely, and anxious at night.",
    )
    m.conditions(al, ("diabetes", "heart failure", "COPD"))
    karen, jim = _around_al(m, al)
    goal = _plan_of_al(m, al)
    _asked_for_al(m, al, goal, jim)
    _done_for_al(m, al, karen)
    return al


def _around_al(m: Maker, al: str) -> tuple[str, str]:
    """Warnings, family, who goes in and what matters to him; gives his daughter and his brother."""
    m.warning(al, "falls", "Falls: no rail on 2nd stair", "everyone")
    m.warning(al, "access", "Slow to the door: ring first, wait")
    m.work.add(KeptDocumentForm(person=al, kind="ReSPECT", dated=m.day(-170), where_kept="kitchen folder"))
    karen = m.circle(al, "Karen", "daughter", "01632 960152", carer=True, next_of_kin=True)
    jim = m.circle(al, "Jim", "brother", "01632 960155")
    m.circle(al, "T Holt", "manager of Intack Court", "01632 960144")
    m.circle(al, "Martin Riding", "heart failure nurse", "01632 960177", professional=m.professionals["Martin Riding"])
    m.work.add(SharingForm(person=al, kind="may be told", circle=karen, scope="everything", since=m.day(-190)))
    m.work.add(SharingForm(person=al, kind="may be told", circle=jim, scope="money only", since=m.day(-190)))
    m.involvement(al)
    m.service(al, "Sam Ward, matron", "x......", "weight, breathing", "10:30", professional=m.professionals[ME])
    m.service(al, "district nursing", "x.x....", "weight", agency=m.agencies["district nursing"])
    m.service(al, "Hollies, night care", "xxxxxxx", "settle for the night", "22:00", agency=m.agencies["Hollies Care"])
    m.service(al, "Karen, daughter", "....x..", "shopping", circle=karen)
    m.service(al, "Jim, brother", "", "budget", words="1st of month", circle=jim)
    m.work.add(
        AboutMeForm(
            person=al,
            matters="My own bed, and the Rovers with our Jim.",
            who_matters="Our Karen and our Jim.",
            how_communicate="Large print. I wear hearing aids: face me.",
            please_do="Ring first and give me time to get to the door.",
            please_dont="Talk over me.",
            strengths="Good company, knows his weights and what they mean.",
            about_date=m.day(-180),
            supported_by="Karen",
        ),
        record=child_id(al, "about_me"),
    )
    return karen, jim


def _plan_of_al(m: Maker, al: str) -> str:
    """The plan with its counts before and since, and what to do when it gets worse; gives its goal."""
    plan_day = m.day(-182)
    m.work.add(
        PlanForm(person=al, plan_date=plan_day, agreed_with="Al and Karen", review_on=m.day(0), review_by=ME),
        record=child_id(al, "plan"),
    )
    m.work.add(
        BaselineForm(
            person=al,
            count=17,
            what="hospital visits or admissions",
            since=m.day(-547),
            until=plan_day,
            source="the practice",
        )
    )
    m.work.add(
        BaselineForm(
            person=al,
            count=2,
            what="hospital visits",
            since=plan_day,
            until=m.day(0),
            source="the practice",
            phase="since",
        )
    )
    need = m.work.add(NeedForm(person=al, words="Breathless and frightened at night; rings 999"))
    goal = m.work.add(GoalForm(person=al, words="Sleep in my own bed without ringing 999", need=need, importance=9))
    m.work.add(
        ContingencyForm(
            person=al,
            trigger="breathless lying flat, up 2 kg in 3 days",
            do="weigh, sit up, ring before 999 unless chest pain",
            whom="heart nurse 01632 960177",
            early_signs="ankles tighter, sleeping in the chair",
        )
    )
    m.work.add(
        OutcomeForm(person=al, words="I feel there's someone there now.", said_by="Al", said_on=m.day(-6), goal=goal)
    )
    return goal


def _asked_for_al(m: Maker, al: str, goal: str, jim: str) -> None:
    m.action(al, "occupational therapy", "second stair rail", -3, goal=goal)
    m.action(al, "heart failure nursing", "see Al: weight, ankles", 1, professional=m.professionals["Martin Riding"])
    m.mine(al, "inhaler check", 4)
    m.action(al, None, "budget with Al", 4, circle=jim, owner_words="Jim, brother")
    m.action(
        al,
        "mental health",
        "talking therapy",
        None,
        status="waiting",
        waiting_on="mental health",
        waiting_since=m.day(-14),
    )


def _done_for_al(m: Maker, al: str, karen: str) -> None:
    """The log, the message that waits, the call back, and two visits to A&E."""
    m.contact(al, "Lisa Haslam", -8, "09:40", "Weight 80.7 kg. Ankles soft. In good spirits.")
    m.contact(al, "Kelly Marsden", -4, "22:15", "Anxious, settled with tea, no 999 call.")
    m.contact(
        al,
        ME,
        -3,
        "10:30",
        "Chest clear, 82.1 kg (up 1.4), ankles puffy.",
        own_words="I feel there's someone there now.",
    )
    m.contact(
        al,
        ME,
        -1,
        "16:50",
        "Bad nights since Sunday, wants a ring back.",
        method="telephone",
        direction="in",
        with_whom="Karen, daughter",
        circle=karen,
        copying="to copy",
    )
    m.message(al, "Karen, daughter: bad nights, ring her back", "01632 960152", hours=14)
    m.planned(al, 0, "13:30", "after her message", kind="call", with_whom="Karen, daughter")
    for days in (150, 61):
        m.work.add(
            HospitalEventForm(person=al, kind="A&E attendance", at=m.day(-days), place="Royal Blackburn Hospital")
        )


def others(m: Maker) -> dict[str, str]:
    """The rest of the caseload that today is about; name -> id."""
    made: dict[str, str] = {}
    _in_and_out_of_hospital(m, made)
    _booked_today(m, made)
    _late_or_due(m, made)
    _drifting(m, made)
    m.message(None, "mum fell again, Audley", "07700 900123", hours=16)
    return made


def _in_and_out_of_hospital(m: Maker, made: dict[str, str]) -> None:
    frank = made["Kenyon"] = m.person(
        "Kenyon",
        "Frank",
        81,
        SURGERY,
        ME,
        in_hospital_since=m.admitted.date().isoformat(),
        hospital="Royal Blackburn Hospital",
        hospital_reason="breathless",
        communication_needs="hearing loop",
    )
    edna = m.circle(frank, "Edna", "wife", "01632 960118", next_of_kin=True, lives_with=True)
    m.work.add(SharingForm(person=frank, kind="may be told", circle=edna, scope="everything", since=m.day(-60)))
    m.contact(frank, ME, -3, "14:00", "Swelling down, manages stairs, wants a bath seat.")
    m.action(frank, "occupational therapy", "bath seat", 1)
    m.action(frank, "GP", "medicines review", -1)
    m.work.add(
        HospitalEventForm(
            person=frank, kind="emergency admission", at=to_instant(m.admitted), place="Royal Blackburn Hospital"
        )
    )
    nasreen = made["Iqbal"] = m.person(
        "Iqbal", "Nasreen", 64, SURGERY, ME, home_since=m.day(-2), hospital="Royal Blackburn Hospital"
    )
    m.contact(nasreen, "Steph Clough", -5, "11:00", "Ready for home with a walking frame.", method="telephone")
    m.planned(nasreen, 1, "11:00", "first visit since home")


def _booked_today(m: Maker, made: dict[str, str]) -> None:
    fatima = made["Bibi"] = m.person(
        "Bibi",
        "Fatima",
        78,
        "Cornerstone Practice",
        ME,
        language="Urdu",
        interpreter="Urdu",
        communication_needs="interpreter",
        key_safe="1938",
    )
    m.circle(fatima, "Rukhsana", "daughter", "01632 960163", carer=True)
    m.warning(fatima, "key safe", "Key safe; code on request")
    m.contact(fatima, ME, -7, "09:30", "Blood sugars steady. Daughter interpreting until the interpreter came.")
    m.planned(fatima, 0, "09:30", "weekly")
    hussain = made["Hussain 75"] = m.person("Hussain", "Mohammed", 75, SURGERY, ME)
    m.contact(hussain, ME, -14, "10:45", "Chest better. Walks to the mosque again.")
    m.contact(hussain, ME, -7, "10:45", "No answer at the door.", reached="no reply")
    m.planned(hussain, 0, "10:45", "second try")
    younger = made["Hussain 59"] = m.person("Hussain", "Mohammed", 59, SURGERY, ME)
    m.contact(
        younger, "Dr Anne Farrow", -6, "17:20", "Seen after A&E; chest pain not of the heart.", method="telephone"
    )
    m.work.add(HospitalEventForm(person=younger, kind="A&E attendance", at=m.day(-7), place="Royal Blackburn Hospital"))
    jean = made["Whittle"] = m.person("Whittle", "Jean", 88, SURGERY, ME)
    ann = m.circle(jean, "Ann", "daughter", "01632 960171")
    m.contact(jean, ME, -9, "15:30", "Managing. Ann does evenings.")
    m.planned(jean, 0, "15:00", "after her shift", kind="call", with_whom="Ann, daughter", circle=ann)


def _late_or_due(m: Maker, made: dict[str, str]) -> None:
    doris = made["Entwistle"] = m.person("Entwistle", "Doris", 84, SURGERY, ME)
    m.warning(doris, "dog", "Dog: shut in the kitchen if you ring first")
    m.contact(doris, "Joan Pickles", -2, "11:10", "Leg ulcer dressed. Cannot lift the kettle.")
    m.action(doris, "adult social care", "start of care package", -2)
    shabana = made["Khan"] = m.person("Khan", "Shabana", 58, "Roman Road Health Centre", ME, contact_interval=28)
    m.contact(shabana, ME, -34, "13:00", "Mood lower. Agreed monthly.", method="telephone")
    maureen = made["Aspinall"] = m.person("Aspinall", "Maureen", 90, SURGERY, ME)
    m.mine(maureen, "ring memory clinic for result", 0)
    m.planned(maureen, -1, "14:10", "weekly")
    m.planned(maureen, 5, "14:00", "weekly")
    m.contact(maureen, "Carla Dean", -8, "12:00", "Scan done; result by next week.", method="telephone")
    zubeda = made["Patel"] = m.person("Patel", "Zubeda", 83, "St George's Surgery", ME)
    m.contact(zubeda, ME, -8, "10:00", "Three falls in a month; rails asked for.")
    m.work.add(
        RiskScoreForm(
            person=zubeda,
            tool="eFI",
            version="2016",
            run_date=m.day(-2),
            score=0.41,
            unit="index",
            band="very high",
            band_before="high",
        )
    )
    m.planned(zubeda, 4, "10:00", "falls review")
    kath = made["O'Hara"] = m.person("O'Hara", "Kath", 69, SURGERY, ME)
    m.contact(kath, ME, -10, "16:00", "Doing her own insulin again.")
    m.work.add(
        PlanForm(person=kath, plan_date=m.day(-176), review_on=m.day(4), review_by=ME), record=child_id(kath, "plan")
    )
    eileen = made["Marsden"] = m.person(
        "Marsden", "Eileen", 91, SURGERY, ME, date_of_death=m.day(-4), kindness_owed="call to family"
    )
    m.contact(
        eileen, ME, -4, "18:00", "Died at home this afternoon, family with her.", method="telephone", direction="in"
    )
    m.planned(eileen, 1, "10:00", "call to family", kind="call")


def _drifting(m: Maker, made: dict[str, str]) -> None:
    """Nothing to do for them today: settled, waiting for a copy, or with a coordinator who has left."""
    tom = made["Rigby"] = m.person("Rigby", "Tom", 66, SURGERY, ME)
    m.contact(
        tom, ME, -1, "16:00", "Pain clinic has seen him. Sleeping four hours.", method="telephone", copying="to copy"
    )
    m.planned(tom, 13, "09:00", "visit")
    brian = made["Sharples"] = m.person("Sharples", "Brian", 74, "Shadsworth Surgery", ME)
    m.contact(brian, ME, -15, "11:00", "Settled; walks the dog twice a day.")
    m.planned(brian, 14, "11:00", "visit")
    yusuf = made["Shah"] = m.person("Shah", "Yusuf", 71, SURGERY, "Jo Moss")
    m.contact(yusuf, "Jo Moss", -40, "09:00", "Handing over; needs a coordinator who speaks Gujarati if we have one.")
    colin = made["Yates"] = m.person("Yates", "Colin", 77, SURGERY, "Dan Whiteside")
    m.contact(colin, "Dan Whiteside", -12, "13:00", "Damp in the bedroom again.")
    m.action(colin, "housing", "damp in the bedroom", -9)
    m.action(colin, "Care Network", "befriender", -5)
    sean = made["Riley"] = m.person("Riley", "Sean", 54, SURGERY, "Dan Whiteside", told_on=None, told_how=None)
    m.contact(
        sean, "Dr Sunil Mehta", -3, "12:30", "New referral: drinking again, two ambulance calls.", method="telephone"
    )
