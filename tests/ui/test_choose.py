"""Dialogs for files leave no trace of where somebody looked."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from fjidesk.ui.choose import Chooser, forgetting

Scope = QSettings.Scope.UserScope


def remembered():
    settings = QSettings(Scope, "QtProject")
    return {key: settings.value(key) for key in settings.allKeys()}


@pytest.fixture
def kept(tmp_path):
    """Have Qt's settings in a file of the test, as where they cannot be kept off the drive."""
    QSettings.setPath(QSettings.Format.NativeFormat, Scope, str(tmp_path))
    yield tmp_path
    QSettings.setPath(QSettings.Format.NativeFormat, Scope, os.devnull)


@pytest.mark.skipif(os.name == "nt", reason="Qt's settings are no file there")
@pytest.mark.parametrize("before", [{}, {"FileDialog/lastVisited": "file:///music", "FileDialog/viewMode": "List"}])
@pytest.mark.usefixtures("kept")
def test_what_other_programs_had_there_is_put_back(before):
    settings = QSettings(Scope, "QtProject")
    for key, value in before.items():
        settings.setValue(key, value)
    settings.sync()
    with forgetting():
        inside = QSettings(Scope, "QtProject")
        inside.setValue("FileDialog/lastVisited", "file:///cases/HB-03")
        inside.setValue("FileDialog/history", ["file:///cases/HB-03"])
        inside.sync()
    assert remembered() == before


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.skipif(os.name == "nt", reason="the dialog is the system's own there")
def test_a_dialog_that_was_used_writes_no_settings(qtbot, tmp_path, kept):
    chooser = Chooser()
    (tmp_path / "HB-03").mkdir()

    def take():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(tmp_path / "HB-03"))
        dialog.accept()

    QTimer.singleShot(100, take)
    assert chooser.folder("Choose") == tmp_path / "HB-03"
    assert not list(kept.glob("*.conf"))
