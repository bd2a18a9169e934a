"""A page that holds one or two cards in its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts.surface import Card

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from fjidesk.ui.theme import Theme

_AT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter


class _Fitted(Card):
    """Is never lower than its words need at its width: the layout around it asks for the width of the page."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        layout = self.layout()
        if layout is not None and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        return done


class CentredPage(Page):
    """Cards side by side in the middle of the window; the page scrolls where it is lower than they are."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tone = theme
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._widths: list[tuple[Card, int]] = []
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
        card = _Fitted(theme)
        card.setFixedWidth(theme.px(width))
        self._widths.append((card, width))
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        column.setSpacing(theme.px(12))
        self._cards.insertWidget(self._cards.count() - 1, card, 0, _AT)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below each other where they find no room beside each other."""
        super().resizeEvent(event)
        need = self._tone.px(sum(width for _, width in self._widths) + 16 * len(self._widths) + 40)
        for card, width in self._widths:
            card.setFixedWidth(min(self._tone.px(width), self.width() - self._tone.px(52)))
        way = QBoxLayout.Direction
        self._cards.setDirection(way.LeftToRight if need <= self.width() else way.TopToBottom)

    def put_on_top(self, widget: QWidget) -> None:
        """Put a strip above the cards."""
        self._whole.insertWidget(0, widget)
