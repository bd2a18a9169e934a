"""A part of a page that scrolls up and down and has no ground of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


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
