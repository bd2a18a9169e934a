"""Opens help and keys over the page in view, and goes back to it as it was: focus, text and caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from fjidesk.ui import actions
from fjidesk.ui.parts.letting_go import let_go

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStackedWidget, QWidget

    from fjidesk.ui.pages.page import Page
    from fjidesk.ui.window import Window

# The topic at which the help opens, by the page in view.
TOPICS = {
    "AccessPage": "closing",
    "AskedPage": "replying",
    "BroughtInPage": "bringing-in",
    "CasesPage": "first-day",
    "ChangesPage": "bringing-in",
    "ClosePage": "closing",
    "ClosedPage": "closing",
    "DamagedPage": "damaged",
    "DeskPage": "passphrase",
    "EvidenceForm": "evidence",
    "EvidencePage": "evidence",
    "FirstRunPage": "first-day",
    "FrameworkPage": "code-framework-differs",
    "HandOverPage": "handing-over",
    "HandedOverPage": "handing-over",
    "JoinPage": "first-day",
    "KeyingPage": "paper",
    "MakePage": "first-day",
    "PlannedPage": "bringing-in",
    "QueriesPage": "asking",
    "QueryForm": "asking",
    "ReadingPage": "reading",
    "ReceiptsPage": "bringing-in",
    "RecoverPage": "passphrase",
    "RecoveryPage": "first-day",
    "RegisterPage": "closing",
    "ReplyPage": "replying",
    "ScoresPage": "scores",
    "UnlockPage": "passphrase",
}


class Helping(QObject):
    """The target of the keys for help.

    Attributes:
        page: the help or the sheet of keys, while it is in view.

    Signals:
        changed: it came or went.
    """

    changed = Signal()

    def __init__(self, window: Window, stack: QStackedWidget, told: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._stack = stack
        self._focus: QWidget | None = None
        self.page: Page | None = None
        stack.currentChanged.connect(lambda _index: self._replaced())
        self.changed.connect(told)
        window.kit.say.explained = self.show_code

    @property
    def can_help(self) -> bool:
        """Tell whether there is a page in view that help can open over."""
        window = self._window
        return window.page is not None and not window.busy and not window.privacy.blank

    def over(self, page: Page | None) -> Page | None:
        """Return what is in view: the help, or else the page given."""
        return self.page or page

    def bound(self) -> list[tuple[str, object]]:
        """Return every place whose keys work now, each with its target."""
        window = self._window
        page = self.over(window.page)
        look: list[tuple[str, object]] = [("look", window.seeking)] if window.seeking.can_look else []
        tabs = window.tabbing.bound(page) if page is not None else []
        bound = [*(window.seeking.bound(page) if page is not None else []), *tabs, *look, *self.everywhere()]
        return [one for one in bound if one[0] != "rehearsal" or window.rehearsing.in_it]

    def everywhere(self) -> list[tuple[str, object]]:
        """Return the places whose keys work wherever the focus is, each with its target, in the order of the menu."""
        window = self._window
        return [
            ("screen", window.privacy),
            ("size", window.sizing),
            ("language", window.tongue),
            ("comfort", window.comforts),
            ("help", self),
            ("rehearsal", window.rehearsing),
            ("window", window),
        ]

    def show_help(self) -> None:
        """Show what helps here: the page's own guidance first, where it has some, then the help."""
        page = self._window.page
        if page is None or (self.page is None and page.guide is not None and page.guide()):
            return
        self.show_here()

    def show_here(self) -> None:
        """Show the help at the part for the page in view."""
        self.show(TOPICS.get(type(self._window.page).__name__, ""))

    def show_code(self, code: str) -> None:
        """Show what a refusal means and what to do."""
        from fjidesk.ui.help.book import book
        from fjidesk.ui.words import language

        if self.can_help:
            self.show(book(language()).about(code))

    def show(self, topic: str) -> None:
        """Show a topic of the help."""
        from fjidesk.ui.help.book import book
        from fjidesk.ui.help.page import HelpPage
        from fjidesk.ui.words import language

        if isinstance(self.page, HelpPage):
            self.page.go(topic)
            return
        page = HelpPage(self._window.kit.theme, book(language()), topic)
        page.keys_asked.connect(self.show_keys)
        page.left.connect(self.leave)
        self._put(page)

    def show_keys(self) -> None:
        """Show every key, those marked that work where it was asked for."""
        from fjidesk.ui.help import keys
        from fjidesk.ui.help.sheet import KeysPage

        if isinstance(self.page, KeysPage):
            return
        working = [
            action
            for place, target in self.bound()
            for action in actions.rows(place)
            if actions.allowed(action, target)
        ]
        page = KeysPage(self._window.kit, keys.lines(working))
        page.left.connect(self.leave)
        self._put(page)

    @property
    def standing(self) -> str | None:
        """Return the topic in view; empty for the sheet of keys, None where neither is."""
        from fjidesk.ui.help.page import HelpPage

        if self.page is None:
            return None
        return self.page.shown if isinstance(self.page, HelpPage) else ""

    def reopen(self, topic: str) -> None:
        """Open again what stood over the page."""
        if topic:
            self.show(topic)
        else:
            self.show_keys()

    def _put(self, page: Page) -> None:
        old = self.page
        if old is None:
            self._focus = QApplication.focusWidget()
        if page.top is not None:
            page.top.menu_asked.connect(self._window.show_menu)
            page.top.hide_asked.connect(self._window.privacy.toggle)
            page.top.hide_screen.setVisible(self._window.privacy.can_hide)
        self._stack.addWidget(page)
        self.page = page
        self._stack.setCurrentWidget(page)
        if old is not None:
            self._drop(old)
        page.take_focus()
        self.changed.emit()

    def leave(self) -> None:
        """Go back to the page, where it was left."""
        window, focus = self._window, self._focus
        if self.page is None or window.page is None:
            return
        self._stack.setCurrentWidget(window.page)  # lets the help go
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            window.page.take_focus()

    def _replaced(self) -> None:
        """Let the help go where another page has taken its place."""
        page = self.page
        if page is not None and self._stack.currentWidget() is not page:
            self.page = None
            self._drop(page)
            self.changed.emit()

    def _drop(self, page: Page) -> None:
        self._stack.removeWidget(page)
        let_go(page)
