"""The plan: About me, needs and goals, outcomes in their words, what to do when it gets worse."""

from collections.abc import Sequence
from typing import Any

from caretui.store.database import Connection
from caretui.store.queries.dossier.grouping import STANDING_OF, pairs


def about_me(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """(heading of About me, words), in the national order, empty ones left out."""
    headings = (
        ("matters", "What matters to me"),
        ("who_matters", "Who matters to me"),
        ("how_communicate", "How to communicate with me"),
        ("wellness", "My wellness"),
        ("please_do", "Please do"),
        ("please_dont", "Please don't"),
        ("how_support", "How best to support me"),
        ("also_know", "Also worth knowing"),
        ("strengths", "My strengths"),
        ("supported_by", "Written down with the help of"),
    )
    rows = pairs(
        con,
        ids,
        f"SELECT t.person, {', '.join(f't.{column}' for column, _ in headings)} FROM about_me t WHERE t.person {STANDING_OF}",
    )
    return {
        person: tuple((heading, words) for (_, heading), words in zip(headings, found[0], strict=True) if words)
        for person, found in rows.items()
    }


def plans(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(plan date, agreed with, agreed on, review on, review by)."""
    return pairs(
        con,
        ids,
        "SELECT t.person, t.plan_date, coalesce(t.agreed_with, ''), t.agreed_on, t.review_on,"
        f" coalesce(t.review_by, '') FROM plan t WHERE t.person {STANDING_OF}",
    )


def baselines(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(phase before or since, count, what is counted, since, until, source)."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.phase, ''), t.count, coalesce(t.what, ''), t.since, t.until,"
        f" coalesce(t.source, '') FROM baseline t WHERE t.person {STANDING_OF} AND t.count IS NOT NULL ORDER BY t.phase, t.n",
    )


def goals(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(goal, its need or "", importance or None)."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.words, ''), coalesce(n.words, ''), t.importance FROM goal t"
        f" LEFT JOIN need n ON n.id = t.need WHERE t.person {STANDING_OF} AND t.closed_on IS NULL"
        " ORDER BY t.importance IS NULL, t.importance DESC, t.n",
    )


def needs(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(need,) of those that stand."""
    return pairs(
        con,
        ids,
        f"SELECT t.person, coalesce(t.words, '') FROM need t WHERE t.person {STANDING_OF} AND t.closed_on IS NULL ORDER BY t.n",
    )


def outcomes(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(words, who said them, day or None), newest first."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.words, ''), coalesce(t.said_by, ''), t.said_on FROM outcome t"
        f" WHERE t.person {STANDING_OF} ORDER BY t.said_on DESC, t.n DESC",
    )


def contingencies(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(trigger, what to do, whom to contact, coping, early signs, advance statement)."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.trigger, ''), coalesce(t.do, ''), coalesce(t.whom, ''), coalesce(t.coping, ''),"
        " coalesce(t.early_signs, ''), coalesce(t.advance_statement, '') FROM contingency t"
        f" WHERE t.person {STANDING_OF} AND t.closed_on IS NULL ORDER BY t.n",
    )
