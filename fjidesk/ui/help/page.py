"""The page of the help: contents and search on the left, one topic on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from fjidesk.ui.actions import bind
from fjidesk.ui.help.html import html
from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.surface import Pane
from fjidesk.ui.parts.text import Text
from fjidesk.ui.parts.top_bar import TopBar
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from fjidesk.ui.help.book import Book, Topic
    from fjidesk.ui.theme import Theme

WIDTH, NARROW = 300, 900  # px of the contents, and of a page that has no room for them beside the text
_TEXT = 720  # px of a line of text at most
_ROLE = Qt.ItemDataRole.UserRole


class Reader(QTextBrowser):
    """Shows one topic. It follows no link by itself and loads nothing."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing: all that is shown is in the text."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Keep the lines short enough to be read."""
        self.setLineWrapColumnOrWidth(max(120, min(self.viewport().width(), self.most)))

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.most = theme.px(_TEXT)
        self.setObjectName("help")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.px(24))


class HelpPage(Page):
    """The help, over the page from which it was asked for.

    Attributes:
        shown: the name of the topic that is read.

    Signals:
        left: back to where it was asked for.
        keys_asked: all keys.
    """

    left = Signal()
    keys_asked = Signal()

    def __init__(self, theme: Theme, book: Book, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._book = book
        self.shown = ""
        self._before: list[str] = []
        self.top = TopBar(theme)
        back = Button(theme, said("help.back"), "quiet", icon="back", cap="Esc")
        back.clicked.connect(self.leave)
        self.aside = Button(theme, said("help.contents_short"), "quiet")
        self.aside.clicked.connect(self.search)
        every = Button(theme, said("help.all_keys"), cap="?")
        every.clicked.connect(self.keys_asked)
        self.top.put(back)
        self.top.put(Text(theme, said("help.title"), "section"))
        self.top.put(self.aside, right=True)
        self.top.put(every, right=True)
        self._make()
        self._lay_out()
        bind("helping", self, self)
        theme.changed.connect(self._draw)
        self._list()
        self.go(name)

    def _make(self) -> None:
        theme = self._theme
        self.edit = QLineEdit()
        self.edit.setAccessibleName(said("help.search"))
        self.edit.setClearButtonEnabled(True)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(lambda _text: self._list())
        self.edit.returnPressed.connect(self._take)
        self.contents = QListWidget()
        self.contents.setObjectName("contents")
        self.contents.setAccessibleName(said("help.contents"))
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.itemClicked.connect(self._open)
        self.contents.itemActivated.connect(self._open)
        self.count = Text(theme, "", "caption", "ink2", wrap=True)
        self.reader = Reader(theme)
        self.reader.setAccessibleName(said("help.text"))
        self.reader.anchorClicked.connect(self._follow)

    def _lay_out(self) -> None:
        theme = self._theme
        self._side = Pane(theme, "nav", "r")
        column = QVBoxLayout(self._side)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(10), theme.px(8))
        column.setSpacing(theme.px(8))
        label = Text(theme, said("help.search"), "caption_medium", "ink2")
        label.setBuddy(self.edit)
        column.addWidget(label)
        column.addWidget(self.edit)
        column.addWidget(self.count)
        column.addWidget(self.contents, 1)
        sheet = QWidget()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.reader)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(0)
        self._columns.addWidget(self._side)
        self._columns.addWidget(sheet, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if self.top is not None:
            whole.addWidget(self.top)
        whole.addLayout(self._columns, 1)

    def bound(self) -> list[tuple[str, object]]:
        return [("helping", self)]

    def take_focus(self) -> None:
        self.reader.setFocus()

    def go(self, name: str) -> None:
        """Show a topic; the first of all where there is none of that name."""
        wanted = name if name in self._book.topics else next(iter(self._book.topics))
        if self.shown and self.shown != wanted:
            self._before.append(self.shown)
        self.shown = wanted
        self._draw()
        self.reader.verticalScrollBar().setValue(0)
        self._mark()

    def before(self) -> None:
        """Show the topic that was read before this one."""
        if self._before:
            self.shown = ""
            self.go(self._before.pop())

    def search(self) -> None:
        """Put the focus into the field that searches the help."""
        self._side.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def leave(self) -> None:
        """Go back to where the help was asked for."""
        self.left.emit()

    def _draw(self) -> None:
        if not self.shown:
            return
        topic = self._book.topics[self.shown]
        self.reader.setHtml(html(topic, self._theme, self._book.parts[topic.part]))
        self.reader.setAccessibleDescription(topic.title)

    def _list(self) -> None:
        """List the contents, or what is found."""
        typed = self.edit.text().strip()
        self.contents.clear()
        if typed:
            found = self._book.search(typed)
            self.count.setText(said("help.found", count=len(found)))
            for topic in found:
                self._add(topic)
        else:
            self.count.setText("")
            for part, title in self._book.parts.items():
                head = QListWidgetItem(title)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                font = self._theme.font("caption_strong")
                head.setFont(font)
                self.contents.addItem(head)
                for topic in self._book.topics.values():
                    if topic.part == part and not topic.code:
                        self._add(topic)
        self.count.setVisible(bool(typed))
        self._mark()
        if typed and self.contents.count():
            self.contents.setCurrentRow(0)

    def _add(self, topic: Topic) -> None:
        item = QListWidgetItem(topic.title)
        item.setData(_ROLE, topic.name)
        self.contents.addItem(item)

    def _mark(self) -> None:
        """Mark in the list what is shown."""
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_ROLE) == self.shown:
                self.contents.setCurrentRow(row)
                return
        self.contents.setCurrentRow(-1)

    def _open(self, item: QListWidgetItem) -> None:
        name = item.data(_ROLE)
        if name:
            self.go(name)
            self.reader.setFocus()
            self._fold()

    def _take(self) -> None:
        item = self.contents.currentItem()
        if item is not None:
            self._open(item)

    def _follow(self, link: QUrl) -> None:
        """Go where a link leads, which is a topic of the help and nothing else."""
        if link.scheme() == "help" and link.path() in self._book.topics:
            self.go(link.path())

    def _fold(self) -> None:
        """Leave the text all the room in a narrow window."""
        narrow = self.width() < self._theme.px(NARROW)
        self.aside.setVisible(narrow)
        self._side.setHidden(narrow and not self.edit.hasFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(self._theme.px(WIDTH))
        self._fold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        """Choose the next or previous topic of the list; headings are passed over."""
        row = self.contents.currentRow() + by
        while 0 <= row < self.contents.count():
            if self.contents.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.contents.setCurrentRow(row)
                return
            row += by
