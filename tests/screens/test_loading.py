"""What saving needs is loaded while somebody types."""

import subprocess
import sys
from importlib import import_module

import pytest

from caretui.screens.loading import WRITES
from caretui.screens.registry import SCREENS


@pytest.mark.parametrize("screen", WRITES)
def test_what_a_screen_saves_with_is_there(screen: str) -> None:
    assert screen in SCREENS
    for name in WRITES[screen]:
        module, _, form = name.partition(":")
        assert not form or getattr(import_module(module), form).entity


def test_it_is_loaded_in_a_thread_and_its_validator_built() -> None:
    code = (
        "import sys, threading; from caretui.screens import loading; before = sys.getswitchinterval()\n"
        "loading.get_ready('caseload'); assert threading.active_count() == 1\n"
        "loading.get_ready('contact'); (thread,) = [t for t in threading.enumerate() if t.name == 'load']\n"
        "thread.join(); from caretui.store.models.contacts import ContactForm\n"
        "print('caretui.store.changes.contacts' in sys.modules, ContactForm.__pydantic_complete__)\n"
        "loading.get_ready('contact'); print(threading.active_count() == 1, sys.getswitchinterval() == before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["True", "True", "True", "True"], done.stderr
