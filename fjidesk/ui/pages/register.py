"""The lead's register: whose desks are closed, by the certificates that came."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fjidesk.desk import register
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.below import sentence
from fjidesk.ui.kit import local
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.plain_table import PlainTable
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.register import Added, Line
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class RegisterPage(OutcomePage):
    """A row a device; certificates are added, and the register is written as a table."""

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk.inspection.title, said("register.title"), said("register.what"))
        self._kit, self._desk = kit, desk
        theme = kit.theme
        headings = [said(f"register.{name}") for name in ("member", "device", "last", "closed", "note")]
        self.table = PlainTable(theme, said("register.title"), headings)
        self.column.addWidget(self.table.on_card(theme), 1)
        self.outcome = Text(theme, "", "body", wrap=True).selectable()
        self.outcome.hide()
        self.column.addWidget(self.outcome)
        self.add_button = Button(theme, said("register.add"), "primary", cap="Ctrl+N")
        self.add_button.clicked.connect(self.add)
        self.export_button = Button(theme, said("register.export"), cap="Ctrl+Enter")
        self.export_button.clicked.connect(self.export)
        self.column.addLayout(HungRow(self.add_button, self.export_button))
        bind("register", self, self)
        self.refresh()

    def bound(self) -> list[tuple[str, object]]:
        return [("register", self), *super().bound()]

    def take_focus(self) -> None:
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the register again."""
        found = register.listed(self._desk)
        self.table.fill(
            [
                (one.member, one.device[:8] or said("register.no_device"), _when(one), _state(one), one.note)
                for one in found
            ]
        )

    def add(self) -> None:
        """Add certificates, each by itself, and say what became of each."""
        paths = self._kit.chooser.files(said("register.add"), said("register.kind"))
        if not paths:
            return
        try:
            done = register.add(self._desk, paths)
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self.refresh()
        self.outcome.setText("\n".join(map(_told, done)))
        self.outcome.set_ink("danger" if any(one.status == "refused" for one in done) else "ink")
        self.outcome.show()

    def export(self) -> None:
        """Write the register into a folder, with each certificate as it came."""
        folder = self._kit.chooser.folder(said("register.export"))
        if folder is None:
            return
        try:
            written = register.export(self._desk, folder)
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self._kit.say.tell(said("register.written", count=len(written), folder=folder))


def _when(one: Line) -> str:
    return local(datetime.fromisoformat(one.last_received), "%Y-%m-%d %H:%M") if one.last_received else ""


def _state(one: Line) -> str:
    if one.certificate:
        return said(f"register.state_{one.certificate}", when=one.closed[:10])
    return said("register.overdue" if one.overdue else "register.open")


def _told(one: Added) -> str:
    parts = (said(f"register.{one.status}"), one.member, *map(sentence, (one.message, one.note, one.remedy)))
    return f"{Path(one.file).name}: {' '.join(part for part in parts if part)}"
