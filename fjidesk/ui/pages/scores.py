"""The scores: a card a theme, and below them the questions of the chosen theme."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fjidesk.desk import blind, cases, concerns, scores
from fjidesk.model.score import Tally
from fjidesk.ui.actions import bind
from fjidesk.ui.below import shown
from fjidesk.ui.pages.evidence_list import EvidenceList
from fjidesk.ui.pages.page import Page
from fjidesk.ui.pages.question_table import QuestionLine, QuestionModel, QuestionTable
from fjidesk.ui.pages.theme_card import ThemeCard
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.bars import stripes
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.desk_bar import DeskBar
from fjidesk.ui.parts.flow import Flow
from fjidesk.ui.parts.listing import Listing
from fjidesk.ui.parts.segment import Segment
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.theme import Theme

ORDERS = ("weakest", "strongest", "report")
_CARD = 232  # px at 100% text that a theme's card needs with the gap beside it


class Key(QWidget):
    """What solid, striped and outlined stand for."""

    role_told = QAccessible.Role.Graphic

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names = [said("answer.yes"), said("answer.no"), said("answer.na")]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(said("scores.key"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        theme = self._theme
        width = sum(theme.metrics("body").horizontalAdvance(name) + theme.px(34) for name in self._names)
        return QSize(width, theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        left = 0
        for place, name in enumerate(self._names):
            box = QRect(left, self.height() // 2 - theme.px(6), theme.px(13), theme.px(13))
            if place == 0:
                painter.fillRect(box, theme.colour("yes_fill"))
            else:
                paint.box(painter, box, 0, None, theme.colour("no_fill" if place == 1 else "control"))
            if place == 1:
                stripes(painter, box.adjusted(1, 1, -1, -1), theme.colour("no_fill"))
            span = theme.metrics("body").horizontalAdvance(name)
            place_ = QRect(left + theme.px(19), 0, span + 4, self.height())
            paint.words(painter, place_, name, theme, "body", "ink2")
            left += span + theme.px(34)


class ScoresPage(Page):
    """Provisional scores over the counted readings.

    Signals:
        left: back to the cases.
        job: words, a job for the worker, and what to do with its outcome.
    """

    left = Signal()
    job = Signal(str, object, object)
    shows = "totals"
    tab = "scores"

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__()
        self._kit = kit
        self._desk = desk
        self._framework = desk.framework
        self._tallies: dict[str, Tally] = {}
        theme = kit.theme
        back = Button(theme, said("outcome.cases"), "quiet", icon="back")
        back.clicked.connect(self.leave)
        self.top = DeskBar(theme, desk.inspection.title, back=back)
        self._counted = Text(theme, "", "body_medium", "ink2")
        self._open = Text(theme, "", "body_medium", "warn")
        self.cards = [
            ThemeCard(theme, self._framework, topic, str(key)) for key, topic in enumerate(self._framework.themes, 1)
        ]
        self.model = QuestionModel()
        self.table = QuestionTable(theme, self.model)
        self.evidence = EvidenceList(theme)
        self._lay_out(theme)
        bind("scores", self, self)
        self.refresh()
        self.choose("1")

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3, 0, 0, 0)
        head.setSpacing(theme.px(14))
        head.addWidget(Text(theme, said("scores.title"), "screen"))
        head.addWidget(self._counted)
        head.addWidget(self._open)
        head.addStretch(1)
        self.summary = Button(theme, said("scores.summary"), icon="page")
        self.summary.clicked.connect(self.write_summary)
        head.addWidget(self.summary)
        self._row = self._cards_row(theme)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(theme.px(17), theme.px(8), theme.px(17), theme.px(12))
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addLayout(self._row)
        column.addWidget(self._lower(theme), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if self.top is not None:
            whole.addWidget(self.top)
        area = Listing()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.hold(sheet)
        whole.addWidget(area, 1)

    def _cards_row(self, theme: Theme) -> QGridLayout:
        row = QGridLayout()
        row.setSpacing(theme.px(6))
        for key, card in enumerate(self.cards, 1):
            card.clicked.connect(lambda _on=False, key=key: self.choose(str(key)))
            row.addWidget(card, 0, key)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many cards in a row as find room with all their words."""
        super().resizeEvent(event)
        theme = self._kit.theme
        beside = min(len(self.cards), max(1, self.width() // theme.px(_CARD)))
        for place, card in enumerate(self.cards):
            self._row.addWidget(card, place // beside, place % beside)
        whole = beside == len(self.cards)
        for part in (self.table, self.evidence):
            part.setMinimumHeight(theme.px(0 if whole else 260))

    def _lower(self, theme: Theme) -> QWidget:
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(3, 3, 3, 0)
        card = Card(theme)
        outer.addWidget(card)
        self._title = Text(theme, "", "card_title")
        self._none = Text(theme, said("scores.by_moderation"), "body", "ink2")
        self.order = Segment(theme, {order: said(f"scores.{order}") for order in ORDERS}, said("scores.order"))
        self.order.show_value("weakest")
        self.order.chosen.connect(lambda _order: self._fill())
        head = Flow(None, theme.px(10), apart=True)
        head.setContentsMargins(theme.px(20), theme.px(6), theme.px(20), 0)
        self._key = Key(theme)
        for part in (self._title, self._none, self.order, self._key):
            head.addWidget(part)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, theme.px(6))
        inside.setSpacing(theme.px(2))
        inside.addLayout(head)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.evidence, 1)
        return holder

    def bound(self) -> list[tuple[str, object]]:
        return [("scores", self)]

    def take_focus(self) -> None:
        (self.evidence if self.table.isHidden() else self.table).setFocus()

    def refresh(self) -> None:
        """Compute the scores from the store."""
        found = scores.scores(self._desk)
        total = len(cases.cases(self._desk))
        self._counted.setText(said("scores.counted", counted=found.cases, count=total))
        self._counted.set_ink("ink2" if found.cases == total else "warn")
        differences = sum(scores.open_differences(self._desk).values())
        left = len(blind.left_out(self._desk))
        told = [(left, "scores.left_out"), (differences, "scores.differences")]
        self._open.setText(" · ".join(said(words, count=many) for many, words in told if many))
        by_theme = {score.id: score for score in found.themes}
        for card in self.cards:
            card.show_score(by_theme.get(card.topic.id))
            if not card.topic.scored:
                topics = concerns.evidence_by_topic(self._desk, card.topic.id)
                card.show_evidence(sum((Counter(topic.judgements) for topic in topics), Counter()))
        self._tallies = {count.id: Tally(count.yes, count.no, count.na, count.unanswered) for count in found.questions}

    def choose(self, key: str) -> None:
        """Show the questions of a theme."""
        place = int(key) - 1
        if place < len(self.cards):
            for number, card in enumerate(self.cards):
                card.setChecked(number == place)
            self._fill()

    def turn_order(self) -> None:
        """Go on one in the order of the questions."""
        self.order.show_value(ORDERS[(ORDERS.index(self.order.value) + 1) % len(ORDERS)])
        self._fill()

    def _fill(self) -> None:
        number, card = next((key, card) for key, card in enumerate(self.cards, 1) if card.isChecked())
        framework = self._framework
        sections = {section.id: shown(section.title) for section in framework.sections}
        lines = [
            QuestionLine(
                question.id,
                shown(question.text),
                sections[question.section],
                self._tallies[question.id],
                question.scores,
            )
            for question in framework.in_report
            if question.theme == card.topic.id
        ]
        order = self.order.value
        if order != "report":
            worst = 101 if order == "weakest" else -1
            lines.sort(
                key=lambda line: (
                    worst if line.percent is None or not line.scores else line.percent,
                    line.tally.yes if order == "weakest" else line.tally.applicable,
                ),
                reverse=order == "strongest",
            )
        self._title.setText(said("scores.questions" if lines else "scores.evidence", theme=number))
        if not lines:
            self.evidence.fill(concerns.evidence_by_topic(self._desk, card.topic.id))
        self.model.fill(lines)
        self._show_lower(questions=bool(lines))
        if lines:
            self.table.selectRow(0)

    def _show_lower(self, *, questions: bool) -> None:
        """Show the questions or the evidence; what had the focus hands it over before it is hidden."""
        shown, hidden = (self.table, self.evidence) if questions else (self.evidence, self.table)
        shown.setVisible(True)
        if hidden.hasFocus():
            shown.setFocus()
        hidden.setVisible(False)
        for widget in (self.order, self._key):
            widget.setVisible(questions)
        self._none.setVisible(not questions)

    def write_summary(self) -> None:
        """Write the summary as a PDF where the person wants it."""
        path = self._kit.chooser.save(said("scores.summary"), said("scores.summary_file"), said("scores.pdf"))
        if path is None:
            return
        desk = self._desk

        def job() -> Path:
            from fjidesk.desk.summary import write_pdf

            write_pdf(desk, path)
            return path

        self.job.emit(said("scores.writing"), job, self._written)

    def _written(self, path: Path) -> None:
        self._kit.say.tell(said("scores.written", file=path.name), said("scores.written_more", folder=path.parent))

    def leave(self) -> None:
        """Go back to the cases."""
        self.left.emit()
