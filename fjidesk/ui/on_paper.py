"""What a page asks for on paper."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class OnPaper(QObject):
    """The target of the keys for paper, on a page of one case or of all.

    Signals:
        printing: of which case; empty for all of the owner's.
        typing: of which case.
    """

    printing = Signal(str)
    typing = Signal(str)

    def __init__(self, parent: QObject, case: str = "", *, own: bool = False) -> None:
        super().__init__(parent)
        self._case = case
        self.own = own  # a reading of the owner's, into which a form can be typed

    def print_form(self) -> None:
        """Ask for the blank form."""
        self.printing.emit(self._case)

    def type_form(self) -> None:
        """Ask for the page to type a filled form on."""
        self.typing.emit(self._case)
