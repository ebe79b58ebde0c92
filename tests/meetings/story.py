"""A team meeting of fifteen invented people, as SCREENS.md pictures it; `python tests/meetings/story.py` opens it."""

import sys
import tempfile
from pathlib import Path

from caretui.care.identifiers import make_test_nhs
from caretui.store.changes import agenda, attendance, decisions, directory, meetings
from caretui.store.models.around import CircleForm, ServiceForm, SharingForm, WarningForm
from caretui.store.models.contacts import ContactForm, HospitalEventForm
from caretui.store.models.people import PersonForm
from caretui.store.models.plan import ActionForm, BaselineForm
from caretui.store.store import Store
from caretui.store.work import Work

NAMES = """Duxbury,Alan Entwistle,Doris Kenyon,Frank Hussain,Mohammed Hussain,Mohammed Patel,Zubeda Bibi,Fatima Shah,Yusuf
Whittle,Jean Khan,Shabana Yates,Colin Riley,Sean Sharples,Brian Iqbal,Nasreen O'Hara,Kath Marsh,Ada Holden,Ray
Aspinall,Maureen"""
SITUATION = "Assisted living, alone. Diabetes, heart failure, COPD. Lonely, and anxious at night."


def tell(store: Store) -> dict[str, str]:
    """Make it all in a store founded by Sam Ward; returns the ids of people by family name, and of the meetings."""
    found: dict[str, str] = {}
    sam = store.viewer.professional
    with store.work("a practice and its people") as work:
        place, _ = directory.ensure_locality(work, "Blackburn East")
        practice, _ = directory.ensure_practice(work, "Higher Croft Surgery", code="P81999", locality=place)
        kinds = (
            "district nursing",
            "adult social care",
            "heart failure nursing",
            "occupational therapy",
            "mental health",
        )
        agency = {kind: directory.ensure_agency(work, kind, kind)[0] for kind in kinds}
        nurse, _ = directory.ensure_professional(
            work, "L Haslam", role="district nurse", agency=agency["district nursing"]
        )
        for n, name in enumerate(NAMES.split()):
            family, given = name.split(",")
            key = family if family not in found else f"{family} 2"
            found[key] = work.add(
                PersonForm(
                    family_name=family,
                    given_name=given,
                    preferred_name="Al" if family == "Duxbury" else None,
                    nhs_number=make_test_nhs(n),
                    date_of_birth=f"19{45 + n}-02-02",
                    practice=practice,
                    coordinator=None if family == "Shah" else sam,
                    contact_interval=28 if family in ("Khan", "Holden") else None,
                    told_on="2026-09-03",
                    communication_needs="hearing loop" if family == "Kenyon" else None,
                    situation=SITUATION if family == "Duxbury" else None,
                )
            )
    found["october"] = _october(store, practice, found)
    with store.work("a life") as work:
        agenda.move(work, _item(work, found["november"], found["Duxbury"]), -1)
        frank, alan = found["Kenyon"], found["Duxbury"]
        edna = work.add(CircleForm(person=frank, name="Edna", relationship="wife"))
        found["Karen"] = work.add(CircleForm(person=alan, name="Karen", relationship="daughter"))
        work.add(BaselineForm(person=alan, count=17, what="hospital visits", since="2025-05-20", until="2026-05-20"))
        for day in range(1, 10):
            at = f"2026-11-{day + 10:02}T10:00:00Z"
            kind = ("district nursing", "heart failure nursing")[day % 2]
            for person, whose in ((alan, found["Karen"]), (frank, edna)):
                words = {3: "I feel there's someone there now.", 8: "I can't lift him now"}.get(day)
                work.add(
                    ContactForm(
                        person=person, at=at, recorded_at=at, by="L Haslam", professional=nurse, agency=agency[kind],
                        agency_name=kind, method="face to face", circle=whose, own_words=words,
                    )
                )  # fmt: skip
        work.add(HospitalEventForm(person=frank, kind="emergency admission", at="2026-11-26T02:40:00Z"))
        for what, owner, due in (
            ("second stair rail", "occupational therapy", "2026-11-23"),
            ("see Al: weight, ankles", "heart failure nursing", "2026-11-27"),
        ):
            work.add(ActionForm(person=alan, what=what, owner_words=owner, agency=agency[owner], due=due))
        work.add(
            ActionForm(
                person=alan, what="talking therapy", owner_words="mental health", agency=agency["mental health"],
                status="waiting", waiting_since="2026-11-12",
            )
        )  # fmt: skip
        work.add(ActionForm(person=frank, what="medicines review", owner_words="GP", due="2026-11-25"))
        work.add(ActionForm(person=frank, what="bath seat", owner_words="OT", agency=agency["occupational therapy"]))
        work.add(ActionForm(person=frank, what="bath seat", owner_words="DN", agency=agency["district nursing"]))
        for provider, what, days, time in (
            ("Matron", "", "x......", "10:30"),
            ("district nursing", "weight", "x.x....", ""),
            ("night care", "", "xxxxxxx", "22:00"),
        ):
            work.add(ServiceForm(person=alan, provider=provider, what=what, days=days, time=time or None))
        work.add(SharingForm(person=frank, kind="objects to", agency=agency["mental health"]))
        work.add(WarningForm(person=alan, words="Falls: no rail on 2nd stair", kind="falls"))
        work.add(
            WarningForm(
                person=alan, words="said to carry a knife", kind="violence or aggression", audience="coordinator only"
            )
        )
        for family, reason in (("Kenyon", "late item"), ("Bibi", "daughter asked"), ("Riley", "new referral")):
            source = "late item" if family == "Kenyon" else "by hand"
            agenda.put_on(work, found["november"], [found[family]], reason=reason, asked_by="Sam Ward", source=source)
        agenda.put_on(
            work, found["november"],
            [found[name] for name in (
                "Hussain", "Hussain 2", "Patel", "Shah", "Whittle", "Khan", "Yates", "Sharples", "Iqbal", "O'Hara")],
        )  # fmt: skip
        attendance.expect(work, found["november"], "Sam Ward", professional=sam)
        attendance.expect(work, found["november"], "L Haslam", professional=nurse)
        agenda.say(
            work, _item(work, found["november"], frank), "Start the care package now, not the day he comes home."
        )
    return found


