"""A layout that goes on in the next row where a row is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lays widgets out like words on a line, ``gap`` px apart. Hidden ones take no room.

    With ``apart`` the last stands at the right edge while all find room in one row.
    """

    def __init__(self, parent: QWidget | None, gap: int, *, apart: bool = False) -> None:
        super().__init__(parent)
        self._apart = apart
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def widgets(self) -> list[QWidget | QLayout]:
        """Return what it lays out, in order."""
        return [widget for item in self._items if (widget := item.widget()) is not None]

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edge = self.contentsMargins()
        wide = width - edge.left() - edge.right()
        return self._place(QRect(0, 0, wide, 0), move=False) + edge.top() + edge.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.sizeHint())
        edge = self.contentsMargins()
        return size + QSize(edge.left() + edge.right(), edge.top() + edge.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Return the height that the rows need; move the widgets there where asked to."""
        top = rect.top()
        rows = self._rows(rect.width())
        for row in rows:
            height = max(item.sizeHint().height() for item in row)
            left = rect.left()
            for item in row if move else ():
                size = item.sizeHint()
                if self._apart and item is rows[0][-1] and len(rows) == 1 and len(row) > 1:
                    left = max(left, rect.right() + 1 - size.width())
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self._gap
            top += height + self._gap
        return max(0, top - self._gap - rect.top())

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """Return what is seen, row by row."""
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not rows or used + wide > width:
                rows.append([])
                used = 0
            rows[-1].append(item)
            used += wide + self._gap
        return rows
