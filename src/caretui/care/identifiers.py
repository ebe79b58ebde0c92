"""Identifiers and written names: NHS numbers, postcodes, telephones, folding, control characters."""

import re
import unicodedata

from caretui.care.refused import Refused

__all__ = [
    "Refused",
    "fold",
    "has_control",
    "make_test_nhs",
    "nhs_number",
    "phone",
    "postcode",
    "postcode_meaning",
    "refuse_control",
    "replace_control",
    "spoken_nhs",
]

# --- NHS numbers ------------------------------------------------------------------------------------------

_NHS_LABEL = re.compile(r"^nhs\s*(?:number|no\.?|num\.?|#)?\s*[:.]?\s*", re.IGNORECASE)
_NHS_GAPS = re.compile(r"[\s\u00a0\u2007\u202f\u200b\u2060\ufeff\-\u2010-\u2015'\".,/]+")


def nhs_number(text: str) -> str:
    """The ten digits of an NHS number, spaced or written in any way; raises Refused with a plain reason.

    Ten digits with a mod 11 check digit (NHS Data Dictionary, NHS NUMBER). Ten equal digits are refused
    although the arithmetic passes. What a spreadsheet did to it is named, and never silently repaired.
    """
    written = _NHS_LABEL.sub("", text.strip())
    if re.fullmatch(r"\d[.,]?\d*e\+?\d+", written, re.IGNORECASE):
        raise Refused("the spreadsheet shortened it (as 9.99E+09) and digits are lost")
    written = re.sub(r"(?<=\d)[.,]0+$", "", written)
    digits = "".join(str(unicodedata.decimal(c, c)) for c in _NHS_GAPS.sub("", written))
    if not digits:
        raise Refused("no NHS number")
    if not (digits.isascii() and digits.isdigit()):
        raise Refused("has something in it that isn't a digit")
    if len(digits) != 10:
        raise Refused(_wrong_length(digits))
    if len(set(digits)) == 1:
        raise Refused("the same digit ten times is nobody's number")
    if not _checks(digits):
        raise Refused("the check digit doesn't fit: a digit is wrong or two are swapped")
    return digits


def _wrong_length(digits: str) -> str:
    count = f"{len(digits)} digits instead of 10" if len(digits) > 1 else "1 digit instead of 10"
    if len(digits) == 9 and _checks(f"0{digits}"):
        return f"{count}: the spreadsheet may have eaten a leading zero"
    return count


def _checks(digits: str) -> bool:
    from nhs_number.validate import is_valid

    return is_valid(digits)


def spoken_nhs(digits: str) -> str:
    """Ten digits as shown and read aloud, 3-3-4; anything else is given back as it is."""
    if len(digits) != 10:
        return digits
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


TEST_NHS_NUMBERS = 899_990


def make_test_nhs(n: int) -> str:
    """The n-th valid NHS number of the range 999, kept for tests and demonstrations; all are different.

    n is 0 to `TEST_NHS_NUMBERS` - 1, otherwise ValueError. Among any ten last digits at most one has no
    check digit (mod 11), so each run of eight leading digits gives nine numbers.
    """
    if not 0 <= n < TEST_NHS_NUMBERS:
        raise ValueError("no more test numbers")
    lead, which = f"999{n // 9:05d}", n % 9
    for last in range(10):
        body = f"{lead}{last}"
        check = -sum(int(digit) * (10 - place) for place, digit in enumerate(body)) % 11
        if check == 10:
            continue
        if which == 0:
            return f"{body}{check}"
        which -= 1
    raise AssertionError("nine of ten last digits have a check digit")


# --- postcodes --------------------------------------------------------------------------------------------

_POSTCODE = re.compile(
    r"(?:GIR0AA|(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9](?:[0-9ABEHMNPRVWXY])?|[0-9][A-HJKPSTUW]))"
    r"[0-9][ABD-HJLNP-UW-Z]{2})"
)
_PSEUDO = {
    "ZZ99 3VZ": "no fixed abode",
    "ZZ99 3WZ": "address not known",
    "ZZ99 3CZ": "England, address not specified",
    "ZZ99 3GZ": "Wales, address not specified",
    "ZZ99 1WZ": "Scotland, address not specified",
    "ZZ99 2WZ": "Northern Ireland, address not specified",
}


