"""Ask the person for files and folders. Tests put a fake in its place.

A dialog leaves traces outside the desk: Qt keeps the last folders of all its programs in a file or in the registry, and
the dialogs of Linux desktops write each file that was chosen into a list of recent ones. A folder may be named after a
case. So the first is put back as it was, and on Linux Qt's own dialog asks, which tells no list.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN = QFileDialog.Option.DontUseNativeDialog
_NONE = QFileDialog.Option(0)
_REMEMBERED = ("lastVisited", "history", "shortcuts")


class Chooser:
    """Asks with the system's own file dialogs, but on Linux with Qt's."""

    def __init__(self) -> None:
        self._how = _OWN if sys.platform.startswith("linux") else _NONE
        if os.name == "posix":  # where Qt's settings are files, they get a place in which no file can be
            QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)

    def folder(self, title: str) -> Path | None:
        """Return a folder; None where the person thinks better of it."""
        how = self._how | QFileDialog.Option.ShowDirsOnly
        with forgetting():
            found = QFileDialog.getExistingDirectory(QApplication.activeWindow(), title, "", how)
        return Path(found) if found else None

    def files(self, title: str, kinds: str) -> list[Path]:
        """Return files to open, such as ``Bundles (*.fjib)``."""
        with forgetting():
            found, _ = QFileDialog.getOpenFileNames(QApplication.activeWindow(), title, "", kinds, "", self._how)
        return [Path(name) for name in found]

    def save(self, title: str, name: str, kinds: str) -> Path | None:
        """Return where to write a file that is suggested to be called ``name``."""
        with forgetting():
            found, _ = QFileDialog.getSaveFileName(QApplication.activeWindow(), title, name, kinds, "", self._how)
        return Path(found) if found else None


@contextmanager
def forgetting() -> Iterator[None]:
    """Put what Qt remembers of the folders of its dialogs back as it was before."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    before = {name: settings.value(name) for name in _REMEMBERED if settings.contains(name)}
    try:
        yield
    finally:
        settings.sync()  # the dialog wrote through settings of its own
        for name in _REMEMBERED:
            if name in before:
                settings.setValue(name, before[name])
            else:
                settings.remove(name)
        settings.sync()
