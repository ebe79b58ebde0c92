"""What the cells of a row mean together: the name, the relative and their telephone, the actions and their day."""

import re
from string import ascii_letters

from caretui.care import dates
from caretui.care.identifiers import fold, phone, postcode
from caretui.care.refused import Refused
from caretui.care.vocabulary import RELATIONS
from caretui.intake.names import split_name
from caretui.intake.row import NAME_LENGTH, Row, label, no_day, nothing, one_line, pieces


def finish(row: Row) -> None:
    """What cells mean together, once the whole row is read: the name, the relative, the actions, the postcode."""
    _finish_name(row)
    _finish_address(row)
    _finish_circle(row)
    _finish_actions(row)


_BOTH_NAMES = re.compile(r"[^\W\d_][\w'’. -]{0,60},\s*[^\W\d_][\w'’. ()-]{0,60}")


def _finish_name(row: Row) -> None:
    if not row.person.get("family_name"):
        if given := row.person.pop("given_name", ""):
            row.person["family_name"] = given
        else:
            row.refuse("", "", "no name in this row")
            return
    if _BOTH_NAMES.fullmatch(row.person["family_name"]) and not row.person.get("given_name"):
        parts = split_name(row.person.pop("family_name"))
        row.person |= {"family_name": parts.family, "given_name": parts.given, "title": parts.title}
        row.person = {column: words for column, words in row.person.items() if words}
    for name in ("family_name", "given_name", "preferred_name"):
        if len(row.person.get(name, "")) > NAME_LENGTH:
            row.refuse(label(name), row.person[name][:40] + "...", f"longer than {NAME_LENGTH} characters")
    if row.parts.get("guessed name") and "," not in row.parts["guessed name"]:
        family = row.person["family_name"]
        if len(row.parts["guessed name"].split()) > 2:
            row.note(label("full_name"), row.parts["guessed name"], f"{family!r} was taken as the family name")


def _finish_address(row: Row) -> None:
    address = row.person.get("address", "")
    if not address or "postcode" in row.person:
        return
    found = re.search(r"[\s,]([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})\s*$", address, re.IGNORECASE)
    if found:
        try:
            row.person["postcode"] = postcode(found[1])
        except Refused:
            return
        row.person["address"] = address[: found.start()].rstrip(" ,\n")


_MORE_RELATIONS = (
    "cousin", "aunt", "uncle", "sister in law", "brother in law", "son in law", "daughter in law", "mother in law",
    "ex wife", "ex husband", "step son", "step daughter", "grandmother", "grandfather", "warden", "social worker",
)  # fmt: skip
_RELATIONS = frozenset((*RELATIONS, *_MORE_RELATIONS))


def _finish_circle(row: Row) -> None:
    words, number = row.parts.get("circle", ""), row.parts.get("circle phone", "")
    if not words and not number:
        return
    heading = row.parts.get("circle heading", "nok")
    name, relation = split_relation(words)
    if found := re.search(r"(?<!\d)(\+?\d[\d ()-]{8,40}\d)$", name.rstrip()):
        number, name = number or phone(found[1])[0], name[: found.start()].strip(" ,:-")
    carer = "carer" in heading
    row.tell(
        "circle",
        name or relation,
        name=(name or relation or "next of kin")[:NAME_LENGTH],
        relationship=relation,
        phone=number,
        carer="yes" if carer else "",
        next_of_kin="" if carer else "yes",
    )


def split_relation(words: str) -> tuple[str, str]:
    """A relative's name and relation: "Karen (daughter)", "Karen - dtr", "wife Edna", "daughter"."""
    found = re.fullmatch(r"([^(\[]*)[(\[]([^)\]]+)[)\]](.*)", words, re.DOTALL)
    if found and (relation := _relation(found[2].strip())):
        return f"{found[1].rstrip()} {found[3]}".strip(), relation
    name, said = _behind_a_mark(words)
    if relation := _relation(said):
        return name.strip(), relation
    first, _, rest = words.partition(" ")
    if relation := _relation(first):
        return rest.strip(" :-,"), relation
    return words, ""


def _behind_a_mark(words: str) -> tuple[str, str]:
    """(before, after) the first - , / or : after which nothing but letters, spaces and hyphens follow; after is "" without one."""
    head = words.rstrip(f"{ascii_letters} -").rstrip()
    at = len(head) - 1 if head[-1:] in ("-", "–", ",", "/", ":") else words.find("-", len(head))
    return (words[:at], words[at + 1 :].strip()) if at >= 0 else (words, "")


_SHORT_RELATIONS = {"dtr": "daughter", "dau": "daughter", "bro": "brother", "hubby": "husband", "mum": "mother",
                    "dad": "father", "neighbor": "neighbour"}  # fmt: skip


def _relation(words: str) -> str:
    said = fold(words).replace("-", " ").strip(" .")
    said = _SHORT_RELATIONS.get(said, said)
    return said if said in _RELATIONS else ""


def _finish_actions(row: Row) -> None:
    owner, due = one_line(row.parts.get("action owner", "")), row.parts.get("action due", "")
    day = dates.read_day(due, row.today) if due else None
    wanted = pieces(row.parts.get("actions", ""))
    for name in ("action owner", "action due"):
        if row.parts.get(name) and (not wanted or (name == "action due" and day is None)):
            row.tell(
                "from_sheet", row.parts[f"{name} heading"], heading=row.parts[f"{name} heading"], words=row.parts[name]
            )
            if name == "action due" and not nothing(due):
                row.note(row.parts[f"{name} heading"], due, f"{no_day(due, 'not read as a day')}; kept on the person")
    for what in wanted:
        row.tell("action", what, what=what, owner_words=owner, due=day.isoformat() if day else "")
