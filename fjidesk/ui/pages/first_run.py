"""The first steps of a new desk: who sits at it, and the passphrase that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fjidesk.desk import first_run, identity, workspace
from fjidesk.errors import Refused
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.pages.form import NewPassphrasePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.choice import Choice
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungFlow
from fjidesk.ui.parts.saving import Saving
from fjidesk.ui.parts.steps import Steps
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fjidesk.desk.identity import Profile
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.theme import Theme

READER = ("who", "passphrase", "sheet", "card", "pack", "words", "cases")
LEAD = ("who", "passphrase", "sheet", "inspection", "cases")


def steps(theme: Theme, role: str, *at: str, done: Sequence[str] = ()) -> Steps:
    """Return the steps of the first run of a role, with those before ``at`` done; ``done`` names them where given."""
    names = LEAD if role == "lead" else READER
    return Steps(theme, names, done or names[: names.index(at[0])], at)


class FirstRunPage(CentredPage):
    """Asks who sits here; what is said waits in the folder until there is a desk.

    Signals:
        described: it is kept.
        rehearsal_asked: try it with made-up cases.
    """

    described = Signal()
    rehearsal_asked = Signal()

    def __init__(self, kit: Kit, folder: Path) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._folder = folder
        theme = kit.theme
        self.steps = steps(theme, "inspector", "who")
        self.put_on_top(self.steps)
        column = self.add_card(700)
        column.addWidget(Text(theme, said("first.title"), "screen"))
        column.addWidget(Text(theme, said("first.folder", folder=folder), "body", "ink2", wrap=True).selectable())
        self.fields: dict[str, Field] = {
            "name": Field(theme, said("first.name"), help_text=said("first.name_help")),
            "organisation": Field(theme, said("first.organisation")),
            "inspectorate": Field(theme, said("first.inspectorate"), help_text=said("first.inspectorate_help")),
        }
        self.role = Choice(theme)
        self.role.setAccessibleName(said("first.role"))
        for role in identity.ROLES:
            self.role.addItem(said(f"role.{role}"), role)
        column.addLayout(self._grid())
        QWidget.setTabOrder(self.fields["name"].edit, self.role)
        QWidget.setTabOrder(self.role, self.fields["organisation"].edit)
        self.button = Button(theme, said("first.go_on"), "primary", cap="Enter")
        self.button.clicked.connect(self.go_on)
        self.rehearse = Button(theme, said("rehearsal.try"), "quiet")
        self.rehearse.clicked.connect(self.rehearsal_asked)
        column.addLayout(HungFlow(theme.px(8), self.button, self.rehearse))
        for field in self.fields.values():
            field.edit.returnPressed.connect(self.go_on)
        self._fill(first_run.begun(folder))
        self._saving = Saving(self)
        self._saving.due.connect(lambda: first_run.begin(folder, self._said()))
        for field in self.fields.values():
            field.edit.textEdited.connect(self._saving.key)

    def _said(self) -> Profile:
        return identity.Profile(
            **{name: field.text.strip() for name, field in self.fields.items()}, role=self.role.currentData()
        )

    def _fill(self, found: Profile | None) -> None:
        """Show what was said before."""
        role = "inspector" if found is None else found.role
        self.role.setCurrentIndex(identity.ROLES.index(role))
        if found is not None:
            for name, field in self.fields.items():
                field.edit.setText(getattr(found, name))

    def _grid(self) -> QGridLayout:
        theme = self._kit.theme
        role = QWidget()
        inside = QVBoxLayout(role)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(4))
        inside.addWidget(Text(theme, said("first.role"), "body_medium"))
        inside.addWidget(self.role)
        inside.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(20))
        grid.setVerticalSpacing(theme.px(14))
        for name, row, column in (("name", 0, 0), ("organisation", 1, 0), ("inspectorate", 1, 1)):
            grid.addWidget(self.fields[name], row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(role, 0, 1, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def take_focus(self) -> None:
        self.fields["name"].edit.setFocus()

    def go_on(self) -> None:
        """Keep what is said and go on to the passphrase, unless the name is missing."""
        profile = self._said()
        self.fields["name"].fault("" if profile.name else said("first.no_name"))
        if not profile.name:
            self.fields["name"].edit.setFocus()
            return
        try:
            first_run.keep(self._folder, profile)
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self._kit.say.clear()
        self.described.emit()


class MakePage(NewPassphrasePage):
    """Asks for the passphrase of the desk that is to be, and makes it.

    Signals:
        made: the desk and its recovery secret.
        left: back to who sits here.
    """

    made = Signal(object, str)
    left = Signal()

    def __init__(self, kit: Kit, folder: Path, profile: Profile) -> None:
        who = said("first.who", name=profile.name, role=said(f"role.{profile.role}"))
        super().__init__(kit, said("first.passphrase_title"), f"{who} {said('first.passphrase_what')}", 620)
        self._folder = folder
        self._own = [word for word in (profile.name, profile.organisation, profile.inspectorate) if word]
        self.steps = steps(kit.theme, profile.role, "passphrase")
        self.put_on_top(self.steps)
        self.put(said("first.passphrase"), lambda: self._own, said("first.make"))

    def take_focus(self) -> None:
        self.new.first.edit.setFocus()

    def back(self) -> None:
        self.left.emit()

    def job(self) -> Callable[[], object]:
        kit, folder, own, text = self._kit, self._folder, self._own, self.new.text
        extra = {} if kit.rounds is None else {"rounds": kit.rounds}

        def make() -> tuple[Desk, str]:
            first_run.clear(folder)
            desk, secret = workspace.create(
                folder, text, own, clock=kit.clock, ids=kit.ids, entropy=kit.entropy(), **extra
            )
            first_run.settle(desk)
            return desk, secret

        return make

    def done(self, outcome: Any) -> None:
        self.made.emit(*outcome)
