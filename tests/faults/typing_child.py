"""A window in which somebody types without a pause until the process is killed; each key is told, with its time.

Started as ``python -m tests.faults.typing_child WHERE FOLDER``, where WHERE is a key of ``PLACES``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fjidesk import app, clock
from fjidesk.ui.pages.cases import CasesPage
from tests.conftest import PASSPHRASE

TEXT = "The case manager said that nobody told the family of the plan. "
STEP = 70  # ms between two keys
Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLACES: dict[str, list[tuple[Any, Any]]] = {  # the keys from the first page to the field
    "note": [
        (key, None) for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Y, Qt.Key.Key_F2)
    ],
    "evidence": [(Qt.Key.Key_E, Ctrl), (Qt.Key.Key_N, Ctrl), *[(Qt.Key.Key_Tab, None)] * 4],
    "form": [(Qt.Key.Key_Return, None), (Qt.Key.Key_Escape, None), (Qt.Key.Key_K, Ctrl | Shift)],
}


def focus(window):
    window.activateWindow()
    QApplication.setActiveWindow(window)
    return QApplication.focusWidget() or window


def say(**line):
    """Tell the parent."""
    print(json.dumps(line), flush=True)  # noqa: T201  (the child's only voice)


def main(where, folder):
    """Unlock, go there, and type until killed."""
    window = app.build_window(app._application(), folder, clock=clock.now, language="en")
    window.show()
    QTest.qWait(100)
    QTest.keyClicks(focus(window), PASSPHRASE)
    QTest.keyClick(focus(window), Qt.Key.Key_Return)
    while not isinstance(window.page, CasesPage) or window.busy:
        QTest.qWait(20)
    for key, modifier in PLACES[where]:
        QTest.keyClick(focus(window), key, modifier or Qt.KeyboardModifier.NoModifier)
        QTest.qWait(60)
    say(begin=True, field=type(focus(window)).__name__)
    typed = 0

    def one():
        nonlocal typed
        QTest.keyClicks(focus(window), TEXT[typed % len(TEXT)])
        typed += 1
        say(typed=typed, at=time.monotonic())

    timer = QTimer(window)
    timer.timeout.connect(one)
    timer.start(STEP)
    QApplication.exec()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
