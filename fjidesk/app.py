"""The composer: the only place that builds clock, keys and window.

Qt is imported inside, after a look at the libraries that it needs.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

from fjidesk.clock import new_id, now
from fjidesk.desk import faults
from fjidesk.desk.passphrase_file import read as read_passphrase
from fjidesk.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from fjidesk.clock import Clock
    from fjidesk.desk.sample import Sample, Steady
    from fjidesk.model.framework import Language
    from fjidesk.ui.shots import Shot
    from fjidesk.ui.theme import Theme
    from fjidesk.ui.window import Window

_ENTROPY = 32
# What Qt's widgets load on Linux, and the Debian package that brings it.
_WIDGETS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# What its X11 plug-in loads; without one of these Qt does not fail but ends the program.
_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def qt_missing() -> Refused | None:
    """Return what keeps the window from opening on this machine; None where nothing does."""
    if not sys.platform.startswith("linux"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    wayland, x11 = _wayland(), bool(os.environ.get("DISPLAY"))
    if not platform and not wayland and not x11:
        return _no_display()
    x11 = platform.startswith("xcb") or (not platform and not wayland)
    missing = _not_loaded({**_WIDGETS, **(_X11 if x11 else {})})
    if missing:
        return _libraries(missing)
    return _no_display() if x11 and not _answers() else _not_imported()


def _not_imported() -> Refused | None:
    """Try the toolkit itself, and name the package of a library that it misses."""
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        named = [package for library, package in {**_WIDGETS, **_X11}.items() if library in str(error)]
        return _libraries(named) if named else _broken()
    return None


def _no_display() -> Refused:
    return Refused(
        "no-display",
        "There is no screen here to open a window on.",
        "Run a verb without a window (fjidesk --help lists them), or start fjidesk from a desktop session.",
    )


def _wayland() -> bool:
    """Tell whether a Wayland session is there: its socket, by full path or inside the session's folder."""
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name).exists()


def _answers() -> bool:
    """Tell whether the X11 display answers: where it does not, Qt ends the program and nobody hears why."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # then Qt itself cannot be loaded, and that is told
    xcb.xcb_connect.restype = ctypes.c_void_p
    for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        function.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    fault = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not fault


def _not_loaded(libraries: dict[str, str]) -> list[str]:
    """Return the packages of the libraries that cannot be loaded."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def _libraries(packages: list[str]) -> Refused:
    return Refused(
        "qt-libraries",
        "The window needs libraries that are not on this machine.",
        f"Install them, for example with: sudo apt install {' '.join(packages)}",
    )


def _broken() -> Refused:
    return Refused(
        "qt-broken",
        "The toolkit of the window cannot be loaded.",
        "Install fjidesk again; verbs without a window still work.",
    )


def run_window(folder: Path, passphrase_file: Path | None = None, start: str = "") -> int:
    """Open the window on a desk's folder and stay until it is closed.

    Args:
        folder: of the desk; where it holds none, the window makes one.
        passphrase_file: unlocks at once; its first line is the passphrase.
        start: ``scores`` to open on the scores.

    Returns:
        the exit code.

    Raises:
        Refused: ``no-display``, ``qt-libraries``, ``qt-broken``, and what the file of the passphrase refuses.
    """
    missing = qt_missing()
    if missing is not None:
        raise missing
    passphrase = "" if passphrase_file is None else read_passphrase(passphrase_file)
    app = _application()
    window = build_window(app, folder, start)
    with faults.hooked(crash_hook(folder, window), folder / faults.LOG, now):
        window.show()
        if passphrase:
            window.unlock_with(passphrase)
        return int(app.exec())


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    from fjidesk.ui.parts import told

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["fjidesk"])
    app.setApplicationName("fjidesk")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("fjidesk")
    told.install(app)
    return app


def build_window(
    app: QApplication,
    folder: Path,
    start: str = "",
    clock: Clock = now,
    theme: Theme | None = None,
    language: Language | None = None,
) -> Window:
    """Build the window with everything it needs; it is not shown yet. It speaks the system's language first."""
    from fjidesk.ui.choose import Chooser
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.say import Messages, ask
    from fjidesk.ui.theme import Theme
    from fjidesk.ui.window import Window
    from fjidesk.ui.words import of_the_system, speak
    from fjidesk.ui.work import Work

    speak(language or of_the_system())
    theme = theme or Theme(app)
    kit = Kit(
        theme=theme,
        clock=clock,
        ids=new_id,
        entropy=lambda: token_bytes(_ENTROPY),
        chooser=Chooser(),
        ask=ask,
        say=Messages(theme),
        work=Work(),
    )
    return Window(kit, folder, start)


