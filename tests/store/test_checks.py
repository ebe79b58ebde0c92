"""Nothing impossible is written by any path: every day, moment and number of every form is held to the calendar and the column."""

import re
from datetime import date
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from caretui.store.models import FORMS
from caretui.store.models.checks import Clock, Count, Day, DayOrInstant, Instant, Moment

TEMPORAL = re.compile(
    r"(^|_)(at|on|due|since|until|started|ended|opened|closed|removed|expires|dated|before|target|live|of|date|here_since)$"
)
IN_WORDS = {
    ("condition", "since"): "as people say it: childhood, about 2010",
    ("action", "waiting_on"): "who or what it waits on",
    ("risk_score", "band_before"): "a band",
    ("person", "date_of_birth_note"): "",
}
FIELDS = [
    (entity, name)
    for entity, form in sorted(FORMS.items())
    for name in form.model_fields
    if TEMPORAL.search(name) and (entity, name) not in IN_WORDS
]
NEVER = [
    "29/02/1900",
    "1900-02-29",
    "9999-01-01",
    "2026-04-31",
    "31/04/2026",
    "soon",
    "1066-10-14T00:00:00Z",
    "20261120",
    "",
]


def plain(field: Any) -> Any:
    """The type of a field alone, with what is asked of it."""
    kind = field.annotation
    return Annotated[(kind, *field.metadata)] if field.metadata else kind


def bare(kind: Any) -> set[Any]:
    """int, str and so on inside a field's type."""
    if get_origin(kind) is Annotated:
        return bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return set().union(*(bare(part) for part in get_args(kind)))
    return {kind}


@pytest.mark.parametrize(("entity", "name"), FIELDS, ids=lambda part: part)
def test_no_form_takes_a_day_that_cannot_be(entity: str, name: str) -> None:
    check = TypeAdapter(plain(FORMS[entity].model_fields[name]))
    for words in NEVER:
        with pytest.raises(ValidationError):
            check.validate_python(words)


@pytest.mark.parametrize(
    ("entity", "name"),
    [
        (e, n)
        for e, form in sorted(FORMS.items())
        for n, field in form.model_fields.items()
        if int in bare(plain(field))
    ],
    ids=lambda part: part,
)
def test_no_form_takes_a_number_that_no_column_holds(entity: str, name: str) -> None:
    check = TypeAdapter(plain(FORMS[entity].model_fields[name]))
    for number in (-1, 10**19, 2**63):
        with pytest.raises(ValidationError):
            check.validate_python(number)


@pytest.mark.parametrize(
    ("kind", "takes"),
    [
        (Day, "2024-02-29"),
        (Moment, "2026-11-20T14:30"),
        (Instant, "2026-11-20T14:30:00Z"),
        (DayOrInstant, "2026-11-20"),
        (DayOrInstant, "2026-11-20T14:30:00Z"),
        (Clock, "23:59"),
        (Count, 0),
    ],
)
def test_what_is_possible_is_taken(kind: Any, takes: object) -> None:
    assert TypeAdapter(kind).validate_python(takes) == takes


@given(st.text(max_size=12) | st.from_regex(r"\d{4}-\d\d-\d\d", fullmatch=True))
def test_a_day_is_taken_only_when_the_calendar_has_it(words: str) -> None:
    try:
        TypeAdapter(Day).validate_python(words)
    except ValidationError:
        return
    assert 1900 <= date.fromisoformat(words).year <= 2199
    assert date.fromisoformat(words).isoformat() == words


def test_a_hospital_event_is_one_of_the_list() -> None:
    with pytest.raises(ValidationError, match="is none of: A&E attendance"):
        FORMS["hospital_event"](person="0" * 32, kind="fell", at="2026-11-26")
