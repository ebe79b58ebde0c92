"""Every screen by the name under which it is opened, and how it is found."""

from importlib import import_module
from typing import Any

from textual.screen import Screen

SCREENS: dict[str, str] = {
    "today": "caretui.screens.today:TodayScreen",
    "caseload": "caretui.screens.caseload:CaseloadScreen",
    "meetings": "caretui.screens.meetings:MeetingsScreen",
    "actions": "caretui.screens.actions:ActionsScreen",
    "action_line": "caretui.screens.action_line:ActionLineScreen",
    "action_done": "caretui.screens.action_done:ActionDoneScreen",
    "action_defer": "caretui.screens.action_defer:ActionDeferScreen",
    "action_chase": "caretui.screens.waiting:ActionChaseScreen",
    "action_hand_over": "caretui.screens.waiting:ActionHandOverScreen",
    "waiting": "caretui.screens.waiting:WaitingScreen",
    "refer": "caretui.screens.refer:ReferScreen",
    "directory": "caretui.screens.directory:DirectoryScreen",
    "person": "caretui.screens.person:PersonScreen",
    "register": "caretui.screens.register:RegisterScreen",
    "add_person": "caretui.screens.add_person:AddPersonScreen",
    "add_member": "caretui.screens.members:AddMemberScreen",
    "from_sheet": "caretui.screens.from_sheet:FromSheetScreen",
    "contact": "caretui.screens.contact:ContactScreen",
    "message": "caretui.screens.message:MessageScreen",
    "whose": "caretui.screens.message:WhoseScreen",
    "entry": "caretui.screens.entry:EntryScreen",
    "amend": "caretui.screens.amend:AmendScreen",
    "book": "caretui.screens.book:BookScreen",
    "hospital": "caretui.screens.hospital:HospitalScreen",
    "no_reply": "caretui.screens.no_reply:NoReplyScreen",
    "own_words": "caretui.screens.own_words:OwnWordsScreen",
    "drafts": "caretui.screens.drafts:DraftsScreen",
    "find": "caretui.screens.find:FindScreen",
    "coordinator": "caretui.screens.coordinator:CoordinatorScreen",
    "prep": "caretui.screens.prep:PrepScreen",
    "prepare": "caretui.screens.prepare:PrepareScreen",
    "meeting_note": "caretui.screens.meeting_note:MeetingNoteScreen",
    "put_on_meeting": "caretui.screens.put_on_meeting:PutOnMeetingScreen",
    "new_meeting": "caretui.screens.new_meeting:NewMeetingScreen",
    "huddle": "caretui.screens.huddle:HuddleScreen",
    "ending": "caretui.screens.ending:EndingScreen",
    "attendance": "caretui.screens.attendance:AttendanceScreen",
    "minutes": "caretui.screens.minutes:MinutesScreen",
    "lock": "caretui.screens.lock:LockScreen",
    "end_day": "caretui.screens.end_day:EndDayScreen",
    "send": "caretui.screens.send:SendScreen",
    "copy": "caretui.screens.copy:CopyScreen",
    "files": "caretui.screens.files:FilesScreen",
    "help": "caretui.screens.help:HelpScreen",
    "import_people": "caretui.screens.intake:ImportScreen",
    "cover": "caretui.screens.cover:CoverScreen",
}
"""Every screen by name; its module is imported when it is first opened."""


def load(place: str) -> type[Screen[Any]]:
    """The class behind `module:Class`."""
    module, _, name = place.partition(":")
    found: type[Screen[Any]] = getattr(import_module(module), name)
    return found
