"""Enter presses the button that has the focus, as Space does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})


def entered(button: QAbstractButton, event: QEvent) -> bool:
    """Press a button by Enter; True where that is what an event was.

    The table of keys has another meaning for Enter on some lists; a button of the same page that has the focus asks for
    the key before the shortcut takes it.
    """
    if not isinstance(event, QKeyEvent) or event.key() not in _ENTER or event.modifiers() not in _PLAIN:
        return False
    if event.type() == QEvent.Type.ShortcutOverride:
        event.accept()
        return True
    if event.type() == QEvent.Type.KeyPress:
        if not event.isAutoRepeat():
            button.click()
        event.accept()
        return True
    return False
