"""The window: marking above, one page in the middle, keys below. It hosts pages and forwards actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from fjidesk.ui import actions, menu
from fjidesk.ui.anew import reword
from fjidesk.ui.before import Before
from fjidesk.ui.below import sentence
from fjidesk.ui.comforts import Comforts
from fjidesk.ui.copies import Copies
from fjidesk.ui.entry import Entry
from fjidesk.ui.help.helping import Helping
from fjidesk.ui.jobs import Jobs
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.footer import Footer
from fjidesk.ui.parts.letting_go import let_go
from fjidesk.ui.parts.marking import Marking
from fjidesk.ui.parts.round import keep_in_sight
from fjidesk.ui.privacy import Privacy
from fjidesk.ui.rehearsing import Rehearsing
from fjidesk.ui.seeking import Seeking
from fjidesk.ui.sizing import Sizing
from fjidesk.ui.tabbing import Tabbing
from fjidesk.ui.tongue import Tongue
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.carry import Carry
    from fjidesk.ui.errands import Errands
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.pages.cases import CasesPage
    from fjidesk.ui.pages.page import Page
    from fjidesk.ui.paper import Paper

SMALLEST = QSize(960, 560)
USUAL = QSize(1366, 768)


def _load() -> None:
    """Load what a desk needs; runs on the worker while the passphrase is typed."""
    from fjidesk.ui import later

    later.get_ready()


class Window(QWidget):
    """Hosts one page at a time.

    Attributes:
        kit: what pages share.
        page: the page that stands in the middle, hidden or not.
        desk: the open desk; None before it is unlocked.
        privacy: hides the screen and locks the desk.
        jobs: long work behind the progress page.
        errands: what is done from the page of cases; None before there is one.
        helping, seeking: show help and keys; go to places and find words.
        before, sizing, tongue, comforts: size of the text, language, other wishes; the first two without a desk too.
        rehearsing: the rehearsal with made-up cases.
        cases: the page of cases; None before there is one.
        tabbing: goes from tab to tab.
        run: runs a job on the worker behind the progress page; a refusal brings the page before it back.
        unlock_with: unlocks at once with a passphrase.
    """

    role_told = QAccessible.Role.Window

    def __init__(self, kit: Kit, folder: Path, start: str = "") -> None:
        super().__init__()
        self.kit = kit
        self._start = start
        self.desk: Desk | None = None
        self.page: Page | None = None
        self.cases: CasesPage | None = None
        self._carry: Carry | None = None
        self._paper: Paper | None = None
        self.errands: Errands | None = None
        theme = kit.theme
        self._marking = Marking(theme)
        self._stack, self._outer = QStackedWidget(), QStackedWidget()
        self.jobs = Jobs(kit, self._stack, self)
        self.run = self.jobs.run
        self._footer = Footer(theme)
        self.before, self.comforts = Before(folder), Comforts(self)
        self.sizing, self.tongue = Sizing(self), Tongue(self)
        self.rehearsing, self.tabbing = Rehearsing(kit, folder, self, self), Tabbing(self)
        self.helping, self.seeking = Helping(self, self._stack, self._refresh_footer), Seeking(self, self._stack)
        self._lay_out()
        self._entry = Entry(kit, folder, self.show_page, self)
        self._entry.opened.connect(self._have)
        self._entry.entered.connect(self._entered)
        self._entry.rehearsal_asked.connect(self.rehearsing.begin)
        self.rehearsing.opened.connect(self._entry.enter)
        self.unlock_with = self._entry.unlock_with
        if self.before.begin(theme):
            reword(self)
        self._entry.begin()

    def _lay_out(self) -> None:
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        content = QWidget()
        inside = QVBoxLayout(content)
        whole = QVBoxLayout(self)
        for layout in (inside, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        for part in (self._stack, self.kit.say, self._footer):
            inside.addWidget(part)
        self.privacy = Privacy(self.kit, self, self._outer, content)
        self.privacy.changed.connect(self._mark)
        self.privacy.reopened.connect(self._reopened)
        self._copies = Copies(self.kit, self.privacy)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._refresh_footer)
            app.focusChanged.connect(keep_in_sight)
        self.jobs.begun.connect(self.kit.say.clear)
        self.jobs.begun.connect(self._footer.hide)
        self.jobs.ended.connect(self.take_focus)
        self.jobs.ended.connect(self._refresh_footer)
        self.jobs.settled.connect(self.privacy.settle)
        whole.addWidget(self._marking)
        whole.addWidget(self._outer, 1)
        for place, target in self.helping.everywhere():
            actions.bind(place, self, target)

    @property
    def has_content(self) -> bool:
        """Tell whether a page of an inspection is shown."""
        return bool(self.page and self.page.shows)

    def show_page(self, page: Page) -> None:
        """Put a page in the middle; the one before it is let go, save the cases."""
        old, self.page = self.page, page
        if page.top is not None and self._stack.indexOf(page) < 0:
            page.top.menu_asked.connect(self.show_menu)
            page.top.hide_asked.connect(self.privacy.toggle)
        if isinstance(page, CentredPage) and self._stack.indexOf(page) < 0:
            page.language_asked.connect(self.tongue.turn)
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            self.seeking.take(page)
            self.tabbing.take(page)
        self.tabbing.show(page)
        self._stack.setCurrentWidget(page)
        if old is not None and old is not page and old is not self.cases:
            self._stack.removeWidget(old)
            let_go(old)
        self._mark()
        page.take_focus()
        self._refresh_footer()

    def _mark(self) -> None:
        """Show the marking of what is shown, above and in the title; neither ever holds a case reference or a note."""
        if self.privacy.blank:
            self.setWindowTitle(said("window.plain"))
            return
        marking = self.rehearsing.marking
        title = ""
        if self.page is not None and self.page.shows and self.desk is not None:
            record = self.desk.inspection
            marking = marking or (record.marking_case if self.page.shows == "case" else record.marking)
            title = record.title
        self._marking.setText(marking)
        self._marking.setVisible(bool(marking))
        self.setWindowTitle(said("window.title", marking=marking, title=title) if marking else said("window.plain"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.kit.work.warm(_load))

    def _refresh_footer(self, *_focus: object) -> None:
        page = self.helping.over(self.page)
        if page is None:
            return
        bound = [
            *self.seeking.bound(page),
            *self.tabbing.bound(page),
            *(self.rehearsing.bound() if self.rehearsing.in_it else []),
        ]
        if page.top is None:  # without a menu it must say where help is
            bound.append(("help", self.helping))
        self._footer.setVisible(bool(bound))
        last = (("F10",), said("hint.menu")) if page.top is not None else ((), "")
        self._footer.show_hints(actions.hints(bound), last)

    def _have(self, desk: Desk) -> None:
        from fjidesk.ui.later import idle_minutes

        self.desk = desk
        self.before.hand_over(desk)
        for kept in (self.sizing, self.tongue, self.comforts):
            kept.take_up()
        self.privacy.watch.start(idle_minutes(desk))
        self._copies.start(desk)

    def _entered(self, desk: Desk) -> None:
        from fjidesk.ui.later import entrance

        page = entrance(self.kit, desk)
        if page is None:
            self._joined()
            return
        page.joined.connect(self._joined)
        page.job.connect(self.run)
        page.again = lambda: self._entered(desk)
        self.show_page(page)

    def _joined(self) -> None:
        from fjidesk.ui.later import Carry, Paper, leads_here, readying

        if self.desk is None:
            return
        self._carry = Carry(self.kit, self.desk, self.run, self._show_outcome, self.seeking.pick)
        self._paper = Paper(self.kit, self.desk, self, self)
        self.make_cases()
        self.show_cases()
        self.kit.work.warm(readying(self.desk))
        if self._start == "scores" and leads_here(self.desk):
            self.show_scores()
        if self.desk.told:  # by opening: a copied or older store, little room, a clock that jumped
            self.kit.say.warn(" ".join(map(sentence, self.desk.told)))

    def make_cases(self) -> None:
        """Make the page of cases, or make it anew."""
        if self.desk is None or self._carry is None:
            return
        from fjidesk.ui.later import CasesPage, Ending, Errands

        if self.cases is not None:
            self._stack.removeWidget(self.cases)
            let_go(self.cases)
            self.page = None if self.page is self.cases else self.page
        cases = CasesPage(self.kit, self.desk)
        cases.again = self.show_cases
        self.rehearsing.offer_way_out(cases.top)
        cases.opened.connect(self.open_case)
        cases.scores_asked.connect(self.show_scores)
        cases.elsewhere.connect(self.go_to)
        errands = self.errands = Errands(self.kit, self.desk, self._show_outcome, self)
        errands.looked.connect(self.go_to)
        errands.done.connect(self.show_cases)
        errands.hand_over_asked.connect(self._carry.hand_over)
        cases.reply_asked.connect(errands.reply)
        cases.queries_asked.connect(errands.queries)
        cases.draft_asked.connect(errands.go_on)
        cases.evidence_asked.connect(errands.evidence)
        cases.changes_asked.connect(errands.changes)
        cases.hand_over_asked.connect(self._carry.hand_over)
        cases.bring_in_asked.connect(self._carry.bring_in)
        self._copies.looked.connect(cases.copies.refresh)
        if self._paper is not None:
            self._paper.serve(cases.paper)
        cases.lead_on("ending", Ending(self.kit, self.desk, self, cases))
        self.cases = cases

    def _reopened(self) -> None:
        if self.desk is None or self.page is None:
            return
        told = len(self.desk.told)
        self._have(self.desk)
        self.page.reopened()
        if len(self.desk.told) > told:
            self.kit.say.warn(" ".join(map(sentence, self.desk.told[told:])))

    def show_cases(self, reference: str = "") -> None:
        """Go back to the cases, read afresh; to the way out where their framework cannot be used."""
        from fjidesk.ui.later import differs

        if self.cases is not None and self.desk is not None:
            if differs(self.desk) is not None:
                self._entered(self.desk)
                return
            self.kit.say.clear()
            self.cases.refresh(reference)
            self.show_page(self.cases)

    def open_case(self, reference: str, reader: str = "") -> None:
        """Open a case: the owner's own reading, or somebody else's to look at."""
        from fjidesk.ui.later import ReadingPage, Session, access, find_member, stand, stood

        if self.desk is None:
            return
        self.kit.say.clear()
        member = find_member(self.desk, reader) if reader else None
        access.viewed_case(self.desk, reference, member or "")
        page = ReadingPage(self.kit, Session(self.desk, reference, member), reader)
        if self._paper is not None:
            self._paper.serve(page.paper)
        page.left.connect(lambda: self.show_cases(reference))
        page.elsewhere.connect(self.go_to)
        page.beside.sought.connect(self.seeking.pick)

        def again() -> None:
            at = stood(page)
            self.open_case(reference, reader)
            if isinstance(self.page, ReadingPage):
                stand(self.page, *at)

        page.again = again
        self.show_page(page)

    def go_to(self, reference: str, question: str, reader: str = "") -> None:
        """Open a reading of a case at a question: the owner's own where no reader is named."""
        self.open_case(reference, reader)
        if question and self.page is not None:
            self.page.go_to(question)

    def show_desk(self) -> None:
        """Show passphrase, keys and locking."""
        from fjidesk.ui.later import own_desk

        if self.cases is not None and self.save_pending():
            own_desk.show(self)

    def show_scores(self) -> None:
        """Show the scores."""
        from fjidesk.ui.later import ScoresPage, access, leads_here

        if self.desk is not None and leads_here(self.desk):
            self.kit.say.clear()
            access.viewed_scores(self.desk)
            page = ScoresPage(self.kit, self.desk)
            page.again = self.show_scores
            page.left.connect(self.show_cases)
            page.job.connect(self.run)
            self.show_page(page)

    def _show_outcome(self, page: Any) -> None:
        page.left.connect(self.show_cases)
        self.show_page(page)

    @property
    def busy(self) -> bool:
        """Tell whether the worker has the desk."""
        return self.jobs.busy

    def show_menu(self) -> None:
        """Show every verb that works here, with its key."""
        page = self.helping.over(self.page)
        if page is not None and page.top is not None and not self.busy and not self.privacy.blank:
            menu.show(self, page.top.menu, self.helping.bound())

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        page = self.helping.over(self.page)
        if page is not None:
            page.take_focus()

    def save_pending(self) -> bool:
        """Save what is typed; False where something cannot be saved."""
        return self.page is None or self.busy or self.page.save_pending()

    def start_over(self, then: Callable[[], None] | None = None) -> None:
        """Let the desk go and show the first page, as when the program starts; ``then`` goes on there."""
        desk, self.desk = self.desk, None
        self._copies.stop()
        self.privacy.watch.stop()
        if self.cases is not None and self.cases is not self.page:
            self._stack.removeWidget(self.cases)
            let_go(self.cases)
        self.cases = self._carry = None

        def over(_outcome: object) -> None:
            self._entry.begin()
            if then is not None:
                then()

        self.run(said("progress.leaving"), lambda: desk.close() if desk is not None else None, over)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.busy:
            self.jobs.page.tell(said("progress.busy"))
            event.ignore()
            return
        if not self.save_pending():
            words = (said("close.question"), said("close.more"), said("close.leave"), said("close.stay"))
            if not self.kit.ask(*words):
                event.ignore()
                return
        event.accept()
        self._copies.stop()
        self.privacy.watch.stop()
        self.kit.work.close()
        if self.desk is not None:
            self.desk.close()
            self.desk = None
