"""The menu: every verb that works on the page in view, with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from fjidesk.ui import actions
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


def show(parent: QWidget, under: QWidget, bound: Sequence[tuple[str, object]]) -> None:
    """Show the menu of some places under a button, in one column that scrolls where the screen is lower.

    Args:
        parent: the window.
        under: the button.
        bound: places with their targets.
    """
    menu = QMenu(parent)
    for action, target in actions.in_menu(bound):
        made = QAction(said(f"action.{action.id}"), menu)
        made.setShortcut(QKeySequence(next(iter(actions.keys_of(action) or action.caps), "")))
        made.setShortcutVisibleInContextMenu(True)
        made.setEnabled(actions.allowed(action, target))
        made.triggered.connect(lambda _on=False, action=action, target=target: actions.run(action, target))
        menu.addAction(made)
    menu.setActiveAction(next(one for one in menu.actions() if one.isEnabled()))  # End, Home and pages go on from there
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(under.mapToGlobal(QPoint(0, under.height())))
