"""Go and find on every page but that of a case, and go wherever a search leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fjidesk.errors import Refused
from fjidesk.ui import actions
from fjidesk.ui.last_save import LastSave
from fjidesk.ui.parts.desk_bar import DeskBar
from fjidesk.ui.parts.letting_go import let_go
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        self._saved = LastSave(window, stack)

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
        if isinstance(page.top, DeskBar):
            page.top.act_now.setVisible(bool(page.shows))
            page.top.act_now.clicked.connect(self.act_now)

    def act_now(self) -> None:
        """Open the alert of the case that the page is about, or ask which case it is."""
        window = self._window
        if not self.can_look or window.page is None or window.desk is None or not window.save_pending():
            return
        from fjidesk.desk import cases
        from fjidesk.ui.reading.finder import Finder
        from fjidesk.ui.reading.found import Place

        readers = {line.reference: line.reader for line in cases.cases(window.desk)}
        if window.page.about in readers:
            self._alert(window.page.about, readers)
            return
        found = [Place(name, "", name, "", said("finder.case")) for name in readers]
        self._close()
        self._panel = Finder(
            window.kit.theme,
            self._stack,
            "act",
            lambda words: [place for place in found if words.strip().casefold() in place.case.casefold()],
        )
        self._panel.picked.connect(lambda place: self._alert(place.case, readers))
        self._panel.ask()

    def _alert(self, case: str, readers: Mapping[str, str]) -> None:
        """Open a case with its alert: the owner's own reading, or whoever reads it."""
        from fjidesk.ui.reading.page import ReadingPage

        window = self._window
        me = window.desk.self_member if window.desk is not None else None
        own = me is not None and readers[case] == me.name
        window.open_case(case, "" if own else readers[case])
        if isinstance(page := window.page, ReadingPage):
            page.beside.act_now()

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
            let_go(panel)

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
