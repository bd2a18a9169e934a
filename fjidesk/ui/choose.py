"""Ask the person for files and folders. Tests put a fake in its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog


class Chooser:
    """Asks with the system's own file dialogs."""

    def folder(self, title: str) -> Path | None:
        """Return a folder; None where the person thinks better of it."""
        found = QFileDialog.getExistingDirectory(QApplication.activeWindow(), title)
        return Path(found) if found else None

    def files(self, title: str, kinds: str) -> list[Path]:
        """Return files to open, such as ``Bundles (*.fjib)``."""
        found, _ = QFileDialog.getOpenFileNames(QApplication.activeWindow(), title, "", kinds)
        return [Path(name) for name in found]

    def save(self, title: str, name: str, kinds: str) -> Path | None:
        """Return where to write a file that is suggested to be called ``name``."""
        found, _ = QFileDialog.getSaveFileName(QApplication.activeWindow(), title, name, kinds)
        return Path(found) if found else None
