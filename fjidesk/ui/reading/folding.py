"""Give the panes their place: beside the questions where there is room, behind a button and over them where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from fjidesk.ui.reading.parts import Parts
    from fjidesk.ui.theme import Theme

WIDE, NARROW, SMALL = 1700, 1180, 900  # px at 100% text
_SIDES = ((300, 400), (252, 316))  # px of navigator and side pane in a wide window, and in any other


class Folding(QObject):
    """The target of the keys that go from pane to pane."""

    def __init__(self, theme: Theme, parts: Parts, body: QWidget, columns: QHBoxLayout) -> None:
        super().__init__(body)
        self._theme = theme
        self._parts = parts
        self._body = body
        self._columns = columns
        self._width = float(WIDE)
        self._floats = False
        self._sections = False  # whether the navigator was asked for in a small window
        parts.middle.installEventFilter(self)
        parts.side.crowded.connect(lambda _crowded: self._make_room())
        parts.group_bar.sections.clicked.connect(self._turn_sections)
        parts.group_bar.facts.clicked.connect(parts.side.turn_facts)
        parts.group_bar.guidance.clicked.connect(parts.side.show_guidance)
        parts.middle.currentChanged.connect(
            lambda _place: parts.side.facts.rest(parts.middle.currentWidget() in {parts.finish, parts.section_na})
        )
        nav = parts.navigator
        for asked in (nav.asked, nav.limiting_asked, nav.waiting_asked, nav.facts_asked):
            asked.connect(lambda *_what: self.fold_sections())

    @property
    def _small(self) -> bool:
        return self._width < SMALL

    def fit(self, width: int) -> None:
        """Fit the panes into a page so wide."""
        theme, parts = self._theme, self._parts
        self._width = width / theme.scale
        for pane, size in zip((parts.navigator, parts.side), _SIDES[self._width < WIDE], strict=True):
            pane.setFixedWidth(theme.px(size))
        self._float(self._small)
        parts.questions.show_single(single=self._small)
        parts.group_bar.fold(narrow=self._width < NARROW, small=self._small)
        parts.side.fit(narrow=self._width < NARROW)
        self._make_room()

    def _float(self, floats: bool) -> None:  # noqa: FBT001  (named by the method)
        if floats == self._floats:
            return
        self._floats, self._sections = floats, False
        nav, side = self._parts.navigator, self._parts.side
        if floats:
            self._columns.removeWidget(nav)
            self._columns.removeWidget(side)
        else:
            self._columns.insertWidget(0, nav)
            self._columns.addWidget(side)

    def _make_room(self) -> None:
        """Leave the questions the whole width where it is little, or where the side pane was asked for."""
        nav, side = self._parts.navigator, self._parts.side
        if self._small:
            nav.setVisible(self._sections and side.isHidden())
        else:
            nav.setHidden(self._width < NARROW and not side.isHidden())
        self._place()

    def _place(self) -> None:
        """Put what floats over the questions, at its own edge."""
        if not self._floats:
            return
        middle = self._parts.middle
        room = QRect(middle.mapTo(self._body, QPoint()), middle.size())
        nav, side = self._parts.navigator, self._parts.side
        nav.setGeometry(room.left(), room.top(), nav.width(), room.height())
        side.setGeometry(room.right() + 1 - side.width(), room.top(), side.width(), room.height())
        for pane in (nav, side):
            pane.raise_()

    def _turn_sections(self) -> None:
        if self._sections:
            self.escape()
        else:
            self.show_sections()

    def show_sections(self) -> None:
        """Put the focus into the navigator; in a small window show it first."""
        if self._small:
            self._parts.side.fold()
            self._sections = True
        self._make_room()
        self._parts.navigator.take_focus()

    def fold_sections(self) -> bool:
        """Fold away the navigator that was asked for; False where it was not."""
        was, self._sections = self._sections, False
        if was:
            self._make_room()
        return was

    def escape(self) -> bool:
        """Fold away what was asked for, and put the focus back on the answer; False where there was nothing."""
        folded = self.fold_sections() or self._parts.side.fold()
        if folded and not self._parts.side.back():
            self._parts.card.control.take_focus()
        return folded

    def pane(self, step: str) -> None:
        """Go to the next or previous pane: header, sections, questions, facts and guidance."""
        parts = self._parts
        ways = (
            (parts.bar, lambda: parts.bar.menu.setFocus(Qt.FocusReason.ShortcutFocusReason)),
            (parts.navigator, self.show_sections),
            (parts.middle, self._to_middle),
            (parts.side, parts.side.enter),
        )
        focus = QApplication.focusWidget()
        inside = [index for index, (pane, _) in enumerate(ways) if focus is not None and pane.isAncestorOf(focus)]
        at = (inside or [2])[0]
        ways[(at + int(step)) % len(ways)][1]()

    def _to_middle(self) -> None:
        parts, pane = self._parts, self._parts.middle.currentWidget()
        self.fold_sections()
        if pane is parts.questions:
            parts.card.control.take_focus()
        elif pane is not None:
            pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
            parts.middle.focusNextChild()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._parts.middle and event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._place()
        return False
