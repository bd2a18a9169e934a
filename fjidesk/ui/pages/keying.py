"""Type a filled form in: a line a question, all of it or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from fjidesk.desk import keying
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.below import both
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.drafting import Drafting
from fjidesk.ui.parts.fault import Fault
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.naming import NameLine, Naming
from fjidesk.ui.parts.saved import Saved
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class KeyingPage(OutcomePage):
    """A field for the lines of a form. What is typed is kept until it is taken.

    Signals:
        taken: how many answers and facts came in.
    """

    taken = Signal(int, int)

    def __init__(self, kit: Kit, desk: Desk, case: str) -> None:
        super().__init__(kit, desk.inspection.title, said("paper.type_title", case=case), "")
        self.lead_back(case)
        self._desk, self._case = desk, case
        theme = kit.theme
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        inside.setSpacing(theme.px(10))
        for key, role, ink in (("what", "body", "ink"), ("example", "body", "ink2"), ("parts", "caption", "ink2")):
            inside.addWidget(Text(theme, said(f"paper.type_{key}"), role, ink, wrap=True).selectable())
        saved = Saved(theme)
        self.field = QPlainTextEdit()
        self.drafting = Drafting(desk, f"form {case}", self.field.toPlainText, saved)
        self.field.setPlainText(self.drafting.found)
        self.drafting.watch(self.field)
        self._dress()
        self._fault = Fault(theme, self.field, role="body_medium")
        inside.addWidget(self._fault)  # above: at a large text size what is below the field is out of sight
        self.names = NameLine(theme)
        self.naming = Naming(theme, desk, case, [self.field], self.names)
        self.naming.bind_to(self)
        inside.addWidget(self.field)
        inside.addWidget(self.names)
        self.take_button = Button(theme, said("paper.take"), "primary", cap="Ctrl+Enter")
        self.take_button.clicked.connect(self.take)
        inside.addLayout(HungRow(self.take_button, saved))
        self.hold(card)
        bind("keying", self, self)

    def _dress(self) -> None:
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(self._tone.px(220))
        self.field.setAccessibleName(said("paper.type_title", case=self._case))
        self.field.setAccessibleDescription(said("paper.type_what"))

    def bound(self) -> list[tuple[str, object]]:
        return [("keying", self), ("naming", self.naming), *super().bound()]

    @property
    def about(self) -> str:
        return self._case

    def take_focus(self) -> None:
        self.field.setFocus()

    def take(self) -> None:
        """Take all lines in, or say which are wrong and take none."""
        try:
            done = keying.key(self._desk, self._case, self.field.toPlainText())
        except Refused as refusal:
            self._fault.say(both(refusal))
            self.take_focus()
            return
        self.drafting.drop()
        self.taken.emit(done.answers, done.facts)

    def save_pending(self) -> bool:
        return self.drafting.keep()

    def leave(self) -> None:
        """Go back to the case; what is typed stays as a draft."""
        if self.save_pending():
            super().leave()
