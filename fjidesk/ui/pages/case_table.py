"""The table of cases: its model and how a row is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from fjidesk.ui.parts import paint
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QResizeEvent

    from fjidesk.desk.cases import CaseLine
    from fjidesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
STATES = {  # icon and its ink
    "not started": ("ring", "ink3"),
    "open": ("half", "accent"),
    "reopened": ("half", "accent"),
    "finished": ("done", "yes"),
    "not allocated": ("dash", "ink3"),
}


def state_words(state: str) -> str:
    """Return a state in words."""
    return said(f"state.{state.replace(' ', '_')}")


class CaseModel(QAbstractTableModel):
    """Case, state, answered; on a lead's desk the reader too."""

    def __init__(self, *, with_reader: bool) -> None:
        super().__init__()
        self._lines: list[CaseLine] = []
        self._heads = [said("cases.case"), said("cases.state"), said("cases.answered")]
        if with_reader:
            self._heads.append(said("cases.reader"))

    def fill(self, lines: Sequence[CaseLine]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> CaseLine:
        """Return one line."""
        return self._lines[row]

    def find(self, reference: str) -> int:
        """Return the row of a case; 0 where it is not there."""
        return next((row for row, line in enumerate(self._lines) if line.reference == reference), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        words = (
            line.reference,
            state_words(line.state),
            said("count.of", part=line.answered, whole=line.applicable),
            line.reader,
        )
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return words[index.column()]
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section] if way == Qt.Orientation.Horizontal else self._lines[section].reference
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(paint.LEFT)
        return None


class CaseDelegate(QStyledItemDelegate):
    """Paints one cell of a row; ground and ring are drawn for the row as a whole and cut to the cell."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._table = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        self._ground(painter, rect, index)
        line: CaseLine = index.data(LINE)
        inside = rect.adjusted(self._theme.px(18 if index.column() == 0 else 8), 0, -self._theme.px(8), 0)
        (self._reference, self._state, self._answered, self._reader)[index.column()](painter, inside, line)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme, table = self._theme, self._table
        row = QRect(0, rect.top(), table.viewport().width(), rect.height())
        painter.fillRect(row.adjusted(theme.px(18), row.height() - 1, -theme.px(18), 0), theme.colour("hair"))
        if table.currentIndex().row() == index.row():
            chosen = row.adjusted(theme.px(6), 2, -theme.px(6), -3)
            ring = table.hasFocus()
            line = theme.colour("ring" if ring else "select")
            paint.box(painter, chosen, theme.px(6), theme.colour("select"), line, 2 if ring else 1)

    def _reference(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        paint.words(painter, rect, line.reference, self._theme, "card_title")

    def _state(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        theme = self._theme
        name, ink = STATES[line.state]
        paint.icon(painter, name, QPointF(rect.left() + theme.px(8), rect.center().y()), theme, ink, 15)
        role = "body_medium" if line.state in {"open", "reopened", "finished"} else "body"
        paint.words(painter, rect.adjusted(theme.px(24), 0, 0, 0), state_words(line.state), theme, role)

    def _answered(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        theme = self._theme
        share = line.answered / line.applicable if line.applicable else 0.0
        bar = QRect(rect.left(), rect.center().y() - theme.px(2), theme.px(72), theme.px(5))
        paint.bar(painter, bar, share, theme)
        words = said("count.of", part=line.answered, whole=line.applicable)
        left = line.applicable - line.answered
        if line.answered and left:
            words = said("cases.left", words=words, count=left)
        paint.words(painter, rect.adjusted(theme.px(84), 0, 0, 0), words, theme, "body", "ink2")

    def _reader(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        theme = self._theme
        words = theme.metrics("body").elidedText(line.reader, Qt.TextElideMode.ElideRight, rect.width())
        paint.words(painter, rect, words, theme, "body", "ink2")


class CaseTable(QTableView):
    """Rows of cases; one is chosen, whole."""

    def __init__(self, theme: Theme, model: CaseModel) -> None:
        super().__init__()
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(CaseDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(46))
        self.verticalHeader().setMinimumSectionSize(theme.px(30))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setFixedHeight(theme.px(34))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFont(theme.font("caption_strong"))
        self.setAccessibleName(said("cases.title"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        shares = (18, 24, 34, 24) if self.model().columnCount() == len((0, 0, 0, 0)) else (22, 28, 50)
        for column, share in enumerate(shares):
            self.setColumnWidth(column, room * share // sum(shares))
