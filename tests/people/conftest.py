"""Robert's story under an invented name, keyed in by hand, on Thursday 26 November 2026."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.people.story import NHS, contact, goes_in

from caretui.store.changes import people
from caretui.store.journal import child_id
from caretui.store.models.around import CircleForm, ConditionForm, KeptDocumentForm, WarningForm
from caretui.store.models.plan import AboutMeForm, ActionForm, BaselineForm, ContingencyForm, PlanForm
from caretui.store.store import Store


@pytest.fixture
def al(store: Store) -> str:
    """Alan Duxbury as SCREENS.md shows him; returns his id."""
    with store.work("wrote down Al") as work:
        al = people.add_person(
            work,
            family_name="Duxbury",
            given_name="Alan",
            preferred_name="Al",
            date_of_birth="1964-03-14",
            nhs_number=NHS,
            sex="male",
            coordinator=store.viewer.professional,
            today="2026-05-21",
            communication_needs="hearing aids",
            large_print=True,
            address="4 Intack Court, Blackburn",
            accommodation="assisted living",
            living_situation="alone",
            key_safe="2741",
            told_on="2026-05-14",
        )
        work.add(WarningForm(person=al, words="no rail on 2nd stair", kind="falls"))
        work.add(WarningForm(person=al, words="Slow to the door: ring first, wait", kind="access"))
        work.add(KeptDocumentForm(person=al, kind="ReSPECT", where_kept="kitchen folder"))
        work.add(CircleForm(person=al, name="T Holt", relationship="manager of the home", phone="01632 960144"))
        jim = work.add(CircleForm(person=al, name="Jim", relationship="brother"))
        for condition in ("diabetes", "heart failure", "COPD"):
            work.add(ConditionForm(person=al, name=condition))
        goes_in(work, al, "Matron, Sam Ward", "mon 10:30")
        goes_in(work, al, "District nursing", "mon wed", "weight")
        goes_in(work, al, "Night care, Hollies", "daily 22:00")
        goes_in(work, al, "Karen, daughter", "fri", "shopping")
        goes_in(work, al, "Jim, brother", "1st of month", "budget")
        matters = "My own bed, and the Rovers with our Jim."
        work.add(AboutMeForm(person=al, matters=matters), record=child_id(al, "about_me"))
        work.add(PlanForm(person=al, plan_date="2026-05-20"), record=child_id(al, "plan"))
        what = "hospital visits or admissions"
        work.add(BaselineForm(person=al, count=17, what=what, since="2025-05-21", until="2026-05-20", phase="before"))
        work.add(BaselineForm(person=al, count=2, what=what, since="2026-05-20", until="2026-11-20", phase="since"))
        trigger = "breathless lying flat, up 2 kg in 3 days"
        work.add(ContingencyForm(person=al, trigger=trigger, whom="heart nurse 01632 960177"))
        mine = store.viewer.professional
        for due, owner, words, more in (
            ("2026-11-23", "OT", "2nd stair rail", {}),
            ("2026-11-27", "heart nurse", "see Al", {}),
            ("2026-11-30", "Sam Ward", "inhaler check", {"professional": mine}),
            ("2026-11-30", "Jim", "budget with Al", {"circle": jim}),
            (None, "mental health", "talking therapy", {"status": "waiting", "waiting_since": "2026-11-12"}),
        ):
            work.add(ActionForm(person=al, what=words, owner_words=owner, due=due, **more))
        contact(work, al, "2026-11-22T22:15:00Z", "Hollies", "anxious, settled with tea, no 999 call")
        contact(work, al, "2026-11-23T10:30:00Z", "Sam Ward", "chest clear, 82.1 kg (up 1.4), ankles puffy")
        rang = {"method": "telephone", "direction": "in", "with_whom": "Karen, daughter"}
        contact(
            work,
            al,
            "2026-11-25T16:50:00Z",
            "Sam Ward",
            "bad nights since Sunday, wants a ring back",
            **rang,
            own_words="I feel there's someone there now.",
        )
    store.done.clear()
    return al


@pytest.fixture
def app_on() -> Callable[[Store], Any]:
    """The app on a store, with the area that these tests don't look at left out."""
    from caretui.app import CaretuiApp
    from caretui.screens.registry import SCREENS

    class App(CaretuiApp):
        registry = {**SCREENS, "today": "textual.screen:Screen"}

    return App
