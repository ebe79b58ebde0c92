"""Handmade rows: what goes out, to the byte."""

import pytest
from rich.color import ColorSystem
from rich.style import Style

from caretui.celldiff.cells import ControlText, split_cells
from caretui.celldiff.looks import PLAIN, Look, blank_of, look_of, transition
from caretui.celldiff.pen import Pen, Row
from caretui.celldiff.scroll import Move, apply_move, find_moves
from caretui.celldiff.terminal import Terminal

XTERM = Terminal(colour_erase=True, erase_cells=True)
SCREEN = Terminal()
VT100 = Terminal(insert_lines=False, partial_reset=False, marks=False)
RED = Look(0, "31", "", "")
ON_BLUE = Look(0, "", "44", "")
RED_ON_BLUE = Look(0, "31", "44", "")
BOLD = Look(1, "", "", "")


def row(text: str, look: Look = PLAIN) -> Row:
    """A row of one look; spaces look as the differ makes them look."""
    cells = split_cells(text, True).cells
    return Row(list(cells), [blank_of(look) if cell == " " else look for cell in cells], whole=True)


def sent(old: Row, new: Row, terminal: Terminal = XTERM) -> str:
    """What is sent to come from one row to another in the second line."""
    pen = Pen(terminal, len(new.chars), known=True)
    pen.row(1, old, new)
    return pen.finish()


def test_the_same_row_sends_nothing() -> None:
    assert sent(row("Begum"), row("Begum")) == ""


def test_one_changed_letter_is_all_that_is_sent() -> None:
    assert sent(row("Begum"), row("Bedum")) == "\x1b[2;3Hd"


def test_a_changed_colour_is_sent_with_its_letters() -> None:
    assert sent(row("ab"), row("ab", RED)) == "\x1b[2H\x1b[31mab\x1b[m"


def test_a_short_gap_is_written_and_a_long_one_jumped() -> None:
    assert sent(row("a123b"), row("x123y")) == "\x1b[2Hx123y"
    assert sent(row("a12345678b"), row("x12345678y")) == "\x1b[2Hx\x1b[8Cy"


def test_a_gap_is_written_in_the_looks_on_either_side_of_it_and_jumped_in_a_third() -> None:
    def three(first: str, last: str, look: Look) -> Row:
        return Row([*first, "b", "b", *last], [BOLD, BOLD, look, RED, RED], whole=True)

    assert sent(three("aa", "c", BOLD), three("ax", "y", BOLD)) == "\x1b[2;2H\x1b[1mxb\x1b[;31mby\x1b[m"
    assert sent(three("aa", "c", RED), three("ax", "y", RED)) == "\x1b[2;2H\x1b[1mx\x1b[;31mbby\x1b[m"
    assert sent(three("aa", "c", ON_BLUE), three("ax", "y", ON_BLUE)) == "\x1b[2;2H\x1b[1mx\x1b[2C\x1b[;31my\x1b[m"


def test_the_end_is_erased_from_where_the_words_end() -> None:
    assert sent(row("new agenci   of them"), row("old agent." + " " * 10)) == "\x1b[2Hold\x1b[5Ct.\x1b[K"


def test_an_unknown_row_is_written_whole_and_its_end_erased() -> None:
    assert sent(Row.unknown(20), row("due" + " " * 17)) == "\x1b[2Hdue\x1b[K"


def test_a_coloured_end_is_erased_only_where_erasing_colours() -> None:
    wanted = row("due" + " " * 9, RED_ON_BLUE)
    assert sent(Row.unknown(12), wanted) == "\x1b[2H\x1b[31;44mdue\x1b[K\x1b[m"
    assert sent(Row.unknown(12), wanted, SCREEN) == f"\x1b[2H\x1b[31;44mdue{' ' * 9}\x1b[m"


def test_an_underlined_end_is_written_out() -> None:
    underlined = Look(8, "", "", "")
    assert sent(Row.unknown(12), row("due" + " " * 9, underlined)) == f"\x1b[2H\x1b[4mdue{' ' * 9}\x1b[m"


def test_a_long_blank_amid_a_row_is_erased() -> None:
    assert sent(Row.unknown(24), row("a" + " " * 22 + "b")) == "\x1b[2Ha\x1b[22X\x1b[22Cb"
    assert sent(Row.unknown(24), row("a" + " " * 22 + "b"), SCREEN) == f"\x1b[2Ha{' ' * 22}b"


def moved(to: tuple[int, int], start: tuple[int, int] = (9, 40), terminal: Terminal = XTERM) -> str:
    """What is sent between a letter that ends before `start` and one at `to`."""
    pen = Pen(terminal, 120, known=True)
    for y, x in ((start[0], start[1] - 1), to):
        old, new = row(" " * 120), row(" " * 120)
        new.chars[x] = "x"
        pen.row(y, old, new)
    return pen.finish().split("x")[1]


