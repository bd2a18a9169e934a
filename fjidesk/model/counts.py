"""A number with its noun. Pure."""


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 case``, ``1,177 answers``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
