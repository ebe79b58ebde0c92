"""What may stand on the wall of a meeting, and what the keys of its screens lead to."""

import pytest
from tests.meetings.story import tell
from tests.meetings.test_screens import app_on, item, one, opened, settled, words

from caretui.store.changes import attendance
from caretui.store.models.plan import ActionForm


@pytest.fixture
def story(store):
    found = tell(store)
    store.done.clear()
    return found


@pytest.fixture
def karen(store, story):
    """Karen, Alan Duxbury's daughter, is in the room; Frank Kenyon's wife and Frank are asked for later."""
    with store.work("Karen came") as work:
        attendance.mark(work, attendance.expect(work, story["november"], "Karen", circle=story["Karen"]), "present")
        attendance.expect(work, story["november"], "Frank Kenyon", person=story["Kenyon"])
    return story


OTHERS = ("ntwistle", "NTWISTLE", "enyon", "ENYON", "ussain", "Edna")


async def test_what_was_saved_before_does_not_name_others_to_a_guest(store, karen):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=karen["november"])
        await pilot.press("j", "space")
        await settled(pilot)
        assert "Entwistle, Doris: told of the meeting." in words(pilot.app)
        await pilot.press("H")
        await settled(pilot)
        assert "ALAN DUXBURY" in words(pilot.app)
        for keys in (("question_mark",), ("escape", "t"), ("escape", "escape")):  # the keys, who is here, the end
            await pilot.press(*keys)
            await settled(pilot)
            assert not [name for name in OTHERS if name in words(pilot.app)], keys


WAYS = {
    "find": ("ctrl+f",),
    "message": ("i",),
    "send": ("x",),
    "the end of the day": ("ctrl+q",),
    "an area from the list of commands": ("ctrl+p", *"caseload", "enter"),
    "drafts from the list of commands": ("ctrl+p", *"half", "enter"),
    "find from who is here": ("t", "ctrl+f"),
    "an area from who is here": ("t", "1"),
    "find from the end": ("escape", "ctrl+f"),
    "an area from the end": ("escape", "2"),
}


@pytest.mark.parametrize("keys", WAYS.values(), ids=WAYS)
async def test_nothing_that_names_others_opens_while_a_guest_reads_the_wall(store, karen, keys):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=karen["november"])
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        assert "That may name others; a guest is here" in words(pilot.app)
        assert pilot.app.screen.where in ("huddle", "attendance", "ending")


async def test_a_guest_who_came_in_a_moment_ago_and_one_who_left(store, story):
    with store.work("Karen may come") as work:
        attendance.expect(work, story["november"], "Karen", circle=story["Karen"])
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("t", "G", "space")
        await settled(pilot)
        assert "* here      Karen" in words(pilot.app)
        await pilot.press("ctrl+f")
        assert pilot.app.screen.where == "attendance"
        await pilot.press("G", "space", "ctrl+f")
        await settled(pilot)
        assert pilot.app.screen.where == "find"


async def test_the_lead_leaves_the_meeting_on_purpose_and_then_all_opens(store, karen):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=karen["november"])
        await pilot.press("escape", "minus", "ctrl+f")
        await settled(pilot)
        assert pilot.app.screen.where == "find"


async def test_a_hidden_name_is_not_said_by_what_is_done_to_its_line(store, karen):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=karen["november"])
        for keys in (("t", "G", "minus"), ("G", "minus"), ("escape", "e")):
            await pilot.press(*keys)
            await settled(pilot)
            assert "name hidden" in words(pilot.app) and "Frank" not in words(pilot.app), keys


async def test_who_is_here_offers_a_guest_no_other_family(store, karen):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=karen["november"])
        await pilot.press("t")
        await settled(pilot)
        assert "(name hidden: a guest is" in words(pilot.app)
        await pilot.press("plus")
        await settled(pilot)
        shown = words(pilot.app)
        assert "Alan Duxbury" in shown and "district nursing" in shown
        assert not [name for name in OTHERS if name in shown]


async def test_the_keys_of_the_huddle_are_those_of_a_meeting(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("question_mark")
        await settled(pilot)
        shown = words(pilot.app)
        for told in ("as last time, and go on", "level, onward, back when", "who takes the lead", "who is here"):
            assert told in shown
        for elsewhere in (
            "log what happened",
            "next line",
            "book a visit",
            "refer to another",
            "waiting on",
            "no reply",
        ):
            assert elsewhere not in shown


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_as_many_next_steps_as_there_is_room_for(store, story, size):
    with store.work("more to do") as work:
        for number in range(2 if size[1] == 24 else 9):
            work.add(ActionForm(person=story["Duxbury"], what=f"thing {number}", owner_words="me", due="2026-12-01"))
    async with app_on(store).run_test(size=size) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        shown = words(pilot.app)
        assert "second stair rail" in shown and "talking therapy" in shown and "thing 1" in shown
        assert "more" not in shown.split("NEXT STEPS")[1].split("DECISION")[0]
        with store.work("far more") as work:
            for number in range(20):
                work.add(ActionForm(person=story["Duxbury"], what=f"another {number}", owner_words="me"))
        await settled(pilot)
        assert " more" in words(pilot.app).split("NEXT STEPS")[1].split("DECISION")[0]


async def test_the_cursor_of_prep_goes_along_with_f3(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=story["november"])
        for keys in (("s",), ("a", "f3"), ("b", "f3"), ("c", "f2")):
            await pilot.press(*keys)
            await settled(pilot)
        assert pilot.app.screen.line.person == story["Kenyon"]
        assert one(store, "SELECT say FROM agenda_item WHERE id = ?", item(store, story, "Kenyon"))[0].startswith("c")


async def test_whom_somebody_objects_to_does_not_read_it_on_the_wall(store, story):
    with store.work("Frank first") as work:
        from caretui.store.changes import meetings

        meetings.start(work, story["november"], store.now())
        meetings.stand_on(work, story["november"], item(store, story, "Kenyon"), store.now())
    async with app_on(store).run_test(size=(120, 36)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("a", *"mental health: see him fri")
        await settled(pilot)
        shown = words(pilot.app)
        assert "FRANK KENYON" in shown and "ask them first: see Sharing" in shown
        assert "OBJECT" not in shown.upper()


async def test_a_half_typed_action_is_named_at_the_end(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("a", *"district: weigh")
        pilot.app.screen.keep_draft()  # a second later the terminal is gone
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("escape")
        await settled(pilot)
        assert "TYPED, NOT YET SAVED (s, v or a on the person)  1" in words(pilot.app)
