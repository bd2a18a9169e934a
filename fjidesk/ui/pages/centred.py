"""A page that holds one or two cards in its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from fjidesk.ui.theme import Theme

_AT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter


class CentredPage(Page):
    """Cards side by side in the middle of the window; the page scrolls where it is lower than they are.

    Attributes:
        offers_language: whether the other language can be chosen below the cards: most of these pages have no menu.

    Signals:
        language_asked: speak the other language.
    """

    language_asked = Signal()
    offers_language = True

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tone = theme
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._widths: list[tuple[Card, int]] = []
        self._cards.setSpacing(theme.px(16))
        sheet = QWidget()
        self._column = column = QVBoxLayout(sheet)
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
        self.other_language: Button | None = None

    def add_card(self, width: int) -> QVBoxLayout:
        """Add a card ``width`` px wide and return its column."""
        theme = self._tone
        card = Card(theme)
        card.setFixedWidth(theme.px(width))
        self._widths.append((card, width))
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        column.setSpacing(theme.px(12))
        row = QHBoxLayout()  # of its own: it asks the card how high it is at its width, not at the page's
        row.addStretch(0)
        row.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        self._cards.insertLayout(self._cards.count() - 1, row)
        return column

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the other language, the last of all that takes the focus."""
        super().showEvent(event)
        if self.offers_language and self.other_language is None:
            self.other_language = Button(self._tone, said("language.other"), "quiet")
            self.other_language.setToolTip(said("language.other_tip"))
            self.other_language.setAccessibleDescription(said("language.other_tip"))
            self.other_language.clicked.connect(self.language_asked)
            self._column.insertWidget(self._column.count() - 1, self.other_language, 0, _AT)

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
