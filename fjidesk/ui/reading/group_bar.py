"""The strip above the questions: section and theme, what is left, and in narrow windows the ways to the side panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fjidesk.ui.below import shown
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.segment import Segment
from fjidesk.ui.parts.surface import Pane
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent

    from fjidesk.ui.reading.session import Group, Session
    from fjidesk.ui.theme import Theme


class _Count(QWidget):
    """An icon and how many there are: a ring for what is to answer, a dash for what does not apply."""

    role_told = QAccessible.Role.StaticText

    def __init__(self, theme: Theme, role: str, ink: str) -> None:
        super().__init__()
        self._theme = theme
        self._role, self._ink = role, ink
        self._icon = ("dash", "ink2")
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_count(self, text: str, icon: str, tone: str) -> None:
        """Show words after an icon in the ink of a token."""
        if (text, icon, tone) != (self.text, *self._icon):
            self.text, self._icon = text, (icon, tone)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        theme, role = self._theme, self._role
        if not self.text:
            return QSize(0, theme.px(20))
        return QSize(theme.px(19) + theme.metrics(role).horizontalAdvance(self.text) + 2, theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text:
            return
        theme, painter = self._theme, paint.on(self)
        paint.icon(painter, self._icon[0], QPointF(theme.px(7), self.height() / 2), theme, self._icon[1], 13)
        place = QRect(theme.px(19), 0, self.width(), self.height())
        paint.words(painter, place, self.text, theme, self._role, self._ink)


class GroupBar(Pane):
    """Section and theme of the open question, what is left in them, and whether the rest is shown.

    Attributes:
        sections, facts, guidance: buttons that stand for a pane which a narrow window has folded away.

    Signals:
        filtered: whether only what is to answer is wanted.
    """

    filtered = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface", "b")
        self._tone = theme
        self._narrow = self._small = False
        self._title = ("", "")
        self.setFixedHeight(theme.px(46))
        self.setAccessibleName(said("group.name"))
        self.sections = Button(theme, "", "bare", end="down")
        self.sections.setAccessibleDescription(said("group.sections_tip"))
        self._section = Text(theme, "", "body", "ink2")
        self._arrow = Text(theme, "›", "section", "ink3")  # noqa: RUF001  (the arrow between section and theme)
        self._theme_title = Text(theme, "", "section")
        self._theme_title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._left = _Count(theme, "body_strong", "ink")
        self._out = _Count(theme, "body", "ink2")
        self.which = Segment(theme, {"all": said("group.all"), "open": said("group.open")}, said("group.which"))
        self.which.show_value("all")
        self.which.chosen.connect(lambda value: self.filtered.emit(value == "open"))
        self.facts = Button(theme, said("group.facts"), cap="F4")
        self.guidance = Button(theme, said("group.guidance"), cap="F1")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), 0, theme.px(15), 0)
        row.setSpacing(theme.px(8))
        left: tuple[QWidget, ...] = (self.sections, self._section, self._arrow, self._theme_title)
        right: tuple[QWidget, ...] = (self._left, self._out, self.which, self.facts, self.guidance)
        for part in left:
            row.addWidget(part)
        row.addStretch(1)
        for part in right:
            row.addWidget(part)

    def show_group(self, session: Session, group: Group) -> None:
        """Show a section and theme."""
        framework = session.framework
        section = next(shown(section.title) for section in framework.sections if section.id == group.section)
        theme = next(theme for theme in framework.themes if theme.id == group.theme)
        self._section.setText(section)
        self._title = (shown(theme.title), shown(theme.short))
        self.sections.setText(said("group.where", section=short(section), theme=shown(theme.short)))
        self.sections.updateGeometry()
        left = sum(session.to_do(name) for name in group.questions)
        icon = ("ring-heavy", "accent") if left else ("done", "yes")
        self._left.show_count(said("reading.left", count=left), *icon)
        out = session.count(group.questions).out
        self._out.show_count(said("reading.do_not_apply", count=out) if out else "", "dash", "ink2")
        self._fit()

    def fold(self, *, narrow: bool, small: bool) -> None:
        """Offer the panes that a narrow window has folded away, and in a small one the navigator too."""
        self._narrow, self._small = narrow, small
        self._fit()

    def _fit(self) -> None:
        """Show all that there is, then give up one thing after the other; the navigator shows most of it too."""
        row = self.layout()
        for part in (self._section, self._arrow, self._theme_title):
            part.setVisible(not self._small)
        self._theme_title.setText(self._title[0])
        self.sections.setVisible(self._small)
        for button in (self.facts, self.guidance):
            button.setVisible(self._narrow)
        self._out.setVisible(bool(self._out.text))
        self.which.show()
        if row is None or not self.isVisible():
            return
        gives: tuple[Callable[[], object], ...] = (
            self._out.hide,  # the rows say it, and the navigator
            lambda: self._theme_title.setText(self._title[1]),
            self._hide_section,
            self.which.hide,
            self._theme_title.hide,
        )
        for give in gives:
            if row.minimumSize().width() <= self.width():
                break
            give()

    def _hide_section(self) -> None:
        """Give up the section with its arrow, which alone would lead from nothing."""
        self._section.hide()
        self._arrow.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
