"""The only reader of the time and the only maker of random ids."""

from collections.abc import Callable
from datetime import UTC, datetime
from secrets import token_hex

Clock = Callable[[], datetime]
Ids = Callable[[], str]


def now() -> datetime:
    """Return the time in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251


def new_id() -> str:
    """Return a fresh random id: 32 hexadecimal digits, 128 bits."""
    return token_hex(16)


def stamp(moment: datetime) -> str:
    """Write a moment as ISO 8601 in UTC with a Z, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
