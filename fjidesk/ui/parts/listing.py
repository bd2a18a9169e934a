"""A part of a page that scrolls up and down and has no ground of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

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
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of all it holds, where a page lets it be as high as that."""
        sheet = self.widget()
        layout = sheet.layout() if sheet is not None else None
        if layout is None:
            return super().sizeHint()
        return QSize(super().sizeHint().width(), layout.totalHeightForWidth(max(self.viewport().width(), _NARROWEST)))
