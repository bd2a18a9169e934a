"""The page of all keys: by group, searched by typing, what works now marked; saved as one sheet to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fjidesk.desk import key_sheet
from fjidesk.errors import Refused
from fjidesk.ui.actions import bind
from fjidesk.ui.help import keys
from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Text
from fjidesk.ui.parts.top_bar import TopBar
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from fjidesk.ui.help.keys import Line
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.theme import Theme

_ROLE = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 12, Qt.Key.Key_PageUp: -12}
_HIGH, _CAPS, _WIDE = 28, 210, 820  # px: of a line, of the column of keys, of the card at most
_LONGEST = 40  # letters of what is typed, as they are said again where there is no such key


class _Row(QStyledItemDelegate):
    """Paints a heading, or keys with what they do."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        high = _HIGH if index.data(_ROLE) is not None else _HIGH + 10
        return QSize(self._theme.px(200), self._theme.px(high))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, line = self._theme, index.data(_ROLE)
        rect = option.rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if line is None:
            place = rect.adjusted(0, theme.px(8), 0, 0)
            paint.words(painter, place, index.data(), theme, "card_title")
        else:
            if option.state & option.state.State_Selected:
                ring = option.state & option.state.State_HasFocus
                edge = theme.colour("ring" if ring else "select_line")
                place = option.rect.adjusted(4, 1, -4, -1)
                paint.box(painter, place, theme.px(5), theme.colour("select"), edge, 2 if ring else 1)
            self._line(painter, rect, line)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, line: Line) -> None:
        theme = self._theme
        left, middle = rect.left(), rect.center().y()
        for cap in line.caps:
            left = paint.cap(painter, left, middle, cap, theme, "ink") + theme.px(4)
        right = rect.right()
        if line.now:
            mark = said("keys.now")
            room = theme.metrics("caption_medium").horizontalAdvance(mark) + 2
            place = QRect(right - room, rect.top(), room, rect.height())
            paint.words(painter, place, mark, theme, "caption_medium", "accent", paint.RIGHT)
            right -= room + theme.px(10)
        start = max(left + theme.px(6), rect.left() + theme.px(_CAPS))
        place = QRect(start, rect.top(), right - start, rect.height())
        text = theme.metrics("body").elidedText(line.words, Qt.TextElideMode.ElideRight, place.width())
        paint.words(painter, place, text, theme, "body", "ink" if line.now else "ink2")


class KeysPage(Page):
    """Every key of the window. What is typed narrows the list.

    Signals:
        left: back to where it was asked for.
    """

    left = Signal()

    def __init__(self, kit: Kit, lines: list[Line]) -> None:
        super().__init__()
        self._kit = kit
        self._lines = lines
        theme = kit.theme
        self.top = TopBar(theme)
        back = Button(theme, said("help.back"), "quiet", icon="back", cap="Esc")
        back.clicked.connect(self.leave)
        self.top.put(back)
        self.top.put(Text(theme, said("keys.title"), "section"))
        self.save_button = Button(theme, said("keys.save"), icon="page", cap="Ctrl+P")
        self.save_button.clicked.connect(self.save)
        self.top.put(self.save_button, right=True)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(said("keys.search"))
        self.edit.setClearButtonEnabled(True)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(lambda _text: self._fill())
        self.count = Text(theme, "", "caption", "ink2")
        self.list = QListWidget()
        self.list.setObjectName("found")
        self.list.setAccessibleName(said("keys.title"))
        self.list.setItemDelegate(_Row(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.list.viewport().update)
        self._lay_out(theme)
        bind("keys", self, self)
        self._fill()

    def _lay_out(self, theme: Theme) -> None:
        card = Card(theme)
        card.setMaximumWidth(theme.px(_WIDE))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), theme.px(8))
        inside.setSpacing(theme.px(8))
        label = Text(theme, said("keys.search"), "caption_medium", "ink2")
        label.setBuddy(self.edit)
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self.count)
        inside.addLayout(head)
        inside.addWidget(self.edit)
        inside.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if self.top is not None:
            whole.addWidget(self.top)
        whole.addLayout(row, 1)

    def _fill(self) -> None:
        typed, group = self.edit.text(), ""
        self.list.clear()
        found = [line for line in self._lines if keys.wanted(line, typed)]
        for line in found:
            if line.group != group:
                group = line.group
                head = QListWidgetItem(said(f"keys.group_{group}"))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(head)
            words = f"{' '.join(line.caps)}: {line.words}"
            item = QListWidgetItem(f"{words}, {said('keys.now')}" if line.now else words)
            item.setToolTip(line.words)
            item.setData(_ROLE, line)
            self.list.addItem(item)
        if not found:
            none = QListWidgetItem(said("keys.none", typed=typed.strip()[:_LONGEST]))
            none.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(none)
        self.count.setText(said("keys.count", count=len(found)))
        self.list.setCurrentRow(1 if found else -1)

    def bound(self) -> list[tuple[str, object]]:
        return [("keys", self)]

    def take_focus(self) -> None:
        self.edit.setFocus()

    def leave(self) -> None:
        """Go back to where the sheet was asked for."""
        self.left.emit()

    def save(self) -> None:
        """Write the sheet to print, where the person says."""
        path = self._kit.chooser.save(said("keys.save_title"), said("keys.file"), said("keys.pdf"))
        if path is None:
            return
        groups: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for line in self._lines:
            groups.setdefault(said(f"keys.group_{line.group}"), []).append((line.caps, line.words))
        try:
            written = key_sheet.write(path, said("keys.title"), groups)
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self._kit.say.tell(said("keys.saved", file=written.name), said("keys.saved_more"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        """Choose a line further down or up; a heading is passed over."""
        if self.list.currentRow() < 0:
            return
        row = max(1, min(self.list.count() - 1, self.list.currentRow() + by))
        if self.list.item(row).data(_ROLE) is None:
            row += 1 if by > 0 else -1
        self.list.setCurrentRow(row)
