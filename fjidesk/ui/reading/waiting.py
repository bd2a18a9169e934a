"""Below the sections: what is to be discussed, what the lead asks, and which answers disagree; each opens its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.hung import HungColumn
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.pressing import entered
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, SignalInstance
    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme

ROWS = {"discuss": "flag", "queries": "chat", "disagree": "alert"}


class WaitingRow(QAbstractButton):
    """Icon, words and a number."""

    def __init__(self, theme: Theme, text: str, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.count = 0
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(24))
        theme.changed.connect(self.update)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many there are."""
        self.count = count
        self.setAccessibleName(f"{self.text()}, {count:,}")
        self.update()

    def event(self, event: QEvent) -> bool:
        return entered(self, event) or super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        rect = self.rect().adjusted(RING, 0, -RING, 0)
        if self.underMouse():
            paint.box(painter, rect, theme.px(5), theme.colour("sunken"))
        ink = "ink" if self.count else "ink3"
        place = QPointF(rect.left() + theme.px(12), rect.center().y() + 1)
        paint.icon(painter, self._icon, place, theme, "ink2" if self.count else "ink3", 14)
        paint.words(painter, rect.adjusted(theme.px(27), 0, 0, 0), self.text(), theme, "caption", ink)
        role = "caption_strong" if self.count else "caption"
        paint.words(painter, rect.adjusted(0, 0, -theme.px(8), 0), f"{self.count:,}", theme, role, ink, paint.RIGHT)
        if self.hasFocus():
            paint.ring(painter, rect.adjusted(2, 2, -2, -2), theme.px(5), theme)


class Waiting(HungColumn):
    """The three rows.

    Attributes:
        rows: by name: discuss, queries, disagree.
    """

    def __init__(self, theme: Theme, asked: SignalInstance) -> None:
        super().__init__(theme.px(8))
        self.rows = {name: WaitingRow(theme, said(f"waiting.{name}"), icon) for name, icon in ROWS.items()}
        for name, row in self.rows.items():
            row.clicked.connect(lambda _on=False, name=name: asked.emit(name))
            self.addWidget(row)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how many there are of each."""
        for name, count in counts.items():
            self.rows[name].show_count(count)
