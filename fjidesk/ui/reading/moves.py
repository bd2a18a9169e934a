"""Go from question to question, to the note, the facts and the guidance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from fjidesk.ui.parts.spoken import announce
from fjidesk.ui.reading.staying import Staying
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit

    from fjidesk.ui.kit import Kit
    from fjidesk.ui.reading.note import Note
    from fjidesk.ui.reading.parts import Parts
    from fjidesk.ui.reading.session import Session


class Moves:
    """The target of the keys that move."""

    def __init__(self, kit: Kit, session: Session, parts: Parts) -> None:
        self._kit = kit
        self._session = session
        self._parts = parts
        self.staying = Staying(session)
        self._names = [question.id for question in session.framework.on_screen]
        parts.navigator.asked.connect(self.to_group)
        parts.navigator.facts_asked.connect(self.into_facts)
        parts.group_bar.filtered.connect(parts.questions.show_open)
        parts.questions.opened.connect(self.go_to)
        parts.questions.why_asked.connect(self._to_cause)
        parts.finish.go_to.connect(self._back_to)

    def go_to(self, name: str, *, focus: bool = True) -> None:
        """Open a question, after what was typed at the last one is saved."""
        parts, session = self._parts, self._session
        parts.card.flush()
        parts.middle.setCurrentWidget(parts.questions)
        parts.questions.open_question(name)
        index = next(place for place, group in enumerate(session.groups) if name in group.questions)
        parts.navigator.show_group(index)
        parts.group_bar.show_group(session, session.groups[index])
        parts.side.follow(name)
        self.staying.at(name)
        if focus:
            parts.card.control.take_focus()

    def start(self) -> None:
        """Open the question that was looked at last; else the first that waits, or the first of all."""
        first = next(filter(self._session.to_do, self._names), self._names[0])
        self.go_to(self.staying.found or first, focus=False)

    def _back_to(self, name: str) -> None:
        self.go_to(name or self._parts.questions.current)

    def _to_cause(self, name: str) -> None:
        kind, cause = self._session.cause(self._session.framework.by_id[name])
        if kind == "fact":
            self._parts.side.show_facts(cause)
        elif kind == "answer":
            self.go_to(cause)

    def to_group(self, index: int) -> None:
        """Go to the first question of a section and theme that waits, or else that applies."""
        names = self._session.groups[index].questions
        applies = [name for name in names if self._applies(name)]
        self.go_to(next(filter(self._session.to_do, names), (applies or names)[0]))

    def _applies(self, name: str) -> bool:
        return self._session.rulings[name] is not False

    def step(self, step: str) -> None:
        """Go to the next or previous question that applies, of those that are shown."""
        self._walk(int(step), self._session.to_do if self._parts.questions.only_open else self._applies)

    def step_all(self, step: str) -> None:
        """Go to the next or previous question, whether it applies or not."""
        self._walk(int(step), lambda _name: True)

    def next_to_do(self, step: str) -> None:
        """Go to the next or previous question that waits for an answer or a reason, from the end to the start."""
        self._parts.card.flush()
        focus, here = QApplication.focusWidget(), self._parts.questions.current
        if focus is not None and self._parts.side.isAncestorOf(focus) and self._session.to_do(here):
            self.go_to(here)  # it is in view and waits, and nobody was at it yet
        elif not self._walk(int(step), self._session.to_do, around=True):
            self._kit.say.tell(said("reading.nothing_left"), said("reading.nothing_left_more"))

    def _walk(self, step: int, wanted: Callable[[str], bool], *, around: bool = False) -> bool:
        names = self._names if step > 0 else self._names[::-1]
        start = names.index(self._parts.questions.current)
        order = names[start + 1 :] + (names[:start] if around else [])
        found = next(filter(wanted, order), "")
        if found:
            self.go_to(found)
            announce(self._parts.card.control, self._parts.questions.item_words)  # the focus may stay where it was
        return bool(found)

    def edge(self, which: str) -> None:
        """Go to the first or last question of the section and theme that applies."""
        current = self._parts.questions.current
        group = next(group.questions for group in self._session.groups if current in group.questions)
        names = [name for name in group if self._applies(name)]
        if names:
            self.go_to(names[0] if which == "first" else names[-1])

    def section(self, step: str) -> None:
        """Go to the next or previous section."""
        session = self._session
        groups = session.groups
        order = list(dict.fromkeys(group.section for group in groups))
        if self._parts.middle.currentWidget() is self._parts.limiting:  # the last section of all
            if int(step) < 0:
                self.to_group(next(index for index, group in enumerate(groups) if group.section == order[-1]))
            return
        current = next(group.section for group in groups if self._parts.questions.current in group.questions)
        place = order.index(current) + int(step)
        if 0 <= place < len(order):
            self.to_group(next(index for index, group in enumerate(groups) if group.section == order[place]))
        elif place == len(order):
            self._parts.navigator.limiting_asked.emit()

    def part(self, number: str) -> None:
        """Go to the facts, to a section by its number, or to the flags, which are the last of the seven."""
        groups = self._session.groups
        order = list(dict.fromkeys(group.section for group in groups))
        place = int(number) - 2
        if place < 0:
            self.into_facts()
        elif place < len(order):
            self.to_group(next(index for index, group in enumerate(groups) if group.section == order[place]))
        else:
            self._parts.navigator.limiting_asked.emit()

    def into_note(self) -> None:
        """Put the focus into the note."""
        self._into(self._parts.card.note)

    def into_place(self) -> None:
        """Put the focus into the field for the place in the record."""
        place = self._parts.card.own_words[-1]
        if self._into(place):
            place.selectAll()

    def _into(self, field: QLineEdit | Note) -> bool:
        if self._parts.card.held:
            self._kit.say.warn(said("reading.out"), said("reading.out_remedy"))
            return False
        field.setFocus()
        self._parts.questions.show_card()
        return True

    def into_facts(self) -> None:
        """Put the focus on the first fact that is not known."""
        self._parts.side.show_facts(self._parts.side.facts.first_unknown())

    def show_history(self) -> None:
        """Show what became of the open question's answer, in the side pane."""
        self._parts.side.show_history(self._parts.questions.current)

    def reply(self) -> None:
        """Reply to the lead's query on the open question."""
        self._parts.navigator.waiting_asked.emit("reply")

    def show_guidance(self) -> None:
        """Give the guidance the room of the side pane, or the half of it again."""
        self._parts.side.show_guidance()
