"""How a person's facts are said in a few words, the same on every screen, in `show` and in documents."""

from datetime import date

from caretui.care.dates import age, say_birth, say_date
from caretui.care.vocabulary import CHANGES_DOCUMENTS, NOT_SAID

_NEEDS_NO_PREFIX = ("other", "access", "key safe")


def contact_lead(*, method: str, direction: str, reached: str, with_whom: str, by: str) -> str:
    """How somebody was in touch: "Karen rang", "visit, Sam Ward", "call to Karen", "visit, no reply".

    Of an entry that came from a sheet, only what the sheet said: "from your sheet", "contact, from your sheet".
    """
    who = with_whom.partition(",")[0].strip()
    noun = {"face to face": "visit", "telephone": "call", "video": "video call"}.get(method, method)
    if not noun:
        noun = NOT_SAID if reached != "yes" else f"contact, {NOT_SAID}"
    if reached not in ("yes", ""):
        return f"{noun}, {reached}"
    if direction == "in":
        if method == "telephone":
            return f"{who or 'they'} rang"
        return f"{noun} from {who}" if who else f"{noun}, they came to us"
    if method in ("face to face", "meeting", "video"):
        return f"{noun}, {by}" if by else noun
    return f"{noun} to {who}" if who else f"{noun}, {by}" if by else noun


def warning_words(kind: str, words: str) -> str:
    """ "Falls: no rail on 2nd stair."; a key safe is only said to be there."""
    if kind == "key safe":
        return "Key safe"
    sentence = words.strip()
    if kind not in _NEEDS_NO_PREFIX and not sentence.casefold().startswith(kind.casefold()):
        sentence = f"{kind.capitalize()}: {sentence}" if sentence else kind.capitalize()
    return sentence if not sentence or sentence[-1] in ".!?" else f"{sentence}."


def needs_words(needs: str | None, *, large_print: bool, interpreter: str | None, language: str | None) -> str:
    """Communication needs, what changes a letter in capitals: "LARGE PRINT. INTERPRETER: Urdu. Hearing aids."."""
    spoken = language or ""
    parts = ["LARGE PRINT"] if large_print else []
    if interpreter and interpreter.casefold() not in ("no", "none", "not needed"):
        which = spoken if interpreter.casefold() in ("yes", "needed", "y") else interpreter
        parts.append(f"INTERPRETER: {which}" if which else "INTERPRETER")
    elif spoken and spoken.casefold() != "english":
        parts.append(f"speaks {spoken}")
    for need in (needs or "").replace(";", ",").split(","):
        tidy = need.strip().rstrip(".")
        said_above = (large_print and tidy.casefold() == "large print") or (
            tidy.casefold() == "interpreter" and any(part.startswith("INTERPRETER") for part in parts)
        )
        if tidy and not said_above:
            parts.append(tidy.upper() if tidy.casefold() in CHANGES_DOCUMENTS else tidy[0].upper() + tidy[1:])
    return "".join(f"{part}. " for part in parts).strip()


def kept_words(kind: str, where: str | None) -> str:
    """ "ReSPECT form: kitchen folder."; a paper of which nobody knows where it is says so."""
    name = "ReSPECT form" if kind == "ReSPECT" else kind[:1].upper() + kind[1:]
    return f"{name}: {where.strip().rstrip('.') if where and where.strip() else 'WHERE IS IT KEPT?'}."


def told_words(told_on: date | None, today: date) -> str:
    """ "Told of team 14 May"; "NOT YET TOLD of the team"."""
    return f"Told of team {say_date(told_on, today)}" if told_on else "NOT YET TOLD of the team"


def age_words(born: date | None, died: date | None, today: date, *, estimated: bool = False) -> str:
    """The age, at death for those who died; "about" when the birth is estimated, "" when it isn't known."""
    if born is None:
        return ""
    return f"{'about ' if estimated else ''}{age(born, died or today)}"


def died_words(died: date, owed: str | None) -> str:
    """ "Died 22 Nov 2026. Still to do: call to family."."""
    return f"Died {say_birth(died)}." + (f" Still to do: {owed.strip().rstrip('.')}." if owed and owed.strip() else "")


def hospital_words(since: date, where: str | None, why: str | None, today: date) -> str:
    """ "IN HOSPITAL since Mon 23, Royal Blackburn: fall."."""
    words = f"IN HOSPITAL since {say_date(since, today)}"
    words += f", {where}" if where else ""
    return f"{words}: {why}." if why else f"{words}."


def says(sex: str | None, called: str) -> str:
    """ "He says", "She says", "Al says": whose own words they are."""
    pronoun = {"male": "He", "female": "She"}.get(sex or "")
    return f"{pronoun or called} says"
