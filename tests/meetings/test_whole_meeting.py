"""A meeting of fifteen from beginning to end by keys: killed in the middle, resumed, ended with three not reached."""

import pytest
from tests.meetings.story import tell
from tests.meetings.test_screens import app_on, one, opened, order, settled, words


@pytest.fixture
def story(store):
    found = tell(store)
    store.done.clear()
    return found


PERSON_KEYS = [
    ["enter"],  # Alan: as last time
    ["2", "5", "n"],
    ["1", "8", "n"],
    ["3", "9", "n"],
    ["2", "n"],
    ["d"],  # deferred: the next person comes by itself
    ["3", "n"],
    ["1", "6", "n"],
    ["3", "0", "n"],
    ["2", "n"],
    ["3", "n"],
    ["2"],
]


async def test_fifteen_people_in_at_most_six_keys_each(store, story, clock):
    assert all(len(keys) <= 6 for keys in PERSON_KEYS)
    meeting = story["november"]
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=meeting)
        for keys in PERSON_KEYS[:6]:
            await pilot.press(*keys)
        before = words(pilot.app).split("\n")[0]
        pilot.app.exit()  # the terminal is gone in the middle: nothing is written on the way out
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=meeting)
        assert words(pilot.app).split("\n")[0] == before
        for keys in PERSON_KEYS[6:]:
            await pilot.press(*keys)
        await pilot.press("escape")
        shown = words(pilot.app)
        assert "11 of 15 discussed" in shown and "NOT REACHED, go on to the meeting Thu 7 Jan 13:00  3" in shown
        await pilot.press("enter")
        await settled(pilot)
        for keys in (["space", "enter"], ["space", "y"]):
            await pilot.press(*keys)
            await settled(pilot)
    assert one(store, "SELECT status, minutes_status FROM meeting WHERE id = ?", meeting) == ("held", "issued")
    states = dict(
        store.read()
        .execute("SELECT state, count(*) FROM agenda_item WHERE meeting = ? GROUP BY state", (meeting,))
        .fetchall()
    )
    assert states == {"discussed": 11, "deferred": 1, "not reached": 3}
    january = order(store, story, "january")
    carried = dict(
        store.read()
        .execute(
            "SELECT p.family_name, i.deferred_count FROM agenda_item i JOIN person p ON p.id = i.person WHERE i.meeting = ?"
            " AND i.deferred_count > 0",
            (story["january"],),
        )
        .fetchall()
    )
    assert carried == {"Hussain": 1, "Sharples": 1, "Iqbal": 1, "O'Hara": 1}
    assert set(january[:4]) == {"Hussain", "Sharples", "Iqbal", "O'Hara"}, "those who waited come first"
    waiting = one(store, "SELECT count(*) FROM agenda_item WHERE carries = 1 AND carried_to IS NULL AND void IS NULL")
    assert waiting == (1,), "who comes back in three months waits for a meeting then"
    assert len(january) == 15 - 1 - 1


async def test_an_action_is_asked_for_in_one_line_and_stands_at_once(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("a")
        await settled(pilot)
        await pilot.press(*"district: weigh him fri")
        await pilot.press("enter")
        await settled(pilot)
        row = one(store, "SELECT what, owner_words, due, meeting FROM action ORDER BY n DESC LIMIT 1")
        assert row == ("weigh him", "district nursing", "2026-11-27", story["november"])
        rows = words(pilot.app).split("\n")
        assert any("new" in row and "Fri 27" in row and "weigh him" in row for row in rows)
