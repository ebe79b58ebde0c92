"""A writing that takes longer than others like to wait: it says so before it begins, and who may wait does so with words."""

import json

from caretui.store import sessions
from caretui.store.database import Connection

KEY = "writes for long"


def announce(con: Connection, session: str, *, who: str, what: str) -> None:
    """Tell everyone that this session will hold the store for a while; committed before it does."""
    told = json.dumps({"session": session, "words": f"{who} {what}"}, ensure_ascii=False)
    con.execute("INSERT OR REPLACE INTO setting(member, key, value) VALUES ('', ?, ?)", (KEY, told))


def over(con: Connection, session: str) -> None:
    """Take back what this session announced."""
    con.execute(
        "DELETE FROM setting WHERE member = '' AND key = ? AND json_extract(value, '$.session') = ?", (KEY, session)
    )


def announced(con: Connection) -> str:
    """Who writes for long and what, in words; "" when nobody says so, or who did is gone."""
    row = con.execute("SELECT value FROM setting WHERE member = '' AND key = ?", (KEY,)).fetchone()
    if row is None:
        return ""
    told = json.loads(row[0])
    here = {session.id for session in sessions.present(con)}
    return str(told["words"]) if told["session"] in here else ""
