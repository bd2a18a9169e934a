"""A table of words to look through with the arrows; nothing in it can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QTableView, QVBoxLayout

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.rows import dress
from fjidesk.ui.parts.surface import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from fjidesk.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_TELLS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})


class WordsModel(QAbstractTableModel):
    """Rows of words under headings."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self._headings = list(headings)
        self._rows: list[Sequence[str]] = []

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _TELLS:
            return None
        return self._rows[index.row()][index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


class WordsDelegate(QStyledItemDelegate):
    """Paints one cell; the chosen row is painted whole and cut to the cell."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._table = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, table = self._theme, self._table
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if table.currentIndex().row() == index.row():
            whole = QRect(0, rect.top(), table.viewport().width(), rect.height()).adjusted(2, 1, -2, -1)
            line = theme.colour("ring" if table.hasFocus() else "select")
            paint.box(painter, whole, theme.px(5), theme.colour("select"), line, 2 if table.hasFocus() else 1)
        place = rect.adjusted(theme.px(10), 0, -theme.px(6), 0)
        text = theme.metrics("body").elidedText(index.data(), Qt.TextElideMode.ElideRight, place.width())
        paint.words(painter, place, text, theme)
        painter.restore()


class PlainTable(QTableView):
    """Shows the rows; the last column takes the room that is left."""

    def __init__(self, theme: Theme, name: str, headings: Sequence[str], widths: Sequence[int]) -> None:
        super().__init__()
        self.rows = WordsModel(headings)
        self.rows.setParent(self)
        self.setModel(self.rows)
        dress(self, theme, row=28, least=24, head=28)
        self.setItemDelegate(WordsDelegate(theme, self))
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self.viewport().update())
        self.setAccessibleName(name)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, theme.px(width))
        self.horizontalHeader().setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows, the first of them chosen."""
        self.rows.fill(rows)
        if rows:
            self.selectRow(0)

    def on_card(self, theme: Theme) -> Card:
        """Return a card that holds it."""
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(6))
        inside.addWidget(self)
        return card
