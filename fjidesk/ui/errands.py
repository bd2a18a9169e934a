"""What is done from the page of cases besides reading: put a query or reply to one, and keep evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fjidesk.desk import evidence, home
from fjidesk.ui.pages.asked import AskedPage
from fjidesk.ui.pages.asking import QueriesPage
from fjidesk.ui.pages.asking_form import QueryForm
from fjidesk.ui.pages.changes import ChangesPage
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.pages.evidence_form import EvidenceForm
from fjidesk.ui.pages.replying import ReplyPage
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.desk.evidence import Piece
    from fjidesk.desk.home import Asked
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.pages.page import Page


class Errands(QObject):
    """Shows the pages, one after the other.

    Signals:
        looked: case and question to look at, in whose reading; the owner's where empty.
        hand_over_asked: write the bundle for a reader, by first key.
        done: back to the cases.
    """

    looked = Signal(str, str, str)
    hand_over_asked = Signal(str)
    done = Signal()

    def __init__(self, kit: Kit, desk: Desk, show: Callable[[Page], None], parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._desk = desk
        self._outcome = show

    def reply(self, asked: Asked, back: Callable[[], object] | None = None) -> None:
        """Show a query with a field for the reply; from there back to the cases where nothing else is given."""
        self._kit.say.clear()
        page = ReplyPage(self._kit, self._desk, asked)
        page.sent.connect(lambda: self._replied(back))
        page.looked.connect(lambda case, question: self.looked.emit(case, question, ""))
        page.again = lambda: self.reply(asked, back)
        self._outcome(page)
        if back is not None:
            page.lead_back(said("tabs.queries"))
            page.left.disconnect()
            page.left.connect(back)

    def asked_of_me(self, name: str = "") -> None:
        """Show what was asked of the owner, with a query chosen."""
        self._kit.say.clear()
        page = AskedPage(self._kit, self._desk)
        page.refresh(name)
        page.reply_asked.connect(lambda name: self._reply_to(name, lambda: self.asked_of_me(name)))
        page.looked.connect(lambda case, question: self.looked.emit(case, question, ""))
        page.again = lambda: self.asked_of_me(page.chosen.id if page.chosen else "")
        self._outcome(page)

    def _reply_to(self, name: str, back: Callable[[], object] | None = None) -> None:
        asked = next((one for one in home.queries(self._desk) if one.id == name), None)
        if asked is not None:
            self.reply(asked, back)

    def queries(self, case: str = "", name: str = "") -> None:
        """Show what was asked, with a query chosen; a new one is about the case."""
        self._kit.say.clear()
        page = QueriesPage(self._kit, self._desk, case)
        page.refresh(name)
        page.form_asked.connect(lambda about: self._ask(about, case))
        page.looked.connect(self.looked)
        page.hand_over_asked.connect(self.hand_over_asked)
        page.again = lambda: self.queries(case, page.chosen.id if page.chosen else "")
        self._outcome(page)

    def _ask(self, about: str, case: str) -> None:
        page = QueryForm(self._kit, self._desk, about)
        page.kept.connect(lambda name: self._asked(case, name))
        page.again = lambda: self._ask(page.case.currentData() or about, case)
        page.cancelled.connect(lambda: self.queries(case))
        self._outcome(page)

    def _asked(self, case: str, name: str) -> None:
        self.queries(case, name)
        self._kit.say.tell(said("asking.put_done"), said("asking.put_more"))

    def _replied(self, back: Callable[[], object] | None) -> None:
        (back or self.done.emit)()
        self._kit.say.tell(said("replying.sent"), said("replying.sent_more"))

    def go_on(self, kind: str, key: str) -> None:
        """Open the page on which a draft was begun."""
        if kind == "evidence":
            piece = next(
                (one for one in evidence.listed(self._desk) if (one.member, one.id) == (self._desk.me, key)), None
            )
            self._form(piece, "")
        elif kind == "reply":
            self._reply_to(key)
        elif kind == "query":
            self._ask("", "")

    def changes(self) -> None:
        """Show what changed since the owner last looked."""
        page = ChangesPage(self._kit, self._desk)
        page.again = self.changes
        self._outcome(page)

    def evidence(self, name: str = "", theme: str = "") -> None:
        """Show the evidence, with a piece of it chosen."""
        self._kit.say.clear()
        page = EvidencePage(self._kit, self._desk)
        page.themes.setCurrentIndex(max(0, page.themes.findData(theme)))
        page.refresh(name)
        page.form_asked.connect(self._form)
        page.again = lambda: self.evidence(name, page.themes.currentData())
        self._outcome(page)

    def _form(self, piece: Piece | None, theme: str) -> None:
        page = EvidenceForm(self._kit, self._desk, piece, theme)
        page.kept.connect(lambda name: self.evidence(name, theme))
        page.again = lambda: self._form(piece, theme)
        page.cancelled.connect(lambda: self.evidence(piece.id if piece else "", theme))
        self._outcome(page)
