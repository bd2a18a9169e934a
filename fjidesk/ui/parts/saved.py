"""Says when something was last saved, or since when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QSizePolicy, QWidget

from fjidesk.ui.kit import local
from fjidesk.ui.parts import paint
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QPaintEvent

    from fjidesk.ui.theme import Theme

_LOOKS = {"done": ("done", "yes"), "failed": ("alert", "danger")}


class Saved(QWidget):
    """An icon and a few words, in one role of the type table."""

    role_told = QAccessible.Role.StatusBar

    def __init__(self, theme: Theme, role: str = "body_medium") -> None:
        super().__init__()
        self._role = role
        self._theme = theme
        self._text = ""
        self._kind = self._before = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        """Return what is shown."""
        return self._text

    def show_state(self, text: str, kind: str = "") -> None:
        """Show words: ``done`` with a tick, ``failed`` in the ink of danger; any other is under way."""
        if (text, kind) != (self._text, self._kind):
            self._before = self._text if text and not kind else ""  # what is under way keeps the room: nothing moves
            self._text, self._kind = text, kind
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        if not self._text:
            return QSize(0, self._theme.px(20))
        width = max(map(self._theme.metrics(self._role).horizontalAdvance, (self._text, self._before)))
        return QSize(width + self._theme.px(24), self._theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        theme = self._theme
        painter = paint.on(self)
        name, ink = _LOOKS.get(self._kind, ("clock", "ink2"))
        paint.icon(painter, name, QPointF(theme.px(8), self.height() / 2), theme, ink, 15)
        place = QRect(theme.px(21), 0, self.width(), self.height())
        paint.words(painter, place, self._text, theme, self._role, "danger" if self._kind == "failed" else "ink2")


def saved_words(moment: datetime, now: datetime) -> tuple[str, str]:
    """Return when something was saved, in full and short; with its day where that is not today."""
    if moment.astimezone().date() == now.astimezone().date():
        return said("saved.at", time=local(moment)), said("saved.at", time=local(moment, "%H:%M"))
    return said("saved.at", time=local(moment, "%d %b %H:%M")), said("saved.at", time=local(moment, "%d %b"))
