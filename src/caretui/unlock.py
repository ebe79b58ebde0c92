"""The passphrase prompt: painted with plain ANSI before Textual is imported, which then loads behind the typing.

What was typed before the prompt stood is kept. A wrong passphrase asks again in place. Ctrl+C ends with 130.
"""

import shutil
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from caretui import platform
from caretui.store import keys
from caretui.store.errors import TooManyTries, WhichMember, WrongPassphrase

ENTER, CLEAR = "\x1b[?1049h", "\x1b[H\x1b[2J"
LEAVE = "\x1b[2J\x1b[?1049l"
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


class Prompt:
    """The screen of the prompt: names when there are several members, the passphrase as dots, one line of words."""

    def __init__(self, store: Path, names: list[str], name: str | None, write: Callable[[str], object]) -> None:
        self.store = store
        self.names = names
        self.name = name
        self.secret = ""
        self.words = ""
        self._write = write
        self._size: tuple[int, int] = (0, 0)

    @property
    def asking_name(self) -> bool:
        """Several members, and nobody said who."""
        return self.name is None and len(self.names) > 1

    def paint(self) -> None:
        """The whole screen."""
        columns, rows = self._size = shutil.get_terminal_size()
        title = f" caretui   {self.store.name}"[:columns].ljust(columns)
        lines = [f"\x1b[7m{title}\x1b[0m", ""]
        if self.asking_name:
            lines += [" Who are you?", ""]
            lines += [f"  {place}  {name}" for place, name in enumerate(self.names[: rows - 8], 1)]
            lines += ["", f" Number, then Enter: {self.secret}"]
        else:
            if self.name or self.names:
                lines += [f" Name        {self.name or self.names[0]}", ""]
            lines += [f" Passphrase  {'*' * min(len(self.secret), columns - 14)}"]
        cursor = len(lines)
        lines += ["", f" {self.words}"[:columns]]
        self._write(CLEAR + "\r\n".join(lines) + f"\x1b[{cursor};{len(lines[cursor - 1]) + 1}H")

    def repaint_if_resized(self) -> None:
        """Paint again when the terminal has another size."""
        if shutil.get_terminal_size() != self._size:
            self.paint()


def unlock(store: Path, name: str | None, then_import: tuple[str, ...] = ()) -> keys.Unlocked | None:
    """Ask until a passphrase opens the store; None at end of input. Raises StoreError for what typing cannot mend."""
    prompt = Prompt(store, keys.members(store), name, _out)
    _out(ENTER)
    prompt.paint()
    warming = warm(then_import)
    opened = None
    try:
        with platform.keys_as_typed() as read:
            opened = _ask(prompt, store, read)
    except EOFError:
        return None
    finally:
        if opened is None:
            _out(LEAVE)
    warming.join()
    return opened


def _ask(prompt: Prompt, store: Path, read: Callable[[float | None], str]) -> keys.Unlocked | None:
    while True:
        line = _line(prompt, read)
        if prompt.asking_name:
            prompt.words = _choose(prompt, line)
        else:
            prompt.words = " "
            prompt.secret = line
            try:
                return keys.unlock(store, line, prompt.name)
            except WhichMember as which:
                prompt.name, prompt.words = None, str(which)
            except (WrongPassphrase, TooManyTries) as wrong:
                prompt.words = f"{wrong} Try again, or Ctrl+C to leave."
        prompt.secret = ""
        prompt.paint()


def _choose(prompt: Prompt, line: str) -> str:
    wanted = line.strip().casefold()
    if wanted.isdigit() and 1 <= int(wanted) <= len(prompt.names):
        prompt.name = prompt.names[int(wanted) - 1]
        return ""
    found = [name for name in prompt.names if wanted and name.casefold().startswith(wanted)]
    if len(found) == 1:
        prompt.name = found[0]
        return ""
    return "Type the number before your name."


def _line(prompt: Prompt, read: Callable[[float | None], str]) -> str:
    """One typed line, shown as it grows (a passphrase as dots); escape sequences of stray keys are dropped."""
    prompt.secret = ""
    while True:
        letter = read(0.5)
        if not letter:
            prompt.repaint_if_resized()
        elif letter in "\r\n":
            return prompt.secret
        elif letter in BACKSPACES:
            prompt.secret = prompt.secret[:-1]
            prompt.paint()
        elif letter == KILL_LINE:
            prompt.secret = ""
            prompt.paint()
        elif letter == END and not prompt.secret:
            raise EOFError
        elif letter == ESCAPE:
            while read(0.02):
                pass
        elif letter.isprintable():
            prompt.secret += letter
            _out(letter if prompt.asking_name else "*")


def _out(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
