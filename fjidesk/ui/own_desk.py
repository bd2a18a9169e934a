"""The page of passphrase, keys and locking of the desk that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.ui.pages.desk import DeskPage

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.window import Window


def show(window: Window) -> None:
    """Show it, unless it is in view."""
    if window.desk is not None and not isinstance(window.page, DeskPage):
        window.kit.say.clear()
        _make(window, window.desk)


def _make(window: Window, desk: Desk) -> None:
    page = DeskPage(window.kit, desk)
    page.again = lambda: _make(window, desk)
    page.left.connect(window.show_cases)
    page.job.connect(window.run)
    page.idle.connect(window.privacy.watch.start)
    window.show_page(page)
