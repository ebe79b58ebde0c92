"""What is loaded when Today first stands on the screen: an allow-list, because each import is paid at every start."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import asyncio, sys
from pathlib import Path
from caretui.app import CaretuiApp
from caretui.store import opening

store = opening.unlock_and_open(Path(sys.argv[1]), "four quite unrelated words")
app = CaretuiApp(store)

async def main():
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        print("\\n".join(sorted(sys.modules)))

asyncio.run(main())
store.close()
"""
OTHERS = {"argon2", "platformdirs", "rich", "sqlcipher3", "textual", "typing_extensions", "caretui"}
NOT_YET = (
    "caretui.store.models",
    "caretui.store.changes",
    "caretui.widgets.choices",
    "caretui.widgets.choose",
    "caretui.widgets.fields",
    "caretui.widgets.dialogs",
    "caretui.intake",
)


def test_only_listed_packages_are_loaded_at_the_first_today_frame(tmp_path: Path) -> None:
    from caretui.store import founding

    path = tmp_path / "team.caretui"
    founding.found(
        path, name="Sam Ward", job="matron", agency="x", passphrase="four quite unrelated words"
    ).store.close()
    printed = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert printed.returncode == 0, printed.stderr
    modules = printed.stdout.split()
    top = {name.partition(".")[0] for name in modules if not name.startswith("_")}
    assert top - set(sys.stdlib_module_names) <= OTHERS
    assert not [name for name in modules if name.startswith(NOT_YET)]
    assert "caretui.screens.today" in modules


def test_what_a_session_saves_with_needs_neither_sqlalchemy_nor_sqlmodel() -> None:
    code = (
        "import pkgutil, sys; from importlib import import_module; import caretui.store.changes as room\n"
        "for module in pkgutil.iter_modules(room.__path__): import_module(f'{room.__name__}.{module.name}')\n"
        "from caretui.store.models.contacts import ContactForm\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'pydantic', 'sqlalchemy', 'sqlmodel'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['pydantic']"


def test_everything_loads_in_a_process_that_is_kept_away_from_tls() -> None:
    code = (
        "import pkgutil, sys; from importlib import import_module; import caretui; from caretui import platform\n"
        "platform.without_network()\n"
        "for module in pkgutil.walk_packages(caretui.__path__, 'caretui.'):\n"
        "    if not module.name.endswith('__main__'): import_module(module.name)\n"
        "import asyncio; print(sys.modules['ssl'], '_ssl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["None", "False"], done.stderr


SPARED = (
    "from caretui import platform\n"
    "platform.without_network(); platform.without_build_record(); platform.without_openssl()\n"
)


def test_who_reads_people_has_no_form_no_openssl_and_no_record_of_how_python_was_built() -> None:
    code = (
        f"{SPARED}import sys, caretui.cli.start, caretui.app\n"
        "import caretui.screens.today, caretui.screens.caseload, caretui.screens.person\n"
        "from zoneinfo import ZoneInfo; print(ZoneInfo('Europe/London').key)\n"
        "for name, module in sys.modules.items():\n"
        "    if module and name.startswith(('argparse', '_hashlib', '_sysconfigdata', 'caretui.care.registers',\n"
        "        'caretui.widgets.fields', 'textual.widgets._text_area')): print(name)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["Europe/London"], done.stderr


def test_a_whole_file_is_hashed_by_openssl_all_the_same() -> None:
    code = (
        f"{SPARED}import hashlib, io; before = hashlib.sha256(b'x').hexdigest()\n"
        "made = hashlib.file_digest(io.BytesIO(b'x'), platform.sha256_of_files())\n"
        "print(made.hexdigest() == before, type(made).__module__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["True", "_hashlib"], done.stderr
