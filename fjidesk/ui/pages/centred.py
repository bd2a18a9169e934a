"""A page that holds one or two cards in its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts.surface import Card

if TYPE_CHECKING:
    from fjidesk.ui.theme import Theme


class CentredPage(Page):
    """Cards side by side in the middle of the window; the page scrolls where it is lower than they are."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tone = theme
        self._cards = QHBoxLayout()
        self._cards.setSpacing(theme.px(16))
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(20))
        column.addStretch(1)
        column.addLayout(self._cards)
        column.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(area)
        self._cards.addStretch(1)
        self._cards.addStretch(1)

    def add_card(self, width: int) -> QVBoxLayout:
        """Add a card ``width`` px wide and return its column."""
        theme = self._tone
        card = Card(theme)
        card.setFixedWidth(theme.px(width))
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        column.setSpacing(theme.px(12))
        self._cards.insertWidget(self._cards.count() - 1, card, 0, Qt.AlignmentFlag.AlignTop)
        return column

    def put_on_top(self, widget: QWidget) -> None:
        """Put a strip above the cards."""
        self._whole.insertWidget(0, widget)
