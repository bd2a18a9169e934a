"""The table of cases: its model and how a row is painted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from fjidesk.ui.below import sentence
from fjidesk.ui.kit import local
from fjidesk.ui.parts import paint, rows
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QResizeEvent

    from fjidesk.desk.home import CaseHome
    from fjidesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
STATES = {  # icon and its ink
    "not started": ("ring", "ink3"),
    "open": ("half", "accent"),
    "reopened": ("half", "accent"),
    "finished": ("done", "yes"),
    "to hand over": ("done", "accent"),
    "handed over": ("send", "accent"),
    "received": ("shield", "yes"),
    "changed": ("shield", "warn"),
    "reopened held": ("half", "accent"),
    "query": ("chat", "warn"),
    "not allocated": ("dash", "ink3"),
    "withdrawn": ("dash", "ink3"),
}
OF_READER = ("case", "order", "state", "answered", "changed")
OF_LEAD = ("case", "state", "answered", "reader")
_GIVEN_UP = ("order", "changed")  # in this order where two lines are not enough; the reading itself says both
_GROWS = {"order": 1, "state": 2, "answered": 3, "reader": 2}
_STRONG = frozenset({"not started", "not allocated", "withdrawn"})  # all states but these are set in a heavier weight


def state_words(line: CaseHome) -> str:
    """Return the state of a case in words."""
    if line.state == "withdrawn" and line.withdrawn:
        return said("state.withdrawn_on", when=local(datetime.fromisoformat(line.withdrawn), "%d %b"))
    return said(f"state.{line.state.replace(' ', '_')}")


def order_words(line: CaseHome) -> str:
    """Return the order in words, with its months where they are known."""
    order, months = sentence(line.order[0]), line.order[1]
    return said("reading.order", order=order, months=months) if order and months else order


def answered_words(line: CaseHome) -> str:
    """Return how far a reading is."""
    words = said("count.of", part=line.line.answered, whole=line.line.applicable)
    left = line.line.applicable - line.line.answered
    to_do = left if line.state != "withdrawn" else 0
    return said("cases.left", words=words, count=to_do) if line.line.answered and to_do else words


def marks(line: CaseHome) -> list[tuple[str, str, str]]:
    """Return icon, ink and words of what is open on a case."""
    found = (
        ("chat", "warn", "query", line.queries),
        ("alert", "danger", "alert", line.alerts),
        ("flag", "danger", "flag", line.flags),
    )
    return [(icon, ink, said(f"cases.mark_{key}", count=count)) for icon, ink, key, count in found if count]


def changed_words(line: CaseHome) -> str:
    """Return when the owner last changed a reading; empty for never."""
    return local(datetime.fromisoformat(line.changed), "%a %H:%M") if line.changed else ""


def slot_words(line: CaseHome) -> str:
    """Return how long the slot of a reading is; empty where it has none."""
    return said("cases.slot", count=line.line.slot_minutes) if line.line.slot_minutes else ""


def two_lines(metrics: QFontMetrics, words: str) -> int:
    """Return the least width in which words stand in two lines."""
    parts = words.split()
    cuts = range(1, len(parts) + 1)
    halves = ((" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in cuts)
    return min((max(map(metrics.horizontalAdvance, pair)) for pair in halves), default=0)


class CaseModel(QAbstractTableModel):
    """Case, order, state, answered, last change; on a lead's desk the reader in place of order and change."""

    def __init__(self, *, with_reader: bool) -> None:
        super().__init__()
        self._lines: list[CaseHome] = []
        self.columns = OF_LEAD if with_reader else OF_READER

    def fill(self, lines: Sequence[CaseHome]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> CaseHome:
        """Return one line."""
        return self._lines[row]

    def find(self, reference: str) -> int:
        """Return the row of a case; 0 where it is not there."""
        return next((row for row, line in enumerate(self._lines) if line.reference == reference), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(line, self.columns[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = self.columns[index.column()]
            more = [words for _, _, words in marks(line)] if column == "answered" else []
            more += [slot_words(line)] if column == "order" else []
            if column == "case":  # the row is walked by its first cell: the case, its state before all else
                more = [state_words(line), answered_words(line), *(words for _, _, words in marks(line))]
            return ". ".join(part for part in (self.words(line, column), *more) if part)
        return None

    def words(self, line: CaseHome, column: str) -> str:
        """Return what stands in a cell."""
        return {
            "case": lambda: line.reference,
            "order": lambda: order_words(line),
            "state": lambda: state_words(line),
            "answered": lambda: answered_words(line),
            "changed": lambda: changed_words(line),
            "reader": lambda: line.reader,
        }[column]()

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            column = self.columns[section] if way == Qt.Orientation.Horizontal else ""
            return said(f"cases.{column}") if column else self._lines[section].reference
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = way == Qt.Orientation.Horizontal and self.columns[section] == "changed"
            return int(paint.RIGHT if right else paint.LEFT)
        return None


class CaseDelegate(QStyledItemDelegate):
    """Paints one cell of a row; ground and ring are drawn for the row as a whole and cut to the cell."""

    def __init__(self, theme: Theme, view: CaseTable) -> None:
        super().__init__(view)
        self._theme = theme
        self._table = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(50))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        rows.begin(painter, rect)
        self._ground(painter, rect, index)
        line: CaseHome = index.data(LINE)
        column = self._table.model_here.columns[index.column()]
        left, right = (18 if index.column() == 0 else 8), (18 if column == "changed" else 8)
        inside = rect.adjusted(self._theme.px(left), 0, -self._theme.px(right), 0)
        draw = {
            "case": self._reference,
            "order": self._order,
            "state": self._state,
            "answered": self._answered,
        }.get(column)
        if draw is not None:
            draw(painter, inside, line)
        else:
            self._plain(painter, inside, index.data(), right=column == "changed")
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme, table = self._theme, self._table
        row = rows.row_of(table, rect)
        painter.fillRect(row.adjusted(theme.px(18), row.height() - 1, -theme.px(18), 0), theme.colour("hair"))
        if table.currentIndex().row() == index.row():
            rows.paint_chosen(painter, table, row.adjusted(theme.px(6), 2, -theme.px(6), -3), theme, 6)

    def _reference(self, painter: QPainter, rect: QRect, line: CaseHome) -> None:
        paint.words(painter, rect, line.reference, self._theme, "card_title")

    def _order(self, painter: QPainter, rect: QRect, line: CaseHome) -> None:
        """Paint the order, and below it the slot."""
        slot = slot_words(line)
        up = rect.adjusted(0, self._theme.px(4), 0, -rect.height() // 2) if slot else rect
        self._plain(painter, up, order_words(line), right=False)
        if slot:
            low = QRect(rect.left(), rect.center().y(), rect.width(), rect.height() // 2 - self._theme.px(4))
            paint.words(painter, low, slot, self._theme, "caption", "ink2")

    def _state(self, painter: QPainter, rect: QRect, line: CaseHome) -> None:
        theme = self._theme
        name, ink = STATES[line.state]
        paint.icon(painter, name, QPointF(rect.left() + theme.px(8), rect.center().y()), theme, ink, 15)
        role = "body" if line.state in _STRONG else "body_medium"
        flags = paint.LEFT | Qt.TextFlag.TextWordWrap
        paint.words(painter, rect.adjusted(theme.px(24), 0, 0, 0), state_words(line), theme, role, "ink", flags)

    def _answered(self, painter: QPainter, rect: QRect, line: CaseHome) -> None:
        theme = self._theme
        open_here = marks(line)
        whole = line.line.applicable
        up = rect if not open_here else rect.adjusted(0, theme.px(4), 0, -rect.height() // 2)
        bar = QRect(up.left(), up.center().y() - theme.px(2), theme.px(60), theme.px(5))
        paint.bar(painter, bar, line.line.answered / whole if whole else 0.0, theme)
        paint.words(painter, up.adjusted(theme.px(70), 0, 0, 0), answered_words(line), theme, "body", "ink2")
        left = rect.left()
        for icon, ink, words in open_here:
            low = QRect(left, rect.center().y(), rect.right() - left, rect.height() // 2 - theme.px(4))
            paint.icon(painter, icon, QPointF(low.left() + theme.px(7), low.center().y() + 1), theme, ink, 13)
            paint.words(painter, low.adjusted(theme.px(18), 0, 0, 0), words, theme, "caption_medium", ink)
            left += theme.px(18 + 14) + theme.metrics("caption_medium").horizontalAdvance(words)

    def _plain(self, painter: QPainter, rect: QRect, text: str, *, right: bool) -> None:
        theme = self._theme
        words = theme.metrics("body").elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        paint.words(painter, rect, words, theme, "body", "ink2", paint.RIGHT if right else paint.LEFT)


class CaseTable(QTableView):
    """Rows of cases; one is chosen, whole. Columns are as wide as their longest words."""

    def __init__(self, theme: Theme, model: CaseModel) -> None:
        super().__init__()
        self._theme = theme
        self.model_here = model
        self.setModel(model)
        self.setItemDelegate(CaseDelegate(theme, self))
        rows.dress(self, theme, row=50, least=30, head=34)
        self.setAccessibleName(said("cases.title"))
        model.modelReset.connect(self.fit)

    def height_of(self, rows: int) -> int:
        """Return the height that so many rows take with the header."""
        return self._theme.px(34) + rows * self._theme.px(50) + 2

    def fit(self) -> None:
        """Give each column the room of its longest words; where there is too little, states first take two lines."""
        model, theme = self.model_here, self._theme
        rows = [model.line(row) for row in range(model.rowCount())]
        room = self.viewport().width()
        widths = {column: self._need(column, rows) for column in model.columns}
        if sum(widths.values()) > room:
            widths["state"] = self._need("state", rows, folded=True)
        for column in _GIVEN_UP:
            if sum(widths.values()) > room:
                widths.pop(column, 0)
        spare = max(0, room - sum(widths.values()))
        shares = sum(_GROWS.get(column, 0) for column in widths)
        for place, column in enumerate(model.columns):
            self.setColumnHidden(place, column not in widths)
            if column in widths:
                more = spare * _GROWS.get(column, 0) // shares
                self.setColumnWidth(place, min(widths[column] + more, max(room, theme.px(40))))

    def _need(self, column: str, rows: Sequence[CaseHome], *, folded: bool = False) -> int:
        theme, model = self._theme, self.model_here
        role = {"case": "card_title", "state": "body_medium"}.get(column, "body")
        metrics = theme.metrics(role)
        beside = {"case": 34, "state": 44, "answered": 90, "changed": 34}.get(column, 20)
        measure = two_lines if folded else QFontMetrics.horizontalAdvance
        words = max((measure(metrics, model.words(line, column)) for line in rows), default=0)
        if column == "answered":
            low = theme.metrics("caption_medium")
            for line in rows:
                wide = sum(low.horizontalAdvance(text) + theme.px(32) for _, _, text in marks(line))
                words = max(words, wide - theme.px(70))
        head = theme.metrics("caption_strong").horizontalAdvance(said(f"cases.{column}")) + theme.px(34)
        return max(words + theme.px(beside), head)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
