"""Make a desk: who sits at it and the passphrase; then the recovery secret, shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from fjidesk.desk import identity, workspace
from fjidesk.errors import Refused
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.choice import Choice
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.text import Text
from fjidesk.ui.parts.tick import Tick
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class FirstRunPage(CentredPage):
    """Asks who sits here and for a passphrase, and makes the desk.

    Signals:
        made: the desk and its recovery secret.
    """

    made = Signal(object, str)

    def __init__(self, kit: Kit, folder: Path) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._folder = folder
        theme = kit.theme
        column = self.add_card(700)
        column.addWidget(Text(theme, said("first.title"), "screen"))
        column.addWidget(Text(theme, said("first.folder", folder=folder), "body", "ink2", wrap=True).selectable())
        self.fields = {
            "name": Field(theme, said("first.name"), help_text=said("first.name_help")),
            "organisation": Field(theme, said("first.organisation")),
            "inspectorate": Field(theme, said("first.inspectorate"), help_text=said("first.inspectorate_help")),
            "passphrase": Field(theme, said("first.passphrase"), secret=True, help_text=said("first.passphrase_help")),
            "again": Field(theme, said("first.again"), secret=True),
        }
        self.role = Choice(theme)
        self.role.setAccessibleName(said("first.role"))
        for role in identity.ROLES:
            self.role.addItem(said(f"role.{role}"), role)
        self.role.setCurrentIndex(identity.ROLES.index("inspector"))
        column.addLayout(self._grid())
        QWidget.setTabOrder(self.fields["name"].edit, self.role)
        QWidget.setTabOrder(self.role, self.fields["organisation"].edit)
        self.button = Button(theme, said("first.make"), "primary")
        self.button.clicked.connect(self.make)
        self._state = Text(theme, "", "body", "ink2")
        row = HungRow()
        row.addWidget(self.button)
        row.addSpacing(theme.px(8))
        row.addWidget(self._state, 1)
        column.addLayout(row)
        self.fields["again"].edit.returnPressed.connect(self.make)

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
        places = (("name", 0, 0), ("organisation", 1, 0), ("inspectorate", 1, 1), ("passphrase", 2, 0), ("again", 2, 1))
        for name, row, column in places:
            grid.addWidget(self.fields[name], row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(role, 0, 1, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def take_focus(self) -> None:
        self.fields["name"].edit.setFocus()

    def make(self) -> None:
        """Make the desk, unless something is missing."""
        text = {name: field.text for name, field in self.fields.items()}
        faults = {
            "name": said("first.no_name") if not text["name"].strip() else "",
            "passphrase": said("first.short", least=workspace.SHORTEST_PASSPHRASE)
            if len(text["passphrase"]) < workspace.SHORTEST_PASSPHRASE
            else "",
            "again": said("first.differ") if text["again"] != text["passphrase"] else "",
        }
        for name, fault in faults.items():
            self.fields[name].fault(fault)
        wrong = next((name for name, fault in faults.items() if fault), "")
        if wrong:
            self.fields[wrong].edit.setFocus()
            return
        profile = identity.Profile(
            text["name"].strip(), text["organisation"].strip(), text["inspectorate"].strip(), self.role.currentData()
        )
        self._wait(waiting=True)
        kit, folder = self._kit, self._folder

        def job() -> tuple[Desk, str]:
            identity.check(profile)  # before anything is made
            extra = {} if kit.rounds is None else {"rounds": kit.rounds}
            own = [word for word in (profile.name, profile.organisation, profile.inspectorate) if word]
            desk, secret = workspace.create(
                folder, text["passphrase"], own, clock=kit.clock, ids=kit.ids, entropy=kit.entropy(), **extra
            )
            identity.describe(desk, profile)
            return desk, secret

        kit.work.run(job, on_done=self._done, on_error=self._failed)

    def _wait(self, *, waiting: bool) -> None:
        for field in self.fields.values():
            field.edit.setReadOnly(waiting)
        self.role.setEnabled(not waiting)
        self.button.setEnabled(not waiting)
        self._state.setText(said("first.waiting") if waiting else "")

    def _done(self, made: tuple[Desk, str]) -> None:
        self.fields["passphrase"].edit.clear()
        self.fields["again"].edit.clear()
        self.made.emit(*made)

    def _failed(self, error: Exception) -> None:
        self._wait(waiting=False)
        if not isinstance(error, Refused):
            raise error
        if error.code in {"passphrase-short", "passphrase-weak"}:
            self.fields["passphrase"].fault(f"{error.message} {error.remedy}")
            self.fields["passphrase"].edit.setFocus()
            return
        self._kit.say.refuse(error)


class RecoveryPage(CentredPage):
    """Shows the recovery secret once.

    Signals:
        kept: it is written down.
    """

    kept = Signal()

    def __init__(self, kit: Kit, secret: str) -> None:
        super().__init__(kit.theme)
        theme = kit.theme
        column = self.add_card(620)
        column.addWidget(Text(theme, said("recovery.title"), "screen"))
        column.addWidget(Text(theme, said("recovery.what"), "body", "ink2", wrap=True))
        self.secret = QPlainTextEdit(secret)
        self.secret.setReadOnly(True)
        self.secret.setFont(theme.font("section"))
        self.secret.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.secret.setFixedHeight(3 * theme.metrics("section").lineSpacing() + theme.px(20))
        self.secret.setAccessibleName(said("recovery.title"))
        self.secret.setTabChangesFocus(True)
        column.addWidget(self.secret)
        self.tick = Tick(theme, said("recovery.written"))
        self.button = Button(theme, said("recovery.go_on"), "primary")
        self.button.setEnabled(False)
        why = Text(theme, said("recovery.why"), "caption", "ink2", wrap=True)
        self.tick.toggled.connect(self.button.setEnabled)
        self.tick.toggled.connect(lambda on: why.setVisible(not on))
        self.button.clicked.connect(self.kept)
        column.addWidget(self.tick)
        column.addWidget(why)
        row = HungRow()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)

    def take_focus(self) -> None:
        self.tick.setFocus()
