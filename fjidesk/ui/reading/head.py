"""The strip with the case, and the one with section and theme above the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from fjidesk.ui.below import shown
from fjidesk.ui.kit import local
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.saved import Saved
from fjidesk.ui.parts.surface import Pane
from fjidesk.ui.parts.text import Text
from fjidesk.ui.parts.time_used import TimeUsed
from fjidesk.ui.parts.top_bar import TopBar
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from fjidesk.ui.reading.session import Group, Session
    from fjidesk.ui.theme import Theme


class CaseBar(TopBar):
    """Back, case reference, order, saved, finish."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme)
        self._tone = theme
        self.back = Button(theme, said("reading.my_cases"), "quiet", icon="back")
        self.back.setToolTip(said("reading.back_tip"))
        self.put(self.back)
        self.reference = Text(theme, session.case, "screen")
        self.put(self.reference)
        self._order = Text(theme, "", "body", "ink2")
        self.put(self._order)
        self.time = TimeUsed(theme)
        self.put(self.time, right=True)
        self.saved = Saved(theme)
        self.put(self.saved, right=True)
        self.finish = Button(theme, said("reading.finish"))
        self.finish.setToolTip("Ctrl+Shift+F")
        self.put(self.finish, right=True)
        self.alert = Button(theme, "", "alarm", icon="alert")
        self.alert.setToolTip(said("alert.open_tip"))
        self.alert.hide()
        self.put(self.alert, right=True)
        self.act_now = Button(theme, said("alert.act_now"), "danger", icon="alert", cap="F9")
        row = self.layout()
        if row is not None:
            row.addWidget(self.act_now)
        self.refresh(session)

    def show_alert(self, words: str) -> None:
        """Say that an alert is open; empty where none is."""
        self.alert.setText(words)
        self.alert.updateGeometry()
        self.alert.setVisible(bool(words))
        self._fit()

    def show_time(self, minutes: int, slot: int) -> None:
        """Show the time used on the case, against its slot where it has one."""
        words = said("time.of", minutes=minutes, slot=slot) if slot else said("time.alone", minutes=minutes)
        self.time.show_time(words, minutes, slot)
        self._fit()

    def refresh(self, session: Session) -> None:
        """Show the order, whether all is saved, and whether the reading can be finished."""
        self._order.setText(_order_words(session))
        self.finish.setVisible(not session.locked)
        if session.failure is not None and session.failed_at is not None:
            since = local(session.failed_at, "%H:%M")
            self.saved.show_state(said("saved.failed", since=since), failed=True)
        elif session.saved_at is not None:
            self.saved.show_state(said("saved.at", time=local(session.saved_at)), failed=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give up the order, then the bar of time, where there is no room."""
        row = self.layout()
        if row is None or not self.isVisible():  # what is shown later is given its size then
            return
        self._order.show()
        self.time.slim(slim=False)
        if row.minimumSize().width() > self.width():
            self._order.hide()
        if row.minimumSize().width() > self.width():
            self.time.slim(slim=True)


def _order_words(session: Session) -> str:
    """Return the order in words, where the framework has such facts."""
    fact = session.framework.fact_by_id.get("order")
    chosen = session.facts.get("order", "")
    if fact is None or not chosen:
        return ""
    order = next((shown(value.label) for value in fact.values if value.id == chosen), chosen)
    months = session.facts.get("length", "")
    return said("reading.order", order=order, months=months) if months else order


class GroupBar(Pane):
    """Section and theme of the open question, and what is left to answer in them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface", "b")
        self._tone = theme
        self.setFixedHeight(theme.px(46))
        self._section = Text(theme, "", "body", "ink2")
        self._theme_title = Text(theme, "", "section")
        self._left = Text(theme, "", "body_strong")
        self._out = Text(theme, "", "body", "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        row.setSpacing(theme.px(8))
        self._arrow = Text(theme, "›", "section", "ink3")  # noqa: RUF001  (the arrow between section and theme)
        row.addWidget(self._section)
        row.addWidget(self._arrow)
        row.addWidget(self._theme_title)
        row.addStretch(1)
        row.addWidget(self._left)
        row.addSpacing(theme.px(8))
        row.addWidget(self._out)
        self._theme_title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def show_group(self, session: Session, group: Group) -> None:
        """Show a section and theme."""
        framework = session.framework
        self._section.setText(
            next(shown(section.title) for section in framework.sections if section.id == group.section)
        )
        self._theme_title.setText(next(shown(theme.title) for theme in framework.themes if theme.id == group.theme))
        self._left.setText(said("reading.left", count=sum(session.to_do(name) for name in group.questions)))
        out = session.count(group.questions).out
        self._out.setText(said("reading.do_not_apply", count=out) if out else "")
        self._fit()

    def _fit(self) -> None:
        """Give up the section in a narrow pane; the navigator shows it too."""
        parts = (self._section, self._arrow, self._theme_title, self._left, self._out)
        need = sum(part.sizeHint().width() for part in parts) + self._tone.px(40 + 8 * len(parts) + 16)
        for part in (self._section, self._arrow):
            part.setVisible(need <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
