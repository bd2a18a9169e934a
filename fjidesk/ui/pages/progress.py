"""Stands while the worker has the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.ui.theme import Theme


class ProgressPage(CentredPage):
    """Says what is done and how far it is; nothing on it can be pressed."""

    offers_language = False

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        column = self.add_card(460)
        self._what = Text(theme, "", "section", wrap=True)
        self._far = Text(theme, "", "body", "ink2", wrap=True)
        column.addWidget(self._what)
        column.addWidget(self._far)

    def reword(self) -> None:
        """Speak the language of the window."""
        self._far.setText("")

    def show_work(self, what: str, far: str = "") -> None:
        """Say what is done, and how far it is."""
        self._what.setText(what)
        self._far.setText(far or said("progress.wait"))
