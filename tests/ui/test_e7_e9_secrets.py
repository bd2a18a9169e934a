"""E7 and E9: a key is derived off the window's thread; a passphrase never reaches clipboard, title or spoken text."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from fjidesk.desk import workspace
from fjidesk.ui.pages.cases import CasesPage
from tests.conftest import PASSPHRASE
from tests.ui.conftest import Ctrl, Key


def test_e7_the_window_goes_on_while_a_passphrase_is_tried(drive, desks, monkeypatch):
    derives, go_on, threads = threading.Event(), threading.Event(), []
    inner = workspace.unlock

    def slowly(*arguments, **named):
        threads.append(threading.current_thread())
        derives.set()
        assert go_on.wait(10)
        return inner(*arguments, **named)

    monkeypatch.setattr(workspace, "unlock", slowly)
    driver = drive(desks["inspector 1"])
    beats = []
    timer = QTimer(driver.window, interval=1)
    timer.timeout.connect(lambda: beats.append(threading.current_thread()))
    timer.start()
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    driver.until(derives.is_set)
    before = len(beats)
    driver.until(lambda: len(beats) > before + 5)  # the key is not derived yet, and the window lives
    assert not isinstance(driver.page, CasesPage)
    go_on.set()
    driver.on(CasesPage)
    assert threads
    assert not {*threads} & {*beats, threading.main_thread()}


def test_e9_a_passphrase_cannot_be_copied_and_is_in_no_title_and_no_spoken_text(drive, desks):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    driver = drive(desks["inspector 1"])
    driver.type(PASSPHRASE)
    driver.press(Key.Key_A, Key.Key_C, modifier=Ctrl)
    assert driver.focus().text() == PASSPHRASE
    assert clipboard.text() == "before"
    driver.press(Key.Key_Return)
    driver.on(CasesPage)
    shown = [driver.window.windowTitle(), QGuiApplication.applicationDisplayName()]
    shown += [text for one in (driver.window, *driver.window.findChildren(QObject)) for text in _said(one)]
    assert not [text for text in shown if PASSPHRASE in text]
    assert "HB-01" not in driver.window.windowTitle()
    driver.open("HB-01")
    assert "HB-01" not in driver.window.windowTitle()


def _said(one):
    names = ("accessibleName", "accessibleDescription", "toolTip", "whatsThis", "text")
    for name in names:
        said = getattr(one, name, None)
        if callable(said):
            try:
                yield str(said())
            except (TypeError, RuntimeError):
                continue
