"""Before anything is brought in: what each file would change, by member and case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from fjidesk.ui.actions import bind
from fjidesk.ui.below import sentence
from fjidesk.ui.pages.outcome import OutcomePage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungFlow
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.desk.bundles import FileOutcome, Row
    from fjidesk.ui.kit import Kit

_STATES = {"planned": ("done", "yes"), "already": ("same", "ink2"), "refused": ("refused", "danger")}
_COLUMNS = ("added", "newer", "same", "conflicting", "quarantined")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlannedPage(OutcomePage):
    """Looking changed nothing yet; bring in, or leave it.

    Signals:
        taken: bring these files in.
    """

    taken = Signal(list)

    def __init__(self, kit: Kit, inspection: str, outcomes: list[FileOutcome]) -> None:
        super().__init__(kit, inspection, said("planned.title"), said("planned.what"))
        theme = kit.theme
        self._files = list(dict.fromkeys(Path(one.file) for one in outcomes if one.status == "planned"))
        sheet = QWidget()
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(theme.px(18), theme.px(10), theme.px(18), theme.px(12))
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        for place, key in enumerate(("member", "case", *_COLUMNS)):
            head = Text(theme, said(f"planned.{key}"), "caption_strong", "ink2")
            self._grid.addWidget(head, 0, place, _RIGHT if place > 1 else Qt.AlignmentFlag.AlignLeft)
        row = 1
        for one in outcomes:
            row = self._add(row, one)
        self._grid.setRowStretch(row, 1)
        self.hold_list(sheet)
        self._put_buttons()
        bind("planned", self, self)

    def _put_buttons(self) -> None:
        theme = self._tone
        self.take_button = Button(theme, said("planned.take", count=len(self._files)), "primary", cap="Ctrl+Enter")
        self.take_button.clicked.connect(self.take)
        self.take_button.setEnabled(bool(self._files))
        cancel = Button(theme, said("planned.cancel"), cap="Esc")
        cancel.clicked.connect(self.leave)
        if not self._files:
            self.column.addWidget(Text(theme, said("planned.none"), "body", "ink2", wrap=True))
        self.column.addLayout(HungFlow(theme.px(8), self.take_button, cancel))
        self.column.addStretch(1)

    @property
    def has_some(self) -> bool:
        """Tell whether there is a file that can come in."""
        return bool(self._files)

    def bound(self) -> list[tuple[str, object]]:
        return [("planned", self), *super().bound()]

    def take_focus(self) -> None:
        (self.take_button if self.has_some else self.back).setFocus()

    def take(self) -> None:
        """Bring in what can come in."""
        self.taken.emit(self._files)

    def _add(self, row: int, one: FileOutcome) -> int:
        theme, grid = self._tone, self._grid
        icon, ink = _STATES[one.status]
        grid.addWidget(Rule(theme), row, 0, 1, 2 + len(_COLUMNS))
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(Picture(theme, icon, ink, 16))
        head.addWidget(
            Text(theme, said(f"planned.{one.status}"), "body_strong", "danger" if icon == "refused" else "ink")
        )
        name = Path(one.file).name + (f" ({one.carried})" if one.carried else "")
        head.addWidget(Text(theme, name, "body_medium", wrap=True).selectable(), 1)
        grid.addLayout(head, row + 1, 0, 1, 2 + len(_COLUMNS))
        more = " ".join(sentence(part) for part in (one.message, one.remedy) if part)
        if one.code:
            more = said("brought.code", sentence=more, code=one.code)
            head.addWidget(self._more(one.code))
        row += 2
        if more:
            grid.addWidget(Text(theme, more, "body", "ink2", wrap=True).selectable(), row, 0, 1, 2 + len(_COLUMNS))
            row += 1
        if one.words:
            words = Text(theme, said("brought.words", words=one.words), "caption", "ink2", wrap=True).selectable()
            grid.addWidget(words, row, 0, 1, 2 + len(_COLUMNS))
            row += 1
        for line in one.rows if one.status == "planned" else []:
            self._add_line(row, line)
            row += 1
        return row

    def _add_line(self, row: int, line: Row) -> None:
        theme, grid = self._tone, self._grid
        grid.addWidget(Text(theme, line.member, "body"), row, 0)
        grid.addWidget(Text(theme, line.case or said("planned.no_case"), "body_medium"), row, 1)
        for place, key in enumerate(_COLUMNS, 2):
            number: int = getattr(line, key)
            bad = number and key in {"conflicting", "quarantined"}
            role, ink = ("body_strong", "warn") if bad else ("body", "ink" if number else "ink3")
            grid.addWidget(Text(theme, f"{number:,}", role, ink), row, place, _RIGHT)
