"""Reads the official lists of practices: ODS `epraccur` and the `ePCN` workbook, whose networks stand for localities.

Sources: NHS Organisation Data Service, epraccur field specification (27 columns, no header); ePCN workbook. The
official primary care networks (2019 on) stand in for the localities of 2014: four networks of Blackburn with Darwen
bear their names.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from caretui.care.arrivals import Finding, PracticeArrival
from caretui.care.fields import heading_key
from caretui.care.identifiers import phone, postcode, replace_control
from caretui.care.refused import Refused
from caretui.care.vocabulary import LOCALITIES
from caretui.intake.limits import Unreadable
from caretui.intake.sheets import Book, Line, Sheet
from caretui.lean import dataclass

AREA = "00Q"
"""The commissioner code of Blackburn with Darwen, in use since 2013."""
STANDS_FOR = "primary care networks (ePCN), which stand in for the localities"
_EPRACCUR_WIDTH = 27
_GP_PRACTICE = "4"
_SETTINGS: Mapping[str, str] = {
    "0": "other", "1": "walk-in centre", "2": "out of hours", "3": "walk-in and out of hours",
    "8": "public health service", "9": "community health service", "10": "hospital service",
    "11": "optometry service", "12": "urgent and emergency care", "13": "hospice", "14": "care home",
    "15": "border force", "16": "young offender institution", "17": "secure training centre",
    "18": "secure children's home", "19": "immigration removal centre", "20": "court", "21": "police custody",
    "22": "sexual assault referral centre", "24": "other, justice estate", "25": "prison",
}  # fmt: skip
_CODE = re.compile(r"[A-Z][A-Z0-9]{5}")


@dataclass(frozen=True, slots=True)
class Practices:
    """What an official list says: our practices, what was found on the way, how many rows it has and are not ours."""

    kind: str
    arrivals: tuple[PracticeArrival, ...]
    findings: tuple[Finding, ...]
    read: int
    left_out: int
    days: frozenset[str] = frozenset()
    """The days on which anything of it opened, closed, joined or left."""

    def of(self, today: date) -> str | None:
        """The last day gone by that the list speaks of: which of two lists is the newer. None when it tells no day."""
        return max((day for day in self.days if day <= today.isoformat()), default=None)

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return len({one.line for one in self.findings if one.weight == "row"})


def read_practices(book: Book, *, area: str = AREA) -> Practices:
    """Our practices of `epraccur` or `ePCN`, told apart by their shape.

    Raises Unreadable for any other sheet, and when none of its practices belongs to the area.
    """
    for sheet in book.sheets:
        if (columns := _network_columns(sheet)) is not None:
            found = _read_networks(sheet, columns)
            break
        if _is_epraccur(sheet):
            found = _read_epraccur(sheet, area)
            break
    else:
        raise Unreadable(
            "This is neither epraccur (27 columns, no headings) nor the ePCN workbook (a sheet of core partners). "
            "Both come from the NHS Organisation Data Service."
        )
    if not found.arrivals:
        raise Unreadable(f"None of these practices belongs to the area {area} (Blackburn with Darwen is {AREA}).")
    return found


# --- epraccur ---------------------------------------------------------------------------------------------


def _is_epraccur(sheet: Sheet) -> bool:
    filled = [line for line in sheet.lines if not line.blank][:20]
    alike = [line for line in filled if len(line.cells) == _EPRACCUR_WIDTH and _CODE.fullmatch(line.cells[0].strip())]
    return bool(filled) and len(alike) >= len(filled) * 0.5


def _read_epraccur(sheet: Sheet, area: str) -> Practices:
    arrivals: list[PracticeArrival] = []
    findings: list[Finding] = []
    read = left_out = 0
    seen: dict[str, int] = {}
    for line in sheet.lines:
        if line.blank:
            continue
        read += 1
        cells = [" ".join(replace_control(cell)[0].split()) for cell in line.cells]
        if reason := _not_a_row(cells, seen):
            findings.append(Finding(line.number, "", cells[0], reason, "row"))
            continue
        seen[cells[0]] = line.number
        if reason := _not_ours(cells, area):
            left_out += 1
            if reason != "another area":
                findings.append(Finding(line.number, "", f"{cells[0]} {cells[1]}", f"left out: {reason}", "note"))
            continue
        arrivals.append(_practice(line.number, cells, findings))
    days = _days(sheet.lines, (10, 11, 15, 16))
    return Practices("epraccur", tuple(arrivals), tuple(findings), read, left_out, days)


def _not_a_row(cells: list[str], seen: Mapping[str, int]) -> str:
    if len(cells) != _EPRACCUR_WIDTH:
        return f"{len(cells)} columns instead of {_EPRACCUR_WIDTH}"
    if not _CODE.fullmatch(cells[0]):
        return "no organisation code in the first column"
    if not cells[1]:
        return "no name"
    if cells[0] in seen:
        return f"this code stands in line {seen[cells[0]]} already"
    return ""


def _not_ours(cells: list[str], area: str) -> str:
    """Why a row is no GP practice of the area, "" when it is one (fields 13, 15 and 26 of the specification)."""
    if cells[14].upper() != area.upper():
        return "another area"
    if cells[25] != _GP_PRACTICE:
        return f"not a GP practice ({_SETTINGS.get(cells[25], 'setting ' + cells[25])})"
    if cells[12].upper() == "P":
        return "proposed, not open yet"
    return ""


def _practice(number: int, cells: list[str], findings: list[Finding]) -> PracticeArrival:
    status = cells[12].upper()
    values = {
        "code": cells[0],
        "name": readable(cells[1]),
        "address": "\n".join(readable(part) for part in cells[4:9] if part),
        "postcode": _checked_postcode(number, cells[9], findings),
        "phone": phone(cells[17])[0] if cells[17] else "",
        "opened": _day(cells[10]),
        "closed": _day(cells[11]),
        "status": "active" if status == "A" else "closed",
    }
    if status == "D":
        findings.append(Finding(number, "", values["name"], "dormant: no practitioners, taken as closed", "note"))
    return PracticeArrival(number, {name: value for name, value in values.items() if value})


def _checked_postcode(number: int, words: str, findings: list[Finding]) -> str:
    if not words:
        return ""
    try:
        return postcode(words)
    except Refused as refusal:
        findings.append(Finding(number, "Postcode", words, refusal.reason, "cell"))
        return ""


def _days(lines: Iterable[Line], positions: Iterable[int]) -> frozenset[str]:
    positions = tuple(positions)
    return frozenset(_day(_cell(line, position)) for line in lines for position in positions) - {""}


def _day(digits: str) -> str:
    found = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", digits)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else ""


# --- ePCN -------------------------------------------------------------------------------------------------

_NEEDED = {
    "code": ("partnerorganisationcode", "practicecode", "organisationcode"),
    "name": ("partnername", "practicename", "organisationname"),
    "network code": ("pcncode",),
    "network": ("pcnname",),
    "start": ("practicetopcnrelationshipstartdate", "startdate"),
    "end": ("practicetopcnrelationshipenddate", "enddate"),
}


def _network_columns(sheet: Sheet) -> dict[str, int] | None:
    """Where the columns of the sheet of core partners stand, or None when it is another sheet."""
    first = next((line for line in sheet.lines if not line.blank), None)
    if first is None:
        return None
    keys = [heading_key(cell) for cell in first.cells]
    found = {name: next((keys.index(key) for key in wanted if key in keys), -1) for name, wanted in _NEEDED.items()}
    return None if min(found["code"], found["name"], found["network"]) < 0 else found


def _read_networks(sheet: Sheet, columns: dict[str, int]) -> Practices:
    localities = {heading_key(f"{name} PCN"): name for name in LOCALITIES}
    lines = [line for line in sheet.lines if not line.blank][1:]
    newest: dict[str, tuple[str, PracticeArrival]] = {}
    findings: list[Finding] = []
    left_out = 0
    for line in lines:
        locality = localities.get(heading_key(_cell(line, columns["network"])))
        code = _cell(line, columns["code"])
        if locality is None:
            left_out += 1
        elif not _CODE.fullmatch(code):
            findings.append(Finding(line.number, "", code, "no organisation code", "row"))
        else:
            start, arrival = _member(line, columns, code, locality, findings)
            if code in newest:
                left_out += 1
            if code not in newest or newest[code][0] <= start:
                newest[code] = start, arrival
    days = _days(lines, (columns["start"], columns["end"]))
    arrivals = tuple(arrival for _, arrival in newest.values())
    return Practices("ePCN", arrivals, tuple(findings), len(lines), left_out, days)


def _member(
    line: Line, columns: dict[str, int], code: str, locality: str, findings: list[Finding]
) -> tuple[str, PracticeArrival]:
    network, network_code = _cell(line, columns["network"]), _cell(line, columns["network code"])
    start, end = _day(_cell(line, columns["start"])), _day(_cell(line, columns["end"]))
    name = readable(_cell(line, columns["name"]))
    since = f" since {start}" if start else ""
    if end:
        since += f" until {end}"
        reason = f"left its network on {end}; its people stay in {locality} until another locality is set"
        findings.append(Finding(line.number, "", f"{code} {name}", reason, "note"))
    reason = f"{readable(network)} ({network_code}){since} stands in for the locality"
    return start, PracticeArrival(line.number, {"code": code, "name": name}, locality, reason)


def _cell(line: Line, position: int) -> str:
    inside = 0 <= position < len(line.cells)
    return " ".join(replace_control(line.cells[position])[0].split()) if inside else ""


# --- names ------------------------------------------------------------------------------------------------

_SMALL = frozenset({"and", "of", "the", "in", "at", "on", "for", "le", "by"})
_CAPITALS = frozenset({"GP", "HC", "NHS", "PCN", "CCG", "OOH", "BWD", "UK", "LLP", "II", "III", "HM"})


def readable(name: str) -> str:
    """A name that was shouted, in readable case: ST GEORGES SURGERY, DR DC MATHUR & PTNR, O'HARA. Else as written."""
    if name != name.upper():
        return name
    words = name.split(" ")
    return " ".join(_word(word, at, words) for at, word in enumerate(words))


def _word(word: str, at: int, words: list[str]) -> str:
    bare = re.sub(r"[^A-Z]", "", word)
    after_doctor = at > 0 and words[at - 1] in ("DR", "DRS", "DR.")
    if bare in _CAPITALS or (after_doctor and len(bare) <= 3 and not re.search(r"[AEIOUY]", bare[1:])):
        return word
    if at and word.lower() in _SMALL:
        return word.lower()
    return re.sub(r"[^\W\d_]+(?:['’](?:S|T)\b)?", lambda part: _cased(part[0]), word)


def _cased(part: str) -> str:
    if re.match(r"MC[A-Z]{3}", part):
        return "Mc" + part[2:].capitalize()
    return part[:1].upper() + part[1:].lower()
