"""A table of words to look through with the arrows; nothing in it can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QTableView, QVBoxLayout

from fjidesk.ui.parts import paint, rows
from fjidesk.ui.parts.surface import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from fjidesk.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_MEASURED = 200  # rows whose words decide how wide a column is
_EDGE, _INDENT = 8, 18  # px beside the words of a cell, and before those of the first; headings have the same
_SPARE = 28  # px at most of what is left for a column that is not the last
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
        if index.isValid() and role == Qt.ItemDataRole.AccessibleTextRole and not index.column():
            return ". ".join(filter(None, self._rows[index.row()]))  # the rows are walked by their first cells
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
        rows.begin(painter, rect)
        if table.currentIndex().row() == index.row():
            rows.paint_chosen(painter, table, rows.row_of(table, rect).adjusted(2, 1, -2, -1), theme, 5)
        place = rect.adjusted(theme.px(_INDENT if index.column() == 0 else _EDGE), 0, -theme.px(_EDGE), 0)
        text = theme.metrics("body").elidedText(index.data(), Qt.TextElideMode.ElideRight, place.width())
        paint.words(painter, place, text, theme)
        painter.restore()


class PlainTable(QTableView):
    """Shows the rows; columns are as wide as their words, and where the view is too narrow the widest give way.

    Those named as firm do not.
    """

    def __init__(self, theme: Theme, name: str, headings: Sequence[str], firm: Sequence[int] = ()) -> None:
        super().__init__()
        self._firm = firm
        self._theme = theme
        self.rows = WordsModel(headings)
        self.rows.setParent(self)
        self.setModel(self.rows)
        rows.dress(self, theme, row=28, least=24, head=28)
        self.setItemDelegate(WordsDelegate(theme, self))
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self.viewport().update())
        self.setAccessibleName(name)
        self.horizontalHeader().setMinimumSectionSize(theme.px(24))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows, the first of them chosen."""
        self.rows.fill(rows)
        self._share_out()
        if rows:
            self.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give each column its width; what is left goes to the last."""
        wanted, least = self._wanted()
        room = self.viewport().width()
        for column, width in enumerate(shares(wanted, least, room)):
            self.setColumnWidth(column, width)

    def _wanted(self) -> tuple[list[int], list[int]]:
        """Return the width that the words of each column want, and that of its heading."""
        theme, rows = self._theme, range(min(self.rows.rowCount(), _MEASURED))
        words, head = theme.metrics("body"), self.horizontalHeader().fontMetrics()
        wanted, least = [], []
        for column in range(self.rows.columnCount()):
            edge = theme.px(2 * _EDGE if column else _INDENT + _EDGE)
            heading = self.rows.headerData(column, Qt.Orientation.Horizontal)
            least.append(head.horizontalAdvance(heading) + edge)
            longest = max((words.horizontalAdvance(self.rows.index(row, column).data()) for row in rows), default=0)
            wanted.append(max(least[-1], longest + edge + 2))
        return wanted, [wanted[column] if column in self._firm else width for column, width in enumerate(least)]

    def on_card(self, theme: Theme) -> Card:
        """Return a card that holds it."""
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(6))
        inside.addWidget(self)
        return card


def shares(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Share a width out among columns: each as wanted where there is room, else the widest cut to one width.

    Args:
        wanted: px by column.
        least: px by column under which it is not cut.
        room: px.
    """
    if sum(wanted) <= room:
        more = min(_SPARE, (room - sum(wanted)) // len(wanted))
        first = [width + more for width in wanted[:-1]]
        return [*first, room - sum(first)]
    low, high = 0, max(wanted)
    while low < high:  # the greatest width that leaves all of them room
        middle = (low + high + 1) // 2
        fits = sum(max(few, min(much, middle)) for few, much in zip(least, wanted, strict=True)) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return [max(few, min(much, low)) for few, much in zip(least, wanted, strict=True)]
