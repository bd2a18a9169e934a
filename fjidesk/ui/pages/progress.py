"""Stands while the worker has the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.ui.actions import bind
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.ui.jobs import Stopping
    from fjidesk.ui.theme import Theme


class ProgressPage(CentredPage):
    """Says what is done and how far it is. What can be stopped is stopped by its one button, or Esc."""

    offers_language = False

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        column = self.add_card(460)
        self._what = Text(theme, "", "section", wrap=True)
        self._far = Text(theme, "", "body", "ink2", wrap=True)
        column.addWidget(self._what)
        column.addWidget(self._far)
        self.button = Button(theme, said("progress.stop"), cap="Esc")
        self.button.clicked.connect(self.stop)
        self.button.hide()
        column.addLayout(HungRow(self.button))
        self._stopping: Stopping | None = None
        bind("progress", self, self)

    @property
    def can_stop(self) -> bool:
        """Tell whether what is done can be stopped, and was not asked to yet."""
        return self._stopping is not None and not self._stopping.wanted()

    def reword(self) -> None:
        """Speak the language of the window."""
        self._far.setText("")
        self.button.setText(said("progress.stop"))

    def show_work(self, what: str, far: str = "") -> None:
        """Say what is done, and how far it is."""
        self._what.setText(what)
        self.tell(far or said("progress.wait"))

    def offer_stop(self, stopping: Stopping | None) -> None:
        """Let it be stopped, where there is somebody to ask; say how far it is."""
        self._stopping = stopping
        self.button.setText(said("progress.stop"))
        self.button.setVisible(stopping is not None)
        self.button.setEnabled(stopping is not None)
        if stopping is not None:
            stopping.far.connect(self.tell)

    def tell(self, far: str) -> None:
        """Say how far it is."""
        self._far.setText(far)

    def take_focus(self) -> None:
        if self.button.isEnabled() and not self.button.isHidden():
            self.button.setFocus()
        else:
            self.setFocus()

    def stop(self) -> None:
        """Ask that it stops; what is half done is undone before the page goes."""
        if self._stopping is None:
            return
        self._stopping.far.disconnect(self.tell)
        self._stopping.stop()
        self.button.setEnabled(False)
        self.tell(said("progress.stopping"))
