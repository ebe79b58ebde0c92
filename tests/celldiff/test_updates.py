"""Any update of any text leaves a terminal looking as stock Textual would have left it, whatever the terminal thinks
of the width of emoji and joiners."""

import os
from collections.abc import Callable

import pyte.screens
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from tests.celldiff.vt import Terminal, differences
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip
from wcwidth import wcwidth

from caretui.celldiff.differ import Differ, Unmodelled
from caretui.celldiff.terminal import Terminal as Abilities

EXAMPLES = int(os.environ.get("CELLDIFF_EXAMPLES", "20"))
TEXTS = st.one_of(
    st.sampled_from(["", " ", "a", "name ", "            ", "─────────", "│", "2026-11-20", "x" * 13, "█▇▁▎▊"]),
    st.sampled_from(["山田", "한국어", "。", "ｗ", "é", "e\u0301", "ب", "قلم", "שָׁ", "ภาษาไทย", "ß→•"]),
    st.sampled_from(
        ["\U0001f600", "\U0001f469\u200d\U0001f4bb", "❤\ufe0f", "\U0001f1ec\U0001f1e7", "\u0915\u093f", "a\u200cb"]
    ),
    st.text(st.sampled_from("ab 山e\u0301\u200d\ufe0f\U0001f44d漢"), max_size=8),
)
STYLES = [
    "none", "bold", "red on blue", "on blue", "#102030 on #405060", "on #405060", "reverse", "underline on blue",
    "dim italic", "strike", "overline red", "underline2", "blink bold #102030", "bold red on blue",
    "default on default", "conceal", "color(200) on color(17)", "link https://example.org/a", "bold link https://example.org/b",
]  # fmt: skip
ABILITIES = {
    "xterm": Abilities(colour_erase=True, erase_cells=True),
    "screen": Abilities(),
    "linux": Abilities(colour_erase=True, erase_cells=True, marks=False),
    "vt100": Abilities(insert_lines=False, partial_reset=False, marks=False),
    "unknown": Abilities(erase=False, scroll_region=False, insert_lines=False, partial_reset=False, marks=False),
}


def _styles() -> list[Style]:
    styles = [Style.parse(style) for style in STYLES]
    for style in styles:
        # Textual keeps the codes of the colour system in use on the style; here it changes from run to run.
        style._ansi = None
    return styles


def emoji_narrow(character: str) -> int:
    """A terminal with an old table."""
    return 1 if character >= "\U0001f000" else wcwidth(character)


def joiners_seen(character: str) -> int:
    """A terminal that draws what it does not know."""
    return 1 if character in "\u200d\ufe0f\u200c" else wcwidth(character)


def modern(character: str) -> int:
    """pyte's own."""
    return wcwidth(character)


@st.composite
def strips(draw: st.DrawFn, width: int) -> Strip:
    """A strip of exactly `width` cells by rich's measure."""
    style = st.sampled_from(_styles())
    segments = [Segment(draw(TEXTS), draw(style)) for _ in range(draw(st.integers(1, 4)))]
    if not cell_len("".join(text for text, _, _ in segments)[:1]):
        # A mark with nothing before it has a test of its own.
        segments.insert(0, Segment("|", draw(style)))
    try:
        return Strip(segments).adjust_cell_length(width, draw(style))
    except (ZeroDivisionError, IndexError):
        # rich 15.0.0 cannot cut some texts of marks and joiners alone.
        reject()


@st.composite
def lines(draw: st.DrawFn, width: int) -> list[tuple[int, Strip]]:
    """A line of chops: where each begins, and its strip."""
    cuts = sorted({0, *draw(st.lists(st.integers(1, width - 1), max_size=3))})
    return [(x, draw(strips(end - x))) for x, end in zip(cuts, [*cuts[1:], width], strict=True)]


def layout(wanted: list[list[tuple[int, Strip]]], width: int) -> LayoutUpdate:
    """All of the screen."""
    return LayoutUpdate([[strip for _, strip in line] for line in wanted], Region(0, 0, width, len(wanted)))


def chops(wanted: list[list[tuple[int, Strip]]], spans: list[tuple[int, int, int]], width: int) -> ChopsUpdate:
    """Some spans of the screen."""
    return ChopsUpdate([dict(line) for line in wanted], spans, [[*(x for x, _ in line[1:]), width] for line in wanted])


class Twins:
    """A terminal under stock output and one under cell-diff output, shown the same updates."""

    def __init__(self, kind: str, colours: str, width: int, height: int) -> None:
        self.stock = Terminal(width, height, colour_erase=ABILITIES[kind].colour_erase)
        self.diff = Terminal(width, height, colour_erase=ABILITIES[kind].colour_erase)
        for terminal in (self.stock, self.diff):
            # What an earlier program left, and no wrapping, as Textual's driver asks.
            terminal.feed("\x1b[?1049h\x1b[?7l\x1b[H")
        self.differ = Differ(ABILITIES[kind])
        self.size = (width, height)
        self.colours = ColorSystem[colours]
        names = {"STANDARD": "standard", "EIGHT_BIT": "256", "TRUECOLOR": "truecolor"}
        self.console = Console(color_system=names[colours], force_terminal=True)  # type: ignore[arg-type]

    def show(self, update: LayoutUpdate | ChopsUpdate) -> str:
        """Show an update on both; returns what cell-diff output sent."""
        expected = update.render_segments(self.console)
        try:
            sent = self.differ.paint(update, self.size, self.colours)
        except Unmodelled:
            sent = expected
        self.stock.feed(f"{expected}\x1b[1;1H")
        self.diff.feed(f"{sent}\x1b[1;1H")
        return sent


