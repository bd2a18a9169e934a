"""A list to choose from that the wheel does not change by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from fjidesk.ui.theme import Theme


class Choice(QComboBox):
    """A painted combo box. The wheel scrolls the page and never changes the choice unless the list has the focus."""

    def __init__(self, theme: Theme, *, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self._view_ready = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.currentTextChanged.connect(self.setToolTip)  # where the words are cut, they stand there in whole

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def showPopup(self) -> None:
        if not self._view_ready:  # made at first use: fifty of them at once would be felt
            view = QListView(self)
            view.setObjectName("options")
            self.setView(view)
            self._view_ready = True
        widest = max(self._theme.metrics(self._role).horizontalAdvance(self.itemText(i)) for i in range(self.count()))
        self.view().setMinimumWidth(max(self.width(), widest + self._theme.px(36)))
        super().showPopup()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(30))

    def _stands(self) -> tuple[str, object]:
        """Return the words and the value that stand in it."""
        return self.currentText(), self.currentData()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        rect = self.rect()
        on = self.isEnabled()
        hover = self.underMouse() and on
        line = "ring" if self.hasFocus() else ("ink2" if hover else "control" if on else "line")
        paint.box(
            painter,
            rect,
            theme.px(5),
            theme.colour("surface" if on else "nav"),
            theme.colour(line),
            2 if self.hasFocus() else 1,
        )
        place = rect.adjusted(theme.px(9), 0, -theme.px(24) if on else -theme.px(6), 0)
        words, value = self._stands()
        text = theme.metrics(self._role).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        ink = "ink3" if not value else ("ink" if on else "ink2")
        paint.words(painter, place, text, theme, self._role, ink)
        if on:
            paint.icon(painter, "down", QPointF(rect.right() - theme.px(13), rect.center().y() + 1), theme, "ink2", 14)
