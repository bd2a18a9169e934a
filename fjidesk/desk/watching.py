"""How a person follows a long import, and stops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fjidesk.errors import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable


def _nothing(done: int, total: int, name: str) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Watch:
    """How a person follows a long import and stops it; both are called on the thread that works.

    Attributes:
        at: told before each file how many are done, of how many, and which comes next.
        stop: asked between files and many times inside each transaction; true stops, and what is half done is undone.
    """

    at: Callable[[int, int, str], None] = _nothing
    stop: Callable[[], bool] = _never


UNWATCHED = Watch()


def need_going_on(watch: Watch) -> None:
    """Raise where a person stopped it.

    Raises:
        Stopped: nothing more is brought in.
    """
    if watch.stop():
        raise Stopped