def _item(work: Work, meeting: str, person: str) -> str:
    row = work.con.execute("SELECT id FROM agenda_item WHERE meeting = ? AND person = ?", (meeting, person)).fetchone()
    return str(row[0])


def _october(store: Store, practice: str, found: dict[str, str]) -> str:
    """A meeting held a month ago: Alan comes back, Doris was not reached; and the one of today."""
    with store.work("last month") as work:
        chair = {"chair": "Dr A Farrow"}
        october = meetings.schedule(work, practice=practice, at="2026-10-29T13:00", today=store.today(), **chair)
        found["november"] = meetings.schedule(
            work, practice=practice, at="2026-11-26T13:00", today=store.today(), **chair
        )
        found["january"] = meetings.schedule(
            work, practice=practice, at="2027-01-07T13:00", today=store.today(), **chair
        )
        items = agenda.put_on(work, october, [found["Duxbury"], found["Entwistle"]])
        decisions.decide(
            work, items[found["Duxbury"]], viewer=store.viewer, at="2026-10-29T13:09:00Z", level="case-manage"
        )
        meetings.end(work, october, at="2026-10-29T14:00:00Z", today=store.today())
    return october


def main() -> int:
    """Open the app on it, on the day it plays."""
    from tests.conftest import FixedClock

    from caretui.app import CaretuiApp
    from caretui.store import keys

    clock = FixedClock()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "story.caretui", keys.new_store_key(), clock=clock)
        with store.work("founded") as work:
            member = directory.add_member(
                work, "Sam Ward", job="matron", agency="community matron", agency_kind="community matron", role="lead"
            )
        store.enter(member)
        tell(store)
        return CaretuiApp(store, first="meetings", demo=True).run(mouse=False) or 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.exit(main())
