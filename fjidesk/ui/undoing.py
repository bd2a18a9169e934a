"""Undo and redo by key, on every page that changes something; and the fields' own undo, which goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fjidesk.desk import undo
from fjidesk.errors import Refused
from fjidesk.ui import below
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fjidesk.desk.undo import Moved
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.revision import Record
    from fjidesk.ui.kit import Kit

_MANY = 2  # so many sentences are shown; the rest is counted
_LONG = 150  # characters of one; the whole stands in the history
_STATE = {"open": "undo.reopened", "reopened": "undo.reopened", "finished": "undo.finished"}


class Undoing(QObject):
    """The target of the keys for undo and redo.

    Signals:
        moved: the records that were touched, so that the page shows them and goes there.
    """

    moved = Signal(object)

    def __init__(self, kit: Kit, desk: Desk, save: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._desk = desk
        self._save = save

    def undo(self, holds: Callable[[], bool] | None = None) -> None:
        """Take the last change back and say what it was; only while ``holds``, where that is given."""
        self._do(undo.undo, "undo.undone", (said("undo.redo"), self.redo), holds)

    def redo(self, holds: Callable[[], bool] | None = None) -> None:
        """Make the change again that was undone last, and say what it was; as ``undo``."""
        self._do(undo.redo, "undo.redone", (said("undo.undo"), self.undo), holds)

    def _do(
        self,
        verb: Callable[[Desk], Moved],
        key: str,
        act: tuple[str, Callable[[Callable[[], bool]], None]],
        holds: Callable[[], bool] | None,
    ) -> None:
        if not self._save():
            self._kit.say.warn(said("undo.unsaved"), said("undo.unsaved_more"))
            return
        if holds is not None and not holds():  # what was typed and is saved now is a change: the button is not for that
            return
        try:
            done = verb(self._desk)
        except Refused as refusal:
            self._kit.say.warn(below.message(refusal), below.remedy(refusal))
            return
        self.moved.emit(done.changes.records)
        words, other = act
        now = unchanged(self._desk)
        self._kit.say.tell(
            said(key, what=_sentences([below.sentence(words) for words in done.words])),
            _more(done.turned),
            act=(words, lambda: other(now)),
            holds=now,
        )


def unchanged(desk: Desk) -> Callable[[], bool]:
    """Return what tells whether nothing was written since now, so that a button undoes what it names."""
    at = desk.writes
    return lambda: desk.writes == at


def _sentences(words: list[str]) -> str:
    shown = "; ".join(text if len(text) <= _LONG else f"{text[:_LONG].rstrip()} …" for text in words[:_MANY])
    rest = len(words) - _MANY
    return said("undo.more", what=shown, count=rest) if rest > 0 else shown


def _more(turned: dict[str, str]) -> str:
    """Say that a reading is open again, or finished again, where that is what was undone."""
    return " ".join(said(_STATE[state], case=case) for case, state in sorted(turned.items()))


def where(records: Iterable[Record], member: str) -> tuple[str, str]:
    """Return case and question of a member's own reading that records are of; empty where they are of none."""
    mine = [(kind, key) for kind, key in records if kind in {"answer", "reading"} and key[1] == member]
    for kind, key in sorted(mine):  # an answer before the reading
        return key[0], key[2] if kind == "answer" else ""
    return "", ""


class OwnUndo(QObject):
    """Takes undo and redo from a field to the desk, but where the field holds what the desk does not.

    Args:
        keeps: tells whether a field keeps undo (True) or redo (False) for itself.
    """

    def __init__(self, keeps: Callable[[QWidget, bool], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._keeps = keeps

    def watch(self, fields: Iterable[QWidget]) -> None:
        """Look after fields."""
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        back = event.matches(QKeySequence.StandardKey.Undo)
        if not back and not event.matches(QKeySequence.StandardKey.Redo):
            return False
        if isinstance(watched, QWidget) and self._keeps(watched, back) and _can(watched, back=back):
            return False
        event.ignore()  # so that it reaches the shortcut of the page
        return True


def _can(field: QWidget, *, back: bool) -> bool:
    if isinstance(field, QPlainTextEdit):
        return field.document().isUndoAvailable() if back else field.document().isRedoAvailable()
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if back else field.isRedoAvailable()
    return False
