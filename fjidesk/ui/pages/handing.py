"""Before anything is written: what would travel, to whom, and why by a drive that can be taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from fjidesk.desk import bundles, cases, disclosing, drafts
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.below import message, sentence
from fjidesk.ui.pages.home_cards import case_names, clear
from fjidesk.ui.pages.named import NamedPlaces
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.drafting import LineDraft
from fjidesk.ui.parts.drive import Drive
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.parts.tick import Tick
from fjidesk.ui.parts.values import Values
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.bundles import Travels
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit

_STATES = {"finished": ("done", "yes"), "open": ("half", "accent"), "reopened": ("half", "accent")}


class HandOverPage(OutcomePage):
    """A plain list of what goes, and the button that writes it.

    Signals:
        written: the folder, whether everything goes, and the reason for a removable drive.
        place_asked: where something that travels looks like a name.
    """

    written = Signal(object, bool, str)
    place_asked = Signal(object)

    def __init__(self, kit: Kit, desk: Desk, to: Sequence[str] = ()) -> None:
        super().__init__(kit, desk.inspection.title, said("handing.title"), said("handing.what"))
        self.tab = "" if to else "hand_over"
        self._kit, self._desk, self._to = kit, desk, to
        self.found: Travels | None = None
        theme = kit.theme
        self._lines = QVBoxLayout()
        self.named = NamedPlaces(theme)
        self.named.asked.connect(self.place_asked)
        self.everything = Tick(theme, said("handing.everything"))
        self.everything.toggled.connect(self._show)
        self.drive = Drive(kit, desk)
        self.drive.another.connect(self.write)
        self.reason, self.naming = self.drive.reason, self.drive.naming
        self._draft = LineDraft(desk, self.reason.edit)
        self._draft.begin("handing over")
        self.write_button = Button(theme, said("handing.write"), "primary", cap="Ctrl+Enter")
        self.write_button.clicked.connect(self.write)
        self._lay_out()
        bind("handing", self, self)
        self._show()

    def _lay_out(self) -> None:
        theme = self._tone
        card, inside = self.card(760)
        self._lines.setSpacing(theme.px(6))
        inside.addLayout(self._lines)
        inside.addWidget(self.named)
        inside.addWidget(Rule(theme))
        for part in (self.everything, self.write_button):
            row = HungRow()
            row.addWidget(part)
            row.addStretch(1)
            inside.addLayout(row)
            if part is self.everything:
                inside.addWidget(self.drive)
        self.hold(card)

    @property
    def has_some(self) -> bool:
        """Tell whether there is anything to write."""
        return self.found is not None

    def bound(self) -> list[tuple[str, object]]:
        return [("naming", self.naming), ("handing", self), *super().bound()]

    def save_pending(self) -> bool:
        self._draft.keep()
        return True

    def take_focus(self) -> None:
        (self.write_button if self.has_some else self.everything).setFocus()

    def _show(self) -> None:
        """List what goes."""
        theme = self._tone
        clear(self._lines)
        try:
            self.found = bundles.travels(self._desk, self._to, everything=self.everything.isChecked())
        except Refused as refusal:
            self.found = None
            self.everything.setVisible(self._has_any())
            more = [said("handing.all_again")] if self._has_any() else []
            for words in (message(refusal), *more):
                self._lines.addWidget(Text(theme, words, "body", wrap=True))
        self.write_button.setEnabled(self.has_some)
        found = self.found
        self.named.show_named(disclosing.travelling(self._desk, found.made) if found is not None else [])
        if found is None:
            return
        self._lines.addWidget(Text(theme, said("handing.goes"), "card_title"))
        for case, state in found.readings.items():
            icon, ink = _STATES[state]
            row = HungRow()
            row.setSpacing(theme.px(6))
            row.addWidget(Picture(theme, icon, ink, 15))
            row.addWidget(Text(theme, said(f"handing.reading_{state}", case=case), "body", wrap=True), 1)
            self._lines.addLayout(row)
        values = Values(theme)
        values.put(said("handing.holds"), sentence(found.holds))
        values.put(said("handing.revisions"), said("handed.count", count=found.revisions))
        values.put(said("handing.people"), ", ".join(found.people))
        self._put_rest(values, found)
        self._lines.addLayout(values)

    def _put_rest(self, values: Values, found: Travels) -> None:
        """Say of which cases there is nothing new, and what lies here unkept."""
        rest = [name for name in cases.mine(self._desk) if name not in found.readings]
        if rest and not self._to:
            values.put(said("handing.rest"), case_names(rest))
        begun = len(drafts.begun(self._desk))
        if begun:
            values.put(said("handing.stays"), said("handing.drafts", count=begun))

    def _has_any(self) -> bool:
        """Tell whether there is anything at all that could be written again."""
        try:
            bundles.travels(self._desk, self._to, everything=True)
        except Refused:
            return False
        return True

    def write(self) -> None:
        """Ask for the folder and have the bundle written; a removable drive needs a reason first."""
        chosen = self.drive.choose(said("carry.folder"))
        if chosen is not None:
            folder, reason = chosen
            self._draft.drop()
            self.written.emit(folder, self.everything.isChecked(), reason)