def postcode(text: str) -> str:
    """A UK postcode, capitals with one space; raises Refused with a plain reason.

    The shape is checked, not whether it exists. Pseudo postcodes ZZ99 are valid (NHS Data Dictionary, ODS
    country pseudo postcodes): see `postcode_meaning`.
    """
    squeezed = re.sub(r"[\s\u200b\ufeff.\-]+", "", text).upper()
    if not squeezed:
        raise Refused("no postcode")
    tidy = f"{squeezed[:-3]} {squeezed[-3:]}"
    if re.fullmatch(r"ZZ99\d[A-Z]Z", squeezed) or _POSTCODE.fullmatch(squeezed):
        return tidy
    if re.fullmatch(r"[A-Z]{1,2}[0-9][0-9A-Z]?", squeezed):
        raise Refused("only the first half of a postcode")
    if re.fullmatch(r"[A-Z]{1,2}[0-9][0-9A-Z]?[OI][A-Z]{2}", squeezed):
        raise Refused("the second half starts with a letter where a digit belongs (O for 0, I for 1)")
    raise Refused("not the shape of a UK postcode")


def postcode_meaning(tidy: str) -> str:
    """What a pseudo postcode says ("no fixed abode"); "" for an ordinary one."""
    if tidy in _PSEUDO:
        return _PSEUDO[tidy]
    return "lives abroad" if tidy.startswith("ZZ99 ") else ""


# --- telephone --------------------------------------------------------------------------------------------


def phone(text: str) -> tuple[str, str]:
    """A telephone number as shown, and its digits for searching; what isn't one is kept as it was written.

    UK numbers lose +44 and get back a zero that a spreadsheet ate: "07700 900123", "07700900123". Words
    around the number ("ring after 5") keep the whole as written.
    """
    # Imported here because the library takes about 50 ms, which the first screen does not have.
    import phonenumbers

    written = " ".join(text.split())
    digits = "".join(c for c in written if c.isascii() and c.isdigit())
    # The library reads a number out of words; the words are not ours to lose.
    if len(written) > 40 or re.search(r"[^\d\s+()./\-\u2010-\u2015]", written):
        return written, digits
    try:
        parsed = phonenumbers.parse(written, "GB")
    except phonenumbers.NumberParseException:
        return written, digits
    if not phonenumbers.is_possible_number(parsed):
        return written, digits
    if parsed.country_code == 44:
        shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        return shown, "".join(c for c in shown if c.isdigit())
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return shown, "".join(c for c in shown if c.isdigit())


# --- names folded for search and matching -----------------------------------------------------------------

_APOSTROPHES = dict.fromkeys(map(ord, "'`\u00b4\u2018\u2019\u201a\u201b\u02bb\u02bc\u02bd\u02b9\u2032\uff07"))
_LETTERS = str.maketrans(
    {
        "\u0142": "l",
        "\u00f8": "o",
        "\u0111": "d",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0131": "i",
        "\u00fe": "th",
    }
    | {"\u00f0": "d", "\u0127": "h", "\u0167": "t"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)


def fold(text: str) -> str:
    """A name for comparing: case, diacritics and apostrophes gone, dashes alike, single spaces.

    O'HERN, O\u2019Hern and O\u02bchern are one; so are Łukasz and lukasz. Folding twice changes nothing.
    """
    folded = text
    for _ in range(4):
        before = folded
        folded = unicodedata.normalize("NFKD", folded.translate(_APOSTROPHES)).casefold()
        folded = "".join(c for c in folded if unicodedata.category(c) != "Mn").translate(_LETTERS)
        if folded == before:
            break
    return " ".join(folded.split())


# --- control characters -----------------------------------------------------------------------------------

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def has_control(text: str) -> bool:
    """Whether the text has a control character (C0, DEL, C1; not tab, newline) or half a surrogate pair."""
    return _CONTROL.search(text) is not None


def refuse_control(text: str) -> str:
    """The text itself, or Refused when a control character is in it (typing and the command line)."""
    if has_control(text):
        raise Refused("has a control character in it")
    return text


def replace_control(text: str) -> tuple[str, int]:
    """The text with U+FFFD for each control character, and how many there were (import, which reports it).

    The line ends of other systems (CR LF, CR) become newlines and aren't counted.
    """
    return _CONTROL.subn("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
