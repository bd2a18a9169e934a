"""A pane in which the Tab key goes round: from its last control to its first, and each is seen that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QVBoxLayout, QWidget

from fjidesk.ui.parts.listing import Listing

if TYPE_CHECKING:
    from fjidesk.ui.theme import Theme

_ROW = 12  # px: what is no further apart stands in one line


def stops(pane: QWidget) -> list[QWidget]:
    """Return what takes the Tab key from left to right, top to bottom; of a group of buttons only one."""

    def place(part: QWidget) -> tuple[int, int]:
        return part.mapTo(pane, part.rect().center()).y() // _ROW, part.mapTo(pane, part.rect().topLeft()).x()

    reached = [
        part
        for part in pane.findChildren(QWidget)
        if part.isVisibleTo(pane) and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    found: list[QWidget] = []
    for part in sorted(reached, key=place):
        group = part.group() if isinstance(part, QAbstractButton) else None
        if group is None or part is (group.checkedButton() or group.buttons()[0]):
            found.append(part)
    return found


def go_round(pane: QWidget, *, onward: bool) -> QWidget | None:
    """Put the focus on the next or previous control of a pane and return it; None where there is none."""
    order = stops(pane)
    if not order:
        return None
    now = QApplication.focusWidget()
    group = now.group() if isinstance(now, QAbstractButton) else None
    place = next(
        (
            index
            for index, part in enumerate(order)
            if part is now or (group is not None and isinstance(part, QAbstractButton) and part.group() is group)
        ),
        -1 if onward else 0,
    )
    after = order[(place + (1 if onward else -1)) % len(order)]
    after.setFocus(Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason)
    return after


def keep_in_sight(_before: QWidget | None, now: QWidget | None) -> None:
    """Scroll to what got the focus where nothing of it is seen; what was clicked is seen, and stays."""
    part = now
    while part is not None and now is not None and now.visibleRegion().isEmpty():
        part = part.parentWidget()
        if isinstance(part, QScrollArea):
            part.ensureWidgetVisible(now, 0, _ROW)


class Round(QWidget):
    """A pane that keeps the Tab key inside; F6 goes to the next pane, Esc back."""

    role_told = QAccessible.Role.Grouping

    def hold_card(self, theme: Theme, card: QWidget) -> None:
        """Fill the pane with a card."""
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        column.addWidget(card)
        column.addStretch(1)
        self.hold(sheet)

    def hold(self, sheet: QWidget) -> None:
        """Fill the pane with a sheet; it scrolls where the sheet is higher."""
        area = Listing()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.hold(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        area.show()  # at once, for its controls take the focus: a layout does it only at the next turn

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: FBT001  (Qt's own)
        after = go_round(self, onward=onward)
        part = after.parentWidget() if after is not None else None
        while after is not None and part is not None and part is not self:
            if isinstance(part, QScrollArea):
                part.ensureWidgetVisible(after, 0, _ROW)
            part = part.parentWidget()
        return True
