"""The strip with the case: where it stands, whether it is saved, and the ways out of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fjidesk.ui.below import shown
from fjidesk.ui.kit import local
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.saved import Saved, saved_words
from fjidesk.ui.parts.text import Text
from fjidesk.ui.parts.time_used import TimeUsed
from fjidesk.ui.parts.top_bar import TopBar
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.ui.reading.session import Session
    from fjidesk.ui.theme import Theme


class CaseBar(TopBar):
    """Back, case reference, order, saved, finish. Where it is narrow it gives up one thing after the other.

    Never the reference, whether all is saved, an open alert, hide screen and act now.
    """

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme)
        self._saved, self._saving = ("", "", ""), False
        self._alert = ""
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
        self.back.setAccessibleName(said("reading.my_cases"))
        self.hide_screen.setAccessibleName(said("top.hide"))
        self._locked = False
        self.refresh(session)

    def show_alert(self, words: str) -> None:
        """Say that an alert is open; empty where none is."""
        self._alert = words
        self.alert.setAccessibleName(words)
        self.alert.setVisible(bool(words))
        self.fit()

    def show_time(self, minutes: int, slot: int) -> None:
        """Show the time used on the case, against its slot where it has one."""
        words = said("time.of", minutes=minutes, slot=slot) if slot else said("time.alone", minutes=minutes)
        self.time.show_time(words, minutes, slot)
        self.fit()

    def refresh(self, session: Session) -> None:
        """Show the order, whether all is saved, and whether the reading can be finished."""
        self._order.setText(_order_words(session))
        self._locked = bool(session.locked)
        if session.failure is not None and session.failed_at is not None:
            words = said("saved.failed", since=local(session.failed_at, "%H:%M"))
            self._saved = (words, words, "failed")
        elif self._saving:
            self._saved = (said("saved.saving"), said("saved.saving"), "")
        elif (at := _saved_at(session)) is not None:
            self._saved = (*saved_words(at, session.desk.clock()), "done")
        else:
            self._saved = (said("saved.nothing"), said("saved.nothing"), "done")
        self.fit()

    def show_saving(self, session: Session, *, saving: bool) -> None:
        """Say that typing goes on of which the last words are not saved yet; nothing else in the strip moves."""
        if saving != self._saving:
            self._saving = saving
            self.refresh(session)

    def fit(self) -> None:
        """Show all that there is, then give up one thing after the other until the rest has room."""
        long, short, kind = self._saved
        self.saved.show_state(long, kind)
        if not self.isVisible():  # what is shown later is given its size then
            return
        self._order.show()
        self.time.show()
        self.time.slim(slim=False)
        self.finish.setVisible(not self._locked)
        self.name(self.hide_screen, said("top.hide"))
        self.name(self.back, said("reading.my_cases"))
        self.name(self.alert, self._alert)
        gives: list[Callable[[], object]] = [
            self._order.hide,
            lambda: self.time.slim(slim=True),
            lambda: self.saved.show_state(short, kind),
            lambda: self.name(self.hide_screen, said("top.hide_short")),
            self.finish.hide,  # its key stands below, and it is in the menu
            self.time.hide,
            lambda: self.name(self.back, ""),
            lambda: self.name(self.alert, said("alert.short") if self._alert else ""),
            lambda: self.name(self.alert, ""),  # its picture and its name for a screen reader stay
        ]
        self.give_up(gives)


def _order_words(session: Session) -> str:
    """Return the order in words, where the framework has such facts."""
    fact = session.framework.fact_by_id.get("order")
    chosen = session.facts.get("order", "")
    if fact is None or not chosen:
        return ""
    order = next((shown(value.label) for value in fact.values if value.id == chosen), chosen)
    months = session.facts.get("length", "")
    return said("reading.order", order=order, months=months) if months else order


def _saved_at(session: Session) -> datetime | None:
    """Return when the reading or anything else of its desk was last saved: an alert is no part of a reading."""
    if session.member != session.desk.me or session.desk.locked:
        return session.saved_at
    from fjidesk.desk import home

    at = home.saved_at(session.desk)
    moments = [session.saved_at, datetime.fromisoformat(at) if at else None]
    return max((one for one in moments if one is not None), default=None)
