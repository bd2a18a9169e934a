"""What is looked at before Qt is loaded."""

import sys

import pytest

from fjidesk import app

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks for Linux libraries")


@linux
def test_no_screen_is_said_and_not_aborted(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    refusal = app.qt_missing()
    assert refusal is not None
    assert refusal.code == "no-display"


@linux
def test_missing_libraries_are_named_with_their_packages(monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":9")

    def load(name):
        if name in {"libxcb-cursor.so.0", "libEGL.so.1"}:
            raise OSError(name)

    monkeypatch.setattr("fjidesk.app.ctypes.CDLL", load)
    refusal = app.qt_missing()
    assert refusal is not None
    assert refusal.code == "qt-libraries"
    assert refusal.remedy.endswith("libegl1 libxcb-cursor0")


@linux
def test_x11_libraries_are_not_asked_for_without_x11(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    asked: list[str] = []
    monkeypatch.setattr("fjidesk.app.ctypes.CDLL", asked.append)
    assert app.qt_missing() is None
    assert not any("xcb" in name for name in asked)


def test_other_systems_bring_their_own(monkeypatch):
    monkeypatch.setattr("fjidesk.app.sys.platform", "win32")
    assert app.qt_missing() is None


@linux
def test_a_display_that_does_not_answer_is_said_and_not_aborted(monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":7777")
    monkeypatch.setattr(app, "_not_loaded", lambda _libraries: [])
    refusal = app.qt_missing()
    assert refusal is not None
    assert refusal.code == "no-display"


@linux
def test_a_wayland_session_is_known_by_its_socket(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert not app._wayland()
    (tmp_path / "wayland-0").touch()
    assert app._wayland()
