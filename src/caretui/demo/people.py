"""Fills a store with invented people: places, colleagues, the cast of today, a crowd around them, meetings to come."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

from caretui.care.dates import say_date, to_instant
from caretui.demo import cast, names
from caretui.demo.maker import Maker
from caretui.store.changes import directory
from caretui.store.models.contacts import RiskScoreForm
from caretui.store.models.meetings import AgendaItemForm, AttendeeForm, DecisionForm, MeetingForm
from caretui.store.models.places import AgencyForm, PracticeForm, ProfessionalForm
from caretui.store.store import Store

SEED = 1964
PEOPLE = 120
MINE = 45
CHUNK = 50
Told = Callable[[int, int], None]


def fill(store: Store, *, people: int = PEOPLE, seed: int = SEED, told: Told = lambda done, total: None) -> None:
    """Make `people` people in `store`, whose member is Sam Ward; `told(done, total)` as it goes."""
    random = Random(seed)
    with store.work("made the demo's places") as work:
        maker = Maker(store, work, random)
        _places(maker)
        _colleagues(maker)
        made = {"Duxbury": cast.duxbury(maker), **cast.others(maker)}
        done = len(made)
        told(done, people)
    while done < people:
        with store.work("made invented people") as work:
            maker.work = work
            for _ in range(min(CHUNK, people - done)):
                _someone(maker, mine=done < MINE + 3)
                done += 1
        told(done, people)
    with store.work("made the demo's meetings") as work:
        maker.work = work
        _meetings(maker, made)
    store.done.clear()


def _places(m: Maker) -> None:
    rollout = ["live"] * 10 + ["scheduled"] * 8
    for locality, practices in names.PRACTICES.items():
        m.localities[locality], _ = directory.ensure_locality(m.work, locality)
        for name in practices:
            number = len(m.practices)
            status = rollout[number] if number < len(rollout) else "not started"
            m.practices[name] = m.work.add(
                PracticeForm(
                    name=name,
                    code=f"X{number + 1:05d}",
                    phone=f"01632 960{200 + number}",
                    locality=m.localities[locality],
                    meeting_status=status,
                    meeting_target=m.day(60 + number * 5) if status != "live" else None,
                    meeting_live=m.day(-200 + number * 9) if status == "live" else None,
                )
            )


def _colleagues(m: Maker) -> None:
    for name, kind in names.AGENCIES.items():
        found = m.work.con.execute("SELECT id FROM agency WHERE name = ?", (name,)).fetchone()
        m.agencies[name] = found[0] if found else m.work.add(AgencyForm(name=name, kind=kind))
    for number, (name, role, agency) in enumerate(names.PROFESSIONALS):
        m.employers[name] = agency
        if name == m.store.viewer.name:
            m.professionals[name] = str(m.store.viewer.professional)
            continue
        m.professionals[name] = m.work.add(
            ProfessionalForm(
                name=name,
                role=role,
                agency=m.agencies[agency],
                phone=f"01632 960{700 + number}",
                left_on=m.day(-6) if name == "Jo Moss" else None,
            )
        )


def _someone(m: Maker, *, mine: bool) -> None:
    random = m.random
    given, sex = random.choice([(n, "female") for n in names.WOMEN] + [(n, "male") for n in names.MEN])
    practice = random.choice(list(m.practices)[:8] if mine else list(m.practices))
    coordinator = cast.ME if mine else random.choice(("Dan Whiteside", "Farida Bux", "Priya Nair"))
    person = m.person(
        random.choice(names.FAMILIES),
        given,
        random.randrange(45, 97),
        practice,
        coordinator,
        sex=sex,
        address=f"{random.randrange(1, 240)} {random.choice(names.STREETS)}",
        phone=f"01632 961{random.randrange(1000):03d}",
        living_situation=random.choice(("alone", "alone", "with partner", "with family")),
    )
    m.conditions(person, random.sample(names.CONDITIONS, random.randrange(1, 4)))
    m.circle(
        person,
        random.choice(names.WOMEN),
        random.choice(("daughter", "sister", "wife", "neighbour")),
        f"01632 962{random.randrange(1000):03d}",
    )
    for _ in range(random.randrange(1, 5)):
        offset = -random.randrange(1, 26)
        nurse = random.choice((coordinator, coordinator, "Lisa Haslam", "Joan Pickles", "Aisha Malik"))
        how = random.choice(("face to face", "face to face", "telephone"))
        m.contact(
            person,
            nurse,
            offset,
            f"{random.randrange(9, 17):02d}:{random.choice((0, 15, 30, 45)):02d}",
            random.choice(names.NOTES),
            method=how,
        )
    if random.random() < 0.5:
        agency, what = random.choice(names.ACTIONS)
        m.action(person, agency, what, random.randrange(1, 40))
    if mine:
        m.planned(person, random.randrange(5, 28), f"{random.randrange(9, 16):02d}:30", "visit")
    if random.random() < 0.25:
        band = random.choice(("low", "medium", "high", "very high"))
        m.work.add(RiskScoreForm(person=person, tool="eFI", version="2016", run_date=m.day(-20), band=band))
    if random.random() < 0.15:
        m.warning(person, "dog", "Dog in the yard")


def _meetings(m: Maker, made: dict[str, str]) -> None:
    _today(m, made, before=_last_month(m, made))
    for practice, days in (
        ("Roman Road Health Centre", 6),
        ("Cornerstone Practice", 13),
        ("St George's Surgery", 20),
        (cast.SURGERY, 42),
    ):
        _meeting(m, practice, days, "planned")


def _last_month(m: Maker, made: dict[str, str]) -> dict[str, str]:
    """The surgery's meeting that was held: name -> the item of whoever was discussed."""
    last = _meeting(m, cast.SURGERY, -28, "held")
    _came(m, last, (cast.ME, "Priya Nair", "Dr Anne Farrow", "Lisa Haslam", "Beth Cowell"), "present")
    _came(m, last, ("Hamid Raja",), "apologies")
    listed = "Duxbury Entwistle Kenyon Patel Whittle Sharples".split()
    before: dict[str, str] = {}
    day = m.working_day(-28)
    for position, name in enumerate(listed, 1):
        item = before[name] = m.work.add(
            AgendaItemForm(
                meeting=last, person=made[name], position=position, state="discussed", reasons="new referral"
            )
        )
        m.work.add(
            DecisionForm(
                item=item,
                person=made[name],
                meeting=last,
                level="case-manage" if name == "Duxbury" else "monitor",
                back="next meeting",
                at=to_instant(datetime.fromisoformat(f"{day}T13:{position * 4:02d}")),
                by="Dr Anne Farrow",
            )
        )
    return before


