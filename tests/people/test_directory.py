"""The directory: what closed stays named, leavers, the rollout, and the members of the store."""

from datetime import date

import pytest

from caretui.app import CaretuiApp
from caretui.care.filters import read_filter
from caretui.screens.directory import DirectoryScreen
from caretui.store import keys
from caretui.store.changes import directory, members, people
from caretui.store.errors import MemberRemoved
from caretui.store.queries import directory as query
from caretui.store.queries import practices
from caretui.store.store import Store

TODAY = date(2026, 11, 26)


def test_a_closed_practice_still_stands_named_with_who_took_over(store: Store) -> None:
    with store.work("made") as work:
        old, _ = directory.ensure_practice(work, "Old Surgery", code="P81001", meeting_status="live")
        new, _ = directory.ensure_practice(work, "New Surgery", meeting_status="scheduled")
        person = people.add_person(work, family_name="Khan", practice=old)
    assert query.rollout(store.read()).words == "team meetings live in 1 of 2 practices, 1 scheduled"
    with store.work("retired a practice") as work:
        directory.retire(work, "practice", old, on="2026-11-01", successor=new)
    closed = query.lines(store.read(), "practice", TODAY)[-1]
    assert (closed.name, closed.closed) == ("Old Surgery", "closed 1 Nov, now New Surgery")
    assert [one.words for one in query.choices(store.read(), "practice")] == ["New Surgery"]
    assert query.rollout(store.read()).practices == 1
    from caretui.store.queries import person as people_query

    who = people_query.who(store.read(), person)
    assert who is not None and who.practice_name == "Old Surgery"


async def test_a_letter_goes_to_the_next_practice_that_begins_with_it(store: Store) -> None:
    with store.work("made") as work:
        for name in ("Ash", "Roman Road", "Ŕed Lion"):
            directory.ensure_practice(work, name)
    app = CaretuiApp(store, first="directory")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        names = []
        for _ in range(3):
            await pilot.press("apostrophe", "r")
            await app.workers.wait_for_complete()
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, DirectoryScreen) and screen.row
            names.append(screen.row.name)
        assert names == ["Roman Road", "Ŕed Lion", "Roman Road"]


def test_a_leaver_is_named_on_old_records_and_their_people_need_another(store: Store) -> None:
    with store.work("made") as work:
        jo, _ = directory.ensure_professional(work, "Jo Moss", role="district nurse")
        person = people.add_person(work, family_name="Khan", coordinator=jo, today="2026-01-05")
        directory.retire(work, "professional", jo, on="2026-11-20")
        assert directory.people_of(work, jo) == [person]
    assert "Jo Moss, district nurse" not in [one.words for one in query.choices(store.read(), "professional")]
    line = query.lines(store.read(), "professional", TODAY, "moss")[0]
    assert line.closed == "left Fri 20"
    assert query.name_of(store.read(), "professional", jo) == "Jo Moss"


def test_practices_are_listed_by_locality_and_status(store: Store) -> None:
    with store.work("made") as work:
        place = store.viewer.locality
        directory.ensure_practice(work, "Roman Road", code="P81002", locality=place)
        directory.ensure_practice(work, "Far Surgery", status="closed")
    con = store.read()

    def names(text: str) -> list[str]:
        found = practices.ids(con, read_filter(text), store.viewer, TODAY)
        return [row["name"] for row in practices.json_rows(con, found, store.viewer, TODAY)]

    assert names("") == ["Roman Road", "Far Surgery"]
    assert names("loc:east") == ["Roman Road"]
    assert names("status:closed") == ["Far Surgery"]
    assert names("p81002") == ["Roman Road"]
    (row,) = practices.json_rows(
        con, practices.ids(con, read_filter("roman"), store.viewer, TODAY), store.viewer, TODAY
    )
    assert row["locality"] == "Blackburn East" and row["meeting_status"] == "not started"


def test_a_member_is_invited_with_a_passphrase_for_one_use_and_removed_with_their_key(store: Store) -> None:
    member, passphrase = members.invite(store, "Lisa Haslam", job="district nurse", agency="district nursing")
    opened = keys.unlock(store.path, passphrase, "Lisa Haslam")
    assert (opened.member, opened.once) == (member, True)
    session = Store.open(store.path, store.key, member, clock=store.clock)
    assert session.viewer.job == "district nurse"
    session.close()
    members.remove(store, member, on="2026-11-26")
    with pytest.raises(MemberRemoved):
        Store.open(store.path, store.key, member, clock=store.clock)
    assert not list(keys.folder(store.path).glob("lisa*"))
    assert query.members(store.read())[-1].removed == date(2026, 11, 26)


def test_parties_to_choose_from_begin_with_the_persons_own_circle(store: Store, al: str) -> None:
    found = query.parties(store.read(), al)
    assert [party.right for party in found[:2]] == ["circle", "circle"]
    assert found[0].circle and not found[0].agency
    assert {party.words for party in found} >= {"Jim, brother", "Sam Ward, community matron", "community nursing"}