@pytest.mark.parametrize(
    ("to", "way"),
    [
        ((9, 50), "\x1b[10C"),
        ((9, 41), "\x1b[C"),
        ((10, 40), "\x1bD"),
        ((10, 37), "\x1bD\b\b\b"),
        ((10, 32), "\x1bD\x1b[8D"),
        ((8, 40), "\x1bM"),
        ((10, 0), "\r\n"),
        ((10, 4), "\r\n\x1b[4C"),
        ((11, 40), "\x1bD\x1bD"),
        ((25, 40), "\x1b[16B"),
        ((0, 40), "\x1b[9A"),
        ((0, 90), "\x1b[;91H"),
        ((0, 0), "\x1b[H"),
        ((25, 4), "\x1b[26;5H"),
    ],
)
def test_the_shortest_way_between_two_cells(to: tuple[int, int], way: str) -> None:
    assert moved(to) == way


def test_after_the_last_column_only_the_left_edge_is_a_way() -> None:
    assert moved((9, 117), (9, 120)) == "\r\x1b[117C"
    assert moved((9, 2), (9, 120)) == "\r\x1b[2C"
    assert moved((10, 119), (9, 120)) == "\r\n\x1b[119C"


def test_an_unknown_terminal_is_moved_by_positions_and_along_its_lines() -> None:
    plain = Terminal.detect({"TERM": "never-heard-of"}, "linux")
    assert moved((11, 40), terminal=plain) == "\x1b[12;41H"
    assert moved((10, 0), terminal=plain) == "\r\n"
    assert moved((9, 38), terminal=plain) == "\b\b"


def test_a_wide_character_is_never_cut() -> None:
    assert sent(row("山田 "), row("山口 ")) == "\x1b[2;3H口"
    assert sent(row("a山b "), row("a b山")) == "\x1b[2;2H b山"


def test_the_unknown_half_of_a_wide_character_is_written_as_a_whole() -> None:
    old = row("a山b")
    old.chars[2] = None
    assert sent(old, row("a山b")) == "\x1b[2;2H山"


def test_unknown_cells_are_left_alone() -> None:
    wanted = row("abcd")
    wanted.chars[1] = wanted.chars[2] = None
    assert sent(Row.unknown(4), wanted) == "\x1b[2Ha\x1b[2Cd"


def test_a_link_is_opened_and_closed() -> None:
    link = look_of(Style(link="https://example.org"), ColorSystem.TRUECOLOR)
    assert sent(row("ab"), row("ab", link)) == f"\x1b[2H\x1b]8;{link.link}\x1b\\ab\x1b]8;;\x1b\\"


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        (PLAIN, RED, "\x1b[31m"),
        (RED, RED, ""),
        (RED, PLAIN, "\x1b[m"),
        (RED_ON_BLUE, ON_BLUE, "\x1b[39m"),
        (RED_ON_BLUE, RED, "\x1b[49m"),
        (Look(1, "31", "44", ""), RED_ON_BLUE, "\x1b[22m"),
        (Look(3, "31", "44", ""), Look(2, "31", "44", ""), "\x1b[22;2m"),
        (BOLD, Look(1, "31", "", ""), "\x1b[31m"),
        (Look(0, "", "48;2;1;2;3", ""), Look(64, "", "48;2;1;2;3", ""), "\x1b[7m"),
        # 21 is "double underline" here and "not bold" there: only a reset leaves it.
        (Look(512, "31", "44", ""), RED_ON_BLUE, "\x1b[;31;44m"),
        (None, PLAIN, "\x1b[m"),
        (None, RED, "\x1b[;31m"),
    ],
)
def test_the_shortest_change_of_look(before: Look | None, after: Look, codes: str) -> None:
    assert transition(before, after, True) == codes


def test_a_vt100_gets_a_reset_instead_of_codes_it_does_not_know() -> None:
    assert transition(RED_ON_BLUE, ON_BLUE, False) == "\x1b[;44m"
    assert transition(Look(1, "31", "", ""), RED, False) == "\x1b[;31m"


@pytest.mark.parametrize(
    ("text", "cells", "strays"),
    [
        ("O'HERN", tuple("O'HERN"), 0),
        ("山a", ("山", "", "a"), 0),
        ("e\u0301a", ("e\u0301", "a"), 0),
        ("قلم", tuple("قلم"), 0),
        ("\U0001f600", (), 1),
        ("a\u200db", ("a", "b"), 1),
        ("❤\ufe0f", ("❤",), 1),
    ],
)
def test_text_in_cells(text: str, cells: tuple[str, ...], strays: int) -> None:
    split = split_cells(text, True)
    assert (split.cells, split.strays) == (cells, strays)


