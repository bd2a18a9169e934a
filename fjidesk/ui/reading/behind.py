"""Undo and redo while something stands over the questions: what is not seen is not changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from fjidesk.ui.undoing import OwnUndo
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.ui.kit import Kit
    from fjidesk.ui.undoing import Undoing


class Behind(QObject):
    """The target of the keys for undo and redo on a page over which panels open.

    Args:
        covered: tells whether a panel stands over the questions, or another pane in their place.
        page: on which all this is.
    """

    def __init__(self, kit: Kit, undoing: Undoing, covered: Callable[[], bool], page: QWidget) -> None:
        super().__init__(page)
        self._kit, self._undoing, self._covered, self._page = kit, undoing, covered, page
        self._own = OwnUndo(
            lambda _field, _back: True, self
        )  # a line of a panel undoes its own typing, as far as it goes
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit) and self._covered() and self._page.isAncestorOf(now):
            self._own.watch([now])

    def undo(self) -> None:
        """Undo, unless what that would change is not in sight."""
        self._do(self._undoing.undo)

    def redo(self) -> None:
        """Redo, as ``undo``."""
        self._do(self._undoing.redo)

    def _do(self, verb: Callable[[], None]) -> None:
        if self._covered():
            self._kit.say.tell(said("undo.covered"), said("undo.covered_more"))
        else:
            verb()
