"""The name catcher: a quiet mark under what looks like a name, one line below, one key that puts a role there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from fjidesk.desk import names
from fjidesk.model.names import SOMEBODY, begun
from fjidesk.model.tongue_of import tongue_of
from fjidesk.ui.actions import bind
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.role_row import RoleRow, roles
from fjidesk.ui.parts.spoken import announce
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.names import Found
    from fjidesk.ui.theme import Theme

_HELD = frozenset({Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_AltGr})
PAUSE = 250  # ms after the last change until a text is looked at


class _Offer(NamedTuple):
    """A reference that was put just now: in which field, from where to where, and the roles that may stand there."""

    field: QLineEdit | QPlainTextEdit
    start: int
    end: int
    put: str
    roles: list[str]


class NameLine(QWidget):
    """Says what looks like a name, and offers the two ways on; below, once one is taken, roles in its place.

    Attributes:
        roles: the roles.
        put: replaces it.
        not_a_name: lets it pass in this case.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.sentence = Text(theme, "", "caption_medium", "warn", wrap=True)
        self.put = Button(theme, "", cap="Alt+R")
        self.not_a_name = Button(theme, said("naming.not_a_name"), "quiet", cap="Alt+Shift+R")
        self.roles = RoleRow(theme)
        self._row = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(2))
        whole.addWidget(self._row)
        whole.addWidget(self.roles)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(Picture(theme, "alert", "warn", 15))
        row.addWidget(self.sentence, 1)
        row.addWidget(self.put)
        row.addWidget(self.not_a_name)
        self.hide()

    def say(self, found: Found | None) -> bool:
        """Say what was found, or nothing; tell whether the line came or went."""
        was = self.isHidden(), self._row.isHidden()
        self._row.setVisible(found is not None)
        self.setVisible(found is not None or not self.roles.isHidden())
        if found is None:
            return was != (self.isHidden(), self._row.isHidden())
        sentence = said(f"naming.{'name' if found.kind == 'name' else 'other'}", text=found.text)
        if sentence != self.sentence.text():
            self.sentence.setText(sentence)
            announce(self, sentence)
        self.put.setText(said("naming.put", text=found.suggested) if found.suggested else said("naming.take_out"))
        self.put.updateGeometry()
        return was != (False, False)


