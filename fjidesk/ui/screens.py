"""Every page of the window on made-up work, one after the other: what pictures are taken of and checks are made on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer

from fjidesk.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fjidesk.desk.sample import Sample
    from fjidesk.ui.window import Window

_LONGEST = 30_000  # ms for one page


class Shot(NamedTuple):
    """A page.

    Attributes:
        name: of the file.
        who: whose desk: ``reader``, ``lead``, or ``nobody`` before there is one.
        page: the name of its class.
        show: what leads to it from the page of cases.
    """

    name: str
    who: str
    page: str
    show: Callable[[Window], object]


def _nothing(_window: Window) -> None:
    """Stay on the page that is there."""


def _reading(window: Window) -> None:
    window.go_to("HB-17", "R11")


def _finish(window: Window) -> None:
    window.open_case("HB-17")
    _do(window, "finish")


def _do(window: Window, action: str) -> None:
    """Do an action of the page by the table."""
    from fjidesk.ui import actions

    for place, target in window.page.bound() if window.page is not None else []:
        for row in actions.rows(place):
            if row.id == action:
                actions.run(row, target)
                return


def _new_query(window: Window) -> None:
    window.show_cases("HB-12")
    _do(window, "ask")
    _do(window, "add-query")


def _press(action: str) -> Callable[[Window], None]:
    return lambda window: _do(window, action)


SHOTS = (
    Shot("first-run", "nobody", "FirstRunPage", _nothing),
    Shot("unlock", "locked", "UnlockPage", _nothing),
    Shot("cases", "reader", "CasesPage", _nothing),
    Shot("reading", "reader", "ReadingPage", _reading),
    Shot("reading-new", "reader", "ReadingPage", lambda window: window.open_case("HB-21")),
    Shot("reading-finished", "reader", "ReadingPage", lambda window: window.open_case("HB-03")),
    Shot("finish", "reader", "ReadingPage", _finish),
    Shot("hand-over", "reader", "HandOverPage", _press("hand-over")),
    Shot("reply", "reader", "ReplyPage", _press("reply")),
    Shot("evidence", "reader", "EvidencePage", _press("evidence")),
    Shot("changes", "reader", "ChangesPage", _press("changes")),
    Shot("desk", "reader", "DeskPage", lambda window: window.show_desk()),
    Shot("help", "reader", "CasesPage", lambda window: window.helping.show("notes")),
    Shot("help-refused", "reader", "CasesPage", lambda window: window.helping.show_code("copied-laptop")),
    Shot("keys", "reader", "CasesPage", lambda window: window.helping.show_keys()),
    Shot("go-to", "reader", "CasesPage", lambda window: window.seeking.go()),
    Shot("hidden", "reader", "CasesPage", lambda window: window.privacy.toggle()),
    Shot("cases-lead", "lead", "CasesPage", _nothing),
    Shot("queries", "lead", "QueriesPage", _press("ask")),
    Shot("query-new", "lead", "QueryForm", _new_query),
    Shot("planned", "lead", "PlannedPage", _press("bring-in")),
    Shot("scores", "lead", "ScoresPage", lambda window: window.show_scores()),
)


class Chosen:
    """Stands in for the dialogs for files."""

    def __init__(self, sample: Sample) -> None:
        self._sample = sample

    def folder(self, _title: str) -> Path | None:
        """Choose no folder: nothing is written for a picture."""
        return None

    def files(self, _title: str, _kinds: str) -> list[Path]:
        """Choose the bundle of the sample."""
        return [self._sample.bundle]

    def save(self, _title: str, _name: str, _kinds: str) -> Path | None:
        """Choose no file."""
        return None


def wait(check: Callable[[], bool]) -> None:
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
        raise Refused("screen-late", "A page of the window did not come.", "Run it again on an idle machine.")


def shown(build: Callable[[Path], Window], sample: Sample, only: str = "") -> Iterator[tuple[Shot, Window]]:
    """Yield each page in a window of its own desk; the window is closed after the last page of that desk.

    Args:
        build: makes a window on a folder.
        sample: the desks.
        only: parts of the names of the pages that are wanted, with commas; all where empty.
    """
    wanted = named(only)
    for who in dict.fromkeys(shot.who for shot in wanted):
        folder = {"nobody": sample.reader.parent / "none", "lead": sample.lead}.get(who, sample.reader)
        window = build(folder)
        window.kit.chooser = Chosen(sample)  # type: ignore[assignment]  # what is asked of it is the same
        window.show()
        window.activateWindow()
        if who in {"reader", "lead"}:
            window.unlock_with(sample.passphrase)
            wait(lambda window=window: type(window.page).__name__ == "CasesPage" and not window.busy)  # type: ignore[misc]
        for shot in (one for one in wanted if one.who == who):
            if shot.who in {"reader", "lead"}:
                window.show_cases()
            shot.show(window)
            wait(lambda window=window, shot=shot: type(window.page).__name__ == shot.page and not window.busy)  # type: ignore[misc]
            settle()
            yield shot, window
            if window.privacy.blank:
                window.privacy.toggle()
        window.close()
        window.deleteLater()  # or it would stay among the windows of the program, with all that it shows
        settle()


def named(only: str) -> list[Shot]:
    """Return the pages in whose names any of the parts is."""
    return [shot for shot in SHOTS if any(part in shot.name for part in only.split(","))]


def settle() -> None:
    """Let what was laid out anew be drawn."""
    loop = QEventLoop()
    QTimer.singleShot(60, loop.quit)
    loop.exec()