def crash_hook(folder: Path, window: Window, clock: Clock = now) -> Callable[..., None]:
    """Return what is called for a fault of the program: it saves first, then notes the place, and leaks nothing."""

    def hook(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        with suppress(Exception):
            window.save_pending()
        faults.note(folder / faults.LOG, kind, trace, clock)
        with suppress(Exception):
            window.kit.say.crashed(f"{faults.LOG}/{faults.FAULTS}")

    return hook


def window_self_test() -> None:
    """Build the window without a screen, in a folder of its own, and draw it.

    Raises:
        Refused: ``qt-broken``: it could not be drawn.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    missing = qt_missing()
    if missing is not None:
        raise missing
    app = _application()
    with tempfile.TemporaryDirectory() as folder:
        window = build_window(app, Path(folder) / "desk")
        window.show()
        drawn = window.grab()
        window.close()
        if drawn.isNull() or not drawn.width():
            raise _broken()


SCREENS = (("1366x768", 1366, 768, 100), ("1920x1080", 1920, 1080, 100), ("text200", 1366, 768, 200))


def screenshots(folder: Path, only: str = "", look: str = "") -> list[Path]:
    """Write a picture of every page, light and dark, in three sizes and two languages; all work on them is made up.

    Args:
        folder: where the pictures go; made if it is not there.
        only: parts of the names of the pages that are wanted, with commas; all where empty.
        look: ``contrast`` for the schemes of high contrast in the place of light and dark.

    Raises:
        Refused: ``no-such-page``, ``qt-libraries``, ``qt-broken``.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    missing = qt_missing()
    if missing is not None:
        raise missing
    from fjidesk.ui.screens import LOOKS, named, picture, settle
    from fjidesk.ui.shots import SHOTS
    from fjidesk.ui.words import LANGUAGES

    if not named(only):
        raise Refused(
            "no-such-page", f"There is no page {only}.", f"Take one of: {', '.join(shot.name for shot in SHOTS)}."
        )
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for (size, width, height, percent), language in itertools.product(SCREENS, LANGUAGES):
        for shot, window in screens(only, width, height, percent, language):
            for name, take in LOOKS[look].items():
                take(window.kit.theme)
                settle()
                path = folder / f"{shot.name}-{size}-{language}-{name}.png"
                picture(window).save(str(path))
                written.append(path)
            LOOKS[""]["light"](window.kit.theme)
    return written


def screens(
    only: str,
    width: int,
    height: int,
    percent: int,
    language: Language = "en",
    ready: tuple[Sample, Steady] | None = None,
) -> Iterator[tuple[Shot, Window]]:
    """Yield the pages of the window on made-up work in a size and a language, with the text so large.

    Args:
        only: parts of the names of the pages that are wanted, with commas; all where empty.
        width: px of the window.
        height: px of the window.
        percent: of the text's size.
        language: of the window.
        ready: desks that were made before, with their clock; made anew where there are none.
    """
    from fjidesk.desk import looks, sample, workspace
    from fjidesk.ui.screens import shown
    from fjidesk.ui.theme import Theme

    app = _application()
    with tempfile.TemporaryDirectory() as place:
        steady = sample.Steady() if ready is None else ready[1]
        made = sample.make(Path(place), steady) if ready is None else ready[0]
        for folder in (made.lead, made.reader, made.joining, made.leading):
            desk = workspace.open_desk(folder, made.passphrase, clock=steady.now, ids=steady.new_id)
            looks.set_text_size(desk, percent)
            desk.close()

        def build(folder: Path) -> Window:
            window = build_window(app, folder, clock=steady.now, theme=Theme(app, percent / 100), language=language)
            window.resize(width, height)
            window.before.size = percent  # for a desk that is only made there: the rehearsal's
            return window

        yield from shown(build, made, only)