@pytest.mark.parametrize("text", ["a\x1b[2J", "\x07", "a\tb", "\x9b1m", "a\nb"])
def test_control_characters_are_no_cells(text: str) -> None:
    with pytest.raises(ControlText):
        split_cells(text, True)


def test_a_list_that_moved_is_found_and_moved() -> None:
    names = ["header", *(f"person {n} in the list" for n in range(30))]
    old = [row(f"{name:40}") for name in [*names[:20], "footer"]]
    new = [row(f"{name:40}") for name in ["header", *names[4:23], "footer"]]
    assert find_moves(old, new, set()) == [Move(1, 19, 3)]
    assert find_moves(new, old, set()) == [Move(1, 19, -3)]
    apply_move(old, Move(1, 19, 3), 40)
    assert "".join(char or "" for char in old[1].chars).startswith("person 3 ")
    assert old[19].same(Row.blank(40))


def test_a_fixed_line_parts_the_block() -> None:
    names = [f"{n * 7919:08} " + "abcdefghij"[n % 10] * 20 for n in range(30)]
    old = [row(f"{name:40}") for name in names[:20]]
    new = [row(f"{name:40}") for name in names[1:21]]
    assert find_moves(old, new, {9, 10}) == [Move(0, 8, 1), Move(11, 19, 1)]


def test_a_rule_that_stays_ends_what_moves_although_a_line_beneath_it_moved_too() -> None:
    names = [f"{n * 7919:08} " + "abcdefghij"[n % 10] * 20 for n in range(30)]
    beneath = ["first beneath", "second beneath", "a third, of another kind altogether"]
    old = [row(f"{name:40}") for name in [*names[:18], "-" * 40, *beneath[:2]]]
    new = [row(f"{name:40}") for name in [*names[1:19], "-" * 40, *beneath[1:]]]
    assert find_moves(old, new, set()) == [Move(0, 17, 1)]


def test_the_line_of_the_cursor_is_written_anew_and_not_moved_with_the_list() -> None:
    reverse = Look(1 << 6, "", "", "")
    names = [f"  person {n * 7919:08} in the list" for n in range(20)]

    def shown(top: int) -> list[Row]:
        rows = [row(f"{name:40}") for name in names[top : top + 12]]
        return [*rows[:-1], row(f"{'> ' + names[top + 11][2:]:40}", reverse), row(f"{'footer':40}")]

    # What moves leaves a blank line for the person whose line loses its bar; the bar itself stays where it is.
    assert find_moves(shown(0), shown(1), set()) == [Move(0, 10, 1)]


@pytest.mark.parametrize(
    ("terminal", "lines", "sequence"),
    [
        (XTERM, 3, "\x1b[2;20r\x1b[2H\x1b[3M\x1b[r"),
        (XTERM, -1, "\x1b[2;20r\x1b[2H\x1b[L\x1b[r"),
        (VT100, 2, "\x1b[2;20r\x1b[20H\n\n\x1b[r"),
        (VT100, -2, "\x1b[2;20r\x1b[2H\x1bM\x1bM\x1b[r"),
    ],
)
def test_a_block_is_moved_by_what_the_terminal_knows(terminal: Terminal, lines: int, sequence: str) -> None:
    pen = Pen(terminal, 40, known=True)
    pen.scroll(1, 19, lines)
    assert pen.finish() == sequence


@pytest.mark.parametrize(
    ("environ", "colour_erase", "scroll_region", "marks"),
    [
        ({"TERM": "xterm-256color"}, True, True, True),
        ({"TERM": "xterm", "STY": "1.pts"}, False, True, True),
        ({"TERM": "screen-256color"}, False, True, True),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/x"}, False, True, True),
        ({"TERM": "linux"}, True, True, False),
        ({"TERM": "vt100"}, False, True, False),
        ({"TERM": "never-heard-of"}, False, False, False),
        ({}, False, False, False),
    ],
)
def test_a_terminal_is_asked_only_for_what_its_kind_can_do(
    environ: dict[str, str], colour_erase: bool, scroll_region: bool, marks: bool
) -> None:
    terminal = Terminal.detect(environ, "linux")
    assert (terminal.colour_erase, terminal.scroll_region, terminal.marks) == (colour_erase, scroll_region, marks)


def test_windows_is_asked_only_for_what_stock_output_uses() -> None:
    assert Terminal.detect({}, "win32") == Terminal(
        erase=False, scroll_region=False, insert_lines=False, partial_reset=False
    )
