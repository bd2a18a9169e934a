"""What stands beside the answers of a case: alerts, names, flags, and what opens over the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from fjidesk.desk import concerns, queries
from fjidesk.errors import Refused
from fjidesk.ui.below import shown
from fjidesk.ui.parts.drafting import Drafting
from fjidesk.ui.parts.naming import Naming
from fjidesk.ui.parts.spoken import announce
from fjidesk.ui.reading.alerting import Alerting
from fjidesk.ui.reading.finder import Finder
from fjidesk.ui.reading.lists import ListPanel
from fjidesk.ui.reading.lookup import Lookup
from fjidesk.ui.reading.odd import disagreeing, to_discuss
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from fjidesk.desk.queries import Asked
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.pages.page import Page
    from fjidesk.ui.parts.over import Over
    from fjidesk.ui.reading.found import Place
    from fjidesk.ui.reading.parts import Parts
    from fjidesk.ui.reading.session import Session


class Beside(QObject):
    """The target of the keys for what is no answer. Its panels are made when they are first asked for.

    Signals:
        sought: a place that is not on this page, or a command.
        go_to: a question of this case.
        group: the index of a section and theme.
    """

    sought = Signal(object)
    go_to = Signal(str)
    group = Signal(int)

    def __init__(self, kit: Kit, session: Session, parts: Parts, page: Page) -> None:
        super().__init__(page)
        self._kit = kit
        self._session = session
        self._parts = parts
        self._page = page
        self._panels: dict[str, Over] = {}
        self._listed = ""  # what the list shows
        self._drafts: dict[str, Drafting] = {}  # of replies, by the id of the query
        self._lookup = Lookup(session.desk, session)
        self.alerting = Alerting(kit, session, parts, page)
        card = parts.card
        self.naming = Naming(kit.theme, session.desk, session.case, card.own_words, card.names)
        self.naming.changed.connect(parts.questions.grow)
        self.naming.replaced.connect(card.flush)
        self.naming.bind_to(parts.questions)
        self._reopening = Naming(kit.theme, session.desk, session.case, [parts.locked.reason], parts.locked.names)
        self._reopening.bind_to(parts.locked)
        own = Naming(kit.theme, session.desk, session.case, [parts.section_na.other], parts.section_na.names)
        own.bind_to(parts.section_na)
        parts.navigator.limiting_asked.connect(self.show_limiting)
        parts.navigator.waiting_asked.connect(self._asked)
        parts.limiting.changed.connect(self.refresh_flags)
        self._take_queries()
        self._known = {one.id for one in disagreeing(session)}  # of the answers that disagree
        self._flags = len(parts.limiting.flags())
        self.refresh()

    def _take_queries(self) -> None:
        session = self._session
        self._queries: list[Asked] = queries.put_to_me(session.desk, session.case)
        self._parts.questions.asked = frozenset(one.question for one in self._queries if one.waiting)

    @property
    def over(self) -> Over | None:
        """Return the panel that stands over the page; None where none does."""
        panels = [*self._panels.values(), *([self.alerting.panel] if self.alerting.panel is not None else [])]
        return next((panel for panel in panels if not panel.isHidden()), None)

    @property
    def standing(self) -> str:
        """Return which panel is open; empty where none is."""
        over = self.over
        if over is None or over is self.alerting.panel:
            return "" if over is None else "alert"
        kind = next(kind for kind, panel in self._panels.items() if panel is over)
        return self._listed if kind == "list" else kind

    def reopen(self, panel: str) -> None:
        """Open a panel as it was on another page of the case."""
        if panel == "alert":
            self.act_now()
        elif panel in {"go", "find"}:
            self._finder(panel).ask()
        elif panel == "reply":
            self._reply_here()
        elif panel:
            self.show_list(panel)

    def guide(self) -> bool:
        """Give the guidance on the open question the room; False where it has it, or no question is in view."""
        parts = self._parts
        if self.over is not None or parts.middle.currentWidget() is not parts.questions or parts.side.guides:
            return False
        parts.side.guide_from(QApplication.focusWidget())
        return True

    def act_now(self) -> None:
        """Say that somebody may be at risk."""
        self.alerting.open()

    def go(self) -> None:
        """Go to a case, a question or a section."""
        self._finder("go").ask()

    def find(self) -> None:
        """Find words in what the owner wrote."""
        self._finder("find").ask()

    def _finder(self, kind: str) -> Finder:
        self._parts.card.flush()
        if self.over is None:
            self._lookup.commands = self._kit.commands()
        made = self._panels.get(kind)
        if not isinstance(made, Finder):
            look = self._lookup.places if kind == "go" else self._lookup.notes
            made = Finder(self._kit.theme, self._page, kind, look)
            made.picked.connect(self._picked)
            self._panels[kind] = made
        return made

    def _picked(self, place: Place) -> None:
        session = self._session
        if place.group >= 0:
            self.group.emit(place.group)
        elif place.does is None and place.kind != "evidence" and place.case in {"", session.case}:
            self.show_place(place)
        else:
            self.sought.emit(place)

    def look_at(self, place: Place) -> None:
        """Leave the check list for a place that it names."""
        self.go_to.emit(self._parts.questions.current)
        if place.kind == "evidence":
            self.sought.emit(place)
        else:
            self.show_place(place)

    def show_place(self, place: Place) -> None:
        """Show what a search has found in this case: an answer, a fact, an alert, a flag or a reply."""
        if place.question:
            self.go_to.emit(place.question)
        if place.kind == "fact":
            self._parts.side.show_facts(place.key)
        elif place.kind == "alert":
            self.alerting.open_at(place.key)
        elif place.kind == "flag":
            self.show_limiting()
            self._parts.limiting.go_to(place.key)
        elif place.kind == "reply":
            self._parts.card.flush()
            self._listed = "queries"
            self._list().show_queries(self._queries, place.key)

    def _list(self) -> ListPanel:
        made = self._panels.get("list")
        if not isinstance(made, ListPanel):
            made = ListPanel(self._kit.theme, self._page)
            naming = Naming(self._kit.theme, self._session.desk, self._session.case, [], made.names)
            naming.changed.connect(made.fit)
            naming.bind_to(made)
            made.typed_in.connect(naming.watch)
            made.go_to.connect(self.go_to)
            made.replied.connect(self._reply)
            made.writing.connect(self._draft)
            self._panels["list"] = made
        return made

    def _draft(self, query: str, edit: QLineEdit) -> None:
        """Keep a reply as a draft while it is written, the same as on the page for replies."""
        drafting = Drafting(self._session.desk, f"reply {query}", edit.text, self._list().saved)
        edit.setText(drafting.found)
        drafting.watch(edit)
        edit.editingFinished.connect(drafting.keep)
        edit.destroyed.connect(drafting.deleteLater)
        self._drafts[query] = drafting

    def _asked(self, what: str) -> None:
        if what == "reply":
            self._reply_here()
        else:
            self.show_list(what)

    def show_list(self, what: str) -> None:
        """Open the list of what waits: discuss, queries or disagree."""
        self._parts.card.flush()
        self._listed = what
        session, panel = self._session, self._list()
        if what == "discuss":
            names = to_discuss(session)
            notes = {name: session.answers[name].note for name in names}
            panel.show_discuss([session.framework.by_id[name] for name in names], notes)
        elif what == "queries":
            panel.show_queries(self._queries)
        else:
            panel.show_disagree(disagreeing(session))

    def _reply_here(self) -> None:
        here = [one for one in self._queries if one.question == self._parts.questions.current and not one.settled]
        if not here:
            self._kit.say.tell(said("waiting.no_query"), said("waiting.no_query_more"))
            return
        self._parts.card.flush()
        self._listed = "reply"
        self._list().show_queries(here, here[0].id)

    def _reply(self, query: str, text: str) -> None:
        session = self._session
        try:
            concerns.reply(session.desk, query, text)
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self._drafts.pop(query).drop()
        self._take_queries()
        self._parts.questions.refresh(set(session.framework.by_id))
        self.refresh()
        self._list().close_over()
        self._kit.say.tell(said("waiting.sent"), said("waiting.sent_more"))

    def show_limiting(self) -> None:
        """Show the flags, the last section."""
        parts = self._parts
        parts.card.flush()
        parts.limiting.refresh()
        parts.middle.setCurrentWidget(parts.limiting)
        parts.navigator.show_limiting(self._flags, here=True)
        parts.limiting.take_focus()

    def refresh_flags(self) -> None:
        """Count the flags again."""
        parts = self._parts
        self._flags = len(parts.limiting.flags())
        here = parts.middle.currentWidget() is parts.limiting
        if here:
            parts.limiting.refresh()
        parts.navigator.show_limiting(self._flags, here=here)

    def refresh(self) -> None:
        """Show again what follows from the answers."""
        session = self._session
        found = disagreeing(session)
        for one in found:
            if one.id not in self._known:
                announce(self._parts.card.odd, shown(one.ask))
        self._known = {one.id for one in found}
        self._parts.navigator.waiting.show_counts(
            {
                "discuss": len(to_discuss(session)),
                "queries": sum(one.waiting for one in self._queries),
                "disagree": len(found),
            }
        )
        self._parts.navigator.limiting.show_flags(self._flags, here=self._parts.navigator.limiting.here)

    def flush(self) -> bool:
        """Save what is typed beside the answers; False where it cannot be saved."""
        self._parts.limiting.flush()
        return self.alerting.flush()
