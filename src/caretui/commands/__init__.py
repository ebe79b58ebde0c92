"""Every command once, as data: bindings, row 24, the palette, the `?` screen, `caretui keys` are made from it.

Imports nothing but the standard library, so that `caretui keys` starts at once. The handler of a command is the
method `action_<id>` of the screen (or, for `everywhere`, the app; for `list`, the table) that binds it.
"""

from collections.abc import Iterator
from typing import Any

from caretui.lean import dataclass

EVERYWHERE = "everywhere"

AREAS: tuple[tuple[str, str], ...] = (
    ("today", "Today"),
    ("caseload", "Caseload"),
    ("meetings", "Meetings"),
    ("actions", "Actions"),
    ("directory", "Directory"),
)
"""The five areas of row 1: name in code, word on the screen; the key is the position."""

PLACES: dict[str, str] = {
    EVERYWHERE: "Everywhere, when no text is being typed",
    "list": "In every list",
    "form": "In every form",
    "today": "Today",
    "caseload": "Caseload",
    "person": "Person",
    "contact": "Writing up a contact",
    "meetings": "Meetings",
    "prep": "Preparing a meeting",
    "huddle": "In the meeting",
    "ending": "Ending a meeting",
    "attendance": "Who is at the meeting",
    "minutes": "Minutes of a meeting",
    "actions": "Actions",
    "directory": "Directory",
    "find": "Find",
    "send": "Sending or printing",
    "files": "Files that were sent",
    "copy": "Plain text to copy",
    "entry": "Reading an entry of the contact log",
    "drafts": "Half-written notes",
    "columns": "The columns of a sheet",
    "checked": "What a sheet would change",
    "text": "Reading a text",
    "end_day": "Ending the day",
}
"""Where a command can act, and the heading of that place in the listings."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a key does.

    `key` and `also` are Textual key names ("c", "ctrl+f", "f2", "question_mark"); an empty key means palette
    only. `footer` holds the short words of row 24. `argument` is what `action_<id>` is given, for families.
    """

    id: str
    key: str
    name: str
    help: str
    where: tuple[str, ...]
    footer: str = ""
    also: tuple[str, ...] = ()
    argument: str = ""

    @property
    def action(self) -> str:
        """The Textual action: `action_<id>` of the screen, with its argument."""
        return f"{self.id}('{self.argument}')" if self.argument else self.id

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys of the command, the shown one first; empty when it is reached by the palette only."""
        return (self.key, *self.also) if self.key else self.also


PEOPLE = ("today", "caseload", "find", "person", "meetings", "prep", "huddle", "actions")
"""Places where the cursor line, or the screen, is about somebody."""
ABOUT_PEOPLE = tuple(place for place in PEOPLE if place != "actions")
"""Those where `l` and `f` are about the person: in the Actions area they are about the action of the line."""
LISTS = ("today", "caseload", "meetings", "actions", "directory")

C = Command
COMMANDS: tuple[Command, ...] = (
    # --- about the person of the line
    C("contact", "c", "Log a contact", "log what happened", PEOPLE, "contact"),
    C("message", "i", "Take a message", "jot it, whose can wait", (EVERYWHERE,), "message"),
    C("action", "a", "Ask for an action", "ask someone to do it", PEOPLE, "action"),
    C("book", "b", "Book a visit or call", "book a visit or a call", PEOPLE, "book"),
    C("refer", "r", "Refer", "refer to another agency", PEOPLE, "refer"),
    C("meeting", "m", "Put on a meeting", "put on a meeting", PEOPLE, "meeting"),
    C("hospital", "h", "Hospital", "in or out of hospital", PEOPLE, "hospital"),
    C("coordinator", "l", "Named coordinator", "named coordinator", ABOUT_PEOPLE, "coordinator"),
    C("waiting", "w", "Waiting on", "waiting on, since when", PEOPLE, "waiting on"),
    C("no_reply", "f", "No reply", "no reply, book the next try", ABOUT_PEOPLE, "no reply"),
    C("coordinator", "l", "Hand over", "hand over to another", ("actions",), "hand over"),
    C("no_reply", "f", "Chase", "chased: heard, ask again", ("actions",), "chase"),
    C("note", "s", "Note for the meeting", "note for the meeting", PEOPLE, "note"),
    C("own_words", "v", "Their own words", "their own words", PEOPLE, "their view"),
    C("defer", "d", "Defer", "new date, or next meeting", PEOPLE, "defer"),
    C("edit", "e", "Edit", "edit the line", (*PEOPLE, "directory", "entry", "attendance", "minutes"), "edit"),
    C("send", "x", "Send or print", "send or print", (*PEOPLE, "minutes"), "send"),
    C("plain", "y", "Plain text to copy", "plain text to copy", (*PEOPLE, "entry", "minutes"), "plain text"),
    C(
        "done",
        "space",
        "Done",
        "done, with its outcome",
        ("today", "person", "actions", "copy", "prep", "attendance", "minutes"),
        "done",
    ),
    C("mark", "space", "Mark", "mark, for c l m x on all", ("caseload",), "mark"),
    # --- lists
    C("open", "enter", "Open", "open the line", ("list",), "open"),
    C("filter", "slash", "Filter", "show only what matches", (*LISTS, "person", "files"), "filter"),
    C("order", "o", "Order", "change the order", LISTS, "order"),
    C(
        "add",
        "plus",
        "Add",
        "add a new one",
        ("caseload", "meetings", "prep", "actions", "directory", "find", "attendance", "minutes"),
        "add",
        ("n",),
    ),
    C("save", "f2", "Save this view", "keep filter as a view", ("caseload",), "save view", ("ctrl+s",)),
    C("views", "f6", "Open a saved view", "open a saved view", ("caseload",), "views"),
    C("letter", "apostrophe", "Jump to a letter", "jump to a letter", ("caseload", "directory"), "letter"),
    C("down", "down", "Down", "next line", ("list", "text"), "down", ("j",)),
    C("up", "up", "Up", "line before", ("list", "text"), "up", ("k",)),
    C("page_down", "pagedown", "Page down", "next page", ("list", "text"), "page"),
    C("page_up", "pageup", "Page up", "page before", ("list", "text"), "page"),
    C("first", "g", "First line", "to the first line", ("list", "text"), "first", ("home",)),
    C("last", "G", "Last line", "to the last line", ("list", "text"), "last", ("end",)),
    # --- persons and tabs
    C("next", "n", "Next person", "next person of the list", ("person", "huddle"), "next"),
    C("previous", "p", "Previous person", "previous person of the list", ("person", "huddle"), "previous"),
    C(
        "tab_right",
        "right",
        "Next tab",
        "next tab or view",
        ("caseload", "person", "meetings", "actions", "directory", "copy"),
        "tab",
    ),
    C(
        "tab_left",
        "left",
        "Tab before",
        "tab or view before",
        ("caseload", "person", "meetings", "actions", "directory", "copy"),
        "tab",
    ),
    C("add", "plus", "Add", "add to this tab", ("person",), "add"),
    C("warnings", "exclamation_mark", "All warnings", "warnings whole; key safe", ("person",), "warnings"),
    # --- meetings
    C(
        "decline",
        "minus",
        "Take off",
        "take off, end, decline",
        ("prep", "person", "drafts", "meetings", "attendance", "ending"),
        "decline",
    ),
    C("decline", "minus", "Close or remove", "closed, left, or removed", ("directory",), "close"),
    C("move_down", "J", "Move down", "move the person down", ("prep",), "move"),
    C("move_up", "K", "Move up", "move the person up the list", ("prep",), "move"),
    C("brief", "tab", "Scroll the brief", "scroll the brief", ("prep",), "brief"),
    C("accept", "enter", "As last time", "as last time, and go on", ("huddle",), "as last time"),
    C("attendance", "t", "Who is here", "who is here", ("meetings", "prep", "huddle", "minutes"), "who is here"),
    C("start", "H", "Huddle", "run the meeting, or go on", ("meetings", "prep"), "huddle"),
    C("open", "enter", "End the meeting", "end it, carry on the rest", ("ending",), "end the meeting"),
    *(
        C("choose", digit, "Decide", "decide, as the digits say", ("huddle",), "decide", argument=digit)
        for digit in "1234567890"
    ),
    # --- forms
    C("save", "f2", "Save", "save", ("form",), "save", ("ctrl+s",)),
    C("save_next", "f3", "Save and next", "save, and the next one", ("form",), "save, next", ("ctrl+n",)),
    C("form_no_reply", "f4", "No reply", "save as no reply", ("contact",), "no reply"),
    C("more", "f5", "More", "more fields; wrong person", ("contact",), "more"),
    C("form_help", "f1", "Help", "these keys", ("form",), "help"),
    C("next_field", "tab", "Next field", "next field", ("form",), "next"),
    C("previous_field", "shift+tab", "Field before", "field before", ("form",), "before"),
    C("leave", "escape", "Leave", "leave, keep it as a draft", ("form",), "draft"),
    # --- a sheet that comes in
    C("save", "f2", "Go on", "go on with the sheet", ("columns", "checked"), "go on", ("ctrl+s",)),
    C("decline", "minus", "Leave out", "leave the column out", ("columns",), "leave out"),
    # --- the end of the day
    C("end_day", "ctrl+q", "End the day", "back up, then leave", ("end_day",), "end the day"),
    # --- everywhere
    *(
        C("area", str(place), word, f"go to {word}", (EVERYWHERE,), word, argument=name)
        for place, (name, word) in enumerate(AREAS, 1)
    ),
    C("files", "", "Files that were sent", "files still on the share", (EVERYWHERE,), "files"),
    C("find", "ctrl+f", "Find", "find name, relative, phone", (EVERYWHERE,), "find"),
    C("undo", "u", "Undo", "undo what was just saved", (EVERYWHERE,), "undo"),
    C("palette", "ctrl+p", "All commands", "all commands by name", (EVERYWHERE,), "commands"),
    C("help", "question_mark", "All keys", "show all keys", (EVERYWHERE,), "all keys", ("f1",)),
    C("cover", "z", "Cover the screen", "cover the screen, z goes on", (EVERYWHERE,), "cover"),
    C("back", "escape", "Back", "back to where you were", (EVERYWHERE,), "back", ("q", "backspace")),
    C("import_people", "", "Import a sheet", "read people or practices in", (EVERYWHERE,), "import"),
    C("screenshot", "", "Screenshot", "a picture, if switched on", (EVERYWHERE,), "screenshot"),
    C("passphrase", "", "Change my passphrase", "choose a new passphrase", (EVERYWHERE,), "passphrase"),
    C("drafts", "", "Half-written notes", "go on with what was begun", (EVERYWHERE,), "drafts"),
    C("lock", "ctrl+l", "Lock", "lock, typed words are kept", (EVERYWHERE,), "lock"),
    C("end_day", "ctrl+q", "End the day", "what is open, then leave", (EVERYWHERE,), "end"),
)


def commands_for(where: str) -> Iterator[Command]:
    """The commands that act in a place, in table order."""
    return (command for command in COMMANDS if where in command.where)


def bindings_for(*places: str) -> list[Any]:
    """Textual bindings `(keys, action, description)`; an earlier place wins a key from a later one."""
    taken: set[str] = set()
    bindings = []
    for place in places:
        here = list(commands_for(place))
        for command in here:
            keys = ",".join(key for key in command.keys if key not in taken)
            if keys:
                bindings.append((keys, command.action, command.name))
        taken.update(key for command in here for key in command.keys)
    return bindings


def find_command(where: str, command_id: str) -> Command:
    """The command with this id as it is meant in this place. Raises KeyError."""
    outer = ("form",) if where in ("contact", "send") else ("list", EVERYWHERE)
    for place in (where, *outer):
        for command in commands_for(place):
            if command.id == command_id:
                return command
    raise KeyError(f"{command_id} in {where}")


ELSEWHERE: dict[str, frozenset[str]] = {
    "huddle": frozenset("contact book refer meeting hospital waiting no_reply edit plain".split()),
    "meetings": frozenset(
        "contact action book refer meeting hospital coordinator waiting no_reply note own_words plain".split()
    ),
    "caseload": frozenset({"waiting", "defer"}),
    "find": frozenset({"waiting", "defer"}),
}
"""Letters that answer in a place that it is done elsewhere (a meeting is no person, a person no action): `?` there does
not tell of them."""


def told(place: str) -> list[Command]:
    """The commands of a place that have a key and act there."""
    return [c for c in commands_for(place) if c.keys and c.id not in ELSEWHERE.get(place, ())]
