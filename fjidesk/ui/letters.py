"""Letters and digits that are keys by themselves, or only while Alt is held, as whoever sits there wants it.

Somebody who speaks to the machine, or whose hand trembles, types letters without meaning to. It is a property of the
application, as the language is: what shows a key asks here at the moment of showing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

if TYPE_CHECKING:
    from collections.abc import Iterable

_PROPERTY = "fjidesk-letters-with-alt"
_SINGLE = re.compile(r"(Shift\+)?[A-Z0-9](\N{EN DASH}[0-9])?")


def with_alt() -> bool:
    """Tell whether letters and digits are keys only while Alt is held."""
    app = QCoreApplication.instance()
    return app is not None and bool(app.property(_PROPERTY))


def let_alt(on: bool) -> None:  # noqa: FBT001  (it is what is set)
    """Let the pages that are made from now on answer to letters with Alt, or without."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, on)


def is_single(key: str) -> bool:
    """Tell whether a key is a letter or a digit by itself, with Shift or without; a range of digits is one too."""
    return bool(_SINGLE.fullmatch(key))


def as_now(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys as they work now: single ones with Alt where that is wanted."""
    alt = with_alt()
    return tuple(f"Alt+{key}" if alt and is_single(key) else key for key in keys)


def typing() -> bool:
    """Tell whether the focus is in a text that can be written."""
    focus = QApplication.focusWidget()
    return isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit) and not focus.isReadOnly()
