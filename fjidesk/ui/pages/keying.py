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
    from collections.abc import Sequence

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.replacing import Replaced
    from fjidesk.ui.kit import Kit

_NAMED = 8  # answers that are named one by one


class KeyingPage(OutcomePage):
    """A field for the lines of a form. What is typed is kept until it is taken.

    Signals:
        taken: what came in, a ``Keyed``.
    """

    taken = Signal(object)

    def __init__(self, kit: Kit, desk: Desk, case: str) -> None:
        super().__init__(kit, desk.inspection.title, said("paper.type_title", case=case), "")
        self.lead_back(case)
        self._desk, self._case = desk, case
        self._named = ""  # the lines of which it was said what they replace
        theme = kit.theme
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        inside.setSpacing(theme.px(10))
        for said_how, ink in (("type_what", "ink"), ("type_example", "ink2"), ("type_parts", "ink2")):
            inside.addWidget(Text(theme, said(f"paper.{said_how}"), "body", ink, wrap=True).selectable())
        saved = Saved(theme)
        self._field(kit, saved)
        self._fault = Fault(theme, self.field, role="body_medium")
        inside.addWidget(self._fault)  # above: at a large text size what is below the field is out of sight
        inside.addWidget(self.field, 1)  # as high as the window lets it be
        inside.addWidget(self.names)
        self.take_button = Button(theme, said("paper.take"), "primary", cap="Ctrl+Enter")
        self.take_button.clicked.connect(self.take)
        inside.addLayout(HungRow(self.take_button, saved))
        self.hold(card, grows=True)
        bind("keying", self, self)

    def _field(self, kit: Kit, saved: Saved) -> None:
        """Make the field, with the draft that was begun, and what looks for names in it."""
        self.field = QPlainTextEdit()
        self.drafting = Drafting(self._desk, f"form {self._case}", self.field.toPlainText, saved)
        self.field.setPlainText(self.drafting.found)
        self.drafting.watch(self.field)
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(kit.theme.px(220))
        self.field.setAccessibleName(said("paper.type_title", case=self._case))
        self.field.setAccessibleDescription(said("paper.type_what"))
        self.names = NameLine(kit.theme)
        self.naming = Naming(kit.theme, self._desk, self._case, [self.field], self.names)
        self.naming.bind_to(self)

    def bound(self) -> list[tuple[str, object]]:
        return [("keying", self), ("naming", self.naming), *super().bound()]

    @property
    def about(self) -> str:
        return self._case

    def take_focus(self) -> None:
        self.field.setFocus()

    def take(self) -> None:
        """Take all lines in, or say which are wrong and take none; what would replace answers is asked twice."""
        text = self.field.toPlainText()
        try:
            found = keying.plan(self._desk, self._case, text)
            if found.replaced and text != self._named:
                self._named = text
                self._fault.say(_replacing(found.replaced))
                self.take_focus()
                return
            done = keying.key(self._desk, self._case, text, replace=True)
        except Refused as refusal:
            self._fault.say(both(refusal))
            self.take_focus()
            return
        self.drafting.drop()
        self.taken.emit(done)

    def save_pending(self) -> bool:
        return self.drafting.keep()

    def leave(self) -> None:
        """Go back to the case; what is typed stays as a draft."""
        if self.save_pending():
            super().leave()


def _replacing(found: Sequence[Replaced]) -> str:
    """Return what would go, a line an answer, and how to take the form in all the same."""
    lines = [said("paper.replaces", count=len(found)), *map(line_of, found[:_NAMED])]
    lines += [said("paper.replaces_more", count=len(found) - _NAMED)] if len(found) > _NAMED else []
    return "\n".join([*lines, said("paper.replaces_how")])


def line_of(one: Replaced) -> str:
    """Return what goes of one answer: R02: No becomes Yes; its 2 reasons go, its note stays."""
    turned = said("paper.turns", was=said(f"answer.{one.was}"), now=said(f"answer.{one.now}")) if one.turns else ""
    parts = [said("paper.reasons_go", count=one.reasons)] if one.reasons else []
    parts += [said(f"paper.note_{one.note}")] if one.note else []
    parts += [said("paper.ground_changes")] if one.ground else []
    return f"{one.question}: {'; '.join(part for part in (turned, ', '.join(parts)) if part)}."
