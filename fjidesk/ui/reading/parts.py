"""The parts of the page that its helpers reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from fjidesk.ui.reading.card import QuestionCard
    from fjidesk.ui.reading.finish import Finish, Locked
    from fjidesk.ui.reading.group_bar import GroupBar
    from fjidesk.ui.reading.head import CaseBar
    from fjidesk.ui.reading.limiting import LimitingPane
    from fjidesk.ui.reading.navigator import Navigator
    from fjidesk.ui.reading.questions import Questions
    from fjidesk.ui.reading.section_na import SectionPane
    from fjidesk.ui.reading.side import Side


@dataclass
class Parts:
    """What stands on the page of a reading.

    Attributes:
        bar: case, saved, finish.
        navigator: sections on the left.
        group_bar: section and theme above the questions.
        locked: why nothing can be changed.
        questions: the list with the card.
        finish: what stands in its place before the end.
        section_na: what stands there before a section is answered N/A.
        limiting: the flags, which stand there as the last section.
        middle: the stack of these four.
        side: facts and guidance on the right.
    """

    bar: CaseBar
    navigator: Navigator
    group_bar: GroupBar
    locked: Locked
    questions: Questions
    finish: Finish
    section_na: SectionPane
    limiting: LimitingPane
    middle: QStackedWidget
    side: Side

    @property
    def card(self) -> QuestionCard:
        """Return the open question's card."""
        return self.questions.card
