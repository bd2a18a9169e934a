"""Evidence of week two: what interviews, meetings, documents and data say, with quotes and illustrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from fjidesk.desk import evidence
from fjidesk.ui.actions import bind
from fjidesk.ui.below import shown
from fjidesk.ui.pages.outcome import ROOM, OutcomePage
from fjidesk.ui.pages.piece_list import PieceList
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.choice import Choice
from fjidesk.ui.parts.hung import HungFlow, HungRow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.undoing import Undoing, unchanged
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.evidence import Piece
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class EvidencePage(OutcomePage):
    """The pieces on this desk, of one theme or of all; one's own can be changed.

    Signals:
        form_asked: a piece to change, or None for a new one, and the theme that is chosen.
    """

    form_asked = Signal(object, str)
    tab = "evidence"

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk.inspection.title, said("evidence.title"), "")
        self._kit, self._desk = kit, desk
        theme = kit.theme
        self._count = Text(theme, "", "body", "ink2", wrap=True)
        self.themes = Choice(theme)
        self.themes.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.themes.setFixedWidth(theme.px(240))
        self.themes.setAccessibleName(said("evidence.theme"))
        self.themes.addItem(said("evidence.all_themes"), "*")
        for one in desk.framework.themes:
            self.themes.addItem(shown(one.title), one.id)
        self.themes.activated.connect(lambda _index: self.refresh())
        self.pieces = PieceList(theme, said("evidence.title"))
        self.pieces.itemActivated.connect(lambda _item: self.change())
        self.pieces.currentRowChanged.connect(self._enable)
        self._lay_out()
        self.undoing = Undoing(kit, desk, lambda: True, self)
        self.undoing.moved.connect(lambda _records: self.refresh())
        bind("undo", self, self.undoing)
        bind("evidence", self, self)
        self.refresh()

    def _lay_out(self) -> None:
        theme = self._tone
        self.add_button = Button(theme, said("evidence.add"), "primary", cap="Ctrl+N")
        self.change_button = Button(theme, said("evidence.change"), cap="Enter")
        self.withdraw_button = Button(theme, said("evidence.withdraw"), cap="Delete")
        row = HungFlow(theme.px(8))
        for button, call in (
            (self.add_button, self.add),
            (self.change_button, self.change),
            (self.withdraw_button, self.withdraw),
        ):
            button.clicked.connect(call)
            row.addWidget(button)
        shown = HungRow()
        shown.setSpacing(theme.px(12))
        shown.addSpacing(3)
        shown.addWidget(self.themes)
        shown.addWidget(self._count, 1)
        self._held = self.pieces.on_card(theme)
        self.column.addLayout(shown)
        self.column.addWidget(self._held, ROOM)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def bound(self) -> list[tuple[str, object]]:
        return [("evidence", self), ("undo", self.undoing), *super().bound()]

    def take_focus(self) -> None:
        (self.pieces if self.pieces.count() else self.add_button).setFocus()

    @property
    def chosen(self) -> Piece | None:
        """Return the piece that is chosen, where it is the owner's own."""
        piece: Piece | None = self.pieces.piece
        return piece if piece is not None and piece.member == self._desk.me else None

    @property
    def own(self) -> bool:
        """Tell whether a piece of the owner's own is chosen."""
        return self.chosen is not None

    def refresh(self, name: str = "") -> None:
        """Read the evidence again and choose a piece; the same place as before where none is named."""
        theme = self.themes.currentData()
        found = evidence.listed(self._desk, "" if theme == "*" else theme)
        titles = {one.id: shown(one.title) for one in self._desk.framework.themes}
        roster = self._desk.roster

        def words(piece: Piece) -> str:
            who = roster[piece.member].name if piece.member in roster else ""
            return self._words(piece, titles, who)

        self.pieces.show_pieces(found, words, name)
        self._count.setText(said("evidence.count", count=len(found)) if found else said("evidence.none"))
        self._held.setVisible(bool(found))
        for button in (self.change_button, self.withdraw_button):
            button.setVisible(bool(found))
        self._enable()

    def _words(self, piece: Piece, titles: dict[str, str], who: str) -> str:
        """Return judgement, what kind it is, and what it says, each on a line of its own."""
        found = piece.evidence
        head = [
            said(f"evidence.kind_{found.kind}"),
            titles.get(found.theme, found.theme),
            found.topic,
            found.case,
            found.source,
            found.dated,
            "" if piece.member == self._desk.me else who,
        ]
        judged = said(f"judgement.{found.judgement}") if found.judgement else said("evidence.no_judgement")
        barred = said(f"evidence.barred_{piece.unprintable.replace(' ', '_')}") if piece.unprintable else ""
        return "\n".join((judged, " · ".join(part for part in head if part), found.text, barred))

    def _enable(self, _row: int = 0) -> None:
        for button in (self.change_button, self.withdraw_button):
            button.setEnabled(self.own)

    def add(self) -> None:
        """Write a new piece."""
        theme = self.themes.currentData()
        self.form_asked.emit(None, "" if theme == "*" else theme)

    def change(self) -> None:
        """Change the chosen piece."""
        if self.chosen is not None:
            self.form_asked.emit(self.chosen, "")

    def withdraw(self) -> None:
        """Take the chosen piece back; Ctrl+Z brings it again."""
        piece = self.chosen
        if piece is None:
            return
        evidence.withdraw(self._desk, piece.id)
        self.refresh()
        self.take_focus()
        now = unchanged(self._desk)
        self._kit.say.tell(
            said("evidence.withdrawn"), act=(said("undo.undo"), lambda: self.undoing.undo(now)), holds=now
        )
