"""What is wrong with what was typed, said below it until the text changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.ui.parts.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

    from fjidesk.ui.theme import Theme


class Fault(Text):
    """A sentence in the ink of danger that goes as soon as one of some fields holds another text."""

    def __init__(self, theme: Theme, *fields: QLineEdit | QPlainTextEdit, role: str = "caption_medium") -> None:
        super().__init__(theme, "", role, "danger", wrap=True)
        self.hide()
        for field in fields:
            field.textChanged.connect(lambda *_text: self.say(""))

    def say(self, sentence: str) -> None:
        """Show what is wrong; an empty sentence takes it away."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
