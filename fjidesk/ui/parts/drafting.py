"""Keep what is typed as a draft until it is kept for good, and say so."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from fjidesk.desk import drafts
from fjidesk.errors import StoreRefused
from fjidesk.ui.kit import local
from fjidesk.ui.parts.saving import Saving
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.parts.saved import Saved


class Drafting(QObject):
    """Writes what some fields say into the store, within a second of the first key."""

    def __init__(self, desk: Desk, name: str, read: Callable[[], str], saved: Saved) -> None:
        super().__init__(saved)
        self._desk, self._name, self._read, self._saved = desk, name, read, saved
        self._kept = self.found = drafts.text(desk, name)
        self._state = (said("saved.begun"), "done") if self.found else ("", "")
        saved.show_state(*self._state)
        self._over = False
        self._saving = Saving(self)
        self._saving.due.connect(self._write)
        self._saving.late.connect(lambda: saved.show_state(said("saved.saving")))
        self._saving.settled.connect(lambda: saved.show_state(*self._state))

    def watch(self, *fields: QPlainTextEdit | QLineEdit) -> None:
        """Look after some fields from now on; in a text that was begun one goes on at its end."""
        for field in fields:
            if self.found and isinstance(field, QPlainTextEdit):
                field.moveCursor(QTextCursor.MoveOperation.End)
            (field.textChanged if isinstance(field, QPlainTextEdit) else field.textEdited).connect(self._saving.key)

    def keep(self) -> bool:
        """Write now; False where it cannot be written."""
        self._saving.now()
        return self._state[1] != "failed"

    def drop(self) -> None:
        """Let the draft go: what it says is kept, or not wanted."""
        self._over = True
        if self._kept and not self._desk.locked:
            drafts.drop(self._desk, self._name)

    def _write(self) -> None:
        if self._over or self._desk.locked:
            return
        words = self._read()
        if words == self._kept:
            return
        now = self._desk.clock()
        try:
            drafts.put(self._desk, self._name, words)
        except StoreRefused:
            if self._state[1] != "failed":
                self._state = (said("saved.failed", since=local(now, "%H:%M")), "failed")
            return
        self._kept = words
        self._state = (said("saved.draft", time=local(now)), "done")


class LineDraft(QObject):
    """Keeps what stands in one line as a draft, for a line that says different things one after the other.

    It says nothing of itself: such a line stands where there is no room for it, and is short.
    """

    def __init__(self, desk: Desk, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._desk, self._edit = desk, edit
        self._name = self._kept = ""
        self._saving = Saving(self)
        self._saving.due.connect(self._write)
        edit.textEdited.connect(self._saving.key)
        edit.editingFinished.connect(self.keep)

    def begin(self, name: str) -> bool:
        """Keep the line under a name from now on; what was begun under it stands in the line. Tell whether some was."""
        self._name = name
        found = drafts.text(self._desk, name) if name and not self._desk.locked else ""
        if found:
            self._edit.setText(found)
        self._kept = self._edit.text()  # what stands there by itself is no draft
        return bool(found)

    def keep(self) -> None:
        """Write now."""
        self._saving.now()

    def drop(self) -> None:
        """Let the draft go: what it says is kept, or not wanted."""
        name, self._name = self._name, ""
        if name and not self._desk.locked:
            drafts.drop(self._desk, name)

    def _write(self) -> None:
        words = self._edit.text()
        if not self._name or self._desk.locked or words == self._kept:
            return
        with suppress(StoreRefused):  # the next key tries again, and what the line is for says it aloud
            drafts.put(self._desk, self._name, words)
            self._kept = words
