"""A part of a page that scrolls up and down and has no ground of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_NARROWEST = 400  # px; a listing that was not laid out yet knows no width


class Listing(QScrollArea):
    """Holds one sheet as wide as itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def hold(self, sheet: QWidget) -> None:
        """Show a sheet in the place of the one before."""
        self.setWidget(sheet)
        sheet.setAutoFillBackground(False)
        sheet.installEventFilter(self)
        self._fit()

    def _fit(self) -> None:
        """Let the sheet be as low as its words allow at this width: by itself it thinks of a narrower one."""
        sheet = self.widget()
        layout = sheet.layout() if sheet is not None else None
        width = self.viewport().width()
        if sheet is not None and layout is not None and layout.hasHeightForWidth() and self.widgetResizable() and width:
            sheet.setMinimumHeight(layout.totalMinimumHeightForWidth(width))
        if layout is not None and sheet is not None and layout.geometry() != sheet.rect():
            layout.setGeometry(sheet.rect())  # Qt leaves it at the size before where one change follows in another
        self.updateGeometry()

    def _lay_again(self) -> None:
        """Lay the sheet out as large as it is: what it was resized to while it was hidden, its layout may not know."""
        sheet = self.widget()
        layout = sheet.layout() if sheet is not None else None
        if sheet is not None and layout is not None and layout.geometry() != sheet.rect():
            layout.setGeometry(sheet.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        if watched is self.widget() and event.type() == QEvent.Type.Show:
            self._lay_again()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:
        """Return the height of all it holds, where a page lets it be as high as that."""
        sheet = self.widget()
        layout = sheet.layout() if sheet is not None else None
        if layout is None:
            return super().sizeHint()
        height = layout.totalHeightForWidth(max(self.viewport().width(), _NARROWEST))
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())
