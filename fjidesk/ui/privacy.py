"""Hide the screen at once, and lock the desk: by key, after a while without anybody, or when the laptop slept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from fjidesk.ui.pages.hidden import HiddenPage
from fjidesk.ui.pages.unlock import LockPage
from fjidesk.ui.parts.letting_go import let_go
from fjidesk.ui.watch import Watch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit


class Host(Protocol):
    """What the window says of itself, and does when it is asked."""

    desk: Desk | None

    @property
    def busy(self) -> bool:
        """Tell whether the worker has the desk."""

    def save_pending(self) -> bool:
        """Save what is typed; False where something cannot be saved."""

    def take_focus(self) -> None:
        """Put the focus where work goes on."""


class Privacy(QObject):
    """Puts a blank page or one that asks for the passphrase in the place of the content, and the content back.

    Meanwhile the content is no part of the window, so that no assistive technology reaches it; each widget stays
    as it is, with text, caret and scroll.

    Attributes:
        hidden: the blank page.
        lock_page: asks for the passphrase.
        watch: notices that nobody is there.

    Signals:
        changed: the content went or came back.
        reopened: the desk was unlocked again.
    """

    changed = Signal()
    reopened = Signal()

    def __init__(self, kit: Kit, host: Host, outer: QStackedWidget, content: QWidget) -> None:
        super().__init__(outer)
        self._host = host
        self._outer = outer
        self._content = content
        self._focus: QWidget | None = None
        self._wanted = False
        self._aside = QWidget(None, Qt.WindowType.Popup)  # never shown; popups are not told to assistive technology
        self.destroyed.connect(self._aside.deleteLater)  # nobody holds it, and with it all that was put aside
        self.hidden = HiddenPage(kit.theme, kit.clock)
        self.hidden.clicked.connect(self.toggle)
        self._kit = kit
        for page in (content, self.hidden):
            outer.addWidget(page)
        self._make_lock_page()
        self.watch = Watch(kit.clock, self)
        self.watch.gone.connect(self.lock)

    def _make_lock_page(self) -> None:
        self.lock_page = LockPage(self._kit)
        self.lock_page.unlocked.connect(self._unlocked)
        self._outer.addWidget(self.lock_page)

    def reword(self) -> None:
        """Speak the language of the window, while the content is in sight."""
        self.hidden.reword()
        old = self.lock_page
        self._outer.removeWidget(old)
        let_go(old)
        self._make_lock_page()

    @property
    def blank(self) -> bool:
        """Tell whether the content is out of sight."""
        return self._outer.currentWidget() is not self._content

    @property
    def can_hide(self) -> bool:
        """Tell whether there is anything to hide, or to come back to."""
        return self.blank or self._host.desk is not None

    @property
    def can_lock(self) -> bool:
        """Tell whether there is a desk to lock."""
        return self._host.desk is not None and not self._host.desk.locked

    @property
    def occupied(self) -> bool:
        """Tell whether somebody is typing just now, or the worker has the desk."""
        return self._host.busy or not self.watch.quiet

    def toggle(self) -> None:
        """Blank the window, or go back to the same place: focus, caret and scroll. A locked desk stays locked."""
        desk = self._host.desk
        if not self.blank:
            self._host.save_pending()
            self._blank()
        elif not self._wanted and not (desk is not None and desk.locked):
            self._come_back()

    def lock(self) -> None:
        """Blank the window and let keys and connection go; while the worker has the desk, as soon as it is over."""
        from fjidesk.desk import locking

        desk = self._host.desk
        if desk is None or desk.locked:
            return
        _close_boxes()
        if not self.blank:
            self._host.save_pending()
            self._blank()
        self._wanted = self._host.busy
        if self._wanted:
            return
        self._host.save_pending()
        locking.lock(desk)
        self.watch.stop()
        self._outer.setCurrentWidget(self.lock_page)
        self.lock_page.ask(desk)

    def settle(self) -> None:
        """Lock now what could not be locked while the worker had the desk."""
        if self._wanted:
            self.lock()

    def _blank(self) -> None:
        self._focus = QApplication.focusWidget()
        self._outer.setCurrentWidget(self.hidden)
        self._outer.removeWidget(self._content)
        self._content.setParent(self._aside)
        self.hidden.setFocus()
        self.changed.emit()

    def _come_back(self) -> None:
        self._outer.insertWidget(0, self._content)
        self._outer.setCurrentWidget(self._content)
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:  # the page went away meanwhile
            self._host.take_focus()
        self.changed.emit()

    def _unlocked(self, _outcome: object) -> None:
        self._come_back()
        self.reopened.emit()


def _close_boxes() -> None:
    """Close menus and boxes that stand before the window; a box answers as if it had been called off."""
    while (box := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        if not box.close():
            return
