"""How one piece of evidence is painted in its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QListWidget

    from fjidesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PIECE = Qt.ItemDataRole.UserRole


class EvidenceRow(QStyledItemDelegate):
    """Judgement at the left; kind, theme and source above the text, which wraps and is never cut."""

    def __init__(self, theme: Theme, view: QListWidget, last: tuple[str, str] = ("caption_medium", "warn")) -> None:
        super().__init__(view)
        self._theme = theme
        self._last = last  # role and ink of the lines below the text
        self._list = view

    def _beside(self) -> int:
        """Return the width of the judgement's column."""
        return self._theme.px(110)

    def _heights(self, index: Index, width: int) -> tuple[int, int, int]:
        theme = self._theme
        _, head, text, barred = str(index.data()).split("\n", 3)[:4] if index.data() else ("", "", "", "")
        measure = (("caption", head), ("body", text), (self._last[0], barred))
        found = []
        for role, words in measure:
            room = QRect(0, 0, max(width, theme.px(80)), 10_000)
            found.append(theme.metrics(role).boundingRect(room, int(paint.WRAPPED), words).height() if words else 0)
        return found[0], found[1], found[2]

    def _width(self) -> int:
        return self._list.viewport().width() - self._beside() - self._theme.px(36)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(200), sum(self._heights(index, self._width())) + self._theme.px(20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.fillRect(rect.adjusted(theme.px(18), rect.height() - 1, -theme.px(18), 0), theme.colour("hair"))
        if self._list.currentRow() == index.row():
            ring = self._list.hasFocus()
            line = theme.colour("ring" if ring else "select_line")
            chosen = rect.adjusted(theme.px(6), 2, -theme.px(6), -3)
            paint.box(painter, chosen, theme.px(6), theme.colour("select"), line, 2 if ring else 1)
        judged, head, text, barred = str(index.data()).split("\n", 3)
        heights = self._heights(index, self._width())
        top = rect.top() + theme.px(9)
        place = QRect(rect.left() + theme.px(18), top, self._beside() - theme.px(8), heights[0] + heights[1])
        paint.words(painter, place, judged, theme, "body_strong", "ink", paint.WRAPPED)
        left = rect.left() + theme.px(18) + self._beside()
        lines = (("caption", "ink2", head), ("body", "ink", text), (*self._last, barred))
        for (role, ink, words), height in zip(lines, heights, strict=True):
            paint.words(painter, QRect(left, top, self._width(), height), words, theme, role, ink, paint.WRAPPED)
            top += height
        painter.restore()
