"""The words for a role that may stand in a case's place, each with its digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.flow import Flow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import language, said, table

if TYPE_CHECKING:
    from fjidesk.model.framework import Language
    from fjidesk.ui.theme import Theme


def roles(wanted: Language | None) -> list[str]:
    """Return the roles in the language of a note, in the order of their digits; in that of the window for None."""
    found: str = table(wanted or language())["naming"]["roles"]
    return found.split("|")


class RoleRow(QWidget):
    """Stands below the line of names once a reference was put, until something else is typed.

    Signals:
        chosen: the place of a role, from 0.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = Text(theme, "", "caption_medium", "ink2")
        self._buttons = [Button(theme, "", "quiet", cap=str(key)) for key in range(1, 10)]
        flow = Flow(self, theme.px(2))
        flow.addWidget(self._words)
        for place, button in enumerate(self._buttons):
            button.clicked.connect(lambda _on=False, place=place: self.chosen.emit(place))
            flow.addWidget(button)
        self.hide()

    def offer(self, put: str, words: list[str]) -> None:
        """Offer roles in the place of what was put."""
        self._words.setText(said("naming.or_a_role", text=put))
        for button, word in zip(self._buttons, words, strict=True):
            button.setText(word)
            button.setAccessibleName(said("naming.role", text=word))
        self.setVisible(True)
