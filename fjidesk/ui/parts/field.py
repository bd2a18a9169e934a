"""A one-line field with its label above, and below it what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fjidesk.ui.parts.text import Text

if TYPE_CHECKING:
    from fjidesk.ui.theme import Theme


class Field(QWidget):
    """Label, field and the place for a fault.

    Attributes:
        edit: the field itself.
        column: holds label, field and what stands below it.
    """

    def __init__(self, theme: Theme, label: str, *, secret: bool = False, help_text: str = "") -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName(label)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._fault = Text(theme, "", "caption_medium", "danger", wrap=True)
        self._fault.hide()
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        name = Text(theme, label, "body_medium")
        name.setBuddy(self.edit)
        column.addWidget(name)
        column.addWidget(self.edit)
        if help_text:
            column.addWidget(Text(theme, help_text, "caption", "ink2", wrap=True))
            self.edit.setAccessibleDescription(help_text)
        column.addWidget(self._fault)
        self.edit.textEdited.connect(lambda _text: self.fault(""))

    @property
    def text(self) -> str:
        """Return what is typed."""
        return self.edit.text()

    def fault(self, sentence: str) -> None:
        """Show what is wrong; an empty sentence takes it away."""
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        if bool(self.edit.property("faulty")) != bool(sentence):
            self.edit.setProperty("faulty", bool(sentence))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)
