"""A number with its noun: "1 row", "1,200 rows"."""


def several(count: int, one: str, many: str = "") -> str:
    """ "1 row", "0 rows", "1,200 rows"; `many` where an s is not enough: "1 person", "3 people"."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
