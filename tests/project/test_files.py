"""What is committed holds no word about the machine that it was written on."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A home or a working folder of someone: the folder names are split so that this file passes its own test.
SOMEONES_FOLDER = re.compile(
    rb"(?:(?<![\w.~/-])|(?<=file://))/(?:"
    + rb"|".join([rb"ho" + rb"me/\w", rb"Us" + rb"ers/\w", rb"ro" + rb"ot/", rb"wo" + rb"rk/", rb"opt/py" + rb"pi"])
    + rb")|[A-Z]:\\Us"
    + rb"ers\\"
)


def committed() -> list[Path]:
    """Every file of the checkout that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]


def test_no_committed_text_names_a_folder_of_the_machine_it_was_written_on() -> None:
    found = []
    for path in committed():
        if not path.is_file() or b"\0" in (content := path.read_bytes()):
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.decode(errors='replace').strip()[:80]}"
            for number, line in enumerate(content.splitlines(), 1)
            if SOMEONES_FOLDER.search(line)
        ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_someones"),
    [
        (b"cd /wo" + b"rk/main", True),
        (b"'/ho" + b"me/sam/store.db'", True),
        (b"file:///ho" + b"me/sam", True),
        (b"C:\\Us" + b"ers\\sam", True),
        (b"~/work/caretui", False),
        (b"visits/work/phone", False),
        (b"https://example.org/work/", False),
        (b"/srv/caretui/team.db", False),
    ],
)
def test_a_folder_of_someone_is_told_from_other_words(line: bytes, is_someones: bool) -> None:
    assert bool(SOMEONES_FOLDER.search(line)) is is_someones


def test_test_scripts_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
