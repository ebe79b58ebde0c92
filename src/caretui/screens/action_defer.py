"""d: another day for an action; of one that waits, the day to chase it."""

from datetime import date

from caretui.care.dates import read_day, say_date, say_full_date
from caretui.care.refused import Refused
from caretui.screens.action_typed import AboutAction
from caretui.store.work import Work

NO_DAY = ("-", "no day", "none")


class ActionDeferScreen(AboutAction):
    """`fri`, `+2w`, `14 jan`; `-` takes the day away. Gives the action's id."""

    lead_word = "new day"
    keys = "Enter take  Esc back     fri   +2w   14 jan   - for no day"
    reason = "gave an action another day"
    draft_form = "action_defer"

    def _day(self, text: str) -> date | None:
        if text.casefold() in NO_DAY:
            return None
        day = read_day(text, self.care.today)
        if day is None:
            raise Refused("not read as a day. Try fri, +2w or 14 jan.")
        return day

    def read(self, text: str) -> str:
        """The day in full, and that it has passed when it has."""
        if not text:
            return ""
        day = self._day(text)
        if day is None:
            return "no day: it is never late, and stands under NO DAY"
        word = "chase" if self.row and self.row.status == "waiting" else "due"
        return f"{word} {say_full_date(day)}" + (" | that day has passed" if day < self.care.today else "")

    def write(self, work: Work, text: str) -> str | None:
        """The new day."""
        from caretui.store.changes import actions

        actions.redate(work, self.action, self._day(text))
        return self.action

    def saved_words(self, result: str | None) -> str:
        """`Duxbury, Alan: second stair rail, Fri 27.`"""
        day = self._day(self.input.value.strip())
        return f"{self.short}, {say_date(day, self.care.today) if day else 'no day'}."
