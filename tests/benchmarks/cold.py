"""A window in a process of its own, which ends when its first picture is on the screen.

Started as ``python -m tests.benchmarks.cold empty`` or ``python -m tests.benchmarks.cold fjidesk FOLDER``.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class FirstPicture(QObject):
    """Ends the process after a window was painted for the first time."""

    def eventFilter(self, watched, event):  # noqa: N802  (Qt's name)
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            QTimer.singleShot(0, lambda: os._exit(0))
        return False


def main():
    """Open the window."""
    app = QApplication(["fjidesk"])
    watch = FirstPicture()
    app.installEventFilter(watch)
    if sys.argv[1] == "empty":
        window = QWidget()
        window.resize(1366, 768)
        window.show()
        app.exec()
    else:
        from fjidesk.__main__ import main as run

        sys.argv[1:] = ["--desk", sys.argv[2]]
        run()


if __name__ == "__main__":
    main()
