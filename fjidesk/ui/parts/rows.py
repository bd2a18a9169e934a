"""How a table of rows looks and behaves: one row is chosen, whole, and nothing is edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from fjidesk.ui.parts import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QTableView

    from fjidesk.ui.theme import Theme


def begin(painter: QPainter, cell: QRect) -> None:
    """Make ready to paint a cell, and nothing outside it."""
    painter.save()
    painter.setClipRect(cell)
    painter.setRenderHint(painter.RenderHint.Antialiasing)


def row_of(table: QTableView, cell: QRect) -> QRect:
    """Return the place of the whole row of a cell."""
    return QRect(0, cell.top(), table.viewport().width(), cell.height())


def paint_chosen(painter: QPainter, table: QTableView, place: QRect, theme: Theme, corner: int) -> None:
    """Paint the ground of the chosen row, with a ring while the table has the focus.

    Args:
        painter: cut to the cell.
        table: of the row.
        place: of the ground.
        theme: the look.
        corner: px of its round corners at 100 % text.
    """
    ring = table.hasFocus()
    line = theme.colour("ring" if ring else "select_line")
    paint.box(painter, place, theme.px(corner), theme.colour("select"), line, 2 if ring else 1)


def dress(table: QTableView, theme: Theme, *, row: int, least: int, head: int) -> None:
    """Give a table the look of all tables.

    Args:
        table: with its model and delegate.
        theme: the look.
        row: px of a row at 100 % text.
        least: px of the lowest row.
        head: px of the header.
    """
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(theme.px(least))
    table.verticalHeader().setDefaultSectionSize(theme.px(row))
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setFixedHeight(theme.px(head))
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setFont(theme.font("caption_strong"))
