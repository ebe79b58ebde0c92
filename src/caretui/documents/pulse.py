"""How far a long making has come, and how whoever waits for it stops it: told by the thread that makes, to whoever listens."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Item = TypeVar("Item")
Listener = Callable[[int, int, str], None]
"""Told `3000, 10000, "rows"`; raises Stopped when it is to go no further."""
EVERY = 64
_listener: ContextVar[Listener | None] = ContextVar("pulse", default=None)


class Stopped(Exception):
    """Whoever waited does not want it any more. Nothing has been put anywhere."""


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """What is made within, in threads begun within too, tells this listener."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def beat(done: int, total: int, words: str) -> None:
    """Tell how far it is. Raises Stopped."""
    listener = _listener.get()
    if listener is not None:
        listener(done, total, words)


def counted(items: Sequence[Item], words: str) -> Iterator[Item]:
    """The items one after the other, with a beat before each 64th. Raises Stopped."""
    for number, item in enumerate(items):
        if number % EVERY == 0:
            beat(number, len(items), words)
        yield item
