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
        self._chosen = 0  # percent; before there was a desk to keep it

    @property
    def can_size(self) -> bool:
        """Tell whether there is a page that can be made anew."""
        window = self._window
        return window.page is not None and not window.busy and not window.privacy.blank

    def take_up(self) -> None:
        """Take the size that the desk keeps; one that was chosen on the way in is kept now."""
        from fjidesk.desk.looks import set_text_size, text_size

        desk = self._window.desk
        if desk is None:
            return
        if self._chosen:
            set_text_size(desk, self._chosen)
            self._chosen = 0
        self._window.kit.theme.resize(text_size(desk) / 100)

    def turn(self, way: str) -> None:
        """Take the next size: ``+1`` larger, ``-1`` smaller, ``0`` the usual one."""
        from fjidesk.desk.looks import SIZES, set_text_size, text_size

        window = self._window
        if window.page is None or window.page.again is None:
            window.kit.say.warn(said("size.not_here"), said("size.not_here_more"))
            return
        desk = window.desk
        at = SIZES.index(text_size(desk) if desk is not None else self._shown())
        to = min(max(at + int(way), 0), len(SIZES) - 1) if int(way) else 0
        if not window.save_pending():
            return
        if desk is None:
            self._chosen = SIZES[to]
        else:
            set_text_size(desk, SIZES[to])
        window.kit.theme.resize(SIZES[to] / 100)
        make_anew(window)
        edge = {0: "size.least", len(SIZES) - 1: "size.most"}.get(to) if to == at else None
        window.kit.say.tell(said(edge or "size.now", percent=SIZES[to]))

    def _shown(self) -> int:
        """Return the size that is shown, in percent: the nearest of those that can be chosen."""
        from fjidesk.desk.looks import SIZES

        scale = 100 * self._window.kit.theme.scale
        return min(SIZES, key=lambda size: abs(size - scale))
