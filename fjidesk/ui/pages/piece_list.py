"""A list of pieces, each with words of its own: evidence, and the queries of a lead or to a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout

from fjidesk.ui.pages.evidence_row import PIECE, EvidenceRow
from fjidesk.ui.parts.surface import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fjidesk.ui.theme import Theme


class PieceList(QListWidget):
    """Pieces that have an ``id``, painted as ``EvidenceRow`` paints them, with the same words for who listens."""

    def __init__(self, theme: Theme, name: str, last: tuple[str, str] = ("caption_medium", "warn")) -> None:
        super().__init__()
        self.setObjectName("pieces")
        self.setItemDelegate(EvidenceRow(theme, self, last))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)

    def on_card(self, theme: Theme) -> Card:
        """Return a card that holds it."""
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, theme.px(4), 1, theme.px(4))
        inside.addWidget(self)
        return card

    @property
    def piece(self) -> Any:
        """Return the piece that is chosen; None for none."""
        item = self.currentItem()
        return item.data(PIECE) if item is not None else None

    def show_pieces(self, found: Sequence[Any], words: Callable[[Any], str], name: str) -> None:
        """Show pieces and choose the one with an id; the same place as before where there is none such."""
        at = max(0, self.currentRow())
        self.clear()
        for piece in found:
            item = QListWidgetItem(self)
            item.setData(PIECE, piece)
            item.setData(Qt.ItemDataRole.DisplayRole, said := words(piece))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said.replace("\n", ". "))
        row = next((row for row, piece in enumerate(found) if piece.id == name), min(at, len(found) - 1))
        self.setCurrentRow(row)
