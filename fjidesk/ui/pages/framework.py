"""The framework's text is not the one that the inspection names: what differs, whose it is, and the way out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fjidesk.desk import bundles, corrections, framework_here
from fjidesk.desk.concerns import leads_here
from fjidesk.errors import Refused
from fjidesk.files import read_bounded
from fjidesk.ui import below
from fjidesk.ui.actions import bind
from fjidesk.ui.kit import local
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.parts.values import Values
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.desk.bundles import FileOutcome
    from fjidesk.desk.framework_here import Differs, Written
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit

_LIMIT = 4 * 1024 * 1024  # bytes of a framework's file


class FrameworkPage(CentredPage):
    """Nothing can be asked or scored until the right text is here; what was written is kept.

    Signals:
        joined: the framework can be used.
        job: words, a job for the worker, and what to do with its outcome.
    """

    joined = Signal()
    job = Signal(str, object, object)

    def __init__(self, kit: Kit, desk: Desk, found: Differs) -> None:
        super().__init__(kit.theme)
        self._kit, self._desk, self.found = kit, desk, found
        self.is_lead = leads_here(desk)
        theme = kit.theme
        column = self.add_card(640)
        column.addWidget(Text(theme, said("framework.title"), "screen", wrap=True))
        column.addWidget(Text(theme, below.message(found.why), "body", wrap=True))
        values = Values(theme)
        values.put(said("framework.named"), _words(found.named))
        values.put(said("framework.here"), _words(found.here) if found.here else said("framework.none"))
        column.addLayout(values)
        next_ = said("framework.next_lead" if self.is_lead else "framework.next", name=found.named.who)
        column.addWidget(Text(theme, next_, "body", "ink2", wrap=True))
        self.bring_button = self._button("bring_in", "Ctrl+I", self.bring_in, primary=not self.is_lead)
        if self.is_lead:
            self.choose_button = self._button("choose", "Ctrl+O", self.choose, primary=True)
            self.keep_button = self._button("keep", "Ctrl+Enter", self.keep)
            if not self.can_keep:
                self.keep_button.hide()
            column.addLayout(HungRow(self.choose_button))
            column.addLayout(HungRow(self.keep_button))
        column.addLayout(HungRow(self.bring_button))
        bind("framework", self, self)

    def _button(self, key: str, cap: str, call: Callable[[], None], *, primary: bool = False) -> Button:
        made = Button(self._tone, said(f"framework.{key}"), "primary" if primary else "plain", cap=cap)
        made.clicked.connect(call)
        return made

    @property
    def can_keep(self) -> bool:
        """Tell whether a lead may let the inspection name the text that is here."""
        return self.is_lead and self.found.can_keep

    def bound(self) -> list[tuple[str, object]]:
        return [("framework", self)]

    def take_focus(self) -> None:
        (self.choose_button if self.is_lead else self.bring_button).setFocus()

    def choose(self) -> None:
        """Choose the file of the framework and put it in the place of what is here."""
        paths = self._kit.chooser.files(said("framework.file"), said("framework.kinds"))
        if paths:
            self._mend(lambda: corrections.correct_framework(self._desk, read_bounded(paths[0], _LIMIT), paths[0].name))

    def keep(self) -> None:
        """Let the inspection name the text that is here."""
        self._mend(lambda: framework_here.keep_here(self._desk))

    def _mend(self, job: Callable[[], object]) -> None:
        try:
            job()
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self._kit.say.clear()
        self.joined.emit()

    def bring_in(self) -> None:
        """Bring bundles in, one of which may hold the text."""
        paths = self._kit.chooser.files(said("carry.files"), said("carry.kinds"))
        if paths:
            what = said("carry.bringing", count=len(paths))
            self.job.emit(what, lambda: bundles.bring_in(self._desk, paths), self._brought)

    def _brought(self, outcomes: list[FileOutcome]) -> None:
        if framework_here.differs(self._desk) is None:
            self._mend(lambda: None)
            return
        refused = [one for one in outcomes if one.status == "refused"]
        if refused:
            self._kit.say.refuse(Refused(refused[0].code, refused[0].message, refused[0].remedy))
        else:
            self._kit.say.warn(said("framework.still"), said("framework.next", name=self.found.named.who))


def _words(one: Written) -> str:
    return said(
        "framework.text",
        version=one.version or said("framework.unreadable"),
        hash=one.sha256[:12],
        name=one.who,
        when=_day(one.at),
    )


def _day(at: str) -> str:
    try:
        return local(datetime.fromisoformat(at), "%d/%m/%Y %H:%M")
    except ValueError:
        return at
