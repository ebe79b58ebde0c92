"""Two members in two terminals on one store: each sees the other's work, and nobody's work is replaced unseen."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.conftest import PASSPHRASE
from tests.e2e.terminal import Typist
from tests.patience import seconds

from caretui.store import founding, keys
from caretui.store.changes import directory
from caretui.store.models.people import PersonForm
from caretui.store.store import Store

PRIYA = "another four quiet words"


@pytest.fixture
def team(home: Path) -> Path:
    """A store of Sam Ward and Priya Nair with one person, coordinated by Sam."""
    path = home / "team.caretui"
    made = founding.found(
        path,
        name="Sam Ward",
        job="community matron",
        agency="community nursing",
        locality="Blackburn East",
        passphrase=PASSPHRASE,
    )
    store = made.store
    with store.work("made the team") as work:
        priya = directory.add_member(work, "Priya Nair", job="team lead", agency="community nursing", role="lead")
        work.add(
            PersonForm(
                family_name="Duxbury", given_name="Alan", coordinator=store.viewer.professional, contact_interval=7
            )
        )
    keys.write(path, secret=PRIYA, key=store.key, member=priya, name="Priya Nair")
    store.close()
    return path


def unlock(sit_down: Callable[..., Typist], path: Path, name: str, words: str) -> Typist:
    you = sit_down("--store", str(path), "--as", name)
    you.see("Passphrase").words(words).press("enter")
    return you.see("1 TODAY")


def open_person(you: Typist) -> Typist:
    return you.press("ctrl+f").see("FIND").words("duxb").see("Duxbury, Alan").press("enter").see("SUMMARY")


def test_each_sees_the_other_s_contact_within_two_seconds(sit_down: Callable[..., Typist], team: Path) -> None:
    sam, priya = unlock(sit_down, team, "sam", PASSPHRASE), unlock(sit_down, team, "priya", PRIYA)
    open_person(sam)
    open_person(priya)
    for writer, reader, words in ((sam, priya, "Chest clear."), (priya, sam, "Rang the ward.")):
        writer.press("c").see("NEW CONTACT").press("t", "1").words(words).press("f2").see("Saved", words)
        started = time.monotonic()
        reader.see(words)
        assert time.monotonic() - started < seconds(2)


def test_the_second_to_change_an_address_is_shown_both_and_loses_nothing(
    sit_down: Callable[..., Typist], team: Path
) -> None:
    sam, priya = unlock(sit_down, team, "sam", PASSPHRASE), unlock(sit_down, team, "priya", PRIYA)
    for you in (sam, priya):
        open_person(you).press("e").see("Edit what?").words("address").press("enter").see("Address")
    sam.words("4 Intack Court").press("f2").see("Saved")
    priya.words("9 Audley Range").press("f2").see("4 Intack Court", "9 Audley Range")
    store = Store.open(team, keys.unlock(team, PASSPHRASE, "sam").key)
    assert store.read().execute("SELECT address FROM person").fetchone() == ("4 Intack Court",)
    store.close()


def test_a_wrong_passphrase_asks_again_in_place(sit_down: Callable[..., Typist], team: Path) -> None:
    you = sit_down("--store", str(team), "--as", "sam")
    you.see("Passphrase").words("not this one at all").press("enter").see("does not open this store")
    you.words(PASSPHRASE).press("enter").see("1 TODAY")


def test_ctrl_c_at_the_prompt_ends_with_130(sit_down: Callable[..., Typist], team: Path) -> None:
    you = sit_down("--store", str(team), "--as", "sam")
    you.see("Passphrase").press("\x03")
    assert you.ended() == 130


@pytest.mark.parametrize(("who", "named"), [((), "--as NAME"), (("--as", "sam"), "--passphrase-file")])
def test_without_a_terminal_it_names_what_is_missing(team: Path, who: tuple[str, ...], named: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "caretui", "--store", str(team), *who, "list", "people"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert run.returncode == 2 and named in run.stderr
