"""What was being written is told in the words of the field."""

import re
from pathlib import Path

import pytest

import caretui.screens
from caretui.care.draft_words import draft_words
from caretui.screens.registry import SCREENS

FORMS = [
    name
    for name, place in SCREENS.items()
    if "draft(" in Path(caretui.screens.__file__).with_name(f"{place.split(':')[0].rpartition('.')[2]}.py").read_text()
]


@pytest.mark.parametrize(
    ("form", "typed", "words"),
    [
        ("contact", {"how": "telephone"}, "call"),
        ("contact", {"how": "face to face"}, "visit"),
        ("contact", {"how": None, "note": "up at two"}, "contact"),
        ("add_person", {}, "new person"),
        ("register warning warning", {}, "warning"),
        ("register circle circle", {}, "person around them"),
        ("register nothing_known", {}, "form"),
        ("action_hand_over", {}, "action"),
        ("refer", {}, "referral"),
        ("huddle note", {}, "note in a meeting"),
    ],
)
def test_a_draft_is_called_what_the_field_calls_it(form: str, typed: dict[str, str], words: str) -> None:
    assert draft_words(form, typed) == words


def test_no_screen_s_name_is_shown() -> None:
    assert "add_person" in FORMS
    assert not [form for form in FORMS if re.search("_", draft_words(form, {}))]
