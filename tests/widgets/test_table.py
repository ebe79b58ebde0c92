"""The list: one cursor that stays on its person, headings it skips, and 100,000 rows as quick as ten."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from time import perf_counter

import pytest
from tests.patience import seconds
from textual.app import App, ComposeResult
from textual.geometry import Region

from caretui.widgets.columns import places
from caretui.widgets.line import Cell
from caretui.widgets.table import Column, Heading, VirtualTable


class Ground(App[None]):
    """A table on an otherwise empty screen, and what it told."""

    def __init__(self, ids: Sequence[int], headings: Sequence[Heading] = (), **more: object) -> None:
        super().__init__(ansi_color=True)
        self.given = (ids, headings)
        self.asked: list[list[int]] = []
        self.highlighted: list[int | None] = []
        self.selected: list[int] = []
        columns = [
            Column("Name", 20, 5),
            Column("Why", 30, 30, flexible=True),
            Column("Age", 3, 76, align="right"),
        ]
        self.table = VirtualTable(columns, self.rows, self.cells, mark_at=4, empty="Nobody yet.", **more)

    def rows(self, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        self.asked.append(list(ids))
        return {i: (f"Person {i} [/b]\x1b", "why\u202e", "81") for i in ids if i != 13}

    def cells(self, row: tuple[str, ...]) -> Sequence[str | Cell]:
        return (Cell(row[0], "strong"), *row[1:])

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.reload(*self.given)

    def on_virtual_table_row_highlighted(self, event: VirtualTable.RowHighlighted) -> None:
        self.highlighted.append(event.id)

    def on_virtual_table_row_selected(self, event: VirtualTable.RowSelected) -> None:
        self.selected.append(event.id)

    @property
    def text(self) -> list[str]:
        return [self.table.render_line(y).text for y in range(self.table.size.height)]


async def test_no_rows_say_what_to_do() -> None:
    app = Ground([])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "enter", "G", "pagedown")
        assert app.text[1].strip() == "Nobody yet."
        assert app.table.position_text == "0 of 0"
        assert app.table.current is None
        assert app.selected == []
        app.table.forget()
        assert "".join(app.text[1:]).strip() == "", "until they are read nobody is told that there are none"
        assert app.table.position_text == ""
        app.table.reload([])
        assert app.text[1].strip() == "Nobody yet."


async def test_every_line_is_as_wide_as_the_table_and_free_of_control() -> None:
    app = Ground(range(50))
    async with app.run_test(size=(80, 24)):
        assert {app.table.render_line(y).cell_length for y in range(24)} == {80}
        assert app.text[1].startswith(">   Person 0 [/b]␛")
        assert "\u202e" not in "".join(app.text)
        assert app.text[14].strip() == "", "a record that is gone is an empty line"


async def test_enter_tells_the_record_not_the_place() -> None:
    app = Ground([900, 700, 800])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "enter")
        assert app.selected == [700]
        assert app.highlighted[-1] == 700


async def test_the_cursor_stays_on_its_record_when_the_order_changes() -> None:
    app = Ground(range(100))
    async with app.run_test(size=(80, 24)):
        app.table.move_to_id(60)
        app.table.reload(range(99, -1, -1))
        assert app.table.current == 60
        app.table.reload([1, 2, 3])
        assert app.table.current == 3, "a record that left leaves the cursor on its place, kept within the list"


async def test_a_list_shown_from_its_start_shows_what_comes_and_goes_there() -> None:
    app = Ground([10, 11, 12, *range(20, 50)], [Heading(0, "NEW", "3"), Heading(3, "LATE", "30")], titles=False)
    async with app.run_test(size=(80, 24)):
        app.table.move_to_id(12)
        app.table.reload([10, 11, *range(20, 50)], [Heading(0, "NEW", "2"), Heading(2, "LATE", "30")])
        assert app.table.current == 20
        assert app.text[0].startswith(" NEW") and app.text[4].startswith(">   Person 20 ")
        app.table.reload([9, 10, 11, *range(20, 50)], [Heading(0, "NEW", "3"), Heading(3, "LATE", "30")])
        assert app.table.current == 20 and app.text[1].startswith("    Person 9 "), "a message that came is seen"
        app.table.move_to_id(49)
        app.table.move_to_id(40)
        line = next(at for at, text in enumerate(app.text) if text.startswith(">"))
        app.table.reload([8, 9, 10, 11, *range(20, 50)], [Heading(0, "NEW", "4"), Heading(4, "LATE", "30")])
        assert app.text[line].startswith(">   Person 40 "), "further down the lines stay where they are"


async def test_marks_belong_to_records() -> None:
    app = Ground([5, 6, 7])
    async with app.run_test(size=(80, 24)):
        app.table.toggle_mark()
        assert app.table.marked == {5}
        assert app.table.current == 6
        app.table.reload([7, 6, 5])
        assert app.text[3].startswith("   *Person 5")
        app.table.reload([7, 6])
        assert app.table.marked == set()


async def test_headings_are_shown_with_their_counts_and_skipped() -> None:
    headings = [Heading(0, "NEW", "2"), Heading(2, "LATE", "3")]
    app = Ground(range(1, 6), headings, titles=False)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.text[0] == " NEW" + " " * 74 + "2 "
        assert app.text[1].startswith(">")
        assert app.text[3] == " LATE" + " " * 73 + "3 "
        await pilot.press("j", "j")
        assert app.text[4].startswith(">   Person 3")
        assert app.table.position_text == "1-5 of 5"


async def test_going_up_to_the_first_row_shows_its_heading_again() -> None:
    app = Ground(range(60), [Heading(0, "NEW", "60")], titles=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G", "g")
        assert app.text[0].startswith(" NEW")


async def test_pages_and_ends() -> None:
    app = Ground(range(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        assert app.table.current == 22
        await pilot.press("end")
        assert app.table.current == 99
        assert app.table.position_text == "78-100 of 100"
        await pilot.press("pageup")
        assert app.table.current == 77
        await pilot.press("home", "k")
        assert app.table.current == 0


async def test_a_hundred_thousand_rows_fetch_only_what_is_in_sight() -> None:
    app = Ground(range(100_000))
    async with app.run_test(size=(80, 24)) as pilot:
        app.asked.clear()
        started = perf_counter()
        await pilot.press("G")
        app.table.reload(range(99_999, -1, -1))
        assert app.table.current == 99_999
        assert perf_counter() - started < seconds(2)
        assert all(len(page) <= 64 for page in app.asked)
        assert sum(map(len, app.asked)) < 400


async def test_a_wider_terminal_gives_room_to_the_flexible_column() -> None:
    app = Ground(range(3))
    async with app.run_test(size=(120, 36)):
        assert app.table.render_line(1).cell_length == 120
        assert app.text[1].rstrip().endswith("81")
        assert app.text[1].index("81", 100) == 116


@pytest.mark.parametrize("count", [0, 1, 22, 23, 24, 100])
async def test_one_row_redrawn_is_the_row_that_was_drawn(count: int) -> None:
    app = Ground(range(count))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j", "pagedown", "k")
        shown = [strip.text for strip in app.screen._compositor.render_strips()]
        assert shown == app.text


async def test_a_scrolled_line_draws_the_row_that_came_and_the_one_that_was_left() -> None:
    app = Ground(range(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["j"] * 23)
        await pilot.pause()
        drawn: list[str] = []
        app.table.cells = lambda row: (drawn.append(row[0]), app.cells(row))[1]  # type: ignore[func-returns-value]
        await pilot.press("j")
        await pilot.pause()
        assert sorted(drawn) == ["Person 23 [/b]\x1b", "Person 24 [/b]\x1b"]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("titles", [True, False])
async def test_what_was_drawn_and_moved_is_what_would_be_drawn_now(titles: bool, seed: int) -> None:
    chance = Random(seed)
    app = Ground(range(60), [Heading(0, "LATE", "3"), Heading(9, "TODAY"), Heading(31, "WEEK")], titles=titles)
    whole = Region(0, 0, 80, 12)
    async with app.run_test(size=(80, 12)) as pilot:
        for _ in range(15):
            for key in chance.choices(["j", "k", "pagedown", "pageup", "G", "g"], [9, 6, 1, 1, 1, 1], k=4):
                await pilot.press(key)
                if chance.random() < 0.3:
                    app.table.toggle_mark()
            for _ in range(chance.randrange(4)):  # nothing is painted in between
                app.table.move_to(app.table.cursor + chance.randrange(-9, 10))
            await pilot.pause()
            shown = app.table.render_lines(whole)
            app.table.refresh()
            assert shown == app.table.render_lines(whole)


async def test_another_filter_is_shown_from_its_first_row_unless_the_record_is_in_it() -> None:
    app = Ground(range(100))
    async with app.run_test(size=(80, 24)):
        app.table.move_to_id(90)
        app.table.from_top()
        app.table.reload([1, 2, 3])
        assert app.table.current == 1
        app.table.move_to_id(3)
        app.table.from_top()
        app.table.reload([1, 2, 3, 4])
        assert app.table.current == 3


COLUMNS = (
    Column("Name", 20, 5, most=24),
    Column("Why", 30, 30, flexible=True),
    Column("Seen", 20, 61),
    Column("Practice", 9, from_width=110, most=20),
    Column("Goal", 10, from_width=140),
    Column("Coordinator", 9, from_width=110, most=16),
)


@pytest.mark.parametrize("width", [80, 100, 110, 120, 132, 160, 200])
def test_columns_fill_the_width_and_grow_before_the_flexible_one(width: int) -> None:
    shown = places(COLUMNS, width, 80)
    assert all(a.first + a.width < b.first for a, b in pairwise(shown)), "never side by side without a space"
    assert shown[-1].first + shown[-1].width in (width, width - 1)
    assert [place.number for place in shown] == [n for n, column in enumerate(COLUMNS) if width >= column.from_width]
    narrow = [place for place in shown if place.column.most and place.width < place.column.most]
    flexible = next(place for place in shown if place.column.flexible)
    assert not narrow or flexible.width <= flexible.column.width, "the flexible one takes what is left over"


async def test_fewer_rows_are_told_although_the_cursor_stays() -> None:
    app = Ground(range(50))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.highlighted.clear()
        app.table.reload(range(3))
        await pilot.pause()
        assert app.highlighted == [0] and app.table.position_text == "1-3 of 3"


async def test_a_hidden_column_does_not_shift_the_words_of_those_behind_it() -> None:
    class Wide(Ground):
        def __init__(self) -> None:
            super().__init__(range(3))
            self.table.columns = COLUMNS
            self.table.cells = lambda row: ("name", "why", "seen", "practice", "goal", "Sam Ward")

    app = Wide()
    async with app.run_test(size=(120, 24)):
        assert "Sam Ward" in app.text[1] and "goal" not in app.text[1]
