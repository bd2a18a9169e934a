"""What works on every page alike: save and say so, full screen, letters with Alt, and Alt by itself for the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from fjidesk.ui import actions, letters
from fjidesk.ui.anew import make_anew
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.ui.window import Window

_OTHER = frozenset(
    {
        QEvent.Type.ShortcutOverride,  # a key that is a shortcut is never seen as a press
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.FocusOut,
    }
)


class Comforts(QObject):
    """The target of these keys."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._alone = False  # Alt is down, and nothing else was pressed since
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._attend)

    @property
    def can_save(self) -> bool:
        """Tell whether there is a page in view on which something may have been typed."""
        window = self._window
        return window.desk is not None and window.page is not None and not window.busy and not window.privacy.blank

    @property
    def can_letters(self) -> bool:
        """Tell whether there is a desk to keep it, and a page to make anew."""
        window = self._window
        return window.desk is not None and window.page is not None and not window.privacy.blank

    def save_now(self) -> None:
        """Write what is typed now and say so; nothing ever needs it, and what cannot be saved says why by itself."""
        if self._window.save_pending():
            self._window.kit.say.tell(said("saved.all"))

    def full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def take_up(self) -> None:
        """Take what the desk keeps."""
        from fjidesk.desk.looks import letters_with_alt

        window = self._window
        if window.desk is not None and letters_with_alt(window.desk) != letters.with_alt():
            self._let(not letters.with_alt())

    def turn_letters(self) -> None:
        """Let letters and digits work with Alt from now on, or by themselves again; nothing that is typed is lost."""
        self._window.kit.work.after(self._turn_letters)

    def _turn_letters(self) -> None:
        from fjidesk.desk.looks import set_letters_with_alt

        window = self._window
        if not self.can_letters:  # not any more
            return
        if window.desk is None or window.page is None or window.page.again is None:
            window.kit.say.warn(said("size.not_here"), said("size.not_here_more"))
            return
        if not window.save_pending():
            return
        on = not letters.with_alt()
        set_letters_with_alt(window.desk, on)
        self._let(on)
        make_anew(window)
        window.kit.say.tell(said("letters.alt" if on else "letters.plain"), said("letters.more"))

    def _let(self, on: bool) -> None:  # noqa: FBT001  (it is what is set)
        letters.let_alt(on)
        actions.renew(self._window)

    def _attend(self, *_focus: object) -> None:
        """Look at the keys of the window from now on; the system's window comes when it is shown."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        is_alt = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt
        if is_alt and isinstance(event, QKeyEvent):
            if kind == QEvent.Type.KeyPress:
                held = event.modifiers() & ~Qt.KeyboardModifier.AltModifier  # with Ctrl it may be AltGr
                self._alone = not held.value and QApplication.activePopupWidget() is None
            elif kind == QEvent.Type.KeyRelease and self._alone and not event.isAutoRepeat():
                self._alone = False
                self._window.show_menu()
        elif kind in _OTHER:
            self._alone = False
        return False
