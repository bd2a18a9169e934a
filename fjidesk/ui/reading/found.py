"""A list of places to go to: one line each, by key or mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.spoken import announce

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPainter

    from fjidesk.desk.disclosing import Named
    from fjidesk.ui.theme import Theme

_ROLE = Qt.ItemDataRole.UserRole
_ROWS = 11
_NAME = 64  # px of the first column
_BESIDE = 220  # px of the last at most


class Place(NamedTuple):
    """Somewhere to go.

    Attributes:
        case: its reference; empty for the case that is open.
        question: its id; empty for the case itself.
        name: what stands first, such as ``R11`` or ``HB-03``.
        text: the words of it.
        beside: what kind of place it is, at the right.
        mark: from where to where in ``text`` the words were found.
        group: the index of a section and theme; -1 for none.
        kind: what it is where it is no answer: ``fact``, ``flag``, ``alert``, ``evidence``, ``reply``, or ``command``.
        key: which of that kind: the fact, the theme, the own id of the rest.
        does: does the command.
    """

    case: str
    question: str
    name: str
    text: str
    beside: str = ""
    mark: tuple[int, int] = (0, 0)
    group: int = -1
    kind: str = ""
    key: str = ""
    does: Callable[[], object] | None = None


_KINDS = {"limiting": "flag", "alert": "alert", "evidence": "evidence", "reply": "reply"}


def place_of(one: Named) -> Place:
    """Return where a way to it leads."""
    return Place(one.case, one.question, one.question or one.case, "", kind=_KINDS.get(one.kind, ""), key=one.key)


class _Line(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(34))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, place = self._theme, index.data(_ROLE)
        rect = option.rect.adjusted(theme.px(4), 1, -theme.px(4), -1)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, rect, theme.px(5), theme.colour("select"), theme.colour("select_line"))
            bar = QRect(rect.left(), rect.top() + theme.px(6), 3, rect.height() - theme.px(12))
            paint.box(painter, bar, 1.5, theme.colour("accent"))
        caption = theme.metrics("caption")
        room = min(caption.horizontalAdvance(place.beside) + 2, theme.px(_BESIDE))
        right = QRect(rect.right() - theme.px(8) - room, rect.top(), room, rect.height())
        words = caption.elidedText(place.beside, Qt.TextElideMode.ElideRight, room)
        paint.words(painter, right, words, theme, "caption", "ink2", paint.RIGHT)
        name = QRect(rect.left() + theme.px(12), rect.top(), theme.px(_NAME), rect.height())
        paint.words(painter, name, place.name, theme, "body_strong", "accent")
        left = rect.left() + theme.px(12 + _NAME)
        self._text(painter, QRect(left, rect.top(), right.left() - theme.px(12) - left, rect.height()), place)
        painter.restore()

    def _text(self, painter: QPainter, rect: QRect, place: Place) -> None:
        theme, metrics = self._theme, self._theme.metrics("body")
        start, end = place.mark
        if end > start:
            left = rect.left() + metrics.horizontalAdvance(place.text[:start])
            wide = metrics.horizontalAdvance(place.text[start:end])
            mark = QRect(left - 1, rect.top() + theme.px(7), wide + 2, rect.height() - theme.px(14))
            if mark.right() < rect.right():
                paint.box(painter, mark, theme.px(2), theme.colour("accent_tint"), theme.colour("accent_line"))
        text = metrics.elidedText(place.text, Qt.TextElideMode.ElideRight, rect.width())
        paint.words(painter, rect, text, theme, "body")


class FoundList(QListWidget):
    """Shows places; Enter or a click picks one.

    Signals:
        picked: the place.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("found")
        self.setAccessibleName(name)
        self.setItemDelegate(_Line(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemActivated.connect(self._pick)
        self.itemClicked.connect(self._pick)
        self.currentItemChanged.connect(lambda now, _old: self._tell(now))
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), self._theme.px(34 * _ROWS + 8))

    def fill(self, places: Sequence[Place]) -> None:
        """Show places, the first of them chosen."""
        self.clear()
        for place in places:
            words = ", ".join(part for part in (place.name, place.text, place.beside) if part)
            item = QListWidgetItem(words)
            item.setToolTip(place.text)
            item.setData(_ROLE, place)
            self.addItem(item)
        if places:
            self.setCurrentRow(0)

    def step(self, by: int) -> None:
        """Choose a line further down or up."""
        if self.count():
            self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + by)))

    def pick(self) -> None:
        """Go to the place that is chosen."""
        item = self.currentItem()
        if item is not None:
            self._pick(item)

    def _pick(self, item: QListWidgetItem) -> None:
        self.picked.emit(item.data(_ROLE))

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self.hasFocus():
            announce(self, item.text())
