"""Windows on real desks: real stores and keys with few bcrypt rounds; fakes for clock, chooser and questions only."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fjidesk import app
from fjidesk.desk import sample
from fjidesk.ui import words
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.parts import spoken
from fjidesk.ui.reading.page import ReadingPage
from tests.conftest import PASSPHRASE, ROUNDS

if TYPE_CHECKING:
    from pathlib import Path

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Chooser:
    """Answers what the test has put in."""

    to: Path | None = None
    chosen: list[Path] = field(default_factory=list)
    target: Path | None = None

    def folder(self, _title):
        return self.to

    def files(self, _title, _kinds):
        return self.chosen

    def save(self, _title, _name, _kinds):
        return self.target


class Driver:
    """A window with a person at it."""

    def __init__(self, qtbot, window):
        self.bot = qtbot
        self.window = window
        self.kit = window.kit
        self.chooser = Chooser()
        self.kit.chooser = self.chooser
        self.kit.rounds = ROUNDS
        self.asked = []
        self.agree = True
        self.kit.ask = self._ask

    def _ask(self, question, *_more):
        self.asked.append(question)
        return self.agree

    @property
    def page(self):
        return self.window.page

    @property
    def session(self):
        return self.page._session

    def focus(self):
        if QApplication.activeWindow() is not self.window:
            self.window.activateWindow()
            self.until(lambda: QApplication.activeWindow() is self.window)
        return QApplication.focusWidget() or self.window

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            QTest.keyClick(self.focus(), key, modifier)

    def type(self, text):
        QTest.keyClicks(self.focus(), text)

    def until(self, check):
        self.bot.waitUntil(check, timeout=10_000)

    def on(self, kind):
        self.until(lambda: isinstance(self.page, kind) and not self.window.busy)
        return self.page

    def unlock(self, passphrase=PASSPHRASE):
        self.type(passphrase)
        self.press(Key.Key_Return)
        return self.on(CasesPage)

    def open(self, case="HB-01"):
        """Open a case, with the focus on its first question even where a fact is missing."""
        self.window.open_case(case)
        page = self.on(ReadingPage)
        if page.parts.side.isAncestorOf(self.focus()):
            page.escape()
        return page


@pytest.fixture(scope="session")
def pages(qapp, tmp_path_factory):
    """Return a function that yields the pages of the window, each time on the desks as they were made, once."""
    place = tmp_path_factory.mktemp("sample")
    steady = sample.Steady()
    made = sample.make(place / "now", steady)
    shutil.copytree(place / "now", place / "kept")

    def yielded(only, width, height, percent, language="en"):
        shutil.rmtree(place / "now")
        shutil.copytree(place / "kept", place / "now")
        return app.screens(only, width, height, percent, language, (made, steady))

    return yielded


@pytest.fixture(autouse=True)
def _english(qapp):
    """Let no test hear the language in which another left the application."""
    words.speak("en")


@pytest.fixture
def drive(qtbot, team):
    """Return a function that opens a window on a folder; its screen is that of a small laptop."""

    def opened(folder, start=""):
        window = app.build_window(app._application(), folder, start, clock=team.clock, language="en")
        qtbot.addWidget(window)
        window.resize(1366, 689)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return Driver(qtbot, window)

    return opened


@pytest.fixture
def desks(team):
    """Return the folders of a lead's desk and an inspector's, who is to read two of three cases."""
    team.lead()
    team.join("inspector 1", first=("HB-01", "HB-02"))
    for desk in team.desks.values():
        desk.close()
    return {name: desk.folder for name, desk in team.desks.items()}


@pytest.fixture
def heard(monkeypatch):
    """Return what is read out, with a mark where it breaks in."""
    found = []

    class Ears:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event):  # noqa: N802  (Qt's own)
            urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
            found.append(f"! {event.message()}" if urgent else event.message())

    monkeypatch.setattr(spoken, "QAccessible", Ears)
    return found


@pytest.fixture
def reader(drive, desks):
    """Return the inspector's window, unlocked, on the page of cases."""
    driver = drive(desks["inspector 1"])
    driver.unlock()
    return driver


@pytest.fixture
def lead(drive, desks):
    """Return the lead's window, unlocked, on the page of cases."""
    driver = drive(desks["lead"])
    driver.unlock()
    return driver


@pytest.fixture
def stored(desks, team):
    """Return a function that opens a desk again and gives the answers of a case as they lie in the store."""
    from fjidesk.clock import new_id
    from fjidesk.desk import reading, workspace

    def answers(case="HB-01", name="inspector 1"):
        desk = workspace.open_desk(desks[name], PASSPHRASE, clock=team.clock, ids=new_id)
        try:
            return reading.position(desk, case)
        finally:
            desk.close()

    return answers
