"""A field that understands the start of a word."""

from caretui.care.refused import Refused
from caretui.widgets.choose import Option
from caretui.widgets.pick import PickField, best

ROLES = [Option(word, word) for word in ("community matron", "practice nurse", "district nurse", "OT")]


def test_the_start_of_a_word_means_the_first_option_that_begins_so() -> None:
    found = best("comm", ROLES)
    assert found is not None and found.value == "community matron"
    found = best("ot", ROLES)
    assert found is not None and found.value == "OT"
    assert best("", ROLES) is None and best("zzz", ROLES) is None


def test_a_later_word_counts_only_where_nothing_else_may_be_typed() -> None:
    found = best("nurse dist", ROLES)
    assert found is not None and found.value == "district nurse"
    assert best("matron", ROLES, loose=False) is None


def test_accents_and_apostrophes_make_no_difference() -> None:
    options = [Option(1, "O'Hara, Zoë")]
    assert best("o’hara", options) is options[0]
    assert best("zoe", options) is options[0]


def field(**more: object) -> PickField:
    return PickField("Role", ROLES, name="role", **more)  # type: ignore[arg-type]


def test_what_is_typed_is_read_at_once_and_refused_with_a_way_out() -> None:
    role = field()
    role.read("distr")
    assert (role.value, role.problem) == ("district nurse", "")
    role.read("plumber")
    assert role.value is None and "Down shows them" in role.problem


def test_own_words_are_taken_where_they_may_be_typed_and_in_quotes_always() -> None:
    role = field(free=lambda typed: (typed, ""))
    for typed, value in (
        ("plumber", "plumber"),
        ("matron", "matron"),
        ("comm", "community matron"),
        ('"comm"', "comm"),
        ("OT, two days", "OT, two days"),
    ):
        role.read(typed)
        assert role.value == value


def test_a_reader_s_refusal_is_the_reason() -> None:
    def never(typed: str) -> tuple[str, str]:
        raise Refused("not today")

    role = field(free=never)
    role.read("anything")
    assert role.problem == "Role: not today"
