"""The access log of this desk: who did what and when, searched and written as a table."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fjidesk.desk import access, access_log
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.kit import local
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.choice import Choice
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.plain_table import PlainTable
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit

_LEAST = 5  # rows in sight, with the headings; where there is less room the page scrolls
_WIDE = 900  # px at 100 % text in which all fields stand in a row
_ASKED = ("case", "member", "since", "until", "words")


class AccessPage(OutcomePage):
    """Enter in a field searches; the newest row stands first."""

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk.inspection.title, said("access.title"), said("access.what"))
        self._kit, self._desk = kit, desk
        theme = kit.theme
        self.fields = {name: Field(theme, said(f"access.{name}")) for name in _ASKED}
        self.act = Choice(theme)
        self.act.setAccessibleName(said("access.act"))
        self.act.addItem(said("access.all_acts"), "")
        for act in access.ACTS:
            self.act.addItem(said(f"access.{act}"), act)
        self.act.activated.connect(lambda _index: self.search())
        headings = [said(f"access.{name}") for name in ("when", "who", "act", "thing", "detail")]
        self.table = PlainTable(theme, said("access.title"), headings, firm=(0,))
        self.table.setMinimumHeight(theme.px(28 * _LEAST))
        self.totals = Text(theme, "", "body", "ink2", wrap=True)
        self.export_button = Button(theme, said("access.export"), cap="Ctrl+Enter")
        self.export_button.clicked.connect(self.export)
        self._lay_out()
        for field in self.fields.values():
            field.edit.returnPressed.connect(self.search)
        bind("access", self, self)
        self.search()

    def _lay_out(self) -> None:
        sheet = QWidget()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self._tone.px(10))
        inside.addLayout(self._asking())
        inside.addWidget(self.table.on_card(self._tone), 1)
        inside.addWidget(self.totals)
        buttons = QHBoxLayout()  # one that hangs out would be cut by the edge of what scrolls
        buttons.addWidget(self.export_button)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        self.hold_sheet(sheet)

    def _asking(self) -> QGridLayout:
        theme = self._tone
        self._grid = row = QGridLayout()
        row.setSpacing(theme.px(10))
        act = QWidget()
        inside = QVBoxLayout(act)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(4))
        inside.addWidget(Text(theme, said("access.act"), "body_medium"))
        inside.addWidget(self.act)
        inside.addStretch(1)
        self._cells = [*self.fields.values(), act]
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put all fields in a row where they find room, else in two."""
        super().resizeEvent(event)
        beside = len(self._cells) if self.width() >= self._tone.px(_WIDE) else len(self._cells) // 2
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // beside, place % beside)
        for column in range(len(self._cells)):
            self._grid.setColumnStretch(column, int(column < beside))

    def bound(self) -> list[tuple[str, object]]:
        return [("access", self), *super().bound()]

    def take_focus(self) -> None:
        self.table.setFocus()

    def _asked(self) -> access_log.Asked:
        act = self.act.currentData()
        parts = {name: field.text.strip() for name, field in self.fields.items()}
        return access_log.Asked(acts=(act,) if act else (), **parts)

    def search(self) -> None:
        """Show what is asked for."""
        try:
            found = access_log.lines(self._desk, self._asked())
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self._kit.say.clear()
        rows = []
        for run in reversed(access_log.runs(found)):
            line = run.first
            times = said("access.times", count=run.times) if run.times > 1 else ""
            when = local(datetime.fromisoformat(line.at), "%Y-%m-%d %H:%M:%S")
            thing = " ".join(part for part in (line.kind, line.key) if part)
            detail = "; ".join(part for part in (run.detail, times) if part)
            rows.append((when, line.who, said(f"access.{line.act}"), thing, detail))
        self.table.fill(rows)
        counts = access_log.totals(found)
        told = [
            f"{who}: {', '.join(_often(act, number) for act, number in acts.items())}." for who, acts in counts.items()
        ]
        self.totals.setText(" ".join(told) or said("access.none"))

    def export(self) -> None:
        """Write what is asked for as a table; that is noted too."""
        path = self._kit.chooser.save(said("access.export"), "access.csv", said("access.kind"))
        if path is None:
            return
        try:
            count = access_log.export(self._desk, path, self._asked())
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self.search()
        self._kit.say.tell(said("access.written", count=count, file=path.name))


def _often(act: str, number: int) -> str:
    return f"{said(f'access.{act}')} {number:,}"
