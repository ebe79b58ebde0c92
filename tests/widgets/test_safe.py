"""Text that people wrote never steers the terminal and never shifts a column."""

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from caretui.widgets.safe import cut, one_for_one, plain, refused, width_of, wrap

STEERING = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u200e\u200f\u061c\u2028\u2029"}
STEERING |= {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
ANY = st.text(st.characters(codec=None, categories=None), max_size=60)  # lone surrogates too


def naughty(shared_data: Path) -> list[str]:
    return json.loads((shared_data / "naughty_strings" / "blns.json").read_text("utf-8"))


@given(ANY)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    assert not STEERING & set(plain(text))
    assert not (STEERING - {"\n"}) & set(plain(text, lines=True))
    plain(text).encode("utf-8")  # a lone surrogate could not be sent


@given(ANY, st.integers(0, 40))
def test_a_cut_text_takes_exactly_its_cells(text: str, cells: int) -> None:
    assert cell_len(cut(text, cells)) == cells
    assert cell_len(cut(text, cells, "right")) == cells


@given(ANY)
def test_editors_keep_every_position(text: str) -> None:
    assert len(one_for_one(text)) == len(text)


@given(ANY, st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_no_word(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain(text, lines=True).split())


def test_every_naughty_string_is_harmless(shared_data: Path) -> None:
    for text in naughty(shared_data):
        assert not STEERING & set(plain(text)), ascii(text)
        assert cell_len(cut(text, 20)) == 20, ascii(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[with daughter] [/b]", "[with daughter] [/b]"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\u202eb", "a\ufffdb"),
        ("\x9b2J", "\ufffd2J"),
        ("line\r\nbreak\ttab", "line break tab"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # ZWNJ belongs to the word
        ("👩\u200d👧", "👩\u200d👧"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_long_name_is_cut_with_a_mark_and_accents_stay_on_their_letter() -> None:
    assert cut("Hussain, Mohammed", 8) == "Hussain~"
    name = unicodedata.normalize("NFD", "Zoë Müller")
    assert cut(name, 4) == unicodedata.normalize("NFD", "Zoë") + "~"
    assert cut("한국어", 4) == "한~ "


def test_typing_refuses_controls_and_counts_them() -> None:
    assert refused("a\x1bb\x07") == ("ab", 2)
    assert refused("two\nlines\tand", lines=True) == ("two\nlines\tand", 0)
    assert refused("two\nlines\tand") == ("two lines and", 0)


def test_width_is_measured_as_the_terminal_does() -> None:
    assert width_of("Zoe\u0308") == 3
    assert width_of("한") == 2


@pytest.mark.parametrize("unit", ["\u202e", "\u201ca", "\u6f22", "a\u0301", "\U0001f469\u200d"])
def test_a_very_long_word_is_broken_in_one_go(unit: str) -> None:
    text = unit * (120_000 // len(unit))
    begun = time.process_time()
    lines = wrap(text, 78)
    assert time.process_time() - begun < 3
    assert "".join(lines) == plain(text) and max(map(width_of, lines)) <= 78
