"""Every command once: no key means two things in one place, row 24 fits, and each handler is there."""

from collections import defaultdict

import pytest

from caretui import commands as c
from caretui.commands.words import FOOTERS, HELP_HERE, footer_line, help_lines, listing

TWO_MEANINGS = {
    "n": {
        "next",
        "add",
    },  # in a list `n` makes a new one, on one person it goes to the next (issue: the record by hand)
    "space": {"done", "mark"},
    "enter": {"open", "accept"},
    "escape": {"back", "leave"},
    "tab": {"brief", "next_field"},
    "f1": {"help", "form_help"},
    **{digit: {"area", "choose"} for digit in "12345"},
}
"""The only keys with two meanings; each is said so in the design."""


@pytest.mark.parametrize("where", c.PLACES)
def test_no_key_does_two_things_in_one_place(where: str) -> None:
    used: dict[str, list[str]] = defaultdict(list)
    for command in c.commands_for(where):
        for key in command.keys:
            used[key].append(command.id)
    assert {key: ids for key, ids in used.items() if len(ids) > 1} == {}


def test_one_letter_means_one_thing_everywhere() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for command in c.COMMANDS:
        for key in command.keys:
            meanings[key].add(command.id)
    assert {key: ids for key, ids in meanings.items() if len(ids) > 1} == TWO_MEANINGS


@pytest.mark.parametrize("where", FOOTERS)
def test_the_keys_row_fits_80_columns_with_at_most_seven_keys(where: str) -> None:
    assert len(FOOTERS[where]) <= 7
    assert len(footer_line(where)) <= 80


def test_the_keys_rows_read_as_designed() -> None:
    assert footer_line("today") == (" Enter open  c contact  i message  a action  Space done  d defer  ? all keys")
    assert footer_line("contact") == (" F2 save  F3 save, next  F4 no reply  Tab next  Esc draft  F5 more  F1 help")


@pytest.mark.parametrize("command", c.COMMANDS, ids=lambda command: f"{command.id}-{command.key}")
def test_each_command_can_be_shown_whole(command: c.Command) -> None:
    assert set(command.where) <= set(c.PLACES)
    assert command.footer and command.name
    assert 0 < len(command.help) <= 27, "the ? screen has 27 cells for it"


def test_an_inner_place_wins_a_key_from_an_outer_one() -> None:
    bindings = c.bindings_for("contact", "form")
    keys = [key for keys, _, _ in bindings for key in keys.split(",")]
    assert len(keys) == len(set(keys))
    assert ("f4", "form_no_reply", "No reply") in bindings


def test_the_letters_of_the_design_are_all_there() -> None:
    letters = {key for command in c.COMMANDS for key in command.keys if len(key) == 1 and key.isalpha()}
    assert set("cimabrhlwfsvdnpjkgGoxyeuz") <= letters


def test_the_listing_names_every_key_once_a_place() -> None:
    words = listing()
    assert max(map(len, words.splitlines())) <= 80
    assert "ctrl+f" in words and "Preparing a meeting" in words


@pytest.mark.parametrize(("where", "name"), HELP_HERE, ids=str)
def test_what_a_place_says_of_a_key_is_of_a_key_that_is_there(where: str, name: str) -> None:
    assert 0 < len(HELP_HERE[where, name]) <= 27, "the ? screen has 27 cells for it"
    assert name in {command.id for place in (where, "list") for command in c.commands_for(place)}
    assert HELP_HERE[where, name] in [words for _, words in help_lines((where, "list"))]


def test_help_of_a_meeting_tells_of_no_key_that_is_about_a_person() -> None:
    told = dict(help_lines(("meetings", "list")))
    assert "c" not in told and told["Enter"] == "prepare it, or the minutes"
    assert "log what happened" not in listing().partition("\nMeetings\n")[2].partition("Preparing")[0]
