"""The open question: one card that moves from question to question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fjidesk.model.framework import OTHER_REASON
from fjidesk.model.records import Answer
from fjidesk.ui.actions import cap
from fjidesk.ui.below import shown
from fjidesk.ui.parts.answer import AnswerControl
from fjidesk.ui.parts.cap import Cap
from fjidesk.ui.parts.flow import Flow
from fjidesk.ui.parts.hung import measure_again
from fjidesk.ui.parts.naming import NameLine
from fjidesk.ui.parts.offered import Offered
from fjidesk.ui.parts.paint import RING
from fjidesk.ui.parts.reason import Reason
from fjidesk.ui.parts.saved import Saved
from fjidesk.ui.parts.saving import Saving
from fjidesk.ui.parts.segment import Segment
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.parts.tick import Tick
from fjidesk.ui.reading.dated import is_no_day
from fjidesk.ui.reading.heading import Heading
from fjidesk.ui.reading.note import Note
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.model.framework import NaReason, Question
    from fjidesk.model.framework import Reason as NoReason
    from fjidesk.ui.theme import Theme

_MOST_REASONS = 10
_BESIDE = 690  # px of width from which note and ground stand beside each other


class QuestionCard(Card):
    """Shows one question with its answer, and says what the person does to it.

    Attributes:
        names: says what looks like a name.
        own_words: the fields in which something is said in own words.
        odd: says what sits oddly together with the answer.
        saved: says when what stands here was saved.
        saving: says when what is typed is to be saved.
        held: why neither note nor ground is taken; empty where both are, or where the reading is locked.
        single: whether it stands alone in a small window; its answer is under its text then.

    Signals:
        valued: yes, no or na was chosen.
        toggled: a reason was ticked or unticked.
        grown: a line came or went.
        written: fields of the answer were changed, such as ``{"note": "…"}``.
        typed: the same of what is being typed.
        left: what was typed stands as it is meant to: its field was left.
    """

    role_told = QAccessible.Role.ListItem
    valued = Signal(str)
    toggled = Signal(str)
    written = Signal(object)
    typed = Signal(object)
    left = Signal()
    grown = Signal()

    def __init__(self, theme: Theme, na_reasons: Sequence[NaReason], records: Sequence[str]) -> None:
        super().__init__(theme, "accent_line", "raised")
        self._records = records
        self._na_reasons = na_reasons
        self._question: Question | None = None
        self._answer: Answer | None = None
        self._locked = False
        self.held = ""
        self.single = False
        self._beside = theme.px(_BESIDE)
        self.saving = Saving(self)
        self.saving.due.connect(self._say)
        self._build(theme)
        # what is typed after a pause is undone by itself
        self.saving.settled.connect(lambda: self.note.document().setModified(False))

    def _build(self, theme: Theme) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(27), theme.px(11), theme.px(8), theme.px(11))
        column.setSpacing(theme.px(4))
        column.addLayout(self._top(theme))
        column.addWidget(self._reasons_part(theme))
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(theme.px(18))
        self._lower.addLayout(self._note_part(theme), 1)
        self.odd, self._no_day = (Text(theme, "", "caption_medium", ink, wrap=True) for ink in ("warn", "danger"))
        self.odd.hide()
        self._no_day.hide()
        self._ground = self._ground_part(theme)
        self._lower.addLayout(self._ground)
        column.addLayout(self._lower)
        self.names = NameLine(theme)
        self.names.setContentsMargins(RING, 0, RING, 0)
        column.addWidget(self.names)
        self.own_words: list[QLineEdit | Note] = [self.note, self._other, self._record, self._place]
        self.odd.setContentsMargins(RING, 0, RING, 0)
        column.addWidget(self.odd)

    def _top(self, theme: Theme) -> QBoxLayout:
        self._heading = Heading(theme)
        self.control = AnswerControl(theme)
        self.control.answered.connect(self.valued)
        self._upper = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(theme.px(4))
        row.addSpacing(RING)
        row.addWidget(self._heading, 1)
        row.addSpacing(theme.px(8))
        row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _reasons_part(self, theme: Theme) -> QWidget:
        self._reasons_box = QWidget()
        self._why = Text(theme, "", "body_strong")
        self._how = Text(theme, "", "caption", "ink2")
        head = QHBoxLayout()
        head.setContentsMargins(RING, theme.px(4), 0, 0)
        head.setSpacing(theme.px(8))
        head.addWidget(self._why)
        head.addWidget(self._how, 1)
        self._chips = QWidget()
        flow = Flow(self._chips, theme.px(3))
        self._reasons = [Reason(theme) for _ in range(_MOST_REASONS)]
        for chip in self._reasons:
            flow.addWidget(chip)
            chip.clicked.connect(lambda _on=False, chip=chip: self.toggled.emit(chip.reason))
        self._other = self._line(said("card.other"))
        self._other_box = QWidget()
        other = QHBoxLayout(self._other_box)
        other.setContentsMargins(RING, 0, 0, 0)
        other.addWidget(self._other)
        self._inside = column = QVBoxLayout(self._reasons_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addLayout(head)
        column.addWidget(self._chips)
        column.addWidget(self._other_box)
        return self._reasons_box

    def _note_part(self, theme: Theme) -> QVBoxLayout:
        self._hint = Text(theme, "", "caption", "ink2")
        self.note = Note()
        self.note.textChanged.connect(self.saving.key)
        self.note.left.connect(self.flush)
        self.set_note_lines(theme, 4)
        self._confidence = self._segment(theme, "confidence", ("sure", "fairly", "unsure"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Text(theme, said("card.note"), "body_strong"))
        head.addWidget(Cap(theme, "Enter"))
        head.addStretch(1)
        head.addWidget(self._hint)
        self.saved = Saved(theme, "caption")
        head.addWidget(self.saved)
        sure = QHBoxLayout()
        sure.addWidget(Text(theme, said("card.confidence"), "caption_medium", "ink2"))
        sure.addSpacing(theme.px(8))
        sure.addWidget(self._confidence)
        sure.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(RING, theme.px(6), 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.note, 1)
        column.addLayout(sure)
        return column

    def _ground_part(self, theme: Theme) -> QGridLayout:
        self._source = self._segment(theme, "source", ("record", "case_manager", "both"))
        self._record = Offered(theme, self._records)
        self._record.picked.connect(self.flush)
        self._line(said("card.record"), self._record)
        self._dated = self._line(said("card.dated"))
        self._dated.setFixedWidth(theme.px(92))
        self._place = self._line(said("card.place"))
        self._discuss = Tick(theme, said("card.discuss"))
        self._discuss.clicked.connect(lambda on: self.written.emit({"discuss": on}))
        grid = QGridLayout()
        grid.setContentsMargins(0, theme.px(6), RING, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(3))
        grid.addWidget(Text(theme, said("card.ground"), "body_strong"), 0, 0, 1, 4)
        for row, key in ((1, "source"), (2, "record"), (3, "place")):
            grid.addWidget(Text(theme, said(f"card.{key}"), "caption_medium", "ink2"), row, 0)
        grid.addWidget(self._source, 1, 1, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._record, 2, 1)
        grid.addWidget(Text(theme, said("card.dated"), "caption_medium", "ink2"), 2, 2)
        grid.addWidget(self._dated, 2, 3)
        grid.addWidget(self._place, 3, 1, 1, 3)
        grid.addLayout(_in_a_row(theme, self._discuss, Cap(theme, cap("discuss"))), 4, 1, 1, 3)
        grid.addWidget(self._no_day, 5, 0, 1, 4)
        grid.setRowStretch(6, 1)
        self._record.setMinimumWidth(theme.px(110))
        return grid

    def _segment(self, theme: Theme, field: str, values: tuple[str, ...]) -> Segment:
        options = {value: said(f"{field}.{value}") for value in values}
        segment = Segment(theme, options, said(f"card.{field}"))
        segment.chosen.connect(lambda value: self.written.emit({field: value}))
        return segment

    def _line(self, label: str, edit: QLineEdit | None = None) -> QLineEdit:
        edit = edit or QLineEdit()
        edit.setAccessibleName(label)
        edit.textEdited.connect(self.saving.key)
        edit.editingFinished.connect(self.flush)
        return edit

    def set_note_lines(self, theme: Theme, lines: int) -> None:
        """Give the note room for so many lines."""
        self.note.setMinimumHeight(lines * theme.metrics("body").lineSpacing() + theme.px(24))

    def show_question(self, question: Question, answer: Answer | None, locked: str) -> None:
        """Move the card to a question."""
        self._question = question
        self._heading.show_question(question)
        name = f"{question.id}. {shown(question.text)}"
        self.control.setAccessibleName(name)
        self.note.setAccessibleName(said("card.note_of", question=question.id))
        for key, part in {**self._edits(), "source": self._source, "confidence": self._confidence}.items():
            part.setAccessibleName(said("card.field_of", field=said(f"card.{key}"), question=question.id))
        self._discuss.setAccessibleName(said("card.field_of", field=said("card.discuss"), question=question.id))
        self.show_answer(answer, locked)

    def told_state(self) -> list[str]:
        """Return what holds of it as an item of a list."""
        return ["selectable", "selected"]

    def show_answer(self, answer: Answer | None, locked: str) -> None:
        """Show an answer to the question that the card stands on."""
        self._answer, self._locked = answer, bool(locked)
        self.control.show_value(answer.answer if answer else "", locked=bool(locked))
        self._show_reasons(answer)
        typed = {"note": "", "other": "", "record": "", "dated": "", "place": ""}
        if answer is not None:
            typed = {name: getattr(answer, name) for name in typed}
        self._fill(typed)
        self._source.show_value(answer.source if answer else "")
        self._judge_day()
        self._confidence.show_value(answer.confidence if answer else "")
        self._discuss.setChecked(answer is not None and answer.discuss)
        self.hold("")
        self._hint.setText(said("card.note_first") if answer is None and not locked else "")

    def hold(self, why: str) -> None:
        """Take neither note nor ground, for a reason; with an empty one take both, before an answer too."""
        self.held, still = why, self._locked or bool(why)
        for field in self.fields:
            field.setReadOnly(still)
        for part in (self._source, self._confidence, self._discuss):
            part.setEnabled(not still)
        for hinted in (self._source, self._confidence, self._discuss, self._record, self._dated, self._place):
            hinted.setToolTip(why)

    def _show_reasons(self, answer: Answer | None) -> None:
        offered: Sequence[NoReason | NaReason] = ()
        if answer is not None and self._question is not None:
            offered = self._question.reasons if answer.answer == "no" else ()
            offered = self._na_reasons if answer.answer == "na" else offered
        self._reasons_box.setVisible(bool(offered))
        if answer is None or not offered:
            return
        self._why.setText(said(f"card.why_{answer.answer}"))
        self._how.setText(said("card.how"))
        named = [(reason.id, shown(reason.label)) for reason in offered if reason.id != OTHER_REASON]
        chips = [(name, text, str(key)) for key, (name, text) in enumerate(named, 1)]
        chips.append((OTHER_REASON, said("card.other"), "0"))
        for place, chip in enumerate(self._reasons):
            chip.setVisible(place < len(chips))
            if place < len(chips):
                chip.describe(*chips[place], answer.answer)
                chip.stand(_badge(answer.reasons, chips[place][0]))
                chip.setEnabled(not self._locked)
        self._other_box.setVisible(OTHER_REASON in answer.reasons)
        for box in (self._chips, self._other_box, self._reasons_box):
            box.updateGeometry()

    def _fill(self, typed: dict[str, str]) -> None:
        """Put texts into the fields; a field that holds its text already keeps its caret."""
        if self.note.toPlainText() != typed["note"]:
            self.note.blockSignals(True)
            self.note.setPlainText(typed["note"])
            self.note.moveCursor(QTextCursor.MoveOperation.End)
            self.note.blockSignals(False)
        for name, edit in self._edits().items():
            if edit.text() != typed[name]:
                edit.setText(typed[name])
                edit.setCursorPosition(0)  # a long text shows how it begins

    def _edits(self) -> dict[str, QLineEdit]:
        return {"other": self._other, "record": self._record, "dated": self._dated, "place": self._place}

    def flush(self) -> None:
        """Say what is typed and not said yet, and that it stands."""
        self.saving.now()
        self.left.emit()

    def _say(self) -> None:
        if self._locked:
            return
        if self._judge_day():
            self.grown.emit()
        answer = self._answer or Answer()
        now = {"note": self.note.toPlainText(), **{name: edit.text() for name, edit in self._edits().items()}}
        changed = {name: text for name, text in now.items() if text != getattr(answer, name)}
        if changed:
            self.typed.emit(changed)

    def _judge_day(self) -> bool:
        """Say at the field where there is no such day; the text stays as it is. Tell whether that came or went."""
        wrong = is_no_day(self._dated.text())
        if wrong != self._no_day.isHidden():
            return False
        words = said("card.no_day") if wrong else ""
        self._no_day.setText(words)
        self._no_day.setVisible(wrong)
        self._dated.setAccessibleDescription(words)
        return True

    @property
    def fields(self) -> list[QLineEdit | Note]:
        """Return the fields that are typed in."""
        return [self.note, *self._edits().values()]

    def reason_at(self, key: str) -> str:
        """Return the id of the reason that a digit stands for; empty where there is none on the card."""
        if self._reasons_box.isHidden() or self._locked:
            return ""
        shown = [chip.reason for chip in self._reasons if not chip.isHidden()]
        if key == "0":
            return shown[-1]
        place = int(key) - 1
        return shown[place] if place < len(shown) - 1 else ""

    @property
    def offered(self) -> dict[str, Reason]:
        """Return the reasons that are offered, by their ids; none where none is asked for."""
        if self._reasons_box.isHidden():
            return {}
        return {chip.reason: chip for chip in self._reasons if not chip.isHidden()}

    def write_other(self) -> None:
        """Put the focus into the field for a reason in own words, where it is shown."""
        if not self._other_box.isHidden():
            self._other.setFocus()

    def height_for(self, width: int) -> int:
        """Return the height that the card needs at a width; where it is narrow, the ground stands below the note."""
        beside = width >= self._beside
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if beside else ways.TopToBottom
        if self._lower.direction() != way:
            self._lower.setDirection(way)
            self._lower.setSpacing(self._beside // 40 if beside else 0)
            self._ground.setContentsMargins(0 if beside else RING, self._ground.contentsMargins().top(), RING, 0)
        self._upper.setDirection(ways.TopToBottom if self.single or width < self._beside * 3 // 4 else ways.LeftToRight)
        for layout in (self._inside, self._column):
            measure_again(layout)
        return self._column.totalHeightForWidth(width)


def _in_a_row(theme: Theme, *parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(6))
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _badge(reasons: Sequence[str], reason: str) -> str:
    """Return "main", "2nd" and so on for a ticked reason; empty for one that is not ticked."""
    if reason not in reasons:
        return ""
    place = reasons.index(reason)
    ordinals = (said("badge.first"), said("badge.second"), said("badge.third"))
    return ordinals[place] if place < len(ordinals) else said("badge.later", place=place + 1)
