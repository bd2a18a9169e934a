"""Stands above the questions where none of a section applies: it says so, and why, and offers the next that has any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from fjidesk.ui.below import shown
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said, short

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fjidesk.ui.reading.session import Group, Session
    from fjidesk.ui.theme import Theme


class Nothing(Card):
    """One sentence and a button.

    Signals:
        asked: the question to go to.
    """

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "line", "nav")
        self.setParent(parent)
        self._to = ""
        self.words = Text(theme, "", "body", wrap=True)
        self.next = Button(theme, "", "quiet")
        self.next.clicked.connect(lambda: self.asked.emit(self._to))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(6), theme.px(8), theme.px(6))
        row.addWidget(self.words, 1)
        row.addWidget(self.next)
        self.hide()

    def show_group(self, session: Session, names: list[str]) -> None:
        """Show it where none of these questions applies."""
        empty = not _applying(session, names)
        self.setVisible(empty)
        if not empty:
            return
        reasons = (session.framework.by_id[name].otherwise for name in names)
        why = dict.fromkeys(shown(reason) for reason in reasons if reason is not None)
        self.words.setText(said("reading.nothing_applies", why="; ".join(list(why)[:2]) or said("row.by_rule")))
        at = next(index for index, group in enumerate(session.groups) if names[0] in group.questions)
        onward = [*session.groups[at + 1 :], *session.groups[:at]]
        found = next((group for group in onward if _applying(session, group.questions)), None)
        self.next.setVisible(found is not None)
        if found is not None:
            self._to = _applying(session, found.questions)[0]
            self.next.setText(said("reading.next_that_applies", section=_title(session, found)))
            self.next.updateGeometry()


def _applying(session: Session, names: list[str]) -> list[str]:
    return [name for name in names if session.rulings[name] is not False]


def _title(session: Session, group: Group) -> str:
    section = next(shown(one.title) for one in session.framework.sections if one.id == group.section)
    theme = next(shown(one.short) for one in session.framework.themes if one.id == group.theme)
    return said("group.where", section=short(section), theme=theme)
