"""A field for own words that offers the usual ones in a list: typed words are taken as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from fjidesk.ui.parts import paint
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from fjidesk.ui.theme import Theme

_OF_LIST = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_ARROW = 24  # px at the end of the field


class Offered(QLineEdit):
    """The list opens by Down or by a click on the arrow, never by itself: what is typed stays what it is.

    Signals:
        picked: words were taken from the list, and stand in the field.
    """

    picked = Signal()

    def __init__(self, theme: Theme, words: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self.words = list(words)
        self.setTextMargins(0, 0, theme.px(_ARROW - 8), 0)
        self.setAccessibleDescription(said("offered.how"))
        self.list = QCompleter(QStringListModel(self.words, self), self)
        self.list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setWidget(self)
        self.list.setMaxVisibleItems(len(self.words))
        self._popup = QListView(self)
        self.list.setPopup(self._popup)
        self._popup.setObjectName("options")
        self._popup.setAccessibleName(said("offered.list"))
        self._popup.installEventFilter(self)
        self.list.activated.connect(self._pick)

    def open_list(self) -> None:
        """Show those that begin as what is typed; all of them where none does."""
        if self.isReadOnly():
            return
        self.list.setCompletionPrefix(self.text().strip())
        if not self.list.completionCount() or self.list.currentCompletion() == self.text():
            self.list.setCompletionPrefix("")
        widest = max(self._theme.metrics("body").horizontalAdvance(text) for text in self.words)
        room = QRect(0, 0, max(self.width(), widest + self._theme.px(36)), self.height())
        self.list.complete(room)
        self._popup.setCurrentIndex(self.list.completionModel().index(0, 0))

    def _pick(self, text: str) -> None:
        self.setText(text)
        self.picked.emit()

    def event(self, event: QEvent) -> bool:
        mine = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if mine and event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]
            event.accept()  # here it opens the list, and does not go to the next question
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._popup and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no key of the page works while the list is open
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        closes = event.key() in _OF_LIST or event.matches(QKeySequence.StandardKey.Cancel)
        if self._popup.isVisible() and closes:
            event.ignore()
        elif event.key() == Qt.Key.Key_Down:
            self.open_list()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.position().x() > self.width() - self._theme.px(_ARROW):
            self.open_list()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isReadOnly():
            place = QPointF(self.width() - self._theme.px(14), self.height() / 2 + 1)
            paint.icon(paint.on(self), "down", place, self._theme, "ink2", 14)
