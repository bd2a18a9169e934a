"""What the composer hands to the window and the window to its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fjidesk.ui.words import dated

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fjidesk.clock import Clock, Ids
    from fjidesk.ui.actions import Action
    from fjidesk.ui.choose import Chooser
    from fjidesk.ui.say import Messages
    from fjidesk.ui.theme import Theme
    from fjidesk.ui.work import Work


@dataclass
class Kit:
    """Everything that pages share.

    Attributes:
        theme: the look.
        clock: tells the time.
        ids: makes ids.
        entropy: gives 32 random bytes.
        chooser: asks for files.
        ask: asks a question with two answers.
        say: the message bar.
        work: runs long work.
        commands: the verbs that work where the focus is, each with its target; the window sets it.
        rounds: bcrypt rounds of a new key file; None for the program's own.
    """

    theme: Theme
    clock: Clock
    ids: Ids
    entropy: Callable[[], bytes]
    chooser: Chooser
    ask: Callable[[str, str, str, str], bool]
    say: Messages
    work: Work
    commands: Callable[[], list[tuple[Action, object]]] = list
    rounds: int | None = None


def local(moment: datetime, form: str = "%H:%M:%S") -> str:
    """Write a moment in the time of this laptop."""
    return dated(moment.astimezone(), form)
