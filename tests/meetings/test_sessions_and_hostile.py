"""Two sessions on one meeting, hostile words on its screens, who may only read, the person's own tab, the list command."""

from dataclasses import replace

import pytest
from tests.meetings.story import tell
from tests.meetings.test_screens import app_on, item, one, opened, settled, words
from tests.patience import seconds

from caretui.store.changes import agenda, decisions, meetings
from caretui.store.models.people import Name
from caretui.store.queries import meetings as calendar
from caretui.store.store import Store

HOSTILE = ("[with daughter]", "[/b] O'HERN =cmd()", "ن" * 60, "A" * 200, "\u202ereversed\u202c")


@pytest.fixture
def story(store):
    found = tell(store)
    store.done.clear()
    return found


async def test_another_session_s_keys_arrive_within_two_seconds(store, story):
    other = Store.open(store.path, store.key, store.viewer.member, clock=store.clock)
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        with other.work("the other lead") as work:
            meetings.stand_on(work, story["november"], item(store, story, "Entwistle"), other.now())
            decisions.decide(
                work, item(store, story, "Entwistle"), viewer=other.viewer, at=other.now(), level="coordinate"
            )
        for _ in range(int(seconds(40))):
            if "DORIS ENTWISTLE" in words(pilot.app):
                break
            await pilot.pause(0.05)
        assert "DORIS ENTWISTLE" in words(pilot.app) and "[2 COORDINATE]" in words(pilot.app)
    other.close()


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_and_notes_are_shown_and_steer_nothing(store, story, name):
    with store.work("a name") as work:
        work.put(story["Duxbury"], Name(family_name=name, given_name=name))
        alan = item(store, story, "Duxbury")
        decisions.note(work, alan, name)
        agenda.say(work, alan, name)
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        for screen in ("prep", "huddle", "ending", "minutes"):
            if screen == "minutes":
                with store.work("over") as work:
                    meetings.end(work, story["november"], at=store.now(), today=store.today())
            await opened(pilot.app, pilot, screen, meeting=story["november"])
            shown = words(pilot.app)
            assert "\x1b" not in shown and "\u202e" not in shown
            assert name[:9].replace("\u202e", "\ufffd").casefold() in shown.casefold(), screen
            assert len(shown.split("\n")) == 24


async def test_a_restricted_person_is_a_place_without_a_name_for_who_must_not_see(store, story):
    from caretui.store.models.people import Restriction

    with store.work("restricted") as work:
        work.put(story["Shah"], Restriction(restricted=True, restricted_reason="works here"))
    store.viewer = replace(store.viewer, role="coordinator")
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=story["november"])
        assert "Shah" not in words(pilot.app) and "(not shown to y" in words(pilot.app)
        with store.work("on them") as work:
            meetings.start(work, story["november"], store.now())
            meetings.stand_on(work, story["november"], item(store, story, "Shah"), store.now())
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        shown = words(pilot.app)
        assert "NAME HIDDEN" in shown and "YUSUF" not in shown and "restricted" in shown


async def test_who_may_only_read_reads_along(store, story):
    with store.work("running") as work:
        meetings.start(work, story["november"], store.now())
    store.viewer = replace(store.viewer, role="reader")
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("1", "n")
        assert "ALAN DUXBURY" in words(pilot.app)
        assert one(store, "SELECT count(*) FROM decision WHERE meeting = ?", story["november"]) == (0,)


async def test_the_person_s_tab_tells_what_was_decided_and_when_they_come_back(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "person", person=story["Duxbury"])
        for _ in range(5):
            await pilot.press("right")
            await settled(pilot)
        shown = words(pilot.app)
        assert "today 13:00" in shown and "29 Oct 13:00" in shown and "case-manage" in shown


def test_the_list_of_meetings_has_the_fields_of_the_contract(store, story):
    from caretui.care.filters import Filter

    con, viewer, today = store.read(), store.viewer, store.today()
    rows = list(calendar.json_rows(con, calendar.ids(con, Filter(), viewer, today), viewer, today))
    assert [row["status"] for row in rows] == ["held", "planned", "planned"]
    wanted = {
        "at": "2026-11-26T13:00:00+00:00", "practice_code": "P81999", "practice": "Higher Croft Surgery",
        "locality": "Blackburn East", "kind": "integrated care team meeting", "chair": "Dr A Farrow",
        "agenda_items": 15, "carried_over": 2,
    }  # fmt: skip
    assert wanted.items() <= rows[1].items()
