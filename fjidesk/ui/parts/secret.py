"""A field for a passphrase, with a hint while Caps Lock is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.ui.theme import Theme


class Secret(Field):
    """A field whose text is not shown.

    Attributes:
        caps: says that Caps Lock seems to be on.
    """

    def __init__(self, theme: Theme, label: str, *, help_text: str = "") -> None:
        super().__init__(theme, label, secret=True, help_text=help_text)
        self.caps = Text(theme, said("unlock.caps_lock"), "caption_medium", "warn")
        self.caps.hide()
        self.column.addWidget(self.caps)
        self.edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell from a letter whether Caps Lock is on; Qt does not say it otherwise."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.setVisible(event.text().isupper() != shifted)
        return super().eventFilter(watched, event)
