"""Reads the cells that say who a person is, where they live and what they need."""

import re
from collections.abc import Mapping

from caretui.care import dates
from caretui.care.fields import heading_key
from caretui.care.identifiers import fold, nhs_number, phone, postcode
from caretui.care.refused import Refused
from caretui.care.vocabulary import ETHNIC_CATEGORIES
from caretui.intake.mapping import Column
from caretui.intake.names import split_name
from caretui.intake.row import Reader, Row, day_number, nothing, one_line


def _family(row: Row, column: Column, words: str) -> None:
    row.person["family_name"] = one_line(words)


def _given(row: Row, column: Column, words: str) -> None:
    before = row.person.get("given_name", "")
    row.person["given_name"] = f"{before} {one_line(words)}".strip()


def _full_name(row: Row, column: Column, words: str) -> None:
    parts = split_name(words)
    wanted = {
        "family_name": parts.family,
        "given_name": parts.given,
        "title": parts.title,
        "preferred_name": parts.called,
    }
    for name, value in wanted.items():
        if value:
            row.person.setdefault(name, value)
    if parts.former:
        row.keep(column, words)
    if parts.guessed:
        row.parts["guessed name"] = words


def _nhs(row: Row, column: Column, words: str) -> None:
    if nothing(words):
        return
    try:
        row.person["nhs_number"] = nhs_number(words)
    except Refused as refusal:
        row.refuse(column.heading, words, refusal.reason)


_YEAR_ONLY = re.compile(r"(?i)(?:c(?:irca|a)?\.?|est(?:imated)?\.?|about)?\s*((?:19|20)\d\d)\??")


def _birth(row: Row, column: Column, words: str) -> None:
    if nothing(words):
        return
    year = _YEAR_ONLY.fullmatch(words)
    if year and int(year[1]) <= row.today.year:
        row.person |= {"date_of_birth": f"{year[1]}-01-01", "birth_estimated": "yes"}
        row.note(column.heading, words, "only a year: taken as an estimated birth date")
        return
    try:
        row.person["date_of_birth"] = dates.read_birth(day_number(row, column, words), row.today).isoformat()
    except Refused as refusal:
        row.refuse(column.heading, words, refusal.reason)


def _death(row: Row, column: Column, words: str) -> None:
    if nothing(words) or heading_key(words) in ("no", "n", "alive"):
        return
    try:
        row.person["date_of_death"] = dates.read_birth(day_number(row, column, words), row.today).isoformat()
    except Refused as refusal:
        row.spoil(column, words, refusal.reason)


def _estimated(row: Row, column: Column, words: str) -> None:
    if heading_key(words) in ("yes", "y", "true", "1", "estimated", "est"):
        row.person["birth_estimated"] = "yes"


_SEXES = {
    "female": ["f", "female", "woman", "girl", "w"],
    "male": ["m", "male", "man", "boy"],
    "indeterminate": ["i", "indeterminate", "intersex"],
    "not known": ["u", "unknown", "notknown", "notstated", "nk", "ns"],
}


def _sex(row: Row, column: Column, words: str) -> None:
    for sex, said in _SEXES.items():
        if heading_key(words) in said:
            row.person["sex"] = sex
            return
    row.keep(column, words)


def _ethnic(row: Row, column: Column, words: str) -> None:
    key = heading_key(words)
    for code, meaning in ETHNIC_CATEGORIES.items():
        if key in (heading_key(code), heading_key(meaning), heading_key(f"{code} {meaning}")):
            row.person["ethnic_category"] = code
            return
        if key == heading_key(meaning.rpartition(" - ")[2]) and not meaning.rpartition(" - ")[2].startswith("any"):
            row.person["ethnic_category"] = code
            return
    row.keep(column, words)


def _address(row: Row, column: Column, words: str) -> None:
    lines = [part for part in (one_line(line).strip(" ,") for line in words.split("\n")) if part]
    before = row.person.get("address", "")
    row.person["address"] = "\n".join([before, *lines] if before else lines)


def _postcode(row: Row, column: Column, words: str) -> None:
    if heading_key(words) in ("nfa", "nofixedabode", "homeless"):
        row.person["postcode"] = "ZZ99 3VZ"
    elif not nothing(words):
        try:
            row.person["postcode"] = postcode(words)
        except Refused as refusal:
            row.spoil(column, words, refusal.reason)


def _phone(row: Row, column: Column, words: str) -> None:
    if not nothing(words):
        row.person[column.target] = phone(words)[0]


def _plain(row: Row, column: Column, words: str) -> None:
    row.person[column.target] = words


def _needs(row: Row, column: Column, words: str) -> None:
    if nothing(words) or heading_key(words) == "no":
        return
    row.person["communication_needs"] = words
    if "large print" in fold(words):
        row.person["large_print"] = "yes"


def _lives(row: Row, column: Column, words: str) -> None:
    alone = heading_key(column.heading) == "livesalone"
    if alone and heading_key(words) in ("yes", "y", "true"):
        words = "alone"
    elif alone and heading_key(words) in ("no", "n", "false"):
        words = "with others"
    row.person["living_situation"] = words


_EVERY = {
    "daily": 1, "everyday": 1, "weekly": 7, "fortnightly": 14, "2weekly": 14, "biweekly": 14, "monthly": 30,
    "quarterly": 91, "3monthly": 91, "6monthly": 182, "yearly": 365, "annually": 365, "annual": 365,
}  # fmt: skip
_UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}


def _interval(row: Row, column: Column, words: str) -> None:
    key = heading_key(words)
    found = re.fullmatch(r"(?:every)?(\d{1,3})(day|week|wk|month|mth|year)(?:s|ly)?", key)
    one = re.fullmatch(r"(?:every|1x|onceper|oncea|each)(day|week|month|year)", key)
    days = _EVERY.get(key) or (int(found[1]) * _UNITS[found[2][0]] if found else 0) or (_UNITS[one[1][0]] if one else 0)
    if days:
        row.person["contact_interval"] = str(days)
    else:
        row.keep(column, words)


_OPEN = ["open", "active", "current", "live", "ongoing", "yes", "y", "oncaseload"]
_CLOSED = ["closed", "discharged", "inactive", "ended", "no", "n", "offcaseload"]


def _status(row: Row, column: Column, words: str) -> None:
    key = heading_key(words)
    if key in _OPEN:
        row.person["status"] = "open"
    elif key in _CLOSED:
        row.person |= {"status": "closed", "status_reason": f"from your sheet: {one_line(words)}"}
    else:
        row.keep(column, words)


def _practice(row: Row, column: Column, words: str) -> None:
    row.practice = one_line(words)
    row.practice_heading = column.heading


def _coordinator(row: Row, column: Column, words: str) -> None:
    if not nothing(words):
        row.coordinator = one_line(words)


READERS: Mapping[str, Reader] = {
    "family_name": _family,
    "given_name": _given,
    "full_name": _full_name,
    "preferred_name": _plain,
    "title": _plain,
    "nhs_number": _nhs,
    "date_of_birth": _birth,
    "birth_estimated": _estimated,
    "date_of_death": _death,
    "sex": _sex,
    "gender_identity": _plain,
    "ethnic_category": _ethnic,
    "address": _address,
    "postcode": _postcode,
    "phone": _phone,
    "mobile": _phone,
    "email": _plain,
    "language": _plain,
    "interpreter": _plain,
    "communication_needs": _needs,
    "accommodation": _plain,
    "living_situation": _lives,
    "access": _plain,
    "key_safe": _plain,
    "contact_interval": _interval,
    "status": _status,
    "practice": _practice,
    "coordinator": _coordinator,
}
