"""A store that does not open: what is wrong with it, and the copies to go back to. Nothing happens by itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from fjidesk.desk import backups, workspace
from fjidesk.desk.damaged import StoreDamaged
from fjidesk.errors import Refused
from fjidesk.ui import below
from fjidesk.ui.actions import bind
from fjidesk.ui.kit import local
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungFlow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.backups import Line, Restored
    from fjidesk.desk.workspace import Desk, Identity
    from fjidesk.ui.kit import Kit

_SHOWN = 6  # lines of the list without scrolling


class DamagedPage(CentredPage):
    """Says what is damaged in plain words, and goes back to a copy where the person chooses one.

    Signals:
        unlocked: the desk, open again from a copy.
        left: nothing was done.
    """

    unlocked = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit, folder: Path, identity: Identity, refusal: Refused) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._folder = folder
        self._identity: Identity | None = identity
        theme = kit.theme
        column = self.add_card(700)
        column.addWidget(Text(theme, said("damaged.title"), "screen", wrap=True))
        column.addWidget(Text(theme, _found(refusal), "body_medium", "danger", wrap=True).selectable())
        column.addWidget(Text(theme, said("damaged.kept"), "body", wrap=True))
        self.state = Text(theme, said("damaged.looking"), "body_strong", wrap=True)
        column.addWidget(self.state)
        self.copies = self._list()
        column.addWidget(self.copies)
        self.button = Button(theme, said("damaged.restore"), "primary")
        self.button.clicked.connect(self.restore)
        self.button.hide()
        self.nothing = Button(theme, said("damaged.nothing"), cap="Esc")
        self.nothing.clicked.connect(self.leave)
        column.addLayout(HungFlow(theme.px(8), self.button, self.nothing))
        bind("desk", self, self)
        kit.work.run(lambda: backups.listed(folder, identity), on_done=self._listed, on_error=self._failed)

    def _list(self) -> QListWidget:
        copies = QListWidget()
        copies.setObjectName("copies")
        copies.setFont(self._kit.theme.font("body"))
        copies.setAccessibleName(said("damaged.choose"))
        copies.itemActivated.connect(lambda _item: self.restore())
        copies.hide()
        return copies

    def bound(self) -> list[tuple[str, object]]:
        return [("desk", self)]

    def take_focus(self) -> None:
        (self.copies if self.copies.isVisible() else self.nothing).setFocus()

    def _listed(self, lines: list[Line]) -> None:
        if self._identity is None:
            return
        good = [line for line in lines if line.opens]
        self.state.setText(said("damaged.choose") if good else said("damaged.none", folder=self._folder))
        self.copies.setVisible(bool(good))
        self.button.setVisible(bool(good))
        for line in lines if good else []:
            item = QListWidgetItem(_words(line))
            item.setData(Qt.ItemDataRole.UserRole, line.name)
            if not line.opens:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.copies.addItem(item)
            if line is good[0]:
                self.copies.setCurrentItem(item)
        rows = min(max(self.copies.count(), 2), _SHOWN)
        self.copies.setFixedHeight(rows * max(self.copies.sizeHintForRow(0), 1) + self._kit.theme.px(10))
        self.take_focus()

    def leave(self) -> None:
        """Do nothing: the folder stays as it is, and the key is put away."""
        if self.nothing.isEnabled():
            self._identity = None
            self.left.emit()

    def restore(self) -> None:
        """Go back to the chosen copy, and open it."""
        item, identity = self.copies.currentItem(), self._identity
        if item is None or identity is None or not self.nothing.isEnabled():
            return
        self._wait(waiting=True)
        kit, folder, name = self._kit, self._folder, str(item.data(Qt.ItemDataRole.UserRole))

        def job() -> tuple[Restored, Desk]:
            done = backups.restore(folder, identity, name, clock=kit.clock, ids=kit.ids)
            return done, workspace.open_with(folder, identity, clock=kit.clock, ids=kit.ids)

        kit.work.run(job, on_done=self._done, on_error=self._failed)

    def _wait(self, *, waiting: bool) -> None:
        for part in (self.copies, self.button, self.nothing):
            part.setEnabled(not waiting)
        self.state.setText(said("damaged.restoring") if waiting else said("damaged.choose"))

    def _done(self, outcome: tuple[Restored, Desk]) -> None:
        restored, desk = outcome
        self._identity = None
        self.unlocked.emit(desk)
        more = said("damaged.restored_none")
        if restored.kept is not None:
            more = said("damaged.restored_more", kept=restored.kept.name)
        again = ""
        if restored.latest:
            since = local(datetime.fromisoformat(restored.latest), "%d %b %Y %H:%M")
            again = said("damaged.restored_again", since=since)
        self._kit.say.tell(said("damaged.restored", count=restored.revisions), f"{more} {again}".strip())

    def _failed(self, error: Exception) -> None:
        self._wait(waiting=False)
        if not isinstance(error, Refused):
            raise error
        self._kit.say.refuse(error)


def _found(refusal: Refused) -> str:
    """Return what is damaged, since when the newest good copy is, and what it lacks, in plain words."""
    if not isinstance(refusal, StoreDamaged):
        return below.message(refusal)
    parts = [said("damaged.what", what=below.sentence(refusal.damage))]
    if refusal.unusable:
        parts.append(said("damaged.unusable", count=len(refusal.unusable)))
    if refusal.offer is not None:
        parts.append(said("damaged.newest", when=local(refusal.offer.backup.when, "%d %b %Y %H:%M")))
    if refusal.missing is not None:
        parts.append(said("damaged.missing", count=refusal.missing) if refusal.missing > 0 else said("damaged.whole"))
    return " ".join(parts)


def _words(line: Line) -> str:
    when = local(datetime.fromisoformat(line.made), "%d %b %Y %H:%M")
    if not line.opens:
        return said("damaged.bad", when=when)
    latest = local(datetime.fromisoformat(line.latest), "%d %b %H:%M") if line.latest else "–"  # noqa: RUF001
    return said("damaged.line", when=when, count=line.revisions, latest=latest)
