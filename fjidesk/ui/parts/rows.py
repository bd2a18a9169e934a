"""How a table of rows looks and behaves: one row is chosen, whole, and nothing is edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from fjidesk.ui.theme import Theme


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
