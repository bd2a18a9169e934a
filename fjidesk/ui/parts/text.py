"""A label in one role of the type table and one ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from fjidesk.ui.theme import Theme

_HEADINGS = frozenset({"screen", "section", "card_title"})  # roles of type; what is set in them stands above a part


class Text(QLabel):
    """Plain text that follows the theme. It wraps where ``wrap`` says so, and is never read as rich text.

    Attributes:
        role_told: what a screen reader is told it is, where that is not a plain text.
    """

    role_told: QAccessible.Role | None = None

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "body",
        ink: str = "ink",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        if role in _HEADINGS and (not text or any(map(str.isalpha, text))):
            self.role_told = QAccessible.Role.Heading  # before Qt tells of a change, and so asks what it is
        super().__init__(parent)
        self._theme = theme
        self._ink = ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role = role
        self.setWordWrap(wrap)
        if wrap:
            policy = self.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setFont(theme.font(role))
        self.setText(text)
        self._colour()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFont(self._theme.font(self._role, self.text()))
        self._colour()

    def setText(self, text: str) -> None:
        if text != self.text():
            font = self._theme.font(self._role, text)
            if font != self.font():
                self.setFont(font)
            super().setText(text)

    def set_ink(self, ink: str) -> None:
        """Take another ink."""
        if ink != self._ink:
            self._ink = ink
            self._colour()

    def selectable(self) -> Text:
        """Let the text be marked and copied, by mouse and keyboard; return the label."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self

    def _colour(self) -> None:
        palette = self.palette()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            palette.setColor(group, QPalette.ColorRole.WindowText, self._theme.colour(self._ink))
        self.setPalette(palette)


class Title(Text):
    """A heading for a screen reader that is set smaller than others."""

    role_told = QAccessible.Role.Heading


class Rule(QFrame):
    """A hairline."""

    role_told = QAccessible.Role.Separator

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(1)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour("hair"))
