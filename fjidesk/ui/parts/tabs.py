"""The tabs of the desk: one name for each page that stands by itself, with a count where something waits there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.pressing import entered
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from fjidesk.ui.theme import Theme

_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Named(NamedTuple):
    """One tab.

    Attributes:
        key: of its page.
        words: its name.
        waits: what waits there; 0 for nothing.
        spoken: the name with the count in words.
    """

    key: str
    words: str
    waits: int
    spoken: str


class Tab(QAbstractButton):
    """Name, count in a round field, and a line of 3 px below that of the page in view.

    Attributes:
        here: whether its page is in view.
    """

    def __init__(self, theme: Theme, named: Named, *, here: bool) -> None:
        super().__init__()
        self._theme = theme
        self._count = f"{named.waits:,}" if named.waits else ""
        self.here = here
        self.setText(named.words)
        self.setAccessibleName(said("tabs.here", name=named.spoken) if here else named.spoken)
        self.setAccessibleDescription(said("tabs.keys"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if here else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def event(self, event: QEvent) -> bool:
        return entered(self, event) or super().event(event)

    @property
    def _badge(self) -> int:
        """Return the width of the count in its field."""
        theme = self._theme
        return max(theme.px(18), theme.metrics("cap").horizontalAdvance(self._count) + theme.px(10))

    def sizeHint(self) -> QSize:
        theme = self._theme
        width = theme.metrics("body_medium").horizontalAdvance(self.text()) + theme.px(4)
        return QSize(width + (theme.px(6) + self._badge if self._count else 0), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        rect = self.rect()
        ink = "ink" if self.here or self.underMouse() else "ink2"
        words = rect.adjusted(theme.px(2), 0, 0, 0)
        paint.words(painter, words, self.text(), theme, "body_medium", ink)
        if self._count:
            high = theme.px(18)
            field = QRect(rect.right() - self._badge - theme.px(2) + 1, 0, self._badge, high)
            field.moveTop(rect.center().y() - high // 2 + 1)
            paint.box(painter, field, high / 2, theme.colour("accent"))
            paint.words(painter, field, self._count, theme, "cap", "on_accent", paint.CENTRE)
        if self.here:
            painter.fillRect(rect.adjusted(0, rect.height() - theme.px(3), 0, 0), theme.colour("accent"))
        if self.hasFocus():
            paint.ring(painter, rect.adjusted(2, theme.px(8), -2, -theme.px(8)), theme.px(5), theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.parentWidget()
        if event.key() in _ALONG and isinstance(row, Tabs):
            row.go_along(self, _ALONG[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class Tabs(QWidget):
    """The row of tabs; where it finds no room, one button that lists them.

    The arrows move over the names without opening anything; Space or Enter opens the page of the name.

    Signals:
        asked: the key of a page to show.
    """

    asked = Signal(str)

    def __init__(self, theme: Theme, named: Sequence[Named], here: str) -> None:
        super().__init__()
        self._named = list(named)
        self.setAccessibleName(said("tabs.title"))
        self.tabs = {one.key: Tab(theme, one, here=one.key == here) for one in named}
        words = next((one.words for one in named if one.key == here), said("tabs.title"))
        self.list = Button(theme, words, "bare", end="down")
        self.list.setAccessibleName(said("tabs.list", name=words))
        self.list.setAccessibleDescription(said("tabs.keys"))
        self.list.clicked.connect(self._show_list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(22))
        row.addWidget(self.list)
        for key, tab in self.tabs.items():
            tab.clicked.connect(lambda _on=False, key=key: self.asked.emit(key))
            row.addWidget(tab)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.fold(folded=False)

    def fold(self, *, folded: bool) -> None:
        """Show one button in place of the row, or the row again."""
        self.list.setVisible(folded)
        for tab in self.tabs.values():
            tab.setVisible(not folded)

    def take_focus(self) -> None:
        """Put the focus on the name of the page in view."""
        here = next((tab for tab in self.tabs.values() if tab.here), None)
        (here if here is not None and self.list.isHidden() else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_along(self, tab: Tab, step: int) -> None:
        """Put the focus on the name beside one; it ends at the last."""
        order = list(self.tabs.values())
        place = order.index(tab) + step
        if 0 <= place < len(order):
            order[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self) -> None:
        menu = QMenu(self)
        for one in self._named:
            made = QAction(one.spoken if one.waits else one.words, menu)
            made.triggered.connect(lambda _on=False, key=one.key: self.asked.emit(key))
            menu.addAction(made)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.mapToGlobal(QPoint(0, self.list.height())))
