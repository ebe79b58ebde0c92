"""The screen of the passphrase prompt, painted before anything heavy is imported.

`begin` shows it as the program's first act; `unlock` takes it over once there is something to unlock with. What it does
not know yet (who usually sits here, of several members) it leaves blank. Nothing here but the standard library's
smallest modules: each import is waited for by somebody who wants to type.
"""

import os
import sys
from collections.abc import Callable, Sequence

from caretui.store import key_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ENTER, CLEAR = "\x1b[?1049h", "\x1b[H\x1b[2J"
LEAVE = "\x1b[2J\x1b[?1049l"


CANNOT = ("", "dumb", "unknown", "vt52", "emacs", "network", "dialup")
"""TERMs that promise no way to put the cursor somewhere, or none that is ANSI's."""


def cannot_paint() -> bool:
    """Is the terminal of a kind that cannot show a screen?"""
    return sys.platform != "win32" and os.environ.get("TERM", "") in CANNOT


def terminal_size() -> tuple[int, int]:
    """Columns and rows; 80 by 24 where nobody says."""
    try:
        columns, rows = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except (OSError, ValueError):
        columns = rows = 0
    return columns or 80, rows or 24


class Prompt:
    """Names when there are several members, the passphrase as dots, one line of words. `store` is the file's name."""

    def __init__(self, store: str, names: list[str], name: str | None, write: Callable[[str], object]) -> None:
        self.store = store
        self.names = names
        self.name = name
        self.secret = ""
        self.words = ""
        self._write = write
        self._size = (0, 0)

    @property
    def asking_name(self) -> bool:
        """Several members, and nobody said who."""
        return self.name is None and len(self.names) > 1

    def paint(self) -> None:
        """The whole screen."""
        columns, rows = self._size = terminal_size()
        title = f" caretui   {self.store}"[:columns].ljust(columns)
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
        if terminal_size() != self._size:
            self.paint()


def out(words: str) -> None:
    """Straight to the terminal."""
    sys.stdout.write(words)
    sys.stdout.flush()


class _Early:
    """What `begin` has done to the terminal and nobody has undone yet."""

    stands = False
    echoing: "list[Any] | None" = None


def begin(words: Sequence[str]) -> None:
    """Show the prompt now, when these words of the command line will end in one for a store with a single member.

    In every other case nothing happens, and the program says later what there is to say.
    """
    store = _store_of(words)
    if store is None or sys.platform == "win32" or not (sys.stdin.isatty() and sys.stdout.isatty()) or cannot_paint():
        return
    names = key_names.names(store)
    if len(names) != 1 or not os.path.isfile(store) or not os.access(os.path.dirname(store) or ".", os.W_OK):
        return
    hush()
    _Early.stands = True
    out(ENTER)
    Prompt(os.path.basename(store), names, None, out).paint()


def _store_of(words: Sequence[str]) -> str | None:
    """The store of a command line that opens the app and asks for a passphrase; None of any other."""
    rest = list(words)
    named = os.environ.get("CARETUI_STORE")
    while rest:
        option, is_one, value = rest.pop(0).partition("=")
        if option != "--store" or not (is_one or rest):
            return None
        named = value if is_one else rest.pop(0)
    if os.environ.get("CARETUI_PASSPHRASE_FILE"):
        return None
    if not named:
        from platformdirs import PlatformDirs

        named = os.path.join(PlatformDirs("caretui", appauthor=False).user_data_dir, "caseload.caretui")
    return named


def take_over() -> bool:
    """Is the prompt on the screen already? From now on whoever asks this looks after it."""
    stood, _Early.stands = _Early.stands, False
    return stood


def hush() -> None:
    """Show no key that is typed from now on, and keep each for who reads it. Nothing without a terminal of Unix."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        return
    import termios

    handle = sys.stdin.fileno()
    now = termios.tcgetattr(handle)
    _Early.echoing = termios.tcgetattr(handle)
    now[3] &= ~(termios.ECHO | termios.ICANON)
    now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
    termios.tcsetattr(handle, termios.TCSADRAIN, now)


def echo_again() -> None:
    """Give the terminal its own way with keys back."""
    if _Early.echoing is not None:
        import termios

        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, _Early.echoing)
        _Early.echoing = None


def leave() -> None:
    """Take the prompt away when it still stands: something else is to be said."""
    if take_over():
        out(LEAVE)
    echo_again()