@pytest.mark.parametrize("widths", [modern, emoji_narrow, joiners_seen])
@pytest.mark.parametrize("kind", list(ABILITIES))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_update_looks_as_under_stock_output(kind: str, widths: Callable[[str], int], data: st.DataObject) -> None:
    pyte.screens.wcwidth = widths  # type: ignore[attr-defined]
    colours = data.draw(st.sampled_from(["STANDARD", "EIGHT_BIT", "TRUECOLOR"]))
    width, height = data.draw(st.integers(4, 34)), data.draw(st.integers(1, 9))
    twins = Twins(kind, colours, width, height)
    wanted = [data.draw(lines(width)) for _ in range(height)]
    twins.show(layout(wanted, width))
    assert not differences(twins.diff, twins.stock)
    for _ in range(data.draw(st.integers(1, 5))):
        change = data.draw(st.sampled_from(["all", "some", "scroll", "again", "repaint"]))
        if change == "scroll":
            shift = data.draw(st.integers(1, height))
            fresh = [data.draw(lines(width)) for _ in range(shift)]
            wanted = wanted[shift:] + fresh if data.draw(st.booleans()) else fresh + wanted[: height - shift]
            wanted = wanted[:height]
        elif change in ("all", "some"):
            for y in data.draw(st.sets(st.integers(0, height - 1), max_size=3)):
                wanted[y] = data.draw(lines(width))
        if change == "repaint":
            twins.differ.distrust()
        if change in ("some", "scroll"):
            left = data.draw(st.integers(0, width - 1))
            right = data.draw(st.integers(left + 1, width))
            top = data.draw(st.integers(0, height - 1))
            twins.show(chops(wanted, [(y, left, right) for y in range(top, height)], width))
        else:
            twins.show(layout(wanted, width))
        assert not differences(twins.diff, twins.stock), change
    twins.show(layout(wanted, width))
    assert not differences(twins.diff, twins.stock)


def test_a_wide_character_cut_in_half_is_left_as_the_terminal_has_it() -> None:
    twins = Twins("xterm", "STANDARD", 13, 1)
    whole = [[(0, Strip([Segment("ab山cdefg漢hi")]))]]
    covered = [[(0, Strip([Segment("ab ")])), (3, Strip([Segment("XXXXXXX")])), (10, Strip([Segment(" hi")]))]]
    twins.show(layout(whole, 13))
    assert "XXXXXXX" in twins.show(chops(covered, [(0, 3, 10)], 13))
    # What is left of both characters is for the terminal to say, so it is written again when it is next wanted.
    assert twins.show(chops(covered, [(0, 0, 13)], 13)) == "\x1b[;3H XXXXXXX "
    assert not differences(twins.diff, twins.stock)


def test_a_list_that_scrolls_looks_as_under_stock_output() -> None:
    for kind, abilities in ABILITIES.items():
        twins = Twins(kind, "TRUECOLOR", 30, 12)
        names = [f"{n * 7919:08} " + "abcdefghij"[n % 10] * 21 for n in range(60)]
        sent = []
        for top in (0, 1, 2, 9, 3, 2, 30, 29, 25):
            wanted = [
                [(0, Strip([Segment(name, _styles()[2 + n % 3])]))] for n, name in enumerate(names[top : top + 12])
            ]
            sent.append(twins.show(chops(wanted, [(y, 0, 30) for y in range(12)], 30) if sent else layout(wanted, 30)))
            assert not differences(twins.diff, twins.stock), (kind, top)
        assert any("r\x1b[" in each for each in sent) == abilities.scroll_region


def test_links_that_differ_only_in_their_ids_are_told_apart() -> None:
    twins = Twins("xterm", "STANDARD", 12, 1)
    for _ in range(2):
        linked = Style(link="https://example.org/a")  # each has an id of its own
        sent = twins.show(layout([[(0, Strip([Segment("the guidance", linked)]))]], 12))
        assert f"id={linked._link_id}" in sent
        assert not differences(twins.diff, twins.stock)


@pytest.mark.parametrize("mark", ["\u0301", "\u200d", "\ufe0f"])
def test_a_mark_with_nothing_before_it_is_left_to_stock_output(mark: str) -> None:
    differ = Differ(ABILITIES["xterm"])
    update = LayoutUpdate([[Strip([Segment(f"{mark}a")])]], Region(0, 0, 1, 1))
    with pytest.raises(Unmodelled):
        differ.paint(update, (1, 1), ColorSystem.STANDARD)
    assert not differ.painted


@pytest.fixture(autouse=True)
def _pyte_widths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyte.screens, "wcwidth", wcwidth)
