"""The time of the last save, in view on every page of an open desk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from fjidesk.ui.parts.desk_bar import DeskBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from fjidesk.ui.window import Window

EVERY = 1_000  # ms: pages write without telling the window, and the drive is asked for one line of an index


class LastSave(QObject):
    """Shows it in the strip of the page in view; the page of a case says it by itself."""

    def __init__(self, window: Window, stack: QStackedWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.show)
        self._timer.start()
        stack.currentChanged.connect(lambda _index: self.show())

    def show(self) -> None:
        """Show it now, where the page has a place for it and the desk can be asked."""
        window = self._window
        page, desk = window.page, window.desk
        bar = page.top if page is not None else None
        if not isinstance(bar, DeskBar) or desk is None or desk.locked or window.busy:
            return
        from fjidesk.desk import home

        at = home.saved_at(desk)
        bar.show_saved(datetime.fromisoformat(at) if at else None, window.kit.clock())
