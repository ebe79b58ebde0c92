"""`caretui act` and `caretui done`: ids on stdout once they are on disk, words on stderr, exit codes."""

from argparse import Namespace
from typing import Any

import pytest
from tests.plan.conftest import House

from caretui.care.identifiers import make_test_nhs
from caretui.cli import actions as command
from caretui.cli.common import Refused
from caretui.store.queries.actions import Row, json_rows, of_person, one
from caretui.store.store import Store


def act(store: Store, monkeypatch: pytest.MonkeyPatch, **given: Any) -> int:
    """Runs the command on the store of the test, which stays open."""
    more = {"command": "act", "owner": None, "due": None, "repeat": None, "outcome": None} | given
    monkeypatch.setattr(command, "open_store", lambda args: store)
    monkeypatch.setattr(Store, "close", lambda self: None)
    try:
        return command.run(Namespace(**more))
    finally:
        monkeypatch.undo()


def row(store: Store, action: str) -> Row:
    found = one(store.read(), action, store.viewer, store.today())
    assert found is not None
    return found


def test_an_action_by_nhs_number_prints_its_id(
    store: Store, house: House, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    nhs = make_test_nhs(1)
    spaced = f"{nhs[:3]} {nhs[3:6]} {nhs[6:]}"
    assert act(store, monkeypatch, person=spaced, what="stair rail", owner_agency="OT", due="fri") == 0
    said = capsys.readouterr()
    found = row(store, said.out.strip())
    assert (found.person, found.agency, found.what, str(found.due)) == (
        house.alan,
        house.ot,
        "stair rail",
        "2026-11-27",
    )
    assert "occupational therapy | stair rail | Fri 27 Nov 2026" in said.err


def test_a_new_agency_and_owner_are_added_and_said(
    store: Store, house: House, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    act(store, monkeypatch, person=house.alan, what="befriend", owner_agency="Care [b]Net", owner="Jo O'Hern")
    said = capsys.readouterr()
    found = row(store, said.out.strip())
    assert (found.agency_name, found.owner) == ("Care [b]Net", "Jo O'Hern") and found.professional
    assert "Care [b]Net was not known: added" in said.err and "Jo O'Hern was not known: added" in said.err


def test_a_known_owner_stays_with_the_agency_that_was_named(
    store: Store, house: House, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    act(store, monkeypatch, person=house.alan, what="shop", owner_agency="district nursing", owner="karen")
    found = row(store, capsys.readouterr().out.strip())
    assert (found.agency, found.circle, found.owner) == (house.nursing, house.karen, "Karen, daughter")


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"person": "999 999 9999"}, 1, "no such person"),
        ({"due": "31/2"}, 2, "not read as a day"),
        ({"repeat": "now and then"}, 2, "not read"),
        ({"what": "  "}, 1, "nothing to do"),
        ({"owner_agency": " "}, 2, "empty"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_changes(
    store: Store, house: House, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], code: int, words: str
) -> None:
    wanted = {"person": house.alan, "what": "rail", "owner_agency": "OT"} | given
    with pytest.raises(Refused, match=words) as refusal:
        act(store, monkeypatch, **wanted)
    assert refusal.value.code == code
    assert of_person(store.read(), house.alan, store.viewer, store.today()) == ()


def test_done_says_when_it_comes_again_and_refuses_the_second_time(
    store: Store, house: House, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    act(store, monkeypatch, person=house.alan, what="weigh", owner_agency="district nursing", repeat="every mon")
    action = capsys.readouterr().out.strip()
    act(store, monkeypatch, command="done", action=action, outcome="82 kg")
    said = capsys.readouterr()
    assert said.out.strip() == action and "it comes again Mon 7 Dec 2026" in said.err
    (finished,) = json_rows(store.read(), [row(store, action).n], store.viewer, store.today())
    assert (finished["status"], finished["outcome"]) == ("done", "82 kg")
    assert finished["completed_at"] == "2026-11-26T08:41:00+00:00"
    with pytest.raises(Refused, match="done already"):
        act(store, monkeypatch, command="done", action=action)
    with pytest.raises(Refused, match="no such action"):
        act(store, monkeypatch, command="done", action="0" * 32)


def test_the_fields_are_those_of_the_contract(store: Store, house: House, ask: Any) -> None:
    action = ask("OT: rail, fri")
    (fields,) = json_rows(store.read(), [row(store, action).n], store.viewer, store.today())
    assert list(fields) == [
        "id", "person_id", "person", "nhs_number", "what", "owner_agency", "owner", "due", "status", "completed_at",
        "outcome", "goal", "meeting_id",
    ]  # fmt: skip
