"""The rows of the navigator: the case facts, a section or one theme of it, the flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.words import said, short

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from fjidesk.ui.reading.session import Count
    from fjidesk.ui.theme import Theme


class NavRow(QAbstractButton):
    """A section, or one theme of the section that is open. Up and Down go to the next row, Enter and Space go there.

    Attributes:
        here: whether it is the part that is open.
        open: whether its themes are shown below it.
    """

    folds = True  # whether themes can be shown below a section
    role_told = QAccessible.Role.TreeItem

    def __init__(self, theme: Theme, text: str, *, inner: bool) -> None:
        super().__init__()
        self._theme = theme
        self._inner = inner
        self._count: Count | None = None
        self._left = 0
        self.here = False
        self.open = False
        self.setText(text)
        self.setToolTip(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.tight(False)  # or it asks for the height of a widget that has no size yet

    def show_count(self, count: Count, left: int, *, here: bool, opened: bool) -> None:
        """Show how far this part is; ``left`` questions are to be answered."""
        self._count, self._left, self.here, self.open = count, left, here, opened
        spoken = said("nav.spoken", name=self.text(), answered=count.answered, applicable=count.applicable, left=left)
        self.setAccessibleName(spoken + (said("nav.here") if here else ""))
        self.update()

    def tight(self, tight: bool) -> None:  # noqa: FBT001  (named by the method)
        """Take less height in a low window."""
        high, low = (28, 25) if self._inner else (31, 27)
        self.setFixedHeight(self._theme.px(low if tight else high))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.height())

    def told_state(self) -> list[str]:
        """Return what holds of it as a part of a tree."""
        states = ["selectable", *(["selected"] if self.here else [])]
        if self.folds and not self._inner:
            states += ["expandable", "expanded" if self.open else "collapsed"]
        return states

    def _state(self) -> tuple[str, str]:
        count = self._count
        if count is None or not count.applicable:
            return "dash", "ink3"
        if not self._left:
            return "done", "yes"
        return ("half", "accent") if count.answered else ("ring", "ink3")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._step(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        parent = self.parentWidget()
        rows = [row for row in parent.findChildren(NavRow) if row.isVisible()] if parent is not None else []
        rows.sort(key=lambda row: row.y())
        place = rows.index(self) + step
        if 0 <= place < len(rows):
            rows[place].setFocus(Qt.FocusReason.TabFocusReason)  # for which a scrolling pane shows it

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        rect = self.rect().adjusted(RING, 0, -RING, 0)
        if self.here:
            paint.box(painter, rect, theme.px(5), theme.colour("select"), theme.colour("select_line"))
            paint.box(painter, QRect(rect.left(), rect.top() + 5, 3, rect.height() - 10), 1.5, theme.colour("accent"))
        elif self.underMouse():
            paint.box(painter, rect, theme.px(5), theme.colour("sunken"))
        middle = rect.center().y() + 1
        if not self._inner and self.folds:
            fold = "down" if self.open else "right"
            paint.icon(painter, fold, QPointF(rect.left() + theme.px(14), middle), theme, "ink2", 15)
        name, ink = self._state()
        paint.icon(painter, name, QPointF(rect.left() + theme.px(34), middle), theme, ink, 14)
        role = "body_strong" if self.here or (not self._inner) else "body"
        number = f"{self._left}" if self._left else ""
        place = rect.adjusted(theme.px(48), 0, -theme.px(34), 0)
        text = theme.metrics(role).elidedText(short(self.text()), Qt.TextElideMode.ElideRight, place.width())
        paint.words(painter, place, text, theme, role)
        paint.words(painter, rect.adjusted(0, 0, -theme.px(8), 0), number, theme, role, "ink", paint.RIGHT)
        if self.hasFocus():
            paint.ring(painter, rect.adjusted(2, 2, -2, -2), theme.px(5), theme)


class LimitingRow(NavRow):
    """The last section: it has flags, and no questions to answer."""

    flags = 0
    folds = False

    def show_flags(self, flags: int, *, here: bool) -> None:
        """Show how many flags there are."""
        self.flags, self.here = flags, here
        name = said("limiting.spoken", name=self.text(), count=flags)
        self.setAccessibleName(name + (said("nav.here") if here else ""))
        self.update()

    def _state(self) -> tuple[str, str]:
        return ("flag", "danger") if self.flags else ("ring", "ink3")


class FactsRow(NavRow):
    """The first row: how many facts of the case are not known yet."""

    folds = False
    _known = 0

    def show_known(self, unknown: int, whole: int) -> None:
        """Show how many facts are to be given yet."""
        self._left, self._known = unknown, whole - unknown
        self.setAccessibleName(said("nav.facts_spoken", name=self.text(), known=self._known, whole=whole))
        self.update()

    def _state(self) -> tuple[str, str]:
        if not self._left:
            return "done", "yes"
        return ("half", "accent") if self._known else ("ring", "ink3")
