"""Space: an action is done, with what came of it; or it was refused, or is not needed; one that has ended opens again."""

from datetime import date

from caretui.care.actions import next_turn, stored_repeat
from caretui.care.dates import say_date, say_full_date
from caretui.care.refused import Refused
from caretui.screens.action_typed import AboutAction
from caretui.store.errors import StoreError
from caretui.store.queries.actions import Row
from caretui.store.work import Work
from caretui.widgets.dialogs import Ask

ENDINGS = {"refused": "refused", "not needed": "not needed"}


def read_ending(text: str) -> tuple[str, str]:
    """(how it ended, what came of it): `refused: why`, `not needed: why`, else done with the whole text."""
    for word, status in ENDINGS.items():
        head, _, rest = text.partition(":")
        if head.strip().casefold() == word:
            return status, rest.strip()
    return "done", text.strip()


class ActionDoneScreen(AboutAction):
    """`fitted, he uses it` Enter. Gives the id of the next one of a repeat, else the action's."""

    lead_word = "done"
    keys = "Enter done  Esc back     what came of it     refused: why   not needed: why"
    reason = "finished an action"
    draft_form = "action_done"
    may_be_empty = True

    def ended_already(self, row: Row) -> None:
        """It isn't done after all, or is needed again: y puts it back among what is open."""
        from caretui.store.changes import actions

        care = self.care

        def answered(again: bool | None) -> None:
            if not again:
                return
            try:
                with care.store.work("opened an action again") as work:
                    actions.reopen(work, row.id)
            except (Refused, StoreError) as refusal:
                care.tell(str(refusal))
                return
            care.saved(f"Saved {care.store.wall():%H:%M}. {row.name}: {row.what}, open again.", work.unit)

        ask = Ask(f"{row.name}: {row.what}", f"It is {row.status} already. Open it again?", yes="open again")
        care.call_later(care.push_screen, ask, answered)  # asked by the app: this screen is gone when the answer comes

    def read(self, text: str) -> str:
        """How it ends, and when a repeated one comes again."""
        status, words = read_ending(text)
        turn = self._next() if status == "done" else None
        again = f"comes again {say_full_date(turn)}" if turn else ""
        return " | ".join(part for part in (status, words, again) if part)

    def _next(self) -> date | None:
        row, today = self.row, self.care.today
        if row is None or not row.repeat or row.died:
            return None
        repeat = stored_repeat(row.repeat, row.repeat_until, today)
        return next_turn(repeat, row.due, today) if repeat else None

    def write(self, work: Work, text: str) -> str | None:
        """Ended."""
        from caretui.store.changes import actions

        store = self.care.store
        status, words = read_ending(text)
        if status != "done":
            actions.stop(work, self.action, status=status, now=store.now(), why=words)
            return self.action
        now, today = store.now(), self.care.today
        return actions.finish(work, store.viewer, self.action, now=now, today=today, outcome=words) or self.action

    def saved_words(self, result: str | None) -> str:
        """`Duxbury, Alan: second stair rail, done.`"""
        status, _ = read_ending(self.input.value)
        again = ""
        if result and result != self.action and (turn := self._next()):
            again = f" Again {say_date(turn, self.care.today)}."
        return f"{self.short}, {status}.{again}"
