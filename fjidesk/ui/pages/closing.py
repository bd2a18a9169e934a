"""Close and destroy this desk: the plan, what stands in the way, a typed confirmation; then the certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fjidesk.ui.actions import bind
from fjidesk.ui.below import sentence
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.drafting import LineDraft
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.naming import NameLine, Naming
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.parts.tick import Tick
from fjidesk.ui.parts.values import Values
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.closing import Closed
    from fjidesk.desk.closing_plan import Plan
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit

_TAKEN_ON = frozenset({"not-received", "backup-folder-gone"})  # what may be closed over, with a reason


class ClosePage(OutcomePage):
    """Nothing is destroyed before the title of the inspection is typed and a place for the certificate is chosen.

    Signals:
        confirmed: the folder for the certificate, the reasons by what they take on, whether copies are destroyed.
    """

    confirmed = Signal(object, dict, bool)

    def __init__(self, kit: Kit, desk: Desk, found: Plan) -> None:
        title = desk.inspection.title
        super().__init__(kit, title, said("closing.title"), said("closing.what"))
        self._kit, self._title, self._found = kit, title, found
        theme = kit.theme
        card, inside = self.card(820)
        inside.addLayout(self._plan())
        self._drafts: list[LineDraft] = []
        self.reasons = self._stops(desk, inside)
        names = NameLine(theme)
        self.naming = Naming(theme, desk, "", [field.edit for field in self.reasons.values()], names)
        self.naming.bind_to(self)
        inside.addWidget(names)
        inside.addWidget(Rule(theme))
        self.copies = Tick(theme, said("closing.copies"))
        inside.addLayout(HungRow(self.copies))
        if not found.bundles:
            self.copies.hide()
        self.typed = Field(theme, said("closing.type", title=title), help_text=said("closing.type_help"))
        inside.addWidget(self.typed)
        self.button = Button(theme, said("closing.destroy"), "danger", cap="Ctrl+Enter")
        self.button.clicked.connect(self.destroy_desk)
        inside.addLayout(HungRow(self.button))
        self._fold(inside)
        self.hold(card)
        bind("closing", self, self)

    def _fold(self, inside: QVBoxLayout) -> None:
        """Put every file below all that is asked for, folded: a list of paths would hide it."""
        theme, found = self._tone, self._found
        inside.addWidget(Rule(theme))
        self.every = Button(theme, said("closing.show_list"), "quiet", end="down")
        self.list = QWidget()
        values = Values(theme)
        self.list.setLayout(values)
        values.setContentsMargins(0, 0, 0, 0)
        values.put(said("closing.list"), "\n".join(one.path for one in found.files))
        if found.others:
            values.put(said("closing.stay"), "\n".join(found.others))
        if found.bundles:
            values.put(said("closing.bundles"), "\n".join(one.file for one in found.bundles))
        self.list.hide()
        self.every.clicked.connect(self.turn_list)
        inside.addLayout(HungRow(self.every))
        inside.addWidget(self.list)

    def turn_list(self) -> None:
        """Show every file, or fold the list again."""
        self.list.setVisible(self.list.isHidden())
        self.every.setText(said("closing.show_list" if self.list.isHidden() else "closing.hide_list"))
        self.every.updateGeometry()

    def _stops(self, desk: Desk, inside: QVBoxLayout) -> dict[str, Field]:
        """Show what stands in the way; return the fields for reasons by what they take on."""
        theme, reasons = self._tone, {}
        for stop in self._found.stops:
            inside.addWidget(Text(theme, sentence(stop.message), "body_strong", "warn", wrap=True))
            if stop.code in _TAKEN_ON:
                reasons[stop.code] = Field(theme, said("closing.reason"))
                inside.addWidget(reasons[stop.code])
                self._drafts.append(LineDraft(desk, reasons[stop.code].edit))
                self._drafts[-1].begin(f"closing {stop.code}")
            else:
                inside.addWidget(Text(theme, sentence(stop.remedy), "body", wrap=True))
        return reasons

    def _plan(self) -> Values:
        found, held = self._found, self._found.held
        values = Values(self._tone)
        size = sum(one.bytes for one in found.files)
        values.put(said("closing.files"), said("closing.files_of", count=len(found.files), bytes=size))
        values.put(
            said("closing.held"),
            said("closing.held_of", cases=held.cases, readings=held.readings, revisions=held.revisions),
        )
        values.put(said("closing.received"), sentence(found.received.text))
        if found.certificates:
            values.put(said("closing.register"), said("closing.register_more", count=found.certificates))
        return values

    def bound(self) -> list[tuple[str, object]]:
        return [("naming", self.naming), ("closing", self), *super().bound()]

    def save_pending(self) -> bool:
        for draft in self._drafts:
            draft.keep()
        return True

    def take_focus(self) -> None:
        next(iter([*self.reasons.values(), self.typed])).edit.setFocus()

    @property
    def held_up(self) -> bool:
        """Tell whether something stands in the way that no reason takes on."""
        return any(stop.code not in _TAKEN_ON for stop in self._found.stops)

    def destroy_desk(self) -> None:
        """Ask for the folder of the certificate and go on, once all that is asked for is there."""
        for field in self.reasons.values():
            if not field.text.strip():
                field.fault(said("closing.no_reason"))
                field.edit.setFocus()
                return
        if self.held_up:
            self._kit.say.warn(said("closing.held_up"))
            return
        if self.typed.text.strip() != self._title:
            self.typed.fault(said("closing.not_typed"))
            self.typed.edit.setFocus()
            return
        folder = self._kit.chooser.folder(said("closing.folder"))
        if folder is not None:
            reasons = {code: field.text.strip() for code, field in self.reasons.items()}
            self.confirmed.emit(folder, reasons, self.copies.isChecked())


class ClosedPage(OutcomePage):
    """What is left of the desk: its certificate."""

    shows = ""

    def __init__(self, kit: Kit, title: str, done: Closed) -> None:
        super().__init__(kit, title, said("closing.done"), said("closing.done_more"))
        theme = kit.theme
        self.lead_back(said("closing.first_page"))
        card, inside = self.card(760)
        values = Values(theme)
        values.put(said("closing.destroyed"), said("closing.destroyed_of", count=len(done.gone)))
        for name, path in (("pdf", done.pdf), ("signed", done.certificate)):
            values.put(said(f"closing.{name}"), _place(path))
        if done.left:
            values.put(said("closing.stay"), "\n".join(map(sentence, done.left)))
        inside.addLayout(values)
        inside.addWidget(Rule(theme))
        inside.addWidget(Text(theme, said("closing.by_hand"), "body", wrap=True))
        self.hold(card)


def _place(path: Path) -> str:
    return f"{path.name}\n{path.parent}"
