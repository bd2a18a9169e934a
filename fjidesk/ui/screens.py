"""Every page of the window on made-up work, one after the other: what pictures are taken of and checks are made on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from fjidesk.errors import Refused
from fjidesk.ui.contrast import SCHEMES, scheme
from fjidesk.ui.parts.letting_go import let_go
from fjidesk.ui.shots import IN, SHOTS, STARTS, Shot, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QPixmap

    from fjidesk.desk.sample import Sample
    from fjidesk.ui.theme import Theme
    from fjidesk.ui.window import Window


def _in_colours(theme: Theme, colours: Qt.ColorScheme) -> None:
    theme.stand_in(None)
    theme.take(colours)


# By the name of a look: the names of its pictures, each with what gives it to a theme.
LOOKS: dict[str, dict[str, Callable[[Theme], None]]] = {
    "": {
        "light": lambda theme: _in_colours(theme, Qt.ColorScheme.Light),
        "dark": lambda theme: _in_colours(theme, Qt.ColorScheme.Dark),
    },
    "contrast": {name: lambda theme, name=name: theme.stand_in(scheme(name)) for name in SCHEMES},  # type: ignore[misc]
}
_LONGEST = 30_000  # ms for one page


class Chosen:
    """Stands in for the dialogs for files: everything lies in the folder of the sample.

    Attributes:
        closed: what is left of a desk that was destroyed.
    """

    def __init__(self, sample: Sample) -> None:
        self._sample = sample
        self._next = 0
        self.closed = sample.closed
        self._out = sample.reader.parent / "handed-over"
        self._out.mkdir(exist_ok=True)

    def folder(self, _title: str) -> Path | None:
        """Choose a folder of the sample."""
        return self._out

    def files(self, _title: str, _kinds: str) -> list[Path]:
        """Choose a bundle of the sample, and a file that is none."""
        return [self._sample.bundles[self._next], self._sample.stray]

    def turn(self) -> None:
        """Choose the next bundle from now on."""
        self._next += 1

    def save(self, _title: str, _name: str, _kinds: str) -> Path | None:
        """Choose no file."""
        return None


def wait(check: Callable[[], bool], name: str = "") -> None:
    """Let the window work until something is so.

    Raises:
        Refused: ``screen-late``.
    """
    loop = QEventLoop()
    timer = QTimer()
    passed = QElapsedTimer()
    passed.start()

    def look() -> None:
        if check() or passed.elapsed() > _LONGEST:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(5)
    loop.exec()
    timer.stop()
    if not check():
        raise Refused("screen-late", f"The page {name} did not come.", "Run it again on an idle machine.")


def shown(build: Callable[[Path], Window], sample: Sample, only: str = "") -> Iterator[tuple[Shot, Window]]:
    """Yield each page in a window of its own desk; the window is closed after the last page of that desk.

    Args:
        build: makes a window on a folder.
        sample: the desks.
        only: parts of the names of the pages that are wanted, with commas; all where empty.
    """
    wanted = named(only)
    for who in dict.fromkeys(shot.who for shot in wanted):
        window = _opened(build, sample, who)
        for shot in (one for one in wanted if one.who == who):
            _back_to_start(window, who)
            for step in shot.steps:
                step(window)
                _let_work(window)
            wait(lambda window=window, shot=shot: type(seen(window)).__name__ == shot.page, shot.page)  # type: ignore[misc]
            _let_work(window)
            settle()
            yield shot, window
            for menu in window.findChildren(QMenu):
                menu.close()
        window.close()
        let_go(window)  # or it would stay among the windows of the program, with all that it shows
        settle()


def _opened(build: Callable[[Path], Window], sample: Sample, who: str) -> Window:
    """Return a window on the desk of somebody, as far as it goes by itself."""
    folders = {"nobody": sample.reader.parent / "none", "locked": sample.reader}
    window = build(folders.get(who) or getattr(sample, who))
    window.kit.chooser = Chosen(sample)  # type: ignore[assignment]  # what is asked of it is the same
    window.show()
    window.activateWindow()
    start = STARTS.get(who, "CasesPage")
    if who in IN or who == "damaged":
        window.unlock_with(sample.passphrase)
        start = "DamagedPage" if who == "damaged" else start
        wait(lambda: type(window.page).__name__ == start and not window.busy, start)
    return window


def _let_work(window: Window) -> None:
    """Let the worker do what it was given."""
    done: list[object] = []
    window.kit.work.run(lambda: True, on_done=done.append, on_error=done.append)
    wait(lambda: bool(done) and not window.busy)


def _back_to_start(window: Window, who: str) -> None:
    """Go back to where the desk of somebody opens.

    Nobody watches whether anybody is there: the clock of the sample moves on with every look, so it would seem that the
    laptop had slept.
    """
    window.privacy.watch.stop()
    if window.privacy.blank:
        window.privacy.toggle()
    window.kit.say.clear()
    if who in IN and who not in STARTS:
        window.show_cases()


def named(only: str) -> list[Shot]:
    """Return the pages in whose names any of the parts is."""
    return [shot for shot in SHOTS if any(part in shot.name for part in only.split(","))]


def picture(window: Window) -> QPixmap:
    """Return a picture of a window, with the menu that is open in it as a screen of the size of the window shows it."""
    drawn = window.grab()
    for menu in (one for one in window.findChildren(QMenu) if one.isVisible()):
        menu.resize(menu.sizeHint().boundedTo(window.size()))
        room = window.size() - menu.size()
        at = window.mapFromGlobal(menu.pos())
        painter = QPainter(drawn)
        painter.drawPixmap(min(max(at.x(), 0), room.width()), min(max(at.y(), 0), room.height()), menu.grab())
        painter.end()
    return drawn


def settle() -> None:
    """Let what was laid out anew be drawn."""
    loop = QEventLoop()
    QTimer.singleShot(60, loop.quit)
    loop.exec()
