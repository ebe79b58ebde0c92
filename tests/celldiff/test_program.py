"""A whole program under random keys looks, frame by frame, as it does under stock output."""

import asyncio
import os
import random

import pytest
from tests.celldiff.programs import Table
from tests.celldiff.twins import Twins, abilities

KEYS = (
    *["down"] * 6, *["up"] * 3, *["pagedown"] * 3, "pageup", "home", "end", "right", "left", "tab", "shift+tab",
    "enter", "escape", "backspace", "f2", "f3", "f4", "f5", "ctrl+p", "space", "a", "m", "z", "山", "é", "e", "\u0301",
    "ب", "ש", "😀", "delete", "ctrl+a",
)  # fmt: skip
RUNS = int(os.environ.get("CELLDIFF_RUNS", "3"))
SIZES = ((80, 24), (120, 36), (40, 12), (101, 31))


async def play(seed: int, keys: int) -> Twins:
    """Press random keys, click, scroll and resize."""
    chance = random.Random(seed)
    size = SIZES[seed % len(SIZES)]
    term = ("xterm-256color", "screen", "linux", "vt100")[seed % 4]
    twins = Twins(size, rows=chance.choice((0, 1, 1000)), terminal=abilities(term))
    async with twins.run_test(headless=False, size=size) as pilot:
        for _ in range(keys):
            act = chance.random()
            if act < 0.03:
                size = (chance.randrange(20, 130), chance.randrange(6, 45))
                twins.resize(*size)
            elif act < 0.15:
                at = (chance.randrange(size[0]), chance.randrange(size[1]))
                move = chance.choice((pilot.click, pilot.hover))
                await move(offset=at)
            else:
                await pilot.press(chance.choice(KEYS))
            await pilot.pause()
            assert not twins.wrong, f"seed {seed}"
            assert twins._celldiff is not None
            if twins._exit:
                break
    return twins


async def test_a_refresh_that_changes_nothing_sends_nothing() -> None:
    twins = Twins((80, 24), strange=False)
    async with twins.run_test(headless=False, size=(80, 24)) as pilot:
        await pilot.pause(0.5)
        frames, before = twins.frames, twins.sent
        twins.query_one(Table).refresh()
        await pilot.pause()
        twins.refresh(layout=True)
        await pilot.pause()
        assert twins.frames > frames
        assert twins.sent == before


@pytest.mark.parametrize("seed", range(RUNS))
def test_random_keys_mouse_and_sizes_look_as_under_stock_output(seed: int) -> None:
    twins = asyncio.run(play(seed, 40))
    assert twins.frames > 10
    assert twins.sent < twins.stock_sent
