"""Buttons that lead to places, the first of them in view; where there are many, one more opens the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.flow import Flow
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fjidesk.ui.theme import Theme

MOST = 24


class Many(QWidget):
    """Leads to places.

    Attributes:
        more: opens the rest; None where everything is in view.
    """

    def __init__(self, theme: Theme, ways: Sequence[tuple[str, Callable[[], object]]], most: int = MOST) -> None:
        super().__init__()
        flow = Flow(self, theme.px(2))
        self._rest: list[Button] = []
        for number, (name, go) in enumerate(ways):
            button = Button(theme, name, "quiet")
            button.setAccessibleName(said("finish.go_to", question=name))
            button.clicked.connect(lambda _on=False, go=go: go())
            flow.addWidget(button)
            if number >= most:
                button.hide()
                self._rest.append(button)
        self.more: Button | None = None
        if self._rest:
            self.more = Button(theme, said("finish.more", count=len(self._rest)), "quiet")
            self.more.clicked.connect(self._open)
            flow.addWidget(self.more)

    def _open(self) -> None:
        """Show the rest, with the focus on the first of it."""
        for button in self._rest:
            button.show()
        self._rest[0].setFocus(Qt.FocusReason.OtherFocusReason)
        if self.more is not None:
            self.more.hide()
        self.updateGeometry()
