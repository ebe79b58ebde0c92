"""How keys are told to people: the pieces of row 24, the `?` screen, the listing of `caretui keys`."""

from caretui.commands import ELSEWHERE, EVERYWHERE, PLACES, Command, commands_for, find_command, told

KEY_WORDS: dict[str, str] = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "apostrophe": "'",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}


def key_word(key: str) -> str:
    """How a key is written for people: `ctrl+f`, `Enter`, `?`, `c`."""
    return KEY_WORDS.get(key, key)


def keys_of(command: Command) -> str:
    """All keys of a command as people read them: `+ n`, `Esc Backspace q`."""
    return " ".join(key_word(key) for key in command.keys)


FOOTERS: dict[str, tuple[str, ...]] = {
    "today": ("open", "contact", "message", "action", "done", "defer", "help"),
    "caseload": ("open", "filter", "order", "mark", "contact", "action", "help"),
    "person": ("contact", "action", "meeting", "refer", "next", "send", "help"),
    "contact": ("save", "save_next", "form_no_reply", "next_field", "leave", "more", "form_help"),
    "form": ("save", "save_next", "next_field", "leave", "form_help"),
    "meetings": ("open", "start", "add", "filter", "tab_right", "help"),
    "prep": ("note", "add", "decline", "move_down", "send", "open", "help"),
    "huddle": ("next", "action", "note", "own_words", "defer", "cover", "help"),
    "ending": ("open", "decline", "back", "help"),
    "attendance": ("done", "decline", "edit", "add", "back", "help"),
    "minutes": ("done", "edit", "add", "send", "back", "help"),
    "actions": ("open", "done", "waiting", "defer", "filter", "order", "help"),
    "find": ("open", "contact", "action", "add", "back", "help"),
    "directory": ("open", "filter", "add", "edit", "decline", "tab_right", "help"),
    "send": ("save", "next_field", "leave", "form_help"),
    "files": ("open", "filter", "back", "help"),
    "copy": ("tab_right", "done", "page_down", "back"),
    "list": ("open", "back", "help"),
    "choice": ("open", "back", "help"),
    "entry": ("edit", "plain", "page_down", "back", "help"),
    "drafts": ("open", "decline", "back", "help"),
    "columns": ("open", "decline", "save", "back", "help"),
    "checked": ("open", "save", "back", "help"),
    "text": ("page_down", "page_up", "back"),
    "end_day": ("end_day", "open", "back", "help"),
}
"""Row 24 of each place: at most seven commands, in this order."""

FOUND_BY = {
    "edit": "death died dead passed away wrong person entered in error amend correct close discharge restrict",
    "coordinator": "hand over handover take over",
    "hospital": "admitted admission discharged home ambulance",
}
"""What somebody types who doesn't know a command's name: the list of all commands finds it by these words too."""

WORDS_HERE: dict[tuple[str, str], str] = {
    ("choice", "open"): "Enter choose",
    ("entry", "edit"): "e amend, in error, wrong person",
    ("columns", "open"): "Enter where it goes",
    ("checked", "open"): "Enter decide",
    ("checked", "save"): "F2 take it in",
    ("drafts", "open"): "Enter continue",
    ("drafts", "decline"): "- discard",
    ("person", "next"): "n/p next person",
    ("directory", "decline"): "- close",
    ("directory", "tab_right"): "Left Right kind",
    ("prep", "move_down"): "J/K move",
    ("prep", "send"): "x send packs",
    ("huddle", "cover"): "z hide",
    ("meetings", "tab_right"): "Right next view",
    ("ending", "decline"): "- leave it open",
    ("ending", "back"): "Esc back to the person",
    ("attendance", "done"): "Space here",
    ("attendance", "decline"): "- apologies",
    ("attendance", "edit"): "e in their place",
    ("attendance", "add"): "+ ask someone",
    ("minutes", "done"): "Space approve, issue",
    ("minutes", "edit"): "e note",
    ("minutes", "add"): "+ amend",
    ("send", "save"): "Enter send",
    ("send", "next_field"): "Tab change something",
    ("send", "leave"): "Esc back",
    ("copy", "tab_right"): "Right next text",
    ("copy", "done"): "Space copied",
    ("files", "open"): "Enter off the share",
    ("files", "filter"): "/ all or still there",
}
"""Where row 24 says it better than the key and the short words alone."""


def footer_words(where: str, ids: tuple[str, ...] | None = None) -> list[str]:
    """The pieces of row 24: key and short words of each command that works now."""
    pieces = []
    for command_id in FOOTERS[where] if ids is None else ids:
        command = find_command(where, command_id)
        pieces.append(WORDS_HERE.get((where, command_id)) or f"{key_word(command.key)} {command.footer}")
    return pieces


