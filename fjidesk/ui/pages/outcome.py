"""What became of handing over and of bringing in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fjidesk.ui.actions import bind
from fjidesk.ui.below import sentence
from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.desk_bar import DeskBar
from fjidesk.ui.parts.drive import Drive
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.panes import Panes, into
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.six_words import SixWords
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.parts.values import Values
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from fjidesk.desk.bundles import Exported, FileOutcome
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.theme import Theme

_STATES = {
    "merged": ("done", "yes"),
    "already": ("same", "ink2"),
    "refused": ("refused", "danger"),
    "stopped": ("ring", "ink2"),
}


def more_about(kit: Kit, code: str) -> Button:
    """Return the button that leads from a refused file to its page of the help."""
    button = Button(kit.theme, said("say.more"), "quiet")
    button.setAccessibleName(said("say.more_about", code=code))
    button.clicked.connect(lambda: kit.say.explain(code))
    return button


ROOM = 1000  # the share of a list, so that what stands below it comes up behind a short one


class OutcomePage(Page):
    """A page with a title and a way back.

    Attributes:
        leads_to: where the way back leads, if not to the cases; empty for there.

    Signals:
        left: back to the cases.
    """

    left = Signal()
    shows = "case"

    def __init__(self, kit: Kit, inspection: str, title: str, summary: str) -> None:
        super().__init__()
        theme = kit.theme
        self._tone = theme
        self._title = title
        self.leads_to = ""
        self._more = partial(more_about, kit)
        self.back = Button(theme, said("outcome.cases"), "quiet", icon="back")
        self.back.clicked.connect(self.left)
        self.top = self.bar = DeskBar(theme, inspection, back=self.back)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(Text(theme, title, "screen"))
        head.addWidget(Text(theme, summary, "body", "ink2", wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
        self.column = QVBoxLayout()
        self._card: Card | None = None
        self._margins()
        self.column.setSpacing(theme.px(12))
        self.column.addLayout(head)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top)
        whole.addLayout(self.column, 1)
        self.panes = Panes(lambda: ((self, self.take_focus), (self.bar, lambda: into(self.bar))))
        bind("panes", self, self.panes)
        bind("result", self, self)

    def _margins(self) -> None:
        """Keep a narrow card, and the title above it, in the middle of a wide window."""
        theme = self._tone
        aside = theme.px(20)
        if self._card is not None:
            aside = max(aside, (self.width() - self._card.maximumWidth()) // 2)
        self.column.setContentsMargins(aside, theme.px(14), aside, theme.px(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._margins()

    def hold_list(self, sheet: QWidget) -> None:
        """Put a card on the page that holds a list, as high as the list and no higher than there is room."""
        area = Listing()
        area.setObjectName("held")  # it takes the focus, so that a long list can be scrolled by keys
        area.setAccessibleName(self._title)
        area.hold(sheet)
        card = Card(self._tone)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(area)
        self.column.addWidget(card, ROOM)

    def card(self, width: int) -> tuple[Card, QVBoxLayout]:
        """Return a card for ``hold``, of so many px at most at 100 % text, and the column inside it."""
        theme = self._tone
        card = Card(theme)
        card.setMaximumWidth(theme.px(width))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        inside.setSpacing(theme.px(10))
        return card, inside

    def hold(self, card: Card, *, grows: bool = False) -> None:
        """Put a card on the page, which scrolls where the card is higher; one that grows takes all of its height."""
        self._card = card
        self._margins()
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, int(grows))
        column.addStretch(int(not grows))
        self.hold_sheet(sheet)

    def hold_sheet(self, sheet: QWidget) -> None:
        """Put all that follows the title on the page, which scrolls where it is higher."""
        area = Listing()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.hold(sheet)
        self.column.addWidget(area, 1)

    def bound(self) -> list[tuple[str, object]]:
        return [("result", self), ("panes", self.panes)]

    def take_focus(self) -> None:
        self.back.setFocus()

    def lead_back(self, place: str) -> None:
        """Say in the strip and in the footer that the way back leads to another place than the cases."""
        self.leads_to = place
        self.bar.name_back(place)

    def leave(self) -> None:
        """Go back to the cases."""
        self.left.emit()


class HandedOverPage(OutcomePage):
    """Says what was written, for whom, and the six words of the file."""

    def __init__(self, kit: Kit, inspection: str, done: Exported) -> None:
        super().__init__(kit, inspection, said("handed.title"), said("handed.checked"))
        theme = kit.theme
        card, inside = self.card(720)
        values = Values(theme)
        values.put(said("handed.file"), done.path.name)
        values.put(said("handed.folder"), str(done.path.parent))
        values.put(said("handed.size"), said("handed.bytes", count=done.size))
        values.put(said("handed.revisions"), f"{sentence(done.holds)} ({said('handed.count', count=done.revisions)})")
        values.put(said("handed.recipients"), ", ".join(done.recipients))
        values.put(said("handed.slip"), done.slip)
        inside.addLayout(values)
        inside.addWidget(Rule(theme))
        inside.addWidget(Text(theme, said("handed.words"), "body_strong"))
        inside.addWidget(Text(theme, said("handed.words_more"), "body", "ink2", wrap=True))
        self.words = SixWords(theme, done.words)
        self.words.setMaximumWidth(theme.px(400))
        inside.addWidget(self.words)
        self.hold(card)


class BroughtInPage(OutcomePage):
    """One line a file: what became of it, and where it was refused, why and what to do.

    Args:
        gives: whose desk gives receipts for what came in; None where none are due.

    Signals:
        receipts_asked: the folder for the receipts, and why by a drive that can be taken out.
    """

    receipts_asked = Signal(object, str)

    def __init__(self, kit: Kit, inspection: str, outcomes: list[FileOutcome], *, gives: Desk | None = None) -> None:
        states = {state: sum(outcome.status == state for outcome in outcomes) for state in _STATES}
        parts = [said(f"brought.sum_{state}", count=count) for state, count in states.items() if count]
        title = "brought.title" if states["merged"] else "brought.title_nothing"
        super().__init__(kit, inspection, said(title), ", ".join(parts) + ".")
        theme = kit.theme
        self._sheet = QWidget()
        grid = self._table(theme)
        row = 1
        for outcome in outcomes:
            row = self._add(grid, row, outcome)
        grid.setRowStretch(row, 1)
        self.hold_list(self._sheet)
        self.drive = Drive(kit, gives) if gives is not None else None
        if self.drive is not None:
            self._offer(self.drive)
        self.column.addStretch(1)

    @property
    def gives_receipts(self) -> bool:
        """Tell whether receipts are due."""
        return self.drive is not None

    def _offer(self, drive: Drive) -> None:
        """Offer receipts, so that those who handed over see what has arrived."""
        theme = self._tone
        self.column.addWidget(Text(theme, said("brought.receipts_more"), "body", "ink2", wrap=True))
        self.receipts_button = Button(theme, said("brought.receipts"), "primary", cap="Ctrl+Shift+R")
        self.receipts_button.clicked.connect(self.receipts)
        drive.another.connect(self.receipts)
        self.column.addWidget(drive)
        self.column.addLayout(HungRow(self.receipts_button))
        bind("brought", self, self)

    def bound(self) -> list[tuple[str, object]]:
        naming: list[tuple[str, object]] = [("naming", self.drive.naming)] if self.drive is not None else []
        return [*naming, ("brought", self), *super().bound()]

    def receipts(self) -> None:
        """Ask where the receipts go, and have them written; a drive that can be taken out needs a reason first."""
        chosen = self.drive.choose(said("carry.folder_receipts")) if self.drive is not None else None
        if chosen is not None:
            self.receipts_asked.emit(*chosen)

    def _table(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout(self._sheet)
        grid.setContentsMargins(theme.px(18), theme.px(10), theme.px(18), theme.px(12))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        for column, key in enumerate(("state", "file", "added", "conflicts", "quarantined")):
            head = Text(theme, said(f"brought.{key}"), "caption_strong", "ink2")
            if column > 1:
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, column)
        return grid

    def _add(self, grid: QGridLayout, row: int, outcome: FileOutcome) -> int:
        theme = self._tone
        icon, ink = _STATES[outcome.status]
        grid.addWidget(Rule(theme), row, 0, 1, 5)
        grid.setRowMinimumHeight(row, theme.px(13))
        state = QHBoxLayout()
        state.setSpacing(theme.px(6))
        state.addWidget(Picture(theme, icon, ink))
        state.addWidget(
            Text(theme, said(f"brought.{outcome.status}"), "body_strong", "danger" if ink == "danger" else "ink")
        )
        state.addStretch(1)
        grid.addLayout(state, row + 1, 0)
        grid.addWidget(Text(theme, Path(outcome.file).name, "body_medium", wrap=True).selectable(), row + 1, 1)
        numbers = (outcome.added, outcome.conflicts, outcome.quarantined)
        for column, number in enumerate(numbers, 2):
            shown = "–" if outcome.status in {"refused", "stopped"} else f"{number:,}"  # noqa: RUF001  (a dash for no count)
            count = Text(theme, shown, "body_medium")
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(count, row + 1, column)
        more = _told(outcome)
        if outcome.code:
            grid.addWidget(self._more(outcome.code), row + 2, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if more:
            grid.addWidget(Text(theme, more, "body", "ink2", wrap=True).selectable(), row + 2, 1, 1, 4)
        if outcome.words:
            words = Text(theme, said("brought.words", words=outcome.words), "caption", "ink2", wrap=True)
            grid.addWidget(words.selectable(), row + 3, 1, 1, 4)
        return row + 4


def _told(outcome: FileOutcome) -> str:
    """Return what is said below the name of a file; empty for nothing."""
    more = " ".join(sentence(part) for part in (outcome.message, outcome.remedy) if part)
    if outcome.status == "already":
        more = said("brought.already_more")
    elif outcome.status == "stopped":
        more = said("brought.stopped_more")
    elif outcome.quarantined:
        more = f"{more} {said('brought.quarantined_more', count=outcome.quarantined)}".strip()
    return said("brought.code", sentence=more, code=outcome.code) if outcome.code else more


class ReceiptsPage(OutcomePage):
    """The receipts that were written, one file a member."""

    def __init__(self, kit: Kit, inspection: str, done: list[Exported]) -> None:
        super().__init__(kit, inspection, said("receipts.title"), said("receipts.count", count=len(done)))
        theme = kit.theme
        sheet = QWidget()
        values = Values(theme)
        values.setContentsMargins(theme.px(18), theme.px(12), theme.px(18), theme.px(12))
        values.put(said("handed.folder"), str(done[0].path.parent))
        for one in done:
            values.put(", ".join(one.recipients), f"{one.path.name}\n{one.words}")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(values)
        column.addStretch(1)
        self.hold_list(sheet)
        self.column.addWidget(Text(theme, said("receipts.more"), "body", "ink2", wrap=True))
        self.column.addStretch(1)
