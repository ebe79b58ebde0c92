"""The passphrase prompt: painted with plain ANSI before Textual is imported, which then loads behind the typing.

What was typed before the prompt stood is kept. A wrong passphrase asks again in place. Ctrl+C ends with 130.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from caretui import platform, prompt
from caretui.prompt import ENTER, LEAVE, Prompt, out
from caretui.store import keys
from caretui.store.errors import TooManyTries, WhichMember, WrongPassphrase

__all__ = ["LEAVE", "unlock", "warm"]

BACKSPACES = ("\x7f", "\x08")
KILL_LINE, END, ESCAPE, SUSPEND = "\x15", "\x04", "\x1b", "\x1a"


def warm(modules: tuple[str, ...]) -> threading.Thread:
    """Import what the first screen needs while somebody types."""

    def run() -> None:
        with suppress(Exception):  # what cannot be imported says so when it is needed
            for name in modules:
                import_module(name)

    thread = threading.Thread(target=run, daemon=True, name="warm")
    thread.start()
    return thread


def unlock(store: Path, name: str | None, then_import: tuple[str, ...] = ()) -> keys.Unlocked | None:
    """Ask until a passphrase opens the store; None at end of input. Raises StoreError for what typing cannot mend."""
    screen = Prompt(store.name, keys.members(store), name, out)
    if not prompt.take_over():
        out(ENTER)
    screen.paint()
    warming = warm(then_import)
    opened = None
    try:
        with platform.keys_as_typed() as read:
            opened = _ask(screen, store, read)
    except EOFError:
        return None
    finally:
        prompt.echo_again()
        if opened is None:
            out(LEAVE)
    warming.join()
    return opened


def _ask(screen: Prompt, store: Path, read: Callable[[float | None], str]) -> keys.Unlocked | None:
    while True:
        line = _line(screen, read)
        if screen.asking_name:
            screen.words = _choose(screen, line)
        else:
            screen.words = " "
            screen.secret = line
            try:
                return keys.unlock(store, line, screen.name)
            except WhichMember as which:
                screen.name, screen.words = None, str(which)
            except (WrongPassphrase, TooManyTries) as wrong:
                screen.words = f"{wrong} Try again, or Ctrl+C to leave."
        screen.secret = ""
        screen.paint()


def _choose(screen: Prompt, line: str) -> str:
    wanted = line.strip().casefold()
    if wanted.isdigit() and 1 <= int(wanted) <= len(screen.names):
        screen.name = screen.names[int(wanted) - 1]
        return ""
    found = [name for name in screen.names if wanted and name.casefold().startswith(wanted)]
    if len(found) == 1:
        screen.name = found[0]
        return ""
    return "Type the number before your name."


def _line(screen: Prompt, read: Callable[[float | None], str]) -> str:
    """One typed line, shown as it grows (a passphrase as dots); escape sequences of stray keys are dropped."""
    screen.secret = ""
    while True:
        letter = read(0.5)
        if not letter:
            screen.repaint_if_resized()
        elif letter in "\r\n":
            return screen.secret
        elif letter in BACKSPACES:
            screen.secret = screen.secret[:-1]
            screen.paint()
        elif letter == KILL_LINE:
            screen.secret = ""
            screen.paint()
        elif letter == END and not screen.secret:
            raise EOFError
        elif letter == ESCAPE:
            while read(0.02):
                pass
        elif letter.isprintable():
            screen.secret += letter
            out(letter if screen.asking_name else "*")
