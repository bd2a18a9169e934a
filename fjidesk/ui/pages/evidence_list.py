"""What is recorded on each topic of a theme that moderation settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fjidesk.desk.concerns import TopicEvidence
    from fjidesk.ui.theme import Theme

JUDGEMENTS = ("weakness", "mixed", "strength", "not_seen")


def in_words(judgements: Mapping[str, int]) -> str:
    """Return counts of judgements as words, such as ``Weakness 2, Mixed 1``."""
    parts = [f"{said(f'judgement.{name}')} {judgements[name]}" for name in JUDGEMENTS if judgements.get(name)]
    return ", ".join(parts) or said("scores.no_evidence")


class EvidenceList(QScrollArea):
    """One line a topic: its id, its words, and how many pieces of evidence of each judgement."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("held")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(said("scores.evidence_list"))

    def fill(self, topics: Sequence[TopicEvidence]) -> None:
        """Show the topics."""
        theme = self._theme
        holder = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(4))
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        for place, topic in enumerate(topics):
            some = bool(topic.judgements)
            grid.addWidget(Text(theme, topic.id, "body", "ink2"), 2 * place, 0)
            grid.addWidget(Text(theme, topic.label, "body", wrap=True), 2 * place, 1)
            role, ink = ("body_medium", "ink") if some else ("body", "ink3")
            grid.addWidget(Text(theme, in_words(topic.judgements), role, ink, wrap=True), 2 * place, 2)
            grid.addWidget(Rule(theme), 2 * place + 1, 0, 1, 3)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(holder)
        for part in (self.viewport(), holder):
            part.setAutoFillBackground(False)
