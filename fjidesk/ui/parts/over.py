"""A panel that opens over a page: the page stays in sight behind it, the focus stays inside, Esc closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from fjidesk.ui.actions import bind
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.round import go_round
from fjidesk.ui.parts.surface import Card

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QShowEvent

    from fjidesk.ui.theme import Theme

_EDGE = 16  # px between the panel and the page's edge
_LINE = 2  # px kept free for the card's edge
_VEIL = 150  # of 255: how much the page behind it is dimmed


class Over(QWidget):
    """Covers a page and holds one card.

    Attributes:
        column: the layout inside the card.

    Signals:
        shut: it was closed, and the focus is back where it was.
    """

    shut = Signal()
    role_told = QAccessible.Role.Dialog

    def __init__(self, theme: Theme, page: QWidget, name: str, width: int) -> None:
        super().__init__(page)
        self._theme = theme
        self._wide = width
        self._focus: QWidget | None = None
        self._card = Card(theme, "line", "raised")
        self._card.setParent(self)
        self.setAccessibleName(name)
        self._area = Listing()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = QWidget()
        self.column = QVBoxLayout(self._sheet)
        self.column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(14))
        self.column.setSpacing(theme.px(10))
        self._area.hold(self._sheet)
        self._area.setWidgetResizable(False)
        around = QVBoxLayout(self._card)
        around.setContentsMargins(_LINE, _LINE, _LINE, _LINE)
        around.addWidget(self._area)
        page.installEventFilter(self)
        bind("over", self, self)
        self.hide()

    def rise(self) -> None:
        """Show the panel over the page, say its name, and keep in mind where the focus was."""
        if self.isHidden():
            self._focus = QApplication.focusWidget()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))
        self.fit()
        self.show()
        self.raise_()

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        self.focusNextPrevChild(True)

    def bound(self) -> list[tuple[str, object]]:
        """Return the places whose keys work now, each with its target."""
        return [("over", self)]

    def close_over(self) -> None:
        """Close the panel; the focus goes back where it was."""
        if self.isHidden():
            return
        focus, self._focus = self._focus, None
        inside = QApplication.focusWidget()
        if inside is not None and self.isAncestorOf(inside):
            inside.clearFocus()  # so that a field says what is typed in it
        self.hide()
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shut.emit()

    def fit(self) -> None:
        """Give the card its place: in the middle, near the top, never higher than the page."""
        page = self.parentWidget()
        if page is None:
            return
        theme, edge = self._theme, self._theme.px(_EDGE)
        self.setGeometry(page.rect())
        width = min(theme.px(self._wide), self.width() - 2 * edge)
        room, inside = self.height() - 2 * edge, width - 2 * _LINE
        self.column.invalidate()
        self.column.activate()
        need = self._need(inside)
        if need > room:
            inside -= self._area.verticalScrollBar().sizeHint().width()
            need = self._need(inside)
        least = max(self.column.minimumHeightForWidth(inside), 0)
        self._sheet.resize(inside, max(least, min(need, room) - 2 * _LINE))  # the sheet measures itself too narrow
        height = min(max(need, least + 2 * _LINE), room)
        top = min(theme.px(64), max(edge, (self.height() - height) // 2))
        self._card.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def _need(self, width: int) -> int:
        need = self.column.totalHeightForWidth(width)
        return (need if need > 0 else self.column.sizeHint().height()) + 2 * _LINE

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: FBT001  (Qt's own)
        after = go_round(self, onward=onward)
        if after is not None:
            self._area.ensureWidgetVisible(after, 0, self._theme.px(_EDGE))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.fit()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_over()

    def paintEvent(self, _event: QPaintEvent) -> None:
        veil = self._theme.colour("sunken")
        veil.setAlpha(255 if self._theme.high_contrast else _VEIL)
        paint.on(self).fillRect(self.rect(), veil)
