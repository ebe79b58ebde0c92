"""The Sharing tab: objections and consents, documents, what was sent to whom, and who has looked at this record."""

from datetime import date

from caretui.care.dates import say_date, say_moment, wall
from caretui.screens.person_tabs.listing import ListingTab, Sections, TabLine
from caretui.store.database import Connection
from caretui.store.queries import around, exports, history
from caretui.store.queries import person as query
from caretui.store.queries.around import Shares
from caretui.store.queries.history import Viewed
from caretui.widgets.line import Cell
from caretui.widgets.table import Column


class SharingTab(ListingTab):
    """What the person agreed to and objected to, and what became of their words: all that they may ask for."""

    columns = (Column("", 18, 2), Column("", 26, 21), Column("", 32, 48, flexible=True))
    empty = (
        "Nothing about sharing is written down yet.",
        "+ adds an objection, a consent, who may be told; e, then Told.",
    )

    def refresh_data(self) -> None:
        """Read decisions, documents, the ledger and the looks."""
        today, person, viewer = self.care.today, self.person, self.care.store.viewer

        def sections(con: Connection) -> Sections:
            who = query.who(con, person)
            told = [] if who is None else [_told(who.told_on, who.told_how, today)]
            decided = around.sharing(con, person)
            return (
                ("TOLD ABOUT THE TEAM", "", told),
                ("OBJECTS TO, MAY BE TOLD, CONSENT", "+ adds, - ends", [_shares(one, today) for one in decided]),
                ("DOCUMENTS AND WHERE THEY ARE KEPT", "", [_kept(one, today) for one in query.kept(con, person)]),
                (
                    "WARNINGS",
                    "",
                    [] if who is None else [_warning(one, today) for one in query.warnings(con, who, viewer, today)],
                ),
                ("WHAT WAS SENT", "", [_sent(one, today) for one in exports.told_of(con, person)]),
                ("WHO HAS LOOKED AT THIS RECORD", "", [_viewed(one, today) for one in history.views(con, person)]),
            )

        self.fetch(sections, self.show_sections)


def _told(on: date | None, how: str | None, today: date) -> TabLine:
    if on is None:
        return TabLine((Cell("NOT YET TOLD", "strong"), "", "e, then Told, once they are"))
    return TabLine((say_date(on, today), how or "", ""))


def _shares(one: Shares, today: date) -> TabLine:
    since = f"since {say_date(one.since, today)}" if one.since else ""
    if one.until is not None and one.until <= today:
        since = f"ended {say_date(one.until, today)}"
    approved = f"approved by {one.approver}" if one.approver else ""
    note = ", ".join(part.rstrip(".") for part in (one.scope, one.reason, approved, since) if part)
    kind: str | Cell = Cell("OBJECTS TO", "strong") if one.kind == "objects to" else one.kind
    return TabLine((kind, one.who, note), "sharing", one.id, f"{one.kind} {one.who}")


def _kept(one: query.Kept, today: date) -> TabLine:
    dated = f"of {say_date(one.dated, today)}" if one.dated else ""
    where: str | Cell = one.where_kept or Cell("WHERE IS IT KEPT?", "strong")
    attorney = f"{dated}  {one.attorney or ''}".strip()
    return TabLine((attorney, one.kind, where), "kept_document", one.id, one.kind)


def _warning(one: query.WarningNote, today: date) -> TabLine:
    review: str | Cell = f"review {say_date(one.review_on, today)}" if one.review_on else "no review date"
    if one.review_late:
        review = Cell("REVIEW LATE", "late")
    return TabLine(
        (review, f"{one.kind}: {one.audience}", one.words or "shown only when asked for: !"),
        "warning",
        one.id,
        one.kind,
    )


def _sent(one: exports.Made, today: date) -> TabLine:
    what = f"{one.kind}, {one.format}"
    return TabLine(
        (say_moment(wall(one.at), today), f"{what} to {one.recipient or '?'}", f"{one.purpose}. By {one.by}")
    )


def _viewed(one: Viewed, today: date) -> TabLine:
    who = ", ".join(part for part in (one.name, one.job) if part)
    return TabLine((say_moment(wall(one.at), today), who, ", ".join(part for part in (one.what, one.agency) if part)))
