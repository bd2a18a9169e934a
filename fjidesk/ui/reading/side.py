"""The right pane: case facts above, guidance below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from fjidesk.ui.parts.surface import Pane
from fjidesk.ui.parts.text import Rule
from fjidesk.ui.reading.earlier import Earlier
from fjidesk.ui.reading.facts import Facts
from fjidesk.ui.reading.guidance import Guidance
from fjidesk.ui.reading.history import History
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme


class Side(Pane):
    """Facts and guidance share the height; each can be given all of it.

    Attributes:
        facts: the form of facts.
        guidance: what good enough looks like.
        history: what became of the answer.
        earlier: the reader's answers to the same question in other cases.
        asked: whether the pane was asked for in a window too narrow to keep it.

    Signals:
        crowded: it stands in a narrow window, so that something else has to make room; or no longer does.
    """

    crowded = Signal(bool)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, "nav", "l")
        self.setAccessibleName(said("side.name"))
        self._session = session
        self.facts = Facts(theme, session)
        self.guidance = Guidance(theme)
        self.history = History(theme, session)
        self.history.hide()
        self.earlier = Earlier(theme, session)
        self._had = False
        self.asked = False
        self._narrow = False
        self._alone = ""
        self._from: QWidget | None = None
        self._rule = Rule(theme)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, theme.px(12), 0, 0)
        self._column.setSpacing(theme.px(10))
        self._column.addWidget(self.facts, 46)
        self._column.addWidget(self._rule)
        self._column.addWidget(self.guidance, 54)
        self._column.addWidget(self.history, 100)
        self._column.addWidget(self.earlier)

    def fit(self, *, narrow: bool) -> None:
        """Fold the pane away in a narrow window until it is asked for."""
        self._narrow = narrow
        self.setVisible(not narrow or self.asked)
        self.crowded.emit(narrow and self.asked)

    def show_facts(self, name: str) -> None:
        """Give the facts all the height and put the focus on one."""
        self._show("facts")
        self.facts.go_to(name)

    def turn_facts(self) -> None:
        """Give the facts all the height, or fold them away again."""
        if self._alone == "facts" and not self.isHidden():
            self.fold()
        else:
            self.show_facts(self.facts.first_unknown())

    def enter(self) -> None:
        """Put the focus into the pane; in a narrow window show it first."""
        if self.isHidden() or self.facts.isHidden():
            self._show("facts")
        self.facts.go_to(self.facts.first_unknown())

    def show_guidance(self) -> None:
        """Give the guidance all the height, or the half of it again."""
        self._show("" if self.guides else "guidance")

    def guide_from(self, focus: QWidget | None) -> None:
        """Give the guidance all the height; the focus goes there from a fact, and back to it when this folds."""
        self._from = focus if focus is not None and self.facts.isAncestorOf(focus) else None
        self.show_guidance()
        if self._from is not None:
            self.guidance.take_focus()

    def back(self) -> bool:
        """Put the focus back on the fact from which the guidance was asked for; False where it was not."""
        was, self._from = self._from, None
        if was is None or not isValid(was):
            return False
        was.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @property
    def guides(self) -> bool:
        """Tell whether the guidance has all the height."""
        return self._alone == "guidance" and not self.isHidden()

    def show_history(self, name: str) -> None:
        """Give the history of an answer all the height, or fold it away again."""
        if self._alone == "history" and not self.isHidden():
            self.fold()
            return
        self.history.show_question(name)
        self._show("history")

    def follow(self, name: str) -> None:
        """Show the guidance of the open question, and its history where that is open."""
        self.guidance.show_question(self._session.framework.by_id[name])
        self._had = self.earlier.show_question(name)
        self.earlier.setVisible(self._had and self._alone in {"", "guidance"})
        if self._alone == "history":
            self.history.show_question(name)

    def _show(self, alone: str) -> None:
        self._alone = alone
        self.asked = True
        self.facts.setVisible(alone in {"", "facts"})
        self.guidance.setVisible(alone in {"", "guidance"})
        self.history.setVisible(alone == "history")
        self.earlier.setVisible(self._had and alone in {"", "guidance"})
        self._rule.setVisible(not alone)
        self.fit(narrow=self._narrow)

    def fold(self) -> bool:
        """Fold away what was asked for; False where nothing was."""
        folded = (self.asked and self._narrow and not self.isHidden()) or bool(self._alone)
        self.asked, self._alone = False, ""
        self.facts.show()
        self.guidance.show()
        self.history.hide()
        self.earlier.setVisible(self._had)
        self._rule.show()
        self.fit(narrow=self._narrow)
        return folded
