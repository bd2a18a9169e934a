"""The strip of every page of an open desk but that of a case: the inspection, the last save, hide screen, act now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.letting_go import let_go
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.saved import Saved, saved_words
from fjidesk.ui.parts.surface import Pane
from fjidesk.ui.parts.text import Text
from fjidesk.ui.parts.top_bar import TopBar
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from fjidesk.ui.parts.tabs import Tabs
    from fjidesk.ui.theme import Theme


class DeskBar(TopBar):
    """Where it is narrow it gives up one thing after the other; never the last save, hide screen and act now."""

    def __init__(self, theme: Theme, title: str, *, back: Button | None = None, who: str = "") -> None:
        super().__init__(theme)
        self.back = back
        self._words = back.text() if back is not None else ""
        self._times = ("", "")
        self.tabs: Tabs | None = None
        if back is not None:
            self.put(back)
        self._names: list[QWidget] = [Text(theme, title, "section")]
        self.put(self._names[0])
        self.saved = Saved(theme)
        self.put(self.saved, right=True)
        self._who = [Picture(theme, "user", "ink2"), Text(theme, who, "body", "ink2")] if who else []
        for part in self._who:
            self.put(part, right=True)
        self.act_now = Button(theme, said("alert.act_now"), "danger", icon="alert", cap="F9")
        self.hide_screen.setAccessibleName(said("top.hide"))
        row = self.layout()
        if row is not None:
            row.addWidget(self.act_now)

    def put_tabs(self, tabs: Tabs) -> None:
        """Put the tabs of the desk beside the title, in the place of the way back and of those that stood there."""
        if self.tabs is not None:
            self.tabs.hide()
            let_go(self.tabs)
        else:
            line = Pane(self._theme, "surface", "l")
            line.setFixedWidth(1)
            self._names.append(line)
            self.put(line, high=True)
        if self.back is not None:
            self.back.hide()
        self.tabs = tabs
        self.put(tabs, high=True)
        tabs.show()  # now: what a layout is to show later has no size when the strip is measured
        before: QWidget = self.menu
        for part in (tabs.list, *tabs.tabs.values()):  # the Tab key goes as the eye does, however late they were made
            self.setTabOrder(before, part)
            before = part
        self.fit()

    def name_back(self, words: str) -> None:
        """Say on the button that goes back where it goes to."""
        self._words = words
        if self.back is not None:
            self.back.setText(words)
            self.back.setAccessibleName(words)

    def show_saved(self, at: datetime | None, now: datetime) -> None:
        """Show when something was last saved on this desk."""
        times = saved_words(at, now) if at is not None else (said("saved.nothing"),) * 2
        if times != self._times:
            self._times = times
            self.fit()

    def fit(self) -> None:
        """Show all that there is, then give up one thing after the other until the rest has room."""
        long, short = self._times
        self.saved.show_state(long, "done")
        if not self.isVisible():  # what is shown later is given its size then
            return
        for part in (*self._names, *self._who):
            part.show()
        if self.tabs is not None:
            self.tabs.fold(folded=False)
        self.name(self.hide_screen, said("top.hide"))
        if self.back is not None:
            self.name(self.back, self._words)
        gives: list[Callable[[], object]] = [
            *(part.hide for part in self._who),
            *(part.hide for part in self._names),
            lambda: self.saved.show_state(short, "done"),
            lambda: self.name(self.hide_screen, said("top.hide_short")),
        ]
        if self.tabs is not None:
            tabs = self.tabs
            gives.append(lambda: tabs.fold(folded=True))
        elif self.back is not None:
            back = self.back
            gives.append(lambda: self.name(back, ""))
        self.give_up(gives)