class Naming(QObject):
    """Looks at some fields a moment after they changed; it never blocks and never changes anything by itself.

    Attributes:
        found: what the line speaks of; None where nothing looks like a name.
        case: of which case the text is; empty for none.
        remembers: whether what is no name is remembered although the text is of no case.

    Signals:
        changed: the line came or went.
        replaced: a text was changed by the key.
    """

    changed = Signal()
    replaced = Signal()

    def __init__(
        self, theme: Theme, desk: Desk, case: str, fields: Sequence[QLineEdit | QPlainTextEdit], line: NameLine
    ) -> None:
        super().__init__(line)
        self._theme = theme
        self._desk = desk
        self.case = case
        self.remembers = False
        self._line = line
        self._where: QLineEdit | QPlainTextEdit | None = None
        self.found: Found | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)
        self.watch(fields)
        line.put.clicked.connect(self.put)
        line.not_a_name.clicked.connect(self.let_pass)
        self._offer: _Offer | None = None
        line.roles.chosen.connect(self.put_role)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._left)
        theme.changed.connect(self.look)

    def bind_to(self, widget: QWidget) -> None:
        """Make the keys work inside a widget."""
        bind("naming", widget, self)

    def watch(self, fields: Sequence[QLineEdit | QPlainTextEdit]) -> None:
        """Look at these fields from now on, where others stood before."""
        self._fields = fields
        for field in fields:
            if isinstance(field, QPlainTextEdit):
                field.document().contentsChanged.connect(self._timer.start)
            else:
                field.textChanged.connect(lambda _text: self._timer.start())
        self.look()

    @property
    def there(self) -> bool:
        """Tell whether something looks like a name."""
        return self.found is not None

    def look(self) -> None:
        """Mark what looks like a name, and say the first of it; the field that is typed in comes first."""
        desk = self._desk
        hits: list[tuple[QLineEdit | QPlainTextEdit, Found]] = []
        if not desk.locked:
            for field in sorted(self._fields, key=lambda one: not one.hasFocus()):
                hits += [(field, found) for found in self._marked(field)]
        self._where, self.found = hits[0] if hits else (None, None)
        self._line.not_a_name.setVisible(bool(self.case) or self.remembers)
        if self._line.say(self.found):
            self.changed.emit()

    def _marked(self, field: QLineEdit | QPlainTextEdit) -> list[Found]:
        if not field.isVisible() or field.isReadOnly():  # hidden, the desk may be with the worker
            return []
        text = _text(field)
        found = names.find(self._desk, self.case, text) if text.strip() else []
        if isinstance(field, QPlainTextEdit):
            self._mark(field, text, found)
        return found

    def _mark(self, field: QPlainTextEdit, text: str, found: Sequence[Found]) -> None:
        form = QTextCharFormat()
        form.setBackground(self._theme.colour("warn_tint"))
        form.setForeground(self._theme.colour("warn"))
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(self._theme.colour("warn_line"))
        marks = []
        for one in found:
            mark = QTextEdit.ExtraSelection()
            mark.format = form
            mark.cursor = _span(field, text, one.start, one.end)
            marks.append(mark)
        field.setExtraSelections(marks)

    def put(self) -> None:
        """Put what is suggested in the place of the first mark; the text's own undo takes it back."""
        field, found = self._where, self.found
        if field is None or found is None:
            return
        text = _text(field)
        if text[found.start : found.end] != found.text:  # typed on meanwhile
            self.look()
            return
        start, end = found.cut
        _write(field, text, (start, end), found.suggested)
        self._offer_roles(field, text, found)
        self._after(field)
        self.replaced.emit()

    def _offer_roles(self, field: QLineEdit | QPlainTextEdit, text: str, found: Found) -> None:
        """Offer roles where a reference was put in the place of a name, in the language of the text."""
        self._withdraw()
        if (
            found.kind != "name"
            or found.suggested.casefold() not in {self.case.casefold(), SOMEBODY}
            or not found.suggested
        ):
            return
        start = found.cut[0]
        words = [begun(text, start, word) for word in roles(tongue_of(text))]
        self._offer = _Offer(field, start, start + len(found.suggested), found.suggested, words)
        self._line.roles.offer(found.suggested, words)
        announce(
            self._line, said("naming.offered", roles=", ".join(f"{key} {word}" for key, word in enumerate(words, 1)))
        )
        field.installEventFilter(self)
        self.changed.emit()

    def _left(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Offer nothing any more once the person went elsewhere."""
        offer = self._offer
        if offer is not None and now is not None and now is not offer.field and not self._line.isAncestorOf(now):
            self._withdraw()

    def _withdraw(self) -> None:
        offer, self._offer = self._offer, None
        if offer is not None:
            offer.field.removeEventFilter(self)
            self._line.roles.hide()
            self.look()
            self.changed.emit()

    def put_role(self, place: int) -> None:
        """Put a role in the place of the reference that was put just now."""
        offer = self._offer
        if offer is None:
            return
        text = _text(offer.field)
        if text[offer.start : offer.end] == offer.put:  # else another text came into the field meanwhile
            _write(offer.field, text, (offer.start, offer.end), offer.roles[place])
        offer.field.setFocus()
        self._withdraw()
        self.replaced.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a digit that follows at once for a role; anything else that is typed is text."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() not in _HELD:
            place = event.key() - Qt.Key.Key_1
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if self._offer is not None and plain and 0 <= place < len(self._offer.roles):
                self.put_role(place)
                return True
            self._withdraw()
        return super().eventFilter(watched, event)

    def let_pass(self) -> None:
        """Remember for this case, or for all evidence that is of none, that it is no name."""
        field, found = self._where, self.found
        if field is not None and found is not None and (self.case or self.remembers):
            names.let_pass(self._desk, self.case, found.text)
            self._after(field)

    def _after(self, field: QWidget) -> None:
        if self._line.isAncestorOf(field.window().focusWidget() or field):
            field.setFocus()
        self.look()


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def _write(field: QLineEdit | QPlainTextEdit, text: str, cut: tuple[int, int], words: str) -> None:
    """Write words in the place of a part of a field's text, as one step of its undo."""
    start, end = cut
    if isinstance(field, QPlainTextEdit):
        _span(field, text, start, end).insertText(words)
    else:
        field.setSelection(_units(text[:start]), _units(text[start:end]))
        field.insert(words)


def _units(text: str) -> int:
    """Return how long Qt counts a text: some letters are two to it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _span(field: QPlainTextEdit, text: str, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(field.document())
    cursor.setPosition(_units(text[:start]))
    cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor
