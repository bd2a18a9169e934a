"""Go round the panes of a page by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Pane = tuple[QWidget, Callable[[], object]]  # a pane, and what puts the focus into it


def into(pane: QWidget) -> None:
    """Put the focus on the first thing of a pane that takes it."""
    parts = [part for part in pane.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for part in parts:
        if part.isVisibleTo(pane) and part.isEnabled():
            part.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def enters(pane: QWidget) -> bool:
    """Tell whether anything in sight in a pane takes the focus."""
    return pane.isVisible() and any(
        part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisibleTo(pane) and part.isEnabled()
        for part in pane.findChildren(QWidget)
    )


class Panes:
    """The target of the keys for the next and the previous pane of a page that has them in a row."""

    def __init__(self, panes: Callable[[], Sequence[Pane]]) -> None:
        self._panes = panes

    def pane(self, step: str) -> None:
        """Go to the next or the previous pane, of those in which anything takes the focus."""
        ways = [one for one in self._panes() if enters(one[0])]
        focus = QApplication.focusWidget()
        inside = [place for place, (pane, _) in enumerate(ways) if focus is not None and pane.isAncestorOf(focus)]
        if ways:
            at = inside[-1] if inside else -int(step) % len(ways)
            ways[(at + int(step)) % len(ways)][1]()