def footer_line(where: str, ids: tuple[str, ...] | None = None) -> str:
    """Row 24 of a place, as ` Enter open  c contact  ? all keys`."""
    return " " + "  ".join(footer_words(where, ids))


HELP_HERE: dict[tuple[str, str], str] = {
    ("huddle", "choose"): "level, onward, back when",
    ("huddle", "note"): "what is said, in the update",
    ("huddle", "own_words"): "their view, in their words",
    ("huddle", "coordinator"): "who takes the lead",
    ("huddle", "defer"): "not today: the next meeting",
    ("huddle", "send"): "packs or minutes",
    ("huddle", "next"): "next person, or the end",
    ("huddle", "previous"): "the person before",
    ("huddle", "action"): "an action, in one line",
    ("caseload", "add"): "add a person",
    ("find", "add"): "add a person",
    ("person", "decline"): "end the line",
    ("meetings", "open"): "prepare it, or the minutes",
    ("meetings", "edit"): "its day, chair, place",
    ("meetings", "decline"): "cancel it, with a reason",
    ("meetings", "defer"): "another day for it",
    ("meetings", "send"): "send the packs",
    ("prep", "done"): "told of the meeting",
    ("prep", "decline"): "take off, with a reason",
    ("prep", "defer"): "not this time, next time",
    ("prep", "send"): "send the packs",
    ("ending", "decline"): "leave the meeting open",
    ("attendance", "done"): "here, or not yet",
    ("attendance", "decline"): "apologies; again: take off",
    ("attendance", "edit"): "who came in their place",
    ("attendance", "add"): "ask someone to it",
    ("minutes", "done"): "approve, then issue",
    ("minutes", "edit"): "finish a note",
    ("minutes", "add"): "amend what was issued",
    ("copy", "done"): "it is copied",
    ("entry", "edit"): "amend, in error, move it",
    ("drafts", "open"): "go on with it",
    ("drafts", "decline"): "discard it",
    ("files", "open"): "note that it is off",
    ("files", "filter"): "all, or only what is there",
    ("columns", "open"): "where the column goes",
    ("checked", "open"): "decide about the row",
    ("end_day", "open"): "go to it",
    ("directory", "tab_right"): "next kind",
    ("directory", "tab_left"): "kind before",
}
"""What a key does in a place where it is said otherwise than everywhere else (at most 27 characters)."""


def help_lines(where: tuple[str, ...], *, typing: bool = False) -> list[tuple[str, str]]:
    """(keys, what they do) for the `?` screen: these places, then what works everywhere; families once.

    A key that an inner place takes is not told of an outer one, and while text is typed none that types.
    """
    lines: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    inner = where[0] if where else EVERYWHERE
    for place in (*where, EVERYWHERE):
        here = list(commands_for(place))
        for command in here:
            left = [key for key in command.keys if key not in taken and not (typing and types(key))]
            if command.id not in lines and left and command.id not in ELSEWHERE.get(place, ()):
                lines[command.id] = _help_line(inner if (inner, command.id) in HELP_HERE else place, command, left)
        taken.update(key for command in here for key in command.keys)
    return list(lines.values())


def help_of(place: str, command: Command) -> str:
    """What a command does in a place, in words."""
    return HELP_HERE.get((place, command.id), command.help)


def types(key: str) -> bool:
    """Does this key put something into a line of text, or move in it?"""
    return len(key) == 1 or key in IN_A_LINE


IN_A_LINE = frozenset(
    (
        "question_mark",
        "exclamation_mark",
        "slash",
        "plus",
        "minus",
        "apostrophe",
        "space",
        "backspace",
        "left",
        "right",
        "home",
        "end",
    )
)


def _help_line(place: str, command: Command, keys: list[str]) -> tuple[str, str]:
    words = help_of(place, command)
    if not command.argument:
        return " ".join(map(key_word, keys)), words
    family = [other.key for other in commands_for(place) if other.id == command.id]
    return f"{family[0]}-{family[-1]}", "the areas of row 1" if command.id == "area" else words


def listing() -> str:
    """What `caretui keys` prints: every place with its keys, plain text of at most 80 columns."""
    lines = []
    for place, heading in PLACES.items():
        if here := told(place):
            lines.append(heading)
            lines.extend(f"  {keys_of(command):<20} {command.name}: {help_of(place, command)}" for command in here)
            lines.append("")
    return "\n".join(lines)
