"""The strip under the marking: menu, where one is, and hide screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import measure_again
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.surface import Pane
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from fjidesk.ui.theme import Theme


class TopBar(Pane):
    """Holds what a page puts on it, between the menu button and the button that hides the screen.

    Signals:
        menu_asked, hide_asked: the two buttons.
    """

    menu_asked = Signal()
    hide_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface", "b")
        self.setFixedHeight(theme.px(48))
        self.menu = Button(theme, "", "bare", icon="menu")
        self.menu.setAccessibleName(said("top.menu"))
        self.menu.setToolTip(said("top.menu_tip"))
        self.menu.clicked.connect(self.menu_asked)
        self.menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide_screen = Button(theme, said("top.hide"), icon="hide", cap="F8")
        self.hide_screen.clicked.connect(self.hide_asked)
        self._left = QHBoxLayout()
        self._right = QHBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(theme.px(12))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(5), 0, theme.px(16) - RING, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.menu)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)
        row.addWidget(self.hide_screen)

    def put(self, widget: QWidget, *, right: bool = False, stretch: int = 0, high: bool = False) -> None:
        """Put a widget on the left, or on the right; ``high`` is one that fills the height of the strip."""
        side = self._right if right else self._left
        side.addWidget(widget, stretch, Qt.AlignmentFlag(0) if high else Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Show what there is room for; a strip that always has room shows all."""

    def name(self, button: Button, words: str) -> None:
        """Change a button's words; what it is called by a screen reader stays."""
        if button.text() != words:
            button.setText(words)
            button.updateGeometry()

    def give_up(self, gives: Sequence[Callable[[], object]]) -> None:
        """Give up one thing after the other until the rest has room."""
        row = self.layout()
        for give in gives:
            if row is None:
                return
            measure_again(row)
            if row.minimumSize().width() <= self.width():
                return
            give()
