"""The questions of one theme with their counts: model and painting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from fjidesk.ui.parts import paint, rows
from fjidesk.ui.parts.bars import answer_bar
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QResizeEvent

    from fjidesk.model.score import Tally
    from fjidesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
_HEADS = ("question", "section", "answers", "share")


class QuestionLine(NamedTuple):
    """One question: its counts, and whether it scores."""

    id: str
    text: str
    section: str
    tally: Tally
    scores: bool

    @property
    def percent(self) -> int | None:
        """Return the whole percentage of Yes, rounded half up; None where nothing applies."""
        share = self.tally.share
        return None if share is None else int(share * 100 + 1 / 2)

    def counts(self) -> str:
        """Return the counts as words."""
        tally = self.tally
        words = said("scores.tally", yes=tally.yes, no=tally.no, na=tally.na)
        return said("scores.tally_open", words=words, open=tally.unanswered) if tally.unanswered else words


class QuestionModel(QAbstractTableModel):
    """Question, section, answers, share of Yes."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[QuestionLine] = []

    def fill(self, lines: Sequence[QuestionLine]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return line.text
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            share = said("scores.no_share") if line.percent is None else f"{line.percent}%"
            cells = (f"{line.id} {line.text}", line.section, line.counts(), share)
            first = role == Qt.ItemDataRole.AccessibleTextRole and not index.column()
            return ". ".join(cells) if first else cells[index.column()]  # the rows are walked by their first cells
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            horizontal = way == Qt.Orientation.Horizontal
            return said(f"scores.head_{_HEADS[section]}") if horizontal else self._lines[section].id
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(paint.RIGHT if section == len(_HEADS) - 1 else paint.LEFT)
        return None


class QuestionDelegate(QStyledItemDelegate):
    """Paints one cell; the chosen row is painted whole and cut to the cell."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._table = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(29))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, table = self._theme, self._table
        rect: QRect = option.rect
        rows.begin(painter, rect)
        if table.currentIndex().row() == index.row():
            place = rows.row_of(table, rect).adjusted(theme.px(10), 1, -theme.px(10), -1)
            rows.paint_chosen(painter, table, place, theme, 5)
        line: QuestionLine = index.data(LINE)
        cells = (self._question, self._section, self._answers, self._share)
        cells[index.column()](painter, rect, line)
        painter.restore()

    def _question(self, painter: QPainter, rect: QRect, line: QuestionLine) -> None:
        theme = self._theme
        paint.words(painter, rect.adjusted(theme.px(18), 0, 0, 0), line.id, theme, "caption_strong", "ink2")
        place = rect.adjusted(theme.px(56), 0, -theme.px(8), 0)
        text = theme.metrics("body").elidedText(line.text, Qt.TextElideMode.ElideRight, place.width())
        paint.words(painter, place, text, theme, "body")

    def _section(self, painter: QPainter, rect: QRect, line: QuestionLine) -> None:
        place = rect.adjusted(self._theme.px(8), 0, -self._theme.px(8), 0)
        text = self._theme.metrics("caption").elidedText(line.section, Qt.TextElideMode.ElideRight, place.width())
        paint.words(painter, place, text, self._theme, "caption", "ink2")

    def _answers(self, painter: QPainter, rect: QRect, line: QuestionLine) -> None:
        theme = self._theme
        left = rect.left() + theme.px(8)
        bar = QRect(left, rect.top() + theme.px(5), rect.width() - theme.px(48), rect.height() - theme.px(10))
        if line.tally.applicable + line.tally.na + line.tally.unanswered:
            answer_bar(painter, bar, line.tally, theme)

    def _share(self, painter: QPainter, rect: QRect, line: QuestionLine) -> None:
        place = rect.adjusted(0, 0, -self._theme.px(18), 0)
        if not line.scores:
            paint.words(painter, place, said("scores.not_scored"), self._theme, "caption", "ink3", paint.RIGHT)
            return
        text = said("scores.no_share") if line.percent is None else f"{line.percent}%"
        role, ink = ("caption", "ink3") if line.percent is None else ("body_strong", "ink")
        paint.words(painter, place, text, self._theme, role, ink, paint.RIGHT)


class QuestionTable(QTableView):
    """The questions of the chosen theme."""

    def __init__(self, theme: Theme, model: QuestionModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(QuestionDelegate(theme, self))
        rows.dress(self, theme, row=29, least=20, head=28)
        self.setAccessibleName(said("scores.table"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        for column, share in enumerate((48, 14, 30, 8)):
            self.setColumnWidth(column, room * share // 100)
