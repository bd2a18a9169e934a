"""Ask where files go; of a drive that can be taken out, ask why before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fjidesk.desk import places
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.naming import NameLine, Naming
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class Drive(QWidget):
    """The field for the reason; it takes no room until such a drive was chosen.

    Attributes:
        reason: the field.
        naming: looks for names in it.

    Signals:
        another: another folder is wanted; ``choose`` asks for it.
    """

    another = Signal()

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__()
        self._kit = kit
        self._folder: Path | None = None
        theme = kit.theme
        self.place = Text(theme, "", "body", "ink2", wrap=True)
        self.reason = Field(theme, said("handing.reason"), help_text=said("handing.reason_help"))
        names = NameLine(theme)
        self.naming = Naming(theme, desk, "", [self.reason.edit], names)
        self.naming.bind_to(self)
        other = Button(theme, said("handing.another"), "quiet")
        other.clicked.connect(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for part in (self.place, self.reason, names):
            column.addWidget(part)
        column.addLayout(HungRow(other))
        self.hide()

    def _again(self) -> None:
        self._folder = None
        self.another.emit()

    def choose(self, title: str) -> tuple[Path, str] | None:
        """Return the folder, and why by such a drive (empty for any other); None until both are there.

        Args:
            title: what the dialog for the folder says.
        """
        if self._folder is None or self.isHidden():
            self._folder = self._kit.chooser.folder(title)
        if self._folder is None:
            self.hide()
            return None
        removable = places.is_removable(self._folder)
        self.setVisible(removable)
        self.place.setText(said("handing.place", place=self._folder))
        if removable and not self.reason.text.strip():
            self.reason.fault(said("handing.reason_missing") if self.reason.edit.hasFocus() else "")
            self.reason.edit.setFocus()
            return None
        return self._folder, self.reason.text.strip() if removable else ""
