"""The list of one case fact, which takes in its values when somebody comes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from fjidesk.ui.parts.choice import Choice

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QFocusEvent
    from PySide6.QtWidgets import QWidget

    from fjidesk.ui.theme import Theme


class FactList(Choice):
    """Shows a value from the first, and has the others once the focus or the pointer is there.

    Qt makes nine widgets for a list with its first value: for the fifty of the form they would take longer than all the
    rest of the page. Where a screen reader is at work, which reads a list that has no focus too, they are made at once.
    """

    def __init__(self, theme: Theme, values: dict[str, str], parent: QWidget) -> None:
        super().__init__(theme, role="caption_medium", parent=parent)
        self._values = values
        self._value = ""

    @property
    def value(self) -> str:
        """Return the value that is chosen."""
        return self._stands()[1]

    def stand(self, value: str) -> None:
        """Show a value."""
        self._value = value
        if QAccessible.isActive():
            self.fill()
        elif self.count():
            self.setCurrentIndex(self.findData(value))
        self.setToolTip(self._values.get(value, ""))
        self.update()

    def fill(self) -> None:
        """Take in the values, once."""
        if not self.count():
            for value, words in self._values.items():
                self.addItem(words, value)
            self.setCurrentIndex(self.findData(self._value))

    def _stands(self) -> tuple[str, str]:
        value = self.currentData() if self.count() else self._value
        return self._values.get(value, ""), value

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.fill()
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.fill()
        super().enterEvent(event)

    def showPopup(self) -> None:
        self.fill()
        super().showPopup()
