"""The blank page: marking above it, the time, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from fjidesk.ui.kit import local
from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QMouseEvent, QShowEvent

    from fjidesk.clock import Clock
    from fjidesk.ui.theme import Theme


class HiddenPage(Page):
    """Exposes no content.

    Signals:
        clicked: go on.
    """

    clicked = Signal()

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._time = Text(theme, "", "score", "ink3")
        self._words = Text(theme, said("hidden.words"), "body", "ink3")
        for text in (self._time, self._words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._time)
        column.addWidget(self._words)
        column.addStretch(1)
        self.setAccessibleName(said("hidden.words"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._timer = QTimer(self)
        self._timer.setInterval(10_000)
        self._timer.timeout.connect(self._tell)

    def reword(self) -> None:
        """Speak the language of the window."""
        self._words.setText(said("hidden.words"))
        self.setAccessibleName(said("hidden.words"))

    def _tell(self) -> None:
        self._time.setText(local(self._clock(), "%H:%M"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()
