"""The word lists hold together, and the ugliest headings find their field."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from caretui.care import fields, vocabulary
from caretui.care.fields import FIELDS, PERSON_FIELDS, SHEET_FIELDS, field_for_heading, heading_key

SYNTHEA = Path(__file__).parents[3] / "shared/data/synthea/patients.csv"


def test_agency_kinds_have_words_short_forms_and_a_place_in_health_or_not() -> None:
    assert len(set(vocabulary.AGENCY_SHORT.values())) == len(vocabulary.AGENCY_KINDS)
    assert max(map(len, vocabulary.AGENCY_SHORT.values())) <= 7
    assert set(vocabulary.AGENCY_ALIASES) <= set(vocabulary.AGENCY_KINDS)
    assert vocabulary.short_agency("district nursing") == "DN"
    assert vocabulary.short_agency("Age UK") == "Age UK"
    health = {kind for kind in vocabulary.AGENCY_KINDS if vocabulary.is_health_agency(kind)}
    assert {"GP", "district nursing", "hospital"} <= health
    assert not health & {"police", "housing", "leisure", "adult social care", "family", "voluntary"}
    assert not vocabulary.is_health_agency("something new")
    assert not vocabulary.is_visiting_agency("leisure")


def test_codes_belong_to_words_in_use() -> None:
    assert set(vocabulary.MECHANISM_CODES) == set(vocabulary.METHODS) - {"letter", "meeting"}
    assert "".join(code for code in vocabulary.ETHNIC_CATEGORIES if code.isalpha()) == "ABCDEFGHJKLMNPRSZ"
    assert set(vocabulary.CHANGES_DOCUMENTS) <= set(vocabulary.COMMUNICATION_NEEDS)
    assert set(vocabulary.OPEN_ACTION_STATUS) < set(vocabulary.ACTION_STATUS)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Surname", "family_name"),
        ("LAST", "family_name"),
        ("Forename(s)", "given_name"),
        ("FIRST", "given_name"),
        ("NHS No.", "nhs_number"),
        ("nhs no", "nhs_number"),
        ("D.O.B", "date_of_birth"),
        ("DOB", "date_of_birth"),
        ("BIRTHDATE", "date_of_birth"),
        ("GP Surgery", "practice"),
        ("GP practice", "practice"),
        ("Key worker", "coordinator"),
        ("Keyworker", "coordinator"),
        ("Care Co-ordinator", "coordinator"),
        (" Tel  no ", "phone"),
        ("Tel (home)", "phone"),
        ("CC", "coordinator"),
        ("Last seen", "last_visit"),
        ("MDT", "mdt_date"),
        ("Post code", "postcode"),
        ("NOK tel.", "next_of_kin_phone"),
        ("Name", "full_name"),
        ("date_of_birth", "date_of_birth"),
    ],
)
def test_a_heading_of_a_real_sheet_finds_its_field(heading: str, name: str) -> None:
    field = field_for_heading(heading)
    assert field is not None and field.name == name


@pytest.mark.parametrize("heading", ["", "...", "Shoe size", "Passport"])
def test_an_unknown_heading_is_left_to_be_mapped(heading: str) -> None:
    assert field_for_heading(heading) is None


def test_no_heading_means_two_fields() -> None:
    claimed: dict[str, str] = {}
    for field in FIELDS.values():
        for word in (field.name, field.label, *field.synonyms):
            key = heading_key(word)
            assert key
            assert claimed.setdefault(key, field.name) == field.name, word


def test_every_field_is_there_once() -> None:
    assert len(FIELDS) == len(PERSON_FIELDS) + len(SHEET_FIELDS)
    assert FIELDS["ethnic_category"].sensitive == "confidential"
    assert FIELDS["family_name"].sensitive == "personal"
    assert fields.headings([FIELDS["sex"]]).keys() >= {"sex", "gender"}


@pytest.mark.skipif(not SYNTHEA.exists(), reason="the invented patients aren't beside the project")
def test_the_shape_of_a_foreign_sheet_is_recognised() -> None:
    with SYNTHEA.open(newline="") as sheet:
        headings = next(csv.reader(sheet))
    known = {field.name for heading in headings if (field := field_for_heading(heading)) is not None}
    assert known >= {"family_name", "given_name", "date_of_birth", "date_of_death", "sex", "address"}


def test_the_rules_load_nothing_heavy() -> None:
    code = (
        "import sys, pkgutil, importlib, caretui.care as care\n"
        "[importlib.import_module(f'caretui.care.{m.name}') for m in pkgutil.iter_modules(care.__path__)]\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"holidays", "phonenumbers", "dateutil", "nhs_number", "textual", "sqlmodel", "pydantic", "sqlcipher3"}
    assert not heavy & set(loaded)


def test_an_agency_s_name_often_says_its_kind() -> None:
    assert vocabulary.kind_of_agency("Community Nursing") == "community nursing"
    assert vocabulary.kind_of_agency("OT") == "occupational therapy"
    assert vocabulary.kind_of_agency("the memory clinic") == "memory assessment"
    assert vocabulary.kind_of_agency("Hollies") == "other"
