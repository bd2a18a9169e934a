"""The pages of an open desk that stand by themselves, as tabs: which there are, and the way from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fjidesk.ui import actions
from fjidesk.ui.parts.desk_bar import DeskBar
from fjidesk.ui.parts.tabs import Named, Tabs
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.ui.pages.page import Page
    from fjidesk.ui.window import Window

_NAMES = {  # of a reader's desk, and of a lead's
    "cases": ("cases.title", "cases.all"),
    "queries": ("tabs.queries", "tabs.queries"),
    "evidence": ("tabs.evidence", "tabs.evidence"),
    "scores": ("", "scores.title"),
    "hand_over": ("handing.title", "handing.title"),
}


class Tabbing(QObject):
    """The target of the keys for the next and the previous tab."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def take(self, page: Page) -> None:
        """Let the keys work on a page that is one of the tabs."""
        if page.tab:
            actions.bind("tabs", page, self)

    def bound(self, page: Page) -> list[tuple[str, object]]:
        """Return the place whose keys work on a page."""
        return [("tabs", self)] if page.tab else []

    def show(self, page: Page) -> None:
        """Put the tabs on the strip of a page that is one of them, with what waits now."""
        if page.tab and isinstance(page.top, DeskBar) and self._ways():
            tabs = Tabs(self._window.kit.theme, self._named(), page.tab)
            tabs.asked.connect(self.open)
            page.top.put_tabs(tabs)

    def _ways(self) -> dict[str, Callable[[], object]]:
        """Return what shows each page that there is, in the order of the tabs."""
        window, errands = self._window, self._window.errands
        cases = window.cases
        if cases is None or errands is None:
            return {}
        ways: dict[str, Callable[[], object]] = {
            "cases": window.show_cases,
            "queries": errands.queries if cases.is_lead else errands.asked_of_me,
            "evidence": errands.evidence,
        }
        if cases.is_lead:
            ways["scores"] = window.show_scores
        if cases.hands_over:
            ways["hand_over"] = cases.hand_over
        return ways

    def _named(self) -> list[Named]:
        lead = self._window.cases is not None and self._window.cases.is_lead
        counts = {"queries": self._waiting(lead=lead)}
        found = []
        for key in self._ways():
            words, count = said(_NAMES[key][lead]), counts.get(key, 0)
            waits = "tabs.waits_lead" if lead else "tabs.waits"
            found.append(Named(key, words, count, said(waits, name=words, count=count) if count else words))
        return found

    def _waiting(self, *, lead: bool) -> int:
        """Return how many queries wait for the owner: for a reply, or for a look at the reply."""
        from fjidesk.desk import home, queries

        desk = self._window.desk
        if desk is None:
            return 0
        if not lead:
            return len(home.queries(desk))
        return sum(one.state == "replied" for one in queries.listed(desk, only_open=True))

    def open(self, key: str) -> None:
        """Show the page of a tab, once what is typed is saved."""
        ways = self._ways()
        if key in ways and self._window.save_pending():
            ways[key]()

    def turn(self, step: str) -> None:
        """Show the next or the previous tab; after the last comes the first."""
        page, order = self._window.page, list(self._ways())
        if page is not None and page.tab in order:
            self.open(order[(order.index(page.tab) + int(step)) % len(order)])
