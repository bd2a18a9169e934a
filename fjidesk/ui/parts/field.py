"""A one-line field with its label above, and below it what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.spoken import announce
from fjidesk.ui.parts.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme

_RING = 2  # px


class _Edit(QLineEdit):
    """Shows that something is wrong also while the focus is in it, inside the ring."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.property("faulty") and self.hasFocus():
            painter = paint.on(self)
            painter.setPen(QPen(self._theme.colour("danger_line"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = _RING + 1.25
            radius = max(self._theme.px(5) - inset, 1)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)


def labelled(theme: Theme, part: QWidget) -> QWidget:
    """Return a control with its accessible name written above it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    label = Text(theme, part.accessibleName(), "body_medium")
    label.setBuddy(part)
    column.addWidget(label)
    column.addWidget(part)
    return holder


class Field(QWidget):
    """Label, field and the place for a fault.

    Attributes:
        edit: the field itself.
        column: holds label, field and what stands below it.
    """

    def __init__(self, theme: Theme, label: str, *, secret: bool = False, help_text: str = "") -> None:
        super().__init__()
        self.edit: QLineEdit = _Edit(theme)
        self._help = help_text
        self.edit.setAccessibleName(label)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._fault = Text(theme, "", "caption_medium", "danger", wrap=True)
        self._wrong = QWidget()
        line = QHBoxLayout(self._wrong)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        line.addWidget(Picture(theme, "alert", "danger", 15), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._fault, 1, Qt.AlignmentFlag.AlignVCenter)
        self._wrong.hide()
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        name = Text(theme, label, "body_medium")
        name.setBuddy(self.edit)
        column.addWidget(name)
        column.addWidget(self.edit)
        if help_text:
            column.addWidget(Text(theme, help_text, "caption", "ink2", wrap=True))
            self.edit.setAccessibleDescription(help_text)
        column.addWidget(self._wrong)
        self.edit.textEdited.connect(lambda _text: self.fault(""))

    @property
    def text(self) -> str:
        """Return what is typed."""
        return self.edit.text()

    def fault(self, sentence: str) -> None:
        """Show what is wrong; an empty sentence takes it away."""
        self._fault.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence or self._help)
        if sentence:
            announce(self.edit, sentence)
        if bool(self.edit.property("faulty")) != bool(sentence):
            self.edit.setProperty("faulty", bool(sentence))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)
