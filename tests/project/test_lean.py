"""The lean dataclass is the standard one, but for what it costs."""

import dataclasses

import pytest

from caretui.lean import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit."""

    person: str
    minutes: int = 20
    key: str = field(default="", repr=False)
    seen: list[str] = field(default_factory=list, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """What it is held against."""

    person: str
    minutes: int = 20
    key: str = dataclasses.field(default="", repr=False)
    seen: list[str] = dataclasses.field(default_factory=list, compare=False)


def test_it_compares_hashes_and_shows_itself_as_the_standard_one_does() -> None:
    one, same, other = Visit("Al", 30, "k"), Visit("Al", 30, "k", ["later"]), Visit("Al", 30, "l")
    assert one == same
    assert one != other
    assert hash(one) == hash(same) == hash(Standard("Al", 30, "k"))
    assert one != Standard("Al", 30, "k")
    assert repr(one) == repr(Standard("Al", 30, "k")).replace("Standard", "Visit")
    assert replace(one, minutes=5) == Visit("Al", 5, "k")
    assert dataclasses.asdict(one) == dataclasses.asdict(Standard("Al", 30, "k"))


def test_it_has_slots_and_asks_for_what_has_no_default() -> None:
    with pytest.raises(AttributeError):
        Visit("Al").other = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Visit()  # type: ignore[call-arg]


def test_what_a_class_defines_itself_stays() -> None:
    @dataclass(frozen=True)
    class Secret:
        words: str

        def __repr__(self) -> str:
            return "Secret()"

    assert repr(Secret("x")) == "Secret()"
    assert Secret("x") == Secret("x")


def test_nothing_to_compare_is_the_same() -> None:
    @dataclass(frozen=True, slots=True)
    class Empty:
        pass

    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())
