"""`caretui keys` starts at once: the commands load neither textual nor rich."""

import subprocess
import sys


def test_commands_load_nothing_heavy() -> None:
    code = "import sys, caretui.commands; print([m for m in ('textual', 'rich', 'sqlmodel') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
