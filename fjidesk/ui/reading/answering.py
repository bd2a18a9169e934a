"""What a person does to the open question: answer, reasons, source, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from fjidesk.model.framework import OTHER_REASON
from fjidesk.model.records import Answer
from fjidesk.ui.parts.answer import answer_words
from fjidesk.ui.parts.spoken import announce
from fjidesk.ui.undoing import unchanged
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.reading.parts import Parts
    from fjidesk.ui.reading.session import Session

_TURNS: dict[str, tuple[object, ...]] = {
    "source": ("record", "case_manager", "both", ""),
    "confidence": ("sure", "fairly", "unsure", ""),
    "discuss": (False, True),
}


class Answering:
    """The target of the keys that answer."""

    def __init__(self, kit: Kit, session: Session, parts: Parts) -> None:
        self._kit = kit
        self._session = session
        self._parts = parts
        card = parts.card
        card.valued.connect(self.give)
        card.toggled.connect(self._toggle)
        card.written.connect(self._write)
        card.typed.connect(self._type)
        card.left.connect(session.leave)

    @property
    def open(self) -> bool:
        """Tell whether the reading can be changed."""
        return not self._session.locked

    @property
    def _name(self) -> str:
        return self._parts.questions.current

    def give(self, value: str) -> None:
        """Answer the open question. An answer never moves the focus away from the answer."""
        if self._session.rulings[self._name] is False:
            self._kit.say.warn(said("reading.out"), said("reading.out_remedy"))
            return
        card = self._parts.card
        card.flush()
        focus = QApplication.focusWidget()
        held = focus is None or not card.isAncestorOf(focus) or card.control.isAncestorOf(focus)
        self._session.give(self._name, value)
        announce(card.control, self._spoken(value))
        if held or focus is None or focus.isHidden():
            card.control.take_focus()

    def _spoken(self, value: str) -> str:
        """Return answer, whether it is saved, and what is asked now."""
        words = said("spoken.kept" if not self._session.unsaved else "spoken.not_kept", answer=answer_words(value))
        offered = len(self._parts.card.offered)
        return f"{words} {said('spoken.asks', why=said(f'card.why_{value}'), count=offered)}" if offered else words

    def _tell(self, reason: str) -> None:
        """Say whether a reason is ticked, and in which place."""
        chip = self._parts.card.offered[reason]
        words = said("spoken.ticked", place=chip.badge) if chip.badge else said("spoken.not_ticked")
        announce(self._parts.card.control, words)

    def clear(self) -> None:
        """Take the open question's answer back; one step puts it there again."""
        name = self._name
        self._parts.card.flush()
        standing = self._session.answers.get(name)
        if standing is None or not standing.answer:
            return
        self._session.clear(name)
        self._parts.card.control.take_focus()
        again = (said("reading.put_back"), lambda: self._session.put(name, standing))
        words = said("reading.cleared", question=name), said("reading.cleared_more")
        self._kit.say.tell(*words, act=again, holds=unchanged(self._session.desk))

    def reason(self, key: str) -> None:
        """Tick or untick the reason that a digit stands for."""
        name = self._parts.card.reason_at(key)
        if name:
            self._toggle(name)

    def main_reason(self, key: str) -> None:
        """Make the reason that a digit stands for the main one."""
        card = self._parts.card
        name = card.reason_at(key)
        if name:
            card.flush()
            self._session.toggle(self._name, name, main=True)
            self._tell(name)

    def _toggle(self, reason: str) -> None:
        card = self._parts.card
        card.flush()
        self._session.toggle(self._name, reason)
        self._tell(reason)
        if reason == OTHER_REASON:
            card.write_other()

    def _write(self, fields: dict[str, object]) -> None:
        self._session.write(self._name, fields)

    def _type(self, fields: dict[str, object]) -> None:
        self._session.type(self._name, fields)

    def turn(self, field: str) -> None:
        """Go on one in source, confidence or discuss, before an answer too; after the last comes none."""
        if self._parts.card.held:
            self._kit.say.warn(said("reading.out"), said("reading.out_remedy"))
            return
        self._parts.card.flush()
        values = _TURNS[field]
        now = getattr(self._session.answers.get(self._name, Answer()), field)
        place = values.index(now) + 1 if now in values else 0
        self._session.write(self._name, {field: values[place % len(values)]})
