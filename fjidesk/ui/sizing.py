"""The keys for the size of the text: the theme takes it, the desk keeps it, and the page is made anew in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.ui.anew import make_anew
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.ui.window import Window


class Sizing:
    """The target of Ctrl+Plus, Ctrl+Minus and Ctrl+0."""

    def __init__(self, window: Window) -> None:
        self._window = window

    @property
    def can_size(self) -> bool:
        """Tell whether there is a page to make anew."""
        window = self._window
        return window.page is not None and not window.privacy.blank

    def take_up(self) -> None:
        """Take the size that the desk keeps."""
        from fjidesk.desk.looks import text_size

        if self._window.desk is not None:
            self._window.kit.theme.resize(text_size(self._window.desk) / 100)

    def turn(self, way: str) -> None:
        """Take the next size: ``+1`` larger, ``-1`` smaller, ``0`` the usual one."""
        self._window.kit.work.after(lambda: self._turn(way))

    def _turn(self, way: str) -> None:
        from fjidesk.desk.looks import SIZES

        window = self._window
        if not self.can_size:  # not any more
            return
        if window.page is None or window.page.again is None:
            window.kit.say.warn(said("size.not_here"), said("size.not_here_more"))
            return
        at = min(range(len(SIZES)), key=lambda place: abs(SIZES[place] - 100 * window.kit.theme.scale))
        to = min(max(at + int(way), 0), len(SIZES) - 1) if int(way) else 0
        if not window.save_pending():
            return
        self._keep(SIZES[to])
        window.kit.theme.resize(SIZES[to] / 100)
        make_anew(window)
        edge = {0: "size.least", len(SIZES) - 1: "size.most"}.get(to) if to == at else None
        window.kit.say.tell(said(edge or "size.now", percent=SIZES[to]))

    def _keep(self, percent: int) -> None:
        from fjidesk.desk.looks import set_text_size

        desk = self._window.desk
        if desk is None:
            self._window.before.keep(size=percent)
        else:
            set_text_size(desk, percent)
