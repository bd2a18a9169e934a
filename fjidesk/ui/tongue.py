"""The language of the window: the system's at first, then the one that its owner chose, kept with the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.ui.anew import make_anew, reword
from fjidesk.ui.words import language, said, speak

if TYPE_CHECKING:
    from fjidesk.model.framework import Language
    from fjidesk.ui.window import Window


class Tongue:
    """The target of the key for the other language."""

    def __init__(self, window: Window) -> None:
        self._window = window

    @property
    def can_turn(self) -> bool:
        """Tell whether there is a page that can be made anew."""
        window = self._window
        return not window.privacy.blank and window.page is not None

    def take_up(self) -> None:
        """Speak the language that the desk keeps; one that was chosen on the way in is kept by now."""
        from fjidesk.desk.looks import language as kept

        desk = self._window.desk
        if desk is None:
            return
        wanted = kept(desk) or language()
        if wanted != language():
            speak(wanted)
            reword(self._window)

    def turn(self) -> None:
        """Speak the other language from now on; nothing that is typed is lost."""
        self._window.kit.work.after(self._turn)

    def _turn(self) -> None:
        window = self._window
        if not self.can_turn:  # not any more
            return
        if window.page is None or window.page.again is None:
            window.kit.say.warn(said("size.not_here"), said("size.not_here_more"))
            return
        if not window.save_pending():
            return
        wanted: Language = "en" if language() == "cy" else "cy"
        self._keep(wanted)
        speak(wanted)
        make_anew(window)
        window.kit.say.tell(said("language.now"), said("language.now_more"))

    def _keep(self, wanted: Language) -> None:
        from fjidesk.desk.looks import set_language

        desk = self._window.desk
        if desk is None:
            self._window.before.keep(wanted=wanted)
        else:
            set_language(desk, wanted)
