"""caretui at its sending screen with everyone of a store marked, `python sending_everyone.py STORE PASSPHRASE NAME`.

Ten thousand presses of Space in the caseload, then `x`, would bring the same about.
"""

import sys
from pathlib import Path

from caretui.app import CaretuiApp
from caretui.screens.send import SendScreen
from caretui.store import opening
from caretui.store.queries import caseload_sheet


class Everyone(CaretuiApp):
    """As after `x` on a caseload where all are marked."""

    def _open_first(self) -> None:
        super()._open_first()
        self.push_screen(SendScreen(people=caseload_sheet.caseload_ids(self.store.read(), None), what="caseload"))


if __name__ == "__main__":
    path, passphrase, name = Path(sys.argv[1]), *sys.argv[2:]
    Everyone(opening.unlock_and_open(path, passphrase, name), first="caseload").run()
