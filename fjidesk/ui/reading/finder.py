"""Go to a case, a question or a section, and find words in all that one wrote: a field, and a list below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fjidesk.ui.parts.cap import Cap
from fjidesk.ui.parts.over import Over
from fjidesk.ui.parts.text import Text
from fjidesk.ui.reading.found import FoundList, Place
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fjidesk.ui.theme import Theme

PAUSE = 120  # ms after the last key until the words are looked for
_FEWEST = 4
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Finder(Over):
    """A field and what it finds. Up and Down choose while the focus stays in the field, Enter goes there.

    Signals:
        picked: the place that was chosen; the panel is closed then.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, page: QWidget, kind: str, look: Callable[[str], Sequence[Place]]) -> None:
        super().__init__(theme, page, said(f"finder.{kind}"), 860)
        self._look = look
        self.edit = QLineEdit()
        self.edit.setAccessibleName(said(f"finder.{kind}"))
        self.edit.setAccessibleDescription(said(f"finder.{kind}_help"))
        self.edit.installEventFilter(self)
        self.list = FoundList(theme, said("finder.list"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMinimumHeight(theme.px(34 * _FEWEST))
        self.list.picked.connect(self._pick)
        self.count = Text(theme, "", "caption", "ink2")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)
        self.edit.textChanged.connect(lambda _text: self._timer.start())
        self.edit.returnPressed.connect(self._enter)
        head = QHBoxLayout()
        head.addWidget(Text(theme, said(f"finder.{kind}"), "section"), 1)
        head.addWidget(Cap(theme, "Esc"))
        below = QHBoxLayout()
        below.addWidget(Text(theme, said(f"finder.{kind}_help"), "caption", "ink2"), 1)
        below.addWidget(self.count)
        self.column.addLayout(head)
        self.column.addWidget(self.edit)
        self.column.addLayout(below)
        self.column.addWidget(self.list, 1)

    def ask(self) -> None:
        """Open it; what was typed last time stands there, marked."""
        self.look()
        self.rise()
        self.take_focus()

    def take_focus(self) -> None:
        self.edit.setFocus()
        self.edit.selectAll()

    def look(self) -> None:
        """Look for what is typed."""
        self._timer.stop()
        found = self._look(self.edit.text())
        self.list.fill(found)
        self.count.setText(said("finder.found", count=len(found)) if self.edit.text().strip() else "")

    def _enter(self) -> None:
        if self._timer.isActive():
            self.look()
        self.list.pick()

    def _pick(self, place: Place) -> None:
        self.close_over()
        self.picked.emit(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self.list.step(step)
                return True
        return super().eventFilter(watched, event)
