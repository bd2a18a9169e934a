"""Names and values, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from fjidesk.ui.parts.text import Text

if TYPE_CHECKING:
    from fjidesk.ui.theme import Theme


class Values(QGridLayout):
    """A grid with the names in grey; a value wraps, and can be marked and copied."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._next = 0
        self.setHorizontalSpacing(theme.px(16))
        self.setVerticalSpacing(theme.px(6))
        self.setColumnStretch(1, 1)

    def put(self, name: str, value: str) -> None:
        """Add a line."""
        label = Text(self._theme, name, "body", "ink2")
        text = Text(self._theme, value, "body_medium", wrap=True).selectable()
        text.setAccessibleName(f"{name}: {value}")
        self.addWidget(label, self._next, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(text, self._next, 1)
        self._next += 1
