"""Finds blocks of lines that moved up or down, so that the terminal can move them itself."""

from collections import Counter
from collections.abc import Sequence
from operator import ne, or_
from typing import NamedTuple, cast

from .pen import Row

# Moving a block costs about 25 bytes, and a moved block repaints nothing but what it uncovers.
_WORTH = 40
_FEWEST_LINES = 4


class Move(NamedTuple):
    """The lines `top` to `bottom` (both included) move up by `lines`, or down when negative."""

    top: int
    bottom: int
    lines: int


def find_moves(old: Sequence[Row], new: Sequence[Row], fixed: set[int]) -> list[Move]:
    """Blocks worth moving to come from `old` to `new`. A line of `fixed` is in no block; the others must be whole."""
    moves: list[Move] = []
    block: list[int] = []
    for y in range(len(new) + 1):
        if y < len(new) and y not in fixed:
            block.append(y)
            continue
        if move := _move_in(block, old, new):
            moves.append(move)
        block = []
    return moves


def apply_move(rows: list[Row], move: Move, width: int) -> None:
    """Change `rows` as the terminal changes its lines for `move`."""
    top, bottom, lines = move
    block = rows[top : bottom + 1]
    fresh = [Row.blank(width) for _ in range(abs(lines))]
    rows[top : bottom + 1] = block[lines:] + fresh if lines > 0 else fresh + block[:lines]


def _cost(old: Row, new: Row) -> int:
    """About how many bytes it takes to repaint `old` as `new`."""
    if old.same(new):
        return 0
    changed = map(ne, old.chars, new.chars)
    if old.looks != new.looks:
        changed = map(or_, changed, map(ne, old.looks, new.looks))
    cells: int = sum(changed)
    return 4 + cells


def _move_in(block: list[int], old: Sequence[Row], new: Sequence[Row]) -> Move | None:
    """The best move within neighbouring lines, or None."""
    changed = [y for y in block if not old[y].same(new[y])]
    if len(changed) < _FEWEST_LINES:
        return None
    first, last = changed[0], changed[-1]
    unmoved = [_cost(old[y], new[y]) if first <= y <= last else 0 for y in range(len(new))]
    best: Move | None = None
    best_gain = _WORTH
    for shift in _likely_shifts(old, new, first, last, changed):
        move = _extent(old, new, unmoved, range(max(first, first - shift), min(last, last - shift) + 1), shift)
        if move is None:
            continue
        gain = _gain(old, new, unmoved, move)
        if gain > best_gain:
            best, best_gain = move, gain
    return best


def _likely_shifts(old: Sequence[Row], new: Sequence[Row], first: int, last: int, changed: list[int]) -> list[int]:
    """The two shifts most lines vote for, by their text in the columns that changed."""
    left, right = _changed_columns(old, new, changed)
    middle = (left + right) // 2
    votes: Counter[int] = Counter()
    # A scroll bar at the right or a second pane beside the list must not hide that the list moved.
    for start, end in ((left, max(left + 1, right - 2)), (left, middle), (middle, right)):
        sources: dict[str, int] = {}
        for y in range(first, last + 1):
            sources.setdefault(_text(old[y], start, end), y)
        for y in range(first, last + 1):
            text = _text(new[y], start, end)
            source = sources.get(text)
            if source is not None and source != y and not text.isspace() and text:
                votes[source - y] += 1
        if 2 * max(votes.values(), default=0) > len(changed):
            break
    return [shift for shift, count in votes.most_common(2) if count >= _FEWEST_LINES - 1]


def _text(row: Row, start: int, end: int) -> str:
    return "".join(cast("list[str]", row.chars[start:end]))


def _changed_columns(old: Sequence[Row], new: Sequence[Row], changed: list[int]) -> tuple[int, int]:
    width = len(new[changed[0]].chars)
    left, right = width, 0
    for y in changed:
        was, now = old[y].chars, new[y].chars
        if was[:left] != now[:left]:
            left = next(x for x in range(left) if was[x] != now[x])
        if was[right:] != now[right:]:
            right = next(x for x in range(width, right, -1) if was[x - 1] != now[x - 1])
    return (left, right) if left < right else (0, width)


def _extent(old: Sequence[Row], new: Sequence[Row], unmoved: list[int], lines: range, shift: int) -> Move | None:
    """The neighbours among `lines` that gain most by the shift: a rule that stays where it is ends them."""
    best = gained = 0
    top = bottom = start = lines.start
    for y in lines:
        gained += unmoved[y] - _cost(old[y + shift], new[y])
        if gained <= 0:
            gained, start = 0, y + 1
        elif gained > best:
            best, top, bottom = gained, start, y
    if not best:
        return None
    return Move(top, bottom + shift, shift) if shift > 0 else Move(top + shift, bottom, shift)


def _gain(old: Sequence[Row], new: Sequence[Row], unmoved: list[int], move: Move) -> int:
    """How many bytes fewer the lines of the move take after it than `unmoved`."""
    span = slice(move.top, move.bottom + 1)
    moved = list(old[span])
    apply_move(moved, Move(0, len(moved) - 1, move.lines), len(new[move.top].chars))
    return sum(unmoved[span]) - sum(_cost(was, row) for was, row in zip(moved, new[span], strict=True))
