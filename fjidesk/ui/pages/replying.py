"""Reply to a query from the lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fjidesk.desk import concerns
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.below import both, shown
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.drafting import Drafting
from fjidesk.ui.parts.fault import Fault
from fjidesk.ui.parts.hung import HungFlow
from fjidesk.ui.parts.naming import NameLine, Naming
from fjidesk.ui.parts.saved import Saved
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.home import Asked
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class ReplyPage(OutcomePage):
    """The query in full, the question that it is about, and a field.

    Signals:
        sent: the reply is kept.
        looked: case and question to look at.
    """

    sent = Signal()
    looked = Signal(str, str)

    def __init__(self, kit: Kit, desk: Desk, asked: Asked) -> None:
        super().__init__(kit, desk.inspection.title, said("replying.title", case=asked.case), "")
        self._kit, self._desk, self._asked = kit, desk, asked
        theme = kit.theme
        card, inside = self.card(760)
        question = desk.framework.by_id.get(asked.question)
        if question is not None:
            inside.addWidget(Text(theme, f"{question.id}  {shown(question.text)}", "body", "ink2", wrap=True))
        inside.addWidget(Text(theme, asked.text, "section", wrap=True).selectable())
        inside.addWidget(Rule(theme))
        for part in self._entry():
            inside.addWidget(part)
        inside.addLayout(self._buttons())
        self.hold(card)
        bind("replying", self, self)

    def _entry(self) -> tuple[QWidget, ...]:
        theme = self._tone
        label = Text(theme, said("replying.reply"), "body_medium")
        self._saved = Saved(theme)
        self.field = QPlainTextEdit()
        self.drafting = Drafting(self._desk, f"reply {self._asked.id}", self.field.toPlainText, self._saved)
        self.field.setPlainText(self.drafting.found)
        self.drafting.watch(self.field)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(theme.px(120))
        self.field.setAccessibleName(f"{said('replying.reply')} {self._asked.case} {self._asked.question}".strip())
        label.setBuddy(self.field)
        line = NameLine(theme)
        self.naming = Naming(theme, self._desk, self._asked.case, [self.field], line)
        self.naming.bind_to(self)
        self._fault = Fault(theme, self.field)
        return label, self.field, line, self._fault

    def _buttons(self) -> HungFlow:
        theme = self._tone
        self.send_button = Button(theme, said("replying.send"), "primary", cap="Ctrl+Enter")
        self.send_button.clicked.connect(self.send)
        look = Button(theme, said("replying.look"))
        look.clicked.connect(self.look)
        return HungFlow(theme.px(8), self.send_button, look, self._saved)

    def bound(self) -> list[tuple[str, object]]:
        return [("naming", self.naming), ("replying", self), *super().bound()]

    @property
    def about(self) -> str:
        return self._asked.case

    def take_focus(self) -> None:
        self.field.setFocus()
        self.naming.look()

    def send(self) -> None:
        """Keep the reply; it travels with the next bundle."""
        try:
            concerns.reply(self._desk, self._asked.id, self.field.toPlainText().strip())
        except Refused as refusal:
            self._fault.say(both(refusal))
            self.take_focus()
            return
        self.drafting.drop()
        self.sent.emit()

    def look(self) -> None:
        """Go to the question; what is typed is kept until the page is opened again."""
        self.save_pending()
        self.looked.emit(self._asked.case, self._asked.question)

    def save_pending(self) -> bool:
        return self.drafting.keep()

    def leave(self) -> None:
        """Go back; what is typed stays as a draft."""
        if self.save_pending():
            super().leave()