def _today(m: Maker, made: dict[str, str], before: dict[str, str]) -> None:
    """The surgery's meeting of today: who was carried on from `before`, who was put on since."""
    today = _meeting(m, cast.SURGERY, 0, "planned")
    agenda = {
        "Duxbury": ("carried", "6 month review", True),
        "Entwistle": ("carried", "adult social care 2 days late", True),
        "Kenyon": ("late item", f"admitted {m.admitted:%H:%M} {say_date(m.admitted.date(), m.today)}", False),
        "Hussain 75": ("suggested", "no reply", True),
        "Hussain 59": ("suggested", "A&E last week", True),
        "Patel": ("suggested", "high to very high", True),
        "Bibi": ("by hand", "daughter asked", True),
        "Shah": ("suggested", "no coordinator", False),
        "Whittle": ("suggested", "review due", True),
        "Khan": ("suggested", "not seen 34 days", True),
        "Yates": ("suggested", "2 actions late", True),
        "Riley": ("suggested", "new referral", False),
        "Sharples": ("carried", "open from last time", True),
        "Iqbal": ("suggested", "home from ward", True),
        "O'Hara": ("suggested", "plan review", True),
    }
    for position, (name, (source, reason, ready)) in enumerate(agenda.items(), 1):
        m.work.add(
            AgendaItemForm(
                meeting=today,
                person=made[name],
                position=position,
                source=source,
                reasons=reason,
                told=name != "Riley",
                nothing_to_add=ready,
                carried_from=before.get(name) if source == "carried" else None,
                deferred_count=2 if name == "Entwistle" else 0,
                say="Start the care package now, not the day he comes home." if name == "Kenyon" else None,
                view='Edna: "I can\'t lift him now."' if name == "Kenyon" else None,
            )
        )
    _came(m, today, (cast.ME, "Priya Nair", "Dr Anne Farrow", "Lisa Haslam", "Beth Cowell", "Hamid Raja"))


def _meeting(m: Maker, practice: str, offset: int, status: str) -> str:
    when = m.day(offset) if offset == 0 else m.working_day(offset)
    return m.work.add(
        MeetingForm(
            practice=m.practices[practice],
            at=f"{when}T13:00",
            minutes=60,
            chair="Dr Anne Farrow",
            chair_professional=m.professionals["Dr Anne Farrow"],
            status=status,
            **(_over(m, when) if status == "held" else {}),
        )
    )


def _over(m: Maker, day: str) -> dict[str, str]:
    """What is written of a meeting that was held: it began, it ended, its minutes went out the same afternoon."""
    at = {clock: to_instant(datetime.fromisoformat(f"{day}T{clock}")) for clock in ("13:00", "13:52", "17:10")}
    return {
        "started_at": at["13:00"],
        "ended_at": at["13:52"],
        "minutes_status": "issued",
        "approved_by": "Dr Anne Farrow",
        "approved_at": at["17:10"],
        "issued_at": at["17:10"],
    }


def _came(m: Maker, meeting: str, names: Sequence[str], attendance: str = "expected") -> None:
    for name in names:
        m.work.add(
            AttendeeForm(
                meeting=meeting,
                name=name,
                professional=m.professionals[name],
                agency=m.agencies[m.employers[name]],
                attendance=attendance,
            )
        )
