"""Go and find on every page but that of a case, and go wherever a search leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fjidesk.errors import Refused
from fjidesk.ui import actions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from fjidesk.ui.pages.page import Page
    from fjidesk.ui.reading.finder import Finder
    from fjidesk.ui.reading.found import Place
    from fjidesk.ui.window import Window


class Seeking(QObject):
    """The target of Ctrl+K and Ctrl+F where no case is open."""

    def __init__(self, window: Window, stack: QStackedWidget) -> None:
        super().__init__(window)
        self._window = window
        self._stack = stack
        self._panel: Finder | None = None
        window.kit.commands = self.commands
        stack.currentChanged.connect(lambda _index: self._close())

    @property
    def can_look(self) -> bool:
        """Tell whether there is a desk to look through, and a page in view that has no search of its own."""
        window = self._window
        ready = window.errands is not None and not window.busy and not window.privacy.blank
        return ready and window.helping.page is None and window.page is not None and not window.page.seeks

    def bound(self, page: Page) -> list[tuple[str, object]]:
        """Return the places whose keys work now: those of the open finder, or else of the page in view."""
        panel = self._panel
        return panel.bound() if panel is not None and not panel.isHidden() else page.bound()

    def commands(self) -> list[tuple[actions.Action, object]]:
        """Return every verb that works now, with its target."""
        return [one for one in actions.in_menu(self._window.helping.bound()) if actions.allowed(*one)]

    def take(self, page: Page) -> None:
        """Let the keys work on a page that has no search of its own."""
        if not page.seeks:
            actions.bind("look", page, self)

    def go(self) -> None:
        """Go to a case, or do a command."""
        self._ask("go")

    def find(self) -> None:
        """Find words in what the owner wrote."""
        self._ask("find")

    def _ask(self, kind: str) -> None:
        from fjidesk.ui.reading.finder import Finder
        from fjidesk.ui.reading.lookup import Lookup

        window = self._window
        if window.desk is None or not window.save_pending():
            return
        lookup = Lookup(window.desk)
        lookup.commands = self.commands()
        self._close()
        look = lookup.places if kind == "go" else lookup.notes
        # It stands over the stack and not inside the page, so that the keys of the page rest meanwhile.
        self._panel = Finder(window.kit.theme, self._stack, kind, look)
        self._panel.picked.connect(self.pick)
        self._panel.ask()

    def _close(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            panel.close_over()
            panel.deleteLater()

    def pick(self, place: Place) -> None:
        """Go where a place is, or do the command that it is."""
        window = self._window
        if place.does is not None:
            place.does()
        elif place.kind == "evidence":
            if window.errands is not None and window.save_pending():
                window.errands.evidence(place.key, "*")
        elif place.case and window.save_pending():
            try:
                window.open_case(place.case)
            except Refused as refusal:
                window.kit.say.refuse(refusal)
                return
            if window.page is not None:
                window.page.show_place(place)
