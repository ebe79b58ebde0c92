"""The two files of pins: a fresh machine installs exactly what was tested, from wherever it gets packages."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN_FILES = ["requirements.txt", "requirements-dev.txt"]


def pins(name: str) -> dict[str, Requirement]:
    """The pins of one file by normal name; a file that holds anything else than hashed pins fails here."""
    found = {}
    text = re.sub(r"^#.*\n", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    for entry in text.replace("\\\n", " ").splitlines():
        wanted, *hashes = re.split(r"\s+(?=--)", entry.strip())
        pin = Requirement(wanted)
        assert re.fullmatch(r"==[^*]+", str(pin.specifier)), f"{name}: {wanted} is no pin"
        assert hashes, f"{name}: {wanted} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), f"{name}: {entry}"
        found[canonicalize_name(pin.name)] = pin
    return found


def group(name: str) -> list[str]:
    """The ranges of a dependency group with the groups that it includes."""
    ranges = []
    for entry in PROJECT["dependency-groups"][name]:
        ranges += group(entry["include-group"]) if isinstance(entry, dict) else [entry]
    return ranges


def outside(ranges: list[str], pinned: dict[str, Requirement]) -> list[str]:
    """The ranges that their own pin does not meet, or that have none."""
    missed = []
    for text in ranges:
        wanted = Requirement(text)
        pin = pinned.get(canonicalize_name(wanted.name))
        version = str(pin.specifier).removeprefix("==") if pin else ""
        if not version or not wanted.specifier.contains(version, prereleases=True):
            missed.append(f"{text}: {version or 'not pinned'}")
    return missed


@pytest.mark.parametrize("name", PIN_FILES)
def test_every_line_is_a_pin_with_hashes(name: str) -> None:
    assert len(pins(name)) > 30


@pytest.mark.parametrize("name", PIN_FILES)
def test_pins_name_no_place_to_get_them_from(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|git\+|--(extra-)?index|--find-links|--trusted| @ ", text)


def test_pins_of_the_program_are_within_the_ranges_it_publishes() -> None:
    ranges = PROJECT["project"]["dependencies"] + group("build")
    assert outside(ranges, pins("requirements.txt")) == []


def test_pins_of_the_tests_are_within_their_ranges() -> None:
    assert outside(group("dev"), pins("requirements-dev.txt")) == []


def test_tests_run_on_the_versions_that_people_run() -> None:
    tested = pins("requirements-dev.txt")
    assert {name: str(pin) for name, pin in pins("requirements.txt").items()}.items() <= {
        name: str(pin) for name, pin in tested.items()
    }.items()


def test_what_is_built_with_is_pinned_too() -> None:
    assert outside(PROJECT["build-system"]["requires"], pins("requirements.txt")) == []
